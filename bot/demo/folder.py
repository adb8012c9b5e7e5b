"""Where a demo keeps what it makes: a folder that is thrown away, or one that the visitor named."""

from __future__ import annotations

import json
import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import BadSetting
from bot.local import keeping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.local import LocalSlack

CITY = "nottingham-city-2013-14"  # the sample that has a round to show
IN_USE = "in-use"
LOG = "steward.log"
OURS = re.compile(r"[\w-]+\.(sqlite3(-\w+)?|clock|made|said\.json|said\.new|new)")


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one sample's demo; `remove` is what must be gone when it ends."""

    path: Path
    sample: str
    remove: Path

    @property
    def database(self) -> Path:
        return self.path / f"{self.sample}.sqlite3"

    @property
    def address(self) -> str:
        """Of the database."""
        return f"sqlite:///{self.database}"

    @property
    def clock(self) -> Path:
        return self.path / f"{self.sample}.clock"

    @property
    def _mark(self) -> Path:
        return self.path / f"{self.sample}.made"

    @property
    def is_made(self) -> bool:
        """Whether the whole of the plan is in the database."""
        return self._mark.exists()

    def made(self) -> None:
        self._mark.touch()

    @property
    def said(self) -> Path:
        return self.path / f"{self.sample}.said.json"

    def write_down(self, slack: LocalSlack) -> None:
        """What stands in the channels."""
        new = self.said.with_suffix(".new")
        new.write_text(json.dumps(keeping.kept(slack.world), ensure_ascii=False), encoding="utf-8")
        new.replace(self.said)

    def take_up(self, slack: LocalSlack) -> None:
        """What stood in the channels when an earlier demo ended. BadSetting where it cannot be read."""
        try:
            if self.said.exists():
                keeping.take_up(slack.world, json.loads(self.said.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, LookupError):
            problem = f'what was said in it cannot be read; delete the file "{self.said}" to go on without'
            raise BadSetting(setting="--keep", problem=problem) from None

    @property
    def log(self) -> Path:
        return self.path / LOG


@contextmanager
def opened(keep: Path | None, sample: str) -> Iterator[Folder]:
    """BadSetting where nothing can be written to it, where it holds other things, or where a demo is at work in it."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="steward-demo-", ignore_cleanup_errors=True) as made:
            yield Folder(Path(made), sample, Path(made))
        return
    mark = _marked(keep)
    kept = Folder(mark.parent, sample, mark)
    try:
        if not kept.is_made:  # what was left half made is made anew
            for each in (kept.clock, kept.said, *kept.path.glob(f"{kept.database.name}*")):
                each.unlink(missing_ok=True)
        yield kept
    finally:
        mark.unlink(missing_ok=True)


def _marked(keep: Path) -> Path:
    """The file that says that a demo is at work in the folder."""
    mark = keep.resolve() / IN_USE
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        others = sorted(each.name for each in mark.parent.iterdir() if not _is_ours(each.name))
        if not others and not mark.exists():
            mark.open("x").close()
            return mark
        problem = f'another demo is at work in it; if none is, delete the file "{mark}"'
        if others:
            problem = f'"{keep}" holds other things, such as "{others[0]}"; name a folder that is empty, or a new one'
    except OSError as error:
        problem = f'nothing can be written to "{keep}" ({error.strerror})'
    raise BadSetting(setting="--keep", problem=problem)


def _is_ours(name: str) -> bool:
    """Whether a demo has left it, of this sample or of another."""
    return name in {IN_USE, LOG} or bool(OURS.fullmatch(name))
