"""The parts of a dossier: facts, papers, time line, open findings, history."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from db.queries.dossier import Dossier, DossierFinding
from db.queries.site_papers import DossierPaper
from db.queries.time_line import PAGE, FactChange, Line, LineKind
from inspector.model.finding_state import SEVERITY_NAMES, Severity
from inspector.model.ids import SitePaperId
from inspector.model.site import KIND_NAMES
from inspector.model.site_paper import PAPER_STATE_NAMES, PaperState
from inspector.periods import long_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.chip import Chip
from ui.widgets.dossier_words import FIELD_NAMES, LINE_NAMES, LINE_TONES, change_words, line_words
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout, one_height
from ui.widgets.panel import M, Rule, S, Scroll, SectionHeader, fill, row
from ui.widgets.site_words import (
    PAPER_TONES,
    chip_tone,
    day_words,
    due_words,
    metre_words,
    paper_words,
    place_words,
    term_words,
)
from ui.widgets.text import Text


class Part(QWidget):
    """A column that scrolls; ``clear`` it before other rows are shown."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        fill(QVBoxLayout(self), (), 0)
        self.column = QVBoxLayout()
        self._scroll: Scroll | None = None
        self.clear()

    def clear(self) -> None:
        """Take everything away."""
        if self._scroll:
            self.layout_of().removeWidget(self._scroll)
            self._scroll.deleteLater()
        body = QWidget()
        self.column = QVBoxLayout(body)
        fill(self.column, (), S)
        self.column.setContentsMargins(0, 0, px(S), 0)
        self._scroll = Scroll(body)
        self.layout_of().addWidget(self._scroll)

    def layout_of(self) -> QLayout:
        """Give the layout that holds the column."""
        layout = self.layout()
        assert layout is not None, "made in __init__"  # noqa: S101 - tells mypy so
        return layout

    def say_nothing(self, text: str) -> None:
        """Say that there is nothing to show."""
        self.column.addWidget(Text(text, tone="soft", wrap=True))


class FactsPart(Part):
    """All that is known of the site itself."""

    def __init__(self) -> None:
        super().__init__(_("Facts"))

    def show_dossier(self, dossier: Dossier, today: date) -> None:
        """Show the facts as they stand ``today``."""
        self.clear()
        site = dossier.site
        for name, value in (
            (_("Kind"), _(KIND_NAMES[site.kind])),
            (_("Grid"), dossier.row.grid_name),
            (_("Last visit"), day_words(dossier.row.last_visit, today)),
            (_("Due"), due_words(dossier.row.due_on, today)[0]),
            (_("List"), dossier.checklist),
            (_("Address"), site.address),
            (_("Credit code"), site.credit_code),
            (_("Watched since"), day_words(site.day, today) if site.day <= today else ""),
        ):
            if value:
                self.column.addWidget(Fact(name, value))
        self.column.addWidget(Rule())
        self._add_person(_("Responsible leader"), site.leader, site.leader_phone)
        self._add_person(_("Responsible person"), site.responsible, site.responsible_phone)
        self.column.addWidget(Rule())
        self._add_place(dossier)
        if site.note:
            self.column.addWidget(Rule())
            self.column.addWidget(SectionHeader(_("Note")))
            self.column.addWidget(Text(site.note, wrap=True))
        self.column.addStretch(1)

    def _add_person(self, duty: str, name: str, phone: str) -> None:
        self.column.addWidget(Fact(duty, name or "—"))
        if phone:
            copying = Button(phone, partial(_copy, phone), kind=LINK)
            copying.setToolTip(_("Copy"))
            copying.setAccessibleName(_("Copy {text}", text=phone))
            self.column.addLayout(row(None, copying))

    def _add_place(self, dossier: Dossier) -> None:
        place = dossier.site.place
        if place is None:
            self.column.addWidget(Fact(_("Place"), _("unknown")))
            return
        words = place_words(place)
        copying = Button(words, partial(_copy, words), kind=LINK)
        copying.setToolTip(_("Copy"))
        copying.setAccessibleName(_("Copy {text}", text=words))
        self.column.addLayout(row(Text(_("Place"), tone="soft"), None, copying))
        if dossier.distance_m is not None:
            self.column.addWidget(Fact(_("From the grid's middle"), metre_words(dossier.distance_m)))


class PapersPart(Part):
    """The papers in force; ``adding_asked`` wants a new one, the others carry the id of one."""

    adding_asked = Signal()
    renewing_asked = Signal(str)
    changing_asked = Signal(str)
    ending_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Papers"))

    def show_papers(self, papers: Sequence[DossierPaper], today: date) -> None:
        """Show them, those that expire first at the top."""
        self.clear()
        adding = Button(_("New paper"), self.adding_asked.emit, icon="plus")
        self.column.addLayout(row(adding, None))
        if not papers:
            self.say_nothing(_("No paper is on file. Permits and plans are shown here before they expire."))
        for paper in papers:
            self.column.addWidget(self._paper(paper, today))
        self.column.addStretch(1)

    def _paper(self, paper: DossierPaper, today: date) -> QWidget:
        words, state = paper_words(paper.expires, today)
        head = FlowLayout(gap=6)
        told_of = [
            Text(paper.title, bold=True),
            Chip(_(PAPER_STATE_NAMES[state]), chip_tone(PAPER_TONES[state])),
        ]
        if state is not PaperState.VALID:
            told_of.append(Text(words, tone=PAPER_TONES[state]))
        for part in one_height(*told_of):
            head.addWidget(part)
        say = in_language(spoken())
        told = [
            paper.number,
            _("issued {day}", day=long_day(paper.issued, say)) if paper.issued else "",
            _("until {day}", day=long_day(paper.expires, say)) if paper.expires else _("without end"),
            plural("{n} scan", "{n} scans", paper.scans) if paper.scans else "",
        ]
        about = Text(" · ".join(one for one in told if one), tone="soft", wrap=True)
        steps = FlowLayout(gap=8)
        for text, asked in (
            (_("Renew"), self.renewing_asked),
            (_("Edit"), self.changing_asked),
            (_("End"), self.ending_asked),
        ):
            step = Button(text, partial(_emit, asked, paper.paper))
            step.setAccessibleDescription(paper.title)
            steps.addWidget(step)
        box = QWidget()
        fill(layout := QVBoxLayout(box), (head, about), 4)
        if paper.note:
            layout.addWidget(Text(paper.note, tone="soft", wrap=True))
        layout.addLayout(steps)
        layout.addWidget(Rule())
        return box


