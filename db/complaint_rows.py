"""The rows of a complaint: as it stands, its steps, its findings, its looks again."""

from db.case_rows import step_rows
from db.row_shape import Rows, as_json, instant_columns
from db.search_words import spaced
from inspector.model.complaint import Complaint
from inspector.model.complaint_files import standing
from inspector.model.events import Facts


def complaint_rows(facts: Facts) -> Rows | None:
    complaint = Complaint.of(facts)
    if complaint is None:
        return None
    return Rows(
        {
            "id": complaint.id,
            "number": complaint.number,
            "grid": complaint.grid,
            "channel": complaint.channel,
            "kinds": as_json(complaint.kinds),
            **instant_columns("received", complaint.received),
            "received_on": complaint.received.day.isoformat(),
            "site": complaint.site,
            "accused": complaint.accused,
            "address": complaint.address,
            "content": complaint.content,
            "wanted": complaint.wanted,
            "batch": complaint.batch,
            "given_number": complaint.given_number,
            "is_anonymous": complaint.is_anonymous,
            "registered_by": complaint.by,
            "state": complaint.state,
            "is_open": complaint.is_open,
            "begin_by": complaint.begin_by.isoformat(),
            "due_on": complaint.due_on.isoformat(),
            "extensions": complaint.extensions,
            "handlers": as_json(sorted(complaint.handlers)),
            "unit": complaint.unit,
            "verdict": complaint.verdict or "",
            "investigated_on": complaint.investigated_on.isoformat() if complaint.investigated_on else None,
            "investigation": complaint.investigation,
            "stop": complaint.stop,
            "concluded_on": complaint.concluded_on.isoformat() if complaint.concluded_on else None,
            "result": complaint.result,
            "accountability": as_json(complaint.accountability),
            "is_replied": complaint.is_replied,
            "replied_on": complaint.replied_on.isoformat() if complaint.replied_on else None,
            "letter": complaint.letter,
            "reply": complaint.reply,
            "opinion": complaint.opinion,
            "earlier": complaint.earlier,
            "reason": complaint.reason,
            "files": len(standing(complaint.files)),
            "is_sealed": complaint.is_sealed,
            "identity_shown": complaint.shown,
            "identity_for": as_json(complaint.identity_for),
        },
        {
            "case_step": step_rows(facts, complaint.idle),
            "complaint_finding": [
                {"complaint": complaint.id, "position": position, "finding": finding}
                for position, finding in enumerate(complaint.findings)
            ],
            "revisit": [
                {
                    "complaint": complaint.id,
                    "position": position,
                    "round": one.round,
                    "name": one.name,
                    "due_on": one.due.isoformat(),
                    "done_on": one.on.isoformat() if one.on else None,
                    "holds": one.holds,
                    "text": one.text,
                }
                for position, one in enumerate(complaint.revisits)
            ],
        },
        words={
            "number": complaint.number,
            "given_number": spaced(complaint.given_number),
            "about": spaced(f"{complaint.accused}\n{complaint.address}\n{complaint.unit}"),
            "content": spaced(complaint.content),
        },
    )
