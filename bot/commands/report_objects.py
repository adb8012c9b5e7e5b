"""A report as the object that other programs read; its keys are a promise to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import render
from bot.commands.checking import as_object as found
from bot.domain.report_notices import Headlines
from bot.render.report_formats import share_of

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.comparators import Comparator
    from bot.domain.judgement import Reading
    from bot.domain.model import Figure, Indicator
    from bot.domain.reporting import Beside, Counts, Missing, ReportFacts, Revised
    from bot.domain.risks import Risk

Object = dict[str, Any]


def as_object(facts: ReportFacts) -> Object:
    """Figures stand as they are printed, days as 2014-07-02, what is not known as null."""
    overall, *objectives = facts.counts
    return {
        "plan": facts.catalogue.plan.short_name or facts.catalogue.plan.name,
        "board": facts.board,
        "period": facts.period.label,
        "as_at": facts.as_at.isoformat(),
        "meeting": _day(facts.meeting),
        "as_printed": facts.as_printed,
        "overall": _counts(overall),
        "objectives": [_of_objective(each) | _counts(each) for each in objectives],
        "headlines": _headlines(facts),
        "improved": [_moved(each) for each in facts.improved],
        "worsened": [_moved(each) for each in facts.worsened],
        "crossed": [_standing(each.reading) | {"met_before": each.met_before} for each in facts.crossed],
        "revised": [_revised(each) for each in facts.revised],
        "unacted": [_standing(each) for each in facts.unacted],
        "missing": [_missing(each) for each in facts.missing],
        "contradictions": [found(each) for each in facts.contradictions],
    } | _beside_figures(facts)


def _beside_figures(facts: ReportFacts) -> Object:
    return {
        "late_actions": [_action(each) for each in facts.late_actions],
        "report_backs": [_action(each) for each in (*facts.decisions, *facts.undated)],
        "risks": [_risk(each) | {"up": each in facts.risks_up} for each in facts.risks],
        "compared": [
            {"against": each.against.value, "indicators": each.indicators, "above": each.above, "below": each.below}
            for each in facts.compared
        ],
        "beside": [_beside(each) for each in facts.beside],
        "to_decide": list(facts.to_decide),
        "next_meetings": [each.isoformat() for each in facts.next_meetings],
        "last_report": _day(facts.last),
    }


def _headlines(facts: ReportFacts) -> list[str]:
    held = facts.headlines or facts.things
    return render.in_full(Headlines(facts=facts)).split("\n") if held else []


def _counts(counts: Counts) -> Object:
    return {
        "indicators": counts.indicators,
        "better_or_equal": counts.better_or_equal,
        "pct_better_or_equal": share_of(counts.better_or_equal, counts.indicators),
        "compared": counts.compared,
        "uncounted": counts.uncounted,
        "with_target": counts.with_target,
        "target_met": counts.target_met,
        "pct_target_met": share_of(counts.target_met, counts.with_target),
    }


def _of_objective(counts: Counts) -> Object:
    objective = counts.objective
    if objective is None:
        raise ValueError(counts)
    return {"level": objective.level or None, "number": objective.number, "title": objective.title}


def _named(indicator: Indicator) -> Object:
    return {"code": indicator.code or None, "title": indicator.title}


def _standing(reading: Reading) -> Object:
    judgement = reading.judgement
    return _named(reading.indicator) | {
        "series": reading.series.name or None,
        "period": judgement.figure.true_period.label if judgement.figure else None,
        "value": _printed(judgement.figure),
        "target": judgement.target.as_printed if judgement.target else None,
        "verdict": judgement.verdict.value,
    }


def _moved(reading: Reading) -> Object:
    direction = reading.judgement.direction
    return _standing(reading) | {
        "movement": direction.movement.value,
        "from": _printed(direction.against),
        "from_period": direction.against.true_period.label if direction.against else None,
        "change": str(direction.change) if direction.change is not None else None,
    }


def _revised(revised: Revised) -> Object:
    return _named(revised.indicator) | {
        "series": revised.series.name or None,
        "period": revised.now.true_period.label,
        "was": _printed(revised.was),
        "now": _printed(revised.now),
        "why": revised.why or None,
    }


def _missing(missing: Missing) -> Object:
    return _named(missing.indicator) | {
        "period": missing.period.label,
        "organisation": missing.organisation or None,
        "owner": missing.owner or None,
        "expected": _day(missing.expected),
        "promised": missing.promised or None,
        "late": missing.late,
        "handed_in": missing.handed_in,
    }


def _action(action: Action) -> Object:
    return {
        "kind": action.kind.value,
        "title": action.title,
        "reference": action.reference or None,
        "owner": action.owner_printed or (action.owner.label if action.owner else "") or None,
        "due": _day(action.due) or action.due_printed or None,
        "state": action.state.value or None,
    }


def _risk(risk: Risk) -> Object:
    last = risk.scores[-1]
    return {
        "reference": risk.reference or None,
        "title": risk.title,
        "likelihood": last.likelihood,
        "impact": last.impact,
        "score": last.score,
    }


def _beside(beside: Beside) -> Object:
    comparator = beside.comparator
    named = _named(beside.reading.indicator) if beside.reading else {"code": None, "title": comparator.title}
    value = _printed(beside.reading.judgement.figure) if beside.reading else None
    return (
        named | {"against": comparator.against.value} | _others(comparator) | {"value": value, "better": beside.better}
    )


def _others(comparator: Comparator) -> Object:
    return {
        "period": comparator.period.label if comparator.period else None,
        "others": comparator.as_printed or None,
    }


def _printed(figure: Figure | None) -> str | None:
    return figure.as_printed if figure else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
