"""The threads of a lane: in order, not too many, and nothing is left undone."""

import threading

import pytest

from ui.lane_threads import LaneThreads


def test_one_thread_does_everything_in_the_order_it_was_given() -> None:
    done: list[int] = []
    lane = LaneThreads("one", 1)
    for number in range(100):
        lane.do(lambda number=number: done.append(number))  # type: ignore[misc]
    lane.close()
    assert done == list(range(100))


def test_no_more_threads_work_at_once_than_the_lane_has() -> None:
    lane = LaneThreads("two", 2)
    room, both = threading.Semaphore(2), threading.Barrier(2)
    crowded: list[bool] = []

    def work() -> None:
        crowded.append(not room.acquire(blocking=False))
        both.wait(10)
        room.release()

    for _ in range(10):
        lane.do(work)
    lane.close()
    assert crowded == [False] * 10


def test_a_thread_that_is_free_takes_the_next_turn() -> None:
    lane = LaneThreads("many", 3)
    threads: set[str] = set()
    for _ in range(20):
        ended = threading.Event()

        def work(ended: threading.Event = ended) -> None:
            threads.add(threading.current_thread().name)
            ended.set()

        lane.do(work)
        assert ended.wait(10)
    lane.close()
    assert threads <= {"many-0", "many-1", "many-2"}


def test_a_lane_that_was_never_used_or_is_closed_twice_closes_at_once() -> None:
    lane = LaneThreads("idle", 1)
    lane.close()
    lane.close()
    with pytest.raises(RuntimeError, match="idle"):
        lane.do(lambda: None)
