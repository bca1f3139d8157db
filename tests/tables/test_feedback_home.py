"""The law of feedback sheets: whatever people may do to one, its answers come home."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.tables.feedback_reading import Filled, read_feedback
from inspector.tables.feedback_sheet import ANSWER_NAMES, COLUMNS, Answer
from inspector.words import in_language
from tests.tables.feedback_desk import edit, fill, issue, line, put_rows, rows_of

CHINESE = in_language("zh_CN")
WORDS = {answer: CHINESE(name) for answer, name in ANSWER_NAMES.items()}
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=30).filter(
    lambda text: not text.startswith(("=", "'", '"')) and text.strip() == text and text.isprintable()
)
DAYS = st.dates(date(2026, 6, 1), date(2027, 5, 1))
WRITTEN = st.sampled_from(
    [
        lambda day: day,
        lambda day: day.isoformat(),
        lambda day: f"{day.year}.{day.month}.{day.day}",
        lambda day: f"{day.month}月{day.day}日",
        lambda day: f"{day.year}年{day.month}月{day.day}号",
        lambda day: f"{day:%Y%m%d}",
    ]
)


@st.composite
def answers(draw: Any) -> tuple[dict[str, object], Filled]:
    """Draw what somebody writes into a line, and what it means."""
    state = draw(st.none() | st.sampled_from(Answer))
    progress, difficulty, step, person = (draw(st.just("") | TEXTS) for _ in range(4))
    done, until, ahead = (draw(st.none() | DAYS) for _ in range(3))
    written: dict[str, object] = {
        "state": WORDS[state] if state else None,
        "progress": progress or None,
        "done_on": draw(WRITTEN)(done) if done else None,
        "difficulty": difficulty or None,
        "until": draw(WRITTEN)(until) if until else None,
        "next_step": step or None,
        "next_on": draw(WRITTEN)(ahead) if ahead else None,
        "person": person or None,
    }
    meant = Filled(
        state=state,
        progress=progress,
        done_on=done,
        difficulty=difficulty,
        until=until,
        next_step=step,
        next_on=ahead,
        person=person,
    )
    return written, meant


@settings(max_examples=40, deadline=None)
@given(
    given_answers=st.lists(answers(), min_size=1, max_size=6),
    order=st.randoms(use_true_random=False),
    cut=st.integers(0, 3),
    added=st.lists(TEXTS, max_size=2),
    language=st.sampled_from(["zh_CN", "en"]),
)
def test_whatever_may_be_done_to_a_sheet_its_answers_come_home(
    given_answers: list[tuple[dict[str, object], Filled]],
    order: Any,
    cut: int,
    added: list[str],
    language: str,
) -> None:
    lines = [line(number) for number in range(1, len(given_answers) + 1)]
    kept: list[str] = []

    def change(sheet: Any) -> None:
        for position, (written, _meant) in enumerate(given_answers, 1):
            fill(sheet, position, written)
        rows = rows_of(sheet)
        order.shuffle(rows)
        rows = rows[min(cut, len(rows) - 1) :]
        kept.extend(row[0] for row in rows)
        beside = [[None, None, None, text] + [None] * (len(COLUMNS) - 4) for text in added]
        put_rows(sheet, [*rows, *beside])

    with TemporaryDirectory() as folder:
        back = read_feedback(edit(issue(Path(folder), lines, language), change))
    meant = {one.key: filled for one, (_written, filled) in zip(lines, given_answers, strict=True)}
    assert {row.mark.key: row.filled for row in back.rows} == {key: meant[key] for key in kept}
    assert [one.said for one in back.strange] == added
    assert {mark.key for mark in back.missing} == set(meant) - set(kept)
    assert not any(row.fault for row in back.rows)
