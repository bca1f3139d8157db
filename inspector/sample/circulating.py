"""The circular of the sample's closed month: issued with typical cases and signed."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

from db.issued_reports import PLACES, ReportWish, issue_report
from db.queries.circular_paper import circular_facts, circular_say
from db.queries.summaries import frozen_in_force
from db.queries.typical_cases import offered_cases
from db.report_files import order_report
from db.summary_issuing import sign_summary
from inspector.model.circular import CircularScope
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.period import Period
from inspector.periods import Instant, at
from inspector.reports.attachment import Stage
from inspector.reports.circular_text import written_text
from inspector.reports.worker import build
from inspector.sample.county import COUNTY, FOUNDER
from inspector.sample.earlier import closed_month
from inspector.sample.lives import Office
from inspector.sample.recording import Deed

ISSUED = "17:20"
"""On the day the month closes, after its summary."""
CASES = 2


def circulars(office: Office, now: Instant) -> Iterator[Deed]:
    """Give what issues, builds and signs the circular."""
    period = closed_month(now.day)
    moment = at(period.last, ISSUED, now.tz)
    yield Deed(moment, partial(_circulate, office, period, moment))


def _circulate(office: Office, period: Period, moment: Instant) -> None:
    workspace, key = office.workspace, office.keys[FOUNDER]
    by = office.settled.acting(FOUNDER, COUNTY)
    grid = GridId(office.settled.grids[COUNTY])
    with closing(workspace.reader()) as reader:
        frozen = frozen_in_force(reader, grid, period)
        cases = offered_cases(reader, grid, period)[:CASES]
        scope = CircularScope(
            grid=grid,
            period=period.name,
            summary=frozen.id if frozen else "",
            cases=tuple(one.finding for one in cases),
        )
        facts, say = circular_facts(reader, workspace.blobs, scope, moment.day), circular_say(reader)
    wish = ReportWish(
        kind=ReportKind.CIRCULAR,
        about=scope.about(),
        signers=PLACES[ReportKind.CIRCULAR],
        addressee=say(", ").join(facts.townships),
        text=written_text(facts, say, has_cases=bool(cases)),
    )
    report = issue_report(workspace, wish, by, moment, office.chance).report
    with closing(workspace.reader()) as reader:
        order = order_report(reader, workspace, report, Stage.FINAL)
    build(order.paper, order.carried, order.to)
    sign_summary(workspace, report, by, moment, key)
