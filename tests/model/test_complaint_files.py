"""Files of a complaint: added, sealed anew, taken back, and what is known of them without a body."""

from datetime import date

import msgspec
import pytest

from inspector.errors import Refused
from inspector.model.complaint import Complaint
from inspector.model.complaint_files import (
    ComplaintFilesResealed,
    ComplaintFilesSealed,
    ComplaintFileWithdrawn,
    FilePart,
    SealedFile,
    standing,
)
from inspector.model.complaint_life import ComplaintReceived, ComplaintWithdrawn
from inspector.model.complaint_steps import take
from inspector.model.complaint_words import Channel
from inspector.model.events import Audience, Blob, Event
from inspector.model.person import Role
from inspector.periods import at
from tests.model.conftest import MakeFact

DAY = date(2026, 11, 20)
ONE, TWO = Blob("a" * 64, 300, "application/age"), Blob("b" * 64, 301, "application/age")
RECEIVED = ComplaintReceived(
    subject="c",
    number="SLX-C1",
    grid="g",
    channel=Channel.LETTER,
    received=at(DAY, "09:00", 480),
    content="夜间有刺鼻气味",
    accused="示例厂",
)
LETTER = ComplaintFilesSealed(
    subject="c", blobs=(ONE, TWO), part=FilePart.LETTER, sealed="YQ==", persons=("甲",)
)
ANEW = ComplaintFilesResealed(subject="c", files=(ONE.sha256,), sealed="Yg==", persons=("乙",))
BACK = ComplaintFileWithdrawn(subject="c", file=TWO.sha256, reason="不是这一件")


def folded(fact: MakeFact, *events: Event, bare: bool = False) -> Complaint:
    facts = [fact(one, hash=f"{number:064}", actor="甲") for number, one in enumerate((RECEIVED, *events))]
    if bare:
        facts = [facts[0], *(msgspec.structs.replace(one, event=None) for one in facts[1:])]
    complaint = Complaint.of(facts)
    assert complaint
    return complaint


def test_files_are_kept_in_their_order_with_whom_they_are_sealed_to(fact: MakeFact) -> None:
    one, two = folded(fact, LETTER).files
    assert (one.blob, two.blob) == (ONE, TWO)
    assert (one.part, one.by, one.sealed, one.persons) == (FilePart.LETTER, "甲", "YQ==", ("甲",))


def test_the_newest_sealing_counts_for_the_files_it_names(fact: MakeFact) -> None:
    one, two = folded(fact, LETTER, ANEW).files
    assert (one.sealed, one.persons, one.part) == ("Yg==", ("乙",), FilePart.LETTER)
    assert (two.sealed, two.persons) == ("YQ==", ("甲",))


def test_a_file_taken_back_stays_with_its_reason_and_stands_no_more(fact: MakeFact) -> None:
    files = folded(fact, LETTER, BACK).files
    assert [one.withdrawn for one in files] == [None, "不是这一件"]
    assert [one.blob for one in standing(files)] == [ONE]


def test_a_file_named_twice_is_one(fact: MakeFact) -> None:
    assert len(folded(fact, LETTER, LETTER).files) == 2


def test_without_the_body_it_is_known_that_there_are_files_and_nobody_opens_them(fact: MakeFact) -> None:
    complaint = folded(fact, LETTER, ANEW, BACK, bare=True)
    assert complaint.files == tuple(
        SealedFile(blob=blob, by="甲", at=complaint.files[0].at) for blob in (ONE, TWO)
    )


def test_the_history_tells_no_more_than_that_there_are_files() -> None:
    assert LETTER.told() == {"part": FilePart.LETTER, "persons": ("甲",), "on_behalf": ""}
    assert ComplaintFilesSealed.AUDIENCE is ComplaintFilesResealed.AUDIENCE is Audience.HANDLERS


@pytest.mark.parametrize(
    ("before", "step", "said"),
    [
        (
            (LETTER,),
            ComplaintFileWithdrawn(subject="c", file=ONE.sha256, reason=" "),
            "Say why it is taken back.",
        ),
        ((LETTER, BACK), BACK, "This file is not there any more."),
        ((), BACK, "This complaint has no file."),
        ((ComplaintWithdrawn(subject="c", reason="重复"),), LETTER, "This complaint was taken back."),
    ],
)
def test_what_can_not_be_is_refused(
    fact: MakeFact, before: tuple[Event, ...], step: Event, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        take(folded(fact, *before), step, frozenset({Role.CLERK}), DAY)
    assert str(refused.value) == said


def test_files_are_added_at_any_time_and_taken_back(fact: MakeFact) -> None:
    clerk = frozenset({Role.CLERK})
    assert take(folded(fact), LETTER, clerk, DAY) is LETTER
    assert take(folded(fact, LETTER), BACK, clerk, DAY) is BACK
    with pytest.raises(Refused, match="auditor"):
        take(folded(fact), LETTER, frozenset({Role.AUDITOR}), DAY)


def test_files_of_a_complaint_taken_back_have_no_effect(fact: MakeFact) -> None:
    complaint = folded(fact, ComplaintWithdrawn(subject="c", reason="重复"), LETTER)
    assert complaint.files == ()
    assert len(complaint.idle) == 1
