"""Small reports of a sample county: real entries, a real page, real keys."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inspector.journal.authority import AuthorityGranted, FeedOpened, OfficeFounded, PersonCertified
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import Entry, seal
from inspector.journal.person_key import PersonKey
from inspector.model.events import Blob, Event
from inspector.model.finding_state import Severity
from inspector.model.ids import uuid7
from inspector.model.patrol import PatrolFinished, PatrolKind, PatrolStarted
from inspector.model.person import Role
from inspector.model.photo import PhotoAdded, TimeSource
from inspector.model.stop import StopRecorded
from inspector.periods import Instant
from inspector.reports.attachment import (
    Carried,
    ExpectedSignature,
    NamedPhoto,
    ReportData,
    Stage,
    name_pack,
    pack_entries,
    write_data,
)
from inspector.reports.official_paper import PaperPhoto, PaperSigner
from inspector.reports.patrol_paper import (
    Handling,
    PaperFinding,
    PaperStop,
    PatrolPaper,
)
from inspector.reports.patrol_report import build_patrol_report

NOON = Instant(1_795_320_000_000, 480)  # 2026-11-22 12:00 +08:00
OFFICE, GRID, PATROL, SITE, STOP = (uuid7(NOON.ts, bytes([number] * 10)) for number in range(1, 6))
INSPECTOR, CLERK = (uuid7(NOON.ts, bytes([number] * 10)) for number in (21, 22))
NUMBER = "150302-20261122-ABCD-01"


def picture(edge: int, shade: int, kind: str = "WEBP") -> bytes:
    file = BytesIO()
    Image.new("RGB", (edge, edge * 3 // 4), (shade, 140, 90)).save(file, kind)
    return file.getvalue()


@dataclass
class County:
    """A sample county that has founded its office and made one patrol with two photos."""

    office_key: DeviceKey = field(default_factory=lambda: DeviceKey.from_seed(b"o" * 32))
    device_key: DeviceKey = field(default_factory=lambda: DeviceKey.from_seed(b"d" * 32))
    entries: list[Entry] = field(default_factory=list)
    previews: list[tuple[str, bytes]] = field(default_factory=list)
    originals: list[bytes] = field(default_factory=list)

    def record(self, key: DeviceKey, event: Event, actor: str = INSPECTOR) -> Entry:
        own = [entry for entry in self.entries if entry.feed == key.feed]
        of_subject = [entry.hash for entry in self.entries if entry.header.obj == event.subject]
        entry = seal(
            event,
            key=key,
            seq=len(own) + 1,
            prev=own[-1].hash if own else None,
            lc=len(self.entries) + 1,
            at=NOON,
            org=OFFICE if key is self.office_key else GRID,
            actor=actor,
            salt=len(self.entries).to_bytes(16),
            after=of_subject[-1:] if event.subject else (),
        )
        self.entries.append(entry)
        return entry

    @property
    def root(self) -> str:
        return self.entries[0].hash


@dataclass(frozen=True)
class Signatory:
    """Who signs where."""

    field: str
    role: str
    name: str
    key: PersonKey


def person_key(name: str, seed: int) -> PersonKey:
    return PersonKey.make(name, "示例县网格办", NOON.later(-86_400_000), bytes([seed]) * 56)


@pytest.fixture(scope="session")
def signatories() -> tuple[Signatory, Signatory]:
    return (
        Signatory("inspector_1", "巡查人", "示例甲", person_key("示例甲", 31)),
        Signatory("leader_1", "负责人", "示例乙", person_key("示例乙", 32)),
    )


@pytest.fixture(scope="session")
def county(signatories: Sequence[Signatory]) -> County:
    made = County()
    made.record(made.office_key, OfficeFounded(name="示例县"), CLERK)
    grant = AuthorityGranted(
        feed=made.device_key.feed, persons=(INSPECTOR,), roles=(Role.GRID_STAFF,), org=OFFICE, from_seq=1
    )
    made.record(made.office_key, grant, CLERK)
    made.record(made.device_key, FeedOpened(root=made.root, reason="new"))
    certificate = signatories[0].key.certificate_der
    import base64

    made.record(made.device_key, PersonCertified(certificate=base64.b64encode(certificate).decode()))
    started = PatrolStarted(
        subject=PATROL, grid=GRID, day=date(2026, 11, 22), began=NOON, inspectors=(INSPECTOR,)
    )
    made.record(made.device_key, started)
    made.record(made.device_key, StopRecorded(subject=STOP, patrol=PATROL, site=SITE, arrived=NOON))
    for number in (1, 2):
        original, preview = picture(800, number * 40, "JPEG"), picture(64, number * 40)
        blobs = tuple(
            Blob(hashlib.sha256(data).hexdigest(), len(data), mime)
            for data, mime in ((original, "image/jpeg"), (preview, "image/webp"))
        )
        subject = uuid7(NOON.ts, bytes([40 + number] * 10))
        photo = PhotoAdded(
            subject=subject,
            blobs=blobs,
            patrol=PATROL,
            stop=STOP,
            site=SITE,
            taken=NOON,
            time_source=TimeSource.EXIF,
        )
        made.record(made.device_key, photo)
        made.originals.append(original)
        made.previews.append((blobs[1].sha256, preview))
    made.record(made.device_key, PatrolFinished(subject=PATROL, ended=NOON.later(3_600_000), number=NUMBER))
    return made


def carried_by(
    county: County,
    signatories: Sequence[Signatory] = (),
    stage: Stage = Stage.FINAL,
    entries: Iterable[Entry] | None = None,
    previews: Iterable[tuple[str, bytes]] | None = None,
    named: Iterable[Entry] | None = None,
    repack: Callable[[bytes], bytes] = bytes,
    **changed: Any,
) -> Carried:
    """Pack what a report carries; ``entries`` and ``previews`` may leave out what the report still names."""
    pack = repack(
        pack_entries(
            county.entries if entries is None else entries,
            county.previews if previews is None else previews,
            root=county.root,
            writer=county.device_key.feed,
        )
    )
    photos = [entry.header.blobs for entry in county.entries if entry.header.blobs]
    fields: dict[str, Any] = {
        "kind": "patrol",
        "stage": stage,
        "subject": PATROL,
        "number": NUMBER,
        "title": "巡查记录表",
        "day": "2026-11-22",
        "language": "zh-CN",
        "office": "示例县网格办",
        "grid": "示例村",
        "org": OFFICE,
        "expected_signatures": tuple(
            ExpectedSignature(field=one.field, role=one.role, name=one.name) for one in signatories
        ),
        "entries": tuple(sorted(entry.hash for entry in (county.entries if named is None else named))),
        "photos": tuple(NamedPhoto(original=blobs[0][0], preview=blobs[1][0]) for blobs in photos),
        "pack": name_pack(pack),
        "program": "Grid Inspector 0.1.0",
    }
    return Carried(pack, write_data(ReportData(**(fields | changed))))


def paper_of(county: County, signatories: Sequence[Signatory], stage: Stage, **changed: Any) -> PatrolPaper:
    photos = [entry for entry in county.entries if entry.header.blobs]
    fields: dict[str, Any] = {
        "language": "zh_CN",
        "stage": stage,
        "office": "示例县网格办",
        "number": NUMBER,
        "grid": "示例村",
        "level": "三级网格",
        "day": date(2026, 11, 22),
        "weather": "晴",
        "inspectors": ("示例甲",),
        "began": NOON,
        "ended": NOON.later(3_600_000),
        "kind": PatrolKind.DAILY,
        "due": 1,
        "visited": 1,
        "stops": (PaperStop(arrived=NOON, site="示例料场", photos=(1, 2)),),
        "findings": (
            PaperFinding(
                number="1", severity=Severity.MINOR, text="裸露物料未覆盖", handling=Handling.REPORTED, stop=1
            ),
        ),
        "photos": tuple(
            PaperPhoto(
                number=number,
                what="示例料场",
                taken=NOON,
                time_source=TimeSource.EXIF,
                by="示例甲",
                sha256=photo.header.blobs[0][0],
                picture=original,
                stop=1,
            )
            for number, (photo, original) in enumerate(zip(photos, county.originals, strict=True), 1)
        ),
        "signers": tuple(PaperSigner(role=one.role, name=one.name, field=one.field) for one in signatories)
        or (PaperSigner(role="巡查人", name="示例甲"),),
        "is_sample": True,
    }
    return PatrolPaper(**(fields | changed))


@pytest.fixture(scope="session")
def carry() -> Callable[..., Carried]:
    """Give ``carried_by``."""
    return carried_by


@pytest.fixture
def record(county: County) -> Callable[[Event], Entry]:
    """Seal one more entry of the sample's device without keeping it."""

    def seal_one(event: Event) -> Entry:
        return County(county.office_key, county.device_key, list(county.entries)).record(
            county.device_key, event
        )

    return seal_one


