"""How the command line speaks: sentences on stderr, JSON on stdout, and what an exit status means."""

import json
import os
import sys
import traceback
from enum import IntEnum
from pathlib import Path

import click

from inspector.errors import Refused, Unreachable, Unreadable
from inspector.file_faults import why
from inspector.words import LANGUAGES, N_, _, translate

PASSPHRASE_FILE = "GRID_INSPECTOR_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
LANGUAGE_VARIABLES = ("GRID_INSPECTOR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


class Misused(click.UsageError):
    """A call that our own rules don't allow; its message is a sentence already said."""


class Status(IntEnum):
    """The exit statuses scripts rely on."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    UNREADABLE = 3
    FAULT = 4


def language_of_surroundings() -> str:
    """Speak English where the system says so, otherwise Chinese."""
    said = next((value for name in LANGUAGE_VARIABLES if (value := os.environ.get(name))), "")
    return LANGUAGES[1] if said.startswith("en") else LANGUAGES[0]


def status_of(error: BaseException, *, debug: bool = False) -> Status:
    """Say ``error`` in one sentence on stderr and give the exit status it stands for."""
    match error:
        case click.exceptions.Exit():
            return Status(error.exit_code)
        case SystemExit():  # Click's word for output that nobody reads on: `verify … | head -1`
            return Status.REFUSED
        case click.exceptions.NoArgsIsHelpError():
            error.show()
            return Status.USAGE
        case click.ClickException():
            complain(_misuse(error))
            return Status.USAGE
        case click.Abort() | KeyboardInterrupt():
            complain(_("Stopped."))
            return Status.REFUSED
        case Refused():
            complain(translate(error))
            status = Status.REFUSED
        case Unreadable() | Unreachable():
            complain(translate(error))
            status = Status.UNREADABLE
        case OSError():
            complain(_("{name}: {reason}", name=error.filename or "", reason=translate(why(error))))
            status = Status.UNREADABLE
        case _:
            complain(
                _(
                    "The program made a mistake ({error}). Nothing is lost; --debug says where.",
                    error=repr(error),
                )
            )
            status = Status.FAULT
    if debug:
        traceback.print_exception(error)
    return status


def _misuse(error: click.ClickException) -> str:
    match error:
        case Misused():
            return error.message
        case click.MissingParameter(param=click.Parameter() as parameter):
            name = parameter.get_error_hint(error.ctx).strip("'")
            return _("{name} is missing; --help says how to call it.", name=name)
        case click.exceptions.NoSuchCommand():
            return _("There is no command {name}; --help lists them.", name=error.command_name)
        case click.NoSuchOption():
            return _("There is no option {name}; --help lists them.", name=error.option_name)
        case click.BadParameter(param=click.Parameter() as parameter):
            name = parameter.get_error_hint(error.ctx).strip("'")
            return _("{name} can't be used as it was given; --help says how.", name=name)
    return _("It can't be called like this; --help says how.")


def complain(sentence: str) -> None:
    """Say one sentence on stderr."""
    click.echo(sentence, err=True)


def say(sentence: str = "") -> None:
    """Say something on stdout."""
    click.echo(sentence)


def give_json(value: object) -> None:
    """Print one JSON value on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def worst(*statuses: int) -> int:
    """Give the highest of several statuses, for several files."""
    return max(statuses, default=Status.DONE)


def passphrase(prompt: str) -> str:
    """Ask for a passphrase, or read it from the file the environment names; never from an argument.

    Raises Refused where nobody can be asked.
    """
    named = os.environ.get(PASSPHRASE_FILE)
    if named:
        return Path(named).read_text("utf-8").rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused(
            N_("A passphrase is needed: call this in a terminal, or name a file with it in {variable}."),
            variable=PASSPHRASE_FILE,
        )
    return str(click.prompt(prompt, hide_input=True))
