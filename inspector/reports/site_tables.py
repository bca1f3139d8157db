"""The tables that papers about a site share: its facts, and the files beside the photos."""

from collections.abc import Sequence

from inspector.model.material import MATERIAL_KIND_NAMES
from inspector.model.site import KIND_NAMES, RANK_NAMES, STATUS_NAMES
from inspector.reports.cells import LEAST_ROW, centred, small
from inspector.reports.composing import Composer
from inspector.reports.photo_sheet import coordinates
from inspector.reports.site_papers import PaperMaterial, PaperSite
from inspector.reports.styles import NOTE, ROW, SOFT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words
from inspector.words import Say

NOTHING = "—"
_KILO = 1024


def site_facts(site: PaperSite, parts: Composer) -> Table:
    """Say which site it is, where, and who answers for it."""
    say = parts.say
    named = (
        (site.kind and KIND_NAMES[site.kind], site.rank and RANK_NAMES[site.rank]),
        (site.status and STATUS_NAMES[site.status],),
    )
    kind, status = (say(", ").join(say(name) for name in names if name) for names in named)
    rows = [
        (say("Site"), site.name, say("Grid"), site.grid or NOTHING),
        (say("Kind"), kind or NOTHING, say("Status"), status or NOTHING),
        (say("Address"), site.address or NOTHING, say("Credit code"), site.credit_code or NOTHING),
        (
            say("Responsible person"),
            person(site.responsible, site.responsible_phone),
            say("Responsible leader"),
            person(site.leader, site.leader_phone),
        ),
    ]
    if site.place:
        rows.append((say("Position"), f"{coordinates(site.place)} (WGS-84)", "", ""))
    if site.note:
        rows.append((say("Note"), site.note, "", ""))
    return parts.facts(rows)


def person(name: str, phone: str) -> str:
    """Write who it is with the telephone."""
    return " ".join(part for part in (name, phone) if part) or NOTHING


def materials_table(materials: Sequence[PaperMaterial], parts: Composer) -> Table:
    """List the files with their names and check sums."""
    say = parts.say
    table = parts.listing((say("No."), say("Material"), say("Size"), "SHA-256"), 10, 70, 20, 56)
    for number, one in enumerate(materials, 1):
        kind = say("{kind}, added by {person}", kind=say(MATERIAL_KIND_NAMES[one.kind]), person=one.by)
        name = Words.of(ROW, one.title or one.name)
        file = [Words.of(NOTE, one.name)] if one.title else []
        cells = (
            centred(str(number)),
            Cell((name, *file, Words.of(NOTE, Run(kind, ink=SOFT)))),
            centred(size_text(one.size, say)),
            small(f"{one.sha256[:32]} {one.sha256[32:]}"),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def size_text(size: int, say: Say) -> str:
    """Write bytes for people."""
    if size < _KILO:
        return say("{n} B", n=size)
    if size < _KILO * _KILO:
        return say("{n} KB", n=-(-size // _KILO))
    return say("{n} MB", n=f"{size / _KILO / _KILO:.1f}")
