"""The rows of an order, with what it is about and its steps, and of a dispatch meeting."""

from db.case_rows import days_until, step_rows
from db.row_shape import Row, Rows, as_json, instant_columns
from inspector.model.events import Facts
from inspector.model.meeting import Meeting
from inspector.model.order_past import OrderPast


def order_rows(facts: Facts) -> Rows | None:
    past = OrderPast.of(facts)
    if past is None:
        return None
    order = past.now
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
            "order_standing": _standing_rows(past),
            "order_about": [
                {"dispatch_order": order.id, "position": position, "kind": kind, "subject": subject}
                for position, (kind, subject) in enumerate(about)
            ],
        },
    )


def _standing_rows(past: OrderPast) -> list[Row]:
    order = past.now
    return [
        {
            "dispatch_order": order.id,
            "since_on": since.isoformat(),
            "until_on": until.isoformat(),
            "grid": order.to_grid or order.grid,
            "issued_on": order.at.day.isoformat(),
            "due_on": one.due.isoformat(),
            "answered_on": one.answered_on.isoformat() if one.answered_on else None,
            "is_withdrawn": int(one.is_withdrawn),
            "ended_on": one.ended_on.isoformat() if one.ended_on else None,
        }
        for (since, one), until in zip(past.stood, days_until(past.stood), strict=True)
    ]


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
