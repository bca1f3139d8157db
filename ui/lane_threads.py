"""The threads of a lane; the standard pool does the same, and takes four milliseconds of a start to load."""

from collections import deque
from collections.abc import Callable
from threading import Condition, Thread


class LaneThreads:
    """Does what it is given in that order, at most ``most`` at once; threads begin at need; ``close`` it."""

    def __init__(self, name: str, most: int) -> None:
        """Begin no thread yet."""
        self._name = name
        self._most = most
        self._threads: list[Thread] = []
        self._waiting: deque[Callable[[], object]] = deque()
        self._free = 0
        self._is_closed = False
        self._turn = Condition()

    def do(self, act: Callable[[], object]) -> None:
        """Call ``act``, which raises nothing, once a thread is free. Raises RuntimeError behind the close."""
        with self._turn:
            if self._is_closed:
                message = f"the lane {self._name} is closed"
                raise RuntimeError(message)
            self._waiting.append(act)
            if self._free < len(self._waiting) and len(self._threads) < self._most:
                thread = Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
            else:
                self._turn.notify()

    def close(self) -> None:
        """Take nothing more, and wait until everything that was given is done."""
        with self._turn:
            self._is_closed = True
            self._turn.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._turn:
                self._free += 1
                while not self._waiting and not self._is_closed:
                    self._turn.wait()
                self._free -= 1
                if not self._waiting:
                    return
                act = self._waiting.popleft()
            act()
            del act
