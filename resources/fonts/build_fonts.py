"""Build the five bundled fonts from their published sources; a developer runs it once per font version.

    python resources/fonts/build_fonts.py SOURCES_DIR

SOURCES_DIR is any folder that holds these three packages, unpacked (files are found by their names):

* Debian package `texlive-lang-chinese` 2022.20230122, for FandolFang and its licence files
  (`apt-get download texlive-lang-chinese`, then `dpkg-deb -x PACKAGE.deb SOURCES_DIR`);
* npm package `@expo-google-fonts/noto-sans-sc` 0.4.3, for Noto Sans SC Regular and Bold, and
* npm package `@expo-google-fonts/noto-serif-sc` 0.4.3, for Noto Serif SC Regular and Black
  (`npm pack NAME@0.4.3`, then unpack each archive into a folder of its own below SOURCES_DIR).

FandolFang is converted from CFF to TrueType outlines, because ReportLab embeds no others. Noto Serif SC
Regular, the fallback, keeps every character it has; the other Noto fonts are cut to the characters of
official writing. Layout tables are dropped: ReportLab does not shape, and on the screen neither Chinese nor
Latin needs them.
The same sources and the same fontTools (4.68) give the same bytes.
"""

import gzip
import sys
from pathlib import Path
from typing import NamedTuple

from fontTools.misc.timeTools import timestampFromString
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent
CHARACTERS = HERE.parents[1] / "tests" / "data" / "characters"

LARGEST_TOTAL = 32_000_000
"""Bytes the five fonts may take together."""

MODIFIED = timestampFromString("Sun Nov 22 00:00:00 2026")
"""The date written into every font (`head.modified`); fixed, so that a rebuild gives the same bytes."""

WORST_CURVE_ERROR = 1.0
"""How far a converted outline may leave the original, in thousandths of the type size."""

SYMBOL_RANGES = (
    (0x0020, 0x02DF),  # Latin, pinyin and tone marks
    (0x0370, 0x04FF),  # Greek, Cyrillic
    (0x2000, 0x209F),  # punctuation, superscripts, subscripts
    (0x20A0, 0x218F),  # currency, letter-like, number forms
    (0x2190, 0x23FF),  # arrows, mathematics, technical
    (0x2460, 0x27EF),  # enclosed, boxes, shapes, dingbats, brackets
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3200, 0x324F),  # enclosed numbers and characters
    (0x3380, 0x33DF),  # squared units
    (0xFE30, 0xFE6F),  # vertical and small forms
    (0xFF00, 0xFFEF),  # full width
)

BLANKS = {
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff", 0),
    "\u2005": 250,
    "\u2006": 167,
    "\u2007": 555,
    "\u2008": 250,
    "\u2009": 200,
    "\u200a": 100,
    "\u202f": 200,
}
"""Width of characters that come along with pasted text and must print as space or nothing, never as 〓."""

LAYOUT_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "DSIG", "vhea", "vmtx"]

LAST_GENERAL_NAME = 25
"""Name records above this one belong to the dropped STAT table."""

GPL_NOTE = (
    "GNU General Public License version 3, with the font exception: if you create a document which uses this "
    "font, and embed this font or unaltered portions of this font into the document, this font does not by "
    "itself cause the resulting document to be covered by the GNU General Public License. The exception "
    "extends to this version."
)
CONVERSION_NOTE = (
    "Chinese fonts for TeX system. This version was converted from FandolFang-Regular.otf to TrueType "
    "outlines on 2026-11-22; it follows the original to about a thousandth of the type size and has no "
    "layout tables."
)


class Part(NamedTuple):
    """An existing character inside a composed one: size as a share, shift in thousandths of the type size."""

    char: str
    size: float = 1.0
    right: float = 0.0
    up: float = 0.0


