"""A finding on its way, each entry recorded in knowledge of the one before, and the people who act."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from inspector.model import finding_acts as acts
from inspector.model.close_off import CloseOffFiled, CloseOffStep, CloseOffStepDone
from inspector.model.events import Blob, Event, Fact
from inspector.model.finding import Finding, FindingNoticed, FindingReported
from inspector.model.finding_acts import Assignment
from inspector.model.finding_state import Severity
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.person import Role
from inspector.periods import at

TODAY = date(2026, 11, 22)
NOON = at(TODAY, "12:00", 480)
SCAN = Blob("c" * 64, 9, "image/jpeg")
STAFF = Who("staff", frozenset({Role.GRID_STAFF}))
CLERK = Who("clerk", frozenset({Role.CLERK}))
COUNTY = Who("county", frozenset({Role.RECTIFICATION_OFFICE}))
OFFICER = Who("officer", frozenset({Role.OFFICER}))
AUDITOR = Who("auditor", frozenset({Role.AUDITOR}))
EVERYBODY = (STAFF, CLERK, COUNTY, OFFICER, AUDITOR)
RULES = Rules()


@dataclass
class Case:
    """A finding with its entries, each recorded in knowledge of the one before."""

    facts: list[Fact] = field(default_factory=list)

    def now(self) -> Finding:
        folded = Finding.of(self.facts)
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
                subject="f",
                blobs=event.blobs if event else (),
                confirmed=confirmed,
                person_signed=signed,
            )
        )
        return name

    def do(self, by: Who, act: Callable[..., Event], *given: object, **named: object) -> str:
        return self.add(act(self.now(), by, *given, **named), by)

    def assign(self, severity: Severity | None = None, **given: object) -> None:
        to = Assignment(unit="示例村委会", severity=severity, **given)  # type: ignore[arg-type]
        self.do(CLERK, acts.assign, to, RULES, TODAY)

    def put_right(self) -> None:
        self.do(STAFF, acts.put_right, "已清运", TODAY, photos_after=1)


def noticed(severity: Severity = Severity.MINOR) -> Case:
    case = Case()
    case.add(
        FindingNoticed(
            subject="f",
            number="N-1",
            grid="g",
            site="s",
            patrol="p",
            stop="t",
            text="料堆未覆盖",
            noticed=NOON,
            severity=severity,
        ),
        STAFF,
    )
    return case


def reported(severity: Severity = Severity.MINOR) -> Case:
    case = noticed(severity)
    case.add(FindingReported(subject="f"), STAFF)
    return case


def to_recheck(severity: Severity = Severity.MINOR) -> Case:
    case = reported(severity)
    case.assign()
    case.put_right()
    return case


def in_close_off() -> Case:
    case = to_recheck(Severity.SERIOUS)
    case.do(CLERK, acts.pass_recheck, NOON)
    case.do(COUNTY, acts.pass_recheck, NOON)
    return case


def closed() -> Case:
    case = to_recheck()
    case.do(CLERK, acts.pass_recheck, NOON)
    return case


def filed() -> Case:
    case = in_close_off()
    for step in tuple(CloseOffStep)[:-1]:
        case.add(CloseOffStepDone(subject="f", step=step, on=TODAY))
    case.add(CloseOffFiled(subject="f", on=TODAY, look_back=TODAY + timedelta(days=90)))
    return case
