"""Compiles templates to plainer Python than Jinja does by itself: the same words in half the time.

`Environment.code_generator_class` is Jinja's place for this (jinja.palletsprojects.com, api); its own
`NativeEnvironment` changes the same methods. What is left out costs more than all the words of an answer:
escaping for HTML on top of our own, and asking of every call whether it wants Jinja's context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.utils import missing

from bot.render.escaping import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping

    from jinja2 import nodes
    from jinja2.compiler import Frame, MacroRef

    from bot.render.escaping import Printed


class PlainCode(CodeGenerator):
    """What is printed goes through `finalize` alone; a macro is a function, a call a call, `a.b` an attribute."""

    def _output_child_pre(self, *_: Any) -> None:  # noqa: ANN401  Jinja's, and not needed
        self.write("environment.finalize(")

    def _output_child_post(self, *_: Any) -> None:  # noqa: ANN401  Jinja's, and not needed
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's name
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802  Jinja's name and order
        if forward_caller or node.dyn_args:
            self.fail("A macro is called with its arguments alone.", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        if node.dyn_kwargs:
            self.write("**")
            self.visit(node.dyn_kwargs, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002  Jinja's
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail("A macro takes the arguments it names.", macro_ref.node.lineno)
        self.write("environment.macro(macro)")


def concat(parts: Iterable[str]) -> Printed:
    """What a macro, a `set` block or a whole template prints: each of its parts is escaped by now."""
    return printed("".join(parts))


def macro(compiled: Callable[..., Printed]) -> Callable[..., Printed]:
    """The function of a macro; an argument left out is `missing`, for which the function has its default."""
    compiled.__defaults__ = (missing,) * compiled.__code__.co_argcount
    return compiled


class PlainEnvironment(Environment):
    code_generator_class = PlainCode
    concat = staticmethod(concat)
    macro = staticmethod(macro)

    def make_globals(self, _: Any) -> MutableMapping[str, Any]:  # noqa: ANN401  Jinja's
        """One dictionary for all, since no template has globals of its own; Jinja chains two for each."""
        return self.globals