COMPOSED: dict[str, tuple[Part, ...]] = {
    "☐": (Part("□"),),
    "☑": (Part("□"), Part("✓", 0.75, 255, 75)),
    "☒": (Part("□"), Part("×", 0.95, 25, 19)),
    "✔": (Part("✓"),),
    "✕": (Part("×"),),
    "✗": (Part("×"),),
    "✘": (Part("×"),),
    "⟦": (Part("〚"),),
    "⟧": (Part("〛"),),
    "⟨": (Part("〈"),),
    "⟩": (Part("〉"),),
    "⌀": (Part("Ø"),),
    **{high: (Part(char, 0.6, 20, 445),) for high, char in zip("⁰⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0456789+-()n", strict=True)},
    **{
        low: (Part(char, 0.6, 20, -130),)
        for low, char in zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎", "0123456789+-()", strict=True)
    },
}
"""Characters of official forms that the Noto fonts lack, composed of characters they have."""


def official_characters() -> set[str]:
    """Characters of GB 2312, 通用规范汉字表 and the rare names, and the symbols a form may need."""
    symbols = {chr(code) for first, last in SYMBOL_RANGES for code in range(first, last + 1)}
    return symbols | set(BLANKS) | gb2312() | listed("tgh-8105.txt") | listed("rare-names.txt")


def gb2312() -> set[str]:
    """Every character of GB 2312-1980: 6,763 ideographs and 682 symbols."""
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", errors="ignore") for pair in rows))


def listed(file_name: str) -> set[str]:
    """The characters of one list in tests/data/characters, white space aside."""
    return set("".join((CHARACTERS / file_name).read_text(encoding="utf-8").split()))


def covered(font: TTFont) -> set[str]:
    """The characters the font has a glyph for."""
    return {chr(code) for code in font.getBestCmap()}


def convert_to_truetype(font: TTFont) -> None:
    """Replace the cubic CFF outlines of `font` by quadratic TrueType ones, in place.

    `Cu2QuPen` is told to reverse the direction: TrueType fills clockwise contours, CFF the opposite.
    """
    names = font.getGlyphOrder()
    shapes = font.getGlyphSet()
    outlines = {}
    for name in names:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, WORST_CURVE_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = names
    glyf.glyphs = outlines
    for name, (width, _) in font["hmtx"].metrics.items():
        outlines[name].recalcBounds(glyf)
        font["hmtx"][name] = (width, getattr(outlines[name], "xMin", 0))
    _declare_truetype(font)


def _declare_truetype(font: TTFont) -> None:
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for unused in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
    ):
        setattr(maxp, unused, 0)
    font["post"].formatType = 3.0
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"


def say_what_was_converted(font: TTFont) -> None:
    """Write the licence, its exception and the notice of modification the GPL asks for into the names."""
    for number, text in ((10, CONVERSION_NOTE), (13, GPL_NOTE)):
        font["name"].setName(text, number, 3, 1, 0x409)


def add_composed_characters(font: TTFont) -> None:
    """Give a TrueType font the characters of `COMPOSED` and `BLANKS` that it lacks, in place."""
    known = covered(font)
    cmap = font.getBestCmap()
    for char, parts in COMPOSED.items():
        if char not in known:
            advance, _ = font["hmtx"][cmap[ord(parts[0].char)]]
            _add_glyph(font, char, parts, round(advance * parts[0].size + 2 * parts[0].right))
    for char, advance in BLANKS.items():
        if char not in known:
            _add_glyph(font, char, (), advance)


def _add_glyph(font: TTFont, char: str, parts: tuple[Part, ...], advance: int) -> None:
    shapes = font.getGlyphSet()
    cmap = font.getBestCmap()
    pen = TTGlyphPen(None)
    for part in parts:
        plain = DecomposingRecordingPen(shapes)
        shapes[cmap[ord(part.char)]].draw(plain)
        plain.replay(TransformPen(pen, (part.size, 0, 0, part.size, part.right, part.up)))
    name = f"uni{ord(char):04X}"
    font["glyf"][name] = glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in {4, 12}:
            table.cmap[ord(char)] = name


