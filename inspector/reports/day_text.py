"""The text of a day for a group chat (复制上报文字): what was done and found, and nobody's telephone."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.model.patrol import PATROL_KIND_NAMES, PatrolKind
from inspector.periods import Instant, long_day, weekday
from inspector.reports.patrol_paper import Handling
from inspector.words import N_, Say

HIDDEN = "***"
_CALLABLE = re.compile(
    r"(?<![\d.])(?:"
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|\(?0\d{2,3}\)?[- ]?\d{7,8}"
    r"|\d{17}[\dXx]"
    r")(?![\d.])"
)
"""Mobile and fixed numbers, and numbers of identity cards, as people type them into a text."""

HANDLED = {
    Handling.PUT_RIGHT: N_("put right on the spot"),
    Handling.REPORTED: N_("reported to the office"),
    Handling.OPEN: N_("still open"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFinding:
    """One finding: where, what, and what was done about it; ``term_days`` 0 is at once, None unknown."""

    site: str
    spot: str
    text: str
    severity: Severity
    handling: Handling
    term_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """What a day's text says of the rounds of a grid; ``late`` counts stops that are late entries."""

    language: str
    grid: str
    day: date
    people: tuple[str, ...]
    kinds: tuple[PatrolKind, ...]
    began: Instant
    ended: Instant | None
    weather: str
    stops: int
    late: int
    photos: int
    findings: tuple[DayFinding, ...]
    is_sample: bool = False


def day_text(facts: DayFacts, say: Say) -> str:
    """Write the text; every number in it is counted from facts."""
    lines = [
        say(
            "[{grid}] Patrol of {day}, {weekday}",
            grid=facts.grid,
            day=long_day(facts.day, say),
            weekday=weekday(facts.day, say),
        ),
        _who_and_when(facts, say),
        _counts(facts, say),
        *(_finding(at, finding, say) for at, finding in enumerate(facts.findings, 1)),
    ]
    if facts.late:
        lines.append(say.plural("{n} stop is a late entry.", "{n} stops are late entries.", facts.late))
    if facts.is_sample:
        lines.append(say("Sample data, no real record"))
    return without_numbers("\n".join(lines))


def without_numbers(text: str) -> str:
    """Hide what somebody could be called or identified by."""
    return _CALLABLE.sub(HIDDEN, text)


def _who_and_when(facts: DayFacts, say: Say) -> str:
    until = facts.ended.clock if facts.ended else say("going on")
    kinds = say(", ").join(say(PATROL_KIND_NAMES[kind]) for kind in facts.kinds)
    said = say(
        "{people}, {kinds}, {began}–{ended}",
        people=say(", ").join(facts.people),
        kinds=kinds,
        began=facts.began.clock,
        ended=until,
    )
    return (
        say("{round}; weather: {weather}.", round=said, weather=facts.weather)
        if facts.weather
        else say("{round}.", round=said)
    )


def _counts(facts: DayFacts, say: Say) -> str:
    stops = say.plural("{n} stop", "{n} stops", facts.stops)
    photos = say.plural("{n} photo", "{n} photos", facts.photos)
    if not facts.findings:
        return say("{stops}, {photos}. Nothing was found.", stops=stops, photos=photos)
    handled = Counter(finding.handling for finding in facts.findings)
    parts = say(", ").join(
        f"{say(HANDLED[handling])} {handled[handling]}" for handling in HANDLED if handled[handling]
    )
    return say(
        "{stops}, {photos}. {findings}: {parts}.",
        stops=stops,
        photos=photos,
        findings=say.plural("{n} finding", "{n} findings", len(facts.findings)),
        parts=parts,
    )


def _finding(at: int, finding: DayFinding, say: Say) -> str:
    where = " · ".join(part for part in (finding.site, finding.spot) if part)
    what = finding.text.strip().rstrip("。.;；")
    told = say("{place}: {text}", place=where, text=what) if where else what
    handled = say(HANDLED[finding.handling])
    term = "" if finding.handling is Handling.PUT_RIGHT else _term(finding.term_days, say)
    done = say("{handled}, {term}", handled=handled, term=term) if term else handled
    return say(
        "{number}. {told} ({severity}); {done}.",
        number=at,
        told=told,
        severity=say(SEVERITY_NAMES[finding.severity]),
        done=done,
    )


def _term(days: int | None, say: Say) -> str:
    if days is None:
        return ""
    return (
        say("proposed: at once") if days == 0 else say.plural("proposed: {n} day", "proposed: {n} days", days)
    )
