"""A device goes on in its feed only where that is safe, and begins another where it is not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.incarnation import (
    FOLDER_VARIABLE,
    MARK_BYTES,
    Incarnation,
    Machine,
    Mark,
    Reason,
    machine_folder,
    machine_id,
    this_machine,
)
from inspector.errors import Refused

Holds = Callable[[str, int], str | None]


def nothing(_feed: str, _seq: int) -> None:
    """Hold no entry."""


def everything(_feed: str, _seq: int) -> str:
    return "a" * 64


@contextmanager
def begun(machine: Machine, holds: Holds = everything) -> Iterator[Incarnation]:
    incarnation = Incarnation(machine, "workspace")
    try:
        incarnation.begin(holds)
        yield incarnation
    finally:
        incarnation.close()


def written(machine: Machine) -> str:
    with begun(machine) as incarnation:
        incarnation.remember(5, "a" * 64)
        incarnation.settle()
        return incarnation.feed


def test_the_first_feed_is_new(machine: Machine) -> None:
    with begun(machine, nothing) as incarnation:
        assert (incarnation.opening.reason, incarnation.opening.before) == (Reason.NEW, None)
        assert incarnation.key().feed == incarnation.feed
        assert incarnation.age_recipient.startswith("age1")
        assert incarnation.key().sign(b"message") == incarnation.key().sign(b"message")


def test_a_feed_that_was_not_used_yet_is_used(machine: Machine) -> None:
    with begun(machine, nothing) as incarnation:
        feed = incarnation.feed
    with begun(machine, nothing) as incarnation:
        assert incarnation.feed == feed
        assert incarnation.key().feed == feed
        assert incarnation.opening.reason is Reason.NEW


def test_a_feed_goes_on_where_its_last_entry_is_held(machine: Machine) -> None:
    feed = written(machine)
    with begun(machine) as incarnation:
        assert incarnation.feed == feed


@pytest.mark.parametrize("held", [None, "b" * 64])
def test_a_workspace_that_lacks_our_last_entry_was_restored(machine: Machine, held: str | None) -> None:
    feed = written(machine)
    with begun(machine, lambda _feed, _seq: held) as incarnation:
        assert incarnation.feed != feed
        assert incarnation.opening.reason is Reason.RESTORED
        assert incarnation.opening.before == Mark(feed=feed, seq=5, hash="a" * 64, machine=machine.id)


def test_private_files_that_came_from_another_machine_are_given_up(machine: Machine) -> None:
    feed = written(machine)
    with begun(Machine(machine.folder, "another")) as incarnation:
        assert incarnation.feed != feed
        assert incarnation.opening.reason is Reason.MOVED


@pytest.mark.parametrize(
    ("lost", "before_is_known"), [("device.key", True), ("mark", False), ("both halves", True)]
)
def test_a_lost_or_spoilt_key_or_mark_gives_a_new_feed(
    machine: Machine, lost: str, *, before_is_known: bool
) -> None:
    feed = written(machine)
    folder = machine.folder / "workspace"
    if lost == "both halves":
        (folder / "device.key").write_bytes(
            (folder / "device.key").read_bytes().replace(feed.encode(), b"x" * 52)
        )
    else:
        (folder / lost).write_bytes(b"spoilt")
    with begun(machine) as incarnation:
        assert incarnation.feed != feed
        assert incarnation.opening.reason is Reason.KEY_LOST
        assert (incarnation.opening.before is not None) is before_is_known


def test_a_feed_overtaken_by_another_copy_is_given_up_at_once(machine: Machine) -> None:
    feed = written(machine)
    mark = Mark(feed=feed, seq=5, hash="a" * 64, machine=machine.id)
    with begun(machine) as incarnation:
        incarnation.renew(mark)
        assert incarnation.feed != feed
        assert incarnation.opening.before == mark
        renewed = incarnation.feed
    with begun(machine) as incarnation:
        assert incarnation.feed == renewed


def test_only_one_copy_on_a_machine_is_open_at_a_time(machine: Machine) -> None:
    with begun(machine), pytest.raises(Refused, match="Another copy"), begun(machine):
        pass


def test_the_mark_stays_one_sector_and_private(machine: Machine) -> None:
    written(machine)
    mark = machine.folder / "workspace" / "mark"
    assert mark.stat().st_size == MARK_BYTES
    for name in ("mark", "device.key"):
        assert (mark.with_name(name).stat().st_mode & 0o077) == 0


def test_nothing_to_settle_before_anything_is_written(machine: Machine) -> None:
    written(machine)
    with begun(machine) as incarnation:
        incarnation.settle()
        assert incarnation.office_mark() is None
        incarnation.remember_office("feed", 2, "c" * 64)
        assert incarnation.office_mark() == Mark(feed="feed", seq=2, hash="c" * 64, machine=machine.id)


def test_the_machine_is_known_by_its_installation_or_its_name(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "id").write_text("3d1219c7c4c5404aaa1f6d2a48adfda4\n")
    by_id = machine_id([tmp_path / "missing", tmp_path / "empty", tmp_path / "id"])
    by_name = machine_id([tmp_path / "missing"])
    assert by_id != by_name
    assert len(by_id) == len(by_name) == 32
    assert machine_id() == machine_id()


def test_private_files_lie_where_the_system_or_a_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine_folder({FOLDER_VARIABLE: str(tmp_path)}) == tmp_path
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert machine_folder({}).is_relative_to(tmp_path)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "named"))
    assert this_machine() == Machine(tmp_path / "named", machine_id())
