"""What is said of a summary: who froze it, what came since, and a text that asks for what is missing."""

from db.queries.numbers import Numbers
from db.queries.summaries import FrozenRow, SummarySheet, chased, chasing_text
from inspector.model.number import NUMBER_NAMES
from inspector.model.summary import SUMMARY_STATE_NAMES, SummaryState
from inspector.periods import short_day
from inspector.words import _, in_language, spoken

NAMED = 4
"""Numbers that changed, named one by one; more are counted."""


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
    changed = [
        f"{_(NUMBER_NAMES[number])} {count} → {now.total[number]}"
        for number, count in kept.total.items()
        if now.total[number] != count
    ]
    if not changed:
        return ""
    named = _(", ").join(changed[:NAMED])
    if more := len(changed) - NAMED:
        named = named if more < 0 else _("{named} and {n} more", named=named, n=more)
    return _("Since then more came in: {named}. A correction can be issued.", named=named)


def reminder(sheet: SummarySheet) -> str:
    """Write a text to paste that names the grids and the days that are missing without a reason (催报)."""
    return chasing_text(sheet.period, chased(sheet.reports), in_language(spoken()))


def _state(frozen: FrozenRow) -> str:
    if frozen.corrected_by and frozen.state is not SummaryState.RETURNED:
        return _("corrected since")
    if frozen.state is SummaryState.FROZEN:
        return ""
    return _(SUMMARY_STATE_NAMES[frozen.state])
