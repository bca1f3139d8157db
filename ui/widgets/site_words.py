"""What lists say of a site: when it was visited, when it is due, how it stands, and in which tone."""

from datetime import date

from inspector.model.events import Place
from inspector.model.office import Rank
from inspector.model.site import DEGREE, SiteStatus
from inspector.model.site_paper import PaperState, paper_state
from inspector.periods import long_day, short_day
from inspector.words import _, in_language, plural, spoken

KILOMETRE = 1000
HALF_A_YEAR, SOON = 183, 3
"""Days from which a date is written with its year, and left of a term that asks for attention."""
RANK_TONES = {Rank.KEY: "blue", Rank.ORDINARY: "soft", Rank.LOW: "soft"}
STATUS_TONES = {
    SiteStatus.OPERATING: "soft",
    SiteStatus.HALTED: "amber",
    SiteStatus.CLOSED_DOWN: "grey",
    SiteStatus.SEASONAL: "blue",
}

PAPER_TONES = {
    PaperState.VALID: "soft",
    PaperState.EXPIRES_SOON: "amber",
    PaperState.EXPIRED: "red",
}


def letters_wide(chinese: int, other: int) -> int:
    """Choose the width of a column of words: the same words are longer in other languages."""
    return chinese if spoken() == "zh_CN" else other


def chip_tone(tone: str) -> str:
    """Give the ground of a chip for a tone; what is only soft in a list stands on grey."""
    return "grey" if tone == "soft" else tone


def day_words(day: date | None, today: date) -> str:
    """Write a day as short as it stays plain; a dash where there is none."""
    if day is None:
        return "—"
    say = in_language(spoken())
    return short_day(day, say) if abs((today - day).days) <= HALF_A_YEAR else long_day(day, say)


def due_words(due: date | None, today: date) -> tuple[str, str]:
    """Say when a site is due, and in which tone."""
    if due is None:
        return "—", "soft"
    days = (today - due).days
    if days > 0:
        return plural("{n} day overdue", "{n} days overdue", days), "red"
    if days == 0:
        return _("today"), "amber"
    return (_("tomorrow") if days == -1 else day_words(due, today)), "soft"


def term_words(due: date, today: date) -> tuple[str, str]:
    """Say how much of its term a finding has left, or how far it is over it, and in which tone."""
    left = (due - today).days
    if left < 0:
        return plural("{n} day over", "{n} days over", -left), "red"
    if left == 0:
        return _("today"), "amber"
    return plural("{n} day left", "{n} days left", left), "amber" if left <= SOON else "soft"


def paper_words(expires: date | None, today: date) -> tuple[str, PaperState]:
    """Say until when a paper holds, or since when it no longer does, and its state."""
    state = paper_state(expires, today)
    if expires is None:
        return "", state
    if state is PaperState.EXPIRED:
        return plural("expired {n} day ago", "expired {n} days ago", (today - expires).days), state
    if state is PaperState.EXPIRES_SOON:
        days = (expires - today).days
        return (plural("{n} day left", "{n} days left", days) if days else _("expires today")), state
    return _("until {day}", day=long_day(expires, in_language(spoken()))), state


def place_words(place: Place | None) -> str:
    """Write coordinates as they are typed; empty without a place."""
    return f"{place.lat / DEGREE:.5f}, {place.lon / DEGREE:.5f}" if place else ""


def metre_words(metres: int) -> str:
    """Say a distance: metres below a kilometre."""
    return _("{n} m", n=metres) if metres < KILOMETRE else _("{n} km", n=f"{metres / KILOMETRE:.1f}")
