"""The local workspace beside an independent implementation of Slack's Web API."""

from fnmatch import fnmatchcase

from tests.local.emulate.conversation import converse
from tests.local.emulate.shapes import differences
from tests.local.emulate.sides import Side

# The differences that stand, as patterns, and why. "Documented" is docs.slack.dev; "there" is emulate, "here" is ours.
ACCEPTED = {
    "dnd.info: ok here, no answer there": "there it is not made",
    "a method that does not exist: unknown_method here, no answer there": "documented; there it is a page not found",
    "auth.test: app_id only there": "undocumented for a bot's token",
    "auth.test: is_enterprise_install only here": "documented",
    # People. What nobody here asks for is left out: addresses of pictures, calls, and email, which wants its own scope.
    "users.info*: user.is_* only here": "documented; guests and owners are not told apart there",
    "users.info*: user.tz* only here": "documented; there are no zones there",
    "users.info*: user.profile.team only here": "documented",
    "users.info*: user.profile.email only there": "documented for the scope users:read.email, which the bot has not",
    "users.info*: user.profile.huddle_* only there": "calls: left out",
    "users.info*: user.profile.image_* only there": "pictures: left out",
    "users.info*: user.profile.skype only there": "of no use any more",
    "users.info*: user.profile.status_emoji_display_info only there": "pictures: left out",
    "team.info: team.url only here": "documented",
    "bots.info: bot.* only here": "documented",
    "bots.info: bot.icons only there": "pictures: left out",
    # Conversations: docs.slack.dev/reference/objects/conversation-object.
    "conversations.*: channel.context_team_id only here": "documented",
    "conversations.*: channel.is_* only here": "documented; there is no Slack Connect there",
    "conversations.*: channel.pending_shared only here": "documented",
    "conversations.*: channel.priority only here": "documented for direct messages",
    "conversations.*: channel.last_read only there": "who has read what is not kept here",
    "conversations.*: channel.is_open only there": "documented for direct messages alone",
    "conversations.*: channel.num_members only there": "documented for include_num_members alone",
    "conversations.open again: channel.* only there": "documented for channels and groups, not for direct messages",
    "conversations.info of two: channel.* only there": "the same",
    "*where the bot is not: not_in_channel here, ok there": "documented",
    "conversations.replies to nothing: thread_not_found here, ok there": "documented",
    "conversations.replies: response_metadata only here": "pagination: no next cursor and an empty one mean the same",
    # Messages.
    "*: message*.app_id only here": "in every message of an app; there only where it sends one along",
    "*: message*.bot_id only here": "the same",
    "*: message*.bot_profile only here": "the same",
    "*: message*.team only here": "documented",
    "*: message*.subtype only here": "documented: thread_broadcast",
    "*: message*.reply_broadcast only there": "an argument, not a field of a message",
    "chat.update: message.reply_* only there": "the documented answer to an update has no thread in it",
    "conversations.*: messages.latest_reply only here": "documented",
    "conversations.*: messages.reply_users_count only here": "documented",
    "conversations.*: messages.parent_user_id only here": "documented",
    "conversations.history: messages.thread_ts only here": "documented: what has replies is the head of a thread",
    "conversations.replies: messages.metadata.event_payload only there": "documented for include_all_metadata alone",
    "chat.postMessage of no blocks: invalid_blocks_format here, invalid_blocks there": "documented for no array",
    "chat.postMessage of too long a text: response_metadata.messages only there": "the words are not documented",
    "chat.postEphemeral to nobody: user_not_in_channel here, user_not_found there": "documented; the other is not",
    # Files: docs.slack.dev/reference/objects/file-object. Here they have no page, comments, preview or stars.
    "files.*: file*.file_access only here": "documented for files of Slack Connect, seen in all",
    "files.*: file*.username only here": "documented",
    "files.info: file.shares.public.BOARD.is_silent_share only there": "undocumented",
    "files.info: file.shares.public.BOARD.source only there": "undocumented",
    "files.info: response_metadata only here": "documented",
    "files.info: paging only there": "the old way of paging",
    "files.*: file*.comments_count only there": "comments: left out",
    "files.*: file*.initial_comment only there": "the same",
    "files.*: file*.has_rich_preview only there": "preview: left out",
    "files.*: file*.permalink only there": "page: left out",
    "files.*: file*.pretty_type only there": "the same",
    "files.*: file*.is_starred only there": "stars: left out",
    "files.completeUploadExternal: files.channels only there": "documented are id and title alone; files.info tells",
    "files.completeUploadExternal: files.groups only there": "the same",
    "files.completeUploadExternal: files.ims only there": "the same",
    "files.completeUploadExternal: files.shares only there": "the same",
    # Views.
    "views.*: view.app_installed_team_id only here": "documented",
    "views.*: invalid_arguments here, invalid_view there": "documented, with messages; the other is not",
}


def test_the_answers_differ_in_nothing_but_what_is_known(ours: Side, theirs: Side) -> None:
    here, there = converse(ours), converse(theirs)
    found = [f"{name}: {line}" for name in here for line in differences(here[name], there[name])]
    new = [line for line in found if not any(fnmatchcase(line, known) for known in ACCEPTED)]
    assert new == [], "\n".join(["new differences:", *new])
    gone = [known for known in ACCEPTED if not any(fnmatchcase(line, known) for line in found)]
    assert gone == [], "\n".join(["these are no more:", *gone])
