"""Several reports in one go, in the lane of work: each is issued, built, and signed where a key is given."""

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from db.changes import Changes
from db.disk import full_disk_in_words
from db.issued_reports import PLACES, Issued, ReportWish, issue_report
from db.report_files import final_report
from db.workspace import Actor
from inspector.journal.person_key import PersonKey
from inspector.periods import Instant
from ui.background import Report
from ui.report_making import sign_here
from ui.session import Session


@dataclass(slots=True)
class Made:
    """What was made until now: it stays when somebody stops the rest."""

    issued: int = 0
    changes: Changes = field(default_factory=Changes)
    files: list[Path] = field(default_factory=list)


def issue_several(
    session: Session,
    wishes: Sequence[ReportWish],
    by: Actor,
    key: PersonKey | None,
    made: Made,
    report: Report,
) -> None:
    """Issue, build and sign the reports one after the other; what was made stands in ``made``."""
    for done, wish in enumerate(wishes):
        report(done, len(wishes))
        _one(session, wish, by, key, made)


def _one(session: Session, wish: ReportWish, by: Actor, key: PersonKey | None, made: Made) -> None:
    """Issue, build and sign one report; each is recorded in the lane of writes."""
    workspace, now = session.workspace, session.now()
    issued: list[Issued] = []
    session.write_and_wait(lambda: issued.append(issue_report(workspace, wish, by, now, os.urandom)))
    made.issued += 1
    made.changes |= issued[0].changes
    with full_disk_in_words(), closing(workspace.reader()) as reader:
        build = partial(session.side_work.build, report=_unsaid)
        made.files.append(final_report(reader, workspace, issued[0].report, build).file)
    if key:
        place = PLACES[wish.kind][0]
        session.write_and_wait(partial(_signed, session, issued[0].report, key, by, now, place, made))


def _signed(
    session: Session, report: str, key: PersonKey, by: Actor, now: Instant, place: str, made: Made
) -> None:
    made.changes |= sign_here(session.workspace, report, key, by, now, place)


def _unsaid(_done: int, _total: int) -> None:
    """Say nothing of the pages of one report: the reports are counted."""
