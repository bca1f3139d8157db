"""How far the tasks of plans are (销号进度): what is counted of them, and what each count is called."""

from collections.abc import Mapping
from enum import StrEnum

from inspector.words import N_


class Progress(StrEnum):
    """A count of tasks; from ``CLOSED_OFF`` to ``LONG_TERM`` every task is in exactly one."""

    TOTAL = "total"
    CLOSED_OFF = "closed_off"
    CLOSED_BEFORE = "closed_before"
    COMPLETED = "completed"
    AT_WORK = "at_work"
    LONG_TERM = "long_term"
    DUE = "due"
    OVERDUE = "overdue"


PROGRESS_NAMES = {
    Progress.TOTAL: N_("tasks in all"),
    Progress.CLOSED_OFF: N_("tasks closed off"),
    Progress.CLOSED_BEFORE: N_("closed before"),
    Progress.COMPLETED: N_("to be accepted or closed off"),
    Progress.AT_WORK: N_("still at work"),
    Progress.LONG_TERM: N_("long-term"),
    Progress.DUE: N_("due by now"),
    Progress.OVERDUE: N_("past the deadline"),
}
PROGRESS_WORDS = {
    Progress.TOTAL: N_("Every task of the plans, and those set by hand."),
    Progress.CLOSED_OFF: N_("Tasks that went through the close-off of this office."),
    Progress.CLOSED_BEFORE: N_(
        "Tasks that a ledger kept before says are done; nobody here closed them off, so the share leaves "
        "them out."
    ),
    Progress.COMPLETED: N_("Tasks that are completed and wait for acceptance or close-off."),
    Progress.AT_WORK: N_("Tasks that are not started or being put right, and have an end."),
    Progress.LONG_TERM: N_(
        "Tasks without an end: held long-term, standing ones, and those at work whose deadline says so."
    ),
    Progress.DUE: N_("Tasks whose deadline has come, however far they are; not those held or closed before."),
    Progress.OVERDUE: N_("Open tasks whose deadline has passed."),
}
THOUSAND = 1000


def closed_share(counts: Mapping[Progress, int]) -> str:
    """Give what was closed off of all that could be, as ``58.5%``; nothing that lacks one is whole.

    What was closed before is left out; without anything to close off there is no share.
    """
    whole = counts[Progress.TOTAL] - counts[Progress.CLOSED_BEFORE]
    if not whole:
        return "–"
    tenths = THOUSAND * counts[Progress.CLOSED_OFF] // whole
    return f"{tenths // 10}.{tenths % 10}%"
