"""What the page of hand-over says of a verdict, of a file that would be taken in, and of what was done."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from db.arrival import Arrival
from db.file_arrival import FileArrival
from db.queries.exchange import Incoming, IncomingRound
from inspector import words
from inspector.errors import Unreadable
from inspector.journal.pack_reading import Fault
from inspector.reports.verdict import (
    Answer,
    Harm,
    Kind,
    Level,
    SignatureVerdict,
    Trust,
    Verdict,
    sentence,
    unreadable,
    verdict_of,
)
from tests.db.village import MORNING
from ui.verdict_words import chip_words, headline, reasons
from ui.widgets.hand_over_panel import KEPT_LINES, HandOverPanel
from ui.widgets.incoming_view import IncomingView, taken_words
from ui.widgets.text import Text

DAY = date(2026, 11, 22)


def verdict(*answers: Answer, **more: object) -> Verdict:
    return verdict_of("x.pdf", Kind.REPORT, answers, **more)  # type: ignore[arg-type]


def answer(text: str, harm: Harm = Harm.NONE) -> Answer:
    return Answer("name", harm, sentence(text))


def signature(trust: Trust, *, valid: bool = True, name: str = "示例甲") -> SignatureVerdict:
    return SignatureVerdict(
        field="inspector",
        name=name,
        certificate_sha256="a" * 64,
        signed_at=MORNING if valid else None,
        level=Level.BASIC,
        trust=trust,
        valid=valid,
        covers_all=True,
    )


def shown(view: IncomingView) -> list[str]:
    return [one.text() for one in view._sheet.findChildren(Text)]


@pytest.mark.parametrize(
    ("harm", "line", "chip", "tone"),
    [
        (Harm.NONE, "Valid and complete.", "valid", "accent"),
        (Harm.NOTE, "Valid and complete.", "valid", "accent"),
        (Harm.INCOMPLETE, "Valid, but not complete.", "incomplete", "amber"),
        (Harm.INVALID, "Not valid.", "not valid", "red"),
    ],
)
def test_a_verdict_is_a_line_a_word_and_a_colour(harm: Harm, line: str, chip: str, tone: str) -> None:
    given = verdict(answer("so it is", harm))
    assert headline(given) == line
    assert chip_words(given) == (chip, tone)


def test_what_is_wrong_comes_first_then_who_signed_then_what_is_right() -> None:
    told = reasons(
        verdict(
            answer("fine"),
            answer("please look", Harm.NOTE),
            answer("changed", Harm.INVALID),
            signatures=[signature(Trust.OFFICE), signature(Trust.SELF, valid=False, name="")],
        )
    )
    assert [(one.text, one.tone) for one in told] == [
        ("changed", "red"),
        ("please look", "amber"),
        ("Signed by 示例甲, 22 Nov 2026 09:00", "accent"),
        ("Signed by inspector, at an unknown time", "red"),
        ("fine", "accent"),
    ]
    assert told[2].detail == "the office vouches for the certificate · certificate aaaaaaaaaaaaaaaa · B-B"


def test_a_note_does_no_harm_and_a_stranger_who_signed_is_no_green() -> None:
    told = reasons(verdict(answer("please look", Harm.NOTE), signatures=[signature(Trust.UNKNOWN)]))
    assert [one.tone for one in told] == ["blue", "blue"]
    (only,) = reasons(unreadable("x", Kind.PACK, sentence("This is not a pack.")))
    assert (only.text, only.tone) == ("This is not a pack.", "red")


def test_everything_doubtful_about_a_file_is_said_before_it_is_taken(qtbot: QtBot) -> None:
    view = IncomingView()
    qtbot.addWidget(view)
    faults = tuple(Unreadable(f"fault {number}") for number in range(6))
    rounds = tuple(IncomingRound(DAY, f"网格 {number}", ("示例甲",), is_new=True) for number in range(8))
    view.show_incoming(
        Incoming(
            is_ours=True,
            new=1,
            waiting=1,
            unwanted=1,
            lacking=2,
            rounds=rounds,
            faults=faults,
            known_photos=2,
        ),
        is_sound=True,
        is_busy=False,
    )
    said = shown(view)
    assert "2 records it announces are not inside." in said
    assert "1 record was written by a newer program; it is kept and read after an update." in said
    assert "1 file inside is named by no record and is left out." in said
    assert [one for one in said if one.startswith("fault")] == ["fault 0", "fault 1", "fault 2", "fault 3"]
    assert any("网格 5…" in one and one.endswith("示例甲") for one in said)
    assert any(one.endswith("and 2 more") for one in said)
    assert "0 new, 2 here already" in said


def test_a_stranger_without_a_name_and_nothing_at_all_offer_nothing(qtbot: QtBot) -> None:
    view = IncomingView()
    qtbot.addWidget(view)
    view.show_incoming(Incoming(is_ours=False), is_sound=True, is_busy=False)
    assert shown(view) == ["The records belong to another office; they can't be taken in."]
    view.show_nothing()
    assert (shown(view), view.taking, view.isHidden()) == ([], None, True)


def test_what_was_taken_in_is_said_with_what_could_not_be(qtbot: QtBot) -> None:
    view = IncomingView()
    qtbot.addWidget(view)
    came = FileArrival(
        Arrival(new=2, waiting=1, files=1), (Fault("blobs/x", Unreadable("This is cut short.")),)
    )
    assert taken_words(came) == "Taken in: 3 new records, 1 photo."
    view.show_taken(came, Incoming(is_ours=True, known=3))
    assert {"Taken in: 3 new records, 1 photo.", "This is cut short."} <= set(shown(view))


def test_the_log_keeps_the_newest_lines_above(qtbot: QtBot) -> None:
    panel = HandOverPanel()
    qtbot.addWidget(panel)
    panel.say_waiting(0)
    assert panel.header.remark.text() == "nothing waits"
    assert panel.log.isHidden()
    for number in range(KEPT_LINES + 2):
        panel.add_line(f"line {number}")
    assert panel._lines.count() == KEPT_LINES
    first = panel._lines.itemAt(0)
    assert first
    newest = first.widget()
    assert isinstance(newest, Text)
    assert newest.text() == f"line {KEPT_LINES + 1}"


def test_names_are_joined_as_the_language_does() -> None:
    from ui.report_words import names_words

    assert names_words(("示例甲", "示例乙")) == "示例甲, 示例乙"
    words.use("zh_CN")
    assert names_words(("示例甲", "示例乙")) == "示例甲、示例乙"
