"""The conversation that opens the README, as Steward has it today: `python -m tests.transcript` prints it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot import render
from bot.services import answers
from tests.workspaces import a_workspace_with

ASKED = ("status of NEET", "who owns it?", "and in 2012/13?", "how are we doing on teenage pregnancy?", "potholes")


def transcript(folder: Path) -> str:
    """Questions behind ">", each with its whole answer."""
    with a_workspace_with("nottingham-city-2013-14", folder) as workspace:
        said = [
            f"> {question}\n{render.plain(answers.answer(workspace, question, asker='U1', place='D1'))}"
            for question in ASKED
        ]
    return "\n\n".join(said)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(transcript(Path(made)))  # noqa: T201  it is for a terminal
