"""What a patrol's daily report prints, asked of the tables."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader, Row
from inspector.errors import Refused
from inspector.model.events import Blob, Place
from inspector.model.finding import FindingState, Severity
from inspector.model.grid import LEVEL_NAMES
from inspector.model.patrol import PatrolKind, PatrolState
from inspector.model.photo import Doubt, Moment, TimeSource
from inspector.model.question import VALUE_NAMES, Answer, Question, Value, is_deviation
from inspector.model.site import distance_m
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.patrol_paper import (
    Handling,
    PaperDeviation,
    PaperFinding,
    PaperPhoto,
    PaperSigner,
    PaperStop,
    PatrolPaper,
)
from inspector.words import N_, Say, in_language

INSPECTOR, GRID_LEADER = "inspector", "grid_leader"
LONGEST_CAPTION = 24
SIGNER_ROLES = {INSPECTOR: N_("Inspector"), GRID_LEADER: N_("Grid leader")}
"""The fields for signatures on a daily report, in their order, and what they are called."""


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
    number: str
    signers: tuple[str, ...]
    due: int
    present: str


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the office decided about its daily report."""

    office: str
    level_names: tuple[str, ...]
    language: str
    title: str
    signers: tuple[str, ...]
    photos_per_page: int
    is_sample: bool


def patrol_paper(
    reader: Reader, blobs: BlobFiles, patrol: str, stage: Stage, *, in_ink: bool = False
) -> PatrolPaper:
    """Give the report of ``patrol`` as it is printed; ``in_ink`` leaves out the digital signatures.

    Raises Refused for a patrol nobody knows, and for a final of one that is still open.
    """
    row = _patrol(reader, patrol)
    if stage is Stage.FINAL and row.state is PatrolState.OPEN:
        raise Refused(N_("Finish the patrol first; until then its report is a draft."))
    rules = _rules(reader, row.org)
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
        level=_level_name(row.level, rules, say),
        day=row.day,
        weather=row.weather,
        inspectors=inspectors,
        began=row.began,
        ended=row.ended,
        kind=row.kind,
        due=row.due,
        visited=len(stops),
        stops=stops,
        findings=_findings(reader, patrol, photos),
        photos=tuple(one.paper for one in photos),
        signers=_signers(row, rules, inspectors, digital=stage is Stage.FINAL and not in_ink),
        present=row.present,
        late_reason=row.late_reason,
        entered=_written_down(reader, patrol) if row.late_reason else None,
        is_sample=rules.is_sample,
        photos_per_page=rules.photos_per_page,
    )


def _patrol(reader: Reader, patrol: str) -> _Patrol:
    row = reader.row(
        "SELECT patrol.org, coalesce(grid.name, ''), coalesce(grid.level, 0), patrol.day, patrol.kind,"
        " patrol.state, began_ts, began_tz, ended_ts, ended_tz, inspectors, weather, late_reason, number,"
        " signers, due, present FROM patrol LEFT JOIN grid ON grid.id = patrol.grid WHERE patrol.id = ?",
        (patrol,),
    )
    if row is None:
        raise Refused(N_("There is no patrol {patrol} in this workspace."), patrol=patrol)
    org, grid, level, day, kind, state, *times, inspectors, weather, late, number, signers, due, present = row
    began_ts, began_tz, ended_ts, ended_tz = times
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
        number,
        tuple(json.loads(signers)),
        due,
        present,
    )


def _rules(reader: Reader, org: str) -> _Rules:
    row = reader.row(
        "SELECT office_name, level_names, paper_language, daily_report_title, signers, photos_per_page,"
        " sample FROM rules ORDER BY id = ? DESC, id LIMIT 1",
        (org,),
    )
    if row is None:
        return _Rules("", (), "zh_CN", "", (INSPECTOR,), 4, is_sample=False)
    office, levels, language, title, signers, per_page, sample = row
    return _Rules(
        office, tuple(json.loads(levels)), language, title, tuple(json.loads(signers)), per_page, bool(sample)
    )


