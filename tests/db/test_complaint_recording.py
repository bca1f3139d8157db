"""Complaints are registered, handled and looked at again; who complained is seen by handlers only."""

import base64
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from pyrage import DecryptError, decrypt, x25519

from db.changes import Kind
from db.complaint_draft import KeptIntake, intake_key, keep_intake, kept_intake
from db.complaint_recording import (
    complaint_of,
    name_complainant,
    plan_revisits,
    record_complaint_step,
    register_complaint,
    resolve_complaint,
    see_complainant,
)
from db.founding import Founded, speak_as_office
from db.identity_sealing import decrypted, encrypted
from db.incarnation import Machine
from db.keys import RECOVERY, keys_folder
from db.opening import DATABASE
from db.sealed import open_secret
from db.table_lists import out_list
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.authority import AuthorityGranted, FeedOpened
from inspector.journal.entry import Entry, stored_entry
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintDeclined,
    ComplaintIdentitySealed,
    ComplaintInvestigated,
    ComplaintLinked,
    ComplaintReceived,
    RevisitPlanned,
)
from inspector.model.complaint_words import Channel, ComplaintState, Truth
from inspector.model.events import Event
from inspector.model.grid import GridAdded
from inspector.model.person import PersonAdded, Role, RoleGiven
from tests.db.office import NOW, PASSPHRASE, found, named

OTHER, AUDITOR = named(71), named(72)
WHO = Complainant(name="赵钱孙", phone="13800131234", address="示例巷 9 号", note="愿意作证")
SECRETS = tuple(part.encode() for part in ("赵钱孙", "13800131234", "示例巷 9 号", "愿意作证"))


def complaint(**given: object) -> ComplaintReceived:
    told = {"channel": Channel.VISIT, "received": NOW, "content": "夜间有刺鼻气味", "accused": "示例厂"}
    return ComplaintReceived(number="", grid="", **{**told, **given})  # type: ignore[arg-type]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Founded]:
    founded = found(tmp_path / "workspace", Machine(tmp_path / "machine", "示例机"))
    since = NOW.day
    founded.workspace.record(
        [
            PersonAdded(subject=OTHER, name="示例乙"),
            RoleGiven(subject=OTHER, role=Role.CLERK, grid=founded.office, since=since),
            PersonAdded(subject=AUDITOR, name="示例丙"),
            RoleGiven(subject=AUDITOR, role=Role.AUDITOR, grid=founded.office, since=since),
        ],
        founded.actor,
        NOW,
    )
    yield founded
    founded.workspace.close()


def register(office: Founded, who: Complainant = WHO, **given: object) -> str:
    chance = Random(len(given)).randbytes
    return register_complaint(office.workspace, complaint(**given), who, office.actor, NOW, chance).complaint


def step(office: Founded, subject: str, *events: Event) -> None:
    for event in events:
        record_complaint_step(office.workspace, subject, event, office.actor, NOW)


ACCEPTED = ComplaintAccepted(due=NOW.day + timedelta(days=60))
INVESTIGATED = ComplaintInvestigated(on=NOW.day, verdict=Truth.TRUE, text="属实")
CLOSED = ComplaintClosed(on=NOW.day, result="已整改")


def test_a_complaint_gets_numbers_that_go_on_and_is_found_by_its_words(office: Founded) -> None:
    one = register_complaint(office.workspace, complaint(), WHO, office.actor, NOW, Random(1).randbytes)
    link = ComplaintLinked(earlier=one.complaint, reason="同一企业")
    two = register_complaint(
        office.workspace, complaint(), Complainant(), office.actor, NOW, Random(2).randbytes, earlier=link
    )
    assert one.changes.touch(Kind.COMPLAINT)
    assert one.number.endswith("-0001")
    assert two.number.endswith("-0002")
    with closing(office.workspace.reader()) as reader:
        rows = reader.rows("SELECT number, is_sealed, is_anonymous, earlier FROM complaint ORDER BY number")
    assert rows == [(one.number, 1, 0, ""), (two.number, 0, 1, one.complaint)]


def test_an_auditor_registers_nothing(office: Founded) -> None:
    by = Actor(AUDITOR, office.office)
    with pytest.raises(Refused, match="auditor"):
        register_complaint(office.workspace, complaint(), WHO, by, NOW, Random(1).randbytes)


