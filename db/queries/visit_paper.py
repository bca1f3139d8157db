"""What the report of one visit prints, asked of the tables."""

import json
from collections.abc import Iterator, Mapping

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_photos import PhotosOf, numbered_photos
from db.queries.paper_rules import GRID_LEADER, INSPECTED, INSPECTOR, paper_rules
from db.queries.site_sheets import names_of_people, paper_findings, paper_materials, paper_site, signer
from db.queries.withheld import withheld
from inspector.errors import Refused
from inspector.model.answer_text import answer_text
from inspector.model.patrol import PatrolKind, PatrolState
from inspector.model.question import Answer, Question, is_deviation
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.official_paper import PaperSigner
from inspector.reports.site_papers import PaperAnswer, PaperChange, PaperCorrection, VisitPaper
from inspector.words import N_, Say, in_language

NOTHING = "—"
OF_STOP = "stop = :about"
FACTS = {
    "arrived": N_("time of arrival"),
    "left": N_("time of leaving"),
    "nothing_unusual": N_("nothing unusual"),
    "note": N_("note"),
}


class _Told(msgspec.Struct):
    """What a correction may put right, as it is kept beside the correction."""

    arrived: Instant
    left: Instant | None
    answers: tuple[Answer, ...]
    nothing_unusual: bool
    note: str


def visit_paper(reader: Reader, blobs: BlobFiles, issue: Issue) -> VisitPaper:
    """Give the report of a visit as it is printed.

    Raises Refused for a stop nobody knows, and for a final while its patrol goes on.
    """
    (stop,) = issue.about
    row = reader.row(
        "SELECT patrol.org, coalesce(grid.name, ''), patrol.kind, patrol.state, inspectors, weather,"
        " patrol.number, patrol.late_reason, stop.site, arrived_ts, arrived_tz, left_ts, left_tz,"
        " recorded_ts, recorded_tz, coalesce(checklist.title, ''), coalesce(checklist.questions, '[]'),"
        " nothing_unusual, unplanned, stop.note, stop.late_reason, patrol.present"
        " FROM stop JOIN patrol ON patrol.id = stop.patrol LEFT JOIN grid ON grid.id = patrol.grid"
        " LEFT JOIN checklist ON checklist.id = stop.checklist AND checklist.version = stop.version"
        " WHERE stop.id = ?",
        (stop,),
    )
    if row is None:
        raise Refused(N_("There is no visit {stop} in this workspace."), stop=stop)
    org, grid, kind, state, people, weather, number, patrol_late, site, *times, title, asked, usual, rest = (
        *row[:-4],
        row[-4:],
    )
    unplanned, note, late, present = rest
    if issue.is_final and state == PatrolState.OPEN:
        raise Refused(N_("Finish the patrol first; until then the report of a visit is a draft."))
    rules, names = paper_rules(reader, org), names_of_people(reader)
    say = in_language(rules.language)
    photos = numbered_photos(reader, blobs, PhotosOf.STOP, stop, {}, names, say)
    left_away = withheld(reader, PhotosOf.STOP, OF_STOP, stop)
    questions = {one.id: one for one in msgspec.json.decode(asked, type=tuple[Question, ...])}
    inspectors = tuple(names.get(person, person) for person in json.loads(people))
    where = paper_site(reader, site)
    arrived, left, recorded = times[:2], times[2:4], times[4:6]
    return VisitPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=grid,
        day=issue.day,
        issued=issue.issued,
        photos=tuple(one.paper for one in photos),
        signers=tuple(_signers(issue, inspectors, where.responsible, rules.signers)),
        present=issue.text or present,
        is_sample=rules.is_sample,
        photos_per_page=rules.photos_per_page,
        site=where,
        findings=tuple(one for one, _ in paper_findings(reader, OF_STOP, stop, photos, left_away)),
        kind=PatrolKind(kind),
        inspectors=inspectors,
        weather=weather,
        arrived=Instant(*arrived),
        left=None if left[0] is None else Instant(*left),
        recorded=Instant(*recorded),
        patrol_number=number,
        checklist=title,
        nothing_unusual=bool(usual),
        unplanned=bool(unplanned),
        note=note,
        late_reason=late or patrol_late,
        answers=tuple(_answers(reader, stop, questions, say)),
        corrections=tuple(_corrections(reader, stop, questions, names, say)),
        materials=paper_materials(reader, OF_STOP, stop, names),
    )


