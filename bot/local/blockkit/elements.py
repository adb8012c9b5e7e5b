"""Texts, options, buttons, menus and fields: what stands inside blocks.

docs.slack.dev/reference/block-kit/block-elements and .../composition-objects.
"""

from collections.abc import Iterator, Mapping

from bot.local.blockkit.shapes import (
    Rule,
    choice,
    complaint,
    exactly_one,
    flag,
    items,
    number,
    shape,
    string,
    typed,
    whole,
)
from bot.local.things import JSON

TEXT = 3000
IDENTIFIER = 255  # block_id and action_id
PLACEHOLDER = 150
URL = 3000
MOST_OPTIONS = 100


def plain(most: int = TEXT) -> Rule:
    return typed({"plain_text": shape({"text": string(most)}, {"emoji": flag})})


def words(most: int = TEXT) -> Rule:
    """Plain text or mrkdwn."""
    return typed(
        {
            "plain_text": shape({"text": string(most)}, {"emoji": flag}),
            "mrkdwn": shape({"text": string(most)}, {"verbatim": flag}),
        }
    )


confirm = shape(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)
slack_file = shape({}, {"id": string(), "url": string()}, exactly_one("id", "url"))
image_fields: dict[str, Rule] = {"image_url": string(URL), "slack_file": slack_file}
image = shape({"alt_text": string(2000)}, image_fields, exactly_one("image_url", "slack_file"))
dispatch = shape({}, {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 2)})


def option(text: Rule, **more: Rule) -> Rule:
    return shape({"text": text, "value": string(150)}, {"description": words(75), **more})


_menu_option = option(plain(75))
_ticked_option = option(words(75))
_option_group = shape({"label": plain(75), "options": items(_menu_option, MOST_OPTIONS)})
_menu_options: dict[str, Rule] = {
    "options": items(_menu_option, MOST_OPTIONS),
    "option_groups": items(_option_group, MOST_OPTIONS),
}


# The answer to a block_suggestion: no options where nothing fits.
SUGGESTION = shape(
    {},
    {
        "options": items(_menu_option, MOST_OPTIONS, 0),
        "option_groups": items(_option_group, MOST_OPTIONS, 0),
    },
    exactly_one("options", "option_groups"),
)


def element(required: Mapping[str, Rule] | None = None, also: object = None, **optional: Rule) -> Rule:
    """Anything that a person can act on."""
    common: dict[str, Rule] = {"action_id": string(IDENTIFIER), "confirm": confirm}
    return shape(required or {}, {**common, **optional}, also if callable(also) else None)


def field(required: Mapping[str, Rule] | None = None, also: object = None, **optional: Rule) -> Rule:
    """Anything that is filled in."""
    return element(required, also, placeholder=plain(PLACEHOLDER), focus_on_load=flag, **optional)


def _first_among_options(value: JSON, at: str) -> Iterator[str]:
    """What is chosen at first must be one of the options, field for field."""
    groups = value.get("option_groups") or [value]
    options = [one for group in groups for one in group.get("options", [])]
    first = [value["initial_option"]] if "initial_option" in value else value.get("initial_options", [])
    if any(one not in options for one in first):
        yield complaint("initial option must be among the options", at)


def _menu(value: JSON, at: str) -> Iterator[str]:
    yield from exactly_one("options", "option_groups")(value, at)
    yield from _first_among_options(value, at)


def _lengths_in_order(value: JSON, at: str) -> Iterator[str]:
    if value.get("min_length", 0) > value.get("max_length", TEXT):
        yield complaint("min_length must not exceed max_length", at)