def keep_only(font: TTFont, characters: set[str]) -> None:
    """Cut the font to `characters`; licence and name records stay."""
    options = Options(
        layout_features=[],
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        name_legacy=True,
        drop_tables=[*Options().drop_tables, *LAYOUT_TABLES],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    font["name"].names = [record for record in font["name"].names if record.nameID <= LAST_GENERAL_NAME]
    font["head"].modified = MODIFIED


def fang(source: Path) -> TTFont:
    """FandolFang with TrueType outlines and every character of the original."""
    font = TTFont(source, recalcTimestamp=False)
    convert_to_truetype(font)
    say_what_was_converted(font)
    keep_only(font, covered(font))
    return font


def noto(source: Path, characters: set[str] | None) -> TTFont:
    """A Noto font with `characters` as far as it has them, or with all its own (None)."""
    font = TTFont(source, recalcTimestamp=False)
    add_composed_characters(font)
    keep_only(font, covered(font) if characters is None else characters)
    return font


def coverage_row(path: Path) -> str:
    """One Markdown row: file, bytes, characters; ideographs of GB 2312, GBK, the 8,105; rare names."""
    characters = covered(TTFont(path, lazy=True))
    ideographs = {chr(code) for code in range(0x4E00, 0xA000)}
    gbk = {char for char in ideographs if char.encode("gbk", errors="ignore")}
    sets = (gb2312() & ideographs, gbk, listed("tgh-8105.txt"), listed("rare-names.txt"))
    counts = " | ".join(f"{len(wanted & characters):,}" for wanted in sets)
    return f"| {path.name} | {path.stat().st_size:,} | {len(characters):,} | {counts} |"


def _found(sources: Path, name: str) -> Path:
    found = sorted(sources.rglob(name))
    if not found:
        sys.exit(
            f"{name} is nowhere below {sources}; see the head of this script for the packages to unpack."
        )
    return found[0]


def _copy_licences(sources: Path) -> None:
    fandol = _found(sources, "fandol/COPYING.gz")
    (HERE / "LICENSE-Fandol.txt").write_bytes(gzip.decompress(fandol.read_bytes()))
    (HERE / "README-Fandol.txt").write_bytes((fandol.parent / "README").read_bytes())
    for family in ("NotoSansSC", "NotoSerifSC"):
        package = _found(sources, f"{family}_400Regular.ttf").parents[1]
        (HERE / f"LICENSE-{family}.txt").write_bytes((package / "LICENSE_FONT").read_bytes())


def build(sources: Path) -> list[Path]:
    """Write the five fonts and their licence texts beside this script; return the fonts in README's order."""
    official = official_characters()
    fonts = {
        "FandolFang-Regular.ttf": fang(_found(sources, "FandolFang-Regular.otf")),
        "NotoSerifSC-Regular.ttf": noto(_found(sources, "NotoSerifSC_400Regular.ttf"), None),
        "NotoSerifSC-Black.ttf": noto(_found(sources, "NotoSerifSC_900Black.ttf"), official),
        "NotoSansSC-Bold.ttf": noto(_found(sources, "NotoSansSC_700Bold.ttf"), official),
        "NotoSansSC-Regular.ttf": noto(_found(sources, "NotoSansSC_400Regular.ttf"), official),
    }
    for name, font in fonts.items():
        font.save(HERE / name)
    _copy_licences(sources)
    return [HERE / name for name in fonts]


def main(arguments: list[str]) -> int:
    """Build, print the coverage table of README.md, and fail if the fonts grew beyond `LARGEST_TOTAL`."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    paths = build(Path(arguments[0]))
    sys.stdout.writelines(f"{coverage_row(path)}\n" for path in paths)
    total = sum(path.stat().st_size for path in paths)
    sys.stdout.write(f"together {total:,} bytes of {LARGEST_TOTAL:,}\n")
    return 0 if total <= LARGEST_TOTAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
