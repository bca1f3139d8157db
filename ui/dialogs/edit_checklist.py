"""Editing a checklist: its questions in order, each with its form, a preview, and what stands in the way."""

from collections.abc import Callable
from datetime import date

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.model.checklist import MUST_LOOK, ListFor
from inspector.model.list_draft import ListDraft
from inspector.model.question import Question
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.finding_box import Choice
from ui.widgets.list_preview import ListPreview
from ui.widgets.panel import M, S, Scroll, fill, row
from ui.widgets.question_form import QuestionForm
from ui.widgets.question_order import QuestionOrder
from ui.widgets.text import Text


class EditChecklist(QDialog):
    """Edits one ``ListDraft``: ``changed`` carries it after every change, ``publishing_asked`` at the end."""

    changed = Signal(object)
    publishing_asked = Signal(object)

    def __init__(
        self,
        draft: ListDraft,
        why_not: str,
        today: date,
        new_id: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Begin with ``draft``; ``why_not`` says why this person may not publish, empty where they may."""
        super().__init__(parent)
        self.setWindowTitle(_("Edit {list}", list=draft.title) if draft.title else _("New list"))
        self.draft = draft
        self._why_not, self._new_id = why_not, new_id
        self._past: list[ListDraft] = []
        self.title = QLineEdit(draft.title)
        self.title.setAccessibleName(_("Title of the list"))
        self.title.setPlaceholderText(_("Title of the list"))
        self.made_for = Choice(
            _("Who answers it"),
            [
                (str(ListFor.GRID_STAFF), _("grid staff, from outside")),
                (str(ListFor.OFFICER), _("law-enforcement officers")),
            ],
        )
        self.whole = QCheckBox(_("full check at every site"))
        self.order = QuestionOrder()
        self.form = QuestionForm()
        self.preview = ListPreview(today)
        self.undoing = Button(_("Undo"), self.undo, icon="undo-2")
        self.undoing.setToolTip("Ctrl+Z")
        self.previewing = Button(_("Preview"), self.turn, icon="eye")
        self.previewing.setCheckable(True)
        self.publishing = Button(_("Publish"), self.publish, kind=PRIMARY, icon="check")
        self.trouble = Text(tone="red", wrap=True)
        self.remark = Text(tone="amber", wrap=True)
        self.count = Text(tone="soft", wrap=True)
        self._lay_out()
        self._listen()
        self._show()
        self.order.choose(0)

    @property
    def is_changed(self) -> bool:
        """Say whether anything was edited that could be taken back."""
        return bool(self._past)

    def edit(self, changed: ListDraft) -> None:
        """Turn to ``changed``, with a way back."""
        if changed != self.draft:
            self._past.append(self.draft)
            self.draft = changed
            self._show()
            self.changed.emit(changed)

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            self.draft = self._past.pop()
            self.title.setText(self.draft.title)
            self._show()
            self.changed.emit(self.draft)

    def add(self) -> None:
        """Begin a question below the one that is chosen, and write it."""
        at = min(self.order.at + 1, len(self.draft.questions))
        self.edit(self.draft.add(Question(id=f"q{self._new_id()[-12:]}", text=""), at))
        self.order.choose(at)
        self._show_form(True)
        self.form.text.setFocus()

    def take_out(self) -> None:
        """Leave the chosen question out."""
        at = self.order.at
        if 0 <= at < len(self.draft.questions):
            self.edit(self.draft.take_out(at))

    def move_question(self, step: int) -> None:
        """Ask the chosen question earlier or later."""
        at, to = self.order.at, self.order.at + step
        if 0 <= at < len(self.draft.questions) and 0 <= to < len(self.draft.questions):
            self.edit(self.draft.move(at, to))
            self.order.choose(to)

    def turn(self) -> None:
        """Turn between the form and the preview."""
        self._show_form(self._stack.currentIndex() == 1)

    def publish(self) -> None:
        """Ask for the next version, if nothing stands in its way."""
        if self.draft.trouble() is None and not self._why_not:
            self.publishing_asked.emit(self.draft)

    def say(self, error: Spoken) -> None:
        """Say in place what went wrong."""
        self.trouble.setText(translate(error))
        self.trouble.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as Escape does: the draft stays."""
        event.ignore()
        self.reject()

    def _lay_out(self) -> None:
        head = row(self.title, self.made_for, self.whole, gap=S)
        head.setStretch(0, 1)
        self._stack = QStackedWidget()
        for part in (self.form, self.preview):
            part.setContentsMargins(px(M), 0, px(S), 0)
            self._stack.addWidget(Scroll(part))
        middle = QHBoxLayout()
        fill(middle, (self.order, self._stack), S)
        middle.setStretch(0, 2)
        middle.setStretch(1, 3)
        foot = row(self.undoing, self.previewing, None, Button(_("Close"), self.reject), self.publishing)
        fill(layout := QVBoxLayout(self), (head, self.count, middle, self.trouble, self.remark, foot), S, M)
        layout.setStretch(2, 1)
        parent = self.parentWidget()
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(980), room.width() - px(M)), min(px(700), room.height() - px(M)))
        self.publishing.setDefault(False)
        self.publishing.setAutoDefault(False)

    def _listen(self) -> None:
        self.title.textEdited.connect(
            lambda title: self.edit(msgspec.structs.replace(self.draft, title=title))
        )
        self.made_for.activated.connect(
            lambda _at: self.edit(
                msgspec.structs.replace(self.draft, made_for=ListFor(self.made_for.currentData()))
            )
        )
        self.whole.clicked.connect(lambda on: self.edit(msgspec.structs.replace(self.draft, whole=on)))
        self.order.chosen.connect(lambda _at: self._show_question())
        self.order.adding_asked.connect(self.add)
        self.order.taking_out_asked.connect(self.take_out)
        self.order.moving_asked.connect(self.move_question)
        self.form.changed.connect(lambda question: self.edit(self.draft.change(self.order.at, question)))
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+P", self.turn), ("Ctrl+Return", self.publish)):
            QShortcut(QKeySequence(keys), self, act)

    def _show(self) -> None:
        draft = self.draft
        self.made_for.setCurrentIndex(self.made_for.findData(str(draft.made_for)))
        self.whole.setVisible(draft.made_for is ListFor.OFFICER)
        self.whole.setChecked(draft.whole)
        self.order.show_questions(draft.questions)
        self._show_question()
        if self._stack.currentIndex() == 1:
            self.preview.show_questions(draft.questions)
        self.undoing.setEnabled(bool(self._past))
        trouble = draft.trouble() if draft.questions or self._past else None
        said = translate(trouble) if trouble else ""
        self.publishing.allow(not (self._why_not or said), self._why_not or said)
        self.trouble.setText(said)
        self.trouble.setVisible(trouble is not None)
        remarks = [translate(remark) for remark in draft.remarks()]
        self.remark.setText("\n".join(remarks))
        self.remark.setVisible(bool(remarks))
        looked = sum(question.must_look for question in draft.questions)
        self.count.setText(_counted(draft, looked))
        self.count.set_tone("red" if looked > MUST_LOOK else "soft")

    def _show_question(self) -> None:
        at, questions = self.order.at, self.draft.questions
        self.form.setEnabled(0 <= at < len(questions))
        if 0 <= at < len(questions):
            self.form.show_question(questions[at], questions[:at])

    def _show_form(self, shows_form: bool) -> None:
        self._stack.setCurrentIndex(0 if shows_form else 1)
        self.previewing.setChecked(not shows_form)
        if not shows_form:
            self.preview.show_questions(self.draft.questions)


def _counted(draft: ListDraft, looked: int) -> str:
    version = (
        _("version {n} is in force; publishing makes version {next}", n=draft.version, next=draft.version + 1)
        if draft.version
        else _("a new list")
    )
    asked = plural("{n} question", "{n} questions", len(draft.questions))
    must = _("{n} of at most {most} must-look items", n=looked, most=MUST_LOOK)
    return f"{version} · {asked} · {must}"
