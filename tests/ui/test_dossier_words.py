"""What the time line and the history of a dossier say."""

from datetime import date
from typing import Any

import pytest

from db.queries.time_line import FactChange, Line, LineKind
from inspector.model.events import Place
from inspector.model.office import Rank
from inspector.model.site import SiteAdded, SiteChanged, SiteKind, SiteStatus
from tests.db.village import MORNING
from ui.widgets.dossier_words import change_words, line_words


def line(kind: LineKind, text: str = "", mark: str = "", **more: Any) -> Line:
    return Line(kind, "x", MORNING, "示例甲", text, mark, more.get("photos", 0), more.get("fields", ()))


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (line(LineKind.VISIT, "顺路", "nothing_unusual", photos=2), "nothing unusual · 2 photos · 顺路"),
        (line(LineKind.VISIT), ""),
        (line(LineKind.FACTS, mark=SiteAdded.TYPE), "added to the list"),
        (
            line(LineKind.FACTS, mark=SiteChanged.TYPE, fields=("leader", "note")),
            "Responsible leader, Note changed",
        ),
        (line(LineKind.FINDING, "N-1 冒烟", "minor"), "N-1 冒烟"),
        (line(LineKind.FINDING, "N-1 冒烟", "major"), "major · N-1 冒烟"),
        (line(LineKind.STEP, "N-1", "finding.reported"), "N-1 · reported"),
        (line(LineKind.STEP, "N-1", "finding.unheard_of"), "N-1"),
        (line(LineKind.ISSUED, "D-1", "dossier"), "D-1 · dossier of a site"),
    ],
)
def test_lines_of_the_time_line_are_said_in_words(shown: Line, words: str) -> None:
    assert line_words(shown) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, SiteKind.COKING, "coking plant"),
        (Rank.LOW, Rank.KEY, "low-risk site → key site"),
        (SiteStatus.OPERATING, SiteStatus.HALTED, "operating → halted for rectification"),
        (None, Place(lat=397_740_000, lon=1_068_420_000), "39.77400, 106.84200"),
        (None, date(2026, 11, 22), "22 Nov 2026"),
        ("示例丙", "", "示例丙 → —"),
    ],
)
def test_changes_of_facts_are_said_in_words(before: Any, after: Any, words: str) -> None:
    assert change_words(FactChange("x", before, after, MORNING, "示例甲")) == words
