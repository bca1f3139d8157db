"""The row of a frozen summary."""

from db.row_shape import Rows, instant_columns
from inspector.model.events import Facts
from inspector.model.summary import Summary


def summary_rows(facts: Facts) -> Rows | None:
    summary = Summary.of(facts)
    if summary is None:
        return None
    return Rows(
        {
            "id": summary.id,
            "grid": summary.grid,
            "span": summary.period.span,
            "first": summary.period.first.isoformat(),
            "last": summary.period.last.isoformat(),
            "name": summary.period.name,
            "problems": summary.texts.problems,
            "help": summary.texts.help,
            "next": summary.texts.next,
            "snapshot": summary.snapshot.sha256,
            "frozen_by": summary.by,
            **instant_columns("frozen", summary.at),
            "corrects": summary.corrects,
            "reason": summary.reason,
            "state": summary.state,
            "reviewed_by": summary.reviewed_by,
            "approved_by": summary.approved_by,
            "returned_for": summary.returned_for,
        }
    )
