"""The steps of the office about a task: re-checks, more time, supervision, corrections."""

import re
from typing import Any

from PySide6.QtWidgets import QCheckBox

from inspector.model import task_acts as acts
from inspector.model.case_steps import SUPERVISION_NAMES, Supervision
from inspector.model.task_life import TaskCorrected
from inspector.model.task_steps import TaskStep
from inspector.periods import Instant
from inspector.words import _
from ui.dialogs.task_step import TaskAct, TaskDialog, day_or_none, needed_day

_SEPARATORS = re.compile(r"[、，,;；\n]+")


class RecheckDialog(TaskDialog):
    """A re-check, signed in person; ``now`` is when it is made."""

    now: Instant

    def build(self) -> None:
        """Ask for a remark."""
        self.note = self.add_text(_("What you saw"), remark=_("It is signed with your own key."))


class PassTaskDialog(RecheckDialog):
    """That it is completed indeed."""

    STEP = TaskStep.PASS

    def act(self) -> TaskAct:
        """Pass it."""
        now, note = self.now, self.note.toPlainText()
        return lambda ask: acts.pass_recheck(ask.task, ask.who, now, note)


class FailTaskDialog(TaskDialog):
    """That it goes back with written requirements."""

    STEP = TaskStep.FAIL
    now: Instant

    def build(self) -> None:
        """Ask what is still to be done."""
        self.requirement = self.add_text(
            _("What is still to be done"), remark=_("It is signed with your own key.")
        )
        self.due = self.add_day(_("New deadline (empty: it stays)"), ahead=True)

    def act(self) -> TaskAct:
        """Return it."""
        now, requirement, due = self.now, self.requirement.toPlainText(), day_or_none(self.due)
        return lambda ask: acts.fail_recheck(ask.task, ask.who, now, requirement, due)


class HoldDialog(TaskDialog):
    """That it goes on without an end."""

    STEP = TaskStep.HOLD

    def build(self) -> None:
        """Ask why."""
        written = self.sheet.task.deadline
        remark = _("The deadline as written: {text}", text=written) if written else ""
        self.reason = self.add_text(_("Why it has no end"), remark=remark)

    def act(self) -> TaskAct:
        """Hold it."""
        reason = self.reason.toPlainText()
        return lambda ask: acts.hold(ask.task, ask.who, reason)


class TakeUpDialog(TaskDialog):
    """That work on it goes on."""

    STEP = TaskStep.TAKE_UP

    def build(self) -> None:
        """Ask why and until when."""
        self.reason = self.add_text(_("Why work goes on"))
        self.due = self.add_day(_("New deadline (empty: it stays)"), ahead=True)

    def act(self) -> TaskAct:
        """Take it up."""
        reason, due, today = self.reason.toPlainText(), day_or_none(self.due), self.today
        return lambda ask: acts.take_up(ask.task, ask.who, reason, due, today)


class AskTimeDialog(TaskDialog):
    """The wish for more time."""

    STEP = TaskStep.ASK_MORE_TIME

    def build(self) -> None:
        """Ask until when and why."""
        self.until = self.add_day(_("Until"), ahead=True)
        self.reason = self.add_text(_("Why more time is needed"))
        self.add_behalf()

    def act(self) -> TaskAct:
        """Ask for it."""
        until, reason = needed_day(self.until), self.reason.toPlainText()
        return lambda ask: acts.ask_more_time(ask.task, ask.who, until, reason, ask.behalf)


class GiveTimeDialog(TaskDialog):
    """More time, asked for or not."""

    STEP = TaskStep.GIVE_MORE_TIME

    def build(self) -> None:
        """Ask until when."""
        self.until = self.add_day(_("Until"), self.sheet.task.asked, ahead=True)
        self.reason = self.add_text(_("Remark"))

    def act(self) -> TaskAct:
        """Give it."""
        until, reason = needed_day(self.until), self.reason.toPlainText()
        return lambda ask: acts.give_more_time(ask.task, ask.who, until, reason)


class RefuseTimeDialog(TaskDialog):
    """No more time."""

    STEP = TaskStep.REFUSE_MORE_TIME

    def build(self) -> None:
        """Ask why."""
        self.reason = self.add_text(_("Why no more time is given"))

    def act(self) -> TaskAct:
        """Refuse it."""
        reason = self.reason.toPlainText()
        return lambda ask: acts.refuse_more_time(ask.task, ask.who, reason)


class SuperviseTaskDialog(TaskDialog):
    """That somebody above keeps an eye on it."""

    STEP = TaskStep.SUPERVISE

    def build(self) -> None:
        """Ask how, why, under which number."""
        kinds = [(kind.value, _(name)) for kind, name in SUPERVISION_NAMES.items()]
        self.kind = self.add_choice(_("Kind"), kinds)
        self.reason = self.add_text(_("Why"))
        self.number = self.add_line(_("Document number"))

    def act(self) -> TaskAct:
        """Begin it."""
        kind, reason, number = (
            Supervision(self.kind.value()),
            self.reason.toPlainText(),
            self.number.text(),
        )
        return lambda ask: acts.supervise(ask.task, ask.who, kind, reason, number)


