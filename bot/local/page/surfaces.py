"""The modal in front of a person and their Home, as plain values for the template."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.local.page.drawing import Pen
from bot.local.page.places import Look
from bot.local.things import View


@dataclass(frozen=True)
class Surface:
    """A view as it is shown."""

    id: str
    title: str
    body: Markup
    post_to: str
    submit: str  # the words on the button that sends it; none where there is nothing to send
    close: str
    behind: str  # the title of the modal that comes back when this one is closed


def surface(pen: Pen, look: Look, view: View, behind: View | None = None) -> Surface:
    words = {name: view.body.get(name, {}).get("text", "") for name in ("submit", "close")}
    return Surface(
        id=view.id,
        title=view.title,
        body=pen.blocks(view.blocks, view.values, view.errors, prefix=view.id),
        post_to=look.post_to("view", view.id),
        submit=words["submit"],
        close=words["close"] or ("Cancel" if words["submit"] else "Close"),
        behind=behind.title if behind else "",
    )
