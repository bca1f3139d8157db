"""Answers as people read and type them: numbers with their decimals and unit, choices by their words."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

import msgspec

from inspector.model.question import LARGEST, VALUE_NAMES, Answer, Question, QuestionKind, Value, is_within
from inspector.periods import long_day
from inspector.words import N_, Say

_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?")
_AS_THEY_STAND = {QuestionKind.NUMBER, QuestionKind.TEXT, QuestionKind.DATE}
"""Kinds whose answer says more than whether it is normal."""


def amount_text(amount: int, decimals: int) -> str:
    """Write an amount, counted in 10 to the power of -``decimals``, with all its decimals."""
    if not decimals:
        return str(amount)
    whole, rest = divmod(abs(amount), 10**decimals)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:0{decimals}d}"


def amount_from(text: str, decimals: int) -> int | None:
    """Read an amount as it is typed, full-width digits too; None if it is none, too fine or too large."""
    typed = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("。", ".")
    matched = _NUMBER.fullmatch(typed)
    if not matched or not typed.isascii():
        return None
    sign, whole, rest = matched.groups()
    fine = (rest or "").rstrip("0")
    if len(fine) > decimals or len(whole) > len(str(LARGEST)):
        return None
    amount = int(whole + fine.ljust(decimals, "0"))
    return (-amount if sign == "-" else amount) if amount <= LARGEST else None


def number_text(question: Question, amount: int) -> str:
    """Write an amount with the unit of its question."""
    return " ".join(part for part in (amount_text(amount, question.decimals), question.unit) if part)


def range_text(question: Question, say: Say) -> str:
    """Say between what a number is normal; empty where any is."""
    least = None if question.least is None else amount_text(question.least, question.decimals)
    if question.most is None:
        if least is None:
            return ""
        return _with_unit(say("at least {least}", least=least), question)
    most = amount_text(question.most, question.decimals)
    if least is None:
        return _with_unit(say("at most {most}", most=most), question)
    return _with_unit(f"{least}–{most}", question)


def answer_text(question: Question, answer: Answer, say: Say) -> str:
    """Say an answer in words; a number outside its range says the range, a choice taken away its id."""
    if answer.value == Value.NOT_APPLICABLE:
        return say(VALUE_NAMES[Value.NOT_APPLICABLE])
    match question.kind:
        case QuestionKind.YES_NO:
            told = say(VALUE_NAMES.get(answer.value, answer.value))
        case QuestionKind.CHOICE | QuestionKind.SEVERAL:
            told = _chosen(question, answer.chosen or (answer.value,), say)
        case QuestionKind.NUMBER if answer.amount is not None:
            told = number_text(question, answer.amount)
            if not is_within(question, answer.amount):
                told = say(_OUTSIDE, number=told, range=range_text(question, say))
        case QuestionKind.DATE:
            told = _day(answer.value, say)
        case _:
            told = answer.value
    return told


def trouble_text(question: Question, answer: Answer, say: Say) -> str:
    """Say what is not normal in an answer, as words for a finding; of several choices only the odd ones."""
    odd = tuple(one.id for one in question.choices if one.id in answer.chosen and not one.normal)
    told = answer_text(question, msgspec.structs.replace(answer, chosen=odd), say)
    return say("{question}: {answer}", question=question.text, answer=told)


_OUTSIDE = N_("{number} (normal: {range})")


def tells_more(question: Question, answer: Answer) -> bool:
    """Say whether a normal answer is worth reading: a reading, a text, a day, or which of several."""
    if answer.value == Value.NOT_APPLICABLE:
        return False
    return question.kind in _AS_THEY_STAND or (
        question.kind in {QuestionKind.CHOICE, QuestionKind.SEVERAL}
        and sum(choice.normal for choice in question.choices) > 1
    )


def _chosen(question: Question, chosen: Iterable[str], say: Say) -> str:
    words = {choice.id: choice.text for choice in question.choices}
    return say(", ").join(words.get(one, one) for one in chosen)


def _with_unit(text: str, question: Question) -> str:
    return f"{text} {question.unit}" if question.unit else text


def _day(text: str, say: Say) -> str:
    try:
        return long_day(date.fromisoformat(text), say)
    except ValueError:
        return text