class EndTaskSupervisionDialog(TaskDialog):
    """The end of a supervision."""

    STEP = TaskStep.END_SUPERVISION

    def build(self) -> None:
        """Ask which and why."""
        kinds = [(kind.value, _(SUPERVISION_NAMES[kind])) for kind in self.sheet.task.supervision]
        self.kind = self.add_choice(_("Kind"), kinds)
        self.reason = self.add_text(_("Why"))

    def act(self) -> TaskAct:
        """End it."""
        kind, reason = Supervision(self.kind.value()), self.reason.toPlainText()
        return lambda ask: acts.end_supervision(ask.task, ask.who, kind, reason)


class PlanTaskLookBackDialog(TaskDialog):
    """The day to look again."""

    STEP = TaskStep.PLAN_LOOK_BACK

    def build(self) -> None:
        """Ask for the day."""
        self.day = self.add_day(_("Look again on"), self.sheet.task.look_back, ahead=True)

    def act(self) -> TaskAct:
        """Set it."""
        on = needed_day(self.day)
        return lambda ask: acts.plan_look_back(ask.task, ask.who, on)


class TaskLookBackDialog(TaskDialog):
    """That it still holds."""

    STEP = TaskStep.LOOK_BACK

    def build(self) -> None:
        """Ask when, and for a remark."""
        self.day = self.add_day(_("Looked at on"), self.today)
        self.note = self.add_text(_("What you saw"))

    def act(self) -> TaskAct:
        """Record it."""
        on, note = needed_day(self.day), self.note.toPlainText()
        return lambda ask: acts.look_back(ask.task, ask.who, on, note)


class WithdrawTaskDialog(TaskDialog):
    """That it is no task."""

    STEP = TaskStep.WITHDRAW

    def build(self) -> None:
        """Ask why."""
        self.reason = self.add_text(_("Why it is taken out"), remark=_("Its entries stay in the journal."))

    def act(self) -> TaskAct:
        """Take it out."""
        reason = self.reason.toPlainText()
        return lambda ask: acts.withdraw(ask.task, ask.who, reason)


class DecideTaskDialog(TaskDialog):
    """Why one of two contradicting steps is to have no effect; ``falls`` is its entry."""

    STEP = TaskStep.CORRECT
    falls: str

    def build(self) -> None:
        """Ask why."""
        self.setWindowTitle(_("Decide between contradicting steps"))
        self.doing.setText(_("Let this stand"))
        self.reason = self.add_text(_("Why this one stands"))

    def act(self) -> TaskAct:
        """Let it fall."""
        falls, reason = (self.falls,), self.reason.toPlainText()
        return lambda ask: acts.resolve_conflict(ask.task, ask.who, falls, reason)


class CorrectTaskDialog(TaskDialog):
    """What is said of it."""

    STEP = TaskStep.CORRECT

    def build(self) -> None:
        """Ask for what may be put right."""
        task = self.sheet.task
        several = _("Several are parted by 、")
        self.number = self.add_line(_("Number"), task.number)
        self.title = self.add_line(_("Title"), task.title)
        self.lead = self.add_line(_("In the lead"), "、".join(task.lead), several)
        self.responsible = self.add_line(_("Responsible units"), "、".join(task.responsible), several)
        self.deadline = self.add_line(_("Deadline as written"), task.deadline)
        self.due = self.add_day(_("Which means the day"), task.due, ahead=True)
        self.goal = self.add_text(_("Goal"), task.goal)
        self.standing = QCheckBox(_("A standing task: findings are put under it, and it does not end"))
        self.standing.setChecked(task.is_standing)
        self.add(_("Kind"), self.standing)
        self.reason = self.add_line(_("Why it is corrected"))

    def act(self) -> TaskAct:
        """Say what differs."""
        task = self.sheet.task
        due = day_or_none(self.due)
        new: dict[str, Any] = {
            "number": self.number.text().strip(),
            "title": self.title.text().strip(),
            "lead": units_in(self.lead.text()),
            "responsible": units_in(self.responsible.text()),
            "deadline": self.deadline.text().strip(),
            "goal": self.goal.toPlainText().strip(),
            "is_standing": self.standing.isChecked(),
        }
        changed = {name: value for name, value in new.items() if value != getattr(task, name)}
        if due != task.due:
            changed |= {"due": due, "has_no_due": due is None}
        reason = self.reason.text().strip()

        told = TaskCorrected(subject=task.id, reason=reason, **changed)
        return lambda ask: acts.correct(ask.task, ask.who, told)


def units_in(text: str) -> tuple[str, ...]:
    """Part units that are written in one line."""
    return tuple(dict.fromkeys(unit.strip() for unit in _SEPARATORS.split(text) if unit.strip()))
