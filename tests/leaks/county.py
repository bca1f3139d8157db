"""The sample county with one more complaint, whose secrets are words that stand nowhere else."""

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.complaint_draft import KeptIntake, keep_intake
from db.complaint_files import keep_files
from db.complaint_recording import (
    complaint_of,
    record_complaint_finding,
    record_complaint_step,
    register_complaint,
    see_complainant,
)
from db.connection import Reader
from db.incarnation import Machine
from db.workspace import Actor, Workspace
from inspector.cli.opening import now
from inspector.cli.speaking import PASSPHRASE_FILE
from inspector.model.complainant import Complainant
from inspector.model.complaint_files import ComplaintFilesSealed, ComplaintFileWithdrawn, FilePart
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintCorrected,
    ComplaintExtended,
    ComplaintInvestigated,
    ComplaintReceived,
    ComplaintReplied,
)
from inspector.model.complaint_words import Channel, Truth
from inspector.model.finding import FindingNoticed
from inspector.sample import PASSPHRASE, make_sample
from tests.leaks.restricted_case import RestrictedCase, restricted_case

NAME, PHONE, ADDRESS, NOTE = "欧阳测漏", "19912345678", "漏测巷七十七号", "漏测备注之人"
LETTER, LETTER_WORDS = "漏测实名信件", "漏测信件正文"
REPLY, REPLY_WORDS = "漏测复函件", "漏测复函正文"
WRONG = "漏测误传附件"
DRAFTED, DRAFTED_NAME, DRAFTED_FILE = "稿漏正文从未登记", "慕容稿漏", "稿漏附件"
SECRETS = (
    *(NAME, PHONE, ADDRESS, NOTE, LETTER, LETTER_WORDS, REPLY, REPLY_WORDS, WRONG),
    *(DRAFTED, DRAFTED_NAME, DRAFTED_FILE),
)
WHO = Complainant(name=NAME, phone=PHONE, address=ADDRESS, note=NOTE)
CONTENT = "对照所诉扬尘之事"
"""What the complaint says: it is no secret, and shows that the search looks where it should."""
FINDING = "对照所记问题之事"


@dataclass(frozen=True)
class County:
    """Where the sample lies, on which machine, and the complaint with the finding made of it."""

    folder: Path
    machine: Path
    complaint: str
    number: str
    finding: str
    site: str
    restricted: RestrictedCase
    day: date


@contextmanager
def made_county(root: Path) -> Iterator[County]:
    """Make the sample, lead the complaint from intake to reply, and leave a second one as a draft."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(root / "machine"))
        patch.setenv("GRID_INSPECTOR_LANGUAGE", "zh_CN")
        (root / "temp").mkdir()
        passphrase = root / "passphrase.txt"
        passphrase.write_text(PASSPHRASE, "utf-8")
        patch.setenv(PASSPHRASE_FILE, str(passphrase))
        patch.setattr("tempfile.tempdir", str(root / "temp"))
        patch.setenv("TMPDIR", str(root / "temp"))
        sample = make_sample(root / "sample", now(), language="zh_CN")
        with (
            closing(Workspace.open(sample.folder, Machine.here(root / "machine"))) as workspace,
            closing(workspace.reader()) as reader,
        ):
            county = _complaint(root, workspace, reader)
        yield county


def clerk(reader: Reader) -> Actor:
    """Give who registers and handles complaints in the sample."""
    person = reader.value("SELECT id FROM person WHERE name = '示例子'")
    return Actor(person, reader.value("SELECT id FROM grid WHERE code = 'QLS'"))


def _complaint(root: Path, workspace: Workspace, reader: Reader) -> County:
    by, at, chance = clerk(reader), now(), random.Random(7).randbytes
    given = root / "given"
    given.mkdir()
    letter, wrong, reply, drafted = (given / f"{name}.txt" for name in (LETTER, WRONG, REPLY, DRAFTED_FILE))
    letter.write_text(LETTER_WORDS * 50, "utf-8")
    wrong.write_text(LETTER_WORDS, "utf-16")
    reply.write_text(REPLY_WORDS, "gb18030")
    site, grid, name = reader.row("SELECT id, grid, name FROM site WHERE name LIKE '北山%' LIMIT 1") or ()
    received = ComplaintReceived(
        number="",
        grid=grid,
        channel=Channel.SENT_DOWN,
        received=at,
        content=CONTENT,
        site=site,
        accused=name,
        batch="对照批次",
        given_number="DZ-001",
    )
    kept = keep_files(workspace.blobs, [letter, wrong])
    made = register_complaint(workspace, received, WHO, by, at, chance, files=kept)

    def step(event: object, *files: Path) -> None:
        kept = keep_files(workspace.blobs, files)
        record_complaint_step(workspace, made.complaint, event, by, at, files=kept)  # type: ignore[arg-type]

    folded = complaint_of(reader, workspace, made.complaint)
    step(ComplaintFileWithdrawn(file=folded.files[1].blob.sha256, reason="不是这一件"))
    step(ComplaintCorrected(reason="听错", wanted="停产"))
    step(ComplaintAccepted(due=at.day + timedelta(days=5)))
    step(ComplaintAssigned(handlers=(by.person,), unit="演示镇人民政府"))
    step(ComplaintExtended(until=at.day + timedelta(days=15), reason="取样", told_on=at.day))
    step(ComplaintFilesSealed(part=FilePart.OTHER, sealed="", persons=()), letter)
    see_complainant(workspace, made.complaint, by)
    step(ComplaintInvestigated(on=at.day, verdict=Truth.TRUE, text="到场核查属实"))
    noticed = FindingNoticed(
        number="", grid="", site="", patrol="", stop="", text=FINDING, noticed=at, term_days=7
    )
    record_complaint_finding(workspace, made.complaint, noticed, by, at, chance)
    step(ComplaintClosed(on=at.day, result="已整改"))
    step(ComplaintReplied(on=at.day, result="已整改并答复", opinion="满意"), reply)
    keep_intake(
        workspace,
        by.person,
        KeptIntake(
            complaint=ComplaintReceived(
                number="", grid=grid, channel=Channel.LETTER, received=at, content=DRAFTED
            ),
            who=Complainant(name=DRAFTED_NAME),
            files=(str(drafted),),
        ),
        at,
    )
    finding = reader.value("SELECT id FROM finding WHERE source_ref = ?", (made.complaint,))
    return County(
        workspace.folder,
        root / "machine",
        made.complaint,
        made.number,
        finding,
        site,
        restricted_case(workspace, reader, by, at),
        at.day,
    )
