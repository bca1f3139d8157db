"""Many photos at once: a list on the disk that is worked off, told honestly, and gone on with."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from db import waiting_photos
from db.connection import DISK_FULL, Reader
from db.photo_import import GROUP, KeptImport, begin_import, forget_import, run_import, unfinished_imports
from db.photo_intake import TakenPhoto
from inspector.errors import Refused, Unreachable
from inspector.model.events import Blob
from tests.db.test_round_entry import NORMAL
from tests.db.village import MORNING, OFFICER, STAFF, Village
from tests.pictures.made import encoded, photo, scene

SIZE = (32, 24)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as reader:
        yield reader


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card of 20 different photos."""
    folder = tmp_path / "DCIM"
    folder.mkdir()
    for number in range(20):
        (folder / f"IMG_20261122_0900{number:02}.jpg").write_bytes(a_picture(number))
    return folder


def a_picture(number: int) -> bytes:
    return encoded(scene(*SIZE), "JPEG", comment=f"{number}")


def begun(village: Village, *paths: Path) -> KeptImport:
    return begin_import(village.workspace, STAFF, paths, MORNING, os.urandom)


def stopping_at(number: int) -> Callable[[int, int], None]:
    """Stop as somebody who cancels does."""

    def report(done: int, _files: int) -> None:
        if done == number:
            raise InterruptedError

    return report


def names_of(photos: Sequence[TakenPhoto]) -> list[str]:
    return [photo.name for photo in photos]


def test_a_card_is_taken_in_and_waits_in_the_order_of_its_names(
    village: Village, reader: Reader, card: Path
) -> None:
    told: list[str] = []
    steps: list[tuple[int, int]] = []
    kept = begun(village, card)
    assert (kept.files, kept.left) == (20, 20)
    outcome = run_import(
        village.workspace,
        kept,
        MORNING,
        os.urandom,
        arrived=lambda photos: told.extend(names_of(photos)),
        report=lambda done, files: steps.append((done, files)),
    )
    names = sorted(path.name for path in card.iterdir())
    waiting = waiting_photos.all_of(reader, STAFF)
    assert (outcome.taken, outcome.refused, outcome.seen, outcome.left) == (20, (), (), 0)
    assert names_of(waiting) == told == names
    assert all(village.workspace.blobs.is_whole(one.original) for one in waiting)
    assert all(village.workspace.blobs.is_whole(one.preview) for one in waiting)
    assert steps == [(done, 20) for done in range(21)]
    assert unfinished_imports(reader, STAFF) == ()


def test_originals_stay_as_they_were(village: Village, card: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in card.iterdir()}
    run_import(village.workspace, begun(village, card), MORNING, os.urandom)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in card.iterdir()} == before


def test_an_import_that_was_stopped_goes_on_where_it_was(
    village: Village, reader: Reader, card: Path
) -> None:
    told: list[str] = []
    kept = begun(village, card)
    with pytest.raises(InterruptedError):
        run_import(
            village.workspace,
            kept,
            MORNING,
            os.urandom,
            arrived=lambda photos: told.extend(names_of(photos)),
            report=stopping_at(13),
        )
    assert names_of(waiting_photos.all_of(reader, STAFF)) == told
    assert len(told) == GROUP
    (again,) = unfinished_imports(reader, STAFF)
    assert (again.id, again.began, again.files, again.left) == (kept.id, MORNING, 20, 20 - GROUP)
    assert unfinished_imports(reader, OFFICER) == ()
    steps: list[tuple[int, int]] = []
    outcome = run_import(
        village.workspace, again, MORNING, os.urandom, report=lambda *step: steps.append(step)
    )
    assert (outcome.taken, outcome.seen) == (20, ())
    assert (steps[0], steps[-1]) == ((GROUP, 20), (20, 20))
    assert len(names_of(waiting_photos.all_of(reader, STAFF))) == 20


def test_an_import_can_be_given_up_and_keeps_what_it_took(
    village: Village, reader: Reader, card: Path
) -> None:
    kept = begun(village, card)
    with pytest.raises(InterruptedError):
        run_import(village.workspace, kept, MORNING, os.urandom, report=stopping_at(GROUP))
    forget_import(village.workspace, kept.id)
    assert unfinished_imports(reader, STAFF) == ()
    assert len(waiting_photos.all_of(reader, STAFF)) == GROUP
    assert reader.value("SELECT count(*) FROM photo_import_file") == 0


def test_bad_photos_and_such_that_are_here_are_told_apart_over_all_runs(
    village: Village, reader: Reader, card: Path
) -> None:
    files = sorted(card.iterdir())
    files[0].write_bytes(b"no picture")
    files[1].write_bytes(a_picture(5))
    files[19].write_bytes(photo()[:300])
    kept = begun(village, card)
    with pytest.raises(InterruptedError):
        run_import(village.workspace, kept, MORNING, os.urandom, report=stopping_at(10))
    (again,) = unfinished_imports(reader, STAFF)
    outcome = run_import(village.workspace, again, MORNING, os.urandom)
    assert outcome.taken == 17
    assert [str(one) for one in outcome.refused] == [
        f"{files[0].name} is no photo this program can read; photos are JPEG, PNG, WebP or HEIC files.",
        f"The photo {files[19].name} is cut short or damaged; please copy it from the camera once more.",
    ]
    assert [str(one) for one in outcome.seen] == [
        f"The photo {files[5].name} is here already: it waits for its place."
    ]


