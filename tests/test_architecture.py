"""The rules of the house that a machine can check."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("inspector", "db", "ui", "resources", "tests", "bench", "docs")
SOURCES = [source for folder in FOLDERS for source in sorted((ROOT / folder).rglob("*.py"))]
MOST_LINES = 400
VAGUE_WORDS = {"manager", "helper", "helpers", "util", "utils", "common", "base", "misc"}
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")


def names(source: Path) -> Iterator[str]:
    """Give the names others meet: file, functions and their arguments, classes, constants, fields."""
    yield source.stem
    tree = ast.parse(source.read_text("utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr
    for scope in (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef)):
        for statement in scope.body:
            match statement:
                case ast.Assign(targets=[ast.Name() as target]) | ast.AnnAssign(target=ast.Name() as target):
                    yield target.id


def words(name: str) -> set[str]:
    """Give the words of a snake_case or CamelCase name."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)}


def test_imports_point_downwards() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT)))
def test_a_file_has_one_subject(source: Path) -> None:
    text = source.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert not UNFINISHED.search(text)
    assert not {name for name in names(source) if words(name) & VAGUE_WORDS}


def test_words_of_a_name_are_found() -> None:
    assert words("PDFHelper_base32") == {"pdf", "helper", "base32"}
    assert words("_write_utils") == {"write", "utils"}


def test_folders_have_no_vague_names() -> None:
    assert not {source.parent.name for source in SOURCES if words(source.parent.name) & VAGUE_WORDS}
