"""findings, ledger: the first rows of 200,000 findings, every filter, and the page's question to bare SQL."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial

from bench.many_findings import with_findings
from bench.measure import Figure, in_turn, median, milliseconds
from bench.moment import NOW
from db.connection import Reader
from db.opening import DATABASE
from db.queries.findings import FindingView, finding_keys, finding_rows
from db.queries.ledger import FILTERS, LedgerView, ledger_keys, ledger_rows
from inspector.model.ids import GridId

MANY, FIRST, ROUNDS = 200_000, 100, 9
FIRST_MS, FILTER_MS, GOAL = 50.0, 100.0, 2.0
OF_FINDINGS = ("open", "overdue", "recheck", "reported", "closed", "all")
_BARE = """SELECT finding.*, site.name, grid.name FROM finding LEFT JOIN site ON site.id = finding.site
    LEFT JOIN grid ON grid.id = finding.grid
    ORDER BY finding.noticed_ts DESC, finding.id DESC LIMIT 100"""


def measure(wanted: Sequence[str]) -> list[Figure]:
    """Ask as the office does, warm."""
    with closing(Reader(with_findings(MANY) / DATABASE)) as reader:
        office = GridId(reader.value("SELECT id FROM grid WHERE parent = ''"))
        figures: list[Figure] = []
        if "findings" in wanted:
            figures += _figures("findings", reader, OF_FINDINGS, lambda name: _findings(reader, office, name))
        if "ledger" in wanted:
            figures += _figures("ledger", reader, FILTERS, lambda name: _lines(reader, office, name))
    return figures


def _figures(
    measured: str, reader: Reader, filters: Sequence[str], ask: Callable[[str], object]
) -> list[Figure]:
    asked, bare = in_turn(lambda: ask("all"), lambda: reader.rows(_BARE), ROUNDS)
    slowest = max(median([milliseconds(partial(ask, name)) for _ in range(ROUNDS)]) for name in filters)
    return [
        Figure(measured, median(asked), FIRST_MS, 1, "ms"),
        Figure(f"{measured} filter", slowest, FILTER_MS, 1, "ms"),
        Figure(f"{measured} bare", median(asked), median(bare), GOAL, "ms"),
    ]


def _findings(reader: Reader, office: GridId, name: str) -> None:
    finding_rows(reader, finding_keys(reader, FindingView(office, NOW.day, name), FIRST))


def _lines(reader: Reader, office: GridId, name: str) -> None:
    ledger_rows(reader, ledger_keys(reader, LedgerView(office, NOW.day, name), FIRST), NOW.day)
