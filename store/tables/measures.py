"""Tables of what is counted, whichever plan places it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, String
from sqlmodel import Field

from bot.domain.model import Accumulation, Frequency, Polarity, YearType
from store.columns import Exact, Moment
from store.tables.base import Numbered, in_workspace, index, refers, unique


class Measure(Numbered, table=True):
    __table_args__ = (
        in_workspace(),
        refers("owner_person_id", "person"),
        refers("owner_organisation_id", "organisation"),
        index("code"),
        index("title_key"),
    )

    code: str = ""
    title: str
    title_key: str  # the title, normalised: how a row of a later sheet without a code is known again
    number: int | None = None  # the sheet's own for it: `measure`, else `row`
    meaning: str = ""
    method: str = ""
    caveat: str = ""
    read_with: str = ""
    counts: str = ""
    owner_person_id: int | None = Field(default=None, sa_type=BigInteger)
    owner_organisation_id: int | None = Field(default=None, sa_type=BigInteger)
    frequency: Frequency = Field(default=Frequency.QUARTERLY, sa_type=String)
    frequency_assumed: bool = True
    year_type: YearType = Field(default=YearType.FINANCIAL, sa_type=String)
    sensitivity: str = ""


class Series(Numbered, table=True):
    __table_args__ = (refers("measure_id", "measure"), unique("measure_id", "position"))

    measure_id: int = Field(sa_type=BigInteger)
    position: int = 0
    name: str = ""
    headline: bool = True
    unit: str = ""
    polarity: Polarity = Field(default=Polarity.NONE, sa_type=String)
    polarity_printed: str = ""
    accumulation: Accumulation = Field(default=Accumulation.POINT, sa_type=String)
    accumulation_assumed: bool = False
    decimals: int = 0
    tolerance: Decimal | None = Field(default=None, sa_type=Exact)


class Alias(Numbered, table=True):
    """A phrase that people use; only an approved one is heard."""

    __table_args__ = (in_workspace(), refers("measure_id", "measure"), unique("phrase_key", "measure_id"))

    phrase: str
    phrase_key: str  # the phrase without regard to case and spacing
    measure_id: int | None = Field(default=None, sa_type=BigInteger)
    means: str = ""
    state: str = "proposed"  # proposed, approved, refused
    proposed_by: str = ""  # a Slack user; "" for the import
    times: int = 1  # how often it was proposed
    changed_at: datetime | None = Field(default=None, sa_type=Moment)


class MeasureLink(Numbered, table=True):
    """What followed what: linked with a break, never joined into one line."""

    __table_args__ = (
        refers("from_id", "measure"),
        refers("to_id", "measure"),
        unique("from_id", "to_id", "kind"),
    )

    from_id: int = Field(sa_type=BigInteger)
    to_id: int = Field(sa_type=BigInteger)
    kind: str  # retired, split, merged, redefined
    since: date | None = None
    note: str = ""
