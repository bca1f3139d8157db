"""All PDFs of a period: in a folder or a ZIP, listed, nothing overwritten, nothing half."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from db.file_arrival import receive_file
from db.incarnation import Machine
from db.queries.trust import known_here
from db.received_reports import keep_received_report
from db.report_export import Export, Exported, export_reports
from db.report_orders import Order
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.reports.forms import build_report
from inspector.reports.verification import verify
from inspector.words import use
from tests.db.reporting import built, certify, finish, go_round, key_of, sign
from tests.db.village import LOCAL, MORNING, TOWN, VILLAGE, Village, named

WEEK = Export(date(2026, 11, 16), date(2026, 11, 22))


@pytest.fixture
def village(tmp_path) -> Iterator[Village]:
    use("en")
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def week(village) -> Path:
    """A signed report, one nobody looked at, one whose file is gone, and an open patrol."""
    key = key_of("示例甲")
    certify(village, key)
    signed, gone = go_round(village, 100), go_round(village, 120)
    for serial, patrol in enumerate((signed, gone), 1):
        finish(village, patrol, serial=serial)
        built(village, patrol)
        sign(village.workspace, patrol, key)
    built(village, gone).file.unlink()
    quiet = go_round(village, 140, day=date(2026, 11, 20), late_reason="设备没电")
    finish(village, quiet, (), 3)
    go_round(village, 160)
    return built(village, signed).file


def export(
    workspace: Workspace, what: Export, to: Path, *, as_zip: bool = False, report=lambda *_: None
) -> Exported:
    def build(order: Order) -> object:
        return build_report(order.paper, order.carried, order.to)

    reader = workspace.reader()
    try:
        return export_reports(reader, workspace, what, to, build, report, as_zip=as_zip)
    finally:
        reader.close()


def test_a_week_lies_in_a_new_folder_with_a_list_of_what_is_missing(village, week, tmp_path):
    exported = export(village.workspace, WEEK, tmp_path / "out")
    assert exported.place == tmp_path / "out" / "reports_2026-11-16_2026-11-22"
    assert (exported.files, len(exported.missing)) == (2, 2)
    assert {why for _, why in exported.missing} == {
        "the patrol is not finished",
        "the signed file is missing; bring it back from a backup",
    }
    with (exported.place / "list of reports.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [bool(line["File"]) for line in lines] == [True, False, True, False]
    assert sorted(line["File"] for line in lines if line["File"]) == sorted(
        one.name for one in exported.place.glob("*.pdf")
    )
    assert (exported.place / week.name).read_bytes() == week.read_bytes()
    assert {line["Signatures"] for line in lines} == {"0 / 0", "1 / 1"}


def test_nothing_is_overwritten_and_a_zip_holds_the_same(village, week, tmp_path):
    folder = export(village.workspace, WEEK, tmp_path / "out").place
    again = export(village.workspace, WEEK, tmp_path / "out").place
    packed = [export(village.workspace, WEEK, tmp_path / "out", as_zip=True).place for _ in range(2)]
    assert again.name == f"{folder.name} (2)"
    assert [one.name for one in packed] == [f"{folder.name}.zip", f"{folder.name} (2).zip"]
    with ZipFile(packed[0]) as archive:
        assert sorted(archive.namelist()) == sorted(one.name for one in folder.iterdir())
        assert archive.read(week.name) == week.read_bytes()


@pytest.mark.parametrize("as_zip", [False, True])
def test_what_is_given_up_half_way_leaves_nothing(village, week, tmp_path, as_zip):
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises((InterruptedError, Refused)):
        export(village.workspace, WEEK, tmp_path / "out", as_zip=as_zip, report=stop)
    assert list((tmp_path / "out").iterdir()) == []


def test_only_the_grid_asked_for_and_what_lies_below_it_comes_along(village, week, tmp_path):
    for grid, files in ((TOWN, 2), (VILLAGE, 2)):
        assert export(village.workspace, Export(WEEK.first, WEEK.last, grid), tmp_path / grid).files == files
    for nothing in (Export(WEEK.first, WEEK.last, named(99)), Export(date(2026, 1, 1), date(2026, 1, 2))):
        with pytest.raises(Refused, match="no report in this period"):
            export(village.workspace, nothing, tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_place_that_takes_nothing_is_a_sentence(village, week, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused, match="can't be written"):
        export(village.workspace, WEEK, tmp_path / "file")


def test_reports_of_one_name_get_a_number(village, tmp_path):
    for number in (100, 120):
        finish(village, go_round(village, number), (), 1)
    exported = export(village.workspace, WEEK, tmp_path / "out")
    names = sorted(one.name for one in exported.place.glob("*.pdf"))
    assert [name.endswith("_001 (2).pdf") for name in names] == [True, False]


def test_of_another_device_only_what_was_received_comes_along(village, week, tmp_path):
    other = Workspace.create(
        tmp_path / "other", village.workspace.root, Machine(tmp_path / "m", "m"), drives=LOCAL
    )
    receive_file(other, week, MORNING)
    reader = other.reader()
    missing = export(other, WEEK, tmp_path / "out").missing
    assert [why for _, why in missing] == ["the PDF lies on the device that made it"]
    keep_received_report(other, week, verify(week, known_here(reader, other.root, MORNING)))
    reader.close()
    assert export(other, WEEK, tmp_path / "out").files == 1
    other.close()
