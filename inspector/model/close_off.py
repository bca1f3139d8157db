"""Close-off (销号): the procedure that ends serious and major findings, and every task of a plan."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.model.case_steps import CaseEvent
from inspector.model.events import Blob, Event, Fact, event
from inspector.periods import Instant
from inspector.words import N_


class CloseOffStep(StrEnum):
    """A step of the procedure; the office rules which there are and in which order."""

    SIGNED_ON_SITE = "signed_on_site"
    ACCEPTANCE = "acceptance"
    APPLICATION = "application"
    PAPERS_CHECK = "papers_check"
    SITE_CHECK = "site_check"
    PUBLICITY = "publicity"
    FILING = "filing"


STEP_NAMES = {
    CloseOffStep.SIGNED_ON_SITE: N_("signed on site by the one in charge"),
    CloseOffStep.ACCEPTANCE: N_("opinion and report of acceptance"),
    CloseOffStep.APPLICATION: N_("application"),
    CloseOffStep.PAPERS_CHECK: N_("check of the papers"),
    CloseOffStep.SITE_CHECK: N_("check on site"),
    CloseOffStep.PUBLICITY: N_("publicity"),
    CloseOffStep.FILING: N_("filing"),
}
DEFAULT_STEPS = tuple(CloseOffStep)
"""主要负责人现场核实签字 → 验收意见和验收报告 → 申请 → 资料审核 → 现场核查 → 公示 → 备案 (product.md)."""


def is_sound(procedure: Sequence[CloseOffStep]) -> bool:
    """Say whether each step comes once and filing ends them: what comes after it would never be done."""
    return (
        len(set(procedure)) == len(procedure) and len(procedure) > 1 and procedure[-1] is CloseOffStep.FILING
    )


class Criterion(StrEnum):
    """The five criteria of acceptance (安徽突出生态环境问题整改验收销号管理办法 2019; features 4.7)."""

    MEASURES_DONE = "measures_done"
    OFFENCES_DEALT_WITH = "offences_dealt_with"
    EFFECT_MEETS_RULES = "effect_meets_rules"
    ALIKE_PUT_RIGHT = "alike_put_right"
    LASTING = "lasting"


CRITERION_NAMES = {
    Criterion.MEASURES_DONE: N_("The tasks and measures of the plan were all carried out."),
    Criterion.OFFENCES_DEALT_WITH: N_("Offences were dealt with as the law says."),
    Criterion.EFFECT_MEETS_RULES: N_("The effect meets laws and technical standards."),
    Criterion.ALIKE_PUT_RIGHT: N_("The like at the same enterprise, place or park was put right too."),
    Criterion.LASTING: N_("Causes were traced and a lasting mechanism was set up."),
}


CRITERIA = tuple(Criterion)


class Met(StrEnum):
    """How a criterion was answered."""

    YES = "yes"
    NO = "no"
    DOES_NOT_APPLY = "na"


MET_NAMES = {Met.YES: N_("met"), Met.NO: N_("not met"), Met.DOES_NOT_APPLY: N_("does not apply")}


class CriterionAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One criterion, answered, with the words on which it rests."""

    criterion: Criterion
    met: Met
    note: str = ""


@event
class CloseOffStepDone(CaseEvent):
    """A step of the procedure was done: by whom, when, on which papers (in the blobs).

    ``procedure`` are the steps that the office ruled when the first one was done; ``until`` is the last day
    of the publicity, ``address`` where it was published, ``contact`` who takes objections; ``people`` are ids
    or names of those who took part, ``way`` how they checked (核查方式); ``papers`` names the files.
    """

    TYPE: ClassVar[str] = "close_off.step_done"
    BY_PERSON: ClassVar[bool] = True

    step: CloseOffStep
    on: date
    procedure: tuple[CloseOffStep, ...] = DEFAULT_STEPS
    people: tuple[str, ...] = ()
    opinion: str = ""
    criteria: tuple[CriterionAnswer, ...] = ()
    until: date | None = None
    address: str = ""
    papers: tuple[str, ...] = ()
    way: str = ""
    contact: str = ""


@event
class CloseOffReturned(CaseEvent):
    """The procedure was sent back (退回) to ``step``, which is to be done again."""

    TYPE: ClassVar[str] = "close_off.returned"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    step: CloseOffStep
    reason: str


@event
class CloseOffObjected(CaseEvent):
    """Somebody objected during the publicity."""

    TYPE: ClassVar[str] = "close_off.objected"

    on: date
    text: str


@event
class ObjectionSettled(CaseEvent):
    """An objection, named by its entry, was answered."""

    TYPE: ClassVar[str] = "close_off.objection_settled"

    objection: str
    result: str


