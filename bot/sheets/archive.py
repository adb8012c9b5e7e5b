"""The zip archive of a workbook, weighed before anything reads it: a small file can unpack to hours of work."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import IO, TYPE_CHECKING, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS

from bot.domain.problems import Fault
from bot.sheets.limits import MOST_BYTES, MOST_PARTS, MOST_SHEETS, MOST_UNPACKED, stop

if TYPE_CHECKING:
    from openpyxl import Workbook

# Marks are the "<" and "=" of XML: no part has more elements and attributes, and these are what costs. Measured: 100
# bytes and 2 microseconds for each mark of a part that is read piece by piece, far more for one read as a whole.
MOST_MARKS = 2_500_000  # of one part: 200,000 cells have about 1,400,000, formatted empty ones as many again
MOST_MARKS_TEXTS = 750_000  # of the part of texts that cells share; openpyxl makes several objects of each
MOST_MARKS_WHOLE = 150_000  # of one part that is read as a whole, such as the styles
MOST_MARKS_READ = 6_000_000  # of all parts, each as often as it is opened
MOST_PART_BYTES = 32 * 2**20
MOST_BYTES_READ = 96 * 2**20
_OPENING = 2_000  # marks that opening a part counts for
_CHUNK = 2**18


def open_workbook(name: str, held: bytes) -> Workbook:
    """The workbook with its sheets that show cells, nothing of them read yet; raises Stopped, and openpyxl's errors."""
    reader = _Reader(name, held)
    reader.read()
    return reader.wb


class Weighed(zipfile.ZipFile):
    """An archive that refuses, by raising Stopped, to unpack more than a plan can need."""

    def __init__(self, name: str, held: bytes) -> None:
        super().__init__(io.BytesIO(held))
        self._called = name
        self._weights: dict[str, tuple[int, int]] = {}
        self._bytes = self._marks = 0
        parts = self.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            limit = f"{MOST_UNPACKED // 2**20} MB unpacked ({MOST_BYTES // 2**20} MB packed)"
            raise stop(Fault.TOO_BIG, name, limit=limit)
        if any(part.flag_bits & 0x1 for part in parts):
            raise stop(Fault.PASSWORD, name)
        if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
            raise stop(Fault.BROKEN_WORKBOOK, name, detail="it is packed in a way that Excel does not use")

    def open(self, name: str | zipfile.ZipInfo, *arguments: Any, **options: Any) -> IO[bytes]:  # noqa: ANN401  as zipfile's
        """A part, to be read piece by piece."""
        part = name.filename if isinstance(name, zipfile.ZipInfo) else name
        size, marks = self._weigh(part)
        self._bytes += size
        self._marks += marks + _OPENING
        if self._bytes > MOST_BYTES_READ or self._marks > MOST_MARKS_READ:
            raise self._too_big()
        return super().open(name, *arguments, **options)

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """A part as a whole, which openpyxl then keeps in memory as a tree."""
        self.check(name.filename if isinstance(name, zipfile.ZipInfo) else name, MOST_MARKS_WHOLE)
        return super().read(name, pwd)

    def check(self, part: str, most: int) -> None:
        """Raises Stopped for a part of more marks than that."""
        if self._weigh(part)[1] > most:
            raise self._too_big(most)

    def _weigh(self, part: str) -> tuple[int, int]:
        """The bytes and marks of a part; counting them is far quicker than reading them as XML."""
        if part not in self._weights:
            size = marks = 0
            with super().open(part) as source:
                while chunk := source.read(_CHUNK):
                    size += len(chunk)
                    marks += chunk.count(b"<") + chunk.count(b"=")
                    if size > MOST_PART_BYTES or marks > MOST_MARKS:
                        raise self._too_big(MOST_MARKS)
            self._weights[part] = size, marks
        return self._weights[part]

    def _too_big(self, most: int = MOST_MARKS_READ) -> Exception:
        return stop(Fault.TOO_BIG, self._called, limit=f"{MOST_PART_BYTES // 2**20} MB or {most:,} XML marks unpacked")


class _Reader(ExcelReader):
    """openpyxl's reader over a weighed archive."""

    def __init__(self, name: str, held: bytes) -> None:
        self._weighed = Weighed(name, held)
        super().__init__(io.BytesIO(held), read_only=True, data_only=True, keep_links=False)
        self.archive.close()
        self.archive = self._weighed
        self._called = name

    def read_strings(self) -> None:
        """The texts that cells share, where they are not too many."""
        texts = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]  # openpyxl has no types here
        if texts is not None:
            self._weighed.check(texts.PartName[1:], MOST_MARKS_TEXTS)
        super().read_strings()

    def read_chartsheet(self, sheet: object, rel: object) -> None:
        """Nothing: a chart shows no cells, and may have any number of drawings."""

    def read_worksheets(self) -> None:
        """The sheets, once it is sure that they are few and that no part is read for two of them."""
        parts = [rel.target for _, rel in self.parser.find_sheets()]
        if len(parts) > MOST_SHEETS:
            raise stop(Fault.TOO_MANY_SHEETS, self._called, limit=MOST_SHEETS)
        if any(count > 1 for count in Counter(parts).values()):
            raise stop(Fault.BROKEN_WORKBOOK, self._called, detail="two sheets are one and the same part of it")
        super().read_worksheets()
