"""The local workspace: plays Slack on this machine, on loopback only, for trying out and for tests.

    with LocalSlack() as slack:                                # on http://127.0.0.1:PORT; nothing outlives the block
        slack.api_url, slack.bot_token, slack.app_token        # SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN
        slack.scopes, slack.events                             # sets: add and discard; unset events are not delivered
        slack.commands                                         # the same; where it is empty, any command is the app's
        slack.deliver_to("http://127.0.0.1:3000/slack/events") # not over WebSockets but in requests, signed with
        slack.signing_secret                                   # SLACK_SIGNING_SECRET

        amy = slack.add_user("U1", "amy", real_name="Amy", tz="Europe/London")     # more: is_restricted=True (guest),
        slack.add_user("U9", "xena", team_id="T9OTHER")        # deleted=, is_admin=, dnd=(from, to), ...
        slack.add_channel("C1", "board", members=["U1"])       # everyone so far, unless named; bot=False: without
        slack.add_channel("C2", is_private=True)               # also is_ext_shared=, is_archived=
        slack.invite_bot("C3", by="U1")

Several workspaces behind one address, each with its own people, channels, events and token; and Slack's OAuth:
        with slack.neighbour("T2LOCAL", "county") as county:   # the Web API knows them by their tokens
        county.deliver_to(url)                                 # a neighbour is told of things over HTTP alone
        slack.neighbour("T3LOCAL", "district", "E1LOCAL")      # one workspace of an organisation (Enterprise Grid)
        slack.grants.client_id, slack.grants.client_secret     # SLACK_CLIENT_ID, SLACK_CLIENT_SECRET
        slack.world.address + "/oauth/v2/authorize?..."        # the page with Allow and Cancel
        slack.grants.rotation = True                           # tokens end and are renewed; grants.expire() ends them
        slack.uninstall(); slack.installed                     # the app hears of it, and its tokens open nothing

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
        slack.silence_connections()                            # open and deaf; pongs=True: they answer pings still
        slack.close_connections()                              # before handler.close(): saves slack_sdk 3 seconds; the
                                                               # whole of a quick ending is in tests/local/conftest.py

What surprises, here as in Slack: the app hears its own direct messages (message.im with a bot_id), and its own
changes to them (subtype message_changed); an event it does not acknowledge comes again, so every event it has
subscribed to needs a listener. A person outside the channel cannot write in it; a reply to a message that is gone
goes to the channel.

Slack in short. An app never holds Slack's data; it asks and is told. It *asks* by calling methods of the Web API
(`chat.postMessage`), each a request over HTTP with the bot's token, answered with {"ok": true, ...} or {"ok": false,
"error": ...}. It *is told* three kinds of things: events (somebody wrote, opened the Home tab), commands (somebody
typed /board) and interactions (somebody pressed a button, sent a form). Each wants an acknowledgement within three
seconds; an event that gets none comes again, a person whose command or press gets none is shown an error. They come
over a WebSocket that the app has opened (Socket Mode), or in requests to its own address, signed so that it can trust
them. What people see is made of blocks (Block Kit: JSON for texts, buttons, fields, tables); a modal or a Home tab
made of them is a view. Everything has an id: T team, U user, C channel, D direct messages, V view; a message has its
channel and its `ts`, the time at which it was written. A `trigger_id` comes with what a person did and opens one
modal; a `response_url` takes a few late answers. A token may do what its scopes say, and hears of the events that the
app has subscribed to.

To read it, in this order:
    things, users, reading       the nouns: files, messages, channels, views, people; and the words to be seen in them
    world, changes               all of them, behind one lock that says of each change that there was one
    keeping                      all of them in a file, to go on from another day
    grants                       the app's tokens: how it comes by them and what each opens
    web_api, methods             what the app asks: one door, and behind it a function for each method
    limits, blockkit, writing    what is refused of it, and why
    views                        modals and Home tabs as they stand before people
    deliveries, link, request_url    what the app is told, and the two ways: over WebSockets, or in signed requests
    payloads                     in what words
    people, clicks, forms, entries   what people do, and what Slack's own client would not let them
    answers                      what follows from the app's answer
    files                        the doors through which bytes go in and out
    switches, faults, record     for tests: put it out of order, look at what has happened
    server, serving, origins     all of it put together, and run, with other websites kept out
    page                         a chat client in the browser, which does as the tests' people do
"""

from bot.local.deliveries import Delivery
from bot.local.entries import Impossible
from bot.local.people import Person
from bot.local.server import LocalSlack
from bot.local.things import Message, View

__all__ = ["Delivery", "Impossible", "LocalSlack", "Message", "Person", "View"]
