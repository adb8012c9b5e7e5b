"""What pip-audit says is taken for what it is: silence about a package is no good news."""

from __future__ import annotations

import json

import pytest

from tests.audit.__main__ import complete, verdict

GOOD = {"name": "jinja2", "version": "3.1.6", "vulns": []}
BAD = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
PASSED_OVER = {"name": "jinja2", "skip_reason": "not found"}


def test_a_known_vulnerability_fails_with_its_package_and_what_mends_it() -> None:
    assert verdict([{"dependencies": [GOOD, BAD]}]) == (1, "jinja2 2.0: PYSEC-1, mended in 2.1\n")
    assert verdict([{"dependencies": [GOOD]}]) == (0, "No vulnerability is known of 1 pinned packages.\n")


@pytest.mark.parametrize("report", ["", "no network", json.dumps({"dependencies": [GOOD, PASSED_OVER]})])
def test_a_report_that_passes_over_a_package_is_none(report: str) -> None:
    assert complete(report) is None
    assert complete(json.dumps({"dependencies": [GOOD]})) is not None
