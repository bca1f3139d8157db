"""`report circular`: the circular (通报) of a month or quarter as PDF or Word file, and its text."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.opening import asked, now, opened
from inspector.cli.progress import grid_called, grid_option
from inspector.cli.reporting import issued_pdf, numbers_options, say_written
from inspector.cli.speaking import Misused, give_json
from inspector.errors import Refused
from inspector.words import N_, _, in_language, spoken

if TYPE_CHECKING:
    from db.connection import Reader

LONGEST_FILE = 200_000
"""Bytes of a text that is read."""


@click.command(
    name="circular",
    help=_(
        "The circular of a month such as 2026-11 or a quarter such as 2026-Q4; a draft without --sign or "
        "--ink, a Word file where --to ends in .docx. Its text is written from the facts, or read from a "
        "file in which the name of a number in braces stands for it; --write gives the text to begin with."
    ),
)
@click.argument("period")
@grid_option
@click.option(
    "--text",
    "text_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=_("The text in UTF-8, instead of the one written from the facts."),
)
@click.option("--write", "writes", is_flag=True, help=_("Only write the text, to be edited."))
@click.option("--document", default="", help=_("The number of the office's document system."))
@click.option("--title", default="", help=_("The title, instead of the usual one."))
@click.option("--addressee", default="", help=_("Whom it is for; else all townships."))
@click.option("--copies", default="", help=_("Who gets it too."))
@click.option("--remark", default="", help=_("The note at its end."))
@click.option("--case", "cases", multiple=True, help=_("A finding as a typical case, by number or id."))
@numbers_options
def report_circular(period: str, grid: str, workspace: Path, **how: Any) -> None:
    """Write the circular or its text and say what it is."""
    from db.queries.circular_paper import circular_facts, circular_say
    from db.queries.summaries import closing_weekday, frozen_in_force
    from inspector.model.bound_text import contradictions
    from inspector.model.circular import CircularScope
    from inspector.model.issued_report import ReportKind
    from inspector.model.period import period_named
    from inspector.reports.circular_text import written_text

    file, writes, addressee = how.pop("text_file"), how.pop("writes"), how.pop("addressee")
    typed = {name: how.pop(name) for name in ("document", "title", "copies", "remark")}
    text = _read(file) if file else ""
    with opened(workspace) as kept, asked(kept) as reader:
        named = period_named(period, closing_weekday(reader))
        place = grid_called(reader, grid)
        frozen = frozen_in_force(reader, place, named)
        scope = CircularScope(
            grid=place,
            period=named.name,
            summary=frozen.id if frozen else "",
            cases=tuple(_case(reader, one) for one in how.pop("cases")),
            **typed,
        )
        words = circular_say(reader)
        facts = circular_facts(reader, kept.blobs, scope, now().day)
    text = text or written_text(facts, words, has_cases=bool(scope.cases))
    found = contradictions(text, facts.values)
    for one in found:
        click.echo(
            _("{typed} is typed for “{name}”, which is {value}.", **one._asdict()),
            err=True,
        )
    since = facts.changed(in_language(spoken()))
    if since:
        click.echo(since, err=True)
    if writes:
        if how["as_json"]:
            give_json({"text": text, "numbers": dict(facts.values), "since_frozen": since})
        else:
            click.echo(text)
        return
    if how["to"] is None:
        raise Misused(_("Say with --to which file to write, or ask for the text with --write."))
    told = addressee or words(", ").join(facts.townships)
    built = issued_pdf(workspace, ReportKind.CIRCULAR, scope.about(), how, text=text, addressee=told)
    say_written(built | {"contradictions": [one._asdict() for one in found]}, how)


def _case(reader: "Reader", name: str) -> str:
    found = reader.value("SELECT id FROM finding WHERE ? IN (id, number)", (name,))
    if found is None:
        raise Refused(N_("There is no finding {finding} in this workspace."), finding=name)
    return str(found)


def _read(file: Path) -> str:
    data = file.read_bytes()[: LONGEST_FILE + 1]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(N_("{file} is no text in UTF-8."), file=file.name) from None
    if len(data) > LONGEST_FILE:
        raise Refused(N_("{file} is too long for a circular."), file=file.name)
    return text
