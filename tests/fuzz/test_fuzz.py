"""A few spoilt cases for every door; `make fuzz` tries a hundred thousand, and others each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.targets import NAMES, opened

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.filterwarnings("ignore::UserWarning")  # of openpyxl, about files that are broken on purpose
@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_comes_in_by_any_door_does_harm(name: str, tmp_path: Path) -> None:
    with opened(tmp_path, name, thorough=False) as target:

        @settings(max_examples=target.quick, suppress_health_check=list(HealthCheck))
        @given(target.cases)
        def tried(case: object) -> None:
            target.check(case)

        tried()