def _level_name(level: int, rules: _Rules, say: Say) -> str:
    names = rules.level_names or tuple(say(name) for name in LEVEL_NAMES)
    return names[level - 1] if 0 < level <= len(names) else ""


def _signers(
    row: _Patrol, rules: _Rules, inspectors: Sequence[str], *, digital: bool
) -> tuple[PaperSigner, ...]:
    """Give those who sign: digitally where the patrol's end says so, else in ink."""
    expected = row.signers if digital else ()
    first, *others = inspectors or ("",)
    fields = {INSPECTOR: first, GRID_LEADER: ""} | {
        field: "" for field in rules.signers if field != INSPECTOR
    }
    signers = [
        PaperSigner(role=SIGNER_ROLES.get(field, field), name=name, field=field if field in expected else "")
        for field, name in fields.items()
    ]
    more = [PaperSigner(role=SIGNER_ROLES[INSPECTOR], name=name) for name in others]
    return (signers[0], *more, *signers[1:])


def _written_down(reader: Reader, patrol: str) -> Instant | None:
    row = reader.row(
        "SELECT ts, tz FROM entry WHERE obj = ? AND type = 'patrol.started' ORDER BY rid LIMIT 1", (patrol,)
    )
    return Instant(*row) if row else None


@dataclass(frozen=True, slots=True)
class _NumberedPhoto:
    """A photo of the sheet with what it belongs to."""

    stop: str
    finding: str
    paper: PaperPhoto


def _photos(
    reader: Reader, blobs: BlobFiles, patrol: str, names: dict[str, str], say: Say
) -> list[_NumberedPhoto]:
    """Number the photos in the order of the stops, those of one stop by the time they were taken."""
    rows = reader.rows(
        "SELECT photo.stop, photo.finding, photo.moment, original_sha256, preview_sha256, preview_size,"
        " preview_mime, taken_ts, taken_tz, time_source, photo.lat, photo.lon, photo.place_source,"
        " photo.accuracy_m, site.lat, site.lon, added_by, doubts, coalesce(site.name, ''),"
        " coalesce(finding.text, '')"
        " FROM photo LEFT JOIN site ON site.id = photo.site LEFT JOIN finding ON finding.id = photo.finding"
        " LEFT JOIN stop ON stop.id = photo.stop WHERE photo.patrol = ?"
        " ORDER BY stop.arrived_ts, photo.stop, taken_ts, photo.id",
        (patrol,),
    )
    numbers = {stop: at for at, (stop,) in enumerate(reader.rows(_STOP_ORDER, (patrol,)), 1)}
    return [_photo(at, row, numbers, blobs, names, say) for at, row in enumerate(rows, 1)]


_STOP_ORDER = "SELECT id FROM stop WHERE patrol = ? ORDER BY arrived_ts, id"


def _photo(
    number: int, row: Row, stops: dict[str, int], blobs: BlobFiles, names: dict[str, str], say: Say
) -> _NumberedPhoto:
    stop, finding, moment, original, preview, size, mime, taken_ts, taken_tz, source, *rest = row
    lat, lon, place_source, accuracy, site_lat, site_lon, by, doubts, site, text = rest
    place = None if lat is None else Place(lat=lat, lon=lon, source=place_source, accuracy_m=accuracy)
    away = None
    if place and site_lat is not None:
        away = distance_m(place, Place(lat=site_lat, lon=site_lon))
    copy = Blob(preview, size, mime)
    what = say("{site}: {what}", site=site, what=_shortened(text)) if text else site
    paper = PaperPhoto(
        number=number,
        what=what,
        taken=Instant(taken_ts, taken_tz),
        time_source=TimeSource(source),
        by=names.get(by) or str(by),
        sha256=original,
        picture=blobs.path(copy) if blobs.has(copy) else None,
        stop=stops.get(stop, 0),
        place=place,
        distance_m=away,
        moment=Moment(moment),
        doubts=tuple(Doubt(doubt) for doubt in json.loads(doubts)),
    )
    return _NumberedPhoto(stop, finding, paper)


