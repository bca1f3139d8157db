"""The command line: one call, one exit status, sentences instead of tracebacks."""

import sys
from collections.abc import Sequence

from inspector.cli.speaking import language_of_surroundings, status_of
from inspector.words import use


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit status.

    0 done · 1 a rule or verdict says no · 2 usage · 3 unreadable or unreachable · 4 a fault of ours.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    use(language_of_surroundings())
    # Help texts are said while the commands are made, so the language comes first.
    from inspector.cli.commands import commands

    try:
        outcome = commands.main(given, prog_name="grid-inspector", standalone_mode=False)
    except BaseException as error:  # noqa: BLE001 - every error ends in a status and a sentence here
        return status_of(error, debug="--debug" in given)
    return outcome if isinstance(outcome, int) else 0
