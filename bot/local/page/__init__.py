"""The page of the local workspace: a plain chat client in the browser, drawn on this machine, with a margin for a tour.

What a person sees is made from the same world that the app talks to; what a visitor does goes through
`bot.local.people`, as the tests' people do it.
"""
