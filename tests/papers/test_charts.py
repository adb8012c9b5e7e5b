"""A chart of a paper: gaps are gaps, the target is in words, and no machine's own font is needed."""

from __future__ import annotations

import struct

from bot.domain.judging import read
from bot.domain.model import Accumulation
from bot.papers import charts
from tests.builders import a_figure, a_series, an_indicator, an_objective
from tests.report_builders import with_figures

CELLS = ("95.9%", "91.0%", "85.4%", "~", "76.7%", "70.3%")


def test_a_period_without_a_figure_is_a_gap_and_is_said_to_be_one() -> None:
    indicator, figures = with_figures("NEET", CELLS, an_objective())
    reading = read(indicator, {indicator.headline.id: figures})
    along = charts.spots(reading, figures)
    assert [spot.value for spot in along] == [95.9, 91.0, 85.4, None, 76.7, 70.3]
    drawn = charts._svg(along, charts._aims(reading))
    assert drawn.count("<polyline") == 2, "the line is broken"
    assert drawn.count("<circle") == 5
    assert ">no figure<" in drawn
    assert ">Target 80.0%<" in drawn
    assert "stroke-dasharray" in drawn


def test_a_chart_is_drawn_with_the_font_that_comes_with_it() -> None:
    indicator, figures = with_figures("NEET", CELLS, an_objective())
    png = charts.draw(read(indicator, {indicator.headline.id: figures}), figures)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (charts.WIDTH, charts.HEIGHT)
    with_no_words = charts.resvg_py.svg_to_bytes(
        svg_string=charts._svg(charts.spots(read(indicator, {indicator.headline.id: figures}), figures), ()),
        skip_system_fonts=True,
    )
    assert len(png) > len(with_no_words) * 1.2, "the words are drawn"


def test_one_figure_makes_no_chart() -> None:
    indicator, figures = with_figures("NEET", ("~", "~", "~", "~", "~", "70.3%"), an_objective())
    assert charts.draw(read(indicator, {indicator.headline.id: figures}), figures) == b""


def test_what_adds_up_through_the_year_is_never_one_line_with_whole_years() -> None:
    series = a_series(accumulation=Accumulation.CUMULATIVE)
    periods = ("2011/12", "2012/13", "Q1 2013/14", "Q2 2013/14")
    figures = tuple(
        a_figure(cell, period, series.id) for cell, period in zip(("900", "800", "50", "100"), periods, strict=True)
    )
    indicator = an_indicator("CAFs", [series])
    along = charts.spots(read(indicator, {series.id: figures}), figures)
    assert [spot.label for spot in along] == ["Q1 2013/14", "Q2 2013/14"]


def test_figures_that_never_change_are_drawn_too() -> None:
    indicator, figures = with_figures("NEET", ("0.0%",) * 6, an_objective(), target="0.0%")
    assert charts.draw(read(indicator, {indicator.headline.id: figures}), figures)
