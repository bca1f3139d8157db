"""What a circular prints, asked of the tables: its text with the numbers of the period in their places."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.numbers import Numbers, facts_of, numbers_of
from db.queries.orders import MET_NAMES, earlier_orders
from db.queries.paper_photos import PhotosOf, numbered_photos
from db.queries.paper_rules import ISSUER, PaperRules, paper_rules
from db.queries.site_sheets import names_of_people, signer
from db.queries.summaries import FrozenRow, closing_weekday, frozen_in_force, typed_texts
from db.queries.summary_paper import NO_GRID, RESTS_ON
from db.queries.typical_cases import cases_of
from db.snapshot import Snapshot, snapshot_of
from inspector.errors import Refused
from inspector.model.bound_text import rendered
from inspector.model.category import CATEGORY_NAMES, Category
from inspector.model.circular import CircularScope
from inspector.model.ids import GridId
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.period import Period, Span, period_named
from inspector.model.rates import RATE_NAMES, Rate, Standing, percent
from inspector.model.summary import Texts
from inspector.reports.attachment import Stage
from inspector.reports.circular_paper import CircularPaper, ComparedGrid, TypicalCase
from inspector.reports.circular_text import (
    BEFORE,
    CASES,
    YEAR_BEFORE,
    CircularFacts,
    case_paragraph,
    case_values,
    name_of,
    written_text,
)
from inspector.reports.summary_paper import EarlierOrder
from inspector.words import N_, Say, in_language

NOT_WEEKLY = N_("A circular is of a month or a quarter.")
NO_TEXT = N_("A circular without a text can't be issued.")
MOST_NAMED = 3
"""Categories that are named as those most findings are of."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a circular looks at, once for its text and its paper."""

    grid: GridId
    grid_name: str
    period: Period
    rules: PaperRules
    say: Say
    frozen: FrozenRow | None
    snapshot: Snapshot
    compared: tuple[ComparedGrid, ...]
    total: ComparedGrid
    values: Mapping[str, str]


def circular_paper(reader: Reader, blobs: BlobFiles, issue: Issue) -> CircularPaper:
    """Give a circular as it is printed; ``about`` is what a ``CircularScope`` says.

    Without a text it has the one written from the facts. Raises Refused for a grid or a period nobody knows,
    a week, a place in the text that is no number, and a case that can't be shown.
    """
    scope = CircularScope.of(issue.about)
    seen = _look(reader, blobs, scope, issue.day)
    cases = cases_of(reader, scope.cases)
    text = issue.text or written_text(_facts(reader, seen, issue.day), seen.say, has_cases=bool(cases))
    names = names_of_people(reader)
    return CircularPaper(
        language=seen.rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=seen.rules.office,
        number=issue.number,
        grid=seen.grid_name,
        day=issue.day,
        issued=issue.issued,
        photos=tuple(
            one.paper
            for one in numbered_photos(
                reader, blobs, PhotosOf.CIRCULAR, cases_json(scope.cases), {}, names, seen.say
            )
        ),
        signers=(signer(ISSUER, names.get(issue.by, ""), issue),),
        is_sample=seen.rules.is_sample,
        photos_per_page=seen.rules.photos_per_page,
        period=seen.period,
        document=scope.document,
        subject_line=scope.title,
        addressee=issue.addressee,
        body=tuple(line for line in _filled(text, seen, cases).splitlines() if line.strip()),
        copies=scope.copies,
        remark=scope.remark,
        compared=seen.compared,
        cases=cases,
        charts=seen.snapshot.charts,
    )


def circular_words(reader: Reader, blobs: BlobFiles, issue: Issue) -> str:
    """Give the text of a circular with every number in its place, as it is kept once it is issued.

    Raises Refused as ``circular_paper``, and for one without a text.
    """
    scope = CircularScope.of(issue.about)
    seen = _look(reader, blobs, scope, issue.day)
    text = _filled(issue.text, seen, cases_of(reader, scope.cases))
    if not text.strip():
        raise Refused(NO_TEXT)
    return text


def circular_facts(reader: Reader, blobs: BlobFiles, scope: CircularScope, today: date) -> CircularFacts:
    """Give what a circular is written from, with what each place of its text stands for ``today``.

    Where its numbers were frozen those count, and what is counted now is told beside them.
    """
    seen = _look(reader, blobs, scope, today)
    facts = _facts(reader, seen, today)
    return replace(facts, counted=numbers_of(reader, seen.grid, seen.period).total) if seen.frozen else facts


def circular_say(reader: Reader) -> Say:
    """Give the language circulars are written in."""
    return in_language(paper_rules(reader, "").language)


def cases_json(cases: tuple[str, ...], subjects: tuple[str, ...] = ()) -> str:
    """Name the cases, whose photos are shown, and the other subjects that a circular carries."""
    return msgspec.json.encode({"cases": cases, "subjects": (*cases, *subjects)}).decode()


