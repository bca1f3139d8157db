"""A superior's own blank form: what can be filled in, how it is called, and which file it may be."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.errors import Unreadable
from inspector.file_faults import why
from inspector.words import N_

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_WHOLE = 128 * 1024 * 1024
"""Bytes that all parts together may unpack to."""
MOST_PARTS = 2_000
FORM_ENDINGS = (".xlsx", ".docx")
_OLD_OR_SEALED = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files begin that are encrypted, or that programs before 2007 wrote."""
NO_FORM = N_("{file} is no form this program can fill. Save it as .xlsx or .docx, without a password.")
ENCRYPTED = N_("{file} is encrypted, or older than 2007. Save it without a password as .xlsx or .docx.")
HAS_MACROS = N_("{file} has macros; they are never run and would be lost. Save it as .xlsx or .docx.")
UNREAD = N_("{file} can't be read: {reason}.")
NO_ROOM = N_("Below {cell} are {room} free rows, and {rows} are needed; leave more rows in the form.")
TOO_LARGE = N_("{file} is larger than a form can be. It was not opened.")

Filled = str | int | date | None
"""What is put into a form; days stay days."""


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form is filled from: ``values`` by key, and ``tables`` of rows whose cells have keys too.

    A column of a table is called ``table.column``, such as ``found.text``. ``names`` has for each key the
    words that stand for it on forms.
    """

    values: Mapping[str, Filled]
    tables: Mapping[str, Sequence[Mapping[str, Filled]]]
    names: Mapping[str, Sequence[str]]

    def key_of(self, words: str) -> str:
        """Find a key by itself or by its words; empty where nothing is called so."""
        wanted = plain(words)
        return next(
            (key for key, names in self.names.items() if wanted in {key, *map(plain, names)} and wanted), ""
        )

    def rows_of(self, key: str) -> list[Filled] | None:
        """Give the cells of a column ``table.column`` from the top; nothing for any other key."""
        table, _dot, column = key.partition(".")
        if key in self.values or table not in self.tables:
            return None
        return [row.get(column) for row in self.tables[table]]


def plain(words: str) -> str:
    """Give words as they are compared: without spaces, colons, units in brackets and capital letters."""
    bare = "".join(words.split()).rstrip(":：").casefold()
    for opening in "(（":
        bare = bare.partition(opening)[0] or bare
    return bare


@contextmanager
def opened_form(form: Path) -> Iterator[zipfile.ZipFile]:
    """Open the package of a form. Raises Unreadable for what is none, sealed, damaged or too large.

    A document type in any part is refused: it could name other files or unfold without end.
    """
    _look_at(form)
    try:
        with zipfile.ZipFile(form) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
                raise Unreadable(TOO_LARGE, file=form.name)
            if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
                raise Unreadable(HAS_MACROS, file=form.name)
            if any(b"<!DOCTYPE" in package.read(part) for part in parts if part.filename.endswith(".xml")):
                raise Unreadable(NO_FORM, file=form.name)
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(NO_FORM, file=form.name) from error


def _look_at(form: Path) -> None:
    """Refuse what can't be read, is too large, or is sealed, before anything of it is unpacked."""
    try:
        with form.open("rb") as file:
            start = file.read(len(_OLD_OR_SEALED))
        size = form.stat().st_size
    except OSError as error:
        raise Unreadable(UNREAD, file=form.name, reason=why(error)) from error
    if size > LARGEST_FILE:
        raise Unreadable(TOO_LARGE, file=form.name)
    if start == _OLD_OR_SEALED:
        raise Unreadable(ENCRYPTED, file=form.name)
