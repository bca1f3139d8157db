"""Deciding the rules of an office about patrols: who goes out how often, and when its week closes."""

from datetime import time

import msgspec

from inspector.errors import Refused
from inspector.model.finding_steps import Who
from inspector.model.grid import COUNTY, VILLAGE
from inspector.model.office import CLOSES_ON, Rules, RulesDecided
from inspector.model.office_rules import ruled
from inspector.model.patrol_duty import A_MONTH, DUTIES, PatrolDuty
from inspector.model.period import WEEK_DAYS
from inspector.model.person import Role
from inspector.words import N_, Say

MOST_TIMES = 31
"""Once a day of the longest month."""
STRETCHES = (1, 2, WEEK_DAYS, A_MONTH)
"""Days in which a duty is counted, as they are offered; any other that was ruled stays."""


class PatrolRules(msgspec.Struct, frozen=True, kw_only=True):
    """What an office rules about patrols; the fields that ``Rules`` has of the same name."""

    duties: tuple[PatrolDuty, ...] = DUTIES
    closes_on: int = CLOSES_ON
    hand_in: str = "17:00"

    @classmethod
    def of(cls, rules: Rules) -> "PatrolRules":
        """Take from ``rules`` what is about patrols."""
        return cls(duties=rules.duties, closes_on=rules.closes_on, hand_in=rules.hand_in)


def decide_patrol_rules(
    rules: Rules, subject: str, office_name: str, who: Who, told: PatrolRules
) -> RulesDecided:
    """Decide what is ruled about patrols from now on; every other rule stays.

    Raises Refused unless the rectification office decides, for a level there is not, for a number of times
    nobody means, for the same duty twice, and for a weekday or an hour there is not.
    """
    if Role.RECTIFICATION_OFFICE not in who.roles:
        raise Refused(N_("That is for the rectification office."))
    for duty in told.duties:
        if not COUNTY <= duty.level <= VILLAGE:
            raise Refused(N_("There is no level {level}."), level=duty.level)
        if not 1 <= duty.times <= MOST_TIMES:
            raise Refused(N_("A grid goes out from {least} to {most} times."), least=1, most=MOST_TIMES)
        if not A_MONTH <= duty.days <= MOST_TIMES:
            raise Refused(N_("A duty is counted in at most {most} days."), most=MOST_TIMES)
    if len({(duty.level, duty.days, duty.night) for duty in told.duties}) < len(told.duties):
        raise Refused(N_("The same duty is ruled twice."))
    if not 0 <= told.closes_on < WEEK_DAYS:
        raise Refused(N_("Choose the weekday on which the week closes."))
    return ruled(
        rules,
        subject,
        office_name,
        {"duties": told.duties, "closes_on": told.closes_on, "hand_in": _clock(told.hand_in)},
    )


def duty_words(duty: PatrolDuty, level_name: str, say: Say) -> str:
    """Say a duty in one line, such as ``level 3: once a day`` or ``level 2: 2 × a month, by night``."""
    parts = [
        say(
            "{level}: {times} × {stretch}",
            level=level_name,
            times=duty.times,
            stretch=stretch_words(duty.days, say),
        ),
        say("by night") if duty.night else "",
        "" if duty.counting == "natural" else say("working days only"),
    ]
    return say(", ").join(part for part in parts if part)


def stretch_words(days: int, say: Say) -> str:
    """Say in which stretch of days a duty is counted."""
    named = {A_MONTH: N_("a month"), 1: N_("a day"), WEEK_DAYS: N_("a week")}
    return say(named[days]) if days in named else say("in {n} days", n=days)


def _clock(text: str) -> str:
    """Give hours and minutes as the rules keep them."""
    try:
        hours, minutes = (int(part) for part in text.strip().replace("：", ":").split(":"))
        return f"{time(hours, minutes):%H:%M}"
    except ValueError:
        raise Refused(N_("Write the hour of hand-in as 17:00.")) from None
