"""The text of a circular written from the facts, each number as a place that is filled when it is issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inspector.model.bound_text import OF, bound
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.period import Period
from inspector.model.rates import RATE_NAMES, Rate
from inspector.periods import long_day
from inspector.reports.circular_paper import TypicalCase
from inspector.reports.summary_paper import EarlierOrder, changed_words
from inspector.words import N_, Say

BEFORE, YEAR_BEFORE = N_("period before"), N_("year before")
CASES = N_("typical cases")
"""The place of the typical cases, a paragraph each, alone on its line."""
DAY_FOUND, WHERE, STATE = N_("day it was noticed"), N_("where it was"), N_("how it stands")
DAY_PUT_RIGHT = N_("day it was put right")
"""The facts of a case that a text is bound to."""
_CHINESE = "一二三四五六七八九十"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularFacts:
    """What a circular is written from; ``values`` has what every place stands for, by its name.

    ``townships`` are in the order of their codes, ``categories`` those most findings are of; ``problems``
    and ``next`` are the texts of the summary. ``frozen`` are the numbers it has where they were frozen, and
    ``counted`` the same ones counted now.
    """

    period: Period
    grid: str
    values: Mapping[str, str]
    townships: tuple[str, ...]
    overdue: tuple[str, ...]
    below: tuple[str, ...]
    categories: tuple[str, ...]
    orders: tuple[EarlierOrder, ...]
    problems: str = ""
    next: str = ""
    frozen: Mapping[Number, int] | None = None
    counted: Mapping[Number, int] = field(default_factory=dict)

    def changed(self, say: Say) -> str:
        """Say that the numbers are those frozen though others came in; empty where nothing is different."""
        named = changed_words(self.frozen, self.counted, say) if self.frozen else ""
        if not named:
            return ""
        return say(
            "The circular has the numbers as they were frozen. Since then more came in: {named}. "
            "A correction of the summary can be issued first.",
            named=named,
        )


def written_text(facts: CircularFacts, say: Say, *, has_cases: bool) -> str:
    """Write the text from the facts: townships beside each other, problems, cases, orders, demands."""
    parts: list[tuple[str, Sequence[str]]] = [
        (say("Overall"), _overall(facts, say)),
        (say("Comparison of townships"), [_township(name, say) for name in facts.townships]),
        (say("Problems that stand out"), _problems(facts, say)),
        (say("Typical cases"), [bound(say(CASES))] if has_cases else []),
        (say("How earlier orders were met"), [_order(one, say) for one in facts.orders]),
        (say("What is asked for"), _demands(facts, say)),
    ]
    lines: list[str] = []
    for at, (title, paragraphs) in enumerate(((title, told) for title, told in parts if told), 1):
        lines += (_heading(at, title, say), *paragraphs)
    return "\n".join(lines)


def case_paragraph(at: int, case: TypicalCase, say: Say) -> str:
    """Tell a typical case in one paragraph."""
    place = " ".join(part for part in (case.grid, case.place) if part)
    told = say(
        "Case {at}: on {day}, at {place}: {text}",
        at=at,
        day=long_day(case.noticed, say),
        place=place,
        text=_closed(case.text, say),
    )
    if case.measures:
        told += say(" What was done: {measures}", measures=_closed(case.measures, say))
    if case.done_on:
        return told + say(" Put right on {day}.", day=long_day(case.done_on, say))
    return told + say(" State: {state}.", state=say(case.state))


def case_values(case: TypicalCase, say: Say) -> dict[str, str]:
    """Give what the places of one case stand for in a text: its days, where it was, and its state."""
    told = {
        DAY_FOUND: long_day(case.noticed, say),
        WHERE: " ".join(part for part in (case.grid, case.place) if part),
        STATE: say(case.state),
    }
    if case.done_on:
        told[DAY_PUT_RIGHT] = long_day(case.done_on, say)
    return {name_of(say(name), case.number): text for name, text in told.items()}


def case_to_edit(at: int, case: TypicalCase, say: Say) -> str:
    """Tell a case as ``case_paragraph`` does, its words to be edited and its facts bound to their places."""

    def place(name: str) -> str:
        return bound(name_of(say(name), case.number))

    told = say(
        "Case {at}: on {day}, at {place}: {text}",
        at=at,
        day=place(DAY_FOUND),
        place=place(WHERE),
        text=_closed(case.text.translate(_NO_BRACES), say),
    )
    if case.measures:
        told += say(" What was done: {measures}", measures=_closed(case.measures.translate(_NO_BRACES), say))
    if case.done_on:
        return told + say(" Put right on {day}.", day=place(DAY_PUT_RIGHT))
    return told + say(" State: {state}.", state=place(STATE))


def number_place(number: Number, say: Say, of: str = "") -> str:
    """Give the place of a number: of all together, or of a township or another period."""
    return bound(name_of(say(NUMBER_NAMES[number]), of))


def rate_place(rate: Rate, say: Say, of: str = "") -> str:
    """Give the place of a rate."""
    return bound(name_of(say(RATE_NAMES[rate]), of))


def name_of(name: str, of: str = "") -> str:
    """Name a number in a text; a grid's name may hold what names can't."""
    return f"{of.translate(_NO_MARKS)}{OF}{name}" if of else name


_NO_BRACES = str.maketrans("{}", "()")
_NO_MARKS = str.maketrans({"{": "(", "}": ")", "\n": " ", OF: "-"})


def _overall(facts: CircularFacts, say: Say) -> list[str]:
    lines = [
        say(
            "In {period} the grids of {grid} made {patrols} rounds and visited {stops} places. They noticed "
            "{found} new findings, of which {right} were put right ({rate}). {due} were due, {in_time} of "
            "them in time ({kept}); {overdue} were overdue at the end of the period, and {relapses} came "
            "back.",
            period=facts.period.title(say),
            grid=facts.grid,
            patrols=number_place(Number.PATROLS, say),
            stops=number_place(Number.STOPS, say),
            found=number_place(Number.FINDINGS, say),
            right=number_place(Number.FOUND_PUT_RIGHT, say),
            rate=rate_place(Rate.PUT_RIGHT, say),
            due=number_place(Number.DUE, say),
            in_time=number_place(Number.IN_TIME, say),
            kept=rate_place(Rate.IN_TIME, say),
            overdue=number_place(Number.OVERDUE, say),
            relapses=number_place(Number.RELAPSES, say),
        )
    ]
    for before, words in (
        (BEFORE, N_("In the period before: {found} new findings, put right {rate}, overdue {overdue}.")),
        (YEAR_BEFORE, N_("In the same period a year before: {found} new findings, put right {rate}.")),
    ):
        if facts.values.get(name_of(say(NUMBER_NAMES[Number.FINDINGS]), say(before)), "0") != "0":
            lines.append(
                say(
                    words,
                    found=number_place(Number.FINDINGS, say, say(before)),
                    rate=rate_place(Rate.PUT_RIGHT, say, say(before)),
                    overdue=number_place(Number.OVERDUE, say, say(before)),
                )
            )
    return lines


def _township(name: str, say: Say) -> str:
    return say(
        "{grid}: {found} new findings, put right {right}, in time {kept}, closed off {closed}, overdue "
        "{overdue}, came back {relapses}.",
        grid=name,
        found=number_place(Number.FINDINGS, say, name),
        right=rate_place(Rate.PUT_RIGHT, say, name),
        kept=rate_place(Rate.IN_TIME, say, name),
        closed=rate_place(Rate.CLOSE_OFF, say, name),
        overdue=number_place(Number.OVERDUE, say, name),
        relapses=number_place(Number.RELAPSES, say, name),
    )


def _problems(facts: CircularFacts, say: Say) -> list[str]:
    lines = facts.problems.splitlines()
    if facts.categories:
        told = [
            say("{name} ({count})", name=name, count=number_place(Number.FINDINGS, say, name))
            for name in facts.categories
        ]
        lines.append(say("Most of what was found: {list}.", list=say(", ").join(told)))
    if facts.overdue:
        told = [
            say("{name} ({count})", name=name, count=number_place(Number.OVERDUE, say, name))
            for name in facts.overdue
        ]
        lines.append(say("Overdue at the end of the period: {list}.", list=say(", ").join(told)))
    return [line for line in lines if line.strip()]


def _order(one: EarlierOrder, say: Say) -> str:
    return say(
        "{number} {title} ({addressee}, by {day}): {met}.",
        number=one.number,
        title=one.title,
        addressee=one.addressee,
        day=long_day(one.due, say),
        met=one.met,
    )


def _demands(facts: CircularFacts, say: Say) -> list[str]:
    told = []
    if facts.overdue:
        told.append(
            say(
                "What is overdue is to be put right without delay; where that is not possible, say why and "
                "by when: {list}.",
                list=say(", ").join(facts.overdue),
            )
        )
    if facts.below:
        told.append(
            say(
                "Where less was put right than in all, find the reasons and catch up: {list}.",
                list=say(", ").join(facts.below),
            )
        )
    told += [line.strip() for line in facts.next.splitlines() if line.strip()]
    told.append(say("Keep what was put right as it is, and look again so that it does not come back."))
    return [say("{at}. {text}", at=at, text=text) for at, text in enumerate(told, 1)]


def _heading(at: int, title: str, say: Say) -> str:
    return f"{_CHINESE[at - 1]}、{title}" if say.language == "zh_CN" else f"{_ROMAN[at - 1]}. {title}"


def _closed(text: str, say: Say) -> str:
    """End a text of people's as a sentence of one line."""
    line = " ".join(text.split()).rstrip(".。;；,，")
    return say("{sentence}.", sentence=line)
