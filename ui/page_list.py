"""The pages there are: name, words, icon, group and the roles that see them; each is loaded when first shown."""

from collections.abc import Callable
from dataclasses import dataclass

from inspector.words import N_
from ui.page import Page

Load = Callable[[], type[Page]]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One line of the navigation.

    ``roles`` names who sees the page; empty means everybody.  A new page is one loader and one entry here.
    """

    name: str
    title: str
    icon: str
    load: Load
    group: int = 0
    roles: frozenset[str] = frozenset()
    at_foot: bool = False


def pages() -> tuple[PageEntry, ...]:
    """List the pages in the order of the navigation."""
    return ()
