"""What is said of a summary: who froze it, what came since, and a text that asks for what is missing."""

from collections.abc import Sequence

from db.queries.numbers import Numbers
from db.queries.summaries import FrozenRow, SummarySheet, chased, chasing_text
from db.queries.summaries_received import SummaryArrival, chasing_summaries
from inspector.model.period import Period
from inspector.model.summary import SUMMARY_STATE_NAMES, SummaryState
from inspector.periods import short_day
from inspector.reports.summary_paper import changed_words
from inspector.words import _, in_language, spoken


def frozen_words(frozen: FrozenRow) -> str:
    """Say who froze it, when, and what others decided."""
    say = in_language(spoken())
    day = f"{short_day(frozen.at.day, say)} {frozen.at.clock}"
    state = _state(frozen)
    told = [
        _("Frozen by {name}, {day}: {state}", name=frozen.by_name, day=day, state=state)
        if state
        else _("Frozen by {name}, {day}", name=frozen.by_name, day=day)
    ]
    if frozen.reason:
        told.append(_("Correction: {reason}", reason=frozen.reason))
    if frozen.returned_for:
        told.append(_("Sent back: {reason}", reason=frozen.returned_for))
    return "\n".join(told)


def differences(kept: Numbers, now: Numbers) -> str:
    """Say which numbers are no longer those that were frozen; empty where all are."""
    named = changed_words(kept.total, now.total, in_language(spoken()))
    if not named:
        return ""
    return _("Since then more came in: {named}. A correction can be issued.", named=named)


def reminder(sheet: SummarySheet, arrivals: Sequence[SummaryArrival] = (), of: Period | None = None) -> str:
    """Write a text to paste that names the grids and the days that are missing without a reason (催报).

    Below stand the grids whose summary of the period ``of``, else of the same, is not here.
    """
    say = in_language(spoken())
    text = chasing_text(sheet.period, chased(sheet.reports), say)
    summaries = chasing_summaries(of or sheet.period, arrivals, say)
    return "\n".join(part for part in (text, summaries) if part)


def arrival_words(arrival: SummaryArrival) -> tuple[str, str, str]:
    """Say of a summary whether it is here: an icon, a few words, and who froze and approved it, and when."""
    say = in_language(spoken())
    if arrival.state is None or arrival.frozen_on is None:
        return "circle-x", _("summary not here"), ""
    day = short_day(arrival.received_on or arrival.frozen_on, say)
    frozen = short_day(arrival.frozen_on, say)
    told = [_("frozen by {name} on {day}", name=arrival.frozen_by, day=frozen)]
    if arrival.received_on:
        told.append(_("received on {day}", day=day))
    if arrival.reviewed_by:
        told.append(_("reviewed by {name}", name=arrival.reviewed_by))
    if arrival.approved_by:
        told.append(_("approved by {name}", name=arrival.approved_by))
    if arrival.is_corrected:
        told.append(_("a correction"))
    if not arrival.is_here:
        told.append(_("sent back: {reason}", reason=arrival.returned_for))
        return "rotate-ccw", _("summary sent back"), _("; ").join(told)
    if arrival.state is not SummaryState.APPROVED:
        told.append(_("not approved yet"))
        return "clock", _("summary here {day}", day=day), _("; ").join(told)
    return "circle-check", _("summary approved {day}", day=day), _("; ").join(told)


def _state(frozen: FrozenRow) -> str:
    if frozen.corrected_by and frozen.state is not SummaryState.RETURNED:
        return _("corrected since")
    if frozen.state is SummaryState.FROZEN:
        return ""
    return _(SUMMARY_STATE_NAMES[frozen.state])
