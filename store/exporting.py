"""What is held of one workspace, to be handed out: tables that any program reads, and a backup to be put back."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from store import backup
from store.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from store.backup import Held, Kept

BACKUP = "steward.backup"
# What a spreadsheet would reckon with instead of showing it; where East Asian letters are at home, their wide signs too
# (owasp.org/www-community/attacks/CSV_Injection).
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"[-+]?[0-9.,]+%?")
READ_ME = """What Steward held of this board on {taken:%d %B %Y at %H:%M %Z}.

tables/*.csv     a file for each table, in UTF-8, the first line with the names of its columns. A text that a
                 spreadsheet would take for a formula has ' in front of it; so it is here alone.
{backup}   the same, exactly: "steward restore {backup}" puts it into an empty database.

The tokens by which Steward was known to Slack are in neither.
"""


def write(connection: Connection, path: Path, held: Held, workspace_id: int) -> Kept:
    """A zip that appears whole or not at all, for its owner's eyes alone; OSError where it cannot be written."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, backup.appearing(path) as raw:
        whole = Path(folder) / BACKUP
        kept = backup.write(connection, whole, held.revision, held.taken, only=workspace_id)
        with ZipFile(raw, "w", ZIP_DEFLATED) as file:
            file.writestr("READ ME.txt", READ_ME.format(taken=held.taken, backup=BACKUP))
            file.write(whole, BACKUP)
            for table in metadata.sorted_tables:
                if kept.rows[table.name]:
                    _write_table(connection, table, workspace_id, file)
    return kept


def _write_table(connection: Connection, table: Table, workspace_id: int, file: ZipFile) -> None:
    with file.open(f"tables/{table.name}.csv", "w") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
        lines = csv.writer(text)
        lines.writerow(table.columns.keys())
        lines.writerows([_cell(value) for value in row] for row in backup.rows_of(connection, table, [workspace_id]))


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULAS) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
