"""Whatever a command is given, it refuses in a sentence and not with a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from bot import commands


def test_a_file_that_may_not_be_opened_is_refused_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command runs as the service's user, in a folder of somebody else's."""

    def shut(path: Path, **_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path}/steward.sqlite3")
    monkeypatch.setattr(Path, "exists", shut)
    with pytest.raises(SystemExit) as ended:
        commands.run(["import", "plan.xlsx"])
    monkeypatch.undo()
    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        'The user that the command runs as cannot open "plan.xlsx": Permission denied.\n'
    )