def test_the_same_card_again_brings_nothing_twice(village: Village, reader: Reader, card: Path) -> None:
    run_import(village.workspace, begun(village, card), MORNING, os.urandom)
    outcome = run_import(village.workspace, begun(village, card), MORNING, os.urandom)
    assert (outcome.taken, len(outcome.seen)) == (0, 20)
    assert len(waiting_photos.all_of(reader, STAFF)) == 20


def test_a_stick_that_is_pulled_stops_the_import_and_the_rest_stays_on_the_list(
    village: Village, reader: Reader, card: Path
) -> None:
    gone = card.with_name("pulled")

    def pull(done: int, _files: int) -> None:
        if done == 3 and card.exists():
            card.rename(gone)

    outcome = run_import(village.workspace, begun(village, card), MORNING, os.urandom, report=pull)
    assert isinstance(outcome.stopped, Unreachable)
    assert f"{card} is not there any more" in str(outcome.stopped)
    assert outcome.left == 20 - outcome.taken > 0
    gone.rename(card)
    (again,) = unfinished_imports(reader, STAFF)
    assert again.left == outcome.left
    outcome = run_import(village.workspace, again, MORNING, os.urandom)
    assert (outcome.taken, outcome.stopped, outcome.left) == (20, None, 0)


def test_an_import_of_whole_groups_ends_with_its_last(village: Village, card: Path) -> None:
    files = sorted(card.iterdir())[: 2 * GROUP]
    assert run_import(village.workspace, begun(village, *files), MORNING, os.urandom).taken == 2 * GROUP


def test_a_single_file_that_is_gone_stops_nothing(village: Village, card: Path) -> None:
    kept = begun(village, card, card / "never.jpg")
    outcome = run_import(village.workspace, kept, MORNING, os.urandom)
    assert (outcome.taken, outcome.left) == (20, 0)
    assert [str(one) for one in outcome.refused] == [
        "The photo never.jpg can't be opened; is the card or stick still plugged in?"
    ]


def test_a_disk_that_fills_up_stops_the_import_and_the_rest_stays_on_the_list(
    village: Village, reader: Reader, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, kept_files = village.workspace.blobs.keep, count()

    def full(data: bytes, mime: str, sha256: str = "") -> Blob:
        if next(kept_files) >= 20:
            raise Refused(DISK_FULL)
        return keep(data, mime, sha256)

    monkeypatch.setattr(village.workspace.blobs, "keep", full)
    outcome = run_import(village.workspace, begun(village, card), MORNING, os.urandom)
    assert str(outcome.stopped) == DISK_FULL
    assert outcome.taken == len(waiting_photos.all_of(reader, STAFF)) >= GROUP
    monkeypatch.undo()
    (again,) = unfinished_imports(reader, STAFF)
    assert run_import(village.workspace, again, MORNING, os.urandom).taken == 20


def test_a_disk_too_full_for_a_commit_stops_the_import_in_words(
    village: Village, reader: Reader, card: Path
) -> None:
    commits = count(1)

    def commit(transaction: Callable[[], None]) -> None:
        if next(commits) == 2:
            raise Refused(DISK_FULL)
        transaction()

    outcome = run_import(village.workspace, begun(village, card), MORNING, os.urandom, commit=commit)
    assert (str(outcome.stopped), outcome.taken, outcome.left) == (DISK_FULL, GROUP, 20 - GROUP)
    assert len(waiting_photos.all_of(reader, STAFF)) == GROUP


def test_little_room_is_said_before_anything_is_taken_in(
    village: Village, reader: Reader, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 19 << 20

    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage)
    with (card / "large.jpg").open("wb") as large:
        large.truncate(16 << 20)
    with pytest.raises(Refused, match="This needs 21 MB of free disk, and 19 MB are left"):
        begun(village, card)
    assert unfinished_imports(reader, STAFF) == ()
    (card / "large.jpg").unlink()
    assert begun(village, card).files == 20


def test_a_folder_without_photos_is_said(village: Village, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="There is no photo there"):
        begun(village, tmp_path / "empty")


def test_every_write_goes_through_the_thread_that_writes(village: Village, card: Path) -> None:
    committed: list[str] = []

    def commit(transaction: Callable[[], None]) -> None:
        transaction()
        committed.append("done")

    kept = begin_import(village.workspace, STAFF, [card], MORNING, os.urandom, commit=commit)
    run_import(village.workspace, kept, MORNING, os.urandom, commit=commit)
    groups = -(-20 // GROUP)
    assert len(committed) == 1 + groups + 1


def test_a_name_no_encoding_knows_is_taken_in_like_others(
    village: Village, reader: Reader, tmp_path: Path
) -> None:
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe7\x85\xff.jpg"))
    strange.write_bytes(a_picture(1))
    outcome = run_import(village.workspace, begun(village, strange), MORNING, os.urandom)
    assert outcome.taken == 1
    assert names_of(waiting_photos.all_of(reader, STAFF)) == [".jpg"]


def test_photos_that_were_put_into_a_stop_are_not_taken_in_again(
    village: Village, reader: Reader, card: Path
) -> None:
    run_import(village.workspace, begun(village, card), MORNING, os.urandom)
    first, *_ = waiting_photos.all_of(reader, STAFF)
    draft = NORMAL.add_photos([first])
    village.workspace.save_draft(draft.key, draft.to_json(), MORNING)
    waiting_photos.take_out(village.workspace, {first.id})
    outcome = run_import(village.workspace, begun(village, card), MORNING, os.urandom)
    assert (outcome.taken, len(outcome.seen)) == (0, 20)
    assert "in the stop at" in str(outcome.seen[0])
