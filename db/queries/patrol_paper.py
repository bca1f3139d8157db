"""What a patrol's daily report prints, asked of the tables."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader, Row
from db.queries.numbers import CATEGORY
from db.queries.paper_answers import answers_of_patrol, paper_answers
from db.queries.paper_photos import NumberedPhoto, PhotosOf, numbered_photos
from db.queries.paper_rules import (
    GRID_LEADER,
    INSPECTOR,
    PaperRules,
    inspector_places,
    paper_rules,
    role_of,
)
from db.queries.withheld import NOTHING, withheld
from db.restricted import shown
from inspector.errors import Refused
from inspector.model.category import Category
from inspector.model.finding_state import FindingState, Severity
from inspector.model.patrol import PatrolKind, PatrolState
from inspector.model.question import Answer, Question
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.official_paper import PaperSigner
from inspector.reports.patrol_paper import (
    Handling,
    PaperFinding,
    PaperStop,
    PatrolPaper,
)
from inspector.words import N_, Say, in_language


@dataclass(frozen=True, slots=True)
class _Patrol:
    """The row of a patrol with the names it refers to."""

    org: str
    grid: str
    level: int
    day: date
    kind: PatrolKind
    state: PatrolState
    began: Instant
    ended: Instant | None
    inspectors: tuple[str, ...]
    weather: str
    late_reason: str
    entered_by: str
    number: str
    signers: tuple[str, ...]
    due: int
    present: str


def patrol_paper(
    reader: Reader, blobs: BlobFiles, patrol: str, stage: Stage, *, in_ink: bool = False
) -> PatrolPaper:
    """Give the report of ``patrol`` as it is printed; ``in_ink`` leaves out the digital signatures.

    Raises Refused for a patrol nobody knows, and for a final of one that is still open.
    """
    row = _patrol(reader, patrol)
    if stage is Stage.FINAL and row.state is PatrolState.OPEN:
        raise Refused(N_("Finish the patrol first; until then its report is a draft."))
    rules = paper_rules(reader, row.org)
    say = in_language(rules.language)
    names: dict[str, str] = dict(reader.rows("SELECT id, name FROM person"))
    photos = _photos(reader, blobs, patrol, names, say)
    stops = _stops(reader, patrol, photos, say)
    inspectors = tuple(names.get(person, person) for person in row.inspectors)
    return PatrolPaper(
        language=rules.language,
        stage=stage,
        office=rules.office,
        title=rules.title,
        number=row.number,
        grid=row.grid,
        level=rules.level_name(row.level, say),
        day=row.day,
        weather=row.weather,
        inspectors=inspectors,
        began=row.began,
        ended=row.ended,
        kind=row.kind,
        due=row.due,
        visited=len(stops),
        stops=stops,
        findings=_findings(reader, patrol, photos, say),
        photos=tuple(one.paper for one in photos),
        signers=_signers(row, rules, inspectors, digital=stage is Stage.FINAL and not in_ink),
        present=row.present,
        late_reason=row.late_reason,
        entered=_written_down(reader, patrol) if row.late_reason or row.entered_by else None,
        entered_by=names.get(row.entered_by, row.entered_by),
        is_sample=rules.is_sample,
        photos_per_page=rules.photos_per_page,
    )


def _patrol(reader: Reader, patrol: str) -> _Patrol:
    row = reader.row(
        "SELECT patrol.org, coalesce(grid.name, ''), coalesce(grid.level, 0), patrol.day, patrol.kind,"
        " patrol.state, began_ts, began_tz, ended_ts, ended_tz, inspectors, weather, late_reason,"
        " CASE WHEN entered_for THEN recorded_by ELSE '' END, number,"
        " signers, due, present FROM patrol LEFT JOIN grid ON grid.id = patrol.grid WHERE patrol.id = ?",
        (patrol,),
    )
    if row is None:
        raise Refused(N_("There is no patrol {patrol} in this workspace."), patrol=patrol)
    org, grid, level, day, kind, state, began_ts, began_tz, ended_ts, ended_tz, *rest = row
    inspectors, weather, late, by, number, signers, due, present = rest
    return _Patrol(
        org,
        grid,
        level,
        date.fromisoformat(day),
        PatrolKind(kind),
        PatrolState(state),
        Instant(began_ts, began_tz),
        None if ended_ts is None else Instant(ended_ts, ended_tz),
        tuple(json.loads(inspectors)),
        weather,
        late,
        by,
        number,
        tuple(json.loads(signers)),
        due,
        present,
    )


def _signers(
    row: _Patrol, rules: PaperRules, inspectors: Sequence[str], *, digital: bool
) -> tuple[PaperSigner, ...]:
    """Give those who sign: digitally where the patrol's end says so, else in ink."""
    expected = row.signers if digital else ()
    names = inspectors or ("",)
    places = dict(zip(inspector_places(len(names)), names, strict=True))
    places |= {GRID_LEADER: ""} | {place: "" for place in rules.signers if place != INSPECTOR}
    return tuple(
        PaperSigner(role=role_of(place), name=name, field=place if place in expected else "")
        for place, name in places.items()
    )


