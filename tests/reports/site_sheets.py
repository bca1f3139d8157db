"""Reports of visits, hints and dossiers of any size, made of sample facts."""

import hashlib
from dataclasses import replace
from datetime import date

from inspector.model.events import Place
from inspector.model.finding_state import FindingState
from inspector.model.material import MaterialKind
from inspector.model.office import Rank
from inspector.model.patrol import PatrolKind
from inspector.model.site import SiteKind, SiteStatus
from inspector.model.site_paper import PaperState
from inspector.reports.attachment import Stage
from inspector.reports.official_paper import PaperSigner
from inspector.reports.site_papers import (
    DossierDocument,
    DossierEvent,
    DossierFinding,
    DossierPaper,
    DossierStop,
    HintPaper,
    PaperAnswer,
    PaperChange,
    PaperCorrection,
    PaperMaterial,
    PaperSite,
    VisitPaper,
)
from tests.reports.papers import DAY, clock, finding, photo

SITE = PaperSite(
    name="示例洗煤厂",
    grid="示例镇03网格",
    kind=SiteKind.COAL_WASHING,
    rank=Rank.KEY,
    status=SiteStatus.OPERATING,
    address="示例镇工业园区2号",
    credit_code="91150300MA0EXAMPLE",
    responsible="示例丙",
    responsible_phone="13800000000",
    leader="示例丁",
    leader_phone="0473-0000000",
    place=Place(lat=397_812_345, lon=1_068_123_456, source="map"),
)
ISSUER = PaperSigner(role="Issued by", name="示例甲", field="issuer")
HEAD = {
    "language": "zh_CN",
    "stage": Stage.FINAL,
    "office": "示例镇网格办",
    "grid": "示例镇03网格",
    "day": DAY,
    "issued": clock("11:50"),
    "site": SITE,
}


def answer(number: int, *, odd: bool = False) -> PaperAnswer:
    return PaperAnswer(
        question=f"第{number}项：出口冲洗设施是否运行，路面是否干净",
        answer="否" if odd else "是",
        is_deviation=odd,
    )


def material(number: int, name: str = "排污许可证副本.pdf") -> PaperMaterial:
    return PaperMaterial(
        name=name,
        kind=MaterialKind.DOCUMENT,
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        size=1000 * 40**number,
        by="示例甲",
    )


def visit(*, answers: int = 4, findings: int = 1, photos: int = 2) -> VisitPaper:
    return VisitPaper(
        **HEAD,  # type: ignore[arg-type]
        number="QLS03-V2026-A2F4-0001",
        kind=PatrolKind.DAILY,
        inspectors=("示例甲", "示例乙"),
        weather="晴，西北风3级",
        arrived=clock("08:43"),
        left=clock("09:10"),
        recorded=clock("09:12"),
        patrol_number="QLS03-20261122-A2F4-01",
        checklist="网格巡查清单",
        answers=tuple(answer(number, odd=number == 2) for number in range(1, answers + 1)),
        findings=tuple(replace(finding(number), stop=0) for number in range(1, findings + 1)),
        photos=tuple(photo(number) for number in range(1, photos + 1)),
        signers=(
            PaperSigner(role="Inspector", name="示例甲", field="inspector"),
            PaperSigner(role="Inspector", name="示例乙"),
            PaperSigner(role="Inspected party", name="示例丙"),
        ),
    )


def full_visit() -> VisitPaper:
    """A visit on which everything occurs that can be said."""
    made = visit(answers=3, findings=2, photos=3)
    first, second, third = made.answers
    return replace(
        made,
        answers=(
            replace(first, same_as_last=True),
            replace(second, note="已通知现场负责人。"),
            replace(third, answer="12.50 mg/m³（正常：0–10 mg/m³）", is_deviation=True),
        ),
        unplanned=True,
        left=clock("09:10").later(24 * 3_600_000),
        note="现场有人配合。",
        late_reason="设备没电",
        site=replace(SITE, note="雨季重点"),
        corrections=(
            PaperCorrection(
                by="示例甲",
                at=clock("17:20"),
                reason="时间记错",
                changes=(
                    PaperChange(what="到达时间", recorded="08:43", right="08:34"),
                    PaperChange(what="备注", recorded="—", right="现场有人配合。"),
                ),
            ),
        ),
        materials=(material(0), replace(material(1), title="排污许可证"), material(2, "现场.mp4")),
        present="示例戊（见证人）",
        is_sample=True,
    )


def hint(*, findings: int = 1, photos: int = 1) -> HintPaper:
    return HintPaper(
        **HEAD,  # type: ignore[arg-type]
        number="QLS03-H2026-A2F4-0001",
        addressee="示例洗煤厂 示例丙",
        asked="请查看堆场东侧的覆盖和喷淋，并把情况告知网格员。",
        findings=tuple(
            replace(finding(number), stop=0, noticed=clock("08:50"), photos=(1,))
            for number in range(1, findings + 1)
        ),
        photos=tuple(photo(number) for number in range(1, photos + 1)),
        signers=(ISSUER,),
        receiver=PaperSigner(role="Inspected party", name="示例丙"),
    )


def dossier(*, lines: int = 3, photos: int = 2) -> DossierPaper:
    numbers = range(1, lines + 1)
    states = tuple(FindingState)
    return DossierPaper(
        **HEAD,  # type: ignore[arg-type]
        number="QLS03-D2026-A2F4-0001",
        documents=tuple(
            DossierDocument(
                title=f"排污许可证{number}",
                number="" if number == 1 else "示例 0001 号",
                issued=None if number == 1 else date(2025, 1, 2),
                expires=None if number == 1 else date(2026, 12, number % 28 + 1),
                state=tuple(PaperState)[number % 3],
            )
            for number in numbers
        ),
        stops=tuple(
            DossierStop(
                arrived=clock("08:43").later(-number * 86_400_000),
                inspectors=("示例甲", "示例乙")[: number % 2 + 1],
                kind=PatrolKind.DAILY,
                normal=3 * (number % 2),
                deviations=number % 3,
                findings=number % 4,
                number="QLS03-20261122-A2F4-01" if number > 1 else "",
            )
            for number in numbers
        ),
        life=tuple(
            DossierFinding(
                finding=replace(
                    finding(number),
                    noticed=clock("08:50") if number > 1 else None,
                    photos=(1, 2)[: number - 1],
                ),
                state=states[number % len(states)],
            )
            for number in numbers
        ),
        time_line=tuple(
            DossierEvent(at=clock("08:43"), text="发现问题：堆场未覆盖", by="示例甲" if number > 1 else "")
            for number in numbers
        ),
        materials=tuple(material(number % 3) for number in numbers),
        photos=tuple(photo(number) for number in range(1, photos + 1)),
        all_photos=photos,
        signers=(ISSUER,),
    )
