"""What a re-checker says: it is put right, it is not, it came back, it still holds."""

from datetime import timedelta

from inspector.model.finding_acts import fail_recheck, look_back, pass_recheck, plan_look_back, relapse
from inspector.model.finding_steps import Step
from inspector.periods import Instant, at
from inspector.words import N_, _
from ui.dialogs.case_step import StepDialog, StepWish
from ui.dialogs.case_work import day_of, photo_field, taken
from ui.widgets.day_field import DayField

NOON, AGAIN = "12:00", 7
"""When an earlier day's look is said to have been; days that are proposed where a deadline is over."""
BY_OWN_KEY = N_("You answer for this in person: it is signed with your own key.")


class PassDialog(StepDialog):
    """A re-checker found it put right."""

    STEP = Step.PASS

    def build(self) -> None:
        """Ask when it was looked at, and for a remark and photos."""
        self.checked = checked_on(self)
        self.note = self.add_text(_("Remark"), _("if there is something to say"))
        self.photos = photo_field(self, _("Photos of the re-check"))
        finding = self.question.case.sheet.finding
        passed = len(finding.passed_by) + 1
        if finding.rechecks > 1:
            words = _("Re-checker {n} of {all}", n=min(passed, finding.rechecks), all=finding.rechecks)
            self.add_words(words)
        self.add_words(_(BY_OWN_KEY))

    def wish(self) -> StepWish:
        """Give the re-check."""
        checked, note = moment_of(self.checked, self.question.now), self.note.text
        return StepWish(
            lambda found, who, _given: pass_recheck(found, who, checked, note), photos=taken(self.photos)
        )


class FailDialog(StepDialog):
    """A re-checker did not find it put right."""

    STEP = Step.FAIL

    def build(self) -> None:
        """Ask for what is still to be done (补充整改要求), and by when."""
        self.requirement = self.add_text(_("What is still to be done"), _("needed: in writing, for the unit"))
        question = self.question
        self.due = DayField(_("New deadline"), question.now.day, ahead=True)
        due = question.case.sheet.finding.due
        if due and due < question.now.day:
            self.due.show_day(question.now.day + timedelta(days=AGAIN))
        self.add(_("New deadline"), self.due, _("Without one the deadline stays."))
        self.checked = checked_on(self)
        self.photos = photo_field(self, _("Photos of the re-check"))
        self.add_words(_(BY_OWN_KEY))

    def wish(self) -> StepWish:
        """Give the return."""
        checked, requirement = moment_of(self.checked, self.question.now), self.requirement.text
        due = day_of(self.due) if self.due.field.text().strip() else None
        return StepWish(
            lambda found, who, _given: fail_recheck(found, who, checked, requirement, due),
            photos=taken(self.photos),
        )


class RelapseDialog(StepDialog):
    """It came back: the same number, its history kept."""

    STEP = Step.RELAPSE

    def build(self) -> None:
        """Ask what came back, and when it was seen."""
        self.text = self.add_text(_("What came back"))
        self.seen = checked_on(self, _("Seen on"))
        self.photos = photo_field(self, _("Photos"))

    def wish(self) -> StepWish:
        """Give the relapse."""
        text, seen = self.text.text, moment_of(self.seen, self.question.now)
        return StepWish(lambda found, who, _given: relapse(found, who, seen, text), photos=taken(self.photos))


class PlanLookBackDialog(StepDialog):
    """Somebody will look again (回头看)."""

    STEP = Step.PLAN_LOOK_BACK

    def build(self) -> None:
        """Ask when."""
        question = self.question
        self.on = DayField(_("Day"), question.now.day, ahead=True)
        days = question.case.sheet.rules.look_back_days
        self.on.show_day(question.case.sheet.finding.look_back or question.now.day + timedelta(days=days))
        self.add(_("Day"), self.on)

    def wish(self) -> StepWish:
        """Give the day."""
        on = day_of(self.on)
        return StepWish(lambda found, who, _given: plan_look_back(found, who, on))


class LookBackDialog(StepDialog):
    """Somebody looked again, and it holds."""

    STEP = Step.LOOK_BACK

    def build(self) -> None:
        """Ask when, and for a remark."""
        self.on = checked_on(self, _("Day"))
        self.note = self.add_text(_("Remark"), _("if there is something to say"))
        self.photos = photo_field(self, _("Photos"))

    def wish(self) -> StepWish:
        """Give the look back."""
        on, note = day_of(self.on), self.note.text
        return StepWish(lambda found, who, _given: look_back(found, who, on, note), photos=taken(self.photos))


def checked_on(dialog: StepDialog, name: str = "") -> DayField:
    """Add a field for the day something was looked at: today unless told otherwise."""
    words = name or _("Looked at on")
    today = dialog.question.now.day
    field = DayField(words, today)
    field.show_day(today)
    dialog.add(words, field)
    return field


def moment_of(field: DayField, now: Instant) -> Instant:
    """Give when it was looked at: now, or noon of an earlier day."""
    day = day_of(field)
    return now if day == now.day else at(day, NOON, now.tz)
