"""Words for tasks: tones of their states, what happened to them, what is counted."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from db.queries.cases import StepLine
from db.queries.ledger import FINDING, LedgerRow
from inspector.model.duty_period import period_title
from inspector.model.finding_state import STATE_NAMES, FindingState
from inspector.model.task import YearCount
from inspector.model.task_life import TASK_EVENTS
from inspector.model.task_state import PACE_NAMES, TASK_STATE_NAMES, Pace, TaskState
from inspector.words import N_, _, in_language, spoken
from ui.widgets.case_words import StepWords, step_words
from ui.widgets.finding_case import STATE_TONES
from ui.widgets.site_words import day_words

TASK_TONES = {
    TaskState.NOT_STARTED: "grey",
    TaskState.UNDER_WAY: "amber",
    TaskState.COMPLETED: "blue",
    TaskState.IN_CLOSE_OFF: "accent",
    TaskState.CLOSED_OFF: "grey",
    TaskState.CLOSED_BEFORE: "grey",
    TaskState.HELD: "accent",
}
PACE_TONES = {Pace.ON_TIME: "accent", Pace.BEHIND: "amber", Pace.OVERDUE: "red"}
_SAID: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "task.set": ("list-checks", N_("entered in the ledger by {name}")),
        "task.corrected": ("pen-line", N_("corrected by {name}")),
        "task.withdrawn": ("trash-2", N_("taken out of the ledger by {name}")),
        "task.measures_scheduled": ("calendar-days", N_("days of the measures set by {name}")),
        "task.measure_done": ("check", N_("measure done: {part}")),
        "task.measure_reopened": ("undo-2", N_("measure open again: {part}")),
        "task.progressed": ("flag", N_("progress reported by {name}")),
        "task.item_added": ("plus", N_("named site added: {part}")),
        "task.item_changed": ("pen-line", N_("named site changed: {part}")),
        "task.item_done": ("check", N_("named site dealt with: {part}")),
        "task.item_reopened": ("undo-2", N_("named site open again: {part}")),
        "task.duty_set": ("refresh-cw", N_("duty that comes back: {part}")),
        "task.duty_met": ("check", N_("duty met: {part}")),
        "task.completed": ("flag", N_("claimed to be completed by {name}")),
        "task.recheck_passed": ("circle-check", N_("re-check passed by {name}")),
        "task.recheck_failed": ("circle-x", N_("returned by {name} with requirements")),
        "task.held_long_term": ("refresh-cw", N_("held long-term, decided by {name}")),
        "task.taken_over": ("table", N_("taken over by {name} as closed before")),
        "task.taken_up_again": ("rotate-ccw", N_("taken up again by {name}")),
        "task.conflict_resolved": ("circle-help", N_("decided between contradicting steps by {name}")),
    }
)
_REMARKS = ("text", "reason", "requirement", "note")
_OWN = frozenset(kind.TYPE for kind in TASK_EVENTS)
LONGEST_PART = 60


def line_words(line: StepLine, names: Mapping[str, str], parts: Mapping[str, str], today: date) -> StepWords:
    """Say a step of a task in words; ``names`` are those of persons, ``parts`` of its measures and sites."""
    by = names.get(line.by, "")
    if line.type not in _OWN:
        return step_words(line.type, line.told, by, names, today)
    icon, sentence = _SAID[line.type]
    remarks = [str(line.told[name]) for name in _REMARKS if line.told.get(name)]
    if (period := line.told.get("period")) and (unit := line.told.get("unit")):
        part = f"{unit} · {period_words(str(period))}"
        return StepWords(icon, _(sentence, name=by, part=part), tuple(remarks))
    if line.type == "task.taken_over":
        return StepWords(icon, _(sentence, name=by), (_as_written(line, today),))
    part = _part(line, parts)
    if line.type == "task.duty_set":
        said = N_("duty taken off: {part}") if line.told.get("is_gone") else sentence
        said = N_("duty changed: {part}") if line.told.get("reason") and said == sentence else said
        return StepWords(icon, _(said, part=short(str(line.told["text"]))), tuple(remarks[1:]))
    if line.type == "task.item_changed" and line.told.get("is_gone"):
        sentence = N_("named site taken off the list: {part}")
    if line.type == "task.progressed" and part:
        remarks.insert(0, part)
    return StepWords(icon, _(sentence, name=by, part=part), tuple(remarks))


def _as_written(line: StepLine, today: date) -> str:
    """Say what the old ledger says, and where it says so."""
    closed = line.told.get("closed_on")
    day = day_words(date.fromisoformat(str(closed)), today) if closed else ""
    words = ", ".join(part for part in (str(line.told.get("state") or ""), day) if part)
    return _(
        "“{words}”, as written in {file}, row {row}",
        words=words,
        file=line.told["file"],
        row=line.told["row"],
    )


def _part(line: StepLine, parts: Mapping[str, str]) -> str:
    named = line.told.get("name") or parts.get(str(line.told.get("measure") or line.told.get("item") or ""))
    return short(str(named or ""))


def period_words(period: str) -> str:
    """Say the period of a duty."""
    return period_title(period, in_language(spoken()))


def short(text: str) -> str:
    """Cut a text to the length of a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_PART else f"{flat[:LONGEST_PART]}…"


def numbered(number: str, text: str) -> str:
    """Set a number before a text, unless it stands there already, as in most plans."""
    return text if text.startswith(number) else f"{number} {text}"


def state_words(row: LedgerRow) -> tuple[str, str]:
    """Say the state of a line of the ledger, and its tone."""
    if row.kind == FINDING:
        finding = FindingState(row.state)
        return _(STATE_NAMES[finding]), STATE_TONES[finding]
    task = TaskState(row.state)
    return _(TASK_STATE_NAMES[task]), TASK_TONES[task]


def pace_words(pace: Pace | None) -> str:
    """Say whether it is on time; a dash for a finding, whose term says it."""
    return _(PACE_NAMES[pace]) if pace else "—"


def deadline_words(due: date | None, written: str, today: date) -> str:
    """Say a deadline: its day, or as it is written where it means none."""
    return day_words(due, today) if due else short(written) or "—"


def counted_words(counts: Sequence[YearCount]) -> str:
    """Say named sites by year, counted: ``71: 26/6/35/4``."""
    total = sum(one.total for one in counts)
    return f"{total}: {'/'.join(str(one.total) for one in counts)}"
