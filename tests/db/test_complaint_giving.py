"""What was sealed while a case was given on elsewhere reaches those who handle it now."""

from contextlib import closing
from pathlib import Path

import pytest

from db.complaint_files import keep_files, listed_files, open_file
from db.complaint_recording import give_sealed_on, name_complainant, record_complaint_step, see_complainant
from db.founding import Founded
from db.queries.complaint_case import complaint_case
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.entry import stored_entry
from inspector.model.complainant import Complainant
from inspector.model.complaint_files import ComplaintFilesResealed
from inspector.model.complaint_life import ComplaintAssigned
from inspector.model.ids import ComplaintId
from tests.db.office import NOW
from tests.db.test_complaint_files import (
    NAME,
    NEW,
    TOWN,
    WORDS,
    carried,
    entries_of,
    folded,
    letter,
    listed,
    other,
    registered,
)
from tests.db.test_complaint_recording import ACCEPTED, AUDITOR, OTHER, WHO, office, step

__all__ = ["letter", "office", "other"]
TAKEN = ComplaintAssigned(handlers=(OTHER,))


def back(other: Workspace, office: Founded) -> None:
    """Bring what the other device wrote here."""
    with closing(other.reader()) as reader:
        rows = reader.rows("SELECT header, sig, sig2, body FROM entry WHERE feed = ?", (other.feed,))
    office.workspace.receive([stored_entry(*row) for row in rows], root=office.workspace.root, at=NOW)


@pytest.fixture
def given(office: Founded, other: Workspace, letter: Path) -> str:
    """Add name and file here while the case is given on there; neither device knows of the other yet."""
    subject = registered(office, who=Complainant())
    step(office, subject, ACCEPTED)
    carried(office, other)
    record_complaint_step(other, subject, TAKEN, Actor(OTHER, TOWN), NOW)
    kept = keep_files(office.workspace.blobs, [letter])
    record_complaint_step(office.workspace, subject, NEW, office.actor, NOW, files=kept)
    name_complainant(office.workspace, subject, WHO, office.actor, NOW)
    back(other, office)
    carried(office, other)
    return subject


def test_until_it_is_given_on_nobody_opens_it_and_both_devices_say_whom_it_lacks(
    office: Founded, other: Workspace, given: str
) -> None:
    for workspace, person, gives in ((office.workspace, office.founder, True), (other, OTHER, False)):
        (one,) = listed_files(workspace, folded(workspace, given), person)
        assert (one.record, one.file.persons) == (None, (office.founder,))
        with closing(workspace.reader()) as reader:
            case = complaint_case(reader, workspace, ComplaintId(given), Actor(person, TOWN), NOW)
        assert case
        assert (case.lacking, case.gives_on) == (("示例乙",), gives)
    with pytest.raises(Refused, match="sealed to other devices"):
        see_complainant(other, given, Actor(OTHER, TOWN))


def test_who_had_it_gives_it_on_and_can_not_open_it_himself(
    office: Founded, other: Workspace, given: str
) -> None:
    assert give_sealed_on(office.workspace, given, office.actor, NOW).unreached == ()
    carried(office, other)
    there = folded(other, given)
    (one,) = listed_files(other, there, OTHER)
    assert one.record
    assert one.record.name == NAME
    assert open_file(other, there, one.file.blob.sha256, OTHER).data == WORDS
    assert see_complainant(other, given, Actor(OTHER, TOWN)) == WHO
    (here,) = listed(office, given)
    assert (here.record, here.file.persons) == (None, (OTHER,))
    with pytest.raises(Refused, match="Only those who handle"):
        see_complainant(office.workspace, given, office.actor)
    assert (there.lacking, there.gives_on(office.founder)) == (frozenset(), False)
    with pytest.raises(Refused, match="Nothing was sealed to you"):
        give_sealed_on(office.workspace, given, office.actor, NOW)


def test_neither_who_never_had_it_nor_an_auditor_gives_it_on(
    office: Founded, other: Workspace, given: str
) -> None:
    with pytest.raises(Refused, match="Nothing was sealed to you"):
        give_sealed_on(other, given, Actor(OTHER, TOWN), NOW)
    with pytest.raises(Refused, match="An auditor"):
        give_sealed_on(office.workspace, given, Actor(AUDITOR, office.office), NOW)


def test_on_a_device_that_can_not_open_it_it_is_not_given_on(
    office: Founded, other: Workspace, given: str
) -> None:
    with pytest.raises(Refused, match="can't be given on from here"):
        give_sealed_on(other, given, Actor(office.founder, TOWN), NOW)


def test_what_one_handler_has_already_is_not_sealed_again(
    office: Founded, other: Workspace, given: str, tmp_path: Path
) -> None:
    more = tmp_path / "附件.txt"
    more.write_text("附件", "utf-8")
    record_complaint_step(
        office.workspace, given, NEW, office.actor, NOW, files=keep_files(office.workspace.blobs, [more])
    )
    before = {one.file.blob.sha256 for one in listed(office, given) if one.file.persons == (OTHER,)}
    assert len(before) == 1
    give_sealed_on(office.workspace, given, office.actor, NOW)
    (event,) = [one for one in entries_of(office) if one.header.type == ComplaintFilesResealed.TYPE]
    assert not any(file.encode() in (event.body or b"") for file in before)
    carried(office, other)
    assert all(one.record for one in listed_files(other, folded(other, given), OTHER))


def test_given_to_two_of_whom_one_has_no_device_it_stays_to_be_given(
    office: Founded, other: Workspace, letter: Path
) -> None:
    subject = registered(office, letter, who=WHO)
    step(office, subject, ACCEPTED)
    carried(office, other)
    both = ComplaintAssigned(handlers=(OTHER, AUDITOR))
    record_complaint_step(other, subject, both, Actor(OTHER, TOWN), NOW)
    back(other, office)
    assert give_sealed_on(office.workspace, subject, office.actor, NOW).unreached == (AUDITOR,)
    here = folded(office.workspace, subject)
    assert (here.lacking, here.gives_on(OTHER)) == (frozenset({AUDITOR}), True)


def test_of_a_case_that_names_nobody_the_files_alone_are_given_on(
    office: Founded, other: Workspace, letter: Path
) -> None:
    subject = registered(office, letter, who=Complainant())
    step(office, subject, ACCEPTED)
    carried(office, other)
    record_complaint_step(other, subject, TAKEN, Actor(OTHER, TOWN), NOW)
    back(other, office)
    give_sealed_on(office.workspace, subject, office.actor, NOW)
    here = folded(office.workspace, subject)
    assert (here.is_sealed, here.lacking) == (False, frozenset())


def test_given_again_by_who_had_it_it_goes_along(office: Founded, other: Workspace, given: str) -> None:
    """The former handler is none any more, yet "Give to handlers" on his device brings it to them."""
    step(office, given, TAKEN)
    carried(office, other)
    assert all(one.record for one in listed_files(other, folded(other, given), OTHER))
    assert see_complainant(other, given, Actor(OTHER, TOWN)) == WHO
