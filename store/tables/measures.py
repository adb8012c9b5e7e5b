"""Tables of what is counted, whichever plan places it."""

from datetime import date

from sqlalchemy import JSON, String
from sqlmodel import Field

from bot.domain.kinds import Frequency, YearType
from bot.domain.links import LinkKind
from bot.domain.model import Accumulation, Polarity
from store.columns import Id, Number, OptionalId, OptionalText, OptionalWhen, Text
from store.tables.base import Numbered, in_workspace, index, refers, unique


class Measure(Numbered, table=True):
    __table_args__ = (
        in_workspace(),
        refers("owner_person_id", "person"),
        refers("owner_organisation_id", "organisation"),
        index("code"),
        index("title_key"),
    )

    code: Text = ""
    title: Text
    title_key: Text  # the title, normalised: how a row of a later sheet without a code is known again
    number: int | None = None  # the sheet's own for it: `measure`, else `row`
    meaning: Text = ""
    method: Text = ""
    caveat: Text = ""
    read_with: Text = ""
    counts: Text = ""
    owner_person_id: OptionalId = None
    owner_organisation_id: OptionalId = None
    owner_printed: OptionalText = None  # by the sheet, last; None: the owner is the sheet's
    frequency: Frequency = Field(default=Frequency.QUARTERLY, sa_type=String)
    frequency_assumed: bool = True
    year_type: YearType = Field(default=YearType.FINANCIAL, sa_type=String)
    sensitivity: Text = ""
    lag_days: int | None = None  # from a period's end until its figure can be had; None: the plan's own
    release_month: int | None = None  # in which an annual figure comes out


class Series(Numbered, table=True):
    __table_args__ = (refers("measure_id", "measure"), unique("measure_id", "position"))

    measure_id: Id
    position: int = 0
    name: Text = ""
    headline: bool = True
    unit: Text = ""
    polarity: Polarity = Field(default=Polarity.NONE, sa_type=String)
    polarity_printed: Text = ""
    accumulation: Accumulation = Field(default=Accumulation.POINT, sa_type=String)
    accumulation_assumed: bool = False
    decimals: int = 0
    tolerance: Number = None


class Alias(Numbered, table=True):
    """A phrase that people use; only an approved one is heard."""

    __table_args__ = (in_workspace(), refers("measure_id", "measure"), unique("phrase_key", "measure_id"))

    phrase: Text
    phrase_key: Text  # the phrase without regard to case and spacing
    measure_id: OptionalId = None
    means: Text = ""
    state: Text = "proposed"  # proposed, approved, refused
    proposed_by: Text = ""  # a Slack user; "" for the import
    times: int = 1  # how often it was proposed
    changed_at: OptionalWhen = None


class MeasureLink(Numbered, table=True):
    """What followed what: linked with a break, never joined into one line."""

    __table_args__ = (
        refers("plan_id", "plan"),
        refers("from_id", "measure"),
        refers("to_id", "measure"),
        unique("plan_id", "from_id", "to_id"),
    )

    plan_id: Id  # a measure that ends in one plan may go on in another
    from_id: Id
    to_id: OptionalId = None  # nothing follows a retired one
    kind: LinkKind = Field(sa_type=String)
    since: date | None = None
    note: Text = ""


class Reference(Numbered, table=True):
    """One line of the workspace's reference dictionary."""

    __table_args__ = (in_workspace(), unique("name_key"))

    code: Text = ""
    name: Text
    name_key: Text  # code and name, without regard to case and spacing
    polarity: OptionalText = None  # None: the line says nothing of it
    unit: OptionalText = None
    source: Text = ""
    indicators: list[str] = Field(default_factory=list, sa_type=JSON)  # codes or titles that it was mapped to
    position: int = 0
