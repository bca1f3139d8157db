"""Summaries in the history that is taken in any order: frozen, reviewed, approved, sent back, corrected."""

from typing import TYPE_CHECKING

from inspector.journal.person_key import PersonKey
from inspector.model.events import Blob
from inspector.model.grid import GridAdded, GridEnded, RoundsExcused
from inspector.model.office import Rank
from inspector.model.period import week_of
from inspector.model.site import SiteAdded, SiteChanged, SiteKind
from inspector.model.summary import (
    SummaryApproved,
    SummaryFrozen,
    SummaryReturned,
    SummaryReviewed,
    Texts,
)
from tests.db.office import NOW, named

if TYPE_CHECKING:
    from tests.db.devices import Device

SENT_BACK, CORRECTED, BARE, SPLIT, MOVED = (named(number) for number in range(401, 406))
WEEK = week_of(NOW.day)
SNAPSHOT = Blob("5" * 64, 900, "application/json")


def write_summaries(county: "Device", town: "Device", key: PersonKey) -> None:
    """Let the township freeze its week and the county decide about it; and the township correct it."""
    county.write_all(
        GridAdded(subject=SPLIT, name="示例新村", code="SLX0109", level=3, parent=named(2)),
        SiteAdded(
            subject=MOVED, name="示例砂场", kind=SiteKind.OTHER, rank=Rank.LOW, grid=named(3), day=NOW.day
        ),
        SiteChanged(subject=MOVED, grid=SPLIT),
        SiteChanged(subject=MOVED, leader="示例己"),
        RoundsExcused(subject=SPLIT, first=NOW.day, last=NOW.day, reason="停电", on_behalf="示例新村"),
        GridEnded(subject=SPLIT, on=NOW.day, reason="并入示例村"),
    )
    town.knows += county.written
    town.write(_frozen(SENT_BACK), person_key=key)
    # without numbers nothing is frozen
    town.write(_frozen(BARE, blobs=()), person_key=key)
    # nobody reviews what they froze
    town.write(SummaryReviewed(subject=SENT_BACK), person_key=key)
    county.knows += town.written
    # frozen again under the same name, nothing changes
    county.write(_frozen(SENT_BACK, reason="又一次"), person_key=key)
    county.write(SummaryReviewed(subject=SENT_BACK, note="已核"), person_key=key)
    county.write(SummaryReturned(subject=SENT_BACK, reason="缺两个村"), person_key=key)
    town.write(_frozen(CORRECTED, corrects=SENT_BACK, reason="补报两村"), person_key=key)
    county.knows += town.written
    county.write(SummaryApproved(subject=CORRECTED), person_key=key)
    county.write(SummaryReturned(subject=CORRECTED, reason="已经签发"), person_key=key)


def _frozen(
    subject: str, blobs: tuple[Blob, ...] = (SNAPSHOT,), corrects: str = "", reason: str = ""
) -> SummaryFrozen:
    return SummaryFrozen(
        subject=subject,
        blobs=blobs,
        grid=named(2),
        span=WEEK.span,
        first=WEEK.first,
        last=WEEK.last,
        texts=Texts(problems="北山片区覆盖不到位", help="", next="秸秆禁烧夜查"),
        corrects=corrects,
        reason=reason,
    )
