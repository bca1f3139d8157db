"""Garbage is looked for in the thread of the window only.

Python looks for rings of dead objects in whichever thread happens to allocate.  A ring that holds a widget
would then die in a lane, and Qt's objects may die only where they live: the program would fall over, rarely
and with no reason shown.
"""

import gc

from PySide6.QtCore import QObject, QTimer

OFTEN = 1_000
"""Milliseconds between two looks."""


def look_for_garbage() -> None:
    """Collect the oldest generation that reached Python's own threshold; call it in the window's thread."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in reversed(range(len(counts))):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return


class GarbageRound(QObject):
    """Looks for garbage from time to time, in the thread it was made in, in place of Python's own looking."""

    def __init__(self, parent: QObject) -> None:
        """Begin; what lives now is held to live as long as the program."""
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, interval=OFTEN)
        self._timer.timeout.connect(look_for_garbage)
        self._timer.start()
