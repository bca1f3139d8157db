"""Where each report stands, in which order they come, and who may sign."""

from collections.abc import Iterator
from datetime import date

import pytest

from db.queries.reports import (
    ALL,
    LATE,
    ReportRow,
    ReportState,
    report_counts,
    report_keys,
    report_row,
    report_rows,
    reports_to_sign,
)
from db.queries.signing_places import signer_of, signing_place
from db.workspace import Actor
from inspector.model.issued_report import ReportKind
from inspector.model.person import Role, RoleGiven
from inspector.model.signing import ReportSigned
from tests.db.reporting import certify, finish, go_round, key_of
from tests.db.village import FOUNDING, OFFICER, STAFF, TODAY, TOWN, VILLAGE, Village, named

YESTERDAY = date(2026, 11, 21)


@pytest.fixture
def village(tmp_path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village):
    opened = village.workspace.reader()
    yield opened
    opened.close()


@pytest.fixture
def reports(village) -> dict[str, str]:
    """One report of each kind: a draft, one to sign, a signed one, one in ink, a late one."""
    made = {
        "draft": go_round(village, 100),
        "to_sign": go_round(village, 120, day=YESTERDAY, inspectors=(STAFF, OFFICER)),
        "in_ink": go_round(village, 140, day=date(2026, 11, 20), stops=1),
        "late": go_round(village, 160, day=date(2026, 11, 19), late_reason="设备没电", inspectors=(OFFICER,)),
    }
    finish(village, made["to_sign"])
    finish(village, made["in_ink"], (), 2)
    finish(village, made["late"], ("inspector", "grid_leader"), 3)
    made["signed"] = go_round(village, 180)
    finish(village, made["signed"], serial=4)
    give_signature(village, made["signed"])
    return made


def give_signature(village: Village, patrol: str, field: str = "inspector") -> None:
    """Record a signature under a file that is there; what it holds does not matter here."""
    file = village.folder / "reports" / "2026" / "11" / f"{patrol}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"%PDF-")
    name = file.relative_to(village.folder).as_posix()
    village.record(
        ReportSigned(subject=patrol, field=field, sha256="1" * 64, size=5, file=name, certificate="2" * 64)
    )


def row_of(village: Village, reader, patrol: str) -> ReportRow:
    row = report_row(reader, village.folder, patrol)
    assert row
    return row


def test_reports_come_newest_first_and_say_where_they_stand(village, reader, reports):
    keys = report_keys(reader)
    rows = report_rows(reader, village.folder, keys)
    assert [rows[key].day.day for key in keys] == [22, 22, 21, 20, 19]
    assert {name: rows[patrol].state for name, patrol in reports.items()} == {
        "draft": ReportState.DRAFT,
        "to_sign": ReportState.TO_SIGN,
        "in_ink": ReportState.IN_INK,
        "late": ReportState.TO_SIGN,
        "signed": ReportState.SIGNED,
    }
    row = rows[reports["to_sign"]]
    assert (row.grid, row.inspectors, row.stops, row.findings) == ("示例村网格", ("示例甲", "示例乙"), 2, 1)
    assert (row.made_here, row.is_late, row.is_missing, rows[reports["late"]].is_late) == (
        True,
        False,
        False,
        True,
    )
    assert (rows[reports["signed"]].expected, rows[reports["signed"]].signed) == (("inspector",),) * 2
    assert not rows[reports["draft"]].made_here
    assert report_row(reader, village.folder, named(1)) is None


def test_a_filter_lets_through_what_it_counts(reader, reports):
    counts = report_counts(reader)
    assert counts == {
        ALL: 5,
        LATE: 1,
        "entered": 0,
        "draft": 1,
        "to_sign": 2,
        "signed": 1,
        "in_ink": 1,
        "sealed": 0,
        "elsewhere": 0,
        **{kind.value: 0 for kind in ReportKind},
    }
    for name, count in counts.items():
        assert len(report_keys(reader, chosen=name)) == count
    assert report_keys(reader, chosen=LATE) == [reports["late"]]
    assert report_keys(reader, 2) == report_keys(reader)[:2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("slx0101-20261121", {"to_sign"}),
        ("11-20", {"in_ink"}),
        ("示例乙", {"to_sign", "late"}),
        ("示例村", {"draft", "to_sign", "in_ink", "late", "signed"}),
        ("%", set()),
    ],
)
def test_letters_find_number_day_grid_and_people(reader, reports, text, found):
    assert set(report_keys(reader, text=text)) == {reports[name] for name in found}
    assert report_counts(reader, text)[ALL] == len(found)


