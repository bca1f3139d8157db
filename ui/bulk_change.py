"""One fact of several sites changed together, with one undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from db.connection import Reader
from db.queries.site_choices import SiteChoices, site_choices
from db.queries.stop_sheet import site_of
from inspector.model.ids import GridId, SiteId
from inspector.model.office import Rank
from inspector.model.site import Site, SiteChanged, SiteStatus
from inspector.words import _, plural
from ui.dialogs.change_sites import ChangeSites
from ui.page import Page

VALUES: dict[str, Callable[[str], Any]] = {"rank": Rank, "status": SiteStatus, "grid": str, "checklist": str}


def ask_change(page: Page, sites: Sequence[SiteId]) -> None:
    """Ask which fact of ``sites`` shall be what, and record what differs."""
    actor = page.session.actor
    grid = GridId(actor.org if actor else "")
    page.read(lambda reader: site_choices(reader, grid), partial(_ask, page, sites), key="bulk")


def _ask(page: Page, sites: Sequence[SiteId], choices: SiteChoices) -> None:
    dialog = ChangeSites(len(sites), choices, page.window())
    dialog.written.connect(partial(_read, page, sites))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _read(page: Page, sites: Sequence[SiteId], fact: str, value: str) -> None:
    def differing(reader: Reader) -> list[Site]:
        found = [site_of(reader, site) for site in sites]
        return [site for site in found if site and getattr(site, fact) != value]

    page.read(differing, partial(_record, page, fact, value), key="bulk")


def _record(page: Page, fact: str, value: str, sites: Sequence[Site]) -> None:
    if not sites:
        page.notice(_("All of them were so already."))
        return
    as_fact = VALUES[fact]
    changes: list[Any] = [SiteChanged(subject=site.id, **{fact: as_fact(value)}) for site in sites]
    undo: list[Any] = [SiteChanged(subject=site.id, **{fact: getattr(site, fact)}) for site in sites]
    page.record(
        changes,
        lambda _changes: page.notice(
            plural("{n} site is changed.", "{n} sites are changed.", len(sites)),
            _("Undo"),
            lambda: page.record(undo),
        ),
    )
