"""The pages there are: name, words, icon, group, roles; each is loaded when it is first shown."""

from collections.abc import Callable

import msgspec

from inspector.words import N_
from ui.page import Page

Load = Callable[[], type[Page]]


class PageEntry(msgspec.Struct, frozen=True):
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


def _today() -> type[Page]:
    from ui.pages.today import TodayPage

    return TodayPage


def _overview() -> type[Page]:
    from ui.pages.overview import OverviewPage

    return OverviewPage


def _sites() -> type[Page]:
    from ui.pages.sites import SitesPage

    return SitesPage


def _findings() -> type[Page]:
    from ui.pages.findings import FindingsPage

    return FindingsPage


def _complaints() -> type[Page]:
    from ui.pages.complaints import ComplaintsPage

    return ComplaintsPage


def _ledger() -> type[Page]:
    from ui.pages.ledger import LedgerPage

    return LedgerPage


def _week() -> type[Page]:
    from ui.pages.week import WeekPage

    return WeekPage


def _month() -> type[Page]:
    from ui.pages.month import MonthPage

    return MonthPage


def _reports() -> type[Page]:
    from ui.pages.reports import ReportsPage

    return ReportsPage


def _exchange() -> type[Page]:
    from ui.pages.exchange import ExchangePage

    return ExchangePage


def _settings() -> type[Page]:
    from ui.pages.settings import SettingsPage

    return SettingsPage


def pages() -> tuple[PageEntry, ...]:
    """List the pages in the order of the navigation; the first one is shown at the start."""
    return (
        PageEntry("today", N_("Today"), "calendar-check", _today),
        PageEntry("overview", N_("Overview"), "layout-dashboard", _overview),
        PageEntry("sites", N_("Sites"), "building-2", _sites),
        PageEntry("findings", N_("Findings"), "triangle-alert", _findings),
        PageEntry("complaints", N_("Complaints"), "megaphone", _complaints),
        PageEntry("ledger", N_("Ledger"), "list-checks", _ledger),
        PageEntry("week", N_("Weekly summary"), "calendar-days", _week),
        PageEntry("month", N_("Monthly dispatch"), "table", _month),
        PageEntry("reports", N_("Reports"), "file-text", _reports, group=1),
        PageEntry("exchange", N_("Hand-over"), "arrow-left-right", _exchange, group=1),
        PageEntry("settings", N_("Settings"), "settings", _settings, at_foot=True),
    )
