"""Names of things: UUIDs for subjects, SHA-256 for bytes."""

import re
from typing import NewType
from uuid import UUID

PersonId = NewType("PersonId", str)
OrgId = NewType("OrgId", str)
"""An office or a grid acted for; an office is the root of its tree of grids."""
GridId = NewType("GridId", str)
SiteId = NewType("SiteId", str)
ChecklistId = NewType("ChecklistId", str)
PatrolId = NewType("PatrolId", str)
StopId = NewType("StopId", str)
PhotoId = NewType("PhotoId", str)
FindingId = NewType("FindingId", str)
MaterialId = NewType("MaterialId", str)
ComplaintId = NewType("ComplaintId", str)
PlanId = NewType("PlanId", str)
TaskId = NewType("TaskId", str)
SearchListId = NewType("SearchListId", str)
RouteId = NewType("RouteId", str)
SitePaperId = NewType("SitePaperId", str)
ReportId = NewType("ReportId", str)
FeedbackId = NewType("FeedbackId", str)
SummaryId = NewType("SummaryId", str)
OrderId = NewType("OrderId", str)
MeetingId = NewType("MeetingId", str)
Sha256 = NewType("Sha256", str)

RANDOM_BYTES = 10
UUID_PATTERN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def uuid7(ts: int, chance: bytes) -> str:
    """Make a UUIDv7 (RFC 9562, 5.7) of UTC milliseconds ``ts`` and ten bytes of ``chance``."""
    random = int.from_bytes(chance[:RANDOM_BYTES].ljust(RANDOM_BYTES, b"\0"))
    rand_a, rand_b = (random >> 62) & 0xFFF, random & ((1 << 62) - 1)
    return str(UUID(int=(ts & ((1 << 48) - 1)) << 80 | 7 << 76 | rand_a << 64 | 2 << 62 | rand_b))
