"""What may be done with a paper of a site, and how it is undone by further entries."""

from datetime import date

from inspector.errors import Refused
from inspector.model.events import Blob, Event
from inspector.model.site_paper import SitePaper, SitePaperAdded, SitePaperChanged, SitePaperEnded, new_paper
from inspector.words import N_

FACTS = ("title", "number", "issued", "expires", "note")


def change_paper(paper: SitePaper, wanted: SitePaperAdded) -> SitePaperChanged | None:
    """Give the change that makes ``paper`` what is ``wanted``, with further scans; None if it is so already.

    Raises Refused where ``wanted`` does not hold, and where a day would be taken away.
    """
    new_paper(wanted)
    changed = {name: getattr(wanted, name) for name in FACTS if getattr(wanted, name) != getattr(paper, name)}
    if None in changed.values():
        raise Refused(N_("The day of a paper can be corrected, but not taken away."))
    if not changed and not wanted.blobs:
        return None
    return SitePaperChanged(subject=paper.id, blobs=wanted.blobs, **changed)


def renew_paper(
    paper: SitePaper, number: str, issued: date, expires: date, scans: tuple[Blob, ...]
) -> SitePaperChanged:
    """Renew ``paper`` until ``expires``. Raises Refused if that is not later than before."""
    if paper.expires and expires <= paper.expires:
        raise Refused(N_("A renewed paper holds longer than before."))
    new_paper(SitePaperAdded(site=paper.site, title=paper.title, issued=issued, expires=expires))
    return SitePaperChanged(subject=paper.id, number=number, issued=issued, expires=expires, blobs=scans)


def put_again(paper: SitePaper, subject: str) -> SitePaperAdded:
    """Put ``paper`` on file once more, as ``subject``: what has ended does not come back."""
    facts = {name: getattr(paper, name) for name in FACTS}
    return SitePaperAdded(subject=subject, site=paper.site, blobs=paper.scans, **facts)


def undo_change(before: SitePaper, changed: SitePaperChanged, subject: str) -> tuple[Event, ...]:
    """Give the entries that make a paper what it was ``before``.

    Where something was not there before, a change can't take it away: the paper ends, and stands again as
    ``subject``.
    """
    fields = [name for name, value in changed.told().items() if value is not None]
    old = {name: getattr(before, name) for name in fields}
    if changed.blobs or None in old.values():
        return SitePaperEnded(subject=before.id), put_again(before, subject)
    return (SitePaperChanged(subject=before.id, **old),)