def _shortened(text: str) -> str:
    """Give the beginning of a finding, as much as stands in one line under its photo."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_CAPTION else f"{line[:LONGEST_CAPTION]}…"


def _stops(reader: Reader, patrol: str, photos: list[_NumberedPhoto], say: Say) -> tuple[PaperStop, ...]:
    rows = reader.rows(
        "SELECT stop.id, coalesce(site.name, ''), arrived_ts, arrived_tz, left_ts, left_tz, recorded_ts,"
        " recorded_tz, coalesce(checklist.title, ''), coalesce(checklist.questions, '[]'), unplanned, stop.note,"
        " late_reason FROM stop LEFT JOIN site ON site.id = stop.site"
        " LEFT JOIN checklist ON checklist.id = stop.checklist AND checklist.version = stop.version"
        " WHERE stop.patrol = ? ORDER BY arrived_ts, stop.id",
        (patrol,),
    )
    answers: dict[str, list[Answer]] = defaultdict(list)
    for stop, question, value, note in reader.rows(
        "SELECT stop, question, value, answer.note FROM answer JOIN stop ON stop.id = answer.stop"
        " WHERE stop.patrol = ? ORDER BY stop, position",
        (patrol,),
    ):
        answers[stop].append(Answer(question=question, value=value, note=note))
    return tuple(_stop(row, answers[row[0]], photos, say) for row in rows)


def _stop(row: Row, answers: list[Answer], photos: list[_NumberedPhoto], say: Say) -> PaperStop:
    stop, site, ts, tz, left_ts, left_tz, written_ts, written_tz, title, asked, unplanned, note, late = row
    questions = {one.id: one for one in msgspec.json.decode(asked, type=tuple[Question, ...])}
    given = [(questions[answer.question], answer) for answer in answers if answer.question in questions]
    odd = [(question, answer) for question, answer in given if is_deviation(question, answer)]
    absent = sum(answer.value == Value.NOT_APPLICABLE for _, answer in given)
    return PaperStop(
        arrived=Instant(ts, tz),
        site=site,
        left=None if left_ts is None else Instant(left_ts, left_tz),
        checklist=title,
        normal=len(given) - len(odd) - absent,
        not_applicable=absent,
        deviations=tuple(
            PaperDeviation(question=question.text, answer=say(VALUE_NAMES[answer.value]), note=answer.note)
            for question, answer in odd
        ),
        unplanned=bool(unplanned),
        note=note,
        recorded=Instant(written_ts, written_tz) if late else None,
        late_reason=late,
        photos=tuple(one.paper.number for one in photos if one.stop == stop),
    )


def _findings(reader: Reader, patrol: str, photos: list[_NumberedPhoto]) -> tuple[PaperFinding, ...]:
    numbers = {stop: at for at, (stop,) in enumerate(reader.rows(_STOP_ORDER, (patrol,)), 1)}
    rows = reader.rows(
        "SELECT finding.id, number, severity, text, state, on_the_spot, stop, coalesce(site.name, ''), spot,"
        " term_days FROM finding LEFT JOIN site ON site.id = finding.site WHERE patrol = ?"
        " ORDER BY noticed_ts, finding.id",
        (patrol,),
    )
    return tuple(
        PaperFinding(
            number=number,
            severity=Severity(severity),
            text=text,
            handling=_handling(state, on_the_spot=bool(on_the_spot)),
            stop=numbers.get(stop, 0),
            site=site,
            spot=spot,
            term_days=term,
            photos=tuple(one.paper.number for one in photos if one.finding == finding),
        )
        for finding, number, severity, text, state, on_the_spot, stop, site, spot, term in rows
    )


def _handling(state: str, *, on_the_spot: bool) -> Handling:
    if on_the_spot:
        return Handling.PUT_RIGHT
    return Handling.OPEN if state == FindingState.NOTICED else Handling.REPORTED
