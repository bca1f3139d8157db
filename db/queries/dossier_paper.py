"""What the dossier of a site 一企一档 prints, asked of the tables."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_photos import PhotosOf, numbered_photos
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, paper_findings, paper_materials, paper_site, signer
from db.queries.withheld import withheld
from db.restricted import WITHHELD_FILE, WITHHELD_PHOTO
from inspector.errors import Refused
from inspector.model.patrol import PatrolKind
from inspector.model.question import Answer, Question, Value, is_deviation
from inspector.model.site_paper import paper_state
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.site_papers import (
    DossierDocument,
    DossierEvent,
    DossierFinding,
    DossierPaper,
    DossierStop,
)
from inspector.words import N_, Say, in_language

MATERIALS_OF_SITE = (
    "(site = :about OR stop IN (SELECT id FROM stop WHERE site = :about)"
    " OR finding IN (SELECT id FROM finding WHERE site = :about))"
)
HAPPENED = {
    "site.added": N_("The site was put on file"),
    "site.changed": N_("Facts of the site were changed"),
    "site_paper.added": N_("Paper put on file: {name}"),
    "site_paper.changed": N_("Paper renewed or put right: {name}"),
    "site_paper.ended": N_("Paper ended: {name}"),
    "finding.noticed": N_("Finding {name} noticed"),
    "finding.reported": N_("Finding {name} reported to the office"),
    "finding.put_right_on_the_spot": N_("Finding {name} put right on the spot"),
    "material.added": N_("Material added: {name}"),
    "report.issued": N_("Report issued: {name}"),
}
"""What the time line tells, by type of entry; visits have a table of their own."""


def dossier_paper(reader: Reader, blobs: BlobFiles, issue: Issue) -> DossierPaper:
    """Give the dossier as it is printed. Raises Refused for a site nobody knows."""
    (site,) = issue.about
    if reader.value("SELECT 1 FROM site WHERE id = ?", (site,)) is None:
        raise Refused(N_("There is no site {site} in this workspace."), site=site)
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    say = in_language(rules.language)
    photos = numbered_photos(reader, blobs, PhotosOf.SITE, site, {}, names, say)
    facts = paper_site(reader, site)
    left_away = withheld(reader, "site = :about", MATERIALS_OF_SITE, site)
    life = paper_findings(reader, "site = :about", site, photos, left_away)
    return DossierPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=facts.grid,
        day=issue.day,
        issued=issue.issued,
        photos=tuple(one.paper for one in photos),
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        photos_per_page=rules.photos_per_page,
        site=facts,
        documents=tuple(_documents(reader, site, issue.day)),
        stops=tuple(_stops(reader, site, names)),
        life=tuple(DossierFinding(finding=finding, state=state) for finding, state in life),
        time_line=tuple(_time_line(reader, site, issue, names, say)),
        materials=paper_materials(reader, MATERIALS_OF_SITE, site, names),
        all_photos=int(
            reader.value(
                f"SELECT count(*) FROM photo WHERE site = ? AND NOT {WITHHELD_PHOTO}",  # noqa: S608 - our own words
                (site,),
            )
        ),
    )


def _documents(reader: Reader, site: str, today: date) -> Iterator[DossierDocument]:
    rows = reader.rows(
        "SELECT title, number, issued_on, expires_on FROM site_paper WHERE site = ? AND NOT has_ended"
        " ORDER BY expires_on IS NULL, expires_on, title, id",
        (site,),
    )
    for title, number, issued, expires in rows:
        end = date.fromisoformat(expires) if expires else None
        yield DossierDocument(
            title=title,
            number=number,
            issued=date.fromisoformat(issued) if issued else None,
            expires=end,
            state=paper_state(end, today),
        )


def _stops(reader: Reader, site: str, names: Mapping[str, str]) -> Iterator[DossierStop]:
    rows = reader.rows(
        "SELECT stop.id, arrived_ts, arrived_tz, coalesce(inspectors, '[]'), coalesce(patrol.kind, :daily),"
        " coalesce(patrol.number, ''), coalesce(checklist.questions, '[]'),"
        " (SELECT count(*) FROM finding WHERE finding.stop = stop.id)"
        " FROM stop LEFT JOIN patrol ON patrol.id = stop.patrol"
        " LEFT JOIN checklist ON checklist.id = stop.checklist AND checklist.version = stop.version"
        " WHERE stop.site = :site ORDER BY arrived_ts, stop.id",
        {"site": site, "daily": PatrolKind.DAILY},
    )
    for stop, ts, tz, people, kind, number, asked, findings in rows:
        questions = {one.id: one for one in msgspec.json.decode(asked, type=tuple[Question, ...])}
        normal, odd = _counts(reader, stop, questions)
        yield DossierStop(
            arrived=Instant(ts, tz),
            inspectors=tuple(names.get(person, person) for person in json.loads(people)),
            kind=PatrolKind(kind),
            normal=normal,
            deviations=odd,
            findings=findings,
            number=number,
        )


def _counts(reader: Reader, stop: str, questions: Mapping[str, Question]) -> tuple[int, int]:
    """Count the answers that were normal, and those that were not."""
    answers = [
        Answer(question=question, value=value, chosen=tuple(json.loads(chosen)), amount=amount)
        for question, value, chosen, amount in reader.rows(
            "SELECT question, value, chosen, amount FROM answer WHERE stop = ? AND value <> ?",
            (stop, Value.NOT_APPLICABLE),
        )
    ]
    odd = sum(is_deviation(questions[one.question], one) for one in answers if one.question in questions)
    return len(answers) - odd, odd


def _time_line(
    reader: Reader, site: str, issue: Issue, names: Mapping[str, str], say: Say
) -> Iterator[DossierEvent]:
    rows = reader.rows(
        f"""WITH told(id, name) AS (
            SELECT id, '' FROM site WHERE id = :about
            UNION ALL SELECT id, title FROM site_paper WHERE site = :about
            UNION ALL SELECT id, number FROM finding WHERE site = :about
            UNION ALL SELECT id, coalesce(nullif(title, ''), name) FROM material
                WHERE {MATERIALS_OF_SITE} AND NOT {WITHHELD_FILE}
            UNION ALL SELECT id, number FROM issued_report WHERE site = :about AND id <> :itself)
        SELECT ts, tz, actor, type, told.name FROM told JOIN entry ON entry.obj = told.id
        WHERE type IN (SELECT value FROM json_each(:types))
            AND hash NOT IN (SELECT entry FROM unconfirmed WHERE subject = told.id)
        ORDER BY ts, entry.rid""",  # noqa: S608 - our own words
        {"about": site, "itself": issue.subject, "types": json.dumps(list(HAPPENED))},
    )
    for ts, tz, actor, kind, name in rows:
        by = names.get(actor, actor)
        yield DossierEvent(at=Instant(ts, tz), text=say(HAPPENED[kind], name=name), by=by)