@pytest.mark.parametrize("column", ["day", "grid", "number", "stops", "findings", "state"])
def test_every_column_sorts_both_ways(village, reader, reports, column):
    def told(*, descending: bool) -> list[str]:
        keys = report_keys(reader, sort=column, descending=descending)
        rows = report_rows(reader, village.folder, keys)
        return [f"{getattr(rows[key], column)}" for key in keys]

    assert told(descending=False) == sorted(told(descending=False))
    assert told(descending=True) == sorted(told(descending=True), reverse=True)


def test_a_signed_file_that_is_gone_is_missing(village, reader, reports):
    assert not row_of(village, reader, reports["signed"]).is_missing
    for file in (village.folder / "reports").rglob("*.pdf"):
        file.unlink()
    row = row_of(village, reader, reports["signed"])
    assert row.is_missing
    assert not row_of(village, reader, reports["to_sign"]).is_missing


@pytest.mark.parametrize(
    ("report", "person", "field", "why_not"),
    [
        ("draft", STAFF, "", "Finish the patrol first"),
        ("in_ink", STAFF, "", "by hand"),
        ("signed", STAFF, "", "has signed"),
        ("to_sign", STAFF, "inspector", ""),
        ("to_sign", OFFICER, "", "no further place"),
        ("late", STAFF, "", "Only an inspector"),
        ("late", OFFICER, "inspector", ""),
    ],
)
def test_inspectors_of_the_patrol_sign_and_others_hear_why_not(
    village, reader, reports, report, person, field, why_not
):
    place = signing_place(reader, row_of(village, reader, reports[report]), person, TODAY)
    assert place.field == field
    assert why_not in place.why_not
    assert bool(place.field) != bool(place.why_not)


def test_a_leader_signs_in_the_other_place_and_an_inspector_only_once(village, reader, reports):
    since = FOUNDING.day
    village.record(
        RoleGiven(subject=STAFF, role=Role.LEADER, grid=VILLAGE, since=since), by=Actor(OFFICER, TOWN)
    )
    late = reports["late"]
    assert signing_place(reader, row_of(village, reader, late), STAFF, TODAY).field == "grid_leader"
    give_signature(village, late)
    row = row_of(village, reader, late)
    assert (row.state, row.signed) == (ReportState.TO_SIGN, ("inspector",))
    assert "no further place" in signing_place(reader, row, OFFICER, TODAY).why_not
    assert signing_place(reader, row, STAFF, TODAY).field == "grid_leader"
    for file in (village.folder / "reports").rglob("*.pdf"):
        file.unlink()
    assert "not on this device" in signing_place(reader, row_of(village, reader, late), STAFF, TODAY).why_not


def test_a_report_from_elsewhere_is_not_signed_here(village, reader, reports):
    village.workspace._writer.execute("UPDATE entry SET received_ts = 1 WHERE type = 'patrol.finished'")
    row = row_of(village, reader, reports["to_sign"])
    assert (row.made_here, row.state) == (False, ReportState.ELSEWHERE)
    assert "on the device that" in signing_place(reader, row, STAFF, TODAY).why_not
    assert reports_to_sign(reader, STAFF) == 0
    for file in (village.folder / "reports").rglob("*.pdf"):
        file.unlink()
    assert not row_of(village, reader, reports["signed"]).is_missing


def test_what_waits_for_an_inspector_is_counted(reader, reports):
    assert (reports_to_sign(reader, STAFF), reports_to_sign(reader, OFFICER)) == (1, 1)


def test_a_signer_is_known_with_the_certificates_recorded(village, reader):
    assert signer_of(reader, STAFF).certificates == frozenset()
    certify(village, key_of("示例甲"))
    signer = signer_of(reader, STAFF)
    assert (signer.name, signer.office) == ("示例甲", "")
    assert signer.certificates == {key_of("示例甲").certificate_sha256}
    assert signer_of(reader, named(99)).name == ""


@pytest.mark.parametrize(
    "file", ["../secret.pdf", "//host/share/x.pdf", "C:/x.pdf", "reports/2026/11/a:b.pdf"]
)
def test_a_file_named_by_somebody_else_is_not_looked_for_outside_the_reports(village, reader, reports, file):
    village.workspace._writer.execute("UPDATE report_signature SET file = ?", (file,))
    assert row_of(village, reader, reports["signed"]).is_missing
