"""What the office decides of a finding: more time, supervision, transfer, joined to another."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem

from db.queries.findings import FindingRow
from inspector.errors import Refused
from inspector.model.case_steps import SUPERVISION_NAMES, Supervision
from inspector.model.finding_acts import (
    decide_transfer,
    end_supervision,
    give_more_time,
    join,
    put_under_task,
    receive_transfer,
    refuse_more_time,
    supervise,
    transfer,
)
from inspector.model.finding_steps import Step
from inspector.model.ids import TaskId
from inspector.words import N_, _
from ui.dialogs.case_step import StepDialog, StepWish
from ui.dialogs.case_work import day_of, later_day
from ui.theme import px
from ui.widgets.case_papers import PapersField
from ui.widgets.day_field import DayField
from ui.widgets.finding_box import Choice


class GiveMoreTimeDialog(StepDialog):
    """The office moves the deadline, asked or not."""

    STEP = Step.GIVE_MORE_TIME

    def build(self) -> None:
        """Ask until when."""
        self.until = later_day(self)
        self.reason = self.add_text(_("Reason"), _("if there is something to say"))

    def wish(self) -> StepWish:
        """Give the new deadline."""
        until, reason = day_of(self.until), self.reason.text
        return StepWish(lambda found, who, _given: give_more_time(found, who, until, reason))


class RefuseMoreTimeDialog(StepDialog):
    """The office leaves the deadline as it is."""

    STEP = Step.REFUSE_MORE_TIME

    def build(self) -> None:
        """Ask why."""
        self.reason = self.add_text(_("Reason"))

    def wish(self) -> StepWish:
        """Give the refusal."""
        reason = self.reason.text
        return StepWish(lambda found, who, _given: refuse_more_time(found, who, reason))


class SuperviseDialog(StepDialog):
    """The office keeps an eye on it (挂牌督办, 专案盯办)."""

    STEP = Step.SUPERVISE

    def build(self) -> None:
        """Ask for the kind, the number of the paper and the reason."""
        there = self.question.case.sheet.finding.supervision
        kinds = [(one, _(SUPERVISION_NAMES[one])) for one in Supervision if one not in there]
        self.kind = Choice(_("Kind"), kinds)
        self.add(_("Kind"), self.kind)
        self.number = self.add_line(_("Number of the paper"), _("to be numbered"))
        self.reason = self.add_text(_("Reason"))

    def wish(self) -> StepWish:
        """Give the supervision."""
        if self.kind.currentData() is None:
            raise Refused(N_("It is under that supervision already."))
        kind, number, reason = Supervision(self.kind.currentData()), self.number.text(), self.reason.text
        return StepWish(lambda found, who, _given: supervise(found, who, kind, reason, number))


class EndSupervisionDialog(StepDialog):
    """The office keeps an eye on it no longer."""

    STEP = Step.END_SUPERVISION

    def build(self) -> None:
        """Ask which, and why."""
        there = self.question.case.sheet.finding.supervision
        self.kind = Choice(_("Kind"), [(one, _(SUPERVISION_NAMES[one])) for one in there])
        self.add(_("Kind"), self.kind)
        self.reason = self.add_text(_("Reason"))

    def wish(self) -> StepWish:
        """Give the end."""
        kind, reason = Supervision(self.kind.currentData()), self.reason.text
        return StepWish(lambda found, who, _given: end_supervision(found, who, kind, reason))


class PutUnderTaskDialog(StepDialog):
    """It belongs to a standing task (发现一处治理一处), or no longer."""

    STEP = Step.PUT_UNDER_TASK

    def build(self) -> None:
        """Ask which."""
        there = self.question.case.sheet.finding.task
        offered = [*self.question.choices.tasks]
        if there:
            offered.append((TaskId(""), _("none: take it out again")))
        self.task = Choice(_("Standing task"), offered)
        self.task.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.task.setMinimumContentsLength(8)
        none = "" if offered else _("There is no standing task yet; it begins in the ledger.")
        self.add(_("Standing task"), self.task, none)

    def wish(self) -> StepWish:
        """Give the task."""
        if self.task.currentData() is None:
            raise Refused(N_("There is no standing task yet; it begins in the ledger."))
        task = str(self.task.currentData())
        return StepWish(lambda found, who, _given: put_under_task(found, who, task))


class TransferDialog(StepDialog):
    """It goes to another authority with a letter (移送函)."""

    STEP = Step.TRANSFER

    def build(self) -> None:
        """Ask to whom, why, under which number, and who may read it from now on."""
        self.authority = self.add_line(_("Authority"))
        self.reason = self.add_text(_("Reason"))
        self.number = self.add_line(_("Number of the letter"), _("to be numbered"))
        self.restricted = QCheckBox(_("Restricted: only the office reads it from now on"))
        self.add(_("Access"), self.restricted)

    def wish(self) -> StepWish:
        """Give the transfer."""
        authority, reason, number = self.authority.text(), self.reason.text, self.number.text()
        restricted = self.restricted.isChecked()
        return StepWish(
            lambda found, who, _given: transfer(
                found, who, authority, reason, number=number, is_restricted=restricted
            )
        )


class TransferReceivedDialog(StepDialog):
    """The other authority confirmed that it has the case."""

    STEP = Step.TRANSFER_RECEIVED

    def build(self) -> None:
        """Ask who confirmed it when, and for the receipt."""
        self.by = self.add_line(_("Receipt signed by"))
        self.on = _today(self, _("Day of the receipt"))
        self.number = self.add_line(_("Number of the receipt"))
        self.papers = PapersField(_("Scan of the receipt"))
        self.add(_("Scan of the receipt"), self.papers)

    def wish(self) -> StepWish:
        """Give the receipt."""
        on, by, number = day_of(self.on), self.by.text(), self.number.text()
        return StepWish(
            lambda found, who, given: receive_transfer(found, who, on, by, number, given.kept),
            self.papers.files,
        )


class TransferDecidedDialog(StepDialog):
    """What came of it: filed or not (立案), the decision's number, the measures."""

    STEP = Step.TRANSFER_DECIDED

    def build(self) -> None:
        """Ask for the result."""
        offered = [("yes", _("a case was filed")), ("no", _("no case was filed"))]
        self.filed = Choice(_("Result"), offered)
        self.add(_("Result"), self.filed)
        self.on = _today(self, _("Day of the decision"))
        self.decision = self.add_line(_("Number of the decision"))
        self.measures = self.add_text(_("Measures"))
        self.papers = PapersField(_("Scan of the decision"))
        self.add(_("Scan of the decision"), self.papers)

    def wish(self) -> StepWish:
        """Give the result."""
        on, decision, measures = day_of(self.on), self.decision.text(), self.measures.text
        is_filed = self.filed.currentData() == "yes"
        return StepWish(
            lambda found, who, given: decide_transfer(
                found, who, on, is_filed=is_filed, decision=decision, measures=measures, papers=given.kept
            ),
            self.papers.files,
        )


