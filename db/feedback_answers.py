"""What the answer of a unit about one case becomes: entries on its behalf, or the reason why none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inspector.errors import Refused, Spoken
from inspector.model.case_acts import OnBehalf
from inspector.model.case_steps import CaseEvent, DispatchNoted, ExtensionAsked
from inspector.model.dispatch_list import says_anew
from inspector.model.events import Event, Facts
from inspector.model.finding import Finding
from inspector.model.finding_acts import ask_more_time as ask_for_finding
from inspector.model.finding_acts import progress as progress_of_finding
from inspector.model.finding_acts import put_right
from inspector.model.finding_life import FindingProgressed, FindingPutRight
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.task import Task
from inspector.model.task_acts import ask_more_time as ask_for_task
from inspector.model.task_acts import check_done, complete
from inspector.model.task_acts import progress as progress_of_task
from inspector.model.task_life import TaskCompleted, TaskProgressed
from inspector.tables.feedback_reading import Filled
from inspector.tables.feedback_sheet import ANSWER_NAMES, Answer
from inspector.words import LANGUAGES, N_, Say, in_language


class Verdict(StrEnum):
    """What one line of a returned sheet comes to."""

    PUT_RIGHT = "put_right"
    MORE_TIME = "more_time"
    DIFFICULTY = "difficulty"
    PROGRESS = "progress"
    UNCHANGED = "unchanged"
    RECORDED = "recorded"
    REFUSED = "refused"


VERDICT_NAMES = {
    Verdict.PUT_RIGHT: N_("said to be put right"),
    Verdict.MORE_TIME: N_("asks for more time"),
    Verdict.DIFFICULTY: N_("says what is difficult"),
    Verdict.PROGRESS: N_("new progress"),
    Verdict.UNCHANGED: N_("nothing new"),
    Verdict.RECORDED: N_("recorded already"),
    Verdict.REFUSED: N_("can't be recorded"),
}
NEW = frozenset({Verdict.PUT_RIGHT, Verdict.MORE_TIME, Verdict.DIFFICULTY, Verdict.PROGRESS})
"""The verdicts of which something can be recorded."""

NO_DAY = N_("Done, but no day is given.")
AS_PROGRESS = N_("{reason} It is recorded as progress.")
NOT_BEGUN = N_("The unit says that work has not begun.")
BOTH = N_("It says done and asks for more time; only that it is done is taken.")
DAY_WITHOUT_DONE = N_("A day is given, but not that it is done: recorded as progress.")
NO_PHOTO = N_("Only the sheet says so; ask for a photo before the re-check.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a decision about an answer rests on; ``doers`` are persons known by the name that answers."""

    who: Who
    rules: Rules
    today: date
    behalf: OnBehalf
    say: Say
    doers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer comes to: entries to record, what to look at, and why nothing can be recorded."""

    verdict: Verdict
    events: tuple[Event, ...] = ()
    doubts: tuple[Spoken, ...] = ()
    reason: Spoken | None = None


class _Claim:
    """One thing a unit says: ``words`` give it in a language, ``instead`` gives it as mere progress."""

    def __init__(
        self,
        verdict: Verdict,
        words: Callable[[Say], str],
        instead: Callable[[Say], str] | None = None,
        day: date | None = None,
    ) -> None:
        self.verdict, self.words, self.day = verdict, words, day
        self.instead = instead or words

    def is_said_by(self, event: Event) -> bool:
        """Say whether an entry says just this, in whichever language it was composed."""
        match event:
            case FindingPutRight(text=text, on=day) | TaskCompleted(text=text, on=day):
                is_alike = self.verdict is Verdict.PUT_RIGHT and day == self.day
                return is_alike and _is_said(text, self.words)
            case ExtensionAsked(reason=text, until=day):
                is_alike = self.verdict is Verdict.MORE_TIME and day == self.day
                return is_alike and _is_said(text, self.words)
            case FindingProgressed(text=text) | TaskProgressed(text=text):
                return _is_said(text, self.instead)
        return False


def _is_said(text: str, words: Callable[[Say], str]) -> bool:
    return any(words(in_language(language)) == text for language in LANGUAGES)


def outcome_of(case: Finding | Task, filled: Filled, since: Facts, asked: Asked) -> Outcome:
    """Decide what an answer about ``case`` comes to; ``since`` is what happened after the sheet went out."""
    doubts: list[Spoken] = []
    claims = _claims(case, filled, doubts)
    said = [fact.event for fact in since if _is_of(fact.event, asked.behalf.name)]
    fresh = [one for one in claims if not any(one.is_said_by(event) for event in said if event)]
    if not fresh:
        verdict = Verdict.RECORDED if claims else Verdict.UNCHANGED
        return Outcome(verdict, doubts=tuple(doubts))
    events: list[Event] = []
    for claim in fresh:
        try:
            events.append(_recorded(case, claim, asked, doubts))
        except Refused as reason:
            return Outcome(Verdict.REFUSED, doubts=tuple(doubts), reason=reason)
    return Outcome(min((one.verdict for one in fresh), key=_ORDER.index), tuple(events), tuple(doubts))


_ORDER = tuple(Verdict)


def _is_of(event: Event | None, unit: str) -> bool:
    return isinstance(event, CaseEvent) and event.on_behalf == unit


def _claims(case: Finding | Task, filled: Filled, doubts: list[Spoken]) -> list[_Claim]:
    """Give what a unit says of a case; adds what a person has to look at to ``doubts``."""
    if filled.state is Answer.DONE:
        if filled.until:
            doubts.append(Refused(BOTH))
        return [
            _Claim(
                Verdict.PUT_RIGHT,
                lambda say: _body(filled, say),
                lambda say: _claimed(filled, say),
                filled.done_on,
            )
        ]
    wants_time = filled.state is Answer.MORE_TIME or filled.until is not None
    has_text = bool(filled.progress or filled.done_on or filled.has_note)
    if filled.done_on:
        doubts.append(Refused(DAY_WITHOUT_DONE))
    if not wants_time and not has_text:
        return _bare(case, filled, doubts)
    claims: list[_Claim] = []
    if wants_time:
        claims.append(
            _Claim(
                Verdict.MORE_TIME,
                lambda say: _person(filled, say, filled.difficulty or filled.progress),
                lambda say: _wanted(filled, say),
                filled.until,
            )
        )
        has_next = bool(filled.next_step or filled.next_on)
        if not (filled.progress and filled.difficulty) and not filled.done_on and not has_next:
            return claims
    verdict = Verdict.DIFFICULTY if filled.difficulty and not wants_time else Verdict.PROGRESS
    return [*claims, _Claim(verdict, lambda say: _body(filled, say, with_difficulty=not wants_time))]


def _bare(case: Finding | Task, filled: Filled, doubts: list[Spoken]) -> list[_Claim]:
    """Give what a state alone says: that work goes on is new where nobody said so yet."""
    if filled.state is Answer.NOT_BEGUN:
        doubts.append(Refused(NOT_BEGUN))
    if filled.state is not Answer.UNDER_WAY or case.state == "under_way":
        return []
    return [_Claim(Verdict.PROGRESS, lambda say: _person(filled, say, say(ANSWER_NAMES[Answer.UNDER_WAY])))]


def _body(filled: Filled, say: Say, *, with_difficulty: bool = True) -> str:
    lines = [filled.progress]
    if filled.done_on and filled.state is not Answer.DONE:
        lines.append(say("Day given: {day}", day=filled.done_on.isoformat()))
    if filled.difficulty and with_difficulty:
        lines.append(say("Difficulties: {text}", text=filled.difficulty))
    if filled.next_step:
        lines.append(say("Next step: {text}", text=filled.next_step))
    if filled.next_on:
        lines.append(say("Next point: {day}", day=filled.next_on.isoformat()))
    return _person(filled, say, "\n".join(one for one in lines if one))


def _person(filled: Filled, say: Say, text: str) -> str:
    if not (text and filled.person):
        return text
    person = say("Answered by {name}", name=filled.person)
    return f"{text}\n{person}"


def _claimed(filled: Filled, say: Say) -> str:
    """Say as progress that it is said to be done."""
    said = say("Said to be done: {text}", text=_body(filled, say))
    day = say("Day given: {day}", day=filled.done_on.isoformat()) if filled.done_on else ""
    return f"{said}\n{day}".rstrip()


def _wanted(filled: Filled, say: Say) -> str:
    """Say as progress that more time is wanted."""
    reason = filled.difficulty or filled.progress
    lines = [
        say("More time is wanted until {day}.", day=filled.until.isoformat())
        if filled.until
        else say("More time is wanted."),
        reason,
    ]
    return _person(filled, say, "\n".join(one for one in lines if one))


def _recorded(case: Finding | Task, claim: _Claim, asked: Asked, doubts: list[Spoken]) -> Event:
    """Give the entry of a claim; what is not open is recorded as progress, with the reason as a doubt.

    Raises Refused where progress is not open either.
    """
    text = claim.words(asked.say)
    try:
        if claim.verdict is Verdict.PUT_RIGHT:
            event = _done(case, claim.day, text, asked)
            if isinstance(case, Finding):
                doubts.append(Refused(NO_PHOTO))
            return event
        if claim.verdict is Verdict.MORE_TIME:
            return _more_time(case, claim.day, text, asked)
    except Refused as reason:
        if not text and claim.verdict is Verdict.PUT_RIGHT:
            raise
        event = _progress(case, claim.instead(asked.say), asked)
        doubts.append(Refused(AS_PROGRESS, reason=reason))
        return event
    return _progress(case, text, asked)


def _done(case: Finding | Task, on: date | None, text: str, asked: Asked) -> Event:
    if on is None:
        raise Refused(NO_DAY)
    if isinstance(case, Task):
        return complete(
            case,
            asked.who,
            text,
            on,
            asked.today,
            asked.rules,
            rectifiers=asked.doers,
            behalf=asked.behalf,
        )
    check_done(on, asked.today)
    return put_right(case, asked.who, text, on, rectifiers=asked.doers, behalf=asked.behalf)


NO_UNTIL = N_("More time is wanted, but no day is given.")


def _more_time(case: Finding | Task, until: date | None, reason: str, asked: Asked) -> Event:
    if until is None:
        raise Refused(NO_UNTIL)
    if isinstance(case, Task):
        return ask_for_task(case, asked.who, until, reason, behalf=asked.behalf)
    return ask_for_finding(case, asked.who, until, reason, behalf=asked.behalf)


def _progress(case: Finding | Task, text: str, asked: Asked) -> Event:
    if isinstance(case, Task):
        return progress_of_task(case, asked.who, text, behalf=asked.behalf)
    return progress_of_finding(case, asked.who, text, behalf=asked.behalf)


def noted_by_unit(
    case: str, filled: Filled, period: str, behalf: OnBehalf, before: DispatchNoted | None
) -> tuple[DispatchNoted, ...]:
    """Give what a unit says of a case for the dispatch list; nothing where that is known.

    What it leaves empty stays as it was ``before``.
    """
    known = before or DispatchNoted()
    note = DispatchNoted(
        subject=case,
        period=period,
        difficulty=filled.difficulty or known.difficulty,
        next_step=filled.next_step or known.next_step,
        next_on=filled.next_on or known.next_on,
        on_behalf=behalf.name,
        blobs=behalf.scans,
    )
    return (note,) if filled.has_note and says_anew(note, before) else ()


def text_of(event: Event) -> str:
    """Give the words of an entry that ``outcome_of`` made, as they stand in the time line."""
    told = event.told()
    return str(told.get("text") or told.get("reason"))