def _signers(
    issue: Issue, inspectors: tuple[str, ...], responsible: str, by_rule: tuple[str, ...]
) -> Iterator[PaperSigner]:
    first, *others = inspectors or ("",)
    yield signer(INSPECTOR, first, issue)
    for name in others:
        yield PaperSigner(role=signer(INSPECTOR, name, issue).role, name=name)
    if GRID_LEADER in (*issue.signers, *by_rule):
        yield signer(GRID_LEADER, "", issue)
    yield signer(INSPECTED, responsible, issue)


def _answers(reader: Reader, stop: str, questions: Mapping[str, Question], say: Say) -> Iterator[PaperAnswer]:
    rows = reader.rows(
        "SELECT question, value, chosen, amount, note, same_as_last FROM answer WHERE stop = ?"
        " ORDER BY position",
        (stop,),
    )
    for question, value, chosen, amount, note, same in rows:
        given = Answer(
            question=question,
            value=value,
            chosen=tuple(json.loads(chosen)),
            amount=amount,
            note=note,
            same_as_last=bool(same),
        )
        asked = questions.get(question)
        yield PaperAnswer(
            question=asked.text if asked else say("a question of another list"),
            answer=answer_text(asked, given, say) if asked else value,
            note=note,
            is_deviation=bool(asked and is_deviation(asked, given)),
            same_as_last=given.same_as_last,
        )


def _corrections(
    reader: Reader, stop: str, questions: Mapping[str, Question], names: Mapping[str, str], say: Say
) -> Iterator[PaperCorrection]:
    rows = reader.rows(
        "SELECT corrected_by, corrected_ts, corrected_tz, reason, before, after FROM stop_correction"
        " WHERE stop = ? ORDER BY position",
        (stop,),
    )
    for by, ts, tz, reason, before, after in rows:
        was, now = (msgspec.json.decode(told, type=_Told) for told in (before, after))
        changes = (*_changed_facts(was, now, say), *_changed_answers(was, now, questions, say))
        yield PaperCorrection(by=names.get(by, by), at=Instant(ts, tz), reason=reason, changes=changes)


def _changed_facts(was: _Told, now: _Told, say: Say) -> Iterator[PaperChange]:
    for name, words in FACTS.items():
        recorded, right = getattr(was, name), getattr(now, name)
        if recorded != right:
            yield PaperChange(what=say(words), recorded=_fact(recorded, say), right=_fact(right, say))


def _fact(value: object, say: Say) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return f"{value.local:%m-%d %H:%M}" if isinstance(value, Instant) else str(value or NOTHING)


def _changed_answers(
    was: _Told, now: _Told, questions: Mapping[str, Question], say: Say
) -> Iterator[PaperChange]:
    before, after = ({answer.question: answer for answer in told.answers} for told in (was, now))
    for question in dict.fromkeys((*before, *after)):
        recorded, right = before.get(question), after.get(question)
        if recorded != right:
            asked = questions.get(question)
            yield PaperChange(
                what=asked.text if asked else say("a question of another list"),
                recorded=_words(asked, recorded, say),
                right=_words(asked, right, say),
            )


def _words(question: Question | None, answer: Answer | None, say: Say) -> str:
    if answer is None:
        return say("not answered")
    told = answer_text(question, answer, say) if question else answer.value
    return say("{answer} ({note})", answer=told, note=answer.note) if answer.note else told
