"""Steward: the plan of a public partnership, asked about and kept up in Slack.

The map, top to bottom; each floor knows nothing of the one above:

    bot/__main__.py, bot/commands    the command line; wires everything, once
    bot/app.py, socket.py, schedule.py    the edges: Slack's requests, the timetable
    handlers/, bot/delivery.py       parse, ask, render; nothing else
    bot/services, bot/render.py      one use case a function; every word a template
    bot/workspace.py                 whose rows, what time
    store/                           rows in, values out
    bot/domain                       the rules: no Slack, no database, no clock, no words
"""

import os

# openpyxl reads workbooks with lxml wherever that is installed, as it is for Word, and then without defusedxml: an
# entity in a partner's workbook would be expanded. It asks the environment once, when it is first imported.
os.environ["OPENPYXL_LXML"] = "False"  # noqa: TID251  nothing is read from it
