"""What a unit says of a finding in its hands: taken on, progress, more time needed, put right."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from db.photo_intake import TakenPhoto
from inspector.errors import Refused
from inspector.model.finding_acts import accept, ask_more_time, progress, put_right
from inspector.model.finding_steps import Step
from inspector.model.photo import Moment
from inspector.words import N_, _
from ui.dialogs.case_step import StepDialog, StepWish, behalf_of
from ui.photo_lane import PhotoLane
from ui.widgets.case_papers import PapersField
from ui.widgets.case_photo_field import CasePhotoField
from ui.widgets.day_field import DayField
from ui.widgets.number_field import NumberField
from ui.widgets.panel import XS, fill

LANE = "lane"
"""What ``StepQuestion.further`` gives where photos can be taken in: a ``PhotoLane``."""
_LATER = 7
"""Days that are proposed when more time is asked for or given."""


class AcceptDialog(StepDialog):
    """The unit takes it on."""

    STEP = Step.ACCEPT

    def build(self) -> None:
        """Ask for a remark, if there is one."""
        self.note = self.add_text(_("Remark"), _("if there is something to say"))
        self.add_behalf()

    def wish(self) -> StepWish:
        """Give the acceptance."""
        note, (name, scans) = self.note.text, self.on_behalf()
        return StepWish(
            lambda found, who, given: accept(found, who, note, behalf_of(name, given.kept)), scans
        )


class ProgressDialog(StepDialog):
    """The unit says how far it is, with photos where there are any."""

    STEP = Step.PROGRESS

    def build(self) -> None:
        """Ask for words and photos."""
        self.text = self.add_text(_("How far it is"))
        self.photos = photo_field(self, _("Photos"))
        self.add_behalf()

    def wish(self) -> StepWish:
        """Give the progress with its photos."""
        text, (name, scans) = self.text.text, self.on_behalf()
        return StepWish(
            lambda found, who, given: progress(found, who, text, behalf_of(name, given.kept)),
            scans,
            taken(self.photos),
            Moment.PLAIN,
        )


class AskMoreTimeDialog(StepDialog):
    """The unit asks for more time."""

    STEP = Step.ASK_MORE_TIME

    def build(self) -> None:
        """Ask until when, and why."""
        self.until = later_day(self)
        self.reason = self.add_text(_("Reason"))
        self.add_behalf()

    def wish(self) -> StepWish:
        """Give the request."""
        until, reason, (name, scans) = day_of(self.until), self.reason.text, self.on_behalf()
        return StepWish(
            lambda found, who, given: ask_more_time(found, who, until, reason, behalf_of(name, given.kept)),
            scans,
        )


class PutRightDialog(StepDialog):
    """The unit claims that it was put right, and shows how it looks now."""

    STEP = Step.PUT_RIGHT

    def build(self) -> None:
        """Ask what was done, when, by whom, and for photos or papers that show it."""
        case, now = self.question.case, self.question.now
        self.text = self.add_text(_("What was done"))
        self.on = DayField(_("Put right on"), now.day)
        self.on.show_day(now.day)
        self.add(_("Put right on"), self.on)
        self.photos = photo_field(self, _("Photos after it was put right"))
        self.papers = PapersField(_("Other evidence"))
        self.add(_("Other evidence"), self.papers)
        grid = case.sheet.finding.unit_grid
        self.doers: Mapping[str, QCheckBox] = {
            one.person: QCheckBox(one.name) for one in self.question.choices.people if one.grid == grid
        }
        if self.doers:
            held = QWidget()
            fill(QVBoxLayout(held), tuple(self.doers.values()), XS)
            self.add(_("Put right by"), held, _("They may not re-check it, nor may who enters this."))
        self.cost = NumberField(_("Cost in yuan"))
        self.add(_("Cost in yuan"), self.cost)
        self.add_behalf()

    def wish(self) -> StepWish:
        """Give the claim with its evidence."""
        photos = taken(self.photos)
        text, on, (name, scans) = self.text.text, day_of(self.on), self.on_behalf()
        doers = [person for person, box in self.doers.items() if box.isChecked()]
        cost, papers = self.cost.amount or 0, self.papers.files
        return StepWish(
            lambda found, who, given: put_right(
                found,
                who,
                text,
                on,
                rectifiers=doers,
                photos_after=len(photos),
                cost_yuan=cost,
                behalf=behalf_of(name, given.kept[: len(scans)]),
                papers=given.kept[len(scans) :],
            ),
            (*scans, *papers),
            photos,
        )


def later_day(dialog: StepDialog) -> DayField:
    """Add a field for a new deadline: what was asked for, else some days after the one there is."""
    finding, today = dialog.question.case.sheet.finding, dialog.question.now.day
    until = DayField(_("New deadline"), today, ahead=True)
    until.show_day(finding.asked or max(finding.due or today, today) + timedelta(days=_LATER))
    dialog.add(_("New deadline"), until)
    return until


def day_of(field: DayField) -> date:
    """Give the day that stands in a field. Raises Refused where it is none."""
    if field.day is None:
        raise Refused(N_("Give the day as 2026-12-01."))
    return field.day


def photo_field(dialog: StepDialog, name: str) -> CasePhotoField:
    """Add a field for photos."""
    lane = cast("PhotoLane", dialog.question.further[LANE])
    field = CasePhotoField(name, lane, f"case {id(dialog)}")
    dialog.add(name, field)
    return field


def taken(field: CasePhotoField) -> tuple[TakenPhoto, ...]:
    """Give the photos of a field. Raises Refused while some are still on their way."""
    if field.is_busy:
        raise Refused(N_("Photos are still being taken in; try again in a moment."))
    return tuple(field.photos)
