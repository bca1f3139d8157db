"""The papers of a site that are in force."""

from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from inspector.model.ids import SiteId, SitePaperId


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """A paper of the site that has not ended; ``scans`` are its files."""

    paper: SitePaperId
    title: str
    number: str
    issued: date | None
    expires: date | None
    note: str
    scans: int


def papers_of(reader: Reader, site: SiteId) -> tuple[DossierPaper, ...]:
    """List the papers of ``site`` that are in force, those that expire first at the top."""
    rows = reader.rows(
        """SELECT id, title, number, issued_on, expires_on, note, json_array_length(scans) FROM site_paper
        WHERE site = ? AND NOT has_ended ORDER BY expires_on NULLS LAST, title, id""",
        (site,),
    )
    return tuple(
        DossierPaper(SitePaperId(paper), title, number, _day(issued), _day(expires), note, scans)
        for paper, title, number, issued, expires, note, scans in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
