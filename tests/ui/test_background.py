"""Jobs in three lanes: every outcome arrives once, in the window's thread, and nowhere else."""

import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.background import Background, Cancelled, Job, Lane


def once(answer: object) -> Callable[[Job], object]:
    return lambda _job: answer


def test_every_outcome_of_quick_jobs_arrives_in_the_thread_of_the_window(
    background: Background, qtbot: QtBot
) -> None:
    arrived: list[tuple[int, bool]] = []

    def receive(number: int) -> None:
        arrived.append((number, QThread.currentThread() is background.thread()))

    for number in range(200):
        background.start(Lane.WORK, once(number), receive)
    qtbot.waitUntil(lambda: len(arrived) == 200)
    assert sorted(arrived) == [(number, True) for number in range(200)]


@pytest.mark.parametrize("fails", [False, True])
def test_what_waits_for_an_outcome_is_let_go_in_the_thread_of_the_window(
    background: Background, qtbot: QtBot, *, fails: bool
) -> None:
    class Waiting:
        def take(self, _outcome: object) -> None:
            """Hear of the outcome."""

    def work(_job: Job) -> None:
        if fails:
            raise ZeroDivisionError

    died_in: list[threading.Thread] = []
    waiting = Waiting()
    weakref.finalize(waiting, lambda: died_in.append(threading.current_thread()))
    # a lane may hold its job a while longer than the window does
    job = background.start(Lane.READ, work, waiting.take, waiting.take)
    del waiting
    qtbot.waitUntil(lambda: background.is_idle)
    assert died_in == [threading.main_thread()]
    assert job.outcome() is None


def test_writes_wait_for_one_another_in_the_order_they_were_asked_for(
    background: Background, qtbot: QtBot
) -> None:
    order: list[int] = []
    running = threading.Semaphore(1)

    def write(number: int) -> Callable[[Job], None]:
        def act(_job: Job) -> None:
            assert running.acquire(blocking=False)
            order.append(number)
            running.release()

        return act

    for number in range(50):
        background.start(Lane.WRITE, write(number), lambda _none: None)
    qtbot.waitUntil(lambda: background.is_idle)
    assert order == list(range(50))


