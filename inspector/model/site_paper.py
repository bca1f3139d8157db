"""Papers of a site that expire: permits, approvals, plans for emergencies, contracts."""

from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Facts, event
from inspector.model.ids import SitePaperId
from inspector.periods import Instant
from inspector.words import N_

SOON_DAYS = 60
"""A paper is said to expire soon this many days before."""


class PaperState(StrEnum):
    """Whether a paper still holds."""

    VALID = "valid"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"


PAPER_STATE_NAMES = {
    PaperState.VALID: N_("valid"),
    PaperState.EXPIRES_SOON: N_("expires soon"),
    PaperState.EXPIRED: N_("expired"),
}


@event
class SitePaperAdded(Event):
    """A paper of a site was put on file; its blobs are scans."""

    TYPE: ClassVar[str] = "site_paper.added"

    site: str
    title: str
    number: str = ""
    issued: date | None = None
    expires: date | None = None
    note: str = ""


@event
class SitePaperChanged(Event):
    """A paper was renewed or put right; what is missing stays, its blobs come to those there are."""

    TYPE: ClassVar[str] = "site_paper.changed"

    title: str | None = None
    number: str | None = None
    issued: date | None = None
    expires: date | None = None
    note: str | None = None


@event
class SitePaperEnded(Event):
    """A paper no longer matters: it was replaced, given back, or put on file by mistake."""

    TYPE: ClassVar[str] = "site_paper.ended"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str = ""


class SitePaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of a site."""

    id: SitePaperId
    by: str
    added: Instant
    site: str
    title: str
    number: str = ""
    issued: date | None = None
    expires: date | None = None
    note: str = ""
    scans: tuple[Blob, ...] = ()
    has_ended: bool = False

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a paper; nothing if never put on file with a readable body."""
        paper: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            match fact.event:
                case SitePaperAdded() as added if paper is None:
                    paper = cls(
                        id=SitePaperId(fact.subject),
                        by=fact.actor,
                        added=fact.at,
                        scans=fact.blobs,
                        **added.told(),
                    )
                case SitePaperChanged() as changed if paper:
                    new = {name: value for name, value in changed.told().items() if value is not None}
                    paper = msgspec.structs.replace(paper, scans=(*paper.scans, *fact.blobs), **new)
                case _ if paper and fact.type == SitePaperEnded.TYPE:
                    paper = msgspec.structs.replace(paper, has_ended=True)
                case _:
                    pass
        return paper


def new_paper(paper: SitePaperAdded) -> SitePaperAdded:
    """Check a paper before it is put on file.

    Raises Refused without a title, or if it ends before it begins.
    """
    if not paper.title.strip():
        raise Refused(N_("A paper needs a title."))
    if paper.issued and paper.expires and paper.expires < paper.issued:
        raise Refused(N_("A paper can't expire before it was issued."))
    return paper


def paper_state(expires: date | None, today: date) -> PaperState:
    """Say whether a paper holds on ``today``; one without an end holds."""
    if expires is None or expires > today + timedelta(days=SOON_DAYS):
        return PaperState.VALID
    return PaperState.EXPIRES_SOON if expires >= today else PaperState.EXPIRED
