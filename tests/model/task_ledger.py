"""A task with its entries, and the people who deal with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from inspector.errors import Refused
from inspector.model import task_acts as acts
from inspector.model.close_off import CloseOffFiled, CloseOffStep, CloseOffStepDone
from inspector.model.events import Blob, Event, Fact
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.person import Role
from inspector.model.task import Task
from inspector.model.task_life import (
    Measure,
    TaskSet,
)
from inspector.periods import at

TODAY = date(2026, 11, 22)
NOON = at(TODAY, "12:00", 480)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
SCAN = Blob("c" * 64, 9, "application/pdf")
STAFF = Who("staff", frozenset({Role.GRID_STAFF}))
CLERK = Who("clerk", frozenset({Role.CLERK}))
COUNTY = Who("county", frozenset({Role.RECTIFICATION_OFFICE}))
LEADER = Who("leader", frozenset({Role.LEADER}))
AUDITOR = Who("auditor", frozenset({Role.AUDITOR}))
RULES = Rules()
MEASURES = (
    Measure(id="1", text="清运", due=TODAY, units=("示例局",)),
    Measure(id="2", text="复绿", number="②"),
)


@dataclass
class Ledger:
    """A task with its entries, each recorded in knowledge of the one before."""

    facts: list[Fact] = field(default_factory=list)

    def now(self) -> Task:
        folded = Task.of(self.facts)
        assert folded
        return folded

    def add(
        self,
        event: Event | None,
        by: Who = CLERK,
        *,
        signed: bool = True,
        confirmed: bool = True,
        kind: str = "",
    ) -> str:
        number = len(self.facts) + 1
        name = f"{number:064x}"
        self.facts.append(
            Fact(
                event=event,
                type=kind or (event.TYPE if event else ""),
                hash=name,
                after=(),
                feed="a" * 52,
                seq=number,
                lc=number,
                at=NOON,
                org="o",
                actor=by.person,
                subject="t",
                blobs=event.blobs if event else (),
                confirmed=confirmed,
                person_signed=signed,
            )
        )
        return name


def a_task(measures: Sequence[Measure] = (), **further: object) -> Ledger:
    ledger = Ledger()
    told = TaskSet(subject="t", grid="g", title="排土场整治", measures=tuple(measures), **further)  # type: ignore[arg-type]
    ledger.add(acts.set_task(told, COUNTY), COUNTY)
    return ledger


def completed() -> Ledger:
    ledger = a_task()
    ledger.add(acts.complete(ledger.now(), STAFF, "已完成", TODAY, TODAY, RULES), STAFF)
    return ledger


def in_close_off() -> Ledger:
    ledger = completed()
    for who in (CLERK, COUNTY):
        ledger.add(acts.pass_recheck(ledger.now(), who, NOON), who)
    return ledger


def closed_off() -> Ledger:
    ledger = in_close_off()
    for step in CloseOffStep:
        if step is not CloseOffStep.FILING:
            ledger.add(CloseOffStepDone(subject="t", step=step, on=TODAY))
    ledger.add(CloseOffFiled(subject="t", on=TODAY, look_back=TOMORROW))
    return ledger


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.sentence
