"""Excel workbooks (.xlsx): the parts of the package, and the sheet that holds the table."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import IO
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from inspector.errors import Spoken, Unreadable
from inspector.tables.sheet_reading import SheetReading, Workings, local, parse, read_sheet
from inspector.tables.table import ENDED_EARLY, MOST_EMPTY, NO_ROWS, TITLE_ROWS, Table, known_names, table_of
from inspector.words import N_

LARGEST_PART, LARGEST_WHOLE = 256 * 1024 * 1024, 512 * 1024 * 1024
"""Bytes that a part, and all together, may unpack to; 200,000 rows of twenty columns take about 200 MB."""
MOST_PARTS = 10_000
MOST_SHEETS = 200

TOO_LARGE = N_("{file} unpacks to more than {most} MB, which no list of sites does. It was not opened.")
NO_WORKBOOK = N_("{file} is no workbook this program can read. Save it as .xlsx or CSV.")
IS_ENCRYPTED = N_("{file} is protected with a password. Save it without one.")
NO_SHEET = N_("{file} has no sheet called {sheet}; there are {sheets}.")
HIDDEN_ROWS = N_("Hidden rows are read too: {n}.")
HIDDEN_COLUMNS = N_("Hidden columns are read too: {n}.")


def read_workbook(file: str, source: IO[bytes], sheet: str = "", *, is_headed: bool = False) -> Table:
    """Read ``sheet``, or the first one with names this program knows. Links and macros are never followed.

    ``is_headed`` says that its first row holds the names of the columns.

    Raises Unreadable for what is no workbook, damaged, or unpacks to more than it should.
    """
    try:
        with zipfile.ZipFile(source) as package:
            return _Workbook(file, package).table(sheet, is_headed=is_headed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise Unreadable(NO_WORKBOOK, file=file) from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise Unreadable(IS_ENCRYPTED, file=file) from error


class _Workbook:
    """The parts of one package."""

    def __init__(self, file: str, package: zipfile.ZipFile) -> None:
        self._file = file
        self._package = package
        parts = package.infolist()
        unpacked = [part.file_size for part in parts]
        if (
            len(parts) > MOST_PARTS
            or sum(unpacked) > LARGEST_WHOLE
            or max(unpacked, default=0) > LARGEST_PART
        ):
            raise Unreadable(TOO_LARGE, file=file, most=LARGEST_WHOLE // 1024 // 1024)
        self._names = {part.filename: part for part in parts}

    def table(self, wanted: str, *, is_headed: bool) -> Table:
        root = self._related("", "officeDocument")
        if not root:
            raise Unreadable(NO_WORKBOOK, file=self._file)
        sheets, epoch = self._sheets(root)
        visible = tuple(name for name, (_target, hidden) in sheets.items() if not hidden)
        workings = Workings(
            self._strings(self._related(root, "sharedStrings")),
            self._date_styles(self._related(root, "styles")),
            epoch,
        )
        if wanted and wanted not in sheets:
            raise Unreadable(NO_SHEET, file=self._file, sheet=wanted, sheets="、".join(visible))
        names = (wanted,) if wanted else visible or tuple(sheets)
        best = SheetReading()
        chosen = names[0] if names else ""
        for name in names:
            reading = self._sheet(sheets[name][0], workings)
            knows = _knows(reading)
            if knows or (reading.rows and not best.rows):
                best, chosen = reading, name
            if knows:
                break
        if not best.rows:
            raise Unreadable(NO_ROWS, file=self._file)
        return table_of(
            self._file,
            best.rows,
            merges=best.merges,
            notes=_notes(best),
            sheet=chosen,
            sheets=visible,
            is_headed=is_headed,
        )

    def _sheet(self, part: str, workings: Workings) -> SheetReading:
        with self._open(part) as source:
            return read_sheet(source, workings, self._file, part)

    def _sheets(self, root: str) -> tuple[dict[str, tuple[str, bool]], datetime]:
        """Give the part of each sheet and whether it is hidden, and the day that dates count from."""
        targets = self._relations(root)
        sheets: dict[str, tuple[str, bool]] = {}
        epochs = [WINDOWS_EPOCH]

        def start(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) == "sheet" and len(sheets) < MOST_SHEETS:
                relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                target = targets.get(relation, ("", ""))[1]
                if target in self._names:
                    sheets[attributes["name"]] = target, attributes.get("state", "visible") != "visible"
            elif local(tag) == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
                epochs.append(MAC_EPOCH)

        self._hear(root, start)
        return sheets, epochs[-1]

    def _strings(self, part: str) -> list[str]:
        """Give the texts that cells share; readings beside the characters are left out."""
        heard = _Strings()
        if part:
            self._hear(part, heard.start, heard.end, heard.text)
        return heard.strings

    def _date_styles(self, part: str) -> frozenset[int]:
        """Give the numbers of the cell styles that show a date."""
        formats: dict[int, str] = dict(BUILTIN_FORMATS)
        styles: list[int] = []
        inside = [False]

        def start(tag: str, attributes: dict[str, str]) -> None:
            name = local(tag)
            if name == "numFmt":
                formats[int(attributes["numFmtId"])] = attributes["formatCode"]
            elif name == "cellXfs":
                inside[0] = True
            elif name == "xf" and inside[0]:
                styles.append(int(attributes.get("numFmtId", "0")))

        def end(tag: str) -> None:
            inside[0] = inside[0] and local(tag) != "cellXfs"

        if part:
            self._hear(part, start, end)
        return frozenset(
            at for at, style in enumerate(styles) if style in formats and is_date_format(formats[style])
        )

    def _related(self, part: str, kind: str) -> str:
        """Give the part of a kind that ``part`` refers to; nothing without one."""
        found = (target for of, target in self._relations(part).values() if of.endswith(f"/{kind}"))
        return next((target for target in found if target in self._names), "")

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Give kind and target of each relation of a part; targets outside the package are left out."""
        folder, name = posixpath.split(part)
        relations: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
                relations[attributes["Id"]] = attributes["Type"], target

        described = posixpath.join(folder, "_rels", f"{name}.rels")
        if described in self._names:
            self._hear(described, start)
        return relations

    def _hear(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        with self._open(part) as source:
            parse(source, parser, self._file, part)

    def _open(self, part: str) -> IO[bytes]:
        return self._package.open(self._names[part])


class _Strings:
    """Hears the texts that cells share, without the readings (拼音) beside the characters."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._said: list[str] = []
        self._takes = False
        self._is_reading = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._takes = local(tag) == "t" and not self._is_reading
        self._is_reading = self._is_reading or local(tag) == "rPh"

    def end(self, tag: str) -> None:
        self._takes = False
        self._is_reading = self._is_reading and local(tag) != "rPh"
        if local(tag) == "si":
            self.strings.append("".join(self._said))
            self._said.clear()

    def text(self, data: str) -> None:
        if self._takes:
            self._said.append(data)


def _knows(reading: SheetReading) -> bool:
    return any(known_names(row) > 1 for row in reading.rows[:TITLE_ROWS])


def _notes(reading: SheetReading) -> list[Spoken]:
    notes: list[Spoken] = []
    if reading.hidden_rows:
        notes.append(Unreadable(HIDDEN_ROWS, n=reading.hidden_rows))
    if reading.hidden_columns:
        notes.append(Unreadable(HIDDEN_COLUMNS, n=reading.hidden_columns))
    if reading.ended_after:
        notes.append(Unreadable(ENDED_EARLY, row=reading.ended_after, most=MOST_EMPTY))
    return notes
