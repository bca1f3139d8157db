"""A stop being written down: questions with last time's answers, findings in place, photos, a note."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from db.photo_intake import TakenPhoto
from db.queries.stop_sheet import Asked, LastAnswer, StopSheet
from db.stop_draft import StopDraft
from inspector.model.answer_text import trouble_text
from inspector.model.ids import FindingId
from inspector.model.patrol import is_late
from inspector.model.question import Answer, Question, asked_now
from inspector.periods import Instant
from inspector.words import _, in_language, spoken
from ui.theme import px
from ui.widgets.answer_editors import PhotoEditor
from ui.widgets.panel import Panel, Rule, Scroll, fill
from ui.widgets.photo_strip import PhotoStrip
from ui.widgets.question_row import QuestionRow
from ui.widgets.stop_findings import PhotosGiven, StopFindings
from ui.widgets.stop_foot import StopFoot
from ui.widgets.stop_head import StopHead
from ui.widgets.text import Text


class StopForm(Panel):
    """Edits one ``StopDraft``; ``changed`` carries it after every change, ``photos_given`` photos to take in.

    The keys of the page call ``answer``, ``find_normal``, ``add_finding``, ``pick_photos`` and ``paste``.
    """

    changed = Signal(object)
    photos_given = Signal(object)
    photo_opened = Signal(str)

    def __init__(self, now: Callable[[], Instant], new_id: Callable[[], str]) -> None:
        """``now`` tells when a stop is first touched, ``new_id`` names its findings."""
        super().__init__(margin=16)
        self._now = now
        self._new_id = new_id
        self.sheet: StopSheet | None = None
        self.draft: StopDraft | None = None
        self.rows: list[QuestionRow] = []
        self.current = 0
        self.pictures: dict[str, bytes] = {}
        self._shown_photos: object = None
        self.head = StopHead()
        self.foot = StopFoot()
        self.findings = StopFindings(self.edit, self)
        self.note = QLineEdit()
        for say in (self.note.setPlaceholderText, self.note.setAccessibleName):
            say(_("Note of this stop"))
        self.nothing_asked = Text(tone="soft", wrap=True)
        self._questions, self._others = QVBoxLayout(), QVBoxLayout()
        self.further = QVBoxLayout()
        """Room for what else belongs to the stop, such as its materials."""
        fill(self._questions, (), 0)
        fill(self._others, (), 8)
        body = QWidget()
        parts = (
            self.nothing_asked,
            self._questions,
            self._others,
            self.findings.stop_photos,
            self.further,
            self.note,
            None,
        )
        fill(inside := QVBoxLayout(body), parts, 8)
        inside.setContentsMargins(0, 0, px(6), px(4))
        self._scroll = Scroll(body)
        for part in (self.head, Rule(), self._scroll, self.foot):
            self.content.addWidget(part)
        self.content.setStretch(2, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Stop"))
        self.setAcceptDrops(True)
        self._listen()

    def open(self, sheet: StopSheet, draft: StopDraft) -> None:
        """Show ``draft`` on ``sheet``; a draft of an older list goes on with the answers that still fit."""
        self.sheet = sheet
        self.draft = _asked(sheet, draft, full=draft.full)
        self.note.setText(draft.note)
        self._build_rows()
        self._show()
        self._scroll.verticalScrollBar().setValue(0)

    def show_compact(self, is_compact: bool) -> None:
        """Leave more room to the questions where the window is low."""
        edge = px(8 if is_compact else 16)
        self.content.setContentsMargins(edge, edge, edge, edge)
        self.content.setSpacing(px(2 if is_compact else 8))
        self.head.show_compact(is_compact)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that may be asked at this stop, in order."""
        return tuple(row.question for row in self.rows)

    def edit(self, change: Callable[[StopDraft], StopDraft]) -> None:
        """Change the draft; the stop begins with the first touch, unless its time was given (补录)."""
        if self.draft is None:
            return
        is_begun = not self.draft.is_blank or self.draft.patrol is not None
        touched = self.draft if is_begun else msgspec.structs.replace(self.draft, arrived=self._now())
        changed = change(touched)
        if changed not in (self.draft, touched):
            self.draft = changed
            self._show()
            self.changed.emit(changed)

    def add_photos(
        self, photos: Sequence[TakenPhoto], given: PhotosGiven, pictures: Mapping[str, bytes]
    ) -> None:
        """Add photos whose bytes are safe on the disk; ``pictures`` are small ones by preview."""
        self.pictures.update(pictures)
        self.edit(lambda draft: draft.add_photos(photos, given.finding, given.moment, given.question))

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show small pictures that were made meanwhile."""
        self.pictures.update(pictures)
        self._show()

    def show_phrases(self, own: tuple[str, ...]) -> None:
        """Offer these own phrases from now on."""
        if self.sheet:
            self.sheet = replace(self.sheet, phrases=self.sheet.phrases.with_own(own))
            for box in self.findings.boxes.values():
                box.show_phrases(self.sheet.phrases)

    def answer(self, number: int) -> None:
        """Choose an answer of the current question, counted from 1."""
        if self.rows:
            self.rows[self.current].editor.press(number)

    def find_normal(self) -> None:
        """Answer what is left with nothing unusual (无异常), and go to what still needs a person.

        A full check is answered one by one.
        """
        if self.draft is None or self.draft.full:
            return
        questions = self.questions
        self.edit(lambda draft: draft.answer_rest_normally(questions))
        waiting = self.draft.unanswered(questions)
        if waiting:
            self._turn_to(next(at for at, row in enumerate(self.rows) if row.question == waiting[0]))

    def go_on(self) -> None:
        """Go to the next question without an answer, and at the end to the button that completes."""
        draft = self.draft
        if draft is None:
            return
        needed = draft.unanswered(self.questions)
        open_rows = [at for at in self._asked_rows() if not draft.is_answered(self.rows[at].question)]
        following = [at for at in open_rows if at > self.current]
        before = [at for at in open_rows if self.rows[at].question in needed]
        if following or before:
            self._turn_to((following or before)[0])
        else:
            self.foot.complete.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, at: int) -> None:
        """Let the keys go to the question at this place."""
        self.current = at
        for place, row in enumerate(self.rows):
            row.set_current(place == at)
        if at < len(self.rows):
            self._scroll.ensureWidgetVisible(self.rows[at], 0, px(12))

    def add_finding(self) -> None:
        """Begin a finding that no question led to, and write it."""
        new = FindingId(self._new_id())
        self.edit(lambda draft: draft.add_finding(new))
        if box := self.findings.boxes.get(new):
            box.text.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, partial(self._bring_into_sight, new))

    def pick_photos(self) -> None:
        """Open the picker for photos of what is in reach."""
        self.strip_in_reach().pick()

    def paste(self) -> None:
        """Take photos from the clipboard to what is in reach."""
        self.strip_in_reach().paste()

    def strip_in_reach(self) -> PhotoStrip:
        """Give where photos go: to the finding in focus, that of the current question, the last, the stop."""
        if strip := self.findings.strip_of(QApplication.focusWidget()):
            return strip
        boxes = self.findings.boxes
        if self.draft and self.rows:
            led_to = self.draft.finding_of(self.rows[self.current].question.id)
            if led_to and led_to.id in boxes:
                return boxes[led_to.id].before
            if isinstance(editor := self.rows[self.current].editor, PhotoEditor):
                return editor.strip
        return next((box.before for box in reversed(boxes.values())), self.findings.stop_photos.strip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from question to question with Enter and the arrows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on()
        elif step and self.rows:
            asked = self._asked_rows()
            here = asked.index(self.current) if self.current in asked else 0
            self.go_to(asked[(here + step) % len(asked)])
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photos anywhere on the form."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Give what was let go to what is in reach."""
        if self.strip_in_reach().take(event.mimeData()):
            event.acceptProposedAction()

    def _listen(self) -> None:
        self.head.full_asked.connect(self._ask)
        self.head.time_given.connect(lambda arrived: self._set(arrived=arrived))
        self.head.reason_given.connect(lambda reason: self._set(late_reason=reason))
        self.note.textEdited.connect(lambda note: self._set(note=note))
        self.foot.found_normal.connect(self.find_normal)
        self.findings.photos_given.connect(self.photos_given)
        self.findings.photo_opened.connect(self.photo_opened)
        self.findings.text_left.connect(self.go_on)

    def _set(self, **values: object) -> None:
        self.edit(lambda draft: msgspec.structs.replace(draft, **values))

    def _ask(self, full: bool) -> None:
        if self.sheet and self.draft and self.draft.full != full:
            self.draft = _asked(self.sheet, self.draft, full=full)
            self._build_rows()
            self._show()
            self.changed.emit(self.draft)

    def _build_rows(self) -> None:
        self.findings.forget()
        self._shown_photos = None
        for row in self.rows:
            row.deleteLater()
        self.rows = []
        if self.sheet and self.draft:
            asked = _list_of(self.sheet, full=self.draft.full)
            for question in asked.questions if asked else ():
                self._add_row(question, self.sheet.answers.get(question.id), self.draft.arrived.day)
            self.nothing_asked.setText(_why_nothing(self.sheet))
        self.nothing_asked.setVisible(not self.rows)
        self.go_to(0)

    def _add_row(self, question: Question, last: LastAnswer | None, today: date) -> None:
        row = QuestionRow(len(self.rows) + 1, question, last, today)
        row.answered.connect(partial(self._answer, row))
        row.entered.connect(partial(self.go_to, len(self.rows)))
        row.left.connect(self.go_on)
        if isinstance(row.editor, PhotoEditor):
            self.findings.serve(row.editor.strip, question.id)
        self._questions.addWidget(row)
        self.rows.append(row)

    def _asked_rows(self) -> list[int]:
        """Give the places of the questions that no earlier answer hides."""
        return [at for at, row in enumerate(self.rows) if not row.isHidden()]

    def _turn_to(self, at: int) -> None:
        self.go_to(at)
        if not self.rows[at].editor.take_keys():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, row: QuestionRow, given: Answer | None) -> None:
        new = FindingId(self._new_id())
        self.go_to(self.rows.index(row))
        words = trouble_text(row.question, given, in_language(spoken())) if given else ""
        self.edit(lambda draft: draft.answer(row.question, given, new, words))
        if new in self.findings.boxes:
            # its height is known once it was laid out
            QTimer.singleShot(0, self, partial(self._bring_into_sight, new))

    def _bring_into_sight(self, finding: FindingId) -> None:
        if box := self.findings.boxes.get(finding):
            self._scroll.ensureWidgetVisible(box, 0, px(8))

    def _show(self) -> None:
        draft, sheet = self.draft, self.sheet
        if draft is None or sheet is None:
            return
        asked = asked_now(self.questions, draft.answers)
        for row in self.rows:
            row.setVisible(row.question in asked)
            row.show_answer(draft.answer_to(row.question.id))
        for number, at in enumerate(self._asked_rows(), 1):
            self.rows[at].show_number(number)
        now = self._now()
        is_old = is_late(draft.arrived, now)
        self.head.show_stop(
            sheet, draft, is_late=is_old or draft.patrol is not None, asks_reason=is_old and not draft.patrol
        )
        rooms = {row.question.id: row.below for row in self.rows if row.question in asked}
        self.findings.show_draft(draft.as_asked(self.questions), sheet, rooms, self._others)
        photos = (draft.photos, draft.findings, len(self.pictures))
        if photos != self._shown_photos:
            self._shown_photos = photos
            self.findings.show_photos(draft, sheet, self.pictures)
        answered = sum(draft.is_answered(question) for question in asked)
        self.foot.show_progress(answered, len(asked), is_blank=draft.is_blank)
        self.foot.normal.setVisible(not draft.full)


def _why_nothing(sheet: StopSheet) -> str:
    if sheet.for_officers:
        return _(
            "“{title}” is for law-enforcement officers; grid staff look from outside and do not inspect "
            "enterprises. Key 0 records that nothing is unusual, F a finding.",
            title=sheet.for_officers,
        )
    return _("No list is set for this site: key 0 records that nothing is unusual, F a finding.")


def _list_of(sheet: StopSheet, *, full: bool) -> Asked | None:
    return sheet.full if full and sheet.full else sheet.ordinary


def _asked(sheet: StopSheet, draft: StopDraft, *, full: bool) -> StopDraft:
    asked = _list_of(sheet, full=full)
    is_full = asked is not None and asked is sheet.full
    if asked is None:
        return draft.ask("", 0, (), full=False)
    return draft.ask(asked.checklist, asked.version.version, asked.questions, full=is_full)