def test_only_the_newest_answer_to_a_question_is_delivered(background: Background, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[int] = []

    def ask(number: int) -> Callable[[Job], int]:
        def wait(_job: Job) -> int:
            gate.wait(5)
            return number

        return wait

    for number in range(10):
        background.start(Lane.READ, ask(number), answers.append, question="list")
    background.start(Lane.READ, ask(99), answers.append, question="another")
    gate.set()
    qtbot.waitUntil(lambda: background.is_idle)
    assert sorted(answers) == [9, 99]


def test_an_older_question_is_interrupted_in_the_middle_of_its_statement(
    background: Background, qtbot: QtBot
) -> None:
    interrupted = threading.Event()
    begun = threading.Event()

    def slow(job: Job) -> str:
        job.interruptible(interrupted.set)
        begun.set()
        interrupted.wait(5)
        job.interruptible(None)
        message = "the driver says: interrupted"
        raise OSError(message)

    answers: list[str] = []
    background.start(Lane.READ, slow, answers.append, question="list")
    assert begun.wait(5)
    background.start(Lane.READ, once("new"), answers.append, question="list")
    qtbot.waitUntil(lambda: background.is_idle)
    assert interrupted.is_set()
    assert answers == ["new"]


def test_a_job_cancelled_before_its_statement_is_interrupted_at_once(
    background: Background, qtbot: QtBot
) -> None:
    job = background.start(Lane.READ, once(None), lambda _none: None)
    job.cancel()
    stopped: list[str] = []
    job.interruptible(lambda: stopped.append("stopped"))
    assert stopped == ["stopped"]
    qtbot.waitUntil(lambda: background.is_idle)


def test_a_failure_goes_to_the_caller_or_to_the_one_who_takes_the_rest(
    background: Background, qtbot: QtBot, failures: list[BaseException]
) -> None:
    def fail(_job: Job) -> None:
        raise ZeroDivisionError

    asked: list[BaseException] = []
    background.start(Lane.WORK, fail, pytest.fail, asked.append)
    background.start(Lane.WORK, fail, pytest.fail)
    qtbot.waitUntil(lambda: background.is_idle)
    assert [type(one) for one in asked + failures] == [ZeroDivisionError, ZeroDivisionError]


def test_work_stops_at_the_report_after_its_cancel_and_delivers_nothing(
    background: Background, qtbot: QtBot
) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    reached: list[int] = []

    def count(job: Job) -> None:
        for step in range(3):
            reached.append(step)
            job.report(step, 3)
            begun.set()
            goes_on.wait(5)

    finished: list[bool] = []
    job = background.start(Lane.WORK, count, lambda _none: pytest.fail("delivered"))
    job.finished.connect(lambda: finished.append(True))
    assert begun.wait(5)
    job.cancel()
    goes_on.set()
    qtbot.waitUntil(lambda: background.is_idle)
    assert reached == [0, 1]
    assert finished == [True]


def test_progress_arrives_with_the_latest_numbers_and_no_flood(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []

    def count(job: Job) -> str:
        for step in range(1, 10_001):
            job.report(step, 10_000)
        return "done"

    arrived: list[Any] = []
    job = background.start(Lane.WORK, count, arrived.append)
    job.progressed.connect(lambda done, total: seen.append((done, total)))
    qtbot.waitUntil(lambda: arrived == ["done"])
    assert seen[-1] == (10_000, 10_000)
    assert len(seen) < 10_000
    assert seen == sorted(seen)


def test_a_job_outlives_the_page_that_asked_and_a_dead_page_is_not_called(
    background: Background, qtbot: QtBot
) -> None:
    class Asking(QWidget):
        def show_answer(self, _answer: object) -> None:
            pytest.fail("a dead widget was called")

    gate = threading.Event()
    page = Asking()
    done: list[bool] = []
    job = background.start(Lane.WORK, lambda _job: gate.wait(5), page.show_answer)
    job.finished.connect(lambda: done.append(True))
    page.deleteLater()
    qtbot.waitUntil(lambda: page_is_gone(page))
    gate.set()
    qtbot.waitUntil(lambda: background.is_idle)
    assert done == [True]


def page_is_gone(page: QObject) -> bool:
    import shiboken6

    return not shiboken6.isValid(page)


def test_a_receiver_that_fails_does_not_keep_the_lanes_busy(background: Background, qtbot: QtBot) -> None:
    def fail(_answer: object) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        background.start(Lane.READ, once(None), fail)
        qtbot.waitUntil(lambda: background.is_idle)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]


def test_closing_finishes_the_writes_and_gives_up_the_rest(qtbot: QtBot) -> None:
    background = Background(pytest.fail)
    written: list[int] = []

    def read_for_ever(job: Job) -> None:
        while True:
            job.report(0, 1)

    def write(number: int) -> Callable[[Job], None]:
        return lambda _job: written.append(number)

    for number in range(20):
        background.start(Lane.WRITE, write(number), pytest.fail)
    background.start(Lane.WORK, read_for_ever, pytest.fail)
    background.start(Lane.READ, read_for_ever, pytest.fail, question="list")
    background.close()
    qtbot.wait(0)
    assert written == list(range(20))
    assert background.is_idle


def test_what_is_asked_behind_the_close_is_given_up_at_once(background: Background) -> None:
    background.close()
    job = background.start(Lane.READ, lambda _job: 1, print)
    assert (job.is_cancelled, background.is_idle) == (True, True)
    with pytest.raises(RuntimeError):
        background.start(Lane.WRITE, lambda _job: 1, print)


def test_work_waits_for_its_own_writes_and_hears_of_their_failure(
    background: Background, qtbot: QtBot
) -> None:
    order: list[str] = []

    def act() -> None:
        order.append(threading.current_thread().name)

    def fail() -> None:
        message = "full"
        raise OSError(message)

    def work(_job: Job) -> None:
        background.write_and_wait(act)
        order.append("waited")
        background.write_and_wait(fail)

    failures: list[object] = []
    background.start(Lane.WORK, work, lambda _none: None, failures.append)
    qtbot.waitUntil(lambda: background.is_idle)
    assert order == ["write-lane-0", "waited"]
    assert [str(error) for error in failures] == ["full"]


def test_behind_the_close_work_that_would_write_is_given_up(background: Background) -> None:
    background.close()
    with pytest.raises(Cancelled):
        background.write_and_wait(lambda: None)
