"""What the texts of a month or quarter may begin with: those of its weeks or months, each under its name."""

from collections.abc import Iterable
from datetime import timedelta

from db.connection import Reader
from db.queries.paper_rules import paper_rules
from db.queries.summaries import closing_weekday, frozen_in_force, typed_texts
from inspector.model.ids import GridId
from inspector.model.period import Period, Span, period_of
from inspector.model.summary import Texts
from inspector.words import in_language


def proposed_texts(reader: Reader, grid: GridId, period: Period) -> Texts:
    """Put the texts of the parts of ``period`` together, as they were frozen, else as typed so far.

    The parts of a quarter are its months, those of a month the weeks that close in it; a week has none. They
    are written in the language of papers.
    """
    say, heads = in_language(paper_rules(reader, "").language), list[tuple[str, Texts]]()
    for part in parts_of(period, closing_weekday(reader)):
        frozen = frozen_in_force(reader, grid, part)
        if told := frozen.texts if frozen else typed_texts(reader, grid, part):
            heads.append((part.title(say), told))
    return Texts(
        problems=_together((head, told.problems) for head, told in heads),
        help=_together((head, told.help) for head, told in heads),
        next=_together((head, told.next) for head, told in heads),
    )


def filled(typed: Texts, proposed: Texts) -> Texts:
    """Fill the texts that are empty; nothing typed is touched."""
    return Texts(
        problems=typed.problems.strip() or proposed.problems,
        help=typed.help.strip() or proposed.help,
        next=typed.next.strip() or proposed.next,
    )


def parts_of(period: Period, closes_on: int) -> tuple[Period, ...]:
    """Give the periods that a longer one is put together of, the earliest first."""
    if period.span is Span.WEEK:
        return ()
    span = Span.WEEK if period.span is Span.MONTH else Span.MONTH
    parts = [period_of(period.first, span, closes_on)]
    while (after := period_of(parts[-1].last + timedelta(days=1), span, closes_on)).last <= period.last:
        parts.append(after)
    return tuple(parts)


def _together(texts: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{head}\n{text.strip()}" for head, text in texts if text.strip())
