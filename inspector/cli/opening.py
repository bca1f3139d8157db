"""Opening a workspace for one command, and the options that name it."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from inspector.errors import Refused
from inspector.periods import Instant, instant_of
from inspector.words import N_, _

if TYPE_CHECKING:
    from db.connection import Reader
    from db.workspace import Actor, Workspace
    from inspector.reports.known import Known

Command = TypeVar("Command", bound=Callable[..., Any])


def now() -> Instant:
    """Read the clock of this computer."""
    return instant_of(datetime.fromtimestamp(time.time()).astimezone())


def chance(count: int) -> bytes:
    """Give random bytes of the system."""
    return os.urandom(count)


def workspace_option(text: str, *, required: bool = True) -> Callable[[Command], Command]:
    """Name the workspace with ``--workspace``."""
    return click.option(
        "--workspace", type=click.Path(path_type=Path, file_okay=False), required=required, help=text
    )


def json_option(command: Command) -> Command:
    """Ask for JSON with ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))(command)


@contextmanager
def opened(folder: Path) -> Iterator["Workspace"]:
    """Open the workspace in ``folder`` for one command."""
    from db.workspace import Workspace

    workspace = Workspace.open(folder)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def asked(workspace: "Workspace") -> Iterator["Reader"]:
    """Ask ``workspace`` questions for a while."""
    reader = workspace.reader()
    try:
        yield reader
    finally:
        reader.close()


def known_to(folder: Path | None) -> "Known":
    """Give what the workspace in ``folder`` knows of certificates and signatures; nothing without one."""
    from inspector.reports.known import Known

    if folder is None:
        return Known(now=now())
    from db.queries.trust import known_here

    with opened(folder) as workspace, asked(workspace) as reader:
        return known_here(reader, workspace.root, now())


def person_named(reader: "Reader", person: str) -> "Actor":
    """Find who acts by id or by name, with the grid of their first role.

    Raises Refused when nobody or more than one person is called so.
    """
    from db.workspace import Actor

    found = reader.rows(
        "SELECT person.id, coalesce((SELECT grid FROM duty WHERE duty.person = person.id"
        " ORDER BY position LIMIT 1), '') FROM person WHERE person.id = ? OR person.name = ?",
        (person, person),
    )
    if len(found) != 1:
        raise Refused(N_("There is not exactly one person called {name} in this workspace."), name=person)
    return Actor(*found[0])
