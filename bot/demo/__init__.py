"""Try it in a minute: the local workspace in the browser, and the unmodified bot at work in it on a real plan.

The only part that knows both. To read it: showing (all of it together), folder and starting (what is made and what is
run), guard (nothing is left behind), scene (what the visitor comes into): people and state (who is there, and how the
round stands), clock, days and moves (the clock that the visitor moves), tour (what to try).
"""

from bot.demo.folder import CITY
from bot.demo.showing import PORT, Asked, show

__all__ = ["CITY", "PORT", "Asked", "show"]
