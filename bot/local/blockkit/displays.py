"""The blocks that display: charts, tables, cards and what holds them.

docs.slack.dev/reference/block-kit/blocks: data-visualization-block, data-table-block, table-block, card-block,
carousel-block, container-block, task-card-block, plan-block.
"""

from collections.abc import Iterator

from bot.local.blockkit import elements
from bot.local.blockkit.blocks import BLOCKS, RICH_TEXT, block
from bot.local.blockkit.elements import plain, words
from bot.local.blockkit.shapes import (
    Rule,
    at_least_one,
    choice,
    complaint,
    flag,
    items,
    number,
    shape,
    string,
    typed,
    whole,
)
from bot.local.things import JSON

LABEL = 20  # of points, segments, series and categories
MOST_SERIES = MOST_SEGMENTS = 12
MOST_POINTS = 20
TABLE_CHARACTERS = 10_000
DATA_TABLE_CHARACTERS = 20_000


def _positive(value: object, at: str) -> Iterator[str]:
    yield from number(value, at)
    if isinstance(value, int | float) and value <= 0:
        yield complaint("must be greater than 0", at)


def _series_fit(value: JSON, at: str) -> Iterator[str]:
    """Each series has a name of its own and one point for each category, no more and no fewer."""
    names = [one["name"] for one in value["series"]]
    if len(set(names)) < len(names):
        yield complaint("series names must be unique", f"{at}/series")
    categories = value["axis_config"]["categories"]
    if len(set(categories)) < len(categories):
        yield complaint("categories must be unique", f"{at}/axis_config/categories")
    for index, one in enumerate(value["series"]):
        if sorted(point["label"] for point in one["data"]) != sorted(categories):
            yield complaint("data labels must match the categories", f"{at}/series/{index}/data")


_point = shape({"label": string(LABEL), "value": number})
_series = shape({"name": string(LABEL), "data": items(_point, MOST_POINTS)})
_axes = shape(
    {"categories": items(string(LABEL), MOST_POINTS)},
    {"x_label": string(50), "y_label": string(50)},
)
_drawn = shape({"series": items(_series, MOST_SERIES), "axis_config": _axes}, None, _series_fit)
_segment = shape({"label": string(LABEL), "value": _positive})
_chart = typed(
    {"line": _drawn, "bar": _drawn, "area": _drawn, "pie": shape({"segments": items(_segment, MOST_SEGMENTS)})}
)

_cell = {"raw_text": shape({"text": string()}), "raw_number": elements.CELL_NUMBER, "rich_text": RICH_TEXT}
_header_cell = typed({name: rule for name, rule in _cell.items() if name != "rich_text"})
_row = items(typed(_cell), 20)


def _even_rows(value: JSON, at: str) -> Iterator[str]:
    for index, cell in enumerate(value["rows"][0]):
        yield from _header_cell(cell, f"{at}/rows/0/{index}")
    if len({len(row) for row in value["rows"]}) > 1:
        yield complaint("all rows must have the same number of cells", f"{at}/rows")
    if value.get("row_header_column_index", 0) >= len(value["rows"][0]):
        yield complaint("there is no such column", f"{at}/row_header_column_index")


_column = shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})


def _column_or_none(value: object, at: str) -> Iterator[str]:
    """A null keeps the usual setting: the one place where Slack takes one."""
    if value is not None:
        yield from _column(value, at)


CARD = block(
    {},
    {
        "hero_image": elements.image,
        "icon": elements.image,
        "slack_icon": shape({"name": string()}),
        "title": words(150),
        "subtitle": words(150),
        "body": words(200),
        "subtext": words(200),
        "actions": items(typed({"button": elements.BUTTON}), 3),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)
_source = shape({"url": string(elements.URL), "text": string()})


def _task(*statuses: str) -> Rule:
    return block(
        {"task_id": string(), "title": string()},
        {
            "status": choice(*statuses),
            "details": RICH_TEXT,
            "output": RICH_TEXT,
            "sources": items(typed({"url": _source}), 100),
        },
    )


def _header_divider(value: JSON, at: str) -> Iterator[str]:
    yield from at_least_one("title", "rich_text_title")(value, at)
    if value.get("has_header_divider") and value.get("is_collapsible"):
        yield complaint("has_header_divider does not go with is_collapsible", at)


TABLE = block(
    {"rows": items(_row, 100)},
    {"column_settings": items(_column_or_none, 20)},
)
_held = {name: BLOCKS[name] for name in ("actions", "context", "divider", "header", "image", "input", "section")}
_started = ("in_progress", "complete", "error")  # "pending" is only for a task within a plan
DISPLAYS: dict[str, Rule] = {
    "data_visualization": block({"title": string(50), "chart": _chart}),
    "table": TABLE,
    "data_table": block(
        {"rows": items(_row, 201, 2), "caption": string()},
        {"page_size": whole(1, 100), "row_header_column_index": whole(0, 19)},
        _even_rows,
    ),
    "card": CARD,
    "carousel": block({"elements": items(typed({"card": CARD}), 10)}),
    "container": block(
        {"child_blocks": items(typed({**_held, "rich_text": RICH_TEXT, "table": TABLE}), 10)},
        {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": words(150),
            "icon": elements.image,
            "width": choice("narrow", "standard", "wide", "full"),
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        _header_divider,
    ),
    "task_card": _task(*_started),
    "plan": block({"title": string(), "tasks": items(typed({"task_card": _task("pending", *_started)}), 50)}),
}
