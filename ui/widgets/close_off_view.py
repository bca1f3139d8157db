"""A close-off as a line of steps: who did what on which papers, what is to be done now, what follows."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.queries.close_offs import CloseOffSheet, PaperOfStep, StepOfSheet, papers_of
from inspector.model.close_off import (
    CRITERION_NAMES,
    MET_NAMES,
    STEP_NAMES,
    CloseOffStep,
    DoneStep,
    Met,
    Objection,
)
from inspector.periods import Instant
from inspector.words import N_, _, translate
from ui.icons import wear_icon
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import XS, Inset, M, Panel, S, column, fill, row
from ui.widgets.text import Text

PICTURE = 88
MET_TONES = {Met.YES: "accent", Met.NO: "red", Met.DOES_NOT_APPLY: "grey"}
ACTIONS = {
    CloseOffStep.SIGNED_ON_SITE: N_("Sign the check on site…"),
    CloseOffStep.ACCEPTANCE: N_("Give opinion and report…"),
    CloseOffStep.APPLICATION: N_("Apply…"),
    CloseOffStep.PAPERS_CHECK: N_("Check the papers…"),
    CloseOffStep.SITE_CHECK: N_("Record the check on site…"),
    CloseOffStep.PUBLICITY: N_("Publish…"),
    CloseOffStep.FILING: N_("File…"),
}


class CloseOffView(QWidget):
    """Shows a ``CloseOffSheet``; its signals carry a step, an objection's entry, a file and its name."""

    step_asked = Signal(object)
    answer_asked = Signal(str)
    paper_opened = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.step_buttons: list[Button] = []
        self.papers: list[Button] = []
        self.answers: list[Button] = []
        self._pictures: dict[str, bytes] = {}
        self._marks: list[tuple[str, QLabel]] = []
        self._lines = QVBoxLayout(self)
        fill(self._lines, (), M)

    def show_sheet(self, sheet: CloseOffSheet) -> None:
        """Show the steps as they stand."""
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self.step_buttons, self.papers, self.answers, self._marks = [], [], [], []
        for number, step in enumerate(sheet.steps, 1):
            self._lines.addWidget(self._step(number, step, sheet))
        self._lines.addStretch(1)
        self.show_pictures({})

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show small pictures of papers, by the SHA-256 of their previews."""
        self._pictures.update(pictures)
        for sha256, mark in self._marks:
            picture = QPixmap.fromImage(QImage.fromData(self._pictures.get(sha256, b"")))
            if not picture.isNull():
                mode = Qt.AspectRatioMode.KeepAspectRatio
                side = QSize(px(PICTURE), px(PICTURE))
                mark.setPixmap(picture.scaled(side, mode, Qt.TransformationMode.SmoothTransformation))

    def previews(self, sheet: CloseOffSheet) -> list[PaperOfStep]:
        """Give the papers whose small pictures are not here yet."""
        papers = [paper for done in sheet.close_off.done for paper in papers_of(done)]
        return [one for one in papers if one.preview and one.preview.sha256 not in self._pictures]

    def _step(self, number: int, step: StepOfSheet, sheet: CloseOffSheet) -> QWidget:
        is_filed = step.step is CloseOffStep.FILING and sheet.close_off.filed_on is not None
        icon, tone, word = (
            ("circle-check", "accent", _("carried out"))
            if step.done or is_filed
            else ("pen-line", "amber", _("now"))
            if step.is_now
            else ("clock", "grey", _("later"))
        )
        mark = QLabel()
        wear_icon(mark, icon, "soft" if tone == "grey" else tone)
        mark.setContentsMargins(0, px(5), 0, 0)  # beside the title, which stands beside a chip
        title = Text(f"{number}. {begun(_(STEP_NAMES[step.step]))}", bold=True, wrap=True)
        parts: list[QWidget] = []
        if step.done:
            parts += self._done(step.done, sheet)
        elif is_filed:
            parts += _filed(sheet)
        elif step.is_now:
            parts += self._now(step, sheet)
        head = row(title, Chip(word, tone), gap=S)
        head.setStretch(0, 1)
        body = column(head, *parts, gap=XS)
        box = Panel(margin=M) if step.is_now else QWidget()
        line = QHBoxLayout()
        fill(line, (mark, body), S)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        if isinstance(box, Panel):
            box.content.addLayout(line)
        else:
            box.setLayout(line)
            line.setContentsMargins(px(M), 0, px(M), 0)
        return box

    def _done(self, done: DoneStep, sheet: CloseOffSheet) -> list[QWidget]:
        parts: list[QWidget] = [
            Text(_who_when(done.on, done.by, done.recorded, sheet), tone="soft", wrap=True)
        ]
        if done.people:
            names = _(", ").join(sheet.name_of(one) for one in done.people)
            parts.append(Text(_("Took part: {names}", names=names), wrap=True))
        if done.way:
            parts.append(Text(_("How: {way}", way=done.way), wrap=True))
        if done.opinion:
            parts.append(Text(done.opinion, wrap=True))
        for answer in done.criteria:
            words = Text(_(CRITERION_NAMES[answer.criterion]), wrap=True)
            line = QWidget()
            chip = Chip(_(MET_NAMES[answer.met]), MET_TONES[answer.met])
            fill(inner := QHBoxLayout(line), (words, chip), S)
            inner.setStretch(0, 1)
            parts.append(line)
            if answer.note:
                parts.append(Text(answer.note, tone="soft", wrap=True))
        if done.until:
            told = _("Published until {day}: {address}", day=done.until, address=done.address)
            parts.append(Text(told, wrap=True))
        if papers := papers_of(done):
            parts.append(self._papers(papers))
        if done.step is CloseOffStep.PUBLICITY:
            parts += [self._objection(one) for one in sheet.close_off.objections]
        return parts

    def _now(self, step: StepOfSheet, sheet: CloseOffSheet) -> list[QWidget]:
        parts: list[QWidget] = []
        backs = [one for one in sheet.close_off.sent_back if one.step is step.step]
        if backs:
            told = _(
                "Sent back by {name}: {reason}", name=sheet.name_of(backs[-1].by), reason=backs[-1].reason
            )
            parts.append(Inset("amber", Text(told, wrap=True)))
        if step.refusal:
            parts.append(Text(translate(step.refusal), tone="soft", wrap=True))
        action = Button(_(ACTIONS[step.step]), partial(self.step_asked.emit, step.step), kind=PRIMARY)
        action.allow(step.refusal is None, translate(step.refusal) if step.refusal else "")
        self.step_buttons.append(action)
        held = QWidget()
        fill(QHBoxLayout(held), (action, None))
        parts.append(held)
        return parts

    def _papers(self, papers: tuple[PaperOfStep, ...]) -> QWidget:
        held = QWidget()
        line = FlowLayout(held, gap=8)
        for paper in papers:
            opening = Button(
                paper.name,
                partial(self.paper_opened.emit, paper.file, paper.name),
                kind=LINK,
                icon="paperclip",
            )
            self.papers.append(opening)
            if paper.preview is None:
                line.addWidget(opening)
                continue
            picture = QLabel()
            picture.setAccessibleName(paper.name)
            self._marks.append((paper.preview.sha256, picture))
            both = QWidget()
            both.setLayout(column(picture, opening, gap=0))
            line.addWidget(both)
        return held

    def _objection(self, objection: Objection) -> QWidget:
        told = Text(_("Objection of {day}: {text}", day=objection.on, text=objection.text), wrap=True)
        if objection.result:
            return Inset("blue", told, Text(_("Answer: {result}", result=objection.result), wrap=True))
        answer = Button(_("Answer it…"), partial(self.answer_asked.emit, objection.entry))
        self.answers.append(answer)
        return Inset("amber", told, row(answer, None))


def _filed(sheet: CloseOffSheet) -> list[QWidget]:
    close_off = sheet.close_off
    number = close_off.number or _("number to follow")
    told = f"{close_off.filed_on} · {sheet.name_of(close_off.filed_by)} · {number}"
    opinion = [Text(close_off.opinion, wrap=True)] if close_off.opinion else []
    return [Text(told, tone="soft", wrap=True), *opinion]


def _who_when(on: object, by: str, recorded: Instant, sheet: CloseOffSheet) -> str:
    """Say when it was done and who recorded it; when it was written down on another day, that too."""
    parts = [f"{on}", sheet.name_of(by)]
    if on != recorded.day:
        parts.append(_("written down {day}", day=recorded.day))
    return " · ".join(parts)


def begun(name: str) -> str:
    """Give a name as a line begins with it."""
    return name[:1].upper() + name[1:]
