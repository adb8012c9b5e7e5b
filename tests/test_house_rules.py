"""Rules of this house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "handlers", "store")
LONGEST_FUNCTION = 50
LONGEST_FILE = 300
TOP = {
    "bot", "handlers", "store", "templates", "tests", ".ci", "pyproject.toml", "README.md", "CHANGELOG.md",
    "Makefile", "requirements.lock", ".gitignore", "LICENSE", ".dockerignore", "Dockerfile", "compose.yaml",
}  # fmt: skip


def sources() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_module_says_its_job_in_one_sentence() -> None:
    """Open the module with one sentence that says its job. In one test, as those below: thousands take their time."""
    said = {named(path): ast.get_docstring(tree(path)) or "" for path in sources()}
    assert [path for path, words in said.items() if not words.split("\n\n")[0].strip()] == []


def test_files_and_functions_stay_small() -> None:
    assert [fault for path in sources() for fault in too_long(path)] == []


def too_long(path: Path) -> Iterator[str]:
    if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE:
        yield f"{named(path)} has {lines} lines"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno
            if length > LONGEST_FUNCTION:
                yield f"{named(path)}: {node.name} has {length} lines"


def test_every_silenced_check_gives_its_reason() -> None:
    """Name the rule, give the reason."""
    assert [fault for path in sources() for fault in unexplained(path)] == []


def unexplained(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        silenced = re.search(r"#\s*(?:noqa|type: ignore)(?P<rest>.*)$", line)
        if silenced:
            named_and_explained = r"(?:: [A-Z]+\d+(?:, [A-Z]+\d+)*|\[[\w\-, ]+\])[\s#-]+\w.*"
            if not re.fullmatch(named_and_explained, silenced["rest"]):
                yield f"{named(path)}, line {number}"


def test_no_module_reaches_for_a_dependency_inside_a_function() -> None:
    """What dodges a cycle hides the shape; modules that are slow to import are loaded by the command table."""
    hidden = [
        f"{named(path)}:{inner.lineno}"
        for path in sources()
        for lines in [path.read_text(encoding="utf-8").splitlines()]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        and (getattr(inner, "module", "") or "").split(".")[0] in FOLDERS
        and "PLC0415" not in lines[inner.lineno - 1]  # silenced with its reason
    ]
    assert hidden == []


def test_handlers_open_no_transaction() -> None:
    for path in (ROOT / "handlers").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert ".begin(" not in text, named(path)
        assert ".reading(" not in text, named(path)


def test_the_top_of_the_project_holds_what_it_should_and_no_more() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git clone, so there is no list of tracked files to look at")
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} <= TOP


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    hosts = r"(pypi|pythonhosted|npmjs)[.](org|com)|deb[.]debian"
    found = subprocess.run(
        ["git", "grep", "-nIE", hosts, "--", ".", ":!tests/test_house_rules.py"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.stdout == ""


@pytest.mark.parametrize(
    "name", ["requirements.lock", "tests/browser/requirements.lock", "tests/audit/requirements.lock"]
)
def test_a_lock_pins_every_package_by_hash_and_holds_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_both_locks_pin_what_they_share_alike() -> None:
    """They are installed into the same place."""
    pinned = [
        dict(re.findall(r"^(\S+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "tests/browser/requirements.lock")
    ]
    shared = pinned[0].keys() & pinned[1].keys()
    assert [name for name in shared if pinned[0][name] != pinned[1][name]] == []
