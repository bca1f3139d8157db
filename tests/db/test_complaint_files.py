"""Files of a complaint are on the disk only encrypted; handlers open them, others see only how many."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyrage import encrypt, x25519

from db.complaint_files import (
    AGE,
    FileRecord,
    KeptFiles,
    ListedFile,
    keep_files,
    listed_files,
    open_file,
)
from db.complaint_recording import complaint_of, record_complaint_step, register_complaint
from db.founding import Founded
from db.identity_sealing import encrypted
from db.incarnation import Machine
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Spoken, Unreadable
from inspector.journal.authority import AuthorityGranted
from inspector.journal.entry import Entry, stored_entry
from inspector.model.complainant import Complainant
from inspector.model.complaint import Complaint
from inspector.model.complaint_files import (
    LARGEST_FILE,
    ComplaintFilesResealed,
    ComplaintFilesSealed,
    ComplaintFileWithdrawn,
    FilePart,
)
from inspector.model.complaint_life import ComplaintAssigned, ComplaintReplied
from inspector.model.events import Blob
from inspector.model.grid import GridAdded
from inspector.model.person import Role
from tests.db.office import NOW, named
from tests.db.test_complaint_recording import (
    ACCEPTED,
    AUDITOR,
    CLOSED,
    INVESTIGATED,
    OTHER,
    WHO,
    complaint,
    office,
    step,
)

__all__ = ["office"]
NAME, WORDS = "实名举报信-周吴郑.pdf", b"%PDF-1.7 letter of a neighbour \xe5\x91\xa8\xe5\x90\xb4"
TOWN = named(73)
NEW = ComplaintFilesSealed(part=FilePart.OTHER, sealed="", persons=())


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "given" / NAME
    file.parent.mkdir()
    file.write_bytes(WORDS)
    return file


def registered(office: Founded, *files: Path, who: Complainant = WHO) -> str:
    kept = keep_files(office.workspace.blobs, files)
    number = hashlib.sha256(b"".join(file.name.encode() for file in files)).digest()
    return register_complaint(
        office.workspace, complaint(), who, office.actor, NOW, lambda n: number[:n], files=kept
    ).complaint


def folded(workspace: Workspace, subject: str) -> Complaint:
    with closing(workspace.reader()) as reader:
        return complaint_of(reader, workspace, subject)


def listed(office: Founded, subject: str, person: str = "") -> tuple[ListedFile, ...]:
    return listed_files(office.workspace, folded(office.workspace, subject), person or office.founder)


def entries_of(office: Founded) -> list[Entry]:
    with closing(office.workspace.reader()) as reader:
        rows = reader.rows("SELECT header, sig, sig2, body FROM entry ORDER BY rid")
    return [stored_entry(*row) for row in rows]


@pytest.fixture
def other(office: Founded, tmp_path: Path) -> Iterator[Workspace]:
    """Give the device of another person, known to the office."""
    there = Workspace.create(
        tmp_path / "other", office.workspace.root, Machine(tmp_path / "there", "另一台"), drives=()
    )
    granted = AuthorityGranted(
        feed=there.feed,
        persons=(OTHER,),
        roles=(Role.CLERK,),
        org=TOWN,
        from_seq=1,
        age_key=there.age_recipient,
    )
    town = GridAdded(subject=TOWN, name="示例镇", code="SLZ", level=2, parent=office.office)
    office.workspace.record([town, granted], office.actor, NOW)
    yield there
    there.close()


def carried(office: Founded, other: Workspace) -> None:
    other.receive(entries_of(office), root=other.root, at=NOW)
    for sha256, size in office.workspace.blobs.names():
        blob = Blob(sha256, size, AGE)
        other.blobs.keep(office.workspace.blobs.read(blob), AGE)


def test_the_letter_is_opened_by_its_handler_and_stands_nowhere_on_the_disk(
    office: Founded, letter: Path, tmp_path: Path
) -> None:
    subject = registered(office, letter)
    (one,) = listed(office, subject)
    assert one.record
    assert (one.record.name, one.record.mime, one.record.size) == (NAME, "application/pdf", len(WORDS))
    assert (one.file.part, one.file.persons) == (FilePart.LETTER, (office.founder,))
    opened = open_file(
        office.workspace, folded(office.workspace, subject), one.file.blob.sha256, office.founder
    )
    assert (opened.name, opened.mime, opened.data) == (NAME, "application/pdf", WORDS)
    for file in tmp_path.rglob("*"):
        if file.is_file() and file != letter:
            data = file.read_bytes()
            assert WORDS not in data, file
            assert "周吴郑".encode() not in data, file
            assert "周吴郑" not in file.name
    with closing(office.workspace.reader()) as reader:
        assert reader.value("SELECT files FROM complaint") == 1
        assert reader.rows("SELECT mime FROM named_file") == [(AGE,)]


def test_who_does_not_handle_the_case_sees_that_there_is_a_file_and_not_which(
    office: Founded, letter: Path
) -> None:
    subject = registered(office, letter)
    (one,) = listed(office, subject, OTHER)
    assert one.record is None
    assert one.file.persons == (office.founder,)
    with pytest.raises(Refused, match="Only those who handle"):
        open_file(office.workspace, folded(office.workspace, subject), one.file.blob.sha256, OTHER)


def test_a_reply_has_its_file_and_the_history_does_not_name_it(office: Founded, letter: Path) -> None:
    subject = registered(office)
    step(office, subject, ACCEPTED, INVESTIGATED, CLOSED)
    reply = ComplaintReplied(on=NOW.day, result="已整改", letter="文号待编")
    kept = keep_files(office.workspace.blobs, [letter])
    record_complaint_step(office.workspace, subject, reply, office.actor, NOW, files=kept)
    (one,) = listed(office, subject)
    assert one.file.part is FilePart.REPLY
    with closing(office.workspace.reader()) as reader:
        told = reader.value("SELECT told FROM case_step WHERE type = ?", (ComplaintFilesSealed.TYPE,))
    assert "周吴郑" not in told
    assert "sealed" not in told


def test_files_come_later_and_from_who_does_not_handle_the_case(
    office: Founded, other: Workspace, letter: Path
) -> None:
    subject = registered(office)
    step(office, subject, ACCEPTED, ComplaintAssigned(handlers=(OTHER,)))
    kept = keep_files(office.workspace.blobs, [letter])
    record_complaint_step(office.workspace, subject, NEW, office.actor, NOW, files=kept)
    assert [one.record for one in listed(office, subject)] == [None]
    carried(office, other)
    (one,) = listed_files(other, folded(other, subject), OTHER)
    assert one.record
    assert one.record.name == NAME
    with pytest.raises(Refused, match="Choose a file"):
        record_complaint_step(office.workspace, subject, NEW, office.actor, NOW)
    with pytest.raises(Refused, match="auditor"):
        record_complaint_step(office.workspace, subject, NEW, Actor(AUDITOR, office.office), NOW, files=kept)


def test_given_on_the_files_are_opened_on_the_other_device_and_no_more_here(
    office: Founded, other: Workspace, letter: Path
) -> None:
    subject = registered(office, letter)
    step(office, subject, ACCEPTED)
    before = sorted(office.workspace.blobs.names())
    handed = ComplaintAssigned(handlers=(OTHER,))
    assert not record_complaint_step(office.workspace, subject, handed, office.actor, NOW).unreached
    assert sorted(office.workspace.blobs.names()) == before
    assert not any(body and "周吴郑".encode() in body for body in (one.body for one in entries_of(office)))
    carried(office, other)
    there = folded(other, subject)
    (one,) = listed_files(other, there, OTHER)
    assert open_file(other, there, one.file.blob.sha256, OTHER).data == WORDS
    (here,) = listed(office, subject)
    assert (here.record, here.file.persons) == (None, (OTHER,))


def test_of_forty_files_the_list_is_sealed_anew_in_pieces(office: Founded, tmp_path: Path) -> None:
    subject = registered(office)
    for round_ in range(3):
        paths = [tmp_path / f"{'信' * 70}{round_}-{number}.txt" for number in range(14)]
        for path in paths:
            path.write_text(path.name, "utf-8")
        kept = keep_files(office.workspace.blobs, paths)
        record_complaint_step(office.workspace, subject, NEW, office.actor, NOW, files=kept)
    step(office, subject, ACCEPTED, ComplaintAssigned(handlers=(office.founder,)))
    anew = [one for one in entries_of(office) if one.header.type == ComplaintFilesResealed.TYPE]
    assert len(anew) == 2
    names = {one.record.name for one in listed(office, subject) if one.record}
    assert len(names) == 42


def test_who_can_not_open_the_files_can_not_give_them_on(office: Founded, letter: Path) -> None:
    subject = registered(office, letter, who=Complainant())
    elsewhere = encrypted(b"[]", [str(x25519.Identity.generate().to_public())])
    (one,) = listed(office, subject)
    shut = ComplaintFilesResealed(
        subject=subject, files=(one.file.blob.sha256,), sealed=elsewhere, persons=(OTHER,)
    )
    office.workspace.record([shut], office.actor, NOW)
    step(office, subject, ACCEPTED)
    with pytest.raises(Refused, match="sealed to other devices"):
        open_file(office.workspace, folded(office.workspace, subject), one.file.blob.sha256, office.founder)
    handed = ComplaintAssigned(handlers=(office.founder, OTHER))
    recorded = record_complaint_step(office.workspace, subject, handed, office.actor, NOW)
    assert recorded.unreached == (office.founder,)


def test_given_to_somebody_without_a_device_it_is_said(office: Founded, letter: Path) -> None:
    subject = registered(office, letter, who=Complainant())
    step(office, subject, ACCEPTED)
    handed = ComplaintAssigned(handlers=(OTHER,))
    recorded = record_complaint_step(office.workspace, subject, handed, office.actor, NOW)
    assert recorded.unreached == (OTHER,)
    with pytest.raises(Refused, match="No device of those who handle this"):
        record_complaint_step(
            office.workspace,
            subject,
            NEW,
            office.actor,
            NOW,
            files=keep_files(office.workspace.blobs, [letter]),
        )


def test_a_file_is_taken_back_with_its_reason(office: Founded, letter: Path) -> None:
    subject = registered(office, letter)
    (one,) = listed(office, subject)
    back = ComplaintFileWithdrawn(file=one.file.blob.sha256, reason="不是这一件")
    step(office, subject, back)
    assert listed(office, subject) == ()
    with pytest.raises(Refused, match="not there any more"):
        open_file(office.workspace, folded(office.workspace, subject), one.file.blob.sha256, office.founder)
    with closing(office.workspace.reader()) as reader:
        assert reader.value("SELECT files FROM complaint") == 0


def test_changed_bytes_are_not_opened(office: Founded, letter: Path) -> None:
    subject = registered(office, letter)
    here = folded(office.workspace, subject)
    blob = here.files[0].blob
    path = office.workspace.blobs.path(blob)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(Unreadable, match="missing or damaged"):
        open_file(office.workspace, here, blob.sha256, office.founder)
    path.unlink()
    with pytest.raises(Unreadable, match="missing or damaged"):
        open_file(office.workspace, here, blob.sha256, office.founder)


@pytest.mark.parametrize("key", ["AGE-SECRET-KEY-1", str(x25519.Identity.generate())], ids=["cut", "other"])
def test_bytes_sealed_to_another_key_are_not_opened(office: Founded, key: str) -> None:
    blob = office.workspace.blobs.keep(encrypt(WORDS, [x25519.Identity.generate().to_public()]), AGE)
    record = FileRecord(file=blob.sha256, key=key, name=NAME, mime="application/pdf", size=1)
    subject = registered(office)
    record_complaint_step(
        office.workspace, subject, NEW, office.actor, NOW, files=KeptFiles((blob,), (record,))
    )
    with pytest.raises(Unreadable, match="damaged or changed"):
        open_file(office.workspace, folded(office.workspace, subject), blob.sha256, office.founder)
    assert "周吴郑" not in repr(record)


@pytest.mark.parametrize("sealed", ["?", "YWdl", ""])
def test_a_list_nobody_can_read_opens_nothing(office: Founded, letter: Path, sealed: str) -> None:
    subject = registered(office)
    kept = keep_files(office.workspace.blobs, [letter])
    sealed = sealed or encrypted(b"{}", [office.workspace.age_recipient])
    event = ComplaintFilesSealed(
        subject=subject, blobs=kept.blobs, part=FilePart.LETTER, sealed=sealed, persons=(office.founder,)
    )
    office.workspace.record([event], office.actor, NOW)
    assert [one.record for one in listed(office, subject)] == [None]


def test_killed_between_the_file_and_its_entry_nothing_readable_is_left(
    office: Founded, letter: Path, tmp_path: Path
) -> None:
    keep_files(office.workspace.blobs, [letter])
    office.workspace.close()
    kept = [file for file in (tmp_path / "workspace").rglob("*") if file.is_file()]
    assert any(file.read_bytes().startswith(b"age-encryption.org") for file in kept)
    assert not any(WORDS in file.read_bytes() for file in kept)


def test_given_up_half_way_or_with_one_wrong_file_none_is_taken(
    office: Founded, letter: Path, tmp_path: Path
) -> None:
    program = tmp_path / "given" / "信.pdf.exe"
    program.write_bytes(b"MZ\x90")
    with pytest.raises(Spoken, match="is a program"):
        keep_files(office.workspace.blobs, [letter, program])
    assert not list(office.workspace.blobs.names())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.pdf", b"", "is empty"),
        ("信.pdf", b"PK\x03\x04", "is not what its ending says"),
        ("信.xyz", b"\0\1\2", "can't be kept"),
        ("信.pdf.lnk", b"%PDF-", "a program, a script or a link"),
    ],
)
def test_a_wrong_file_is_refused_in_words(
    office: Founded, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        keep_files(office.workspace.blobs, [tmp_path / name])


def test_too_many_too_large_and_missing_files_are_refused(
    office: Founded, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="At most 16 files"):
        keep_files(office.workspace.blobs, [letter] * 17)
    for missing in (tmp_path / "nothing.pdf", tmp_path):
        with pytest.raises(Unreadable, match="is no file"):
            keep_files(office.workspace.blobs, [missing])
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(Unreadable, match="larger than 50 MB"):
        keep_files(office.workspace.blobs, [large])
    monkeypatch.setattr(Path, "read_bytes", _refuse)
    with pytest.raises(Unreadable, match="can't be read"):
        keep_files(office.workspace.blobs, [letter])


def _refuse(_path: Path) -> bytes:
    raise OSError(5, "x")


def test_how_far_it_is_is_told(office: Founded, letter: Path) -> None:
    told: list[tuple[int, int]] = []
    keep_files(office.workspace.blobs, [letter, letter], lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]