def test_a_handler_sees_who_complained_and_nobody_else_does(office: Founded) -> None:
    subject = register(office)
    assert see_complainant(office.workspace, subject, office.actor) == WHO
    with pytest.raises(Refused, match="Only those who handle"):
        see_complainant(office.workspace, subject, Actor(OTHER, office.office))
    with pytest.raises(Refused, match="Nobody is named"):
        see_complainant(office.workspace, register(office, Complainant(), batch="x"), office.actor)
    with pytest.raises(Refused, match="not known here"):
        see_complainant(office.workspace, named(99), office.actor)


def test_no_file_of_the_workspace_holds_the_name(office: Founded, tmp_path: Path) -> None:
    subject = register(office)
    step(office, subject, ACCEPTED, INVESTIGATED, CLOSED)
    see_complainant(office.workspace, subject, office.actor)
    with closing(office.workspace.reader()) as reader:
        tables = [name for (name,) in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        told = "\n".join(repr(row) for name in tables for row in reader.rows(f"SELECT * FROM {name}"))  # noqa: S608
        rows = list(out_list(reader, "entries", today=NOW.day, whole=True).rows)
        shown = "\n".join(repr(row.values) for row in rows)
        bodies = [repr(row.body) for row in rows]
    assert "赵** 138****1234" in told
    for secret in SECRETS:
        assert secret.decode() not in told
        assert secret.decode() not in shown
        for file in tmp_path.rglob("*"):
            if file.is_file():
                assert secret not in file.read_bytes(), file
    assert not any("'sealed'" in body for body in bodies)
    assert (tmp_path / "workspace" / DATABASE).is_file()


def test_letters_of_a_name_find_nothing(office: Founded) -> None:
    register(office)
    with closing(office.workspace.reader()) as reader:
        for table in ("complaint_search", "site_search", "finding_search"):
            query = f"SELECT count(*) FROM {table} WHERE {table} MATCH '\"赵\"'"  # noqa: S608
            assert reader.value(query) == 0


def test_given_to_others_the_name_goes_along_to_their_devices_only(office: Founded, tmp_path: Path) -> None:
    subject = register(office)
    step(office, subject, ACCEPTED)
    handed = ComplaintAssigned(handlers=(OTHER,))
    assert record_complaint_step(office.workspace, subject, handed, office.actor, NOW).unreached == (OTHER,)
    with pytest.raises(Refused, match="Only those who handle"):
        see_complainant(office.workspace, subject, office.actor)


def test_a_handler_opens_on_a_device_of_theirs(office: Founded, tmp_path: Path) -> None:
    subject = register(office)
    other = Workspace.create(
        tmp_path / "other", office.workspace.root, Machine(tmp_path / "there", "另一台"), drives=()
    )
    try:
        granted = AuthorityGranted(
            feed=other.feed,
            persons=(OTHER,),
            roles=(Role.CLERK,),
            org=named(73),
            from_seq=1,
            age_key=other.age_recipient,
        )
        town = GridAdded(subject=named(73), name="示例镇", code="SLZ", level=2, parent=office.office)
        office.workspace.record([town, granted], office.actor, NOW)
        step(office, subject, ACCEPTED)
        handed = ComplaintAssigned(handlers=(OTHER, office.founder))
        assert not record_complaint_step(office.workspace, subject, handed, office.actor, NOW).unreached
        with closing(office.workspace.reader()) as reader:
            entries = [
                stored_entry(*row)
                for row in reader.rows("SELECT header, sig, sig2, body FROM entry ORDER BY rid")
            ]
        other.receive(entries, root=other.root, at=NOW)
        assert see_complainant(other, subject, Actor(OTHER, named(73))) == WHO
        assert see_complainant(office.workspace, subject, office.actor) == WHO
        # the founder acts on a device the name was not sealed to
        first = next(one for one in entries if one.header.type == ComplaintIdentitySealed.TYPE)
        with closing(office.workspace.reader()) as reader:
            folded = complaint_of(reader, office.workspace, subject)
        assert decrypted(other, folded.identity) == WHO
        assert first.body
        assert b"recovery" not in first.body
    finally:
        other.close()


def test_a_name_sealed_to_other_devices_can_not_be_opened_here(office: Founded) -> None:
    subject = register(office)
    elsewhere = encrypted(b'{"name":"x"}', [str(x25519.Identity.generate().to_public())])
    sealed = ComplaintIdentitySealed(subject=subject, sealed=elsewhere, persons=(office.founder,))
    office.workspace.record([sealed], office.actor, NOW)
    with pytest.raises(Refused, match="sealed to other devices"):
        see_complainant(office.workspace, subject, office.actor)
    step(office, subject, ACCEPTED)
    handed = ComplaintAssigned(handlers=(office.founder,))
    recorded = record_complaint_step(office.workspace, subject, handed, office.actor, NOW)
    assert recorded.unreached == (office.founder,)


@pytest.mark.parametrize("sealed", ["?", "YWdl", ""])
def test_rubbish_is_no_identity(office: Founded, sealed: str) -> None:
    assert decrypted(office.workspace, sealed) is None


def test_rubbish_in_an_envelope_is_no_identity(office: Founded) -> None:
    assert decrypted(office.workspace, encrypted(b"[1]", [office.workspace.age_recipient])) is None


def test_the_recovery_key_is_no_recipient(office: Founded) -> None:
    subject = register(office)
    kept = (keys_folder(office.workspace.folder) / RECOVERY).read_bytes()
    recovery = x25519.Identity.from_str(open_secret(kept, PASSPHRASE).decode())
    with closing(office.workspace.reader()) as reader:
        sealed = complaint_of(reader, office.workspace, subject).identity
    with pytest.raises(DecryptError):
        decrypt(base64.b64decode(sealed), [recovery])


def test_who_complained_may_become_known_later(office: Founded) -> None:
    subject = register(office, Complainant())
    name_complainant(office.workspace, subject, WHO, office.actor, NOW)
    assert see_complainant(office.workspace, subject, office.actor) == WHO
    with pytest.raises(Refused, match="Only those who handle"):
        name_complainant(office.workspace, subject, WHO, Actor(OTHER, office.office), NOW)
    with pytest.raises(Refused, match="Write down who"):
        name_complainant(office.workspace, subject, Complainant(), office.actor, NOW)


def test_a_step_whose_beginning_is_missing_has_no_row_yet(office: Founded) -> None:
    office.workspace.record([ComplaintAccepted(subject=named(90), due=NOW.day)], office.actor, NOW)
    with closing(office.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM complaint") == 0


def test_a_round_of_looking_again_takes_all_that_were_chosen_or_none(office: Founded) -> None:
    settled, open_one = register(office), register(office, batch="二")
    step(office, settled, ACCEPTED, INVESTIGATED, CLOSED)
    planned = RevisitPlanned(round=named(80), name="第一轮", due=NOW.day)
    with pytest.raises(Refused, match="looks again at what was settled"):
        plan_revisits(office.workspace, [settled, open_one], planned, office.actor, NOW)
    with closing(office.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM revisit") == 0
        plan_revisits(office.workspace, [settled], planned, office.actor, NOW)
        assert reader.rows("SELECT complaint, round FROM revisit") == [(settled, named(80))]


def test_a_header_alone_of_a_sealed_name_makes_nothing_read_only(office: Founded, tmp_path: Path) -> None:
    subject = register(office)
    with closing(office.workspace.reader()) as reader:
        entries = [
            stored_entry(*row)
            for row in reader.rows("SELECT header, sig, sig2, body FROM entry ORDER BY rid")
        ]
    bare = [one.without_body() if one.header.type == ComplaintIdentitySealed.TYPE else one for one in entries]
    other = Workspace.create(
        tmp_path / "other", office.workspace.root, Machine(tmp_path / "there", "另一台"), drives=()
    )
    try:
        other.receive(bare, root=other.root, at=NOW)
        with closing(other.reader()) as reader:
            assert reader.value("SELECT count(*) FROM trouble") == 0
            row = reader.row("SELECT is_sealed, identity_shown FROM complaint WHERE id = ?", (subject,))
            assert row == (1, "")
        other.record([FeedOpened(root=other.root, reason="new")], office.actor, NOW)
    finally:
        other.close()


def test_a_draft_names_nobody_on_the_disk_and_comes_back_whole(office: Founded) -> None:
    kept = KeptIntake(complaint=complaint(), who=WHO, earlier="x")
    keep_intake(office.workspace, office.founder, kept, NOW)
    with closing(office.workspace.reader()) as reader:
        value = reader.value("SELECT value FROM draft")
        assert kept_intake(reader, office.workspace, office.founder) == kept
        assert kept_intake(reader, office.workspace, OTHER) is None
    assert not any(secret.decode() in value for secret in SECRETS)


@pytest.mark.parametrize("unreadable", ["{}", '"?"', '"YWdl"', "sealed to nobody", "sealed"])
def test_a_draft_without_a_name_and_one_nobody_can_read(office: Founded, unreadable: str) -> None:
    if unreadable.startswith("sealed"):
        nobody = str(x25519.Identity.generate().to_public())
        to = nobody if unreadable != "sealed" else office.workspace.age_recipient
        unreadable = f'"{encrypted(b"[]", [to])}"'
    kept = KeptIntake(complaint=complaint())
    keep_intake(office.workspace, office.founder, kept, NOW)
    office.workspace.save_draft(intake_key(OTHER), unreadable, NOW)
    with closing(office.workspace.reader()) as reader:
        assert kept_intake(reader, office.workspace, office.founder) == kept
        assert kept_intake(reader, office.workspace, OTHER) is None


def test_an_erased_name_is_gone_from_the_disk_and_the_complaint_stays(office: Founded) -> None:
    subject = register(office)
    with closing(office.workspace.reader()) as reader:
        sealed = reader.value("SELECT hash FROM entry WHERE type = ?", (ComplaintIdentitySealed.TYPE,))
    office.workspace.erase([sealed], [], "0" * 64)
    with closing(office.workspace.reader()) as reader:
        row = reader.row("SELECT is_sealed, identity_shown, state FROM complaint WHERE id = ?", (subject,))
        assert row == (1, "", "received")
        assert reader.value("SELECT body FROM entry WHERE hash = ?", (sealed,)) is None
    step(office, subject, ACCEPTED)
    with pytest.raises(Refused, match="Nobody is named"):
        see_complainant(office.workspace, subject, office.actor)


def test_of_two_steps_made_apart_a_person_lets_one_stand(office: Founded, tmp_path: Path) -> None:
    subject = register(office)
    other = Workspace.create(
        tmp_path / "other", office.workspace.root, Machine(tmp_path / "there", "另一台"), drives=()
    )
    try:
        granted = AuthorityGranted(
            feed=other.feed, persons=(OTHER,), roles=(Role.CLERK,), org=office.office, from_seq=1
        )
        speak_as_office(office.workspace, PASSPHRASE, [granted], office.actor, NOW)
        other.receive(everything(office.workspace), root=other.root, at=NOW)
        record_complaint_step(
            other, subject, ComplaintDeclined(reason="不属本部门"), Actor(OTHER, office.office), NOW
        )
        step(office, subject, ACCEPTED)
        office.workspace.receive(everything(other), root=other.root, at=NOW)
    finally:
        other.close()
    with closing(office.workspace.reader()) as reader:
        ((one, two),) = reader.rows("SELECT one, other FROM conflict WHERE subject = ?", (subject,))
        declined = reader.value("SELECT entry FROM case_step WHERE type = ?", (ComplaintDeclined.TYPE,))
        assert declined in {one, two}
        with pytest.raises(Refused, match="auditor"):
            resolve_complaint(office.workspace, subject, declined, Actor(AUDITOR, office.office), NOW)
        resolve_complaint(office.workspace, subject, declined, office.actor, NOW)
        assert complaint_of(reader, office.workspace, subject).state is ComplaintState.ACCEPTED
        assert reader.value("SELECT count(*) FROM conflict WHERE resolved_by = ''") == 0
        with pytest.raises(Refused, match="decided already"):
            resolve_complaint(office.workspace, subject, declined, office.actor, NOW)


def everything(workspace: Workspace) -> list[Entry]:
    with closing(workspace.reader()) as reader:
        rows = reader.rows("SELECT header, sig, sig2, body FROM entry ORDER BY rid")
    return [stored_entry(*row) for row in rows]
