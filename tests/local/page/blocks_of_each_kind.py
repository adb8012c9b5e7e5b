"""Every block and element of Block Kit, in its varieties, with words that tell where they stand."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]

CONFIRM: JSON = {
    "title": {"type": "plain_text", "text": "Sure?"},
    "text": {"type": "mrkdwn", "text": "It goes to *everyone*"},
    "confirm": {"type": "plain_text", "text": "Send it"},
    "deny": {"type": "plain_text", "text": "Not yet"},
    "style": "danger",
}


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> JSON:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str = "", **more: object) -> JSON:
    return {"text": plain(text), "value": value or text.lower(), **more}


def button(text: str, action_id: str = "go", **more: object) -> JSON:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": "1", **more}


def picture(words: str = "A chart of three lines") -> JSON:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": words}


def text(words: str, **style: bool) -> JSON:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def line(*elements: JSON) -> JSON:
    return {"type": "rich_text_section", "elements": list(elements)}


def listed(style: str, *words: str, indent: int = 0, **more: object) -> JSON:
    lines = [line(text(each)) for each in words]
    return {"type": "rich_text_list", "style": style, "indent": indent, "elements": lines, **more}


def rich(*parts: JSON) -> JSON:
    return {"type": "rich_text", "elements": list(parts)}


def raw(words: str) -> JSON:
    return {"type": "raw_text", "text": words}


def amount(value: float, words: str) -> JSON:
    return {"type": "raw_number", "value": value, "text": words}


def chart(kind: str, series: dict[str, list[float]], *labels: str, **axes: str) -> JSON:
    drawn: list[JSON] = [
        {"name": name, "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]}
        for name, values in series.items()
    ]
    config = {"categories": list(labels), **axes}
    return {
        "type": "data_visualization",
        "title": f"A {kind} of figures",
        "chart": {"type": kind, "series": drawn, "axis_config": config},
    }


def pie(**parts: float) -> JSON:
    segments = [{"label": label.replace("_", " "), "value": value} for label, value in parts.items()]
    return {"type": "data_visualization", "title": "A pie", "chart": {"type": "pie", "segments": segments}}


def asked(element: JSON, **more: object) -> JSON:
    label = plain(f"A label for {element['type']}")
    return {"type": "input", "block_id": f"b {element['type']}", "label": label, "element": element, **more}


MENUS: list[JSON] = [
    {"type": "static_select", "placeholder": plain("Pick one"), "options": [option("Red"), option("Green")]},
    {
        "type": "static_select",
        "option_groups": [{"label": plain("Warm"), "options": [option("Red"), option("Orange")]}],
        "initial_option": option("Orange"),
    },
    {"type": "external_select", "placeholder": plain("Look it up"), "initial_option": option("Found before")},
    {"type": "users_select", "initial_user": "U2"},
    {"type": "conversations_select"},
    {"type": "channels_select", "initial_channel": "C1"},
    {"type": "datepicker", "initial_date": "2014-05-19", "placeholder": plain("19 May unless you say")},
    {"type": "timepicker", "initial_time": "09:30"},
    {"type": "datetimepicker", "initial_date_time": 1_400_490_000},
    {
        "type": "checkboxes",
        "options": [option("Tick me", description=mrkdwn("*Why* to tick")), {"text": mrkdwn("*Or* me"), "value": "or"}],
        "initial_options": [{"text": mrkdwn("*Or* me"), "value": "or"}],
    },
    {"type": "radio_buttons", "options": [option("This"), option("That")], "initial_option": option("That")},
]
SEVERAL: list[JSON] = [
    {
        "type": "multi_static_select",
        "placeholder": plain("Pick a few"),
        "max_selected_items": 2,
        "options": [option(f"Choice {number}") for number in range(20)],
        "initial_options": [option("Choice 3")],
    },
    {"type": "multi_external_select", "initial_options": [option("Held")], "min_query_length": 2},
    {"type": "multi_users_select", "initial_users": ["U1"]},
    {"type": "multi_conversations_select"},
    {"type": "multi_channels_select"},
]
TYPED: list[JSON] = [
    {"type": "plain_text_input", "placeholder": plain("Such as 6.5%"), "initial_value": "6", "max_length": 20},
    {"type": "plain_text_input", "multiline": True, "initial_value": "\nTwo\nlines", "min_length": 2},
    {"type": "number_input", "is_decimal_allowed": True, "min_value": "0", "max_value": "99.5", "initial_value": "1"},
    {"type": "email_text_input"},
    {"type": "url_text_input"},
    {"type": "rich_text_input", "initial_value": rich(line(text("Rich words")))},
    {"type": "file_input", "filetypes": ["xlsx", "csv"], "max_files": 1},
]
PRESSES: list[JSON] = [
    button("Plain"),
    button("Send", "send", style="primary", confirm=CONFIRM),
    button("Withdraw", "withdraw", style="danger", accessibility_label="Withdraw the report"),
    button("Open", "open", url="https://example.org/a?b=1&c=2"),
    button("Only mine", "mine", visible_to_user_ids=["U1"]),
    {"type": "overflow", "action_id": "more", "options": [option("Later"), option("Never"), option("On", "on")]},
]
HEAD = [raw("Indicator"), raw("Now"), raw("Target")]
ROWS = [
    [raw("Young people not in education, employment or training"), raw("6.5%"), amount(6, "6.0%")],
    [rich(line(text("Absence", bold=True))), raw("~"), amount(1234.5, "1,234.5")],
]
TASK: JSON = {
    "type": "task_card",
    "task_id": "1",
    "title": "Read the plan",
    "status": "complete",
    "details": rich(line(text("Forty pages"))),
    "output": rich(listed("bullet", "Found nine")),
    "sources": [{"type": "url", "url": "https://example.org", "text": "The plan"}],
}
CARD: JSON = {
    "type": "card",
    "hero_image": picture("A hero"),
    "icon": picture("An icon"),
    "title": mrkdwn("*Card* title"),
    "subtitle": plain("Card subtitle"),
    "body": mrkdwn("Card body"),
    "subtext": plain("Card subtext"),
    "actions": [button("Act")],
}
EVERY_RUN = [
    text("plain, "), text("bold", bold=True), text(" italic", italic=True), text(" gone", strike=True),
    text(" code", code=True), text(" under", underline=True), text(" marked", highlight=True),
    text(" all ", bold=True, italic=True, strike=True),
    {"type": "link", "url": "https://example.org", "text": "a link"}, text(" "),
    {"type": "link", "url": "https://example.org/bare"}, text(" "),
    {"type": "emoji", "name": "wave", "unicode": "1f44b"}, {"type": "emoji", "name": "no_such_one"},
    {"type": "user", "user_id": "U1"}, {"type": "user", "user_id": "U9"}, {"type": "channel", "channel_id": "C1"},
    {"type": "usergroup", "usergroup_id": "S1"}, {"type": "team", "team_id": "T1"},
    {"type": "broadcast", "range": "here"}, {"type": "color", "value": "#ff0000"},
    {"type": "date", "timestamp": 1_397_728_800, "format": "{date_long} at {time}", "fallback": "17 April"},
]  # fmt: skip

BLOCKS: dict[str, list[JSON]] = {
    "section": [
        {"type": "section", "text": mrkdwn("*Bold* and `code`\n&gt; quoted\n```fenced```")},
        {"type": "section", "text": plain("Beside a button"), "accessory": button("Do it", style="primary")},
        {"type": "section", "fields": [mrkdwn("*One*\n1"), plain("Two"), plain("Three")], "accessory": picture()},
        {"type": "section", "text": plain("Text"), "fields": [plain("and a field")]},
    ],
    "section with a menu": [
        {"type": "section", "block_id": f"m{number}", "text": plain(f"Beside menu {number}"), "accessory": each}
        for number, each in enumerate([*MENUS, *SEVERAL])
    ],
    "header": [
        {"type": "header", "text": plain("Header")},
        *({"type": "header", "text": plain(f"Level {level}"), "level": level} for level in (1, 2, 3, 4)),
    ],
    "divider": [{"type": "divider"}],
    "context": [{"type": "context", "elements": [picture("A small one"), mrkdwn("*Noted*"), plain("and plain")]}],
    "actions": [{"type": "actions", "block_id": "a", "elements": PRESSES}],
    "actions with menus": [
        {"type": "actions", "block_id": f"a{n}", "elements": [each]} for n, each in enumerate(MENUS)
    ],
    "input": [
        asked(each | {"action_id": str(number)}, block_id=f"i{number}", hint=plain(f"Hint {number}"))
        for number, each in enumerate([*MENUS, *SEVERAL, *TYPED])
    ],
    "input that may be empty": [asked(each, block_id=f"o{n}", optional=True) for n, each in enumerate(TYPED)],
    "input that tells at once": [
        asked(each, block_id=f"d{n}", dispatch_action=True) for n, each in enumerate([*MENUS, *TYPED[:1]])
    ],
    "image": [
        {**picture(), "title": plain("Three lines")},
        {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "Of this machine"},
    ],
    "rich text": [
        rich(line(*EVERY_RUN)),
        rich(
            line(text("First\nsecond line")),
            {"type": "rich_text_quote", "elements": [text("Quoted")], "border": 1},
            {"type": "rich_text_preformatted", "elements": [text("  kept   as is")], "language": "text"},
            listed("bullet", "one", "two"),
            listed("ordered", "two point one", "two point two", indent=1),
            listed("bullet", "deeper", indent=2),
            listed("bullet", "three"),
            listed("ordered", "tenth", "eleventh", offset=9, border=1),
        ),
    ],
    "markdown": [
        {
            "type": "markdown",
            "text": "# Plan\n\nSome **bold**, *leaning*, ~~gone~~ and `code`, [a link](https://example.org).\n\n- one\n"
            "- [x] two\n\n3. three\n4. four\n\n> quoted\n\n---\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
            "```text\nfenced\n```",
        }
    ],
    "alert": [
        {"type": "alert", "text": mrkdwn(f"Of level *{level}*"), "level": level}
        for level in ("default", "info", "warning", "error", "success")
    ],
    "table": [
        {"type": "table", "rows": [HEAD, *ROWS], "column_settings": [None, {"align": "center"}, {"is_wrapped": True}]}
    ],
    "data table": [
        {"type": "data_table", "caption": "Where we are", "rows": [HEAD, *ROWS], "row_header_column_index": 0},
        {"type": "data_table", "caption": "A long one", "page_size": 5, "rows": [HEAD, *(ROWS * 20)]},
    ],
    "chart of a line": [
        chart("line", {"NEET": [6, 6.2, 5.9, 6.5]}, "Q1 2013/14", "Q2", "Q3", "Q4", x_label="Quarter", y_label="%"),
        chart("line", {"Flat": [0, 0]}, "Q1", "Q2"),
        chart("line", {"One": [-3]}, "Q1"),
        chart("line", {"Many": [n * n - 40 for n in range(20)]}, *(f"Q{n % 4 + 1} 20{n:02}" for n in range(20))),
    ],
    "chart of lines": [
        chart("line", {f"Line {n}": [n, n + 0.5, 12 - n] for n in range(1, 13)}, "2011/12", "2012/13", "2013/14"),
    ],
    "chart of areas": [chart("area", {"Met": [3, 4, 6], "Missed": [5, 4, 2]}, "Q1", "Q2", "Q3", y_label="Indicators")],
    "chart of bars": [
        chart("bar", {"Met": [3, -4, 6.25]}, "Children in our care", "Schools", "Health", x_label="Objective"),
        chart("bar", {f"Bar {n}": [n, n + 2, n + 4] for n in range(6)}, "Q1", "Q2", "Q3", x_label="Quarter"),
    ],
    "chart of a pie": [
        pie(met=12, nearly_met=3, missed=4.5),
        pie(all=1),
        pie(**{f"part_{n}": 1 + n % 3 for n in range(12)}),
    ],
    "card": [CARD],
    "carousel": [{"type": "carousel", "elements": [CARD | {"actions": [button("Act", str(n))]} for n in range(4)]}],
    "container": [
        {
            "type": "container",
            "title": plain("Held together"),
            "subtitle": mrkdwn("with *care*"),
            "icon": picture("A folder"),
            "has_header_divider": True,
            "child_blocks": [{"type": "section", "text": plain("Inside")}, asked({"type": "plain_text_input"})],
        },
        {
            "type": "container",
            "rich_text_title": rich(line(text("Folded", bold=True))),
            "is_collapsible": True,
            "default_collapsed": True,
            "width": "wide",
            "child_blocks": [{"type": "header", "text": plain("Hidden at first")}],
        },
    ],
    "task": [TASK, {"type": "task_card", "task_id": "2", "title": "Write", "status": "error"}],
    "plan": [{"type": "plan", "title": "What is done", "tasks": [TASK, {**TASK, "task_id": "3", "status": "pending"}]}],
    "context actions": [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "thumbs",
                    "positive_button": {"text": plain("Good"), "value": "good"},
                    "negative_button": {"text": plain("Bad"), "value": "bad", "accessibility_label": "Bad answer"},
                },
                {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "action_id": "bin"},
            ],
        }
    ],
}
