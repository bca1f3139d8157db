"""What could not be taken over from a form of another program, before its list is edited."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from inspector.tables.xlsform import FormReading
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.panel import M, S, Scroll, fill, row
from ui.widgets.text import Text


class FormLeftOut(QDialog):
    """Accepted to go on with what could be taken over."""

    def __init__(self, file: str, form: FormReading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Form {file}", file=file))
        taken = plural("{n} question is taken over.", "{n} questions are taken over.", len(form.questions))
        left = plural("One thing is not:", "{n} things are not:", len(form.left_out))
        ground = QWidget()
        lines = [Text(_line(one.row, one.name, translate(one.reason)), wrap=True) for one in form.left_out]
        fill(QVBoxLayout(ground), (*lines, None), S)
        going = Button(_("Go on with the rest"), self.accept, kind=PRIMARY)
        parts = (
            Text(f"{taken} {left}", wrap=True, bold=True),
            Scroll(ground),
            row(None, Button(_("Cancel"), self.reject), going),
        )
        fill(layout := QVBoxLayout(self), parts, M, M)
        layout.setStretch(1, 1)
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(620), room.width() - px(M)), min(px(460), room.height() - px(M)))
        going.setFocus()


def _line(number: int, name: str, reason: str) -> str:
    where = _("row {row}, {column}", row=number, column=name) if name else _("row {row}", row=number)
    return f"{where}: {reason}" if number else f"{name}: {reason}"
