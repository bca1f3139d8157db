"""What the time line of a case says of each step: an icon, a sentence in words, and what was told with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from inspector.model.case_steps import (
    SUPERVISION_NAMES,
    DispatchNoted,
    ExtensionAsked,
    ExtensionGranted,
    ExtensionRefused,
    LookBackPlanned,
    LookedBack,
    Supervision,
    SupervisionBegun,
    SupervisionEnded,
)
from inspector.model.close_off import (
    STEP_NAMES,
    CloseOffFiled,
    CloseOffObjected,
    CloseOffRefused,
    CloseOffReturned,
    CloseOffStep,
    CloseOffStepDone,
    ObjectionSettled,
)
from inspector.model.finding import (
    FindingCorrected,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    FindingReported,
)
from inspector.model.finding_life import (
    AssignmentTakenBack,
    FindingAccepted,
    FindingAssigned,
    FindingConflictResolved,
    FindingJoined,
    FindingProgressed,
    FindingPutRight,
    FindingPutUnderTask,
    FindingRelapsed,
    FindingTakenOver,
    FindingTakenOverClosed,
    FindingTransferred,
    RecheckFailed,
    RecheckPassed,
    TransferDecided,
    TransferReceived,
)
from inspector.model.working_days import Counting
from inspector.words import N_, _, plural
from ui.widgets.site_words import day_words

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step in words; ``remarks`` are further facts, shown in soft letters below."""

    icon: str
    sentence: str
    remarks: tuple[str, ...] = ()


_ROUND = MappingProxyType(
    {
        FindingNoticed.TYPE: ("search", N_("{name} noticed it on patrol")),
        FindingCorrected.TYPE: ("pen-line", N_("{name} put right what was said of it")),
        FindingPutRightOnTheSpot.TYPE: ("circle-check", N_("{name} had it put right on the spot")),
        FindingReported.TYPE: ("megaphone", N_("{name} reported it to the office")),
    }
)
_UNKNOWN = ("info", N_("{name} recorded something newer"))


def round_words(kind: str, name: str) -> StepWords:
    """Say what happened on the round."""
    icon, sentence = _ROUND.get(kind, _UNKNOWN)
    return StepWords(icon, _(sentence, name=name or _("somebody")))


def step_words(kind: str, told: Told, name: str, names: Mapping[str, str], today: date) -> StepWords:
    """Say what ``name`` did; ``names`` are those of persons by id, ``told`` the fields of the entry."""
    return _WORDS.get(kind, _newer)(_Line(told, name or _("somebody"), names, today))


@dataclass(frozen=True, slots=True)
class _Line:
    told: Told
    name: str
    names: Mapping[str, str]
    today: date

    def text(self, field: str) -> str:
        return str(self.told.get(field) or "")

    def day(self, field: str) -> str:
        given = self.told.get(field)
        return day_words(date.fromisoformat(given), self.today) if given else ""

    def words(self, icon: str, sentence: str, *remarks: str) -> StepWords:
        return StepWords(icon, sentence, tuple(one for one in remarks if one))


def _newer(line: _Line) -> StepWords:
    icon, sentence = _UNKNOWN
    return line.words(icon, _(sentence, name=line.name))


def _assigned(line: _Line) -> StepWords:
    number, person = line.text("number"), line.text("person_name")
    return line.words(
        "megaphone",
        _assigned_sentence(line),
        _("Assignment {number}", number=number) if number else "",
        _("in charge: {name}", name=person) if person else "",
        _("deadline {day}", day=line.day("due")),
        line.text("requirement"),
    )


def _assigned_sentence(line: _Line) -> str:
    days, unit = int(line.told.get("days") or 0), line.text("unit")
    if not days:
        return _("{name} assigned it to {unit}", name=line.name, unit=unit)
    if line.told.get("counting") == Counting.WORKING:
        return plural(
            "{name} assigned it to {unit}, {n} working day",
            "{name} assigned it to {unit}, {n} working days",
            days,
            name=line.name,
            unit=unit,
        )
    return plural(
        "{name} assigned it to {unit}, {n} day",
        "{name} assigned it to {unit}, {n} days",
        days,
        name=line.name,
        unit=unit,
    )


