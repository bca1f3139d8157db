"""What a hint 环境问题提示单 prints, asked of the tables."""

import json

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_photos import PhotosOf, numbered_photos
from db.queries.paper_rules import INSPECTED, ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, paper_findings, paper_site, signer
from db.queries.withheld import withheld
from inspector.errors import Refused
from inspector.reports.attachment import Stage
from inspector.reports.site_papers import HintPaper
from inspector.words import N_, in_language

_THESE = "finding.id IN (SELECT value FROM json_each(:about))"


def hint_paper(reader: Reader, blobs: BlobFiles, issue: Issue) -> HintPaper:
    """Give the hint as it is printed.

    Raises Refused for a finding nobody knows, for one of no site, and for findings of different sites: a
    hint is for one addressee.
    """
    about = json.dumps(issue.about)
    places = reader.rows(
        f"""SELECT site, coalesce(grid.name, '') FROM finding LEFT JOIN grid ON grid.id = finding.grid
        WHERE {_THESE}""",  # noqa: S608 - our own words
        {"about": about},
    )
    if len(places) != len(issue.about):
        raise Refused(N_("There is no finding {finding} in this workspace."), finding=issue.about[0])
    if len({site for site, _ in places}) > 1 or not places[0][0]:
        raise Refused(N_("A hint is about findings of one site."))
    site, grid = places[0]
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    photos = numbered_photos(reader, blobs, PhotosOf.FINDINGS, about, {}, names, in_language(rules.language))
    left_away = withheld(reader, PhotosOf.FINDINGS, "0", about)
    where = paper_site(reader, site)
    return HintPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=grid,
        day=issue.day,
        issued=issue.issued,
        photos=tuple(one.paper for one in photos),
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        receiver=signer(INSPECTED, where.responsible, issue),
        is_sample=rules.is_sample,
        photos_per_page=rules.photos_per_page,
        site=where,
        findings=tuple(one for one, _ in paper_findings(reader, _THESE, about, photos, left_away)),
        addressee=issue.addressee,
        asked=issue.text,
    )
