"""The templates that blocks are drawn with, loaded when the first one is."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.local.page.drawing.text import clean, lines, untouched

TEMPLATES = Path(__file__).parent / "templates"


def drawn(name: str, **given: object) -> Markup:
    return Markup(_environment().get_template(f"{name}.html.j2").render(given))  # noqa: S704 - the templates escape


def _finalize(value: object) -> object:
    return value if isinstance(value, Markup) else clean(str(value))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"lines": lines, "untouched": untouched}
    return made
