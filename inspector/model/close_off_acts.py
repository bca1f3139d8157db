"""What people do in a close-off: each act is checked against the rules and becomes the entry that says so."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from inspector.errors import Refused, Spoken
from inspector.model.case_acts import at_most, needed
from inspector.model.close_off import (
    STEP_NAMES,
    CloseOff,
    CloseOffFiled,
    CloseOffObjected,
    CloseOffRefused,
    CloseOffReturned,
    CloseOffStep,
    CloseOffStepDone,
    CriterionAnswer,
    Met,
    ObjectionSettled,
)
from inspector.model.events import Blob
from inspector.model.finding import Finding
from inspector.model.finding_state import FindingState
from inspector.model.finding_steps import OFFICE, Who
from inspector.model.office import Rules
from inspector.model.person import Role
from inspector.model.working_days import due_day
from inspector.words import N_

MOST_PAPERS = 16
"""Files of one step: what an entry carries."""
LEAST_CHECKERS = 2
"""People who check on site (features 4.7: 核查人 ≥2, 且非整改责任人)."""
LEADING = OFFICE | {Role.LEADER}
FILING = frozenset({Role.RECTIFICATION_OFFICE})
ROLES = {
    **dict.fromkeys(CloseOffStep, LEADING),
    CloseOffStep.PAPERS_CHECK: OFFICE,
    CloseOffStep.PUBLICITY: OFFICE,
    CloseOffStep.FILING: FILING,
}
"""Who does which step; the one in charge signs and applies, or the office enters it for them."""
INDEPENDENT = frozenset(
    {CloseOffStep.ACCEPTANCE, CloseOffStep.PAPERS_CHECK, CloseOffStep.SITE_CHECK, CloseOffStep.FILING}
)
"""The steps that judge: nobody who put it right does them (product.md, rule 5)."""
_WITH_OPINION = frozenset({CloseOffStep.ACCEPTANCE, CloseOffStep.PAPERS_CHECK, CloseOffStep.SITE_CHECK})


class CloseOffCase(msgspec.Struct, frozen=True, kw_only=True):
    """What of a finding or a task its close-off needs: the same procedure ends both.

    ``is_open`` says that the case is in close-off; ``rectifiers`` are ids and names of those who put it
    right; ``last`` is the case's latest entry.
    """

    subject: str
    is_open: bool
    close_off: CloseOff
    rectifiers: tuple[str, ...] = ()
    last: str = ""


def case_of_finding(finding: Finding) -> CloseOffCase:
    """Give what a finding's close-off needs."""
    rectifiers = {*finding.rectifiers, finding.person, finding.person_name} - {""}
    return CloseOffCase(
        subject=finding.id,
        is_open=finding.state is FindingState.IN_CLOSE_OFF,
        close_off=finding.close_off,
        rectifiers=tuple(sorted(rectifiers)),
        last=finding.last,
    )


