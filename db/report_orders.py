"""What a report is built of and where it lies: one order for every form, file names for people."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from db.carried_materials import carried_materials
from db.queries.carried_entries import bytes_of
from db.workspace import Workspace
from inspector import __version__
from inspector.journal.entry import Entry
from inspector.model.events import Blob
from inspector.model.patrol import device_suffix
from inspector.reports.attachment import (
    Carried,
    ExpectedSignature,
    NamedPhoto,
    ReportData,
    name_pack,
    pack_entries,
    shown_entries,
    write_data,
)
from inspector.reports.official_paper import Paper
from inspector.words import in_language

LONGEST_NAME = 40
"""Characters of a grid's or site's name in a file name: Windows counts 260 for the whole path."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Order:
    """What a report is built of, where it will lie, and what its file is called among people."""

    paper: Paper
    carried: Carried
    to: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A paper with what it carries.

    ``kind`` and ``subject`` are those of ``report.json``; ``place`` and ``title`` (a message id) stand in the
    file's name, with ``numbered`` the whole number too. What it carries is asked for only where it is built.
    """

    kind: str
    subject: str
    paper: Paper
    place: str
    title: str
    numbered: bool
    entries: Callable[[], Sequence[Entry]]
    previews: Callable[[], list[tuple[str, Blob]]]

    def file_name(self, feed: str) -> str:
        """Name the file for people; a draft says so, a report with a number of its own says that."""
        paper = self.paper
        if paper.is_draft:
            count = in_language(paper.language)("draft")
        elif self.numbered:
            count = paper.number
        else:
            count = day_count(paper.number, feed)
        return file_name(paper, self.place, self.title, count)

    def file_in(self, workspace: Workspace) -> Path:
        """Say where the final lies: ``reports/2026/11/2026-11-22_<place>_<title>_001.pdf``."""
        day = self.paper.day
        return workspace.folder / "reports" / f"{day:%Y}" / f"{day:%m}" / self.file_name(workspace.feed)

    def order(self, workspace: Workspace, to: Path | None = None) -> Order:
        """Put together what is built, and make the folder it goes to."""
        from inspector.reports.report_writing import unprintable

        paper, entries, previews = self.paper, self.entries(), self.previews()
        materials = carried_materials(workspace.blobs, entries, (preview.sha256 for _, preview in previews))
        files = chain(bytes_of(workspace.blobs, previews), materials)
        pack = pack_entries(entries, files, root=workspace.root, writer=workspace.feed)
        data = ReportData(
            kind=self.kind,
            stage=paper.stage,
            subject=self.subject,
            number=paper.number,
            title=paper.headline(in_language(paper.language)),
            day=paper.day.isoformat(),
            language=paper.language.replace("_", "-"),
            office=paper.office,
            grid=paper.grid,
            org=next((entry.header.org for entry in entries if entry.header.obj == self.subject), ""),
            expected_signatures=tuple(
                ExpectedSignature(field=signer.field, role=signer.role, name=signer.name)
                for signer in paper.places
                if signer.field
            ),
            entries=tuple(sorted(entry.hash for entry in shown_entries(entries))),
            photos=tuple(
                NamedPhoto(original=original, preview=preview.sha256) for original, preview in previews
            ),
            pack=name_pack(pack),
            missing_characters=unprintable(paper),
            program=f"grid-inspector {__version__}",
        )
        place = to or self.file_in(workspace)
        place.parent.mkdir(parents=True, exist_ok=True)
        return Order(paper, Carried(pack, write_data(data)), place, self.file_name(workspace.feed))


def file_name(paper: Paper, place: str, title: str, count: str) -> str:
    """Name the file of a report for people; every character is one that Windows takes."""
    where = _NOT_IN_NAMES.sub(" ", place).strip(" .")[:LONGEST_NAME]
    parts = (paper.day.isoformat(), where, in_language(paper.language)(title), count)
    return "_".join(part.replace(" ", "-") for part in parts if part) + ".pdf"


def day_count(number: str, feed: str) -> str:
    """Shorten the number of a daily report; one of another device also keeps that device's suffix."""
    *_, suffix, serial = number.rsplit("-", 2)
    return f"{serial:0>3}" if suffix == device_suffix(feed) else f"{suffix}-{serial:0>3}"
