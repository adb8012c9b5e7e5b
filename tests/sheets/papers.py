"""Files as boards hand them over, made for a test."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADINGS = ("Code", "Indicator", "Good Performance", "Q1 2013/14", "Q2 2013/14", "Target 2013/14")
PLAN = (("key", "value"), ("name", "A plan"), ("starts", "2013-04-01"), ("ends", "2014-03-31"))


def a_workbook(path: Path, *rows: Sequence[Any], headings: Sequence[str] = HEADINGS, **formats: str) -> Workbook:
    """A workbook with a plan and these rows of indicators, not saved yet; `formats` by cell: D2="0.0%"."""
    book = Workbook()
    plan = book.active
    assert plan is not None
    plan.title = "plan"
    for pair in PLAN:
        plan.append(pair)
    sheet = book.create_sheet("indicators")
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    for address, number_format in formats.items():
        sheet[address].number_format = number_format
    book.save(path)
    return book


def a_folder(path: Path, indicators: str | bytes, plan: str | None = None, **others: str) -> Path:
    """A folder of CSV files; `plan` is a plan of 2013/14 unless given ("" for none)."""
    path.mkdir(exist_ok=True)
    told = plan if plan is not None else "".join(f"{key},{value}\n" for key, value in PLAN)
    content = indicators if isinstance(indicators, bytes) else indicators.encode()
    (path / "indicators.csv").write_bytes(content)
    for name, text in {"plan": told, **others}.items():
        if text:
            (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def with_rows(path: Path, rows: str, *, sheets: int = 1) -> Path:
    """A workbook whose sheets, however many it says, are one part with just these rows of XML."""
    space = "http://schemas.openxmlformats.org"
    main, office = f"{space}/spreadsheetml/2006/main", f"{space}/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    told = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    to = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        for n in range(1, sheets + 1)
    )
    relations = f'<Relationships xmlns="{space}/package/2006/relationships">'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"><Override'
        f' PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{relations}<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{told}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{relations}{to}</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def rewritten(source: Path, target: Path, part: str, pattern: str, replacement: str) -> Path:
    """The workbook with one part's XML changed, as another program might have written it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        assert part in old.namelist()
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                changed = re.sub(pattern, replacement, content.decode())
                assert changed != content.decode(), "nothing to change"
                content = changed.encode()
            new.writestr(name, content)
    return target
