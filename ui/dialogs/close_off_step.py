"""One step of a close-off: when, by whom, on which papers, and what the step itself asks for."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from db.material_intake import TakenMaterial
from db.queries.close_offs import CloseOffSheet
from inspector.errors import Refused
from inspector.model.close_off import (
    CRITERION_NAMES,
    MET_NAMES,
    STEP_NAMES,
    CloseOffStep,
    Criterion,
    CriterionAnswer,
    Met,
)
from inspector.model.close_off_acts import MOST_PAPERS, Filing, StepToDo, last_day
from inspector.periods import Instant
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.close_off_view import begun
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import BAR, grow
from ui.widgets.material_list import MaterialList, ShownMaterial
from ui.widgets.panel import L, M, S, Scroll, column, fill, row
from ui.widgets.photo_facts import size_words
from ui.widgets.text import Text

WIDTH, HEIGHT = 600, 620
S_ = CloseOffStep
ABOUT = {
    S_.SIGNED_ON_SITE: N_("The one in charge looked at it on the spot and signs that it is put right."),
    S_.ACCEPTANCE: N_("Each criterion is answered; the opinion and the report of acceptance go with it."),
    S_.APPLICATION: N_("The unit says what was done and asks for the close-off."),
    S_.PAPERS_CHECK: N_("The office checks whether the papers are complete and true."),
    S_.SITE_CHECK: N_("At least two people, none of whom put it right, look at it on the spot."),
    S_.PUBLICITY: N_("It is published with a contact; objections are taken down and answered."),
    S_.FILING: N_("With this it is closed off. The office's own document number may follow."),
}
PEOPLE = {
    S_.SIGNED_ON_SITE: N_("Signed by the one in charge"),
    S_.ACCEPTANCE: N_("Who accepted it"),
    S_.APPLICATION: N_("Who applies"),
    S_.PAPERS_CHECK: N_("Who checked"),
    S_.SITE_CHECK: N_("Who checked on site (at least two)"),
}
OPINIONS = {
    S_.SIGNED_ON_SITE: N_("Remark"),
    S_.ACCEPTANCE: N_("Opinion of acceptance"),
    S_.APPLICATION: N_("How it was put right"),
    S_.PAPERS_CHECK: N_("Opinion on the papers"),
    S_.SITE_CHECK: N_("Conclusion on site"),
    S_.FILING: N_("Opinion on filing"),
}
_BETWEEN = re.compile(r"[、,，;；/\n]+")


class CriterionField(QWidget):
    """One criterion: met, not met or not applying, with the words it rests on."""

    def __init__(self, criterion: Criterion, name: str) -> None:
        super().__init__()
        self.criterion = criterion
        self.met = ChoiceField()
        self.met.offer([("", _("choose"))] + [(one, _(word)) for one, word in MET_NAMES.items()])
        self.met.setAccessibleName(name)
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("On what this rests"))
        self.note.setAccessibleName(_("On what this rests: {name}", name=name))
        answer = row(self.met, self.note, gap=S)
        answer.setStretch(1, 1)
        fill(QVBoxLayout(self), (Text(name, wrap=True), answer), 4)

    def answer(self) -> CriterionAnswer | None:
        """Give the answer; none before it was chosen."""
        if not (met := self.met.value()):
            return None
        return CriterionAnswer(criterion=self.criterion, met=Met(met), note=self.note.text().strip())


class CloseOffStepDialog(QDialog):
    """``told`` carries a ``StepToDo``, or a ``Filing`` for the last step; ``files_given`` a ``GivenFiles``.

    It stays open until the step is recorded or given up.
    """

    told = Signal(object)
    files_given = Signal(object)

    def __init__(
        self, sheet: CloseOffSheet, step: CloseOffStep, now: Instant, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(begun(_(STEP_NAMES[step])))
        self.setMinimumSize(px(400), px(300))
        self.sheet, self.step = sheet, step
        self.materials: list[TakenMaterial] = []
        self._pictures: dict[str, bytes] = {}
        today = now.day
        self.on = DayField(_("Day"), today)
        self.on.show_day(today)
        self.people, self.address, self.contact = QLineEdit(), QLineEdit(), QLineEdit()
        self.way, self.number, self.behalf = QLineEdit(), QLineEdit(), QLineEdit()
        self.opinion = QPlainTextEdit()
        self.opinion.setTabChangesFocus(True)
        self.opinion.setMaximumHeight(px(92))
        self.until = DayField(_("Published until"), today)
        self.look_back = DayField(_("Look back on"), today)
        names = {one: CRITERION_NAMES[one] for one in sheet.rules.criteria}
        self.criteria = [CriterionField(one, _(name)) for one, name in names.items()]
        self.papers = MaterialList()
        self.papers.title.setText(_("Papers and photos"))
        self.papers.given.connect(self.files_given)
        self.papers.taken_out.connect(self._take_out)
        self.choosing = Button(_("Choose…"), self.offer_people, icon="users")
        self.menu: QMenu | None = None
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.recording = Button(
            _("File and sign") if step is S_.FILING else _("Record and sign"),
            self.tell,
            kind=PRIMARY,
            icon="pen-line",
        )
        self._form = column(
            Text(begun(_(STEP_NAMES[step])), "heading", wrap=True),
            Text(_(ABOUT[step]), tone="soft", wrap=True),
            gap=M,
        )
        for part in self._fields():
            self._form.addWidget(part)
        self._form.addStretch(1)
        self._form.setContentsMargins(0, 0, px(BAR), 0)
        foot = row(None, Button(_("Cancel"), self.reject), self.recording)
        layout = QVBoxLayout(self)
        fill(layout, (Scroll(self._form), self.trouble, foot), M, L)
        layout.setStretch(0, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
        self.on.day_given.connect(lambda _day: self._propose())
        self._propose()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as what it holds, where the screen is."""
        super().showEvent(event)
        QTimer.singleShot(0, self, partial(grow, self))

    def show_papers(self, taken: Sequence[TakenMaterial], pictures: Mapping[str, bytes]) -> None:
        """Add files whose bytes are kept by now."""
        self.materials += taken
        self._pictures |= pictures
        self._show_materials()

    def offer_people(self) -> None:
        """Let somebody who did not put it right be chosen."""
        self.menu = QMenu(self)
        for one in self.sheet.people:
            self.menu.addAction(one.name, partial(self._add_person, one.name))
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        self.menu.popup(self.choosing.mapToGlobal(self.choosing.rect().bottomLeft()))

    def tell(self) -> None:
        """Give what was typed away, or say what is missing."""
        on = self.on.day
        if on is None:
            self._say(_("Give the day as 2026-11-22."))
            return
        self.setEnabled(False)
        blobs = tuple(blob for one in self.materials for blob in (one.original, one.preview) if blob)
        if self.step is S_.FILING:
            self.told.emit(
                Filing(
                    on=on,
                    number=self.number.text(),
                    opinion=self.opinion.toPlainText(),
                    look_back=self.look_back.day,
                    blobs=blobs,
                )
            )
            return
        answers = tuple(answer for one in self.criteria if (answer := one.answer()))
        publishes = self.step is S_.PUBLICITY
        self.told.emit(
            StepToDo(
                step=self.step,
                on=on,
                people=self.chosen_people() if self.step in PEOPLE else (),
                opinion=self.opinion.toPlainText() if self.step in OPINIONS else "",
                criteria=answers if self.step is S_.ACCEPTANCE else (),
                until=self.until.day if publishes else None,
                address=self.address.text() if publishes else "",
                contact=self.contact.text() if publishes else "",
                way=self.way.text() if self.step is S_.SITE_CHECK else "",
                papers=tuple(
                    name
                    for one in self.materials
                    for name in ((one.name, "") if one.preview else (one.name,))
                ),
                blobs=blobs,
                on_behalf=self.behalf.text(),
            )
        )

    def chosen_people(self) -> tuple[str, ...]:
        """Give who took part: the id of somebody known by this name alone, else the name as it was typed."""
        ids: dict[str, list[str]] = {}
        for person, name in self.sheet.names.items():
            ids.setdefault(name, []).append(person)
        typed = [one.strip() for one in _BETWEEN.split(self.people.text()) if one.strip()]
        return tuple(ids[one][0] if len(ids.get(one, ())) == 1 else one for one in typed)

    def say(self, error: BaseException) -> None:
        """Say why it could not be recorded and let it be tried again; a fault of ours goes its own way."""
        self.setEnabled(True)
        if not isinstance(error, Refused):
            raise error
        self._say(translate(error))

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.show()

    def _fields(self) -> list[QWidget]:
        step = self.step
        fields: list[QWidget] = []
        if step is S_.PUBLICITY:
            least = self.sheet.rules.publicity_days
            fields += [
                FormField(_("First day"), _at_left(self.on)),
                FormField(_("Published until"), _at_left(self.until), _("At least {n} days.", n=least)),
                FormField(
                    _("Where it is published"), self.address, _("An address, a notice board, a newspaper.")
                ),
                FormField(_("Contact and telephone for objections"), self.contact),
            ]
        else:
            fields.append(FormField(_("Day"), _at_left(self.on)))
        if step in PEOPLE:
            line = QWidget()
            fill(QHBoxLayout(line), (self.people, self.choosing))
            line.setFocusProxy(self.people)
            self.people.setAccessibleName(_(PEOPLE[step]))
            fields.append(FormField(_(PEOPLE[step]), line, _("Several names are parted by a comma.")))
        if step is S_.SITE_CHECK:
            fields.append(FormField(_("How it was checked"), self.way))
        if step is S_.ACCEPTANCE:
            fields += [Text(_("Criteria of acceptance"), bold=True), *self.criteria]
        if step is S_.FILING:
            fields += [
                FormField(_("Number of filing"), self.number, _("Left empty, it follows (文号待编).")),
                FormField(_("Look back on"), _at_left(self.look_back)),
            ]
        if step in OPINIONS:
            fields.append(FormField(_(OPINIONS[step]), self.opinion))
        fields.append(self.papers)
        if step is not S_.FILING:
            fields.append(
                FormField(
                    _("Entered for"),
                    self.behalf,
                    _("For somebody without the program: their name here, the scan of their paper above."),
                )
            )
        return fields

    def _propose(self) -> None:
        """Propose the days that follow from the first one."""
        on = self.on.day or self.sheet.today
        self.until.show_day(last_day(on, self.sheet.rules))
        self.look_back.show_day(on + timedelta(days=self.sheet.rules.look_back_days))

    def _add_person(self, name: str) -> None:
        typed = self.people.text().rstrip("、,， ")
        self.people.setText(f"{typed}{_(', ')}{name}" if typed else name)

    def _take_out(self, key: str) -> None:
        self.materials = [one for one in self.materials if one.id != key]
        self._show_materials()

    def _show_materials(self) -> None:
        self.papers.show_materials(
            [
                ShownMaterial(
                    one.id,
                    one.name,
                    one.original.mime,
                    size_words(one.original.size),
                    self._pictures.get(one.preview.sha256, b"") if one.preview else b"",
                )
                for one in self.materials
            ]
        )
        for line in self.papers.lines.values():
            # they are kept, but nothing names them yet
            line.opening.hide()
            line.saving.hide()
        files = sum(2 if one.preview else 1 for one in self.materials)
        too_many = files > MOST_PAPERS
        self.recording.allow(
            not too_many, _("One step takes at most {limit} files.", limit=MOST_PAPERS) if too_many else ""
        )


def _at_left(field: DayField) -> QWidget:
    held = QWidget()
    fill(QHBoxLayout(held), (field, None))
    held.setFocusProxy(field)
    return held
