"""The rows of a feedback sheet: what was asked, and every time it came back."""

from db.row_shape import Rows, as_json, instant_columns
from inspector.model.events import Facts
from inspector.model.feedback import FeedbackSheet


def feedback_rows(facts: Facts) -> Rows | None:
    sheet = FeedbackSheet.of(facts)
    if sheet is None:
        return None
    return Rows(
        {
            "id": sheet.id,
            "grid": sheet.grid,
            "unit": sheet.unit,
            "title": sheet.title,
            "period": sheet.period,
            "issued_on": sheet.day.isoformat(),
            "due_on": sheet.due.isoformat() if sheet.due else None,
            "findings": as_json(sheet.findings),
            "tasks": as_json(sheet.tasks),
            "rows": sheet.rows,
            "returns": len(sheet.returns),
            "withdrawn": sheet.withdrawn,
            "issued_by": sheet.by,
            **instant_columns("issued", sheet.at),
        },
        {
            "feedback_return": [
                {
                    "sheet": sheet.id,
                    "position": position,
                    "entry": one.entry,
                    "file": one.file,
                    "sha256": one.workbook.sha256 if one.workbook else "",
                    "answered": one.answered,
                    "recorded": as_json(one.recorded),
                    "returned_by": one.by,
                    **instant_columns("returned", one.at),
                }
                for position, one in enumerate(sheet.returns)
            ]
        },
    )
