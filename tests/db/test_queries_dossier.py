"""The dossier of a site: papers, time line page by page, history of each fact, photos, sites alike."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.dossier import dossier_of, last_photos
from db.queries.site_choices import NEAR_M, alike_sites
from db.queries.site_papers import papers_of
from db.queries.stop_sheet import stop_sheet
from db.queries.time_line import PAGE, LineKind, fact_changes, time_line
from db.workspace import Actor
from inspector.model.events import Place
from inspector.model.ids import SiteId
from inspector.model.issued_report import ReportIssued, ReportKind
from inspector.model.material import MaterialAdded, MaterialKind
from inspector.model.photo import PhotoAdded, TimeSource
from inspector.model.site import SiteAdded, SiteChanged, SiteKind, SiteStatus
from inspector.model.site_paper import SitePaperAdded, SitePaperChanged, SitePaperEnded
from inspector.model.stop import StopCorrected
from inspector.periods import HOUR, MINUTE
from tests.db.reporting import finish, go_round
from tests.db.village import (
    CLOSED,
    COKING,
    FIELD,
    FULL,
    MIDDLE,
    MORNING,
    OFFICE,
    OFFICER,
    OUTSIDE,
    STAFF,
    TODAY,
    TOWN,
    VILLAGE,
    Village,
    named,
    near,
    site,
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def permit(which: int, **facts: object) -> SitePaperAdded:
    given = {"site": COKING, "title": f"许可证 {which}", **facts}
    return SitePaperAdded(subject=named(which), **given)  # type: ignore[arg-type]


def test_papers_in_force_stand_by_the_day_they_expire(village: Village, reader: Reader) -> None:
    blob = village.workspace.blobs.keep(b"%PDF-1.7", "application/pdf")
    village.record(
        permit(71),
        permit(72, expires=TODAY + timedelta(days=90), number="演示 2 号", note="正本在厂部"),
        permit(73, issued=date(2025, 1, 1), expires=TODAY - timedelta(days=1), blobs=(blob,)),
        permit(74, expires=TODAY),
        SitePaperEnded(subject=named(74)),
        permit(75, site=FIELD),
    )
    papers = papers_of(reader, COKING)
    assert [one.paper for one in papers] == [named(73), named(72), named(71)]
    assert (papers[0].scans, papers[0].issued, papers[0].expires) == (
        1,
        date(2025, 1, 1),
        TODAY - timedelta(days=1),
    )
    assert (papers[1].number, papers[1].note, papers[2].expires) == ("演示 2 号", "正本在厂部", None)
    found = dossier_of(reader, COKING)
    assert found is not None
    assert found.papers == papers
    assert found.row.first_end == TODAY - timedelta(days=1)


def test_a_dossier_says_how_far_the_site_is_from_the_middle_of_its_grid(
    village: Village, reader: Reader
) -> None:
    coking, field = dossier_of(reader, COKING), dossier_of(reader, FIELD)
    assert coking is not None
    assert field is not None
    assert coking.distance_m == pytest.approx(900, abs=1)
    assert field.distance_m is None
    village.record(SiteChanged(subject=COKING, grid=TOWN))
    moved = dossier_of(reader, COKING)
    assert moved is not None
    assert moved.distance_m is None


def test_the_time_line_gathers_what_happened_the_newest_first(village: Village, reader: Reader) -> None:
    patrol = go_round(village, photos=2)
    finish(village, patrol)
    document = village.workspace.blobs.keep(b"%PDF-1.7 x", "application/pdf")
    picture = village.workspace.blobs.keep(b"picture", "image/jpeg")
    village.record(
        SiteChanged(subject=COKING, leader="示例戊", status=SiteStatus.HALTED), when=MORNING.later(4 * HOUR)
    )
    village.record(permit(71), when=MORNING.later(5 * HOUR))
    village.record(SitePaperChanged(subject=named(71), number="2"), when=MORNING.later(5 * HOUR + MINUTE))
    village.record(
        MaterialAdded(
            subject=named(81), kind=MaterialKind.DOCUMENT, name="方案.pdf", site=COKING, blobs=(document,)
        ),
        when=MORNING.later(6 * HOUR),
    )
    village.record(
        PhotoAdded(
            subject=named(82),
            patrol="",
            stop="",
            name="IMG_1.jpg",
            site=COKING,
            taken=MORNING.later(7 * HOUR),
            time_source=TimeSource.ENTRY,
            width=1,
            height=1,
            blobs=(picture, picture),
        ),
        when=MORNING.later(7 * HOUR),
    )
    village.record(
        ReportIssued(
            subject=named(83),
            kind=ReportKind.DOSSIER,
            number="D-1",
            about=COKING,
            site=COKING,
            grid=VILLAGE,
            day=TODAY,
        ),
        when=MORNING.later(8 * HOUR),
    )
    stop = str(reader.value("SELECT id FROM stop WHERE site = ?", (COKING,)))
    village.record(StopCorrected(subject=stop, reason="看错", note="西侧"), when=MORNING.later(9 * HOUR))
    lines = time_line(reader, COKING)
    assert (lines[0].subject, lines[0].text) == (stop, "看错")
    assert [line.kind for line in lines] == [
        LineKind.CORRECTION,
        LineKind.ISSUED,
        LineKind.PHOTO,
        LineKind.MATERIAL,
        LineKind.PAPER,
        LineKind.PAPER,
        LineKind.FACTS,
        LineKind.REPORT,
        LineKind.VISIT,
        LineKind.FINDING,
        LineKind.FACTS,
    ]
    assert [line.at.ts for line in lines] == sorted((line.at.ts for line in lines), reverse=True)
    by_kind = {line.kind: line for line in lines}
    assert by_kind[LineKind.VISIT].photos == 2
    assert by_kind[LineKind.VISIT].by == "示例甲"
    assert by_kind[LineKind.MATERIAL].text == "方案.pdf"
    assert lines[6].fields == ("status", "leader")
    assert (lines[10].mark, lines[10].fields) == (SiteAdded.TYPE, ())
    assert lines[4].mark == SitePaperChanged.TYPE


def test_a_long_time_line_comes_page_by_page_without_a_gap(village: Village, reader: Reader) -> None:
    for number in range(PAGE + 5):
        village.record(SiteChanged(subject=COKING, note=f"{number}"), when=MORNING)
    first = time_line(reader, COKING)
    assert len(first) == PAGE
    rest = time_line(reader, COKING, first[-1])
    assert len(rest) == 6
    assert len({line.subject for line in (*first, *rest)}) == PAGE + 6
    assert time_line(reader, COKING, rest[-1]) == ()


def test_what_nobody_entitled_recorded_is_not_in_the_time_line(village: Village, reader: Reader) -> None:
    before = len(time_line(reader, COKING))
    village.record(SiteChanged(subject=COKING, note="?"), by=Actor(named(99), VILLAGE))
    assert len(time_line(reader, COKING)) == before
    facts = village.workspace.facts_of(reader, COKING)
    assert all(change.after != "?" for change in fact_changes(reader, facts))


def test_the_history_tells_who_made_each_fact_what_it_is(village: Village, reader: Reader) -> None:
    village.record(SiteChanged(subject=COKING, leader="示例戊", checklist=FULL))
    village.record(
        SiteChanged(subject=COKING, leader="示例戊", grid=TOWN),
        by=Actor(OFFICER, OFFICE),
        when=MORNING.later(1),
    )
    changes = fact_changes(reader, village.workspace.facts_of(reader, COKING))
    told = [(one.field, one.before, one.after, one.by) for one in changes[:3]]
    assert told == [
        ("grid", "示例村网格", "示例镇", "示例乙"),
        ("checklist", "企业外围观察", "工业企业全面检查", "示例甲"),
        ("leader", "示例丙", "示例戊", "示例甲"),
    ]
    first = {one.field: one for one in changes[3:]}
    assert first["kind"].after is SiteKind.COKING
    assert first["kind"].before is None
    assert "note" not in first


def test_what_was_told_before_a_site_was_added_or_twice_is_no_change(
    village: Village, reader: Reader
) -> None:
    village.record(SiteChanged(subject=named(90), name="先改"), when=MORNING)
    village.record(site(named(90), "后加"), when=MORNING.later(1))
    village.record(site(named(90), "又加"), when=MORNING.later(2))
    changes = fact_changes(reader, village.workspace.facts_of(reader, named(90)))
    assert [one.after for one in changes if one.field == "name"] == ["后加"]


def test_a_grid_or_list_that_is_unknown_here_has_no_name(village: Village, reader: Reader) -> None:
    village.record(SiteChanged(subject=COKING, grid=named(98), checklist=named(97)))
    changes = fact_changes(reader, village.workspace.facts_of(reader, COKING))
    assert {one.field: one.after for one in changes[:2]} == {"grid": "", "checklist": ""}


def test_the_newest_photos_come_first(village: Village, reader: Reader) -> None:
    go_round(village, photos=3)
    taken = [one.taken.ts for one in last_photos(reader, COKING)]
    assert len(taken) == 3
    assert taken == sorted(taken, reverse=True)


CODE = "91350100M000100Y43"


def test_sites_of_the_same_name_code_or_place_are_alike(village: Village, reader: Reader) -> None:
    village.record(SiteChanged(subject=COKING, credit_code=CODE))
    (by_name,) = alike_sites(reader, "示例旧窑", "", None)
    assert (by_name.site, by_name.same_name, by_name.away_m) == (CLOSED, True, None)
    (by_code,) = alike_sites(reader, "另一家", CODE, None)
    assert (by_code.site, by_code.same_code, by_code.grid_name) == (COKING, True, "示例村网格")
    (by_place,) = alike_sites(reader, "另一家", "", near(900 + NEAR_M - 2))
    assert by_place.site == COKING
    assert by_place.away_m == pytest.approx(NEAR_M - 2, abs=1)
    assert alike_sites(reader, "另一家", "", near(900 + NEAR_M + 3)) == ()
    assert alike_sites(reader, "另一家", "", Place(lat=MIDDLE.lat, lon=MIDDLE.lon)) == ()


def test_the_corner_of_the_square_around_a_place_is_too_far_away(village: Village, reader: Reader) -> None:
    north = near(900 + 45)
    corner = Place(lat=north.lat, lon=north.lon + 45 * 117)
    assert alike_sites(reader, "另一家", "", corner) == ()


def test_empty_codes_are_no_sign_of_the_same_site(reader: Reader) -> None:
    assert alike_sites(reader, "另一家", "", None) == ()
    assert dossier_of(reader, SiteId(OUTSIDE)) is None


def test_a_stop_is_prepared_with_all_facts_and_papers_of_its_site(village: Village, reader: Reader) -> None:
    village.record(
        SiteChanged(subject=COKING, leader_phone="1", responsible_phone="2", note="三"),
        permit(71, expires=TODAY),
    )
    sheet = stop_sheet(reader, COKING, STAFF, MORNING)
    assert sheet is not None
    assert (sheet.site.leader_phone, sheet.site.responsible_phone, sheet.site.note) == ("1", "2", "三")
    assert [one.title for one in sheet.papers] == ["许可证 71"]
