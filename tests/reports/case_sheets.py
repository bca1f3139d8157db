"""Orders, letters of transfer and ledgers of any size, made of sample facts."""

from dataclasses import replace
from datetime import date, timedelta

from inspector.model.finding_state import FindingState, Severity, Source
from inspector.model.task_state import Pace, TaskState
from inspector.model.working_days import Counting
from inspector.reports.attachment import Stage
from inspector.reports.case_paper import (
    AssignedFinding,
    AssignmentPaper,
    LedgerLine,
    LedgerPaper,
    TaskLine,
    TransferPaper,
)
from inspector.reports.official_paper import PaperSigner
from tests.reports.papers import DAY, clock, finding, photo

ISSUER = PaperSigner(role="Issued by", name="示例甲", field="issuer")
HEAD = {
    "language": "zh_CN",
    "stage": Stage.FINAL,
    "office": "示例县整改办",
    "grid": "示例县",
    "day": DAY,
    "issued": clock("11:50"),
    "signers": (ISSUER,),
}


def assignment(*, findings: int = 1, photos: int = 2) -> AssignmentPaper:
    return AssignmentPaper(
        **HEAD,  # type: ignore[arg-type]
        number="SLX-A2026-A2F4-0001",
        unit="示例县住建局",
        person="示例丙",
        assigner="示例甲",
        assigned_on=DAY,
        assignment="示整改交〔2026〕12号",
        copies=("示例镇人民政府", "示例县城管局"),
        basis="请按《示例县网格化监管办法》核查处理，并于期限内书面反馈。",
        cases=tuple(
            AssignedFinding(
                finding=replace(finding(n), noticed=clock("08:50"), photos=(1, 2)[:photos], stop=0),
                due=DAY + timedelta(days=9),
                requirement="覆盖煤堆，清扫路面。",
                days=7,
                counting=Counting.WORKING,
            )
            for n in range(1, findings + 1)
        ),
        photos=tuple(photo(n) for n in range(1, photos + 1)),
    )


def transfer(*, photos: int = 3) -> TransferPaper:
    return TransferPaper(
        **HEAD,  # type: ignore[arg-type]
        number="SLX-T2026-A2F4-0001",
        finding=replace(finding(1), noticed=clock("08:50"), photos=(), stop=0),
        authority="示例市生态环境局",
        reason="涉嫌违反固体废物管理规定，属你单位管辖。",
        address="示例镇工业园区2号",
        contact="示例乙 0473-0000000",
        photos=tuple(photo(n) for n in range(1, photos + 1)),
    )


STATES = tuple(FindingState)


def line(number: int, text: str = "堆场东侧约200㎡煤堆未覆盖，有扬尘。") -> LedgerLine:
    state = STATES[number % len(STATES)]
    done = date(2026, 11, 12) if number % 3 == 0 else None
    return LedgerLine(
        number=f"QLS03-2026-A2F4-{number:04d}",
        source=tuple(Source)[number % len(Source)],
        noticed=date(2026, 11, 1),
        place="示例洗煤厂，堆场东侧",
        text=text,
        severity=tuple(Severity)[number % 3],
        state=state,
        due=date(2026, 11, 14),
        unit="示例县住建局",
        person="示例丙",
        requirement="覆盖煤堆，清扫路面。",
        extensions=number % 2,
        relapses=number % 5 // 4,
        done_on=done,
        rechecked_by="示例丁" if done else "",
        rechecked_on=done,
        has_passed=number % 2 == 0,
        ended_on=done,
        is_overdue=number % 4 == 0,
    )


TASK_STATES = tuple(TaskState)


def task(number: int, name: str = "示例堆场综合整治，全部入棚并复绿") -> TaskLine:
    state = TASK_STATES[number % len(TASK_STATES)]
    has_ended = state in {TaskState.CLOSED_OFF, TaskState.CLOSED_BEFORE}
    return TaskLine(
        number=f"（{number}）",
        plan="示例县生态环境保护督察整改方案",
        name=name,
        units=("示例县住建局", "示例镇人民政府")[: 1 + number % 2],
        state=state,
        pace=tuple(Pace)[number % 3],
        due=date(2026, 12, 31) if number % 4 else None,
        deadline="2026年底前" if number % 3 else "长期坚持",
        requirement="东侧未复绿，须补植。" if number % 5 == 0 else "",
        extensions=number % 3,
        relapses=number % 7 // 6,
        measures=number % 4,
        measures_done=number % 4 // 2,
        items=number % 2 * 71,
        items_done=number % 2 * 26,
        completed_on=date(2026, 11, 12) if has_ended else None,
        close_off_number=f"示整销〔2026〕{number}号" if state is TaskState.CLOSED_OFF else "",
        ended_on=date(2026, 11, 20) if has_ended else None,
    )


def ledger(lines: int = 40, tasks: int | None = None) -> LedgerPaper:
    return LedgerPaper(
        tasks=None if tasks is None else tuple(task(number) for number in range(1, tasks + 1)),
        **HEAD,  # type: ignore[arg-type]
        number="SLX-L2026-A2F4-0001",
        described="未办结；类别：较大、重大；搜索“煤堆”",
        lines=tuple(line(number) for number in range(1, lines + 1)),
    )
