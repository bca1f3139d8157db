"""Numbers that Word counts by itself ("一、", "(一)", "1."), and the styles of paragraphs."""

import re
from dataclasses import dataclass, field

from lxml import etree

from inspector.plans.documents.numerals import numeral

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_NEEDS_SPACE = re.compile(r"[0-9A-Za-z.]$")
_MOST_BASES = 20
"""Styles that a style may rest on, one on the other."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: from which number, in which form, with what around it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    all_decimal: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style says that matters here; None where it says nothing."""

    name: str = ""
    based_on: str = ""
    list_id: str | None = None
    level: int | None = None
    outline: int | None = None


class Styles:
    """The styles of a document, each with what it takes from the one it rests on."""

    def __init__(self, root: etree._Element | None = None) -> None:
        """Read styles.xml; none where a document has none."""
        self._styles: dict[str, Style] = {}
        self.usual = ""
        for style in root.iter("{*}style") if root is not None else ():
            name = attribute(style, "styleId")
            self._styles[name] = _style_of(style)
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}:
                self.usual = name

    def of(self, name: str) -> Style:
        """Give a style with all that it takes from others."""
        whole = Style()
        for _ in range(_MOST_BASES):
            style = self._styles.get(name)
            if style is None:
                break
            whole = Style(
                whole.name or style.name,
                style.based_on,
                style.list_id if whole.list_id is None else whole.list_id,
                style.level if whole.level is None else whole.level,
                style.outline if whole.outline is None else whole.outline,
            )
            name = style.based_on
        return whole


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    own: dict[str, dict[int, Level]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, root: etree._Element) -> "Numbering":
        """Read numbering.xml."""
        numbering = cls()
        linked: dict[str, str] = {}
        named: dict[str, str] = {}
        for kind in root.iter("{*}abstractNum"):
            name = attribute(kind, "abstractNumId")
            numbering.levels[name] = _levels(kind)
            linked[name] = value(kind, "numStyleLink")
            if said := value(kind, "styleLink"):
                named[said] = name
        for name, link in linked.items():
            if link in named:
                numbering.levels[name] = numbering.levels[named[link]]
        for one in root.iter("{*}num"):
            name = attribute(one, "numId")
            numbering.lists[name] = value(one, "abstractNumId")
            numbering.own[name], numbering.restarts[name] = {}, {}
            for override in one.iter("{*}lvlOverride"):
                at = whole(attribute(override, "ilvl"), 0)
                numbering.own[name].update(_levels(override))
                if said := value(override, "startOverride"):
                    numbering.restarts[name][at] = whole(said, 1)
        return numbering

    def next(self, list_id: str, level: int) -> str:
        """Count one on in a list; give what is shown before the paragraph, with its space."""
        kind = self.lists.get(list_id)
        if kind is None or not 0 <= level < LEVELS:
            return ""
        levels = self.levels.get(kind, {}) | self.own[list_id]
        counts = self._counts.setdefault(kind, [None] * LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in self.restarts[list_id].items():
                if at < LEVELS:
                    counts[at] = start - 1
        shown = levels.get(level, Level())
        before = counts[level]
        counts[level] = shown.start if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            own = levels.get(at, Level())
            form = "decimal" if shown.all_decimal else own.form
            counted = counts[at]
            return numeral(form, own.start if counted is None else counted)

        label = "" if shown.form == "bullet" else _PLACE.sub(number, shown.text)
        return f"{label} " if _NEEDS_SPACE.search(label) else label


def _levels(within: etree._Element) -> dict[int, Level]:
    return {
        whole(attribute(level, "ilvl"), 0): Level(
            whole(value(level, "start"), 1),
            value(level, "numFmt") or "decimal",
            value(level, "lvlText"),
            level.find("{*}isLgl") is not None,
        )
        for level in within.iter("{*}lvl")
    }


def _style_of(style: etree._Element) -> Style:
    outline = value(style, "outlineLvl")
    listed = style.find("{*}pPr/{*}numPr")
    return Style(
        value(style, "name").lower(),
        value(style, "basedOn"),
        value(listed, "numId") or None if listed is not None else None,
        whole(value(listed, "ilvl"), 0) if listed is not None and value(listed, "ilvl") else None,
        whole(outline, LEVELS) if outline else None,
    )


def attribute(element: etree._Element, name: str) -> str:
    """Give an attribute whatever its namespace (the strict format has others); empty without one."""
    return next((str(said) for key, said in element.items() if str(key).rpartition("}")[2] == name), "")


def value(element: etree._Element, name: str) -> str:
    """Give ``val`` of the first element called ``name`` in it; empty without one."""
    found = element.find(f".//{{*}}{name}")
    return "" if found is None else attribute(found, "val")


def whole(text: str, otherwise: int) -> int:
    """Give a whole number, or ``otherwise`` for what is none of a reasonable size."""
    is_number = text.isascii() and text.isdigit() and len(text) < 7  # noqa: PLR2004 - bounded
    return int(text) if is_number else otherwise
