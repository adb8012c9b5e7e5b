"""Judgements in words that stand on an ordered scale, such as an inspector's grades."""

from __future__ import annotations

import re

# Ofsted's grades, worst first; words on one line are the same step. "Satisfactory" became "requires improvement" in
# 2012; "adequate" is the third grade of the children's services assessments up to 2012 and of local authority
# inspections up to 2013.
OFSTED: tuple[frozenset[str], ...] = (
    frozenset({"inadequate", "special measures", "serious weaknesses"}),
    frozenset({"requires improvement", "requires improvement to be good", "adequate", "satisfactory"}),
    frozenset({"good"}),
    frozenset({"outstanding"}),
)
# Words that may stand round a grade without changing which one it is.
AROUND = frozenset(
    {"judgement", "judgment", "judged", "grade", "graded", "rating", "rated", "overall", "effectiveness", "ofsted"}
    | {"at", "least", "or", "better", "is", "as", "an", "a"}
)


def grade(text: str) -> int | None:
    """The step of the scale that a text names, 0 the worst; None where it names none, or says more than a grade.

    >>> grade("Inadequate judgement"), grade("Adequate judgement"), grade("Outstanding")
    (0, 1, 3)
    >>> grade("not yet good") is None and grade("Improvement evidenced") is None
    True
    """
    words = " ".join(word for word in re.findall(r"[a-z]+", text.casefold()) if word not in AROUND)
    return next((step for step, names in enumerate(OFSTED) if words in names), None)
