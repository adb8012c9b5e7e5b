"""The page of the local workspace: a plain chat client in the browser, drawn on this machine, with a margin for a tour.

What a person sees is made from the same world that the app talks to; what a visitor does goes through
`bot.local.people`, as the tests' people do it. It works by links and forms alone; static/page.js makes it live.

To read it: routes (what a browser may ask for) and safety (which of it is answered); places (where somebody looks, and
its address); sights, surfaces, files, notices, unread and margin (what is seen there, as plain values), showing and
templates (put together), drawing (what apps say, as HTML); posted, entered and deeds (what is done); clockwork (the
clock that is moved); watching (what waits for changes); consent (on which somebody lets the app in); guide (what may be
put in the margin by whoever starts it).
"""
