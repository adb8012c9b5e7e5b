"""The few words in which the rules of Block Kit are written down.

A rule looks at a value and yields a complaint for each thing that is wrong with it, worded as Slack words them in
response_metadata.messages, with a JSON pointer to the place.
"""

from collections.abc import Callable, Iterator, Mapping

from bot.local.things import JSON

Rule = Callable[[object, str], Iterator[str]]


def complaint(words: str, pointer: str) -> str:
    return f"[ERROR] {words} [json-pointer:{pointer}]"


def string(most: int | None = None, least: int = 1) -> Rule:
    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield complaint("must provide a string", at)
        elif len(value) < least:
            yield complaint(f"must be more than {least - 1} characters", at)
        elif most is not None and len(value) > most:
            yield complaint(f"must be less than {most + 1} characters", at)

    return check


def choice(*allowed: str) -> Rule:
    def check(value: object, at: str) -> Iterator[str]:
        if value not in allowed:
            yield complaint(f"must be one of {', '.join(allowed)}", at)

    return check


def whole(least: int, most: int) -> Rule:
    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield complaint(f"must be a whole number from {least} to {most}", at)

    return check


def number(value: object, at: str) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value:  # noqa: PLR0124 - NaN
        yield complaint("must provide a number", at)


def flag(value: object, at: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield complaint("must provide a boolean", at)


def items(rule: Rule, most: int, least: int = 1) -> Rule:
    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield complaint("must provide an array", at)
            return
        if len(value) < least:
            yield complaint(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            yield complaint(f"no more than {most} items allowed", at)
        for index, each in enumerate(value):
            yield from rule(each, f"{at}/{index}")

    return check


def shape(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    also: Callable[..., Iterator[str]] | None = None,
) -> Rule:
    """An object with these fields and no others; `also` says what one field asks of another."""
    known = {**required, **(optional or {})}

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complaint("must provide an object", at)
            return
        wrong = [complaint(f"missing required field: {name}", at) for name in required if name not in value]
        wrong += [
            complaint(f"invalid additional property: {name}", at)
            for name in value
            if name not in known and name != "type"
        ]
        for name in known.keys() & value.keys():
            wrong += known[name](value[name], f"{at}/{name}")
        yield from wrong
        if also and not wrong:
            yield from also(value, at)

    return check


def typed(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which of these rules it must keep."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complaint("must provide an object", at)
        elif not isinstance(value.get("type"), str) or value["type"] not in rules:
            yield complaint(f"unsupported type: {value.get('type')}", f"{at}/type")
        else:
            yield from rules[value["type"]](value, at)

    return check


def exactly_one(*names: str) -> Callable[[JSON, str], Iterator[str]]:
    def check(value: JSON, at: str) -> Iterator[str]:
        if sum(name in value for name in names) != 1:
            yield complaint(f"must have exactly one of {', '.join(names)}", at)

    return check


def at_least_one(*names: str) -> Callable[[JSON, str], Iterator[str]]:
    def check(value: JSON, at: str) -> Iterator[str]:
        if not any(value.get(name) for name in names):
            yield complaint(f"must have one of {', '.join(names)}", at)

    return check
