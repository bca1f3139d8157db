"""A PDF to be signed that somebody handed over: verified, its records taken in, and kept beside them."""

from functools import partial
from pathlib import Path

from db.file_arrival import receive_file
from db.received_reports import keep_received_report
from inspector.errors import Refused
from inspector.periods import Instant
from inspector.reports.attachment import read_data, take_out
from inspector.reports.verdict import Outcome
from inspector.words import N_
from ui.background import Report
from ui.report_making import verify_here
from ui.session import Session


def take_in_to_sign(session: Session, file: Path, now: Instant, report: Report) -> str:
    """Keep the report in ``file`` and give what it is about; runs in the lane of work.

    Raises Refused where the file is not in order, is older than what is kept here, or another copy;
    Unreadable for what is no report.
    """
    workspace = session.workspace
    verdict = verify_here(workspace, session.side_work, file, now, report)
    subject = read_data(take_out(file).data).subject
    if verdict.outcome is Outcome.BAD:
        raise Refused(
            N_("{name} is not in order; verify it to see why. Nothing was taken in."), name=file.name
        )
    session.write_and_wait(partial(receive_file, workspace, file, now))
    # what came in may say whose certificates are to be trusted
    verdict = verify_here(workspace, session.side_work, file, now, report)
    kept: list[Path | None] = []
    session.write_and_wait(lambda: kept.append(keep_received_report(workspace, file, verdict)))
    if kept != [None]:
        return subject
    raise Refused(
        N_("{name} is older than the report kept here, or another copy. Nothing was replaced."),
        name=file.name,
    )
