"""How serious a finding is, where it comes from, and where it stands in its life."""

from enum import StrEnum

from inspector.words import N_


class Severity(StrEnum):
    """How serious a finding is; the inspector proposes, the office decides."""

    MINOR = "minor"
    SERIOUS = "serious"
    MAJOR = "major"


SEVERITY_NAMES = {Severity.MINOR: N_("minor"), Severity.SERIOUS: N_("serious"), Severity.MAJOR: N_("major")}


class FindingState(StrEnum):
    """Where a finding stands in its life; relapse (反弹) and supervision (挂牌督办) are tags."""

    NOTICED = "noticed"
    REPORTED = "reported"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    PUT_RIGHT = "put_right"
    IN_CLOSE_OFF = "in_close_off"
    CLOSED = "closed"
    CLOSED_OFF = "closed_off"
    TRANSFERRED = "transferred"
    JOINED = "joined"


STATE_NAMES = {
    FindingState.NOTICED: N_("noticed"),
    FindingState.REPORTED: N_("to be assigned"),
    FindingState.ASSIGNED: N_("assigned"),
    FindingState.ACCEPTED: N_("accepted"),
    FindingState.UNDER_WAY: N_("under way"),
    FindingState.PUT_RIGHT: N_("to be re-checked"),
    FindingState.IN_CLOSE_OFF: N_("in close-off"),
    FindingState.CLOSED: N_("closed"),
    FindingState.CLOSED_OFF: N_("closed off"),
    FindingState.TRANSFERRED: N_("transferred"),
    FindingState.JOINED: N_("joined to another"),
}
ENDED = frozenset(
    {FindingState.CLOSED, FindingState.CLOSED_OFF, FindingState.TRANSFERRED, FindingState.JOINED}
)
"""The states that end a finding's life, unless it comes back."""


class Source(StrEnum):
    """What brought a finding to light (features 4.8: 来源)."""

    PATROL = "patrol"
    COMPLAINT = "complaint"
    SUPERVISION = "supervision"
    INSPECTION = "inspection"
    DRAW = "draw"
    MEDIA = "media"
    DEPARTMENT = "department"
    SEARCH = "search"
    LEDGER = "ledger"


SOURCE_NAMES = {
    Source.PATROL: N_("patrol"),
    Source.COMPLAINT: N_("complaint"),
    Source.SUPERVISION: N_("supervision group"),
    Source.INSPECTION: N_("environmental inspection"),
    Source.DRAW: N_("double-random check"),
    Source.MEDIA: N_("media"),
    Source.DEPARTMENT: N_("check by a department"),
    Source.SEARCH: N_("search for the same elsewhere"),
    Source.LEDGER: N_("ledger kept before"),
}
