"""Manuals, README and NOTICE say what is so: commands, words of the screen, pictures, links, licences."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from docs.camera import MOST_BYTES
from inspector.cli.commands import commands
from resources import path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MANUALS = {"en": DOCS / "manual.en.md", "zh_CN": DOCS / "manual.zh-CN.md"}
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (
    *READMES,
    *MANUALS.values(),
    *(ROOT / f"{name}.md" for name in ("ARCHITECTURE", "CONTRIBUTING", "docs/windows")),
)
MOST_PICTURES = 26
"""One for each page, and for what is hard to say in words: photos, imports, paper that comes back, cases."""
TROUBLES = {"en": "24. What to do when …", "zh_CN": "24. 遇到提示怎么办"}
"""The section whose tables quote sentences of the program."""


def prose(page: Path) -> str:
    """Give the text of a page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def links(page: Path) -> list[str]:
    """Give where a page links to and which pictures it shows."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(page))


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as they are made where Markdown is shown as HTML."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def words_of_the_screen(language: str) -> set[str]:
    """Give everything the program says in a language, with … for every value in it."""
    with path("languages/zh_CN/LC_MESSAGES/inspector.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    said: set[str] = set()
    for message in messages:
        forms = message.id if language == "en" else message.string
        said |= {forms} if isinstance(forms, str) else set(forms or ())
    return {re.sub(r"\{\w+\}", "…", text) for text in said}


def command_lines(command: click.Command = commands, before: str = "") -> Iterator[str]:
    """Give every command with the words that lead to it, such as ``report patrol``."""
    for name, one in command.commands.items() if isinstance(command, click.Group) else ():
        said = f"{before} {name}".strip()
        if isinstance(one, click.Group):
            yield from command_lines(one, said)
        else:
            yield said


@pytest.mark.parametrize("manual", MANUALS.values(), ids=MANUALS)
def test_the_manual_names_every_command(manual: Path) -> None:
    told = manual.read_text("utf-8")
    assert not [line for line in command_lines() if f"`grid-inspector {line}" not in told]


@pytest.mark.parametrize("language", MANUALS)
def test_bold_words_of_the_manual_stand_on_the_screen(language: str) -> None:
    bold = set(re.findall(r"\*\*(.+?)\*\*", prose(MANUALS[language])))
    assert bold
    assert not bold - words_of_the_screen(language)


@pytest.mark.parametrize("language", MANUALS)
def test_sentences_the_manual_explains_are_said_by_the_program(language: str) -> None:
    section = prose(MANUALS[language]).partition(f"## {TROUBLES[language]}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| .+ \|$", section, flags=re.MULTILINE)[1:]
    assert rows
    assert not set(rows) - words_of_the_screen(language)


def test_the_manuals_have_the_same_parts_and_pictures() -> None:
    def parts(manual: Path) -> tuple[int, list[str]]:
        told = manual.read_text("utf-8")
        return len(re.findall(r"^## ", told, flags=re.MULTILINE)), re.findall(
            r"^\|", told, flags=re.MULTILINE
        )

    assert parts(MANUALS["en"]) == parts(MANUALS["zh_CN"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if "://" in link:
            continue
        file, _mark, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_pictures_are_few_small_and_shown() -> None:
    shown = {
        (page.parent / link).resolve() for page in PAGES for link in links(page) if link.endswith(".png")
    }
    kept = set((DOCS / "pictures").iterdir())
    assert kept == shown
    assert len(kept) <= MOST_PICTURES
    assert not [picture.name for picture in kept if picture.stat().st_size > MOST_BYTES]


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)
def test_the_commands_of_the_readme_are_targets_of_make(readme: Path) -> None:
    asked = re.findall(r"^make ([\w-]+)", readme.read_text("utf-8"), flags=re.MULTILINE)
    assert asked[:2] == ["demo", "test"]
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    assert set(asked) <= targets


@pytest.mark.parametrize("pins", ["requirements.txt", "requirements-dev.txt"])
def test_notice_names_every_library(pins: str) -> None:
    named = set(re.findall(r"[\w.-]*\w", (ROOT / "NOTICE").read_text("utf-8").lower()))
    asked = re.findall(r"^([\w.-]+)==", (ROOT / pins).read_text("utf-8"), flags=re.MULTILINE)
    assert asked
    assert not set(asked) - named


def test_files_named_in_the_architecture_are_there() -> None:
    named = set(re.findall(r"`?([\w/]+\.(?:py|qss|toml))", (ROOT / "ARCHITECTURE.md").read_text("utf-8")))
    kept = [file.relative_to(ROOT).as_posix() for file in ROOT.glob("[!.]*/**/*") if file.is_file()]
    kept += [file.name for file in ROOT.iterdir()]
    assert named
    assert not [name for name in named if not any(f"/{one}".endswith(f"/{name}") for one in kept)]