@event
class CloseOffFiled(CaseEvent):
    """The office filed it (备案): the last step, after which it is closed off."""

    TYPE: ClassVar[str] = "close_off.filed"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    on: date
    number: str = ""
    opinion: str = ""
    look_back: date | None = None


@event
class CloseOffRefused(CaseEvent):
    """The office did not file it and ordered to go on putting right (不予备案并责令继续整改)."""

    TYPE: ClassVar[str] = "close_off.refused"
    CHANGES_STATE: ClassVar[bool] = True
    BY_PERSON: ClassVar[bool] = True

    requirement: str
    due: date | None = None


CLOSE_OFF: tuple[type[Event], ...] = (
    CloseOffStepDone,
    CloseOffReturned,
    CloseOffObjected,
    ObjectionSettled,
    CloseOffFiled,
    CloseOffRefused,
)
"""Entries of these types are about a finding or a task, as the other entries of their subject say."""


class DoneStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step as it was done."""

    step: CloseOffStep
    on: date
    by: str
    recorded: Instant
    people: tuple[str, ...] = ()
    opinion: str = ""
    criteria: tuple[CriterionAnswer, ...] = ()
    until: date | None = None
    address: str = ""
    papers: tuple[str, ...] = ()
    blobs: tuple[Blob, ...] = ()
    way: str = ""
    contact: str = ""


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody objected, by the hash of its entry, and what came of it."""

    entry: str
    on: date
    text: str
    result: str = ""


class SentBack(msgspec.Struct, frozen=True, kw_only=True):
    """That the procedure was sent back to a step, by whom and why."""

    step: CloseOffStep
    by: str
    recorded: Instant
    reason: str


class CloseOff(msgspec.Struct, frozen=True, kw_only=True):
    """Where the procedure of one case stands; it begins anew when the case comes back or is refused."""

    procedure: tuple[CloseOffStep, ...] = DEFAULT_STEPS
    done: tuple[DoneStep, ...] = ()
    objections: tuple[Objection, ...] = ()
    sent_back: tuple[SentBack, ...] = ()
    filed_on: date | None = None
    filed_by: str = ""
    number: str = ""
    opinion: str = ""

    @property
    def next_step(self) -> CloseOffStep | None:
        """The step that is to be done now; none once it was filed."""
        done = {one.step for one in self.done}
        return None if self.filed_on else next((step for step in self.procedure if step not in done), None)

    def step_done(self, step: CloseOffStep) -> DoneStep | None:
        """Give how a step was done; none while it waits."""
        return next((one for one in self.done if one.step is step), None)

    @property
    def open_objections(self) -> tuple[Objection, ...]:
        """The objections nobody has answered yet."""
        return tuple(one for one in self.objections if not one.result)

    def after(self, fact: Fact) -> Self:
        """Give where it stands after an entry of ``CLOSE_OFF``; one out of turn has no effect."""
        match fact.event:
            case CloseOffStepDone() as told:
                return self._with(fact, told)
            case CloseOffReturned() as told:
                return self._back(fact, told)
            case CloseOffObjected() as told:
                objection = Objection(entry=fact.hash, on=told.on, text=told.text)
                return msgspec.structs.replace(self, objections=(*self.objections, objection))
            case ObjectionSettled() as told:
                settled = tuple(
                    msgspec.structs.replace(one, result=told.result) if one.entry == told.objection else one
                    for one in self.objections
                )
                return msgspec.structs.replace(self, objections=settled)
            case CloseOffFiled() as told if self.next_step is CloseOffStep.FILING:
                return msgspec.structs.replace(
                    self, filed_on=told.on, filed_by=fact.actor, number=told.number, opinion=told.opinion
                )
            case _:
                return self

    def _back(self, fact: Fact, told: CloseOffReturned) -> Self:
        kept = [one.step for one in self.done]
        if told.step not in kept:
            return self
        back = SentBack(step=told.step, by=fact.actor, recorded=fact.at, reason=told.reason)
        done = self.done[: kept.index(told.step)]
        return msgspec.structs.replace(self, done=done, sent_back=(*self.sent_back, back))

    def _with(self, fact: Fact, told: CloseOffStepDone) -> Self:
        if not is_sound(told.procedure):
            return self
        begun = self if self.done else msgspec.structs.replace(self, procedure=told.procedure)
        if told.step is not begun.next_step or told.step is CloseOffStep.FILING:
            return self
        return msgspec.structs.replace(begun, done=(*begun.done, _done(fact, told)))


def _done(fact: Fact, told: CloseOffStepDone) -> DoneStep:
    return DoneStep(
        step=told.step,
        on=told.on,
        by=fact.actor,
        recorded=fact.at,
        people=told.people,
        opinion=told.opinion,
        criteria=told.criteria,
        until=told.until,
        address=told.address,
        papers=told.papers,
        blobs=fact.blobs,
        way=told.way,
        contact=told.contact,
    )
