"""What a publication says, as tables of words: the same for its PDF and its page for browsers."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.model.category import CATEGORY_NAMES
from inspector.model.finding_state import SEVERITY_NAMES, STATE_NAMES
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.site import KIND_NAMES
from inspector.periods import long_day
from inspector.reports.publication_paper import OF_KINDS, OF_PLACES, PUBLIC_NUMBERS, PublicationPaper
from inspector.reports.summary_paper import CountedRow
from inspector.words import Say


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: title, heads, rows; the widths are shares, and numbers stand in the middle."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


def lead_of(paper: PublicationPaper, say: Say) -> str:
    """Say whose results they are, of when, and what is left out."""
    days = say(
        "{grid}, {period}", grid=f"{paper.office} {paper.grid}".strip(), period=paper.period.title(say)
    )
    left_out = say("Persons, complainants and the names and addresses of sites are not made public.")
    return f"{days}\n{left_out}"


def issued_words(paper: PublicationPaper, say: Say) -> str:
    """Say who made it public and when."""
    return f"{paper.office}　{long_day(paper.day, say)}"


def tables_of(paper: PublicationPaper, say: Say) -> tuple[WordTable, ...]:
    """Give its tables that have rows."""
    numbers = WordTable(
        say("The numbers"),
        (say("What is counted"), say("This period"), say("The period before")),
        (4, 2, 2),
        tuple(
            (say(NUMBER_NAMES[one]), f"{paper.total.of(one)}", f"{paper.before.of(one)}")
            for one in PUBLIC_NUMBERS
        ),
    )
    typical = WordTable(
        say("Typical problems that were put right"),
        (
            say("Noticed"),
            say("Kind of site"),
            say("Township"),
            say("Category"),
            say("Severity"),
            say("Put right on"),
            say("State"),
        ),
        (3, 4, 4, 4, 2.4, 3, 3),
        tuple(
            (
                f"{one.noticed:%m-%d}",
                say(KIND_NAMES[one.kind]) if one.kind else say("no site"),
                one.township,
                say(CATEGORY_NAMES[one.category]),
                say(SEVERITY_NAMES[one.severity]),
                f"{one.done_on:%m-%d}",
                say(STATE_NAMES[one.state]),
            )
            for one in paper.typical
        ),
    )
    found = (
        numbers,
        _counted(say("By grid"), say("Grid"), OF_PLACES, paper.by_grid, say),
        _counted(say("Findings by category"), say("Category"), OF_KINDS, paper.by_category, say),
        typical,
    )
    return tuple(one for one in found if one.rows)


def _counted(
    title: str, of: str, numbers: Sequence[Number], rows: Sequence[CountedRow], say: Say
) -> WordTable:
    return WordTable(
        title,
        (of, *(say(NUMBER_NAMES[one]) for one in numbers)),
        (3, *(1.4 for _ in numbers)),
        tuple((row.name, *(f"{row.of(one)}" for one in numbers)) for row in rows),
    )
