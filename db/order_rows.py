"""The rows of an order, with what it is about and its steps, and of a dispatch meeting."""

from db.case_rows import step_rows
from db.row_shape import Rows, as_json, instant_columns
from inspector.model.events import Facts
from inspector.model.meeting import Meeting
from inspector.model.order import Order


def order_rows(facts: Facts) -> Rows | None:
    order = Order.of(facts)
    if order is None:
        return None
    answer = order.answer
    about = [("finding", one) for one in order.findings] + [("task", one) for one in order.tasks]
    return Rows(
        {
            "id": order.id,
            "kind": order.kind,
            "number": order.number,
            "document": order.document,
            "grid": order.grid,
            "to_grid": order.to_grid,
            "unit": order.unit,
            "title": order.title,
            "text": order.text,
            "due_on": order.due.isoformat(),
            "first_due_on": order.first_due.isoformat(),
            "period": order.period,
            "meeting": order.meeting,
            "decision": order.decision,
            "issued_by": order.by,
            **instant_columns("issued", order.at),
            "issued_on": order.at.day.isoformat(),
            "state": order.state,
            "is_open": order.is_open,
            "is_waiting": order.is_waiting,
            "accepted_on": order.accepted_on.isoformat() if order.accepted_on else None,
            "answered_on": answer.on.isoformat() if answer else None,
            "answer": answer.text if answer else "",
            "is_done": answer.is_done if answer else False,
            "answers": len(order.answers),
            "ended_on": order.ended_on.isoformat() if order.ended_on else None,
            "reason": order.reason,
            "last": order.last,
        },
        {
            "case_step": step_rows(facts, order.idle),
            "order_about": [
                {"dispatch_order": order.id, "position": position, "kind": kind, "subject": subject}
                for position, (kind, subject) in enumerate(about)
            ],
        },
    )


def meeting_rows(facts: Facts) -> Rows | None:
    meeting = Meeting.of(facts)
    if meeting is None:
        return None
    told = meeting.told
    return Rows(
        {
            "id": meeting.id,
            "grid": told.grid,
            "day": told.day.isoformat(),
            "title": told.title,
            "place": told.place,
            "chair": told.chair,
            "attendance": as_json(told.attendance),
            "decisions": as_json(told.decisions),
            "period": told.period,
            "recorded_by": meeting.by,
            **instant_columns("recorded", meeting.at),
            "versions": meeting.versions,
            "reason": told.reason,
            "withdrawn": meeting.withdrawn,
            "last": meeting.last,
        }
    )
