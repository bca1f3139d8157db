"""A superior's own blank form, filled with the summary of a period; which cell held what is remembered."""

from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import msgspec

from db.connection import Reader
from db.settings import kept_choice
from db.workspace import Workspace
from inspector.model.number import NUMBER_NAMES
from inspector.reports.summary_paper import CountedRow, FoundLine, SummaryPaper
from inspector.tables.blank_form import Filled, FormFacts
from inspector.tables.form_document import fill_document
from inspector.tables.form_workbook import fill_workbook, proposed_places
from inspector.tables.writing import unfinished
from inspector.words import LANGUAGES, N_, in_language

VALUES = {
    "period": N_("Period"),
    "period_name": N_("Number of the period"),
    "first": N_("First day of the period"),
    "last": N_("Last day of the period"),
    "grid": N_("Grid"),
    "office": N_("Office"),
    "frozen_by": N_("Filled in by"),
    "frozen_on": N_("Filled in on"),
    "problems": N_("Problems that stand out"),
    "help": N_("Help needed from above"),
    "next": N_("What comes next"),
}
COLUMNS = {
    "found.no": N_("No."),
    "found.noticed": N_("Noticed"),
    "found.people": N_("Inspectors"),
    "found.category": N_("Category"),
    "found.text": N_("What is wrong"),
    "found.place": N_("Where it is"),
    "found.measures": N_("Measures taken"),
    "found.done_on": N_("Put right on"),
    "found.responsible": N_("Responsible"),
    "found.rechecked_on": N_("Re-checked on"),
    "found.rechecked_by": N_("Re-checker"),
    "found.state": N_("State"),
    "missing.grid": N_("Grid"),
    "missing.days": N_("Days"),
    "missing.reason": N_("Reason the grid gave"),
}
COUNTED = {
    "grids": N_("Grid"),
    "categories": N_("Category"),
    "severities": N_("Severity"),
    "sources": N_("Source"),
}
"""The tables of numbers, and what their first column is called."""


def form_facts(paper: SummaryPaper) -> FormFacts:
    """Give what a form is filled from: each number by its key, ``before.`` with that of the period before."""
    say = in_language(paper.language)
    values: dict[str, Filled] = {
        "period": paper.period.title(say),
        "period_name": paper.period.name,
        "first": paper.period.first,
        "last": paper.period.last,
        "grid": paper.grid,
        "office": paper.office,
        "frozen_by": paper.frozen_by,
        "frozen_on": paper.frozen_on,
        "problems": paper.problems,
        "help": paper.help,
        "next": paper.next,
        **{str(number): count for number, (count, _before) in paper.told().items()},
        **{f"before.{number}": before for number, (_count, before) in paper.told().items()},
        **{f"{row.name}.{number}": count for row in paper.by_grid for number, count in row.counts},
    }
    tables: dict[str, list[dict[str, Filled]]] = {
        "grids": [_row(row) for row in paper.by_grid],
        "categories": [_row(row) for row in paper.by_category],
        "severities": [_row(row) for row in paper.by_severity],
        "sources": [_row(row) for row in paper.by_source],
        "found": [
            {field.name: getattr(line, field.name) for field in fields(FoundLine)}
            | {"no": number, "state": say(line.state)}
            for number, line in enumerate(paper.found, 1)
        ],
        "missing": [{"grid": line.grid, "days": line.days, "reason": line.reason} for line in paper.missing],
    }
    return FormFacts(values, tables, _names(values))


def proposal(reader: Reader, form: Path, facts: FormFacts) -> dict[str, str]:
    """Give which cell stands for what: as it was the last time with this form, else guessed from its words.

    Raises Unreadable for what is no form.
    """
    guessed = proposed_places(form, facts)
    kept = kept_choice(reader, _choice(form))
    try:
        return msgspec.json.decode(kept, type=dict[str, str]) if kept else guessed
    except msgspec.DecodeError:
        return guessed


def remember_places(workspace: Workspace, form: Path, places: Mapping[str, str]) -> None:
    """Keep what each cell stands for until the next period; in the thread that writes."""
    workspace.keep_choice(_choice(form), msgspec.json.encode(dict(places)).decode())


def fill_form(form: Path, places: Mapping[str, str], facts: FormFacts, to: Path) -> int:
    """Write ``form`` filled in its places into ``to``, whole or not at all; give how many there were.

    A Word form says itself what goes where. Raises Unreadable and Refused as ``fill_workbook`` and
    ``fill_document`` do.
    """
    with unfinished(to) as partial:
        if form.suffix.lower() == ".docx":
            return fill_document(form, facts, partial)
        return fill_workbook(form, places, facts, partial)


def _row(row: CountedRow) -> dict[str, Filled]:
    return {"name": row.name, **{str(number): count for number, count in row.counts}}


def _names(values: Mapping[str, Filled]) -> dict[str, tuple[str, ...]]:
    """Give the words for each key in both languages; what has none is called by its key alone."""
    numbers = {str(number): name for number, name in NUMBER_NAMES.items()}
    told = {
        **numbers,
        **VALUES,
        **COLUMNS,
        **{f"{table}.name": name for table, name in COUNTED.items()},
        **{f"{table}.{number}": name for table in COUNTED for number, name in numbers.items()},
    }
    names = {key: tuple(in_language(one)(name) for one in LANGUAGES) for key, name in told.items()}
    return {**dict.fromkeys(values, ()), **names}


def _choice(form: Path) -> str:
    """Name a form by its bytes: another edition may have other cells."""
    return f"places of form {sha256(form.read_bytes()).hexdigest()[:16]}"
