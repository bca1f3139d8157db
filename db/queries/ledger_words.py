"""A ledger on paper said in words: what it lists, and by what it is narrowed."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

from db.connection import Reader
from db.queries.finding_facts import YES, WhenDue, WhenNoticed
from db.queries.ledger import FINDING, TASK
from db.queries.ledger_scope import LedgerScope
from db.table_findings import FINDINGS
from db.table_tasks import TASKS
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.model.category import CATEGORY_NAMES
from inspector.model.finding_state import SEVERITY_NAMES, SOURCE_NAMES, STATE_NAMES
from inspector.model.site import KIND_NAMES
from inspector.model.task_state import TASK_STATE_NAMES
from inspector.words import N_, Say

LIST_NAMES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {(TASK, FINDING): N_("Findings and tasks"), (TASK,): N_("Tasks"), (FINDING,): N_("Findings")}
)
_TITLES: Mapping[str, str] = MappingProxyType(
    {
        **{column.key: column.title for column in (*TASKS.columns, *FINDINGS.columns) if column.title},
        "due": N_("Deadline"),
        "grid": N_("Grid"),
        "kind": N_("Kind"),
        "plan": N_("Plan"),
        "relapsed": N_("Relapse"),
        "text": N_("Words"),
    }
)
_WORDS: Mapping[str, Mapping[Any, str]] = MappingProxyType(
    {
        "severity": SEVERITY_NAMES,
        "category": CATEGORY_NAMES,
        "state": dict[Any, str](STATE_NAMES) | dict[Any, str](TASK_STATE_NAMES),
        "source": SOURCE_NAMES,
        "kind": KIND_NAMES,
        "supervision": SUPERVISION_NAMES,
        "relapsed": {YES: N_("relapsed")},
        "is_open": {"true": N_("yes"), "false": N_("no")},
        "due": {
            WhenDue.OVERDUE: N_("overdue"),
            WhenDue.SOON: N_("within 3 days"),
            WhenDue.GIVEN: N_("deadline given by the office"),
        },
        "noticed": {
            WhenNoticed.WEEK: N_("within 7 days"),
            WhenNoticed.MONTH: N_("within 30 days"),
            WhenNoticed.BEFORE: N_("more than 30 days ago"),
        },
    }
)


def scope_words(reader: Reader, scope: LedgerScope, say: Say) -> str:
    """Say which lines a ledger shows: ``Tasks: what is overdue · Unit: …, … · with “…”``."""
    shown = say(scope.filters[scope.filter])
    if scope.has_tasks:
        shown = say("{what}: {which}", what=say(LIST_NAMES[scope.kinds]), which=shown)
    narrowed = [
        say("{what}: {which}", what=say(_TITLES.get(name, name)), which=say(", ").join(words))
        for name, words in chain(
            ((name, [_said(reader, name, one, say) for one in values]) for name, values in scope.facts),
            ((name, [_said(reader, name, value, say)]) for name, value in scope.only),
        )
        if not (scope.has_tasks and name == "kind")
    ]
    if scope.text:
        narrowed.append(say("with “{text}”", text=scope.text))
    return " · ".join((shown, *narrowed))


def _said(reader: Reader, name: str, value: str, say: Say) -> str:
    """Give the word for a value: of a kind of fact, the name of a grid, the title of a plan, or itself."""
    if name in _NAMED:
        return str(reader.value(_NAMED[name], (value,)) or value)
    words = _WORDS.get(name, {})
    return say(words[value]) if value in words else value


_NAMED = MappingProxyType(
    {"grid": "SELECT name FROM grid WHERE id = ?", "plan": "SELECT title FROM plan WHERE id = ?"}
)
