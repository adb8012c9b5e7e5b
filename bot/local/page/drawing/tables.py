"""Tables: what a cell says, and to which side each column keeps.

docs.slack.dev/reference/block-kit/blocks/table-block and .../data-table-block.
"""

import re
from collections.abc import Sequence

from bot.local.page.drawing.scales import written
from bot.local.things import JSON

_NUMBER = re.compile("[-\N{MINUS SIGN}+]?[£$€]?[0-9][0-9,. ]*%?")


def cell_text(cell: JSON) -> str:
    """What stands in a cell that is not rich text."""
    return str(cell.get("text") or written(cell["value"]))


def sides(block: JSON) -> list[str]:
    """Left, right or center for each column: as the app asks, else numbers to the right."""
    rows, settings = block["rows"], block.get("column_settings") or []
    widest = max(len(row) for row in rows)
    return [_side(rows[1:], column, settings) for column in range(widest)]


def _side(rows: Sequence[Sequence[JSON]], column: int, settings: Sequence[JSON | None]) -> str:
    asked = (settings[column] or {}).get("align") if column < len(settings) else None
    if asked:
        return str(asked)
    cells = [row[column] for row in rows if column < len(row)]
    return (
        "right"
        if any(map(_is_number, cells)) and all(_is_number(each) or _is_blank(each) for each in cells)
        else "left"
    )


def _is_number(cell: JSON) -> bool:
    return cell["type"] == "raw_number" or (cell["type"] == "raw_text" and bool(_NUMBER.fullmatch(cell["text"])))


def _is_blank(cell: JSON) -> bool:
    """A dash, or nothing to see."""
    return cell["type"] == "raw_text" and not re.search(r"\w", cell["text"])
