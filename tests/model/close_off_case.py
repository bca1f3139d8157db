"""A case in close-off as its entries leave it, and the people who take its steps."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec
import pytest

from inspector.errors import Refused
from inspector.model.close_off import (
    CRITERIA,
    DEFAULT_STEPS,
    CloseOff,
    CloseOffStep,
    CriterionAnswer,
    Met,
)
from inspector.model.close_off_acts import (
    CloseOffCase,
    StepToDo,
    do_step,
)
from inspector.model.events import Blob, Event, Fact
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.person import Role
from inspector.periods import at

S = CloseOffStep
TODAY = date(2026, 12, 31)
COUNTY = Who("county", frozenset({Role.RECTIFICATION_OFFICE}))
CLERK = Who("clerk", frozenset({Role.CLERK}))
LEADER = Who("leader", frozenset({Role.LEADER}))
STAFF = Who("staff", frozenset({Role.GRID_STAFF}))
WORKER = Who("worker", frozenset({Role.RECTIFICATION_OFFICE}))
RULES = Rules()
SCAN = Blob("c" * 64, 9, "image/jpeg")


def told(step: CloseOffStep, on: date = TODAY - timedelta(days=20)) -> StepToDo:
    """Say what a step needs."""
    return StepToDo(
        step=step,
        on=on,
        opinion="符合要求",
        people=("示例丁", "示例戊"),
        criteria=tuple(CriterionAnswer(criterion=one, met=Met.YES) for one in CRITERIA),
        until=on + timedelta(days=6),
        address="公示栏",
    )


@dataclass
class Case:
    """A case in close-off with its entries."""

    rules: Rules = RULES
    close_off: CloseOff = field(default_factory=CloseOff)
    is_open: bool = True
    count: int = 0

    def now(self) -> CloseOffCase:
        return CloseOffCase(
            subject="f", is_open=self.is_open, close_off=self.close_off, rectifiers=("worker", "示例己")
        )

    def add(self, event: Event, by: str = "county") -> str:
        self.count += 1
        fact = Fact(
            event=event,
            type=event.TYPE,
            hash=f"{self.count:064x}",
            after=(),
            feed="a" * 52,
            seq=self.count,
            lc=self.count,
            at=at(TODAY, "12:00", 480),
            org="o",
            actor=by,
            subject="f",
            blobs=event.blobs,
            person_signed=True,
        )
        self.close_off = self.close_off.after(fact)
        if self.close_off.filed_on:
            self.is_open = False
        return fact.hash

    def do(self, *steps: CloseOffStep) -> None:
        for step in steps:
            self.add(do_step(self.now(), COUNTY, told(step), self.rules, TODAY))


def up_to(step: CloseOffStep) -> Case:
    """Give a case of which every step before ``step`` is done."""
    case = Case()
    case.do(*DEFAULT_STEPS[: DEFAULT_STEPS.index(step)])
    return case


def refused(case: Case, told: StepToDo, who: Who = COUNTY, rules: Rules = RULES) -> str:
    with pytest.raises(Refused) as error:
        do_step(case.now(), who, told, rules, TODAY)
    return str(error.value)


def changed(step: CloseOffStep, **what: object) -> StepToDo:
    return msgspec.structs.replace(told(step), **what)
