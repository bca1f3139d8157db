"""The circular (通报) of a period: its text with bound numbers, head and foot, cases, and its pages."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.errors import Spoken
from inspector.model.bound_text import bound, contradictions, unknown
from inspector.model.circular import MOST_CASES, CircularScope
from inspector.reports.circular_paper import TypicalCase
from inspector.reports.circular_text import CASES, CircularFacts, case_to_edit, case_values, written_text
from inspector.words import Say, _, in_language, spoken, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, S, Scroll, fill, row
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.placeholders import PlaceMarks
from ui.widgets.text import Text

WIDTH, HEIGHT, LINES = 900, 660, 260
MOST_SHOWN = 3
"""Numbers that contradict, told at once."""


class CircularDialog(QDialog):
    """Stays open until it is issued or given up; what is asked for is its ``scope``, ``addressee``, ``text``.

    ``preview_asked``, ``word_asked`` and ``issue_asked`` say what is wanted of it.
    """

    preview_asked = Signal()
    word_asked = Signal()
    issue_asked = Signal()

    def __init__(
        self,
        scope: CircularScope,
        facts: CircularFacts,
        offered: Sequence[TypicalCase],
        say: Say,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Circular of {period}", period=facts.period.title(say)))
        self.setMinimumSize(px(420), px(300))
        self._scope, self._facts, self._say = scope, facts, say
        self.document, self.subject_line, self.addressee = QLineEdit(), QLineEdit(), QLineEdit()
        self.copies, self.remark = QLineEdit(), QLineEdit()
        self.addressee.setText(say(", ").join(facts.townships))
        self.text = QPlainTextEdit()
        self.text.setMinimumHeight(px(LINES))
        self.text.setTabChangesFocus(True)
        self.text.setPlainText(written_text(facts, say, has_cases=False))
        self._offered = {case.finding: case for case in offered}
        of_cases = {name: told for case in offered for name, told in case_values(case, say).items()}
        self.marks = PlaceMarks(self.text.document(), {**facts.values, **of_cases})
        self.editing = Button(_("Edit the cases as text"), self.edit_cases, icon="pen-line")
        self.told = Text(wrap=True, tone="amber")
        self.numbers = ChoiceField()
        self.numbers.setAccessibleName(_("Numbers of the period"))
        self.numbers.setMinimumContentsLength(24)
        self.numbers.offer(
            [
                (name, _("{name}: {value}", name=name, value=value))
                for name, value in facts.values.items()
                if value
            ]
        )
        self.cases: dict[str, QCheckBox] = {}
        for case in offered:
            box = QCheckBox(f"{case.number} {' '.join(case.text.split())[:40]}")
            box.setToolTip(case.text)
            box.toggled.connect(self._tell)
            self.cases[case.finding] = box
        self.error = Text(tone="red", wrap=True)
        self.error.hide()
        self.preview = PdfPreview()
        self.looking = Button(_("Preview"), self._look, icon="eye")
        self.as_word = Button(_("Word file…"), self.word_asked.emit, icon="download")
        self.signing = Button(_("Signed PDF…"), self.issue_asked.emit, kind=PRIMARY, icon="file-text")
        self.stack = QStackedWidget()
        self.stack.addWidget(Scroll(self._form()))
        self.stack.addWidget(self.preview)
        layout = QVBoxLayout(self)
        closing = Button(_("Close"), self.reject)
        foot = row(self.looking, self.as_word, None, closing, self.signing)
        fill(layout, (self.stack, self.told, self.error, foot), S, L)
        layout.setStretch(0, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        saving = QShortcut(QKeySequence("Ctrl+Return"), self, self.issue_asked.emit)
        saving.setContext(Qt.ShortcutContext.WindowShortcut)
        self.text.textChanged.connect(self._tell)
        self._tell()

    @property
    def scope(self) -> CircularScope:
        """What is asked for beside the text."""
        return CircularScope(
            grid=self._scope.grid,
            period=self._scope.period,
            summary=self._scope.summary,
            document=self.document.text(),
            title=self.subject_line.text(),
            copies=self.copies.text(),
            remark=self.remark.text(),
            cases=tuple(finding for finding, box in self.cases.items() if box.isChecked()),
        )

    def write_again(self) -> None:
        """Write the text anew from the facts; Ctrl+Z brings the former one back."""
        has_cases = any(box.isChecked() for box in self.cases.values())
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(written_text(self._facts, self._say, has_cases=has_cases))
        self.text.setFocus()

    def edit_cases(self) -> None:
        """Put the words of the chosen cases where they stand, to be edited; their facts stay bound.

        A case that is in words already stays as it was edited.
        """
        text, place = self.text.toPlainText(), bound(self._say(CASES))
        told = "\n".join(
            case_to_edit(at, case, self._say)
            for at, case in enumerate(self._chosen(), 1)
            if not any(bound(name) in text for name in case_values(case, self._say))
        )
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text.replace(place, told, 1) if place in text else f"{text}\n{told}")
        self.text.setFocus()

    def _chosen(self) -> tuple[TypicalCase, ...]:
        return tuple(self._offered[finding] for finding, box in self.cases.items() if box.isChecked())

    def insert_number(self) -> None:
        """Put the place of the number chosen where the cursor stands."""
        self.text.insertPlainText(bound(self.numbers.value()))
        self.text.setFocus()

    def show_pages(self, content: QByteArray) -> None:
        """Show how it is printed; the same button leads back to the text."""
        self.error.hide()
        self.preview.show_pdf(content)
        self.stack.setCurrentIndex(1)
        self.looking.setText(_("Back"))

    def say_error(self, error: Spoken) -> None:
        """Say in one sentence what went wrong and let the person try again."""
        self.error.setText(translate(error))
        self.error.show()

    def _look(self) -> None:
        if self.stack.currentIndex():
            self.stack.setCurrentIndex(0)
            self.looking.setText(_("Preview"))
        else:
            self.preview_asked.emit()

    def _tell(self) -> None:
        """Point out places that are no number, and typed numbers that are another one by the facts."""
        text, chosen = self.text.toPlainText(), self._chosen()
        of_cases = [case_values(case, self._say) for case in chosen]
        values = {**self._facts.values, **{name: told for one in of_cases for name, told in one.items()}}
        lines = [
            _("The text names {name}, which is no number of this period.", name=name)
            for name in unknown(text, values)
        ]
        lines += [
            _("{typed} is typed for “{name}”, which is {value}.", **one._asdict())
            for one in contradictions(text, values)
        ]
        if since := self._facts.changed(in_language(spoken())):
            lines.append(since)
        is_placed = bound(self._say(CASES)) in text
        is_written = all(any(bound(name) in text for name in one) for one in of_cases)
        self.editing.allow(bool(chosen) and (is_placed or not is_written), _("Choose typical cases first."))
        if not is_placed and not is_written:
            lines.append(
                _("The chosen cases stand where the text says {place}.", place=bound(self._say(CASES)))
            )
        self.told.setText("\n".join(lines[:MOST_SHOWN]))
        self.told.setVisible(bool(lines))
        why_not = ""
        if unknown(text, values):
            why_not = _("A place in the text is no number.")
        elif not text.strip():
            why_not = _("There is no text.")
        elif len(chosen) > MOST_CASES:
            why_not = _("A circular has at most {limit} typical cases.", limit=MOST_CASES)
        for button in (self.as_word, self.signing):
            button.allow(not why_not, why_not)

    def _form(self) -> QWidget:
        form, tools, cases = QWidget(), QWidget(), QWidget()
        flow = FlowLayout(tools, gap=S)
        again = Button(_("Write again from the facts"), self.write_again)
        for part in (
            again,
            self.numbers,
            Button(_("Insert the number"), self.insert_number, icon="plus"),
            self.editing,
        ):
            flow.addWidget(part)
        none = Text(_("No finding of the period can stand as an example."), tone="soft", wrap=True)
        fill(QVBoxLayout(cases), (*self.cases.values(), none), S)
        none.setVisible(not self.cases)
        remark = _("Numbers in braces are bound to the facts and filled in when it is issued.")
        fill(
            QVBoxLayout(form),
            (
                FormField(_("Document number"), self.document),
                FormField(_("Title of the circular"), self.subject_line, _("Empty: the usual title.")),
                FormField(_("Addressees"), self.addressee),
                tools,
                FormField(_("Text of the circular"), self.text, remark),
                FormField(_("Typical cases"), cases, _("With their photos, in the text and as an annex.")),
                FormField(_("Note at the end"), self.remark),
                FormField(_("Copies for"), self.copies),
            ),
            M,
        )
        return form
