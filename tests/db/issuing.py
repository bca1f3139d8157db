"""A finished round of the village, and reports issued about what was seen on it."""

from db.connection import Reader
from db.issued_reports import ReportWish, issue_report
from db.queries.issues import Issue, issue_of
from db.report_orders import Order
from inspector.model.issued_report import ReportKind
from inspector.model.material import MaterialAdded, MaterialKind
from inspector.model.question import Answer, Value
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR, MINUTE
from inspector.reports.forms import build_report
from inspector.words import in_language
from tests.db.reporting import ACTOR, finish, go_round
from tests.db.village import COKING, MORNING, OUTSIDE, Village, named

PATROL, STOP, SECOND, FINDING = (named(number) for number in (50, 51, 52, 60))
NOON = MORNING.later(4 * HOUR)
VISIT = ReportWish(kind=ReportKind.VISIT, about=(STOP,), signers=("inspector",))
HINT = ReportWish(
    kind=ReportKind.HINT, about=(FINDING,), signers=("issuer",), addressee="示例焦化厂", text="请查看料堆。"
)
DOSSIER = ReportWish(kind=ReportKind.DOSSIER, about=(COKING,), signers=("issuer",))
SAY = in_language("zh_CN")
CHANCE = bytes(range(10))


def build(order: Order) -> object:
    return build_report(order.paper, order.carried, order.to)


def finished_round(village: Village) -> None:
    """Record a finished round whose first stop has answers, a finding, a photo and a material."""
    go_round(village, photos=1)
    answers = (
        Answer(question="smoke", value=Value.NO, same_as_last=True),
        Answer(question="piles", value=Value.NO, note="东侧"),
        Answer(question="road", value=Value.NOT_APPLICABLE),
        Answer(question="gone", value="以前的"),
    )
    village.record(
        StopRecorded(
            subject=STOP,
            patrol=PATROL,
            site=COKING,
            arrived=MORNING.later(5 * MINUTE),
            left=MORNING.later(20 * MINUTE),
            checklist=OUTSIDE,
            version=3,
            answers=answers,
        ),
        MaterialAdded(
            subject=named(70),
            kind=MaterialKind.DOCUMENT,
            name="许可证.pdf",
            patrol=PATROL,
            stop=STOP,
            blobs=(village.workspace.blobs.keep(b"%PDF", "application/pdf"),),
        ),
    )
    finish(village, PATROL)


def issued(village: Village, wish: ReportWish, chance: bytes = CHANCE) -> str:
    return issue_report(village.workspace, wish, ACTOR, NOON, lambda _size: chance).report


def recorded(reader: Reader, report: str) -> Issue:
    issue = issue_of(reader, report)
    assert issue
    return issue
