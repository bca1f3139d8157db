"""Numbers this device gives: each the next after the highest it gave before."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count

from db.connection import Reader
from inspector.model.complaint import complaint_number
from inspector.model.finding import finding_number
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind, issued_number
from inspector.model.order import order_number
from inspector.model.patrol import report_number
from inspector.model.route import route_number
from inspector.model.search_list import search_number


def finding_numbers(reader: Reader, grid: GridId, year: int, feed: str) -> Iterator[str]:
    """Give the next numbers of findings in ``grid``, one after the other."""
    code = _code(reader, grid)
    given = reader.rows(
        "SELECT number FROM finding WHERE number >= :prefix AND number < :prefix || '~'"
        " UNION SELECT number FROM withdrawn_number WHERE number >= :prefix AND number < :prefix || '~'",
        {"prefix": finding_number(code, year, feed, 0).rstrip("0")},
    )
    return map(partial(finding_number, code, year, feed), count(_highest(given) + 1))


def next_report_number(reader: Reader, grid: GridId, day: date, feed: str) -> str:
    """Give the next number of a report of ``grid`` on ``day``."""
    code = _code(reader, grid)
    prefix = report_number(code, day, feed, 0).rstrip("0")
    given = reader.rows(
        "SELECT number FROM patrol WHERE grid = ? AND day = ? AND substr(number, 1, length(?)) = ?",
        (grid, f"{day}", prefix, prefix),
    )
    return report_number(code, day, feed, _highest(given) + 1)


def next_issued_number(reader: Reader, grid: GridId, kind: ReportKind, year: int, feed: str) -> str:
    """Give the next number of an issued report of ``kind`` in ``grid``."""
    code = _code(reader, grid)
    given = reader.rows(
        "SELECT number FROM issued_report WHERE number >= :prefix AND number < :prefix || '~'",
        {"prefix": issued_number(code, kind, year, feed, 0).rstrip("0")},
    )
    return issued_number(code, kind, year, feed, _highest(given) + 1)


def complaint_numbers(reader: Reader, grid: GridId, year: int, feed: str) -> Iterator[str]:
    """Give the next numbers of complaints registered by ``grid``; one taken back keeps its number."""
    code = _code(reader, grid)
    given = reader.rows(
        "SELECT number FROM complaint WHERE number >= :prefix AND number < :prefix || '~'",
        {"prefix": complaint_number(code, year, feed, 0).rstrip("0")},
    )
    return map(partial(complaint_number, code, year, feed), count(_highest(given) + 1))


def next_search_number(reader: Reader, grid: GridId, year: int, feed: str) -> str:
    """Give the next number of a search list made by ``grid``; one taken back keeps its number."""
    code = _code(reader, grid)
    given = reader.rows(
        "SELECT number FROM search_list WHERE number >= :prefix AND number < :prefix || '~'",
        {"prefix": search_number(code, year, feed, 0).rstrip("0")},
    )
    return search_number(code, year, feed, _highest(given) + 1)


def next_order_number(reader: Reader, grid: GridId, year: int, feed: str) -> str:
    """Give the next number of an order issued by ``grid``; one taken back keeps its number."""
    code = _code(reader, grid)
    given = reader.rows(
        "SELECT number FROM dispatch_order WHERE number >= :prefix AND number < :prefix || '~'",
        {"prefix": order_number(code, year, feed, 0).rstrip("0")},
    )
    return order_number(code, year, feed, _highest(given) + 1)


def next_route_number(reader: Reader, grid: GridId, year: int, feed: str) -> str:
    """Give the next number of a supervision route made by ``grid``; one taken back keeps its number."""
    code = _code(reader, grid)
    given = reader.rows(
        "SELECT number FROM route WHERE number >= :prefix AND number < :prefix || '~'",
        {"prefix": route_number(code, year, feed, 0).rstrip("0")},
    )
    return route_number(code, year, feed, _highest(given) + 1)


def _highest(numbers: list[tuple[str]]) -> int:
    return max((int(number.rpartition("-")[2]) for (number,) in numbers), default=0)


def _code(reader: Reader, grid: GridId) -> str:
    return str(reader.value("SELECT code FROM grid WHERE id = ?", (grid,)) or "")
