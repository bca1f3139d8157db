"""CSV, TSV and lists with semicolons: in which encoding, divided by what."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence

from inspector.errors import Spoken, Unreadable
from inspector.tables.formulas import unescaped
from inspector.tables.table import (
    MOST_COLUMNS,
    MOST_EMPTY,
    MOST_ROWS,
    TOO_LONG,
    TOO_MANY_ROWS,
    Table,
    TableRow,
    table_of,
)
from inspector.words import N_

DELIMITERS = (",", "\t", ";", "|")
LOOKED_THROUGH = 50
"""Lines by which the delimiter is told."""
LOOKED_AT = 4_096
"""Bytes by which text is told from something else."""
MOST_LINES = 100
"""Lines a cell may go on for; a quotation mark open for longer was never meant as one."""
LONGEST_FIELD = 131_072
"""Characters at which the parser of the standard library stops."""

OTHER_ENCODING = N_("This line is written in another encoding than the rest, or is damaged.")
UNKNOWN_ENCODING = N_("{file} is no table this program can read. Save it as .xlsx, or as CSV in UTF-8.")
NEVER_CLOSED = N_("A quotation mark is opened in this row and never closed.")
NULS = N_("Zero bytes between the characters were left out.")
MIXED = N_("The lines are not all in the same encoding; those that differ are listed.")

_LOST = "\N{REPLACEMENT CHARACTER}"
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text(file: str, data: bytes) -> Table:
    """Read a table of plain text.

    A line in another encoding than the rest, and one whose quotation mark stays open, becomes a row with the
    reason. Raises Unreadable for what is no text, or no table.
    """
    text, encoding, notes = decoded(file, data)
    lines = list(io.StringIO(text, newline=""))
    told = _SEPARATOR.match(lines[0]) if lines else None
    if told:
        lines = lines[1:]
    delimiter = told[1] if told else delimiter_of(lines)
    rows: list[TableRow] = []
    empty = 0
    for number, (cells, fault) in enumerate(_records(lines, delimiter), 2 if told else 1):
        empty = 0 if fault or any(cells) else empty + 1
        if empty:
            if empty > MOST_EMPTY:
                break
            continue
        if len(rows) > MOST_ROWS:
            raise Unreadable(TOO_MANY_ROWS, file=file, most=MOST_ROWS)
        lost = None if fault or not any(_LOST in cell for cell in cells) else Unreadable(OTHER_ENCODING)
        kept = cells[: MOST_COLUMNS + 1]  # the last one says that there are more
        rows.append(TableRow(number, tuple(map(unescaped, kept)), fault or lost))
    return table_of(file, rows, notes=notes, encoding=encoding)


def decoded(file: str, data: bytes) -> tuple[str, str, list[Spoken]]:
    """Give the text, the name of its encoding and what is to be said of it; lost letters are U+FFFD.

    Strict UTF-8 first, then GB18030 (which has GBK and GB2312 in it), then what the bytes look like.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").replace("\0", ""), encoding, []
    if guessed := _without_mark(data):
        return data.decode(guessed, "replace"), guessed, []
    notes: list[Spoken] = [Unreadable(NULS)] if b"\0" in data else []
    data = data.replace(b"\0", b"")
    if len(_CONTROL.findall(data[:LOOKED_AT])) > len(data[:LOOKED_AT]) // 20:
        raise Unreadable(UNKNOWN_ENCODING, file=file)
    for encoding in ("utf-8", "gb18030"):
        if not _looks_wrong(data, encoding):
            return data.decode(encoding), encoding, notes
    lines = data.splitlines(keepends=True)
    encoding = _of_most(lines)
    if not encoding:
        return _by_its_looks(file, data), "?", notes
    own = [_in_its_own(line, encoding) for line in lines]
    return "".join(own), encoding, [*notes, Unreadable(MIXED)]


def delimiter_of(lines: Sequence[str]) -> str:
    """Choose what divides the first lines most often and most evenly; a comma where nothing does."""
    first = [line for line in lines[:LOOKED_THROUGH] if line.strip()]
    counts = {mark: [_outside_quotes(line).count(mark) for line in first] for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: _evenness(counts[mark]))


def _evenness(counts: Sequence[int]) -> tuple[int, int]:
    """Rate a delimiter by the lines that have as many of it as most lines have, then by its number."""
    usual = max(set(counts), key=lambda one: (one > 0, counts.count(one)), default=0)
    return (counts.count(usual), usual) if usual else (0, 0)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[Sequence[str], Spoken | None]]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if '"' not in line:
            if len(line) <= LONGEST_FIELD:
                yield line.rstrip("\r\n").split(delimiter), None
            else:
                yield (), Unreadable(TOO_LONG, most=LONGEST_FIELD)
            at += 1
            continue
        cells, used, fault = _quoted(lines[at : at + MOST_LINES], delimiter)
        yield cells, fault
        at += used


def _quoted(lines: Sequence[str], delimiter: str) -> tuple[Sequence[str], int, Spoken | None]:
    """Read one record that may go on over several lines; give how many."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        cells = next(reader)
    except csv.Error:  # the only one there is without `strict`: a field larger than its limit
        return (), 1, Unreadable(TOO_LONG, most=LONGEST_FIELD)
    if reader.line_num == len(lines) and _stays_open(lines, delimiter):
        return lines[0].rstrip("\r\n").split(delimiter), 1, Unreadable(NEVER_CLOSED)
    return cells, reader.line_num, None


def _stays_open(lines: Sequence[str], delimiter: str) -> bool:
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _looks_wrong(data: bytes, encoding: str) -> bool:
    """Say whether the bytes can't be in ``encoding``: GB18030 takes most UTF-8 for rare characters."""
    return not _decodes(data, encoding) or (encoding == "gb18030" and any(map(_is_utf8, data.splitlines())))


def _of_most(lines: Sequence[bytes]) -> str:
    """Give the encoding that most lines beyond ASCII are in; nothing where hardly any is in either."""
    beyond = [line for line in lines if not line.isascii()]
    in_utf8 = sum(1 for line in beyond if _is_utf8(line))
    in_gb = sum(1 for line in beyond if not _is_utf8(line) and _decodes(line, "gb18030"))
    if 2 * (in_utf8 + in_gb) < len(beyond):
        return ""
    return "utf-8" if in_utf8 >= in_gb else "gb18030"


def _in_its_own(line: bytes, encoding: str) -> str:
    """Decode a line; of one in another encoding only the ASCII stays, with what divides its cells."""
    belongs = line.isascii() or (_decodes(line, encoding) and (encoding == "utf-8" or not _is_utf8(line)))
    return line.decode(encoding) if belongs else _BEYOND_ASCII.sub(_LOST.encode(), line).decode()


def _is_utf8(line: bytes) -> bool:
    """Say whether a line is UTF-8 with more than Western letters, which GB18030 hardly ever looks like."""
    return _decodes(line, "utf-8") and any(one >= "\u2e80" for one in line.decode())


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(data: bytes) -> str:
    """Tell UTF-16 without its mark by the zero bytes of its ASCII letters."""
    sample = data[:LOOKED_AT]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 25 and even < odd // 8:
        return "utf-16-le"
    if even > len(sample) // 25 and odd < even // 8:
        return "utf-16-be"
    return ""


def _by_its_looks(file: str, data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65_536]).best()
    if best is None:
        raise Unreadable(UNKNOWN_ENCODING, file=file)
    return data.decode(best.encoding, "replace")
