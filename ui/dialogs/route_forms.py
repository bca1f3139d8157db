"""Asking for a new supervision route, for further stops, and for the record of a visit."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.queries.routes import MadeThere
from db.queries.site_choices import SiteChoices
from inspector.errors import Refused
from inspector.model.route import StopNow
from inspector.model.route_acts import MOST_COUNTED
from inspector.model.route_life import MEETING_KIND_NAMES, MeetingKind, RouteStop
from inspector.words import N_, _
from ui.dialogs.order_forms import NO_DAY, OrderForm
from ui.theme import px
from ui.widgets.case_papers import EnteredFor, PapersField
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.panel import S, fill, row
from ui.widgets.search_places import PlaceChooser
from ui.widgets.text import Text

LINES, HEIGHT, NARROW, LONGEST = 62, 120, 60, 46
STOP_ROLE = int(Qt.ItemDataRole.UserRole)


class RouteStopsForm(OrderForm):
    """Asks for further stops: sites, open tasks, and places by name, all for one planned day or none."""

    def __init__(
        self,
        about: str,
        choices: SiteChoices,
        tasks: Sequence[RouteStop],
        today: date,
        known: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        self.chooser = PlaceChooser(choices, known=known, title=_("Where the group goes"))
        self.tasks = QListWidget()
        self.tasks.setAccessibleName(_("Tasks to choose from"))
        self.tasks.setFixedHeight(px(HEIGHT))
        for one in tasks:
            if one.id not in known:
                item = QListWidgetItem(one.name)
                item.setData(STOP_ROLE, one)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
                self.tasks.addItem(item)
        # the tasks that were chosen are kept as a draft through the text of a field
        self.kept = QLineEdit(self.tasks)
        self.kept.hide()
        self.kept.textChanged.connect(self._bring_back)
        self.tasks.itemChanged.connect(self._keep)
        self.day = DayField(_("Planned for"), today, ahead=True)
        super().__init__(self.title(), about, self.action(), parent)

    def title(self) -> str:
        """Name what is asked."""
        return _("Add stops")

    def action(self) -> str:
        """Name what is done."""
        return _("Add stops")

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for sites, places and tasks, and the day."""
        tasks = (FormField(_("Open tasks"), self.tasks),) if self.tasks.count() else ()
        day = FormField(_("Planned for; leave it empty to plan the days later"), _beside(self.day))
        return (self.chooser, *tasks, day)

    def stops(self) -> tuple[RouteStop, ...]:
        """Give the stops that were chosen, sites first. Raises Refused for a day that is none."""
        if self.day.day is None and self.day.field.text().strip():
            raise Refused(NO_DAY)
        places = [
            RouteStop(id=one.id, name=one.name, grid=one.grid, site=one.site, day=self.day.day)
            for one in self.chooser.places()
        ]
        tasks = [
            RouteStop(id=one.id, name=one.name, grid=one.grid, task=one.task, day=self.day.day)
            for one in self._chosen()
        ]
        return (*places, *tasks)

    def _items(self) -> list[QListWidgetItem]:
        return [self.tasks.item(at) for at in range(self.tasks.count())]

    def _chosen(self) -> list[RouteStop]:
        return [item.data(STOP_ROLE) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def _keep(self) -> None:
        self.kept.setText(" ".join(one.id for one in self._chosen()))

    def _bring_back(self, text: str) -> None:
        """Choose the tasks that were left, those still offered; what is chosen already stays."""
        left = text.split()
        self.tasks.blockSignals(True)
        for item in self._items():
            is_left = item.data(STOP_ROLE).id in left
            item.setCheckState(Qt.CheckState.Checked if is_left else Qt.CheckState.Unchecked)
        self.tasks.blockSignals(False)


class RouteNewForm(RouteStopsForm):
    """Asks which group goes, what for, and where to."""

    def __init__(
        self,
        choices: SiteChoices,
        tasks: Sequence[RouteStop],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        self.group, self.text = QLineEdit(), QLineEdit()
        super().__init__("", choices, tasks, today, (), parent)
        self.group.setFocus()

    def title(self) -> str:
        """Name what is asked."""
        return _("New supervision route")

    def action(self) -> str:
        """Name what is done."""
        return _("Send the group out")

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for the group first."""
        return (
            FormField(_("Supervision group"), self.group),
            FormField(_("What it goes for"), self.text),
            *super().rows(),
        )


class RouteCorrectForm(OrderForm):
    """Asks anew which group goes and what for, and why that changes."""

    def __init__(self, group: str, text: str, parent: QWidget | None = None) -> None:
        self.group, self.text, self.reason = QLineEdit(group), QLineEdit(text), QLineEdit()
        super().__init__(_("Correct group and errand"), "", _("Correct"), parent)

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for both, and for the reason."""
        return (
            FormField(_("Supervision group"), self.group),
            FormField(_("What it goes for"), self.text),
            FormField(_("Reason"), self.reason),
        )


class RouteVisitForm(OrderForm):
    """Asks for the record of a visit: places, meetings by kind, findings known and new, words, papers."""

    def __init__(
        self, stop: StopNow, offered: Sequence[MadeThere], today: date, parent: QWidget | None = None
    ) -> None:
        self.on = DayField(_("Day of the visit"), today)
        self.on.show_day(today)
        self.places = _count_field(_("Places looked at"))
        self.meetings = {kind: _count_field(_(name)) for kind, name in MEETING_KIND_NAMES.items()}
        self.offered = [one.finding for one in offered]
        self.boxes = [_finding_box(one) for one in offered]
        self.new, self.text = _text_field(), _text_field()
        self.papers = PapersField(_("Minutes, photos or other evidence"))
        self.behalf = EnteredFor()
        super().__init__(_("Record a visit"), stop.told.name, _("Record"), parent)

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for day and counts, then for findings and words."""
        counts = QWidget()
        grid = QGridLayout(counts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        for at, (kind, field) in enumerate(self.meetings.items()):
            grid.addWidget(Text(_(MEETING_KIND_NAMES[kind]), wrap=True), at, 0)
            grid.addWidget(field, at, 1)
        grid.setColumnStretch(0, 1)
        boxes = QWidget()
        fill(QVBoxLayout(boxes), self.boxes, S)
        known = (FormField(_("Findings that were made on this visit"), boxes),) if self.boxes else ()
        return (
            FormField(_("Day of the visit"), _beside(self.on)),
            FormField(_("Places looked at"), _beside(self.places)),
            FormField(_("Meetings held, by kind"), counts),
            *known,
            FormField(_("New findings, one a line; each is reported to the office"), self.new),
            FormField(_("Remark"), self.text),
            FormField(_("Minutes, photos or other evidence"), self.papers),
            self.behalf,
        )

    @property
    def day(self) -> date:
        """The day of the visit. Raises Refused without one."""
        if self.on.day is None:
            raise Refused(NO_DAY)
        return self.on.day

    @property
    def counts(self) -> tuple[int, dict[MeetingKind, int]]:
        """The places looked at, and the meetings by kind. Raises Refused for what is no count."""
        meetings = {kind: _count(field) for kind, field in self.meetings.items()}
        return _count(self.places), meetings

    @property
    def known(self) -> tuple[str, ...]:
        """The findings that were chosen."""
        chosen = zip(self.offered, self.boxes, strict=True)
        return tuple(finding for finding, box in chosen if box.isChecked())

    @property
    def told_new(self) -> tuple[str, ...]:
        """The new findings in words."""
        lines = (line.strip() for line in self.new.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


def _finding_box(one: MadeThere) -> QCheckBox:
    """Offer a finding, with as much of its words as the narrowest form has room for."""
    told = f"{one.noticed_on:%m-%d} {one.number} {one.text}"
    box = QCheckBox(told[:LONGEST].replace("&", "&&"))
    box.setToolTip(told)
    return box


def _count(field: QLineEdit) -> int:
    typed = field.text().strip() or "0"
    if not typed.isdecimal():
        raise Refused(N_("A count lies between 0 and {limit}."), limit=MOST_COUNTED)
    return int(typed)


def _count_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText("0")
    field.setValidator(QIntValidator(0, MOST_COUNTED, field))
    field.setFixedWidth(px(NARROW))
    return field


def _text_field() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(px(LINES))
    return field


def _beside(field: QWidget) -> QWidget:
    held = QWidget()
    held.setLayout(row(field, None))
    return held
