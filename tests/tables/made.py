"""Tables to read: workbooks of openpyxl, and packages put together part by part."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
HEADER = ("名称", "所属网格")


def workbook(to: Path, rows: Iterable[Sequence[object]], title: str = "Sheet1") -> Path:
    """Save rows as Excel would."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    made.save(to)
    return to


def package(to: Path, sheet: str, more: Mapping[str, str | bytes] | None = None, head: str = "") -> Path:
    """Put a workbook of one sheet together from ``sheet``, what stands inside its ``worksheet``."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{TYPES}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {NAMESPACE} xmlns:r="{TYPES}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {RELATIONS}><Relationship Id="r1"'
        f' Type="{TYPES}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"{head}<worksheet {NAMESPACE}>{sheet}</worksheet>",
        **(more or {}),
    }
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return to


def row(number: int, *cells: str) -> str:
    """Write a row of texts."""
    said = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells)
    )
    return f'<row r="{number}">{said}</row>'


def data(*rows: str) -> str:
    """Write the rows of a sheet, the names of columns first."""
    return f"<sheetData>{row(1, *HEADER)}{''.join(rows)}</sheetData>"