def circular_subjects(reader: Reader, issue: Issue) -> str:
    """Name what a circular carries: its cases, what froze its numbers, orders, and the facts counted."""
    scope = CircularScope.of(issue.about)
    period = period_named(scope.period, closing_weekday(reader))
    grid = GridId(scope.grid)
    frozen = frozen_in_force(reader, grid, period, scope.summary)
    subjects: list[str] = [frozen.id] if frozen else []
    subjects += [one.order for one in earlier_orders(reader, grid, period, issue.day)]
    subjects += [fact.id for number in RESTS_ON for fact in facts_of(reader, number, grid, period)]
    return cases_json(scope.cases, tuple(dict.fromkeys(map(str, subjects))))


def _look(reader: Reader, blobs: BlobFiles, scope: CircularScope, today: date) -> _Looked:
    grid = GridId(scope.grid)
    name = reader.value("SELECT name FROM grid WHERE id = ?", (grid,))
    if name is None:
        raise Refused(NO_GRID)
    period = period_named(scope.period, closing_weekday(reader))
    if period.span is Span.WEEK:
        raise Refused(NOT_WEEKLY)
    rules = paper_rules(reader, "")
    say = in_language(rules.language)
    frozen = frozen_in_force(reader, grid, period, scope.summary)
    if frozen:
        snapshot = msgspec.json.decode(blobs.read(frozen.snapshot), type=Snapshot)
    else:
        snapshot = snapshot_of(reader, grid, period, today)
    # what an older program froze lacks these; they are counted as of the end of their periods
    before = snapshot.all_before or numbers_of(reader, grid, period.before, today)
    year_before = snapshot.counted_year_before
    if year_before is None:
        year_before = numbers_of(reader, grid, period.year_before, today).total
    now = snapshot.counted
    rows = reader.rows("SELECT id, name FROM grid WHERE parent = ? ORDER BY code, id", (grid,))
    compared = tuple(
        ComparedGrid(
            name=text,
            now=Standing(now.by_grid.get(GridId(one), {})),
            before=Standing(before.by_grid.get(GridId(one), {})),
        )
        for one, text in rows
    )
    total = ComparedGrid(name=str(name), now=Standing(now.total), before=Standing(before.total))
    values = _values(now, before, year_before, compared, snapshot, say)
    return _Looked(grid, str(name), period, rules, say, frozen, snapshot, compared, total, values)


def _values(
    now: Numbers,
    before: Numbers,
    year_before: Mapping[Number, int],
    compared: tuple[ComparedGrid, ...],
    snapshot: Snapshot,
    say: Say,
) -> dict[str, str]:
    """Give what every place stands for: of all together, another period, a township, a category."""
    values: dict[str, str] = {}
    standing = {
        "": Standing(now.total),
        say(BEFORE): Standing(before.total),
        say(YEAR_BEFORE): Standing(year_before),
        **{one.name: one.now for one in compared},
    }
    for whose, shown in standing.items():
        for number in Number:
            values[name_of(say(NUMBER_NAMES[number]), whose)] = f"{shown.numbers.get(number, 0)}"
        for rate, share in shown.rates.items():
            values[name_of(say(RATE_NAMES[rate]), whose)] = percent(share)
    for category, counts in snapshot.by_category.items():
        name = say(CATEGORY_NAMES[Category(category)])
        for number, count in counts.items():
            values[name_of(say(NUMBER_NAMES[number]), name)] = f"{count}"
    return values


def _facts(reader: Reader, seen: _Looked, today: date) -> CircularFacts:
    say = seen.say
    categories = sorted(
        ((counts.get(Number.FINDINGS, 0), name) for name, counts in seen.snapshot.by_category.items()),
        reverse=True,
    )
    kept = seen.snapshot.orders if seen.frozen else None
    whole = seen.total.now.rates[Rate.PUT_RIGHT] or 0
    texts = seen.frozen.texts if seen.frozen else typed_texts(reader, seen.grid, seen.period) or Texts()
    return CircularFacts(
        period=seen.period,
        grid=seen.grid_name,
        values={**seen.values, say(CASES): ""},
        townships=tuple(one.name for one in seen.compared),
        overdue=tuple(one.name for one in seen.compared if one.now.numbers.get(Number.OVERDUE)),
        below=tuple(
            one.name
            for one in seen.compared
            if (share := one.now.rates[Rate.PUT_RIGHT]) is not None and share < whole
        ),
        categories=tuple(
            say(CATEGORY_NAMES[Category(name)]) for count, name in categories[:MOST_NAMED] if count
        ),
        orders=tuple(
            EarlierOrder(
                number=one.document or one.number,
                title=one.title,
                addressee=one.addressee,
                due=one.due_on,
                met=say(MET_NAMES[one.met]),
            )
            for one in earlier_orders(reader, seen.grid, seen.period, today, kept)
        ),
        problems=texts.problems,
        next=texts.next,
        frozen=seen.snapshot.counted.total if seen.frozen else None,
    )


def _filled(text: str, seen: _Looked, cases: tuple[TypicalCase, ...]) -> str:
    say = seen.say
    told = "\n".join(case_paragraph(at, case, say) for at, case in enumerate(cases, 1))
    facts = {name: value for case in cases for name, value in case_values(case, say).items()}
    return rendered(text, {**seen.values, **facts, say(CASES): told})
