"""Every step of a case in words."""

from datetime import date

import pytest

from inspector.model.close_off import CLOSE_OFF
from inspector.model.events import EVENTS
from ui.widgets.case_words import round_words, step_words

TODAY = date(2026, 11, 22)
NAMES = {"p1": "Li", "p2": "Wang"}

LI = {"person_name": "Li"}

TOLD: list[tuple[str, dict[str, object], str]] = [
    ("finding.assigned", {"unit": "U", "due": "2026-11-29", "days": 7}, "Ann assigned it to U, 7 days"),
    (
        "finding.assigned",
        {
            "unit": "U",
            "due": "2026-11-29",
            "days": 1,
            "counting": "working",
            "number": "3",
            "person_name": "Li",
        },
        "Ann assigned it to U, 1 working day",
    ),
    ("finding.assigned", {"unit": "U", "due": "2026-11-29", "days": 0}, "Ann assigned it to U"),
    ("finding.accepted", {"note": ""}, "Ann took it on"),
    ("finding.progressed", {"text": "half"}, "Ann on progress: half"),
    ("extension.asked", {"until": "2026-12-01", "reason": "r"}, "Ann asked for more time, until 1 Dec"),
    ("extension.granted", {"until": "2026-12-01", "reason": ""}, "Ann gave more time, until 1 Dec"),
    ("extension.refused", {"reason": "r"}, "Ann gave no more time"),
    (
        "finding.put_right",
        {"on": "2026-11-21", "text": "t", "rectifiers": ["p1", "x"], "cost_yuan": 2},
        "Ann: put right on 21 Nov",
    ),
    (
        "dispatch.noted",
        {"difficulty": "d", "next_step": "s", "next_on": "2026-12-01"},
        "Ann noted for the dispatch list",
    ),
    ("finding.recheck_passed", {"note": "n"}, "Ann passed the re-check"),
    ("finding.recheck_failed", {"requirement": "more", "due": "2026-12-01"}, "Ann returned it: more"),
    ("finding.relapsed", {"text": "again"}, "Ann: it came back"),
    (
        "finding.transferred",
        {"authority": "A", "reason": "r", "is_restricted": True},
        "Ann transferred it to A",
    ),
    (
        "finding.transfer_received",
        {"on": "2026-11-21", "by": "B"},
        "B confirmed on 21 Nov that it is there",
    ),
    ("finding.transfer_decided", {"on": "2026-11-21", "is_filed": True}, "A case was filed there"),
    ("finding.transfer_decided", {"on": "2026-11-21", "is_filed": False}, "No case was filed there"),
    ("finding.joined", {"number": "N", "reason": ""}, "Ann joined it to N, which goes on for both"),
    ("finding.put_under_task", {"task": "t"}, "Ann put it under a task"),
    ("finding.put_under_task", {"task": ""}, "Ann took it out of its task"),
    ("finding.taken_over", {"file": "f.xlsx", "unit": "U"}, "Ann took it over from the ledger f.xlsx"),
    ("finding.taken_over_closed", {"file": "f.xlsx"}, "Ann took it over from the ledger f.xlsx"),
    ("finding.taken_over", {"file": "f.xlsx", "row": 7}, "Ann took it over from the ledger f.xlsx"),
    ("finding.conflict_resolved", {"reason": "r"}, "Ann decided between steps that contradict each other"),
    ("supervision.begun", {"kind": "listed", "number": "7"}, "Ann: supervised by listing"),
    ("supervision.ended", {"kind": "case"}, "Ann: no longer watched as a special case"),
    ("look_back.planned", {"on": "2026-12-01"}, "Ann will have it looked at again on 1 Dec"),
    ("look_back.done", {"on": "2026-11-21", "note": "ok"}, "Ann looked again on 21 Nov: it holds"),
    ("close_off.step_done", {"step": "filing", "on": "2026-11-21"}, "Ann · close-off: filing"),
    ("close_off.returned", {"step": "filing", "reason": "r"}, "Ann sent the close-off back to: filing"),
    ("close_off.objected", {"on": "2026-11-21", "text": "no"}, "Objection of 21 Nov"),
    ("close_off.objection_settled", {"result": "r"}, "Ann answered an objection"),
    ("close_off.filed", {"number": "9", "opinion": ""}, "Ann filed the close-off"),
    (
        "close_off.refused",
        {"requirement": "more"},
        "Ann did not file it and ordered to go on putting right",
    ),
    ("finding.something_newer", {}, "Ann recorded something newer"),
    ("finding.assignment_taken_back", {}, "Ann took the assignment back"),
]


@pytest.mark.parametrize(("kind", "told", "sentence"), TOLD)
def test_a_step_is_said_in_words(kind: str, told: dict[str, object], sentence: str) -> None:
    assert step_words(kind, told, "Ann", NAMES, TODAY).sentence == sentence


def test_every_step_that_this_program_knows_has_words() -> None:
    said = {kind for kind, _told, _sentence in TOLD}
    assert {kind.TYPE for kind in CLOSE_OFF} <= said
    assert said - set(EVENTS) == {"finding.something_newer"}


def test_remarks_tell_the_rest() -> None:
    kind, told, _sentence = TOLD[1]
    assert step_words(kind, told, "Ann", NAMES, TODAY).remarks == (
        "Assignment 3",
        "in charge: Li",
        "deadline 29 Nov",
    )
    kind, told, _sentence = TOLD[8]
    assert step_words(kind, told, "Ann", NAMES, TODAY).remarks == ("t", "put right by Li, x", "2 yuan")


def test_a_line_taken_over_says_where_it_stood_and_what_stood_there() -> None:
    told = {"file": "f.xlsx", "row": 7, "said": "整改中", "unit": "U"}
    assert step_words("finding.taken_over", told, "Ann", {}, TODAY).remarks == ("row 7: “整改中”", "U")
    bare = {"file": "f.xlsx", "row": 7}
    assert step_words("finding.taken_over_closed", bare, "Ann", {}, TODAY).remarks == ("row 7",)


def test_who_is_unknown_is_somebody() -> None:
    assert step_words("finding.accepted", {}, "", {}, TODAY).sentence == "somebody took it on"
    assert round_words("finding.noticed", "").sentence == "somebody noticed it on patrol"
    assert round_words("finding.newer", "Ann").sentence == "Ann recorded something newer"
