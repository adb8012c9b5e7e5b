"""What is said of a report on its way: to the officers, to the chair, in its channel, and to those who received it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.notices import Notice, View
from bot.domain.written import digest_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.domain.checking.findings import Finding
    from bot.domain.covers import Cover
    from bot.domain.model import Figure, Indicator, Series
    from bot.domain.personal_details import Detail
    from bot.domain.published import Correction, Paper, Report
    from bot.domain.report_pages import Page
    from bot.domain.reporting import ReportFacts
    from bot.domain.written import Telling

TOO_LONG, PERSONAL, NO_REASON, NOTHING_SAID = "too long", "personal", "no reason", "nothing said"
TELLS_HIDDEN, OTHERS_NOW = "tells hidden", "others now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction with what it is of."""

    correction: Correction
    indicator: Indicator
    series: Series
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPost(Notice):
    """One message of the report, as it is posted and as it is previewed."""

    report: Report
    facts: ReportFacts
    page: Page
    corrected: tuple[Corrected, ...] = ()  # those that it shows
    parts: tuple[str, ...] = ()  # what its thread holds, for the opening


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft(Notice):
    """The report as it stands, to an officer: with what can be done about it."""

    report: Report
    facts: ReportFacts
    channel: str  # that it goes to; "": none is set
    signed_off_by: str = ""
    questioned: int = 0  # what a careful officer would question in it
    after: int = 0  # figures that came since it was published
    cover: Cover | None = None  # of its paper, while it may be filled in
    telling: int = 0  # texts that seem to say a hidden number, and that nobody has looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUnsent(Notice):
    """The set time has come and nothing went out: why."""

    report: Report
    why: str  # "unsigned", "held", "no channel", "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCorrected(Notice):
    """A figure of a published report was put right: to those who received it."""

    report: Report
    corrected: tuple[Corrected, ...]
    papers: tuple[Paper, ...] = ()  # issued with it before
    version: int = 0  # of those that are issued anew; 0: they are not, as the public sees no other figure
    for_officer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWithdrawn(Notice):
    """A published report was taken away, and why."""

    report: Report
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A figure that came after the report was frozen."""

    indicator: Indicator
    series: Series
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Notice):
    """The chair's: the opening of the report, the agenda, and what must be decided."""

    report: Report
    facts: ReportFacts
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoBrief(Notice):
    """No report has been published yet."""

    next: datetime | None = None  # when one is due


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSupplement(Notice):
    """Figures that came after the report was frozen, in its thread."""

    report: Report
    came: tuple[Late, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProblem(Notice):
    """What is wrong in one field of a form of the report."""

    field: str
    fault: str
    count: int = 0  # characters
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlinesForm(View):
    """The five things to know and what the board must decide, to be edited."""

    report: Report
    facts: ReportFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsForm(View):
    """Sentences that seem to say a number which the public may not see, to be looked at before the report goes out."""

    report: Report
    found: tuple[Telling, ...]

    @property
    def looked(self) -> str:
        """Stands for what was shown, and tells nothing of it."""
        return digest_of(self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsForm(View):
    """Marks and figures of a report that cannot all be right."""

    report: Report
    found: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """A figure that the report gives otherwise than it is approved now."""

    indicator: Indicator
    series: Series
    was: Figure
    now: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectForm(View):
    """Which figure of the published report is put right, and why."""

    report: Report
    offers: tuple[Correctable, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelForm(View):
    """Which channel a body's reports are posted to."""

    bodies: tuple[tuple[str, str], ...]  # each with the channel it has, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawForm(View):
    """Why the report is taken away."""

    report: Report
    papers: tuple[Paper, ...] = ()