class FindingsPart(Part):
    """The findings that have not ended; ``chosen`` carries the id of one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Open findings"))

    def show_findings(self, findings: Sequence[DossierFinding], today: date) -> None:
        """Show them by their term."""
        self.clear()
        if not findings:
            self.say_nothing(_("None is open."))
        for one in findings:
            number = Button(one.number, partial(self.chosen.emit, one.finding), kind=LINK)
            number.setAccessibleDescription(one.text)
            words, tone = term_words(one.due_on, today)
            parts: list[QWidget] = [number, Chip(words, chip_tone(tone))]
            if one.severity is not Severity.MINOR:
                parts.append(Chip(_(SEVERITY_NAMES[one.severity]), "red"))
            line = FlowLayout(gap=6)
            for part in one_height(*parts):
                line.addWidget(part)
            box = QWidget()
            fill(QVBoxLayout(box), (line, Text(one.text, tone="soft", wrap=True)), 2)
            self.column.addWidget(box)
        self.column.addStretch(1)


class TimeLinePart(Part):
    """What happened here, the newest first; ``older_asked`` wants the next page."""

    older_asked = Signal(object)
    finding_chosen = Signal(str)
    stop_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Time line"))
        self.lines: list[Line] = []
        self.older = Button(_("Show older"), self.ask_older)

    def show_lines(self, lines: Sequence[Line], today: date, *, further: bool) -> None:
        """Show the first page, or ``further`` lines below those there are."""
        if not further:
            self.clear()
            self.lines = []
            self.older = Button(_("Show older"), self.ask_older)
            if not lines:
                self.say_nothing(_("Nothing has happened here yet."))
            self.column.addLayout(row(self.older, None))
            self.column.addStretch(1)
        below = self.column.count() - 2 if lines or self.lines else self.column.count()
        for at, line in enumerate(lines):
            self.column.insertWidget(below + at, self._line(line, today))
        self.lines += lines
        self.older.setVisible(len(lines) == PAGE)

    def ask_older(self) -> None:
        """Ask for what came before the last line."""
        self.older_asked.emit(self.lines[-1])

    def _line(self, line: Line, today: date) -> QWidget:
        when = f"{day_words(line.at.day, today)} {line.at.clock}"
        words = line_words(line)
        parts: list[QWidget] = [
            Text(when, tone="soft"),
            Chip(_(LINE_NAMES[line.kind]), LINE_TONES.get(line.kind, "grey")),
        ]
        if line.by:
            parts.append(Text(line.by, tone="soft"))
        if opening := self._opening(line):
            opening.setAccessibleDescription(words)
            parts.append(opening)
        head = FlowLayout(gap=6)
        for part in one_height(*parts):
            head.addWidget(part)
        box = QWidget()
        fill(layout := QVBoxLayout(box), (head,), 2)
        if words:
            layout.addWidget(Text(words, wrap=True))
        return box

    def _opening(self, line: Line) -> Button | None:
        """Give the way on from a line: to its finding, or to what was, and is, to be put right at a stop."""
        if line.kind in {LineKind.FINDING, LineKind.STEP}:
            return Button(_("Show the finding"), partial(self.finding_chosen.emit, line.subject), kind=LINK)
        if line.kind is LineKind.VISIT:
            return Button(_("Correct…"), partial(self.stop_chosen.emit, line.subject), kind=LINK)
        if line.kind is LineKind.CORRECTION:
            return Button(
                _("Show what was corrected"), partial(self.stop_chosen.emit, line.subject), kind=LINK
            )
        return None


class HistoryPart(Part):
    """How each fact came to be what it is."""

    def __init__(self) -> None:
        super().__init__(_("History"))

    def show_changes(self, changes: Sequence[FactChange], today: date) -> None:
        """Show who told what when, the newest first."""
        self.clear()
        for change in changes:
            when = f"{day_words(change.at.day, today)} {change.at.clock}"
            about = Text(" · ".join(one for one in (when, change.by) if one), tone="soft", wrap=True)
            name = Text(_(FIELD_NAMES.get(change.field, change.field)), bold=True)
            box = QWidget()
            line = QHBoxLayout()
            fill(line, (name, about), M)
            line.setStretch(1, 1)
            fill(QVBoxLayout(box), (line, Text(change_words(change), wrap=True)), 2)
            self.column.addWidget(box)
        self.column.addStretch(1)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _emit(signal: object, paper: SitePaperId) -> None:
    signal.emit(paper)  # type: ignore[attr-defined]
