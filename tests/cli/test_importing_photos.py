"""`import photos`: placed where one stop alone fits, waiting otherwise, refused in sentences."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import photo_import
from db.connection import Row
from db.photo_intake import taken_in_turn
from db.settings import Settings
from db.waiting_photos import all_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Unreachable
from inspector.model.ids import PersonId
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR, MINUTE
from tests.cli.conftest import FOUNDER, MORNING, OPEN, SITE, Call
from tests.db.village import named
from tests.pictures.made import encoded, exif, photo, scene

STOP = named(60)


@pytest.fixture
def round_with_a_stop(office: Path, call: Call) -> Path:
    """Record a stop of the open round, and that its inspector acted last."""
    with closing(Workspace.open(office)) as workspace, closing(workspace.reader()) as reader:
        person, grid = reader.row("SELECT person, grid FROM duty ORDER BY position LIMIT 1") or ("", "")
        arrived = MORNING.later(HOUR + MINUTE)
        stop = StopRecorded(
            subject=STOP, patrol=OPEN, site=SITE, arrived=arrived, left=arrived.later(9 * MINUTE)
        )
        workspace.record([stop], Actor(person, grid), MORNING.later(2 * HOUR))
        workspace.keep_settings(Settings(person=person, org=grid))
    return office


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "DCIM"
    folder.mkdir()
    (folder / "1.jpg").write_bytes(photo(metadata=exif("2026:11:22 09:35:00")))
    (folder / "2.jpg").write_bytes(photo(metadata=exif("2026:11:22 15:00:00")))
    return folder


def rows(workspace: Path) -> tuple[list[Row], list[str]]:
    """Give the photos of the stop, and the names of those that wait."""
    with closing(Workspace.open(workspace)) as opened, closing(opened.reader()) as reader:
        person = PersonId(reader.value("SELECT id FROM person"))
        placed = reader.rows("SELECT name, site FROM photo WHERE stop = ?", (STOP,))
        return placed, [one.name for one in all_of(reader, person)]


def test_photos_of_a_folder_are_put_to_their_stop_or_wait(
    call: Call, round_with_a_stop: Path, card: Path
) -> None:
    said = call("import", "photos", card, "--workspace", round_with_a_stop, "--json")
    assert said.status == 0
    assert said.json["taken"] == 2
    (placed,), (waiting,) = said.json["placed"], said.json["waiting"]
    assert (placed["name"], placed["site"], placed["stop"], placed["time_fits"], placed["metres"]) == (
        "1.jpg",
        "北山排土场",
        STOP,
        True,
        None,
    )
    assert (waiting["name"], waiting["time_source"], waiting["site"]) == ("2.jpg", "exif", "")
    assert rows(round_with_a_stop) == ([("1.jpg", SITE)], ["2.jpg"])
    again = call("import", "photos", card, "--workspace", round_with_a_stop)
    assert (again.status, again.out) == (
        0,
        "0 photos were taken in.\nWith their stops: 0; waiting for a place: 0.\n",
    )
    assert again.err.splitlines() == [
        "The photo 1.jpg is here already: recorded at 北山排土场, taken on 2026-11-22.",
        "The photo 2.jpg is here already: it waits for its place.",
    ]


def test_a_rehearsal_says_the_same_and_records_nothing(
    call: Call, round_with_a_stop: Path, card: Path
) -> None:
    (card / "3.jpg").write_bytes((card / "1.jpg").read_bytes())
    (card / "4.jpg").write_bytes(b"nothing")
    before = sorted(path for path in round_with_a_stop.rglob("*") if path.is_file())
    said = call("import", "photos", card, "--workspace", round_with_a_stop, "--dry-run", "--json")
    assert (said.status, said.json["recorded"], said.json["taken"]) == (1, False, 2)
    assert [len(said.json[key]) for key in ("placed", "waiting", "known", "refused")] == [1, 1, 1, 1]
    assert rows(round_with_a_stop) == ([], [])
    assert sorted(path for path in round_with_a_stop.rglob("*") if path.is_file()) == before
    in_words = call("import", "photos", card / "1.jpg", "--workspace", round_with_a_stop, "--dry-run")
    assert in_words.out == ("1 photo would be taken in.\nWith their stops: 1; waiting for a place: 0.\n")


def test_what_is_refused_is_said_and_gives_1(call: Call, round_with_a_stop: Path, card: Path) -> None:
    (card / "0.jpg").write_bytes(encoded(scene())[:200])
    said = call("import", "photos", card, "--workspace", round_with_a_stop)
    assert (said.status, said.out.splitlines()[0]) == (1, "2 photos were taken in.")
    assert said.err == (
        "The photo 0.jpg is cut short or damaged; please copy it from the camera once more.\n"
    )


def test_who_took_them_is_named_or_who_acted_last(call: Call, office: Path, card: Path) -> None:
    nobody = call("import", "photos", card, "--workspace", office)
    assert (nobody.status, "name who took the photos with --as" in nobody.err) == (1, True)
    assert call("import", "photos", card, "--workspace", office, "--as", FOUNDER).status == 0
    assert rows(office)[1] == ["1.jpg", "2.jpg"]
    empty = card / "empty"
    empty.mkdir()
    none = call("import", "photos", empty, "--workspace", office, "--as", FOUNDER)
    assert (none.status, "There is no photo there" in none.err) == (1, True)


@pytest.mark.parametrize(
    ("error", "status"), [(Unreachable("The stick is gone."), 3), (Refused("The disk is full."), 1)]
)
def test_an_import_that_stops_says_what_is_left_and_the_same_call_goes_on(
    call: Call,
    office: Path,
    card: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Refused | Unreachable,
    status: int,
) -> None:
    def stopping(*given: object, **more: object) -> Iterator[object]:
        taking = taken_in_turn(*given, **more)  # type: ignore[arg-type]
        yield next(taking)
        taking.close()
        yield error

    monkeypatch.setattr(photo_import, "taken_in_turn", stopping)
    said = call("import", "photos", card, "--workspace", office, "--as", FOUNDER)
    assert said.status == status
    assert said.out.startswith("1 photo was taken in.")
    assert said.err.splitlines() == [str(error), "1 photo is left."]
    monkeypatch.undo()
    os.environ["GRID_INSPECTOR_MACHINE_DIR"] = str(office.parent / "machine")
    again = call("import", "photos", card, "--workspace", office, "--as", FOUNDER, "--json")
    assert (again.status, again.json["taken"], len(again.json["known"])) == (0, 1, 1)
