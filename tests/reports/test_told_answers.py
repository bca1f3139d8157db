"""Readings, texts and days on a patrol record: answers that are normal and still worth reading."""

from dataclasses import replace
from pathlib import Path

from inspector.reports.patrol_paper import PaperDeviation
from inspector.reports.patrol_report import build_patrol_report
from tests.reports.papers import CARRIED, flat, paper, stop


def test_a_reading_is_printed_with_its_question(tmp_path: Path) -> None:
    told = replace(stop(1), told=(PaperDeviation(question="水位", answer="1.52 m"),))
    whole = flat(build_patrol_report(replace(paper(), stops=(told,)), CARRIED, tmp_path / "a.pdf").path)
    assert "水位：1.52" in whole.replace(":", "：")
