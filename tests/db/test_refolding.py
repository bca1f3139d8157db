"""A rebuild in several processes: the same tables, whatever becomes of the processes."""

import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from db import refolding
from db.connection import open_reader, open_scratch
from db.incarnation import Machine
from db.migrations import migrate
from db.opening import DATABASE
from db.projection import Projection
from db.refolding import refold, refold_span, refolded, spans_of
from db.speakers import judge, kept_stops
from db.workspace import Workspace
from tests.db.devices import history
from tests.db.office import NOW, tables_of

SPAN = 20


class GivenUpError(Exception):
    """What a report raises when somebody cancels."""


@pytest.fixture
def workspace(tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Give a workspace that received everything, and will be rebuilt in spans of a few entries."""
    folder = tmp_path / "workspace"
    with closing(Workspace.create(folder, history().root, machine, drives=())) as made:
        made.receive(history().parts, root=history().root, at=NOW)
        monkeypatch.setattr("db.refolding.SPAN", SPAN)
        yield made


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("db.refolding.SPANS_BESIDE", 2)


@pytest.mark.usefixtures("two_processors")
def test_processes_beside_this_one_give_the_same_tables(workspace: Workspace) -> None:
    before = tables_of(workspace.folder)
    seen: set[str] = set()
    workspace.rebuild(lambda _done, _of: seen.update(one.name for one in multiprocessing.active_children()))
    assert "refolded" in seen
    assert tables_of(workspace.folder) == before
    assert not [one for one in multiprocessing.active_children() if one.name == "refolded"]


@pytest.mark.usefixtures("two_processors")
def test_what_a_process_dies_of_is_folded_here(workspace: Workspace) -> None:
    before = tables_of(workspace.folder)
    killed: list[int | None] = []

    def kill(_done: int, _of: int) -> None:
        for child in multiprocessing.active_children():
            if child.name == "refolded":
                child.kill()
                killed.append(child.pid)

    workspace.rebuild(kill)
    assert killed
    assert tables_of(workspace.folder) == before


@pytest.mark.usefixtures("two_processors")
def test_a_rebuild_given_up_leaves_the_tables_and_no_process(workspace: Workspace) -> None:
    before = tables_of(workspace.folder)

    def give_up(done: int, _of: int) -> None:
        if done == 3:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        workspace.rebuild(give_up)
    assert tables_of(workspace.folder) == before
    assert not [one for one in multiprocessing.active_children() if one.name == "refolded"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a system without kill -9")
@pytest.mark.parametrize("at", [1, 3, -1])
def test_a_rebuild_killed_anywhere_leaves_what_was_there_and_no_process(
    workspace: Workspace, machine: Machine, tmp_path: Path, at: int
) -> None:
    folder, left = workspace.folder, tmp_path / "left"
    before = tables_of(folder)
    workspace.close()
    killed = multiprocessing.get_context("spawn").Process(
        target=rebuild_until_killed, args=(folder, machine, at, left)
    )
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    processes = [int(pid) for pid in left.read_text("ascii").split()]
    assert bool(processes) is (at != -1)
    limit = time.monotonic() + 20
    while any(map(psutil.pid_exists, processes)) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not any(map(psutil.pid_exists, processes))
    assert tables_of(folder) == before
    with closing(Workspace.open(folder, machine, drives=())) as again:
        again.rebuild()
    assert tables_of(folder) == before


def rebuild_until_killed(folder: Path, machine: Machine, at: int, left: Path) -> None:
    """Rebuild in two processes, and be killed after ``at`` spans; -1 is just before all is committed."""
    refolding.SPAN, refolding.SPANS_BESIDE = SPAN, 2
    os.cpu_count = lambda: 2

    def kill(done: int, of: int) -> None:
        if done == (of if at == -1 else at):
            left.write_text(" ".join(str(one.pid) for one in multiprocessing.active_children()), "ascii")
            os.kill(os.getpid(), signal.SIGKILL)

    with closing(Workspace.open(folder, machine, drives=())) as workspace:
        workspace.rebuild(kill)


def test_one_processor_folds_alone_and_says_how_far_it_is(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: None)
    before, told = tables_of(workspace.folder), []
    workspace.rebuild(lambda done, of: told.append((done, of)))
    assert tables_of(workspace.folder) == before
    assert [done for done, _ in told] == list(range(len(told)))
    assert {of for _, of in told} == {len(told) - 1}


def test_spans_hold_every_subject_once_and_number_the_rows_apart(workspace: Workspace) -> None:
    with closing(open_reader(workspace.folder / DATABASE)) as reader:
        spans = spans_of(reader)
        subjects = [subject for (subject,) in reader.execute("SELECT DISTINCT obj FROM entry WHERE obj > ''")]
    assert len(spans) > 5
    assert [one.after for one in spans] == ["", *(one.last for one in spans[:-1])]
    for span in spans:
        inside = [one for one in subjects if span.after < one <= span.last]
        beyond = [one.number for one in spans if one.number > span.number]
        assert inside
        assert span.number + len(inside) <= min(beyond, default=len(subjects) * SPAN)
    assert max(subjects) == spans[-1].last


def test_a_process_reads_the_file_and_gives_what_would_come_of_it_here(workspace: Workspace) -> None:
    file = workspace.folder / DATABASE
    with closing(open_reader(file)) as reader:
        authority = judge(reader, history().root, kept_stops(reader)).authority
        span = spans_of(reader)[1]
        here = refold_span(reader, authority, span)
    assert refolded(str(file), authority, span) == here


@pytest.mark.parametrize("looked", [True, False])
def test_garbage_is_looked_for_behind_a_span_as_before_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, looked: bool
) -> None:
    file = workspace.folder / DATABASE
    seen = []
    with closing(open_reader(file)) as reader:
        authority = judge(reader, history().root, kept_stops(reader)).authority
        span = spans_of(reader)[1]
    monkeypatch.setattr("db.refolding.refold_span", lambda *_given: seen.append(gc.isenabled()))
    before = gc.isenabled()
    try:
        (gc.enable if looked else gc.disable)()
        refolded(str(file), authority, span)
        assert (seen, gc.isenabled()) == ([False], looked)
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.usefixtures("two_processors")
def test_a_journal_in_memory_is_folded_here(workspace: Workspace) -> None:
    with (
        closing(open_reader(workspace.folder / DATABASE)) as reader,
        closing(open_scratch()) as memory,
        closing(open_scratch()) as tables,
    ):
        migrate(memory)
        columns = ", ".join(row[1] for row in reader.execute("PRAGMA table_info(entry)"))
        rows = reader.execute(f"SELECT {columns} FROM entry").fetchall()  # noqa: S608 - our own names
        marks = ", ".join("?" * len(rows[0]))
        memory.executemany(f"INSERT INTO entry ({columns}) VALUES ({marks})", rows)  # noqa: S608 - as above
        Projection(memory, tables, history().root).rebuild()
        assert not [one for one in multiprocessing.active_children() if one.name == "refolded"]
        found = sorted(tables.execute("SELECT id, state FROM finding"))
        assert found == sorted(reader.execute("SELECT id, state FROM finding"))
        authority = judge(reader, history().root, kept_stops(reader)).authority
        assert list(refold(memory, authority, spans_of(memory)[:2]))
