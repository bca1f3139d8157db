"""What screens say of complaints: tones, terms, and each step of the time line in words."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from db.queries.complaint_case import ComplaintEntry
from db.queries.complaint_file_list import CaseFile
from db.queries.complaints import ComplaintRow
from inspector.model.complaint_files import (
    FILE_PART_NAMES,
    ComplaintFilesSealed,
    ComplaintFileWithdrawn,
    FilePart,
)
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintConflictResolved,
    ComplaintCorrected,
    ComplaintDeclined,
    ComplaintExtended,
    ComplaintFindingLinked,
    ComplaintInvestigated,
    ComplaintLeftOpen,
    ComplaintLinked,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintReplied,
    ComplaintRevisited,
    ComplaintWithdrawn,
    RevisitPlanned,
)
from inspector.model.complaint_words import (
    MEASURE_NAMES,
    POLLUTION_NAMES,
    TRUTH_NAMES,
    ComplaintState,
    Measure,
    Pollution,
    Truth,
)
from inspector.words import N_, _, plural
from ui.widgets.photo_facts import size_words
from ui.widgets.site_words import day_words, term_words

STATE_TONES = {
    ComplaintState.RECEIVED: "amber",
    ComplaintState.ACCEPTED: "blue",
    ComplaintState.DECLINED: "grey",
    ComplaintState.ASSIGNED: "blue",
    ComplaintState.INVESTIGATED: "accent",
    ComplaintState.CLOSED: "grey",
    ComplaintState.CLOSED_FOR_NOW: "accent",
    ComplaintState.LEFT_OPEN: "red",
    ComplaintState.WITHDRAWN: "grey",
}
TRUTH_TONES = {Truth.TRUE: "red", Truth.PARTLY: "amber", Truth.UNTRUE: "grey"}
SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ComplaintReceived.TYPE: ("megaphone", N_("{name} registered it")),
        ComplaintCorrected.TYPE: ("pen-line", N_("{name} corrected what was written down")),
        ComplaintWithdrawn.TYPE: ("undo-2", N_("{name} took it back")),
        ComplaintAccepted.TYPE: ("circle-check", N_("{name} took it up")),
        ComplaintDeclined.TYPE: ("circle-x", N_("{name} did not take it up")),
        ComplaintAssigned.TYPE: ("users", N_("{name} gave it to its handlers")),
        ComplaintExtended.TYPE: ("clock", N_("{name} extended the term")),
        ComplaintInvestigated.TYPE: ("search", N_("{name} recorded the investigation")),
        ComplaintFindingLinked.TYPE: ("triangle-alert", N_("{name} linked a finding")),
        ComplaintClosed.TYPE: ("check", N_("{name} recorded it as settled")),
        ComplaintClosedForNow.TYPE: ("check", N_("{name} recorded it as settled in stages")),
        ComplaintLeftOpen.TYPE: ("circle-alert", N_("{name} recorded that it is not settled")),
        ComplaintReplied.TYPE: ("file-text", N_("{name} recorded the reply")),
        ComplaintFilesSealed.TYPE: ("lock", N_("{name} added sealed files")),
        ComplaintFileWithdrawn.TYPE: ("undo-2", N_("{name} took a file back")),
        ComplaintLinked.TYPE: ("copy", N_("{name} linked the complaint that it repeats")),
        RevisitPlanned.TYPE: ("calendar-check", N_("{name} chose it for a round of looking again")),
        ComplaintRevisited.TYPE: ("eye", N_("{name} looked again: it holds")),
        ComplaintReopened.TYPE: ("rotate-ccw", N_("{name} opened it again")),
        ComplaintConflictResolved.TYPE: ("info", N_("{name} decided between steps that exclude each other")),
    }
)
_DAYS = {"due": N_("due by {day}"), "until": N_("due by {day}"), "told_on": N_("told on {day}")}
_TEXTS = ("unit", "name", "letter", "text", "result", "opinion", "reason")
"""What a step tells in words of its own, in this order."""


def complaint_due(row: ComplaintRow, today: date) -> tuple[str, str]:
    """Say how much of its term an open complaint has left, and in which tone."""
    return term_words(row.due_on, today) if row.is_open else ("—", "soft")


def kinds_words(kinds: tuple[Pollution, ...]) -> str:
    """Say the kinds of pollution."""
    return _(", ").join(_(POLLUTION_NAMES[kind]) for kind in kinds)


def counts_words(counts: Mapping[Measure, int]) -> str:
    """Say how many persons were held accountable, and how; never who."""
    return _(", ").join(
        plural("{measure} {n} person", "{measure} {n} persons", count, measure=_(MEASURE_NAMES[measure]))
        for measure, count in counts.items()
    )


def file_name_words(file: CaseFile) -> str:
    """Call a file by its name, or where it can't be opened by its place in the list."""
    return file.name or _("sealed file {n}", n=file.position)


def file_remark(file: CaseFile) -> str:
    """Say what a file is to the complaint, and how large."""
    return f"{_(FILE_PART_NAMES[file.part])} · {size_words(file.size)}"


def file_seal(file: CaseFile, today: date) -> str:
    """Say to whom a file is sealed, who added it, and when."""
    whom = _(", ").join(name for name in file.sealed_to if name) or _("others")
    return f"{_('sealed to {names}', names=whom)} · {file.by} {day_words(file.added.day, today)}"


def entry_words(entry: ComplaintEntry, today: date) -> tuple[str, str, tuple[str, ...]]:
    """Say a step: its icon, its sentence, and what its body tells."""
    icon, sentence = SENTENCES[entry.type]
    told = entry.told
    remarks: list[str] = []
    if verdict := told.get("verdict"):
        remarks.append(_(TRUTH_NAMES[Truth(str(verdict))]))
    if part := told.get("part"):
        remarks.append(_(FILE_PART_NAMES[FilePart(str(part))]))
    for name, words in _DAYS.items():
        if told.get(name):
            remarks.append(_(words, day=day_words(date.fromisoformat(str(told[name])), today)))
    if entry.type != ComplaintReceived.TYPE:
        remarks += [str(told[name]) for name in _TEXTS if told.get(name)]
    return icon, _(sentence, name=entry.by or _("somebody")), tuple(remarks)
