"""Building reports in another process, and what happens when that process dies or is not wanted any more."""

import os
import signal
import threading
from concurrent.futures import CancelledError
from multiprocessing import Pipe

import pytest

from inspector.errors import Refused
from inspector.reports.attachment import Stage
from inspector.reports.side_process import Bounds, Ended, OutOfBounds, SideProcess, memory_of, serve
from inspector.reports.worker import ReportWorker, build


def pid_after(seconds: float) -> int:
    """Something to do for another process."""
    threading.Event().wait(seconds)
    return os.getpid()


def refuse(name: str) -> None:
    raise Refused("{name} is refused", name=name)


def unpicklable() -> object:
    return threading.Lock()


def answer(job: str) -> object:
    if job == "fault":
        raise LookupError(job)
    return threading.Lock() if job == "lock" else job.upper()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def take_memory(size: int) -> int:
    held = bytearray(size)
    held[::4096] = b"x" * len(held[::4096])
    threading.Event().wait(60)
    return len(held)


def test_a_report_is_built_elsewhere_and_only_its_place_comes_back(
    county, signatories, carry, paper, built_once, tmp_path
):
    path = tmp_path / "report.pdf"
    with ReportWorker() as worker:
        pids = [worker.pid]
        order = paper(county, signatories, Stage.FINAL), carry(county, signatories), path
        built = worker.build(*order).result()
        pids.append(worker.pid)
    pids.append(worker.pid)
    assert (pids[0], pids[2]) == (None, None)
    assert pids[1] not in {None, os.getpid()}
    assert built.path == path
    assert path.read_bytes() == built_once(signatories).read_bytes()


def test_after_its_process_died_the_next_report_is_built_in_a_new_one(county, carry, paper, tmp_path):
    order = paper(county, (), Stage.DRAFT), carry(county, stage=Stage.DRAFT), tmp_path / "report.pdf"
    with ReportWorker() as worker:
        first = worker.build(*order).result()
        pid = worker.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        process = worker._side._process
        assert process is not None
        process.join()
        assert worker.build(*order).result() == first
        assert worker.pid != pid


def test_a_report_can_be_given_up(county, carry, paper, tmp_path):
    order = paper(county, (), Stage.DRAFT), carry(county, stage=Stage.DRAFT), tmp_path / "report.pdf"
    with ReportWorker() as worker:
        reports = [worker.build(*order) for _ in range(3)]
        for report in reports[:2]:
            worker.cancel(report)
        with pytest.raises(CancelledError):
            reports[0].result()
        assert reports[1].cancelled()
        assert reports[2].result().path.exists()


def test_building_runs_the_same_here(county, carry, paper, tmp_path):
    built = build(paper(county, (), Stage.FINAL), carry(county), tmp_path / "report.pdf")
    assert built.pages >= 1


def test_a_process_that_dies_at_its_job_says_so_and_is_replaced():
    with SideProcess(die) as side:
        for _ in range(2):
            with pytest.raises(Ended, match="process ended"):
                side.submit().result()


def test_what_is_raised_there_is_raised_here():
    with SideProcess(refuse) as side, pytest.raises(Refused, match="示例 is refused"):
        side.submit("示例").result()


def test_an_answer_that_cannot_travel_is_a_fault_and_not_a_wait():
    with SideProcess(unpicklable) as side, pytest.raises(RuntimeError, match="can't travel"):
        side.submit().result()


def test_a_job_beyond_its_time_or_memory_is_ended():
    with SideProcess(pid_after, bounds=Bounds(seconds=0.2, memory=1 << 40)) as side:
        with pytest.raises(OutOfBounds):
            side.submit(60).result()
        assert side.submit(0).result() != os.getpid()
    with (
        SideProcess(take_memory, bounds=Bounds(seconds=60, memory=300 << 20)) as side,
        pytest.raises(OutOfBounds),
    ):
        side.submit(600 << 20).result()


def test_a_process_that_has_just_died_takes_no_memory():
    assert memory_of(2**22 + 1) == 0


def test_closing_gives_up_what_runs_and_what_waits():
    side = SideProcess(pid_after)
    running, waiting = side.submit(60), side.submit(60)
    while not side.pid:
        threading.Event().wait(0.01)
    side.close()
    for future in (running, waiting):
        with pytest.raises(CancelledError):
            future.result()
    side.close()


def test_the_other_side_serves_until_nobody_listens(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # only a main thread may set it
    here, there = Pipe()
    serving = threading.Thread(target=serve, args=(there, answer))
    serving.start()
    told = [here.recv()]
    for job in ("upper", "lock", "fault"):
        here.send(((job,), {}))
        told.append(here.recv())
    here.close()
    serving.join()
    assert told[:2] == ["ready", "UPPER"]
    assert [str(failure.error)[:29] for failure in told[2:]] == [
        "<unlocked _thread.lock object",
        "fault",
    ]
