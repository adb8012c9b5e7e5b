"""`make bench`: how fast Steward is, as ratios to a baseline measured in the same run; exit 1 where one is missed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import answering, deciding, draining, growing, matching_many, papers, reporting, starting
from tests.benchmarks.city import city


def main(arguments: list[str]) -> int:
    """With --smoke only that everything runs: a busy machine proves nothing about speed."""
    smoke = "--smoke" in arguments
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder)
        ratios = answering.ratios(held, rounds=2 if smoke else 15, calls=2 if smoke else 20)
        with city(held) as (_, _, workspace), workspace.reading() as work:
            catalogue = workspace.catalogue(work)
        if catalogue is None:
            raise RuntimeError("no plan was imported")
        ratios += matching_many.ratios(catalogue, rounds=2 if smoke else 15)
        ratios.append(deciding.ratio(held, times=1 if smoke else 7, figures=500 if smoke else deciding.FIGURES))
        ratios.append(draining.pace(held, deliveries=100 if smoke else 1_000))
        ratios += reporting.ratios(held, rounds=1 if smoke else 9, many=150 if smoke else reporting.MANY)
        ratios += papers.ratios(held, rounds=1 if smoke else 3)
        ratios += growing.ratios(rounds=1 if smoke else 9, boards=2 if smoke else growing.BOARDS)
        if smoke:
            growing.main(["2x111"])
        ratios.append(starting.asking(held, rounds=1 if smoke else 7))
    print("| measured | beside | ms | baseline ms | ratio | at most |\n|---|---|---|---|---|---|")
    for each in ratios:
        figures = f"{each.ours * 1000:.2f} | {each.baseline * 1000:.2f} | **{each.ratio:.2f}** | {each.limit:g}"
        print(f"| {each.name} | {each.of} | {figures} |")
    return 0 if smoke or all(each.holds for each in ratios) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
