"""The local workspace: plays Slack on this machine, on loopback only, for trying out and for tests.

    with LocalSlack() as slack:                                # on http://127.0.0.1:PORT; nothing outlives the block
        slack.api_url, slack.bot_token, slack.app_token        # SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN
        slack.scopes, slack.events                             # sets: add and discard; unset events are not delivered
        slack.deliver_to("http://127.0.0.1:3000/slack/events") # not over WebSockets but in requests, signed with
        slack.signing_secret                                   # SLACK_SIGNING_SECRET

        amy = slack.add_user("U1", "amy", real_name="Amy", tz="Europe/London")     # more: is_restricted=True (guest),
        slack.add_user("U9", "xena", team_id="T9OTHER")        # deleted=, is_admin=, dnd=(from, to), ...
        slack.add_channel("C1", "board", members=["U1"])       # everyone so far, unless named; bot=False: without
        slack.add_channel("C2", is_private=True)               # also is_ext_shared=, is_archived=
        slack.invite_bot("C3", by="U1")

People do things; `slack.user("U1")` finds one. Each deed returns the Delivery that tells the app of it (`.message` is
what was written, `.event_id`, `.payload`, `.acked`, `.answer`, `.attempts`, `.trouble`). What Slack's own client would
not let a person do raises `Impossible`.

        told = amy.mention("C1", "status of NEET")             # thread_ts= for a reply; "@bot" is put in front
        amy.upload("return.xlsx", b"PK...")                    # to the bot alone, or channel="C1"; text= goes with it
        amy.dm("help"); amy.say("C1", "no mention"); amy.join("C1"); amy.open_home()
        amy.command("/board", "status NEET", "C1")
        amy.click(message, "approve")                          # action_id or label; value=, block_id= tell twins apart
        amy.click(message, "period", "2026Q3")                 # a menu: the value or the words of an option
        amy.deactivate(); amy.reactivate(); amy.change(tz="Europe/Paris")          # told as user_change; dnd= is not
        amy.click(amy.home, "people", ["U1", "U2"])            # menus of several and ticks: all chosen from now on
        amy.look_up(amy.modal, "owner", "jo")                  # types into an external_select: block_suggestion
        amy.submit(amy.modal, {"figure": "12.5"})              # block_id or action_id -> entry
        amy.close(amy.modal)
        amy.modal, amy.modals, amy.home, amy.ephemerals, amy.notices   # before her; notices are Slack's words
        amy.modal.title, .blocks, .words, .errors, .values     # .words is every word to be seen

What happened:
        slack.settle()                                         # until all is acknowledged (or given up)
        slack.wait_for(lambda: slack.from_bot("C1"))           # until something is so; returns it; timeout=5
        slack.messages("C1"), slack.from_bot("C1"), slack.thread("C1", ts), slack.direct("U1"), slack.ephemerals("U1")
        slack.direct("U1")[-1].files[0].name, .content, .title # files that people or the bot have put in a conversation
        slack.calls, slack.calls_of("chat.postMessage")        # .method .args .answer .status
        slack.problems                                         # what Slack would drop silently: refused_ack, ...
        slack.deliveries, slack.connections

Out of order:
        slack.fail("chat.postMessage", "internal_error", times=2);  slack.rate_limit("views.publish", retry_after=2)
        slack.server_error("chat.update", 503);  slack.slow("users.info", 0.5);  slack.mend()
        slack.break_connection("chat.postMessage", "after")    # it is posted, but no reply comes; or "before"
        slack.outsiders_reachable = True                       # else the bot cannot write to them: user_not_visible
        slack.charts = False                                   # data_visualization is invalid_blocks
        slack.server_error("download");  slack.slow("upload", 1)  # the two doors for files, as if they were methods
        slack.redirect_downloads = "http://127.0.0.1:9/x"      # instead of the file
        slack.timing.redelivery = (0.2, 0.2, 0.2)              # when an event comes again; timing.answer, .trigger
        slack.timing.retries = (0, 0.2, 0.2)                   # the same over HTTP; timing.signed_ago = 301: too old
        slack.redeliver(told.event_id)                         # once more, though acknowledged
        slack.refresh_connection(); slack.drop_connections()
        slack.close_connections()                              # before handler.close(): saves slack_sdk 3 seconds; the
                                                               # whole of a quick ending is in tests/local/conftest.py

What surprises, here as in Slack: the app hears its own direct messages (message.im with a bot_id), and its own
changes to them (subtype message_changed); an event it does not acknowledge comes again, so every event it has
subscribed to needs a listener. A person outside the channel cannot write in it; a reply to a message that is gone
goes to the channel.

To read it: things (people, channels, messages, views) and world (all of them, behind one lock); web_api and methods
(what the app asks); people, clicks, forms and payloads (what people do); deliveries, link and request_url (how the app
is told: over WebSockets, or in signed requests); answers (what follows); limits, blockkit and entries (what is
refused); files (what is up- and downloaded); page (the chat client in the browser); server, serving, changes, switches
and record (running it).
"""

from bot.local.deliveries import Delivery
from bot.local.entries import Impossible
from bot.local.people import Person
from bot.local.server import LocalSlack
from bot.local.things import Message, View

__all__ = ["Delivery", "Impossible", "LocalSlack", "Message", "Person", "View"]
