"""Search lists leave as a table with a row for each place, in every language."""

import csv
from contextlib import closing
from pathlib import Path

import pytest

from db.table_export import export_list
from db.table_searches import SEARCHES
from inspector.model.search_list_life import SearchResult
from inspector.tables.writing import Form
from inspector.words import LANGUAGES, use
from tests.db.search_desk import make, say, searched
from tests.db.village import HEAP, RIVER, TODAY, Village


@pytest.fixture
def village(tmp_path: Path):
    village = searched(tmp_path)
    yield village
    use(LANGUAGES[0])
    village.close()


def written(village: Village, to: Path, *only: tuple[str, str]) -> list[dict[str, str]]:
    use("en")
    with closing(village.workspace.reader()) as reader:
        export_list(reader, "search-lists", to, Form.CSV, only, today=TODAY)
    with to.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_place_is_a_row_with_what_came_of_it(village: Village, tmp_path: Path) -> None:
    made = make(village)
    say(village, made.search, HEAP, SearchResult.FOUND, finding=made.finding)
    say(village, made.search, RIVER, SearchResult.NOT_SEEN, text="封路")
    first, second, third = written(village, tmp_path / "a.csv")
    assert first["Number"] == made.number
    assert (first["Place to look at"], first["What came of it"], first["Answered by"]) == (
        "北山排土场",
        "the same was found",
        "示例甲",
    )
    assert first["Finding recorded for it"] == "SLX0101-2026-T-0070"
    assert (first["Places to look at"], first["Places answered"]) == ("3", "2")
    assert first["Places where it was found"] == "1"
    assert (second["What came of it"], second["Remark"], second["Looked at on"]) == (
        "could not be seen",
        "封路",
        "2026-11-22",
    )
    assert (third["What came of it"], third["Answered by"], third["No."]) == ("not looked at yet", "", "3")
    assert len(written(village, tmp_path / "b.csv", ("result", "found"))) == 1
    assert len(written(village, tmp_path / "c.csv", ("grid", "示例村网格"))) == 3
    assert not written(village, tmp_path / "d.csv", ("grid", "别处"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [Form.XLSX, Form.JSON])
def test_it_leaves_in_every_language(village: Village, tmp_path: Path, language: str, form: Form) -> None:
    make(village)
    use(language)
    with closing(village.workspace.reader()) as reader:
        assert export_list(reader, "search-lists", tmp_path / "a", form, today=TODAY) == 3
    assert len({column.key for column in SEARCHES.columns}) == len(SEARCHES.columns)
