"""Which row of a table is about which site there is."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from db.table_plan import ReadRow
from inspector.model.ids import SiteId
from inspector.model.site import Site
from inspector.tables.table import cleaned


def match(rows: Sequence[ReadRow], sites: Sequence[Site]) -> tuple[dict[int, Site], dict[int, int]]:
    """Find for each row, by its number, the site it is about, or the earlier row that is about the same one.

    First by name, grid and credit code, then by name and grid where a code is missing, then by a code that
    only one row and one site are left with, at last by name and grid alone: each site is given once.
    """
    by_key: dict[tuple[object, str], list[Site]] = defaultdict(list)
    by_code: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        by_key[site.grid, cleaned(site.name)].append(site)
        if site.credit_code:
            by_code[site.credit_code].append(site)
    found: dict[int, Site] = {}
    taken: set[SiteId] = set()
    left = [row for row in rows if _key(row) in by_key or _code(row) in by_code]
    for rule in (_same_code, _no_code, None, _any_code):
        codes = Counter(_code(row) for row in left)
        waiting = []
        for row in left:
            code = _code(row)
            if rule:
                candidates = [one for one in by_key.get(_key(row), ()) if rule(one.credit_code, code)]
                fits = [one for one in candidates if one.id not in taken][:1]
            else:
                fits = [one for one in by_code.get(code, ()) if one.id not in taken] if code else []
                fits = fits if len(fits) == 1 and codes[code] == 1 else []
            if fits:
                found[row.number] = fits[0]
                taken.add(fits[0].id)
            else:
                waiting.append(row)
        left = waiting
    return found, _repeated(rows, [row for row in rows if row.number not in found])


def _repeated(rows: Sequence[ReadRow], new: Sequence[ReadRow]) -> dict[int, int]:
    """Give for rows of a site that stands in an earlier row the number of that row."""
    first: dict[tuple[object, str], int] = {}
    for row in rows:
        first.setdefault(_key(row), row.number)
    return {row.number: first[_key(row)] for row in new if first[_key(row)] != row.number}


def _same_code(one: str, other: str) -> bool:
    return one == other


def _no_code(one: str, other: str) -> bool:
    return not one or not other


def _any_code(_one: str, _other: str) -> bool:
    return True


def _key(row: ReadRow) -> tuple[object, str]:
    return row.values["grid"], str(row.values["name"])


def _code(row: ReadRow) -> str:
    return str(row.values.get("credit_code", ""))