def _written_down(reader: Reader, patrol: str) -> Instant | None:
    row = reader.row(
        "SELECT ts, tz FROM entry WHERE obj = ? AND type = 'patrol.started' ORDER BY rid LIMIT 1", (patrol,)
    )
    return Instant(*row) if row else None


_STOP_ORDER = "SELECT id FROM stop WHERE patrol = ? ORDER BY arrived_ts, id"


def _photos(
    reader: Reader, blobs: BlobFiles, patrol: str, names: dict[str, str], say: Say
) -> list[NumberedPhoto]:
    """Number the photos in the order of the stops, those of one stop by the time they were taken."""
    stops = {stop: at for at, (stop,) in enumerate(reader.rows(_STOP_ORDER, (patrol,)), 1)}
    return numbered_photos(reader, blobs, PhotosOf.PATROL, patrol, stops, names, say)


def _stops(reader: Reader, patrol: str, photos: list[NumberedPhoto], say: Say) -> tuple[PaperStop, ...]:
    rows = reader.rows(
        "SELECT stop.id, coalesce(site.name, ''), arrived_ts, arrived_tz, left_ts, left_tz,"
        " recorded_ts, recorded_tz, coalesce(checklist.title, ''), coalesce(checklist.questions, '[]'),"
        " unplanned, stop.note, late_reason FROM stop LEFT JOIN site ON site.id = stop.site"
        " LEFT JOIN checklist ON checklist.id = stop.checklist AND checklist.version = stop.version"
        " WHERE stop.patrol = ? ORDER BY arrived_ts, stop.id",
        (patrol,),
    )
    answers = answers_of_patrol(reader, patrol)
    return tuple(_stop(row, answers[row[0]], photos, say) for row in rows)


def _stop(row: Row, answers: list[Answer], photos: list[NumberedPhoto], say: Say) -> PaperStop:
    stop, site, ts, tz, left_ts, left_tz, written_ts, written_tz, title, asked, unplanned, note, late = row
    questions = {one.id: one for one in msgspec.json.decode(asked, type=tuple[Question, ...])}
    told = paper_answers(questions, answers, say)
    return PaperStop(
        arrived=Instant(ts, tz),
        site=site,
        left=None if left_ts is None else Instant(left_ts, left_tz),
        checklist=title,
        normal=told.normal,
        not_applicable=told.not_applicable,
        deviations=told.deviations,
        told=told.told,
        unplanned=bool(unplanned),
        note=note,
        recorded=Instant(written_ts, written_tz) if late else None,
        late_reason=late,
        photos=tuple(one.paper.number for one in photos if one.stop == stop),
    )


def _findings(reader: Reader, patrol: str, photos: list[NumberedPhoto], say: Say) -> tuple[PaperFinding, ...]:
    numbers = {stop: at for at, (stop,) in enumerate(reader.rows(_STOP_ORDER, (patrol,)), 1)}
    rows = reader.rows(
        f"""SELECT finding.id, number, severity, text, state, on_the_spot, stop, coalesce(site.name, ''),
        spot, term_days, {CATEGORY} FROM finding LEFT JOIN site ON site.id = finding.site WHERE patrol = ?
        ORDER BY noticed_ts, finding.id""",  # noqa: S608 - our own words
        (patrol,),
    )
    left_away = withheld(reader, PhotosOf.PATROL, "0", patrol)
    return tuple(
        PaperFinding(
            number=number,
            severity=Severity(severity),
            text=shown(text, say),
            handling=_handling(state, on_the_spot=bool(on_the_spot)),
            stop=numbers.get(stop, 0),
            site=site,
            spot=spot,
            term_days=term,
            category=Category(category),
            photos=tuple(one.paper.number for one in photos if one.finding == finding),
            withheld_photos=left_away.get(finding, NOTHING).photos,
        )
        for finding, number, severity, text, state, on_the_spot, stop, site, spot, term, category in rows
    )


def _handling(state: str, *, on_the_spot: bool) -> Handling:
    if on_the_spot:
        return Handling.PUT_RIGHT
    return Handling.OPEN if state == FindingState.NOTICED else Handling.REPORTED