BuildReport = Callable[..., Path]


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, county: County) -> BuildReport:
    """Build each kind of report once; ask for a copy with ``report`` before changing it."""
    done: dict[str, Path] = {}

    def build(signatories: Sequence[Signatory] = (), stage: Stage = Stage.FINAL, **changed: Any) -> Path:
        name = repr((signatories, stage, changed))
        if name not in done:
            done[name] = tmp_path_factory.mktemp("report") / "report.pdf"
            carried = carried_by(county, signatories, stage, **changed)
            build_patrol_report(paper_of(county, signatories, stage), carried, done[name])
        return done[name]

    return build


@pytest.fixture
def report(tmp_path: Path, built_once: BuildReport) -> BuildReport:
    """Give a report of its own to a test."""

    def copy(signatories: Sequence[Signatory] = (), stage: Stage = Stage.FINAL, **changed: Any) -> Path:
        mine = tmp_path / "report.pdf"
        mine.write_bytes(built_once(signatories, stage, **changed).read_bytes())
        return mine

    return copy


@pytest.fixture
def build(tmp_path: Path, county: County) -> Callable[..., Path]:
    """Build a final for ink that carries something else; see ``carried_by``."""

    def build_one(**changed: Any) -> Path:
        path = tmp_path / "built.pdf"
        build_patrol_report(paper_of(county, (), Stage.FINAL), carried_by(county, **changed), path)
        return path

    return build_one


@pytest.fixture(scope="session")
def paper() -> Callable[..., PatrolPaper]:
    """Give ``paper_of``."""
    return paper_of
