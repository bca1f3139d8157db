"""The papers of the sample's summaries: the newest week of a township and the month, signed as PDF."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from db.queries.window import HANDED_OVER
from db.report_files import order_report
from db.summary_issuing import issue_summary, sign_summary
from db.workspace import Workspace
from inspector.model.ids import GridId
from inspector.model.period import Period
from inspector.model.summary import Texts
from inspector.periods import Instant, at
from inspector.reports.attachment import Stage
from inspector.reports.worker import build
from inspector.sample.county import COUNTY, FOUNDER, SIGNERS_GRID
from inspector.sample.earlier import closed_month, closed_weeks
from inspector.sample.lives import Office
from inspector.sample.recording import Deed
from inspector.sample.summing import CLERKS

TOWNSHIP = SIGNERS_GRID[:3]
"""The township of the grid whose daily report is signed."""
ISSUED = "17:10"
"""On the day the period closes."""


def signed_summaries(office: Office, now: Instant, papers: list[Path]) -> Iterator[Deed]:
    """Give what issues, builds and signs the two papers, the month first; ``papers`` hears where they lie."""
    for code, period, name in (
        (COUNTY, closed_month(now.day), FOUNDER),
        (TOWNSHIP, closed_weeks(now.day)[-1], CLERKS[TOWNSHIP]),
    ):
        moment = at(period.last, ISSUED, now.tz)
        yield Deed(moment, partial(_sign, office, code, period, name, moment, papers))


def hand_over(workspace: Workspace, now: Instant) -> None:
    """Remember that what was recorded before yesterday was handed over."""
    yesterday = at(now.day - timedelta(days=1), "00:00", now.tz)
    with closing(workspace.reader()) as reader:
        newest = reader.value("SELECT max(rid) FROM entry WHERE ts < ?", (yesterday.ts,))
    workspace.keep_choice(HANDED_OVER, str(newest))


def _sign(office: Office, code: str, period: Period, name: str, moment: Instant, papers: list[Path]) -> None:
    workspace, key = office.workspace, office.keys[name]
    by = office.settled.acting(name, code)
    grid = GridId(office.settled.grids[code])
    report, _changes = issue_summary(workspace, grid, period, Texts(), by, moment, key, office.chance)
    with closing(workspace.reader()) as reader:
        order = order_report(reader, workspace, report, Stage.FINAL)
    build(order.paper, order.carried, order.to)
    sign_summary(workspace, report, by, moment, key)
    papers.append(order.to)
