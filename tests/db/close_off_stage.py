"""A serious finding that is in close-off, and the person who leads it through."""

from datetime import date

from db.close_off_recording import found_case
from db.keys import certifying, keep_person_key
from db.workspace import Actor
from inspector.journal.person_key import PersonKey
from inspector.model.close_off import CRITERIA, CloseOffStep, CriterionAnswer, Met
from inspector.model.close_off_acts import StepToDo
from inspector.model.finding import FindingNoticed, FindingReported
from inspector.model.finding_life import FindingAssigned, FindingPutRight, RecheckPassed
from inspector.model.finding_state import Severity
from inspector.model.person import Role, RoleGiven
from inspector.periods import Instant, at
from tests.db.reporting import key_of
from tests.db.village import COKING, FOUNDING, OFFICE, OFFICER, STAFF, VILLAGE, Village, named

COUNTY = Actor(OFFICER, OFFICE)
PASSPHRASE = "江河湖海岸上行人"
CASE = named(160)
S = CloseOffStep
NOTICED, PUT_RIGHT, RECHECKED = (at(date(2026, 11, day), "09:00", 480) for day in (2, 6, 9))
NOW = at(date(2026, 11, 22), "10:00", 480)


def give_office(village: Village) -> PersonKey:
    """Let the officer act for the county's rectification office, with a key of their own kept here."""
    village.record(
        RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=FOUNDING.day),
        by=COUNTY,
        when=FOUNDING,
    )
    key = key_of("示例乙", 9)
    village.record(certifying(OFFICER, key), by=COUNTY, when=NOTICED)
    keep_person_key(village.folder, OFFICER, key, PASSPHRASE)
    return key


def put_in_close_off(village: Village, key: PersonKey, *, finding: str = CASE) -> str:
    """Lead a serious finding to its close-off: noticed, assigned, put right, re-checked."""
    village.record(
        FindingNoticed(
            subject=finding,
            number="SLX0101-2026-AB-0009",
            grid=VILLAGE,
            site=COKING,
            patrol="",
            stop="",
            text="料堆未覆盖，大风扬尘",
            noticed=NOTICED,
            severity=Severity.SERIOUS,
        ),
        FindingReported(subject=finding),
        when=NOTICED,
    )
    village.record(
        FindingAssigned(
            subject=finding,
            unit="示例焦化厂",
            due=date(2026, 11, 12),
            person_name="示例丙",
            requirement="堆场全覆盖，装喷淋",
            number="示整交〔2026〕9号",
            rechecks=1,
        ),
        by=COUNTY,
        when=NOTICED,
    )
    village.record(
        FindingPutRight(subject=finding, on=PUT_RIGHT.day, text="已全覆盖，喷淋投用", rectifiers=("示例丙",)),
        by=Actor(STAFF, VILLAGE),
        when=PUT_RIGHT,
    )
    village.workspace.record(
        [RecheckPassed(subject=finding, checked=RECHECKED, note="已整改到位")], COUNTY, RECHECKED, key
    )
    return finding


def day(number: int) -> date:
    return date(2026, 11, number)


def moment(number: int) -> Instant:
    return at(day(number), "10:00", 480)


def told(step: CloseOffStep, number: int) -> StepToDo:
    """Say of a step what it needs, done on the given day of November 2026."""
    return StepToDo(
        step=step,
        on=day(number),
        opinion="符合要求",
        people=("示例丁", "示例戊"),
        criteria=tuple(CriterionAnswer(criterion=one, met=Met.YES, note="见附件") for one in CRITERIA)
        if step is S.ACCEPTANCE
        else (),
        until=day(number + 6) if step is S.PUBLICITY else None,
        address="http://www.example.gov.cn/gs/202611.html" if step is S.PUBLICITY else "",
        contact="示例辛 0473-0000000" if step is S.PUBLICITY else "",
        way="现场查看、查阅台账" if step is S.SITE_CHECK else "",
    )


def last_of(village: Village, subject: str = CASE) -> str:
    """Give the latest entry of a case, as somebody sees it now."""
    reader = village.workspace.reader()
    found = found_case(village.workspace, reader, subject)
    reader.close()
    return found.case.last