BUTTON = element(
    {"text": plain(75)},
    url=string(URL),
    value=string(2000),
    style=choice("primary", "danger"),
    accessibility_label=string(75),
    agent_prompt=string(4000),
    visible_to_user_ids=items(string(), 10),
)
_filter = shape(  # docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_menus = {
    "static_select": field(None, _menu, initial_option=_menu_option, **_menu_options),
    "external_select": field(min_query_length=whole(0, 100), initial_option=_menu_option),
    "users_select": field(initial_user=string()),
    "conversations_select": field(
        initial_conversation=string(), default_to_current_conversation=flag, response_url_enabled=flag, filter=_filter
    ),
    "channels_select": field(initial_channel=string(), response_url_enabled=flag),
}
_most = whole(1, MOST_OPTIONS)
_multi_menus = {
    "multi_static_select": field(
        None, _menu, initial_options=items(_menu_option, MOST_OPTIONS), max_selected_items=_most, **_menu_options
    ),
    "multi_external_select": field(
        min_query_length=whole(0, 100), initial_options=items(_menu_option, MOST_OPTIONS), max_selected_items=_most
    ),
    "multi_users_select": field(initial_users=items(string(), MOST_OPTIONS), max_selected_items=_most),
    "multi_conversations_select": field(
        initial_conversations=items(string(), MOST_OPTIONS),
        default_to_current_conversation=flag,
        max_selected_items=_most,
    ),
    "multi_channels_select": field(initial_channels=items(string(), MOST_OPTIONS), max_selected_items=_most),
}
_pickers = {
    "datepicker": field(initial_date=string(10, 10)),
    "timepicker": field(initial_time=string(5, 5), timezone=string()),
    "datetimepicker": element(initial_date_time=whole(0, 9_999_999_999), focus_on_load=flag),
}
_ticks = {
    "checkboxes": element(
        {"options": items(_ticked_option, 10)},
        _first_among_options,
        initial_options=items(_ticked_option, 10),
        focus_on_load=flag,
    ),
    "radio_buttons": element(
        {"options": items(_ticked_option, 10)}, _first_among_options, initial_option=_ticked_option, focus_on_load=flag
    ),
}
_presses = {"button": BUTTON, "overflow": element({"options": items(option(plain(75), url=string(URL)), 5)})}


def _of_rich_text(value: object, at: str) -> Iterator[str]:
    """A part of the words that stand in a field at first; of what a person puts in, Slack makes the parts itself."""
    if not isinstance(value, dict):
        yield complaint("must provide an object", at)


_typed_in = {
    "plain_text_input": field(
        None,
        _lengths_in_order,
        initial_value=string(TEXT, 0),
        multiline=flag,
        min_length=whole(0, TEXT),
        max_length=whole(1, TEXT),
        dispatch_action_config=dispatch,
    ),
    "number_input": field(
        {"is_decimal_allowed": flag},
        initial_value=string(),
        min_value=string(),
        max_value=string(),
        dispatch_action_config=dispatch,
    ),
    "email_text_input": field(initial_value=string(), dispatch_action_config=dispatch),
    "url_text_input": field(initial_value=string(), dispatch_action_config=dispatch),
    "rich_text_input": field(
        initial_value=shape({"elements": items(_of_rich_text, 1000, 0)}), dispatch_action_config=dispatch
    ),
    "file_input": element(filetypes=items(string(), 100), max_files=whole(1, 10)),
}

# Where each may stand: the pages of the elements name the blocks they work with.
IN_ACTIONS = typed({**_presses, **_menus, **_pickers, **_ticks})
IN_SECTION = typed({**_presses, **_menus, **_multi_menus, **_pickers, **_ticks, "image": image})
IN_INPUT = typed({**_menus, **_multi_menus, **_pickers, **_ticks, **_typed_in})
IN_CONTEXT = typed(
    {
        "image": image,
        "plain_text": shape({"text": string(TEXT)}, {"emoji": flag}),
        "mrkdwn": shape({"text": string(TEXT)}, {"verbatim": flag}),
    }
)
_feedback_button = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
IN_CONTEXT_ACTIONS = typed(
    {
        "feedback_buttons": shape(
            {"positive_button": _feedback_button, "negative_button": _feedback_button},
            {"action_id": string(IDENTIFIER)},
        ),
        "icon_button": element(
            {"icon": choice("trash"), "text": plain(75)},
            value=string(2000),
            accessibility_label=string(75),
            visible_to_user_ids=items(string(), 10),
        ),
    }
)
CELL_NUMBER = shape({"value": number, "text": string()})
