"""Words of a plan in every file that we write: they stay words there, whatever program opens it."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from bot import papers
from bot.domain.covers import Cover, CoverField, Entry
from bot.domain.errors import CoverTooLong
from bot.domain.mapping_sheet import _harmless
from bot.render.escaping import clean
from bot.sheets import returns as return_sheets
from bot.sheets import rollovers
from store import exporting
from tests.builders import a_figure
from tests.fuzz.effort import within
from tests.fuzz.spoiling import texts
from tests.report_builders import MEETING, a_report

if TYPE_CHECKING:
    from hypothesis import strategies as st

    from bot.domain.returning import Return
    from bot.domain.rolling.sheet import Rollover

RECKONED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # owasp.org, CSV Injection
NUMBER = re.compile(r"[-+]?[0-9.,]+%?")
TITLES = (
    "NEET",
    "Persistent absence",
    "49",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{{ self.__init__.__globals__ }}",
    "{# x #}",
)


def words() -> st.SearchStrategy[str]:
    return texts(*TITLES).map(lambda said: said.encode("utf-8", "replace").decode())  # as any database gives them back


@dataclass(frozen=True)
class Writing:
    """Sheets of a plan, to be written with other words in them."""

    owed: Return
    next_version: Rollover

    def check(self, said: str) -> None:
        with within(5.0):
            self._excel(said)
            self._sheets(said)
            self._csv(said)

    def _excel(self, said: str) -> None:
        facts = a_report((f"{said}x",))
        series = facts.catalogue.indicators[0].headline
        told = a_figure("6.5%", "Q4 2013/14", series.id, comment=said, source=said)
        made = papers.excel(replace(a_report((f"{said}x",), figures={series.id: (told,)}), board=said or "Board"))
        _stays_text(made)

    def _sheets(self, said: str) -> None:
        plan = replace(self.owed.plan, name=said or "Plan", short_name=said)
        made = replace(self.owed, plan=plan, whose=said)
        _stays_text(return_sheets.write(made))
        name = made.file_name
        assert re.fullmatch(r"[\w .,()'&-]{1,150}\.xlsx", name), name
        assert not name.startswith("."), name
        catalogue = replace(
            self.next_version.catalogue, plan=replace(self.next_version.catalogue.plan, name=said or "Plan")
        )
        _stays_text(rollovers.write(replace(self.next_version, catalogue=catalogue)))

    @staticmethod
    def _csv(said: str) -> None:
        for cell in (str(exporting._cell(said)), _harmless(said)):
            page = io.StringIO()
            csv.writer(page).writerow([cell, "x"])
            (back,) = csv.reader(io.StringIO(page.getvalue(), newline=""))
            assert not back[0].startswith(RECKONED) or NUMBER.fullmatch(back[0]), repr(back[0])


def print_paper(said: str) -> None:
    """In the paper for Word it stands as it was typed: nothing is worked out, no XML is made of it."""
    entries = {
        CoverField(each): Entry(text=said) for each in ("title", "author", "summary", "options", "legal", "item")
    }
    cover = Cover(board="Board", meeting=MEETING, entries=entries)
    with within(5.0), suppress(CoverTooLong):
        with ZipFile(io.BytesIO(papers.word(a_report((f"{said}x",)), cover))) as archive:
            whole = "".join(fromstring(archive.read("word/document.xml")).itertext())
        for line in clean(said).split("\n"):
            spoken = " ".join(line.split())
            assert spoken[:40] in " ".join(whole.split()), spoken


def _stays_text(held: bytes) -> None:
    with ZipFile(io.BytesIO(held)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name)
                assert b"<hyperlink" not in archive.read(name)
    for sheet in load_workbook(io.BytesIO(held)):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    assert cell.data_type == "s"
                    assert cell.quotePrefix or not cell.value.startswith(RECKONED[:6]), cell.value
