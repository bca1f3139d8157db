"""Everything the command line gives out of a workspace, called with what the sample has."""

import contextlib
import io
import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import click

from db.connection import Reader
from db.incarnation import Machine
from db.workspace import Workspace
from inspector.cli import main
from inspector.cli.commands import commands
from inspector.cli.exporting import FORMS, LISTS, WITH_PHOTOS
from inspector.cli.further_exports import FURTHER
from inspector.cli.opening import now
from inspector.cli.reporting import report
from tests.leaks.county import County
from tests.leaks.stepping import take_steps

SHEETS, WEEK = "feedback", "week"
"""Words behind `export` that are neither lists nor in ``FURTHER``."""
LETTER = "restricted-letter.pdf"
"""The one paper that tells what was transferred with restricted access."""
TRIED = "tried as docx"
"""Of the reports only some are letters that Word may have; which ones is no matter here."""
PLACES = ("sites", "findings")
"""Lists that have places; GeoJSON of another is refused."""
GIVES_NOTHING = frozenset({"demo", "plan", "import", "receive", "restore"})
"""Commands that take in, or make something of nothing."""
GROUPS = ("order", "meeting", "dispatch")
"""Commands whose every step is taken, and said."""


@dataclass
class Given:
    """What was called, and what could not be made of it, with what was said."""

    folder: Path
    called: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


def give_everything(county: County, to: Path) -> Given:
    """Call every command that gives something out; files and words said go below ``to``."""
    given = Given(to)
    to.mkdir()
    log = logging.FileHandler(to / "log.txt", encoding="utf-8")
    logging.getLogger().addHandler(log)
    with closing(log):
        _call_all(given, county, to)
        logging.getLogger().removeHandler(log)
    return given


def _call_all(given: Given, county: County, to: Path) -> None:
    numbers = count()

    def call(name: str, arguments: list[str]) -> str:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = main([*arguments, "--workspace", str(county.folder)])
        (to / f"{next(numbers):03}.said.txt").write_text(said.getvalue(), "utf-8")
        if status == 0:
            given.called.add(name)
        elif name != TRIED:
            given.refused[" ".join(arguments[:-2])] = said.getvalue()
        return said.getvalue()

    order = take_steps(call, county, to)
    for name, arguments in _calls(county, to, order):
        call(name, arguments)


def exported_words() -> set[str]:
    """Give what may stand behind `export`."""
    return {*LISTS, *FURTHER, SHEETS, WEEK}


def _calls(county: County, to: Path, order: str) -> Iterator[tuple[str, list[str]]]:
    """Give each call with the name of what it covers."""
    with (
        closing(Workspace.open(county.folder, Machine.here(county.machine))) as workspace,
        closing(workspace.reader()) as reader,
    ):
        calls = [*_exports(reader, to), *_reports(reader, county, to, order), *_others(county, to)]
    yield from calls


def _exports(reader: Reader, to: Path) -> Iterator[tuple[str, list[str]]]:
    for name in LISTS:
        for form in FORMS:
            if form != "geojson" or name in PLACES:
                yield f"export {name}", ["export", name, "--as", form, "--to", str(to / f"{name}.{form}")]
    for name in WITH_PHOTOS:
        yield (
            f"export {name}",
            ["export", name, "--as", "xlsx", "--photos", "--to", str(to / f"{name}-photos.xlsx")],
        )
    yield f"export {SHEETS}", ["export", SHEETS, "--all", "--to", str(to / "sheets"), "--period", _month()]
    for form in ("xlsx", "csv", "json", "gpk"):
        yield (
            f"export {WEEK}",
            ["export", WEEK, *_frozen(reader, "week"), "--as", form, "--to", str(to / f"week.{form}")],
        )
    for name, command in FURTHER.items():
        forms = next(one.type for one in command.params if one.name == "form")
        assert isinstance(forms, click.Choice)
        periods = [_month()] if any(one.name == "period" for one in command.params) else []
        for form in forms.choices:
            file = str(to / f"{name}.{form}")
            yield f"export {name}", ["export", name, *periods, "--as", form, "--to", file]


