"""Bring the catalogues up to date with the source, and compile them for the program."""

import ast
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ROOT / "resources" / "languages"
SOURCES = ("inspector", "db", "ui")
SAYING = {"_": 1, "N_": 1, "say": 1, "plural": 2}
"""Functions of ``inspector.words``, also as ``paper.say.plural``, and how many texts each begins with."""


def texts(source: str) -> Iterator[str | tuple[str, ...]]:
    """Give the texts that the Python ``source`` says, ``"a" if b else "c"`` and those within f-strings too.

    Babel's own extractor finds the latter only from Python 3.12 on.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SAYING:
                forms = [list(_literals(argument)) for argument in node.args[: SAYING[name]]]
                for said in zip(*forms, strict=True):
                    yield said[0] if SAYING[name] == 1 else said


def _literals(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp():
            yield from _literals(node.body)
            yield from _literals(node.orelse)


def catalogues() -> list[Path]:
    """Give the .po files, one for each translated language."""
    return sorted(LANGUAGES.glob("*/LC_MESSAGES/*.po"))


def extracted() -> Catalog:
    """Give every message id of the source, without translation."""
    found = Catalog(fuzzy=False)
    for folder in SOURCES:
        for source in sorted((ROOT / folder).rglob("*.py")):
            for message in texts(source.read_text("utf-8")):
                found.add(message)
    return found


def read(catalogue: Path) -> Catalog:
    """Read the .po file ``catalogue``."""
    with catalogue.open("rb") as source:
        return read_po(source, locale=catalogue.parents[1].name, abort_invalid=True)


def updated(catalogue: Catalog, found: Catalog) -> Catalog:
    """Give ``catalogue`` with the ids of ``found``: new ones empty, old ones dropped, never a guess."""
    new = Catalog(locale=catalogue.locale_identifier, fuzzy=False)
    for message in found:
        if message.id:
            known = catalogue.get(message.id)
            new.add(message.id, known.string if known else None)
    return new


HEADER = """\
# {language}: what the program says, under the licence of the program.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""
"""Only what gettext needs: dates and versions would differ with every run."""


def write(catalogue: Catalog, to: Path) -> None:
    """Write ``catalogue`` sorted and without line numbers, so that two people's changes merge."""
    text = io.BytesIO()
    write_po(text, catalogue, width=110, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=to.parents[1].name, plural_forms=catalogue.plural_forms)
    to.write_bytes(header.encode() + text.getvalue())


def compile_all() -> None:
    """Write the .mo file beside each .po file, each at once: a running program may be reading it."""
    for source in catalogues():
        compiled = io.BytesIO()
        write_mo(compiled, read(source))
        unfinished = source.with_suffix(f".{os.getpid()}.part")
        unfinished.write_bytes(compiled.getvalue())
        unfinished.replace(source.with_suffix(".mo"))


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is the builder's own business
    """Compiles the catalogues whenever a wheel is built or installed for development."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002 - hatchling's signature
        """Run before the files of the wheel are collected."""
        compile_all()


def main(arguments: list[str]) -> int:
    """``update`` takes the source's ids into the catalogues; both it and ``compile`` write the .mo files."""
    if arguments == ["update"]:
        found = extracted()
        for catalogue in catalogues():
            write(updated(read(catalogue), found), catalogue)
            empty = sum(1 for message in read(catalogue) if message.id and not all(message.string or [""]))
            print(f"{catalogue.relative_to(ROOT)}: {len(found)} texts, {empty} to translate")
    elif arguments != ["compile"]:
        print("usage: build_languages.py update | compile")
        return 2
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
