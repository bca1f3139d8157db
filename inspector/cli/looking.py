"""`verify`: PDFs, packs and workspaces; one verdict a file."""

from pathlib import Path

import click

from inspector.cli.opening import known_to, workspace_option
from inspector.cli.speaking import Status, give_json, say, worst
from inspector.errors import Spoken
from inspector.reports.verdict import Kind, Outcome, Verdict, told, unreadable
from inspector.words import N_, _, in_language, spoken

OUTCOMES = {
    Outcome.GOOD: N_("Valid and complete."),
    Outcome.INCOMPLETE: N_("Valid, but not complete."),
    Outcome.BAD: N_("Not valid."),
}


@click.command(help=_("Check PDF reports, packs and workspaces; say for each whether it can be trusted."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@workspace_option(required=False, text=_("A workspace that knows the office's certificates and signatures."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the verdicts as JSON."))
def verify(files: tuple[Path, ...], workspace: Path | None, *, as_json: bool) -> int:
    """Judge each file; the exit status is that of the worst."""
    from inspector.reports.verification import Verifier

    known = known_to(workspace)
    with Verifier() as verifier:
        verdicts = [
            _workspace_verdict(file) if file.is_dir() else verifier.verify(file, known) for file in files
        ]
    if as_json:
        give_json([verdict.to_json(in_language(spoken())) for verdict in verdicts])
    else:
        for verdict in verdicts:
            show(verdict)
    return worst(*(_status(verdict) for verdict in verdicts))


def show(verdict: Verdict) -> None:
    """Say a verdict: one line, then what is wrong, the worst first, then what is right."""
    words = in_language(spoken())
    say(f"{verdict.file}: {words(OUTCOMES[verdict.outcome])}")
    for problem in verdict.problems:
        say(f"  ✗ {problem.said(words)}")
    for check in verdict.checks:
        if check.ok:
            say(f"  ✓ {check.detail.said(words)}")


def _status(verdict: Verdict) -> int:
    if verdict.unreadable:
        return Status.UNREADABLE
    return Status.DONE if verdict.valid else Status.REFUSED


def _workspace_verdict(folder: Path) -> Verdict:
    from db.check import verdict_on

    try:
        return verdict_on(folder)
    except Spoken as error:
        return unreadable(str(folder), Kind.WORKSPACE, told(error))
