"""JSON and GeoJSON are tables too: a row for each object, whatever is no such list said in one sentence."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Unreadable
from inspector.tables.json_reading import read_json
from inspector.tables.reading import read_table
from inspector.tables.table import MOST_ROWS

ROWS = [
    {"number": "1", "text": "料堆\n盖", "is_open": True, "days": 3, "units": ["甲局", "乙局"], "body": {}},
    {"number": "2", "due": None, "longitude": 106.5},
]


def written(folder: Path, value: object) -> Path:
    to = folder / "a.json"
    to.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return to


def test_a_list_of_objects_has_a_column_for_each_name(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, ROWS))
    assert table.columns == ("number", "text", "is_open", "days", "units", "body", "due", "longitude")
    assert [row.number for row in table.rows] == [2, 3]
    assert table.rows[0].cells == ("1", "料堆\n盖", "true", "3", "甲局、乙局", "", "", "")
    assert table.rows[1].cells == ("2", "", "", "", "", "", "", "106.5")


def test_a_point_gives_the_place_that_the_properties_do_not_say(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [106.5, 39.7, 1100]}
    features = [
        {"type": "Feature", "geometry": point, "properties": {"name": "甲"}},
        {"type": "Feature", "geometry": point, "properties": {"name": "乙", "longitude": 1, "latitude": 2}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": {"name": "丙"}},
        {"type": "Feature", "geometry": None, "properties": None},
    ]
    table = read_table(written(tmp_path, {"type": "FeatureCollection", "features": features}))
    assert table.columns == ("longitude", "latitude", "name")
    assert [row.cells for row in table.rows] == [("106.5", "39.7", "甲"), ("1", "2", "乙"), ("", "", "丙")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'[{"a": 1', "cut short"),
        (b'\xef\xbb\xbf{"a": 1}', "no list of objects"),
        (b'[{"a": 1}, 2]', "no list of objects"),
        (b'{"features": {}}', "no list of objects"),
        (b"[ ]", "holds nothing"),
        (b"[" + b'{"a":[]},' * (2 * MOST_ROWS) + b"{}]", "more than"),
        (b"[" + b"{}," * MOST_ROWS + b"{}]", "more than"),
    ],
)
def test_what_is_no_such_list_is_said_in_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with pytest.raises(Unreadable, match=sentence):
        read_table(file)


def test_a_table_whose_first_name_is_in_brackets_stays_text(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("[编号],问题\n1,料堆\n", "utf-8")
    assert read_table(file).columns == ("[编号]", "问题")


@given(st.lists(st.dictionaries(st.text(max_size=4), st.text("甲乙1 ", max_size=6), max_size=5), max_size=6))
def test_no_value_is_lost(objects: list[dict[str, str]]) -> None:
    data = json.dumps(objects).encode()
    values = sorted(text for one in objects for text in one.values() if text)
    try:
        table = read_json("a", data)
    except Unreadable:
        assert not values
        return
    assert sorted(str(cell) for row in table.rows for cell in row.cells if cell) == values
