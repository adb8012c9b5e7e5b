"""One of everything that is said of a report on its way, with the report itself filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.cover_forms import CoverForm, CoverProblem
from bot.domain.covers import Cover, CoverField, Entry, carried_over
from bot.domain.personal_details import Detail
from bot.domain.published import Correction, Paper, Report
from bot.domain.report_pages import Part, emptied, pages
from bot.domain.report_posts import (
    OTHERS_NOW,
    PERSONAL,
    TELLS_HIDDEN,
    TOO_LONG,
    Brief,
    ChannelForm,
    Correctable,
    Corrected,
    CorrectForm,
    HeadlinesForm,
    Late,
    NoBrief,
    QuestionsForm,
    ReportCorrected,
    ReportDraft,
    ReportPost,
    ReportProblem,
    ReportSupplement,
    ReportUnsent,
    ReportWithdrawn,
    WithdrawForm,
    WordsForm,
)
from bot.domain.reporting import ReportState
from bot.domain.written import Telling, Where, Written
from tests.builders import a_figure, a_period, a_reading
from tests.conftest import MORNING
from tests.templates.everything_report import a_bare_report, a_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.notices import View
    from bot.render import Said

PUBLISHED = {"state": ReportState.PUBLISHED, "published_at": MORNING, "channel": "C1", "ts": "1.5"}
WRITTEN = {"headlines": ("Fewer children wait.",), "to_decide": ("Fund it.", "Stop it.")}


def notices() -> Iterator[Said]:
    yield from _posts()
    for given in ({}, {"held": True}, {"state": ReportState.SIGNED_OFF}, {"publish_at": None}, PUBLISHED):
        yield ReportDraft(report=on_its_way(**given), facts=a_report(), channel="C1", signed_off_by="Officer")
    for state in (ReportState.LAPSED, ReportState.WITHDRAWN):
        yield ReportDraft(report=on_its_way(state=state, withdrawn_why="It was wrong"), facts=a_report(), channel="")
    yield ReportDraft(report=on_its_way(), facts=a_report(**WRITTEN), channel="", questioned=3, cover=a_cover())
    yield ReportDraft(report=on_its_way(), facts=a_report(), channel="C1", cover=a_cover(*CoverField), telling=1)
    for state in ReportState:
        yield ReportDraft(report=on_its_way(state=state), facts=a_report(), channel="C1", telling=2)
    yield ReportDraft(report=on_its_way(**PUBLISHED, unsigned=True), facts=a_report(), channel="C1", after=2)
    for why in ("unsigned", "held", "no channel", "lapsed"):
        yield ReportUnsent(report=on_its_way(), why=why)
    published = on_its_way(**PUBLISHED)
    yield ReportCorrected(report=published, corrected=(corrected(),), papers=(a_paper(),), for_officer=True)
    yield ReportCorrected(report=published, corrected=(corrected(),), papers=(a_paper(),), version=2)
    yield ReportCorrected(report=published, corrected=(corrected(),))
    gone = on_its_way(**PUBLISHED, withdrawn_at=MORNING, withdrawn_why="The sheet was another year's")
    yield ReportWithdrawn(report=gone, papers=(a_paper(),))
    yield ReportWithdrawn(report=gone)
    yield Brief(report=published, facts=a_report(), corrected=(corrected(),))
    yield Brief(report=published, facts=a_report(**WRITTEN))
    yield NoBrief(next=MORNING)
    yield NoBrief()
    yield CoverProblem(field="summary", fault="personal", details=(Detail.EMAIL,))
    yield CoverProblem(field="legal:on", fault="half signed")
    yield CoverProblem(field="title", fault="overtaken")
    late = Late(indicator=a_reading().indicator, series=a_reading().series, figure=a_figure("6.5%", "Q4 2013/14"))
    yield ReportSupplement(report=published, came=(late,) * 20, at=MORNING)
    yield from problems()


def problems() -> Iterator[ReportProblem]:
    yield ReportProblem(field="decide", fault=TOO_LONG, count=612)
    yield ReportProblem(field="reason", fault="no reason")
    yield ReportProblem(field="headline:1", fault=PERSONAL, details=(Detail.EMAIL,))
    yield ReportProblem(field="figure", fault="nothing said")
    yield ReportProblem(field="reason", fault=TELLS_HIDDEN)
    yield ReportProblem(field="looked", fault=OTHERS_NOW)


def views() -> Iterator[View]:
    yield CoverForm(report=on_its_way(), facts=a_report(), cover=a_cover())
    yield CoverForm(report=on_its_way(), facts=a_report(), cover=a_cover(*CoverField))
    yield HeadlinesForm(report=on_its_way(), facts=a_report())
    yield HeadlinesForm(report=on_its_way(state=ReportState.SIGNED_OFF), facts=a_report(**WRITTEN))
    reading = a_reading()
    offer = Correctable(
        indicator=reading.indicator,
        series=reading.series,
        was=a_figure("6.5%", "Q4 2013/14"),
        now=a_figure("7.5%", "Q4 2013/14"),
    )
    yield CorrectForm(report=on_its_way(**PUBLISHED), offers=(offer,), more=3)
    yield ChannelForm(bodies=(("Board", "C1"),))
    yield ChannelForm(bodies=(("Board", "C1"), ("Executive", "")))
    yield WithdrawForm(report=on_its_way(**PUBLISHED), papers=(a_paper(),))
    yield WithdrawForm(report=on_its_way(**PUBLISHED))
    yield WordsForm(report=on_its_way(), found=tuple(_telling()))
    questioned = a_report().contradictions
    for found in ((), questioned[:1], questioned * 50):
        yield QuestionsForm(report=on_its_way(), found=found)
    yield WordsForm(report=on_its_way(), found=tuple(_telling())[:1])
    yield WordsForm(report=on_its_way(), found=tuple(_telling()) * 9)


def _telling() -> Iterator[Telling]:
    """A sentence from each place that there is."""
    objective = a_report().parts[0].objective
    for where in Where:
        of = "barriers" if where is Where.HIGHLIGHT else "1"
        held = Written(where=where, of=of, objective=objective, text="All went well. 4 children <were> moved.")
        yield Telling(written=held, indicator=a_reading().indicator, sentence="4 children <were> moved.")


def _posts() -> Iterator[ReportPost]:
    """A message of each part, with all that can stand in it; the opening in each of its varieties."""
    facts = a_report()
    parts = tuple(dict.fromkeys(each.part for each in pages(facts)))[1:]
    published = on_its_way(**PUBLISHED, unsigned=True)
    for page in pages(facts):
        yield ReportPost(report=published, facts=facts, page=page, corrected=(corrected(),), parts=parts)
    for key in (Part.CROSSED, f"{Part.OBJECTIVE}:0:2"):
        yield ReportPost(report=published, facts=facts, page=emptied(facts, key), corrected=(corrected(),))
    for other in (a_report(**WRITTEN), a_bare_report()):
        yield ReportPost(report=on_its_way(), facts=other, page=pages(other)[0], parts=parts)


def on_its_way(**given: Any) -> Report:  # noqa: ANN401  any field of the value
    held: dict[str, Any] = {
        "id": 12,
        "plan_id": 1,
        "board": "Children's Partnership Board",
        "meeting": date(2014, 7, 2),
        "period": a_period("Q4 2013/14"),
        "composed_at": MORNING,
        "publish_at": MORNING,
    }
    return Report(**held | given)


def corrected() -> Corrected:
    reading = a_reading()
    correction = Correction(
        report_id=12, series_id=reading.series.id, period=a_period("Q4 2013/14"), was="6.5%", now="7.5%",
        old_revision=1, new_revision=2, why="A slip of the pen", by="U1", at=MORNING,
    )  # fmt: skip
    return Corrected(correction=correction, indicator=reading.indicator, series=reading.series, on=MORNING.date())


def a_cover(*filled: CoverField) -> Cover:
    """With these filled in for its meeting; else one that an earlier meeting left."""
    entries = {each: Entry(text="Said") for each in filled} or {
        CoverField.FINANCE: carried_over(Entry(text="x"), MORNING.date())
    }
    return Cover(board="Board", meeting=MORNING.date(), entries=entries)


def a_paper() -> Paper:
    return Paper(report_id=12, kind="word", name="Report.docx", sha256="ab", issued_at=MORNING, file_id="F1")