class StepToDo(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says of a step they did; the fields that ``CloseOffStepDone`` has of the same name.

    ``papers`` are the names of the files in ``blobs``, in their order; a preview has the name of nothing.
    """

    step: CloseOffStep
    on: date
    people: tuple[str, ...] = ()
    opinion: str = ""
    criteria: tuple[CriterionAnswer, ...] = ()
    until: date | None = None
    address: str = ""
    contact: str = ""
    way: str = ""
    papers: tuple[str, ...] = ()
    blobs: tuple[Blob, ...] = ()
    on_behalf: str = ""


def why_not(case: CloseOffCase, step: CloseOffStep, who: Who) -> Refused | None:
    """Give the sentence why ``step`` is not open to ``who`` now; None where it is."""
    if not case.is_open:
        return Refused(N_("This case is not in close-off."))
    if case.close_off.next_step is not step:
        due = case.close_off.next_step or CloseOffStep.FILING
        return Refused(N_("The next step is another one: {step}."), step=Spoken(STEP_NAMES[due]))
    if refused := _foreign(ROLES[step], who):
        return refused
    if step in INDEPENDENT and who.person in case.rectifiers:
        return Refused(N_("Who put it right does not judge it: another person has to do this step."))
    return None


def do_step(case: CloseOffCase, who: Who, told: StepToDo, rules: Rules, today: date) -> CloseOffStepDone:
    """Do the next step of the office's order.

    Raises Refused for another step, for whom it is not, for a day to come or one before the step before,
    and for what the step needs and lacks; the last step is ``file``.
    """
    begun = _begun(case, rules)
    if refused := why_not(begun, told.step, who):
        raise refused
    if told.step is CloseOffStep.FILING:
        raise Refused(N_("Filing has a number and a day of its own; file it instead."))
    if len(told.blobs) > MOST_PAPERS:
        raise Refused(N_("One step takes at most {limit} files."), limit=MOST_PAPERS)
    if told.on_behalf.strip() and not told.blobs:
        raise Refused(N_("What is entered for somebody else needs the scan of their paper."))
    _check_day(begun.close_off, told.on, today)
    people = tuple(dict.fromkeys(one.strip() for one in told.people if one.strip()))
    if told.step in _WITH_OPINION and not told.opinion.strip():
        raise Refused(N_("This step needs an opinion in words."))
    if told.step is CloseOffStep.ACCEPTANCE:
        check_criteria(told.criteria, rules)
    elif told.step is CloseOffStep.SITE_CHECK:
        _check_people(people, case.rectifiers)
    elif told.step is CloseOffStep.PUBLICITY:
        _check_publicity(told, rules)
    return CloseOffStepDone(
        subject=case.subject,
        blobs=told.blobs,
        on_behalf=told.on_behalf.strip(),
        step=told.step,
        on=told.on,
        procedure=begun.close_off.procedure,
        people=people,
        opinion=at_most(told.opinion),
        criteria=told.criteria,
        until=told.until,
        address=told.address.strip(),
        contact=told.contact.strip(),
        way=told.way.strip(),
        papers=told.papers,
    )


def send_back(case: CloseOffCase, who: Who, step: CloseOffStep, reason: str) -> CloseOffReturned:
    """Send the procedure back to a step that was done. Raises Refused without a reason."""
    _check_open(case, who, OFFICE | {Role.LEADER})
    if case.close_off.step_done(step) is None:
        raise Refused(N_("Only a step that was done can be done again."))
    return CloseOffReturned(
        subject=case.subject, step=step, reason=needed(reason, N_("Say why it is sent back."))
    )


def take_objection(case: CloseOffCase, who: Who, on: date, text: str, today: date) -> CloseOffObjected:
    """Take down an objection. Raises Refused before the publicity began, or without words."""
    _check_open(case, who, OFFICE)
    publicity = case.close_off.step_done(CloseOffStep.PUBLICITY)
    if publicity is None:
        raise Refused(N_("Objections are taken down once it is published."))
    if not publicity.on <= on <= today:
        raise Refused(N_("An objection comes on a day from the publicity's first until today."))
    return CloseOffObjected(subject=case.subject, on=on, text=needed(text, N_("Say what was objected.")))


def settle(case: CloseOffCase, who: Who, objection: str, result: str) -> ObjectionSettled:
    """Answer an objection, named by its entry. Raises Refused for one that is answered, or without words."""
    _check_open(case, who, OFFICE)
    if objection not in {one.entry for one in case.close_off.open_objections}:
        raise Refused(N_("There is no such objection that waits for an answer."))
    return ObjectionSettled(
        subject=case.subject,
        objection=objection,
        result=needed(result, N_("Say what came of the objection.")),
    )


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """What the office says when it files: 备案号 is typed as its document system gave it, or follows."""

    on: date
    number: str = ""
    opinion: str = ""
    look_back: date | None = None
    blobs: tuple[Blob, ...] = ()


def file(case: CloseOffCase, who: Who, told: Filing, rules: Rules, today: date) -> CloseOffFiled:
    """File it (备案): the last step.

    Raises Refused while another step is to be done, while the publicity runs or an objection is open, and
    for a day of looking back that is no later. Without one it follows from the rules.
    """
    begun = _begun(case, rules)
    if refused := why_not(begun, CloseOffStep.FILING, who):
        raise refused
    _check_day(begun.close_off, told.on, today)
    if refused := before_filing(begun.close_off, told.on):
        raise refused
    look_back = told.look_back or told.on + timedelta(days=rules.look_back_days)
    if look_back <= told.on:
        raise Refused(N_("One looks back on a day after the filing."))
    return CloseOffFiled(
        subject=case.subject,
        blobs=told.blobs,
        on=told.on,
        number=told.number.strip(),
        opinion=at_most(told.opinion),
        look_back=look_back,
    )


def before_filing(close_off: CloseOff, on: date) -> Refused | None:
    """Give what still has to end before it can be filed ``on`` a day; None where nothing does."""
    publicity = close_off.step_done(CloseOffStep.PUBLICITY)
    if publicity and publicity.until and on <= publicity.until:
        return Refused(N_("It is published until {day}; it is filed after that."), day=publicity.until)
    if close_off.open_objections:
        return Refused(N_("An objection waits for its answer."))
    return None


def refuse(case: CloseOffCase, who: Who, requirement: str, due: date | None, today: date) -> CloseOffRefused:
    """Do not file it and order to go on (不予备案并责令继续整改), at any step.

    Raises Refused without saying what is to be done, or with a deadline that is past.
    """
    _check_open(case, who, FILING)
    if due and due < today:
        raise Refused(N_("The deadline lies before today."))
    return CloseOffRefused(
        subject=case.subject,
        requirement=needed(requirement, N_("Say what is still to be put right.")),
        due=due,
    )


def check_criteria(answers: Sequence[CriterionAnswer], rules: Rules) -> None:
    """Check that each criterion of the office was answered and none is not met. Raises Refused."""
    if sorted(one.criterion for one in answers) != sorted(rules.criteria):
        raise Refused(N_("Each criterion of acceptance needs one answer."))
    if any(one.met is Met.NO for one in answers):
        raise Refused(N_("A criterion is not met: send it back, or do not file it."))
    if any(one.met is Met.DOES_NOT_APPLY and not one.note.strip() for one in answers):
        raise Refused(N_("Say why a criterion does not apply."))


def last_day(first: date, rules: Rules) -> date:
    """Give the earliest last day of a publicity that begins on ``first``, which counts as a day of it."""
    return max(first, due_day(first - timedelta(days=1), rules.publicity_days, rules.counting))


def _begun(case: CloseOffCase, rules: Rules) -> CloseOffCase:
    """Give the case with the steps its procedure has; before the first one they are those of the office."""
    if case.close_off.done:
        return case
    close_off = msgspec.structs.replace(case.close_off, procedure=rules.close_off_steps)
    return msgspec.structs.replace(case, close_off=close_off)


def _check_open(case: CloseOffCase, who: Who, roles: frozenset[Role]) -> None:
    if not case.is_open:
        raise Refused(N_("This case is not in close-off."))
    if refused := _foreign(roles, who):
        raise refused


def _foreign(roles: frozenset[Role], who: Who) -> Refused | None:
    if who.roles & roles:
        return None
    if roles == FILING:
        return Refused(N_("That is for the rectification office."))
    if roles == OFFICE:
        return Refused(N_("That is for the office: a township clerk or the rectification office."))
    return Refused(N_("That is for the office or the responsible leader."))


def _check_day(close_off: CloseOff, on: date, today: date) -> None:
    if on > today:
        raise Refused(N_("A step can't be done on a day to come."))
    if close_off.done and on < close_off.done[-1].on:
        raise Refused(
            N_("The step before was done on {day}; this one is no earlier."), day=close_off.done[-1].on
        )


def _check_people(people: Sequence[str], rectifiers: Sequence[str]) -> None:
    if set(people) & set(rectifiers):
        raise Refused(N_("Who put it right does not check it on site."))
    if len(people) < LEAST_CHECKERS:
        raise Refused(N_("At least {n} people check it on site."), n=LEAST_CHECKERS)


def _check_publicity(told: StepToDo, rules: Rules) -> None:
    if not told.address.strip():
        raise Refused(N_("Say where it is published: an address, a notice board, a newspaper."))
    if told.until is None:
        raise Refused(N_("Say until when it is published."))
    if told.until < last_day(told.on, rules):
        raise Refused(N_("It is published for at least {n} days."), n=rules.publicity_days)
