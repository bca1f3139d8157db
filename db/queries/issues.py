"""What an issued report is about: as it was recorded, or as somebody thinks of issuing it."""

import json
from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from inspector.model.issued_report import ReportKind
from inspector.periods import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What is printed of the issuing itself.

    ``about`` is a stop, a site, or the findings of a hint; ``signers`` are the fields expected to be signed
    digitally; ``text`` is what a hint asks for, and of a visit who was present. ``subject`` and ``number``
    are empty until it is issued.
    """

    kind: ReportKind
    about: tuple[str, ...]
    issued: Instant
    by: str
    day: date
    subject: str = ""
    number: str = ""
    signers: tuple[str, ...] = ()
    addressee: str = ""
    text: str = ""

    @property
    def is_final(self) -> bool:
        """Say whether it was issued."""
        return bool(self.subject)


def issue_of(reader: Reader, report: str) -> Issue | None:
    """Give the issued report of this id, if it is known."""
    row = reader.row(
        "SELECT kind, about, also, issued_ts, issued_tz, issued_by, day, number, signers, addressee, text"
        " FROM issued_report WHERE id = ?",
        (report,),
    )
    if row is None:
        return None
    kind, about, also, ts, tz, by, day, number, signers, addressee, text = row
    return Issue(
        kind=ReportKind(kind),
        about=(about, *json.loads(also)),
        issued=Instant(ts, tz),
        by=by,
        day=date.fromisoformat(day),
        subject=report,
        number=number,
        signers=tuple(json.loads(signers)),
        addressee=addressee,
        text=text,
    )
