"""What a template may say: print a field, go over rows, and ask whether there are any; nothing else.

Whoever restyles a template needs no more, and whoever would misuse one gets no further: no call, no filter, no sum, no
other file. A loop inside another goes over something of the outer one, so what comes out grows with the report and
never beyond.
"""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.papers.contents import Contents, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 8  # for and if within each other; Python itself takes twenty
_LOOP = frozenset({"first", "last", "index"})  # what a template may ask of the loop that it is in


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without its functions, filters and tests, which escapes all that it prints for XML."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a template that cannot stand, on a line of it."""

    line: int
    what: str  # "the field "titel" is not known"


def read(source: str) -> tuple[frozenset[str], tuple[Remark, ...]]:
    """The fields that a template prints, in full ("counts.title"), and all that cannot stand in it."""
    reader = _Reader()
    try:
        reader.walk(Sandbox().parse(source).body, {})
    except TemplateSyntaxError as wrong:
        return frozenset(), (Remark(wrong.lineno, f"it cannot be read: {wrong.message}"),)
    except RecursionError:
        return frozenset(), (Remark(1, "braces stand within braces, too many to be read"),)
    return frozenset(reader.used), tuple(reader.remarks)


@cache
def every_field() -> tuple[str, ...]:
    """The full name of each text that a template can print, as the README and `steward template check` say it."""
    return tuple(_leaves("", Contents))


def _leaves(prefix: str, of: Any) -> Iterator[str]:  # noqa: ANN401  a type of a field
    for name, kind in get_type_hints(of).items():
        inner = _element(kind)
        if is_dataclass(inner) and inner is not Picture:
            yield from _leaves(f"{prefix}{name}.", inner)
        else:
            yield f"{prefix}{name}"


def _element(kind: Any) -> Any:  # noqa: ANN401  a type of a field
    """What rows of it are: tuple[CountLine, ...] has CountLine."""
    given = get_args(kind)
    return given[0] if given else kind


@dataclass(frozen=True, slots=True)
class _Known:
    """What a name stands for: its full name and type."""

    full: str
    kind: Any

    @property
    def is_rows(self) -> bool:
        return bool(get_args(self.kind))


class _Reader:
    """Walks a template with the names that are known at each place."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.remarks: list[Remark] = []

    def walk(self, found: list[nodes.Node], scope: dict[str, _Known], depth: int = 0) -> None:
        for node in found:
            if depth > _DEEPEST:
                self._remark(node, f"for and if stand more than {_DEEPEST} deep within each other")
                return
            match node:
                case nodes.Output():
                    for each in node.nodes:
                        self._print(each, scope)
                case nodes.For():
                    self._go_over(node, scope, depth + 1)
                case nodes.If():
                    self._ask(node.test, scope)
                    self.walk(node.body, scope, depth + 1)
                    self.walk(list(node.elif_), scope, depth)
                    self.walk(node.else_, scope, depth + 1)
                case _:
                    self._refuse(node)

    def _print(self, node: nodes.Node, scope: dict[str, _Known]) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        known = self._known(node, scope)
        if known is None:
            return
        if known.is_rows or (is_dataclass(known.kind) and known.kind is not Picture):
            self._remark(node, f'"{known.full}" has rows: go over them with for, and print their fields')
            return
        self.used.add(known.full)

    def _go_over(self, node: nodes.For, scope: dict[str, _Known], depth: int) -> None:
        if node.test or node.recursive or not isinstance(node.target, nodes.Name):
            self._refuse(node)
            return
        rows = self._known(node.iter, scope)
        if rows is None:
            return
        if not rows.is_rows:
            self._remark(node, f'"{rows.full}" has no rows to go over')
            return
        if scope and not isinstance(node.iter, nodes.Getattr):
            self._remark(node, f'"{rows.full}": a loop inside another goes over something of the outer one')
            return
        element = _element(rows.kind)
        self.walk(
            node.body, scope | {node.target.name: _Known(rows.full, element), "loop": _Known("loop", None)}, depth
        )
        self.walk(node.else_, scope, depth)

    def _ask(self, node: nodes.Node, scope: dict[str, _Known]) -> None:
        match node:
            case nodes.Not():
                self._ask(node.node, scope)
            case nodes.And() | nodes.Or():
                self._ask(node.left, scope)
                self._ask(node.right, scope)
            case nodes.Compare(ops=[nodes.Operand(op="eq" | "ne", expr=nodes.Const())]):
                self._ask(node.expr, scope)
            case _:
                self._known(node, scope)

    def _known(self, node: nodes.Node, scope: dict[str, _Known]) -> _Known | None:
        """What a name stands for; None, and a remark, where it stands for nothing."""
        match node:
            case nodes.Name():
                return scope.get(node.name) or self._field(node, "", Contents, node.name)
            case nodes.Getattr():
                outer = self._known(node.node, scope)
                if outer is None:
                    return None
                if outer.full == "loop":
                    return self._of_loop(node)
                return self._field(node, f"{outer.full}.", outer.kind, node.attr)
            case _:
                self._refuse(node)
                return None

    def _of_loop(self, node: nodes.Getattr) -> _Known | None:
        if node.attr in _LOOP:
            return _Known(f"loop.{node.attr}", str)
        self._unknown(node, f"loop.{node.attr}")
        return None

    def _field(self, node: nodes.Node, prefix: str, of: Any, name: str) -> _Known | None:  # noqa: ANN401  a type of a field
        kinds = get_type_hints(of) if is_dataclass(of) and of is not Picture else {}
        if name not in kinds:
            self._unknown(node, f"{prefix}{name}")
            return None
        return _Known(f"{prefix}{name}", kinds[name])

    def _unknown(self, node: nodes.Node, full: str) -> None:
        self._remark(node, f'the field "{full}" is not known')

    def _refuse(self, node: nodes.Node) -> None:
        kind = type(node).__name__.lower()
        self._remark(
            node, f"a template prints fields, goes over rows and asks whether there are any, and no more ({kind})"
        )

    def _remark(self, node: nodes.Node, what: str) -> None:
        self.remarks.append(Remark(node.lineno, what))
