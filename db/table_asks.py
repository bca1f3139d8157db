"""Filters of tables by what is no column of them: deadlines, grids below, spans of days, groups of units."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from db.queries.finding_facts import SOON
from db.queries.unit_groups import MEANT_UNITS
from db.table_source import SEPARATOR, UNKNOWN_VALUE, Ask, Values
from inspector.errors import Refused
from inspector.model.case_steps import SUPERVISION_NAMES
from inspector.words import LANGUAGES, N_, in_language

UNKNOWN_DUE = N_("A deadline is “overdue”, “soon” or “month”, not “{value}”.")
UNKNOWN_DAY = N_("A day is written like 2026-11-22, not “{value}”.")
_YES, _NO = N_("yes"), N_("no")


def spellings(value: str, word: str) -> frozenset[str]:
    """Give how a filter's value is written: as it is in code, and as people read it."""
    return frozenset({value, *(in_language(one)(word) for one in LANGUAGES)})


def known_value(wanted: str, names: Mapping[Any, str]) -> str:
    """Give the value that is written as ``wanted``. Raises Refused with those there are."""
    for value, word in names.items():
        if wanted in spellings(value, word):
            return str(value)
    raise Refused(UNKNOWN_VALUE, value=wanted, known=SEPARATOR.join(str(name) for name in names))


def due_ask(open_day: str, step_day: str = "NULL") -> Ask:
    """Give the filter ``due`` over what holds the deadline of what is open, and that of its next step."""

    def between(first: date, last: date) -> tuple[str, Values]:
        condition = " OR ".join(f"{day} BETWEEN :of_first AND :of_last" for day in (open_day, step_day))
        return f"({condition})", {"of_first": f"{first}", "of_last": f"{last}"}

    def ask(wanted: str, today: date) -> tuple[str, Values]:
        if wanted in spellings("overdue", N_("overdue")):
            return f"{open_day} < :today", {}
        if wanted in spellings("soon", N_("due soon")):
            return between(today, today + timedelta(days=SOON))
        if wanted in spellings("month", N_("due this month")):
            return between(today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1]))
        raise Refused(UNKNOWN_DUE, value=wanted)

    return ask


def day_ask(condition: str) -> Ask:
    """Give a filter by a day, ``:of_day`` in the condition."""

    def ask(wanted: str, _today: date) -> tuple[str, Values]:
        try:
            return condition, {"of_day": f"{date.fromisoformat(wanted)}"}
        except ValueError:
            raise Refused(UNKNOWN_DAY, value=wanted) from None

    return ask


def truth_ask(condition: str) -> Ask:
    """Give a filter by whether something holds: yes or no."""

    def ask(wanted: str, _today: date) -> tuple[str, Values]:
        return f"({condition}) = :of_truth", {
            "of_truth": known_value(wanted, {"yes": _YES, "no": _NO}) == "yes"
        }

    return ask


def words_ask(condition: str, names: Mapping[Any, str]) -> Ask:
    """Give a filter by a value that has a word, ``:of_value`` in the condition."""
    return lambda wanted, _today: (condition, {"of_value": known_value(wanted, names)})


def grid_ask(grid: str) -> Ask:
    """Give the filter ``grid``: what lies in a grid of this name or code, or in one below it."""
    condition = f"""{grid} IN (WITH RECURSIVE below(id) AS (
        SELECT id FROM grid WHERE :of_grid IN (name, code, id)
        UNION SELECT grid.id FROM grid JOIN below ON grid.parent = below.id) SELECT id FROM below)"""  # noqa: S608 - our own words
    return lambda wanted, _today: (condition, {"of_grid": wanted})


def supervision_ask(column: str) -> Ask:
    """Give the filter ``supervision``: a kind of it, by value or word."""
    condition = f"EXISTS (SELECT 1 FROM json_each({column}) AS one WHERE one.value = :of_value)"  # noqa: S608 - as above
    return words_ask(condition, SUPERVISION_NAMES)


def plan_ask(plan: str) -> Ask:
    """Give the filter ``plan``: by its title or id."""
    condition = f"{plan} IN (SELECT id FROM plan WHERE :of_plan IN (title, id))"  # noqa: S608 - as above
    return lambda wanted, _today: (condition, {"of_plan": wanted})


def text_ask(*columns: str) -> Ask:
    """Give the filter ``text``: letters that stand in one of these columns."""
    condition = " OR ".join(f"instr(lower({column}), lower(:of_text))" for column in columns)
    return lambda wanted, _today: (f"({condition})", {"of_text": wanted})


def unit_ask(units: str) -> Ask:
    """Give the filter ``unit``: a unit, its groups, or a group's members, as the pages take them.

    ``units`` is a condition on ``{meant}``, the names that are meant.
    """
    meant = MEANT_UNITS.replace("json_each(:fact_unit)", "(SELECT :of_unit AS value)")
    condition = units.replace("{meant}", meant)
    return lambda wanted, _today: (condition, {"of_unit": wanted})
