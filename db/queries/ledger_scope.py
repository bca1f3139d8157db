"""What a ledger on paper is about: the list it was made from, its filter, letters and facts, as recorded."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Self

from db.connection import Reader
from db.queries.findings import MINE, SORTS, FindingView, finding_keys
from db.queries.ledger import FINDING, TASK, LedgerView, ledger_keys
from db.queries.site_facts import Facts
from db.table_lists import out_list
from inspector.errors import Refused
from inspector.model.ids import GridId
from inspector.words import N_

LEDGER_FILTERS: Mapping[str, str] = MappingProxyType(
    {
        MINE: N_("findings that wait for whoever made the list"),
        "open": N_("open findings"),
        "overdue": N_("overdue findings"),
        "recheck": N_("findings to be re-checked"),
        "reported": N_("findings to be assigned"),
        "closed": N_("findings that ended"),
        "all": N_("all findings"),
    }
)
"""What a ledger of findings may be about, as it is printed at its top."""
LINE_FILTERS: Mapping[str, str] = MappingProxyType(
    {
        "open": N_("what is open"),
        "overdue": N_("what is overdue"),
        "behind": N_("what is behind schedule"),
        "soon": N_("what is due soon"),
        "month": N_("what is due this month"),
        "ended": N_("what has ended"),
        "all": N_("all lines"),
    }
)
"""What a ledger of findings and tasks may be about."""
NO_LEDGER = N_("There is no such ledger in this workspace.")
_WITH_TASKS = "list=ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerScope:
    """Which lines of the ledger of ``grid``: of the list of findings, or of the one that ``has_tasks`` too.

    ``facts`` are those of the list in the window, ``only`` the filters of the export.
    """

    grid: str
    filter: str = "open"
    has_tasks: bool = False
    text: str = ""
    sort: str = ""
    descending: bool = False
    facts: Facts = ()
    only: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, about: tuple[str, ...]) -> Self:
        """Read what a report is about. Raises Refused for what this program does not know."""
        grid, *further = about
        told: dict[str, object] = {"grid": grid, "filter": further[0] if further else "open"}
        facts: dict[str, list[str]] = defaultdict(list)
        only: list[tuple[str, str]] = []
        for item in further[1:]:
            name, _mark, value = item.partition("=")
            where, _dot, field = name.partition(".")
            if item == _WITH_TASKS:
                told["has_tasks"] = True
            elif name == "text":
                told["text"] = value
            elif name == "sort":
                told |= {"sort": value.removeprefix("-"), "descending": value.startswith("-")}
            elif where == "fact":
                facts[field].append(value)
            elif where == "only":
                only.append((field, value))
            else:
                raise Refused(NO_LEDGER)
        chosen = tuple((name, tuple(values)) for name, values in facts.items())
        scope = cls(facts=chosen, only=tuple(only), **told)  # type: ignore[arg-type]
        if scope.filter not in scope.filters or not scope.kinds:
            raise Refused(NO_LEDGER)
        if scope.sort not in SORTS and not scope.has_tasks:
            raise Refused(NO_LEDGER)
        return scope

    @property
    def filters(self) -> Mapping[str, str]:
        """The filters of its list, with what they say."""
        return LINE_FILTERS if self.has_tasks else LEDGER_FILTERS

    @property
    def about(self) -> tuple[str, ...]:
        """Write it down as a report is recorded to be about."""
        return (self.grid, self.filter, *self._items())

    @property
    def kinds(self) -> tuple[str, ...]:
        """Say which kinds of lines it has."""
        if not self.has_tasks:
            return (FINDING,)
        chosen = dict(self.facts).get("kind", (FINDING, TASK))
        return tuple(kind for kind in (TASK, FINDING) if kind in chosen)

    def keys(self, reader: Reader, person: str, today: date, limit: int) -> list[str]:
        """List the lines as ``person`` sees them, at most ``limit``. Raises Refused as the export does."""
        grid = GridId(self.grid)
        most = None if self.only else limit
        keys: list[str]
        if self.has_tasks:
            view = LedgerView(grid, today, self.filter, self.text, self.sort, self.descending, self.facts)
            keys = ledger_keys(reader, view, most)
        else:
            found = FindingView(
                grid, today, self.filter, self.text, self.sort, self.descending, self.facts, person
            )
            keys = [*finding_keys(reader, found, most)]
        if not self.only:
            return keys
        let_through = {
            row.subject
            for kind in self.kinds
            for row in out_list(reader, f"{kind}s", self.only, today=today, whole=True).rows
        }
        return [key for key in keys if key in let_through][:limit]

    def _items(self) -> Iterator[str]:
        if self.has_tasks:
            yield _WITH_TASKS
        if self.text:
            yield f"text={self.text}"
        if self.sort:
            yield f"sort={'-' if self.descending else ''}{self.sort}"
        for name, values in self.facts:
            yield from (f"fact.{name}={value}" for value in values)
        for name, value in self.only:
            yield f"only.{name}={value}"
