"""Saying how far long work is."""

from collections.abc import Callable

Report = Callable[[int, int], None]
"""Is told how much is done, and of how much; what it raises gives the work up."""


def no_report(_done: int, _total: int) -> None:
    """Tell nobody."""
