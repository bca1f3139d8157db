from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.connection import Reader, open_scratch
from db.founding import Founded
from db.search_words import initials, phrase, spaced
from tests.db.office import NOW, a_finding, a_site


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("华鑫焦化有限公司", "hxjhyxgs"),
        ("黄河K12–K15段", "hhk12k15d"),
        ("晟源", "sy"),
        ("ＡＢ③、", ""),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_usual_reading(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_chinese_characters_stand_apart_and_words_stay_together() -> None:
    assert spaced("K12段PM2.5").split() == ["K12", "段", "PM2.5"]


@given(text=st.text("堆场未覆盖煤油K12 ，", min_size=1, max_size=12), data=st.data())
def test_every_substring_is_found_and_nothing_else(text: str, data: st.DataObject) -> None:
    with closing(open_scratch()) as index:
        index.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61')")
        index.execute("INSERT INTO words VALUES (?)", (spaced(text),))
        characters = [n for n, letter in enumerate(text) if letter in "堆场未覆盖煤油"]
        query = "SELECT count(*) FROM words WHERE words MATCH ?"
        if characters:
            start = data.draw(st.sampled_from(characters))
            end = data.draw(st.sampled_from([n for n in characters if n >= start]))
            assert index.execute(query, (phrase(text[start : end + 1]),)).fetchone() == (1,)
        assert index.execute(query, (phrase("尘"),)).fetchone() == (0,)


@pytest.mark.parametrize("typed", ['"', "", "。。", '煤"堆', "煤 堆", "* OR 煤"])
def test_nothing_that_is_typed_is_a_fault(typed: str) -> None:
    with closing(open_scratch()) as index:
        index.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61')")
        index.execute("SELECT * FROM words WHERE words MATCH ?", (phrase(typed),)).fetchall()


def test_sites_and_findings_are_found_by_words_and_initials(office: Founded, reader: Reader) -> None:
    office.workspace.record(
        [a_site(office), a_site(office, 2, "黄河示例段"), a_finding(office)], office.actor, NOW
    )
    sites = (
        "SELECT site.name FROM site JOIN site_search ON site_search.rowid = rid"
        " WHERE site_search MATCH ? ORDER BY site.id"
    )
    assert reader.rows(sites, (phrase("焦化"),)) == [("示例焦化厂",)]
    assert reader.rows(sites, (phrase("sljh"),)) == [("示例焦化厂",)]
    assert reader.rows(sites, (phrase("示例"),)) == [("示例焦化厂",), ("黄河示例段",)]
    findings = (
        "SELECT finding.number FROM finding JOIN finding_search ON finding_search.rowid = rid"
        " WHERE finding_search MATCH ?"
    )
    assert reader.rows(findings, (phrase("煤堆未"),)) == [("YSX-200",)]
    assert reader.rows(findings, (phrase("YSX-2"),)) == [("YSX-200",)]
    assert reader.rows(findings, (phrase("油"),)) == []
