"""The verdict as people and programs get it."""

import json

from inspector.errors import Unreadable
from inspector.periods import Instant
from inspector.reports.verdict import (
    Answer,
    EntryCount,
    Harm,
    Kind,
    Level,
    Outcome,
    PhotoCount,
    SignatureVerdict,
    Trust,
    sentence,
    told,
    unreadable,
    verdict_of,
)
from inspector.words import in_language

NOON = Instant(1_795_320_000_000, 480)
ENGLISH = in_language("en")


def answer(harm: Harm, text: str = "It is so.") -> Answer:
    return Answer("check", harm, sentence(text))


def test_harm_decides_the_outcome():
    def outcome(*harms: Harm) -> Outcome:
        return verdict_of("r.pdf", Kind.REPORT, [answer(harm) for harm in harms]).outcome

    assert outcome() is Outcome.GOOD
    assert outcome(Harm.NONE, Harm.NOTE) is Outcome.GOOD
    assert outcome(Harm.NONE, Harm.INCOMPLETE) is Outcome.INCOMPLETE
    assert outcome(Harm.INCOMPLETE, Harm.INVALID) is Outcome.BAD


def test_problems_are_said_worst_first_and_checks_in_their_order():
    verdict = verdict_of(
        "r.pdf",
        Kind.REPORT,
        [
            answer(Harm.NOTE, "a"),
            answer(Harm.NONE, "b"),
            answer(Harm.INVALID, "c"),
            answer(Harm.INCOMPLETE, "d"),
        ],
    )
    assert [problem.text for problem in verdict.problems] == ["c", "d", "a"]
    assert [(check.detail.text, check.ok) for check in verdict.checks] == [
        ("a", False),
        ("b", True),
        ("c", False),
        ("d", False),
    ]


def test_json_has_the_fields_scripts_rely_on():
    signature = SignatureVerdict(
        field="inspector_1",
        name="示例甲",
        certificate_sha256="ab" * 32,
        signed_at=NOON,
        level=Level.BASIC,
        trust=Trust.SELF,
        valid=True,
        covers_all=True,
    )
    verdict = verdict_of(
        "r.pdf",
        Kind.REPORT,
        [answer(Harm.NOTE)],
        signatures=[signature],
        expected_signatures=1,
        entries=EntryCount(3, 3, 1),
        photos=PhotoCount(2, 2, 2),
    )
    assert json.loads(json.dumps(verdict.to_json())) == {
        "file": "r.pdf",
        "kind": "report",
        "valid": True,
        "complete": True,
        "signatures": [
            {
                "field": "inspector_1",
                "name": "示例甲",
                "certificate_sha256": "ab" * 32,
                "signed_at": "2026-11-22T12:00:00+08:00",
                "level": "B-B",
                "trust": "self",
                "valid": True,
                "covers_all": True,
            }
        ],
        "expected_signatures": 1,
        "entries": {"count": 3, "valid": 3, "feeds": 1},
        "photos": {"named": 2, "present": 2, "valid": 2},
        "checks": [{"name": "check", "ok": False, "detail": "It is so."}],
        "problems": ["It is so."],
    }


def test_a_signature_without_time_says_none():
    signature = SignatureVerdict(
        field="a",
        name="",
        certificate_sha256="",
        signed_at=None,
        level=Level.BASIC,
        trust=Trust.UNKNOWN,
        valid=False,
        covers_all=False,
    )
    verdict = verdict_of("r.pdf", Kind.REPORT, [], signatures=[signature])
    assert verdict.to_json(ENGLISH)["signatures"][0]["signed_at"] == ""  # type: ignore[index]


def test_what_cannot_be_checked_is_neither_valid_nor_complete():
    verdict = unreadable("x.gpk", Kind.PACK, sentence("The file is empty."))
    assert verdict.unreadable
    assert verdict.outcome is Outcome.BAD
    assert verdict.to_json()["problems"] == ["The file is empty."]


def test_foreign_words_cannot_steer_a_terminal_nor_fill_it():
    said = sentence("{name} signed.", name="a\x1b[31m\u202eb" + "长" * 900).said(ENGLISH)
    assert said.startswith("a\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}b长")
    assert said.endswith("长… signed.")
    assert len(said) < 250
    assert sentence("{count} signed.", count=3).said(ENGLISH) == "3 signed."


def test_errors_within_errors_are_said_whole():
    inner = Unreadable("part {n} is bad", n=3)
    error = Unreadable("{name}: {reason}", name="a.gpk", reason=inner)
    assert told(error).said(ENGLISH) == "a.gpk: part 3 is bad"
