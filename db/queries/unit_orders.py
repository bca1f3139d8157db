"""Which orders (交办单) several findings make: one for each unit that has some of them in hand."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from db.connection import Reader
from inspector.model.finding_life import AT_WORK, FindingAssigned


@dataclass(frozen=True, slots=True)
class UnitOrder:
    """What one unit is to put right: the findings by their ids and numbers, the one due first at the top."""

    unit: str
    findings: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitOrders:
    """The orders by unit, and the numbers of findings that no unit was given to put right."""

    orders: tuple[UnitOrder, ...]
    left_out: tuple[str, ...]


def unit_orders(reader: Reader, findings: Sequence[str]) -> UnitOrders:
    """Sort ``findings`` into orders by unit; those nobody was assigned here are left out."""
    rows = reader.rows(
        """SELECT id, number, unit, state IN (SELECT value FROM json_each(:at_work)) AND EXISTS (
            SELECT 1 FROM case_step WHERE case_step.subject = finding.id AND case_step.type = :assigned
                AND case_step.has_effect)
        FROM finding WHERE id IN (SELECT value FROM json_each(:findings))
        ORDER BY unit, due_on, number, id""",
        {
            "at_work": json.dumps(sorted(AT_WORK)),
            "assigned": FindingAssigned.TYPE,
            "findings": json.dumps(findings),
        },
    )
    by_unit: dict[str, list[tuple[str, str]]] = defaultdict(list)
    left_out = []
    for finding, number, unit, is_given in rows:
        if is_given:
            by_unit[unit].append((finding, number))
        else:
            left_out.append(number)
    orders = (
        UnitOrder(unit, tuple(one for one, _number in mine), tuple(number for _one, number in mine))
        for unit, mine in by_unit.items()
    )
    return UnitOrders(tuple(orders), tuple(left_out))
