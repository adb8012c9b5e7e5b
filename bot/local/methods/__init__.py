"""The methods of the Web API that this workspace knows: the table of contents."""

from bot.local.methods import chat, conversations, directory, files, oauth, views

METHODS = directory.METHODS | oauth.METHODS | chat.METHODS | conversations.METHODS | files.METHODS | views.METHODS