class JoinDialog(StepDialog):
    """It is the same as another finding, which goes on for both; ``sought`` carries letters to find it by."""

    STEP = Step.JOIN

    sought = Signal(str)

    def build(self) -> None:
        """Ask for the other one, by its number or its words."""
        self.letters = QLineEdit()
        self.letters.setPlaceholderText(_("Number, words, or the name of the site"))
        self.add(_("The other finding"), self.letters)
        self.found = QListWidget()
        self.found.setMaximumHeight(px(120))
        self.add(_("Found"), self.found)
        self.reason = self.add_text(_("Reason"), _("if there is something to say"))
        self.letters.textChanged.connect(lambda text: self.sought.emit(text.strip()))

    def show_found(self, rows: Sequence[FindingRow]) -> None:
        """Offer what the letters lead to."""
        self.found.clear()
        for one in rows:
            if one.finding != self.question.case.row.finding:
                item = QListWidgetItem(f"{one.number} · {one.text} · {one.site_name}")
                item.setData(Qt.ItemDataRole.UserRole, one.finding)
                self.found.addItem(item)
        if self.found.count():
            self.found.setCurrentRow(0)

    def wish(self) -> StepWish:
        """Give which other finding goes on; it is looked at when it is recorded."""
        item = self.found.currentItem()
        if item is None:
            raise Refused(N_("Choose the finding that goes on."))
        reason = self.reason.text
        return StepWish(
            lambda found, who, given: join(found, who, given.into or found, reason),
            into=str(item.data(Qt.ItemDataRole.UserRole)),
        )


def _today(dialog: StepDialog, name: str) -> DayField:
    today = dialog.question.now.day
    field = DayField(name, today)
    field.show_day(today)
    dialog.add(name, field)
    return field