def _taken_back(line: _Line) -> StepWords:
    return line.words("undo-2", _("{name} took the assignment back", name=line.name))


def _accepted(line: _Line) -> StepWords:
    return line.words("check", _("{name} took it on", name=line.name), line.text("note"))


def _progressed(line: _Line) -> StepWords:
    return line.words("refresh-cw", _("{name} on progress: {text}", name=line.name, text=line.text("text")))


def _asked(line: _Line) -> StepWords:
    return line.words(
        "clock",
        _("{name} asked for more time, until {day}", name=line.name, day=line.day("until")),
        line.text("reason"),
    )


def _granted(line: _Line) -> StepWords:
    return line.words(
        "clock",
        _("{name} gave more time, until {day}", name=line.name, day=line.day("until")),
        line.text("reason"),
    )


def _time_refused(line: _Line) -> StepWords:
    return line.words("circle-x", _("{name} gave no more time", name=line.name), line.text("reason"))


def _put_right(line: _Line) -> StepWords:
    people = ", ".join(line.names.get(one, one) for one in line.told.get("rectifiers") or ())
    cost = int(line.told.get("cost_yuan") or 0)
    return line.words(
        "circle-check",
        _("{name}: put right on {day}", name=line.name, day=line.day("on")),
        line.text("text"),
        _("put right by {people}", people=people) if people else "",
        plural("{n} yuan", "{n} yuan", cost) if cost else "",
    )


def _passed(line: _Line) -> StepWords:
    return line.words("shield-check", _("{name} passed the re-check", name=line.name), line.text("note"))


def _failed(line: _Line) -> StepWords:
    due = line.day("due")
    return line.words(
        "rotate-ccw",
        _("{name} returned it: {text}", name=line.name, text=line.text("requirement")),
        _("deadline {day}", day=due) if due else "",
    )


def _relapsed(line: _Line) -> StepWords:
    return line.words("triangle-alert", _("{name}: it came back", name=line.name), line.text("text"))


def _transferred(line: _Line) -> StepWords:
    number = line.text("number")
    return line.words(
        "external-link",
        _("{name} transferred it to {authority}", name=line.name, authority=line.text("authority")),
        number,
        line.text("reason"),
        _("restricted access") if line.told.get("is_restricted") else "",
    )


def _receipt(line: _Line) -> StepWords:
    return line.words(
        "paperclip",
        _("{by} confirmed on {day} that it is there", by=line.text("by"), day=line.day("on")),
        line.text("number"),
    )


def _decided(line: _Line) -> StepWords:
    filed = _("A case was filed there") if line.told.get("is_filed") else _("No case was filed there")
    return line.words("file-text", filed, line.day("on"), line.text("decision"), line.text("measures"))


def _joined(line: _Line) -> StepWords:
    return line.words(
        "columns-2",
        _("{name} joined it to {number}, which goes on for both", name=line.name, number=line.text("number")),
        line.text("reason"),
    )


def _under_task(line: _Line) -> StepWords:
    sentence = (
        N_("{name} put it under a task") if line.told.get("task") else N_("{name} took it out of its task")
    )
    return line.words("list-checks", _(sentence, name=line.name))


def _as_written(line: _Line) -> str:
    """Say where the line stood, and what was said there of its state; nothing where that was not kept."""
    row, said = line.told.get("row"), line.text("said")
    if not row:
        return ""
    return _("row {row}: “{said}”", row=row, said=said) if said else _("row {row}", row=row)


def _taken_over(line: _Line) -> StepWords:
    return line.words(
        "table",
        _("{name} took it over from the ledger {file}", name=line.name, file=line.text("file")),
        _as_written(line),
        line.text("unit"),
        line.text("note"),
    )


def _resolved(line: _Line) -> StepWords:
    return line.words(
        "users",
        _("{name} decided between steps that contradict each other", name=line.name),
        line.text("reason"),
    )


