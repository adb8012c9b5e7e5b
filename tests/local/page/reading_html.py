"""Reads what the pen drew as a browser and a screen reader would: whether it is sound, and what things are called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = {"br", "hr", "img", "input"}
CONTROLS = {"button", "input", "select", "textarea", "summary", "a"}
SPACED = {
    "br", "hr", "p", "div", "pre", "blockquote", "li", "td", "th", "option", "h3", "h4", "h5", "h6", "text", "summary",
    "label", "figcaption",
}  # fmt: skip
WORD = re.compile(r"[^\W_]+")
_TOLD = ("alt", "aria-label", "label", "placeholder", "value", "href")
REFERENCES = ("aria-labelledby", "aria-describedby", "for", "data-press-on-change")
ALLOWED = VOID | CONTROLS | {
    "div", "span", "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "u", "code", "pre", "mark",
    "blockquote", "time", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details",
    "fieldset", "legend", "label", "option", "optgroup", "svg", "path", "rect", "polyline", "polygon", "text", "defs",
    "pattern",
}  # fmt: skip


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    above: Node | None = None
    inside: list[Node | str] = field(default_factory=list)

    def all(self) -> Iterator[Node]:
        for each in self.inside:
            if isinstance(each, Node):
                yield each
                yield from each.all()

    def find(self, tag: str, **wanted: str) -> Node:
        """The first such element; names of attributes are written with an underscore for a dash."""
        named = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        for node in self.all():
            if node.tag == tag and named.items() <= node.attributes.items():
                return node
        raise AssertionError(f"there is no <{tag}> with {named} among {[(n.tag, n.attributes) for n in self.all()]}")

    def find_id(self, wanted: str) -> Node:
        return next(node for node in self.all() if node.attributes.get("id") == wanted)

    @property
    def words(self) -> str:
        return " ".join("".join(self._texts()).split())

    @property
    def told(self) -> set[str]:
        """Every word that a person reads, or hears: those in the fields, and of pictures, as well."""
        spoken = [node.attributes.get(name, "") for node in self.all() for name in _TOLD]
        return set(WORD.findall(" ".join([self.words, *spoken])))

    def _texts(self) -> Iterator[str]:
        if self.tag in SPACED:
            yield " "
        for each in self.inside:
            if isinstance(each, Node):
                yield from each._texts()
            else:
                yield each
        if self.tag in SPACED:
            yield " "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.at = self.root
        self.troubles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.troubles.append(f"<{tag}> has an attribute twice: {names}")
        node = Node(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.inside.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.at.tag == tag and self.at.above:
            self.at = self.at.above
        else:
            self.troubles.append(f"</{tag}> closes <{self.at.tag}>")

    def handle_data(self, data: str) -> None:
        self.at.inside.append(data)

    def handle_comment(self, data: str) -> None:
        self.troubles.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.troubles.append(f"a declaration: {decl}")


def read(html: str) -> Node:
    """The tree, once it is known to be sound: balanced, of known tags, with no script, style or handler in it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.troubles == []
    assert reader.at is reader.root, f"<{reader.at.tag}> is never closed"
    for node in reader.root.all():
        assert node.tag in ALLOWED, node.tag
        for name, value in node.attributes.items():
            assert not name.startswith("on"), name
            assert name != "style", "the page's policy forbids it"
            if name in {"href", "src"}:
                assert value.startswith(("https://", "http://", "mailto:", "/")), value
    return reader.root


def assert_usable(root: Node) -> None:
    """Ids are unique, what is referred to is there, and every control has a name."""
    ids = [node.attributes["id"] for node in root.all() if "id" in node.attributes]
    assert len(set(ids)) == len(ids), sorted(each for each in ids if ids.count(each) > 1)
    assert not any(set(each) & set(" \t\n\"'<>") for each in ids)
    for node in root.all():
        for reference in REFERENCES:
            assert set(node.attributes.get(reference, "").split()) <= set(ids), (reference, node.attributes)
        if node.tag in CONTROLS or node.attributes.get("role") in {"group", "radiogroup", "img"}:
            assert name_of(node, root), (node.tag, node.attributes)
        if node.tag == "img":
            assert "alt" in node.attributes


def name_of(node: Node, root: Node) -> str:
    """What a control is called (www.w3.org/TR/accname), as far as the pen makes use of it."""
    if "aria-labelledby" in node.attributes:
        parts = [root.find_id(each) for each in node.attributes["aria-labelledby"].split()]
        return " ".join(part.attributes.get("aria-label") or part.words for part in parts)
    if "aria-label" in node.attributes:
        return node.attributes["aria-label"]
    if node.tag in {"button", "summary", "a"}:
        return node.words
    if node.tag == "fieldset":
        return node.find("legend").words
    for label in root.all():
        if label.tag == "label" and label.attributes.get("for", "-") == node.attributes.get("id"):
            return label.words
    above = node.above
    while above and above.tag != "label":
        above = above.above
    return above.words if above else ""
