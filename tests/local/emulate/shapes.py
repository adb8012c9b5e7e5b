"""What two answers differ in: their error, the names of their fields, and the kinds of what is in them."""

from collections.abc import Iterator

from tests.local.emulate.sides import JSON

_KINDS = {bool: "true or false", int: "number", float: "number", str: "text", type(None): "null", list: "list"}


def differences(ours: JSON, theirs: JSON) -> Iterator[str]:
    """Each in a line of its own."""
    if (ours.get("ok"), ours.get("error")) != (theirs.get("ok"), theirs.get("error")):
        yield f"{_outcome(ours)} here, {_outcome(theirs)} there"
        return
    here, there = dict(_fields(ours)), dict(_fields(theirs))
    for name in sorted(here.keys() | there.keys()):
        parent = name.rpartition(".")[0]
        if parent and (parent not in here or parent not in there):
            continue  # said once, of the whole
        if name not in there:
            yield f"{name} only here"
        elif name not in here:
            yield f"{name} only there"
        elif here[name] != there[name]:
            yield f"{name} is {here[name]} here, {there[name]} there"


def _outcome(answer: JSON) -> str:
    return "no answer" if answer.get("ok") is None else str(answer.get("error") or "ok")


def _fields(part: object, at: str = "") -> Iterator[tuple[str, str]]:
    """The fields with their kinds; those of a list are those of all its members."""
    if isinstance(part, list):
        for each in part:
            yield from _fields(each, at)
    elif isinstance(part, dict):
        for name, each in part.items():
            here = f"{at}.{name}".lstrip(".")
            yield here, _KINDS.get(type(each), "object")
            yield from _fields(each, here)