def _supervised(line: _Line) -> StepWords:
    kind = _(SUPERVISION_NAMES[Supervision(line.told["kind"])])
    return line.words(
        "eye", _("{name}: {kind}", name=line.name, kind=kind), line.text("number"), line.text("reason")
    )


def _unsupervised(line: _Line) -> StepWords:
    kind = _(SUPERVISION_NAMES[Supervision(line.told["kind"])])
    return line.words("eye", _("{name}: no longer {kind}", name=line.name, kind=kind), line.text("reason"))


def _look_back_planned(line: _Line) -> StepWords:
    return line.words(
        "calendar-days", _("{name} will have it looked at again on {day}", name=line.name, day=line.day("on"))
    )


def _looked_back(line: _Line) -> StepWords:
    return line.words(
        "eye",
        _("{name} looked again on {day}: it holds", name=line.name, day=line.day("on")),
        line.text("note"),
    )


def _noted(line: _Line) -> StepWords:
    return line.words(
        "pen-line",
        _("{name} noted for the dispatch list", name=line.name),
        line.text("difficulty"),
        line.text("next_step"),
        line.day("next_on"),
    )


def _close_off_done(line: _Line) -> StepWords:
    step = _(STEP_NAMES[CloseOffStep(line.told["step"])])
    return line.words(
        "list-checks",
        _("{name} · close-off: {step}", name=line.name, step=step),
        line.day("on"),
        line.text("opinion"),
    )


def _close_off_returned(line: _Line) -> StepWords:
    step = _(STEP_NAMES[CloseOffStep(line.told["step"])])
    return line.words(
        "rotate-ccw",
        _("{name} sent the close-off back to: {step}", name=line.name, step=step),
        line.text("reason"),
    )


def _objected(line: _Line) -> StepWords:
    return line.words("megaphone", _("Objection of {day}", day=line.day("on")), line.text("text"))


def _settled(line: _Line) -> StepWords:
    return line.words("check", _("{name} answered an objection", name=line.name), line.text("result"))


def _filed(line: _Line) -> StepWords:
    return line.words(
        "archive", _("{name} filed the close-off", name=line.name), line.text("number"), line.text("opinion")
    )


def _not_filed(line: _Line) -> StepWords:
    return line.words(
        "circle-x",
        _("{name} did not file it and ordered to go on putting right", name=line.name),
        line.text("requirement"),
    )


_WORDS: Mapping[str, Callable[[_Line], StepWords]] = MappingProxyType(
    {
        FindingAssigned.TYPE: _assigned,
        AssignmentTakenBack.TYPE: _taken_back,
        FindingAccepted.TYPE: _accepted,
        FindingProgressed.TYPE: _progressed,
        ExtensionAsked.TYPE: _asked,
        ExtensionGranted.TYPE: _granted,
        ExtensionRefused.TYPE: _time_refused,
        FindingPutRight.TYPE: _put_right,
        RecheckPassed.TYPE: _passed,
        RecheckFailed.TYPE: _failed,
        FindingRelapsed.TYPE: _relapsed,
        FindingTransferred.TYPE: _transferred,
        TransferReceived.TYPE: _receipt,
        TransferDecided.TYPE: _decided,
        FindingJoined.TYPE: _joined,
        FindingPutUnderTask.TYPE: _under_task,
        FindingTakenOver.TYPE: _taken_over,
        FindingTakenOverClosed.TYPE: _taken_over,
        FindingConflictResolved.TYPE: _resolved,
        SupervisionBegun.TYPE: _supervised,
        SupervisionEnded.TYPE: _unsupervised,
        LookBackPlanned.TYPE: _look_back_planned,
        LookedBack.TYPE: _looked_back,
        DispatchNoted.TYPE: _noted,
        CloseOffStepDone.TYPE: _close_off_done,
        CloseOffReturned.TYPE: _close_off_returned,
        CloseOffObjected.TYPE: _objected,
        ObjectionSettled.TYPE: _settled,
        CloseOffFiled.TYPE: _filed,
        CloseOffRefused.TYPE: _not_filed,
    }
)
