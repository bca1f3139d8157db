"""The answers of a stop as a daily report prints them: normal ones counted, the others in words."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.connection import Reader
from inspector.model.answer_text import answer_text, tells_more
from inspector.model.question import Answer, Question, Value, is_deviation
from inspector.reports.patrol_paper import PaperDeviation
from inspector.words import Say


@dataclass(frozen=True, slots=True)
class PaperAnswers:
    """``told`` are normal answers that say more than that: readings, texts, days, which of several."""

    normal: int
    not_applicable: int
    deviations: tuple[PaperDeviation, ...]
    told: tuple[PaperDeviation, ...]


def answers_of_patrol(reader: Reader, patrol: str) -> dict[str, list[Answer]]:
    """Give the answers that hold now by stop; a question answered by photos has one that says how many."""
    answers: dict[str, list[Answer]] = defaultdict(list)
    for stop, question, value, chosen, amount, note in reader.rows(
        "SELECT stop, question, value, chosen, amount, answer.note FROM answer"
        " JOIN stop ON stop.id = answer.stop WHERE stop.patrol = ? ORDER BY stop, position",
        (patrol,),
    ):
        several = tuple(json.loads(chosen))
        answers[stop].append(Answer(question=question, value=value, chosen=several, amount=amount, note=note))
    for stop, question, count in reader.rows(
        "SELECT stop, question, count(*) FROM photo WHERE patrol = ? AND question <> ''"
        " GROUP BY stop, question ORDER BY stop, question",
        (patrol,),
    ):
        if all(one.question != question for one in answers[stop]):
            answers[stop].append(Answer(question=question, amount=count))
    return answers


def paper_answers(questions: Mapping[str, Question], answers: Sequence[Answer], say: Say) -> PaperAnswers:
    """Put the ``answers`` to ``questions`` as they are printed in the language of ``say``."""
    given = [(questions[answer.question], answer) for answer in answers if answer.question in questions]
    odd = [(question, answer) for question, answer in given if is_deviation(question, answer)]
    usual = [one for one in given if one not in odd]
    absent = sum(answer.value == Value.NOT_APPLICABLE for _question, answer in usual)
    return PaperAnswers(
        normal=len(usual) - absent,
        not_applicable=absent,
        deviations=tuple(_printed(question, answer, say) for question, answer in odd),
        told=tuple(
            _printed(question, answer, say) for question, answer in usual if tells_more(question, answer)
        ),
    )


def _printed(question: Question, answer: Answer, say: Say) -> PaperDeviation:
    return PaperDeviation(question=question.text, answer=answer_text(question, answer, say), note=answer.note)
