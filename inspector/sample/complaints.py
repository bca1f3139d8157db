"""What people of the sample complained about, and how far the township got with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from db.complaint_files import KeptFiles, keep_files
from db.complaint_recording import record_complaint_step, register_complaint
from db.workspace import Workspace
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintInvestigated,
    ComplaintLinked,
    ComplaintReceived,
    ComplaintReplied,
    Count,
)
from inspector.model.complaint_words import TERMS, Channel, Measure, Pollution, Truth
from inspector.model.events import Event
from inspector.model.working_days import due_day
from inspector.periods import MINUTE, Instant, at
from inspector.sample.county import SIGNER
from inspector.sample.settling import Chance, Settled

CLERK, TOWNSHIP = "示例子", "QLS"
DAY = 86_400_000
EVENING = "19:20"
"""Yesterday, after everything else of the sample."""
NOBODY = Complainant()
Told = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleComplaint:
    """A complaint of ``days_ago`` about ``site``; ``steps`` says how many of ``_steps`` were taken."""

    days_ago: int
    channel: Channel
    site: str
    content: Told
    kinds: tuple[Pollution, ...]
    steps: int = 0
    batch: Told = field(default_factory=dict)
    given_number: str = ""
    who: Complainant = NOBODY
    repeats: bool = False


_BATCH = {"zh_CN": "演示第一批", "en": "Sample batch 1"}
SAMPLE_COMPLAINTS = (
    SampleComplaint(
        days_ago=9,
        channel=Channel.SENT_DOWN,
        site="北山 7 号排土场",
        content={
            "zh_CN": "排土场大风天扬尘严重，周边住户不敢开窗。",
            "en": "On windy days the spoil heap raises dust; neighbours keep their windows shut.",
        },
        kinds=(Pollution.AIR,),
        steps=5,
        batch=_BATCH,
        given_number="YS-001",
        who=Complainant(name="赵某（演示）", phone="00000000101"),
    ),
    SampleComplaint(
        days_ago=8,
        channel=Channel.SENT_DOWN,
        site="千里山示例洗煤厂",
        content={
            "zh_CN": "洗煤厂夜间有黑水流入路边水沟。",
            "en": "At night black water runs from the coal washery into the ditch.",
        },
        kinds=(Pollution.WATER,),
        steps=3,
        batch=_BATCH,
        given_number="YS-002",
        who=Complainant(name="钱某（演示）", phone="00000000102"),
    ),
    SampleComplaint(
        days_ago=4,
        channel=Channel.HOTLINE_12369,
        site="千里山示例焦化一厂",
        content={"zh_CN": "厂区运输车辆夜间噪声扰民。", "en": "Lorries of the works are loud at night."},
        kinds=(Pollution.NOISE,),
        steps=2,
    ),
    SampleComplaint(
        days_ago=1,
        channel=Channel.HOTLINE_12345,
        site="北山 7 号排土场",
        content={
            "zh_CN": "排土场又起扬尘，上次反映后好了几天。",
            "en": "The spoil heap is dusty again; after the last complaint it was better for some days.",
        },
        kinds=(Pollution.AIR,),
        given_number="YS-12345-7",
        who=Complainant(name="孙某（演示）", phone="00000000103"),
        repeats=True,
    ),
)
_TEXTS: dict[str, Told] = {
    "found": {
        "zh_CN": "镇网格办会同执法人员到场核查，反映情况存在，已拍照取证。",
        "en": "The township and officers went there and found it so; photos were taken.",
    },
    "done": {
        "zh_CN": "责令当日整改，并纳入日常巡查。",
        "en": "It was put right the same day, as ordered, and is on the patrols' list now.",
    },
    "told": {"zh_CN": "已整改并加强监管。", "en": "It was put right and is watched more closely."},
    "opinion": {"zh_CN": "满意", "en": "satisfied"},
    "letter": {"zh_CN": "演示交办件", "en": "Sample case sent down"},
    "unit": {"zh_CN": "演示镇人民政府", "en": "Sample township government"},
}


def record_complaints(
    workspace: Workspace, settled: Settled, now: Instant, language: str, chance: Chance
) -> None:
    """Register the complaints of the sample yesterday evening, and lead each through its steps."""
    clerk = settled.acting(CLERK, TOWNSHIP)
    moment = at(now.day - timedelta(days=1), EVENING, now.tz)
    first = ""
    for one in SAMPLE_COMPLAINTS:
        site = settled.sites[one.site]
        received = ComplaintReceived(
            number="",
            grid=site.grid,
            channel=one.channel,
            received=moment.later(-one.days_ago * DAY),
            content=one.content[language],
            kinds=one.kinds,
            site=site.id,
            accused=one.site,
            address=site.address,
            batch=one.batch.get(language, ""),
            given_number=one.given_number,
        )
        link = ComplaintLinked(earlier=first) if one.repeats else None
        files = _letter(workspace, one.content[language], language) if one.batch else KeptFiles()
        recorded = register_complaint(
            workspace, received, one.who, clerk, moment, chance, earlier=link, files=files
        )
        first = first or recorded.complaint
        for step in _steps(settled, received, moment, language)[: one.steps]:
            moment = moment.later(MINUTE)
            record_complaint_step(workspace, recorded.complaint, step, clerk, moment)
        moment = moment.later(MINUTE)


def _letter(workspace: Workspace, content: str, language: str) -> KeptFiles:
    """Seal a case sent down as it was received."""
    with TemporaryDirectory() as folder:
        letter = Path(folder) / f"{_TEXTS['letter'][language]}.txt"
        letter.write_text(content, "utf-8")
        return keep_files(workspace.blobs, [letter])


def _steps(
    settled: Settled, received: ComplaintReceived, moment: Instant, language: str
) -> tuple[Event, ...]:
    """Give the life of a complaint: taken up, given to handlers, looked into, settled, answered."""
    term, today = TERMS[received.channel], moment.day
    handlers = (settled.people[CLERK], settled.people[SIGNER])
    say = {name: told[language] for name, told in _TEXTS.items()}
    return (
        ComplaintAccepted(due=due_day(received.received.day, term.days, term.counting), days=term.days),
        ComplaintAssigned(handlers=handlers, unit=say["unit"]),
        ComplaintInvestigated(on=today, verdict=Truth.TRUE, text=say["found"]),
        ComplaintClosed(
            on=today, result=say["done"], accountability=(Count(measure=Measure.TALK, persons=1),)
        ),
        ComplaintReplied(on=today, result=say["told"], opinion=say["opinion"]),
    )