def _reports(reader: Reader, county: County, to: Path, order: str) -> Iterator[tuple[str, list[str]]]:
    """Give every report as a final, which carries most; a period that is not frozen has a draft only."""
    value = reader.value
    grid = value("SELECT code FROM grid ORDER BY level LIMIT 1")
    abouts: dict[str, list[list[str]]] = {
        "patrol": [[county.restricted.patrol]],
        "stop": [[county.restricted.stop]],
        "site": [[county.site], [county.restricted.site]],
        "complaint": [[county.number], [county.number, "--table"]],
        "finding": [
            [county.finding, "--ask", "请核查", "--addressee", "演示单位"],
            [county.restricted.finding, "--ask", "请核查", "--addressee", "演示单位", "--form", "hint"],
            [county.restricted.finding, "--form", "assignment"],
            *(
                [value(f"SELECT id FROM finding WHERE {_WITH[form]} LIMIT 1"), "--form", form]  # noqa: S608 - as above
                for form in _forms("finding")
                if form != "hint"
            ),
        ],
        "task": [
            [value("SELECT id FROM task WHERE is_open LIMIT 1"), "--form", form] for form in _forms("task")
        ],
        "ledger": [[grid, "--list", "both"]],
        "route": [[value("SELECT id FROM route LIMIT 1")]],
        "booklet": [[value("SELECT unit FROM finding WHERE unit <> '' LIMIT 1")]],
        "meeting": [[value("SELECT meeting FROM dispatch_order WHERE number = ?", (order,))]],
        "search-list": [[value("SELECT id FROM search_list LIMIT 1")]],
        "order": [[order], [value("SELECT id FROM dispatch_order LIMIT 1")]],
        "week": [_frozen(reader, "week")],
        "month": [_frozen(reader, "month")],
        "quarter": [[f"{now().day.year}-Q{(now().day.month + 2) // 3}"]],
    }
    for name, command in report.commands.items():
        cases = abouts.get(name) or [_of_a_grid(command, grid)]
        final = [] if name == "quarter" else ["--ink"]
        for at, about in enumerate(cases):
            file = to / f"report-{name}-{at}.pdf"
            yield f"report {name}", ["report", name, *about, *final, "--to", str(file)]
            yield TRIED, ["report", name, *about, "--to", str(file.with_suffix(".docx"))]
    letter = ["report", "finding", county.restricted.finding, "--form", "transfer", "--ink"]
    yield "report finding", [*letter, "--to", str(to / LETTER)]


def _of_a_grid(command: click.Command, grid: str) -> list[str]:
    """Call a report that needs no more than a grid or a month; of any other the test must be told."""
    known = {"grid": grid, "period": _month()}
    return [known.get(one.name or "", "?") for one in command.params if isinstance(one, click.Argument)]


_PROCEDURE = "id IN (SELECT subject FROM close_off_step)"
_WITH = {
    "assignment": "unit <> '' AND state = 'assigned'",
    "transfer": "state = 'transferred' AND NOT is_restricted",
    "close-off-form": _PROCEDURE,
    "public-notice": _PROCEDURE,
    "close-off-file": _PROCEDURE,
}
"""Which findings have a paper of each form."""


def _frozen(reader: Reader, span: str) -> list[str]:
    name, grid = reader.row(
        "SELECT summary.name, grid.code FROM summary JOIN grid ON grid.id = summary.grid"
        " WHERE span = ? AND summary.state = 'approved' ORDER BY first DESC LIMIT 1",
        (span,),
    ) or ("", "")
    return [name, "--grid", grid]


def _forms(name: str) -> list[str]:
    forms = next(one.type for one in report.commands[name].params if one.name == "form")
    assert isinstance(forms, click.Choice)
    return [str(form) for form in forms.choices]


def _others(county: County, to: Path) -> Iterator[tuple[str, list[str]]]:
    yield "backup", ["backup", "--to", str(to / "backup")]
    for name in ("status", "check", "rebuild"):
        yield name, [name, "--json"]
    yield "verify", ["verify", str(to / "report-complaint-0.pdf"), "--json"]


def _month() -> str:
    return f"{now().day:%Y-%m}"


def top_commands() -> set[str]:
    """Give the commands that stand at the top."""
    return set(commands.commands) - GIVES_NOTHING - set(GROUPS)


def steps_of_groups() -> set[str]:
    """Give every step of those commands that have steps."""
    groups = {name: commands.commands[name] for name in GROUPS}
    return {
        f"{name} {step}"
        for name, group in groups.items()
        if isinstance(group, click.Group)
        for step in group.commands
    }
