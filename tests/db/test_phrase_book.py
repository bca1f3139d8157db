"""The phrase book: own phrases of this device, recent texts of a person, shipped ones by kind of site."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Reader
from db.phrase_book import LONGEST, MOST_OWN, RECENT, Phrases, add_phrase, phrases_at, remove_phrase
from db.settings import Settings, settings_of
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.finding import FindingNoticed
from inspector.model.shipped_phrases import phrases_for
from inspector.model.site import SiteKind
from tests.db.village import COKING, MORNING, OFFICER, STAFF, VILLAGE, Village, named

TEXT = "岸坡有垃圾堆积"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def finding(number: int, text: str, minutes: int = 0) -> FindingNoticed:
    return FindingNoticed(
        subject=named(number),
        number=f"N{number}",
        grid=VILLAGE,
        site=COKING,
        patrol=named(50),
        stop=named(60),
        text=text,
        noticed=MORNING.later(minutes),
    )


@pytest.mark.parametrize("kind", SiteKind)
def test_every_kind_of_site_has_phrases_in_both_languages(kind: SiteKind) -> None:
    chinese, english = phrases_for(kind, "zh_CN"), phrases_for(kind, "en")
    assert len(chinese) == len(english) >= 4
    assert len(set(chinese)) == len(chinese)
    assert all(text.isascii() and len(text) <= LONGEST for text in english)
    assert all(len(text) <= LONGEST for text in chinese)


def test_the_texts_a_person_wrote_lately_come_newest_first_and_once(village: Village, reader: Reader) -> None:
    village.record(
        finding(70, "烟囱冒黑烟", 1),
        finding(71, " 苫盖破损 ", 2),
        finding(72, "烟囱冒黑烟", 3),
        finding(73, "长" * (LONGEST + 1), 4),
    )
    village.record(finding(74, "别人写的", 5), by=Actor(OFFICER, VILLAGE))
    phrases = phrases_at(reader, SiteKind.RIVER_SECTION, STAFF, "zh_CN")
    assert phrases.recent == ("烟囱冒黑烟", "苫盖破损")
    assert phrases.shipped == phrases_for(SiteKind.RIVER_SECTION, "zh_CN")
    assert phrases.all[:2] == phrases.recent
    village.record(*(finding(100 + n, f"第 {n} 处", 10 + n) for n in range(RECENT + 3)))
    assert len(phrases_at(reader, SiteKind.RIVER_SECTION, STAFF, "zh_CN").recent) == RECENT


def test_own_phrases_are_kept_on_this_device_and_offered_once(village: Village, reader: Reader) -> None:
    village.record(finding(70, "东门带泥"))
    village.workspace.keep_settings(Settings(inbox="/照片"))
    assert add_phrase(village.workspace, "  东门\n带泥 ") == ("东门 带泥",)
    assert add_phrase(village.workspace, TEXT) == (TEXT, "东门 带泥")
    assert add_phrase(village.workspace, "东门 带泥") == ("东门 带泥", TEXT)
    add_phrase(village.workspace, "东门带泥")
    phrases = phrases_at(reader, SiteKind.RIVER_SECTION, STAFF, "zh_CN")
    assert phrases.own == ("东门带泥", "东门 带泥", TEXT)
    assert phrases.recent == ()
    assert TEXT not in phrases.shipped
    assert remove_phrase(village.workspace, TEXT) == ("东门带泥", "东门 带泥")
    assert remove_phrase(village.workspace, "没有") == ("东门带泥", "东门 带泥")
    assert settings_of(reader).inbox == "/照片"
    assert len(reader.rows("SELECT 1 FROM entry WHERE type LIKE '%phrase%'")) == 0


def test_what_is_no_phrase_is_refused(village: Village) -> None:
    with pytest.raises(Refused, match="needs words"):
        add_phrase(village.workspace, " \n ")
    with pytest.raises(Refused, match="at most"):
        add_phrase(village.workspace, "长" * (LONGEST + 1))
    village.workspace.keep_settings(Settings(phrases=tuple(f"第 {n} 句" for n in range(MOST_OWN))))
    with pytest.raises(Refused, match="full"):
        add_phrase(village.workspace, "再一句")
    assert len(add_phrase(village.workspace, "第 7 句")) == MOST_OWN


def test_own_phrases_take_the_place_of_others() -> None:
    phrases = Phrases(own=("甲",), recent=("乙", "丙"), shipped=("丁",))
    assert phrases.with_own(("丙", "丁")) == Phrases(own=("丙", "丁"), recent=("乙",), shipped=())
