"""What the table of river sections prints, asked of the tables."""

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.river_sections import river_sections
from db.queries.site_sheets import names_of_people, signer
from db.queries.summaries import closing_weekday
from inspector.errors import Refused
from inspector.model.ids import GridId
from inspector.model.period import period_named
from inspector.reports.attachment import Stage
from inspector.reports.river_paper import RiverLine, RiverPaper
from inspector.words import N_

NO_SECTIONS = N_("There is no river section in the register of this grid.")


def river_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> RiverPaper:
    """Give the sections of a grid as they are printed; ``about`` are the grid and the name of the period.

    Raises Refused where there is none.
    """
    grid, period = GridId(issue.about[0]), period_named(issue.about[-1], closing_weekday(reader))
    found = river_sections(reader, grid, period, issue.day)
    if not found:
        raise Refused(NO_SECTIONS)
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    return RiverPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(reader.value("SELECT name FROM grid WHERE id = ?", (grid,))),
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        period=period,
        lines=tuple(
            RiverLine(
                name=one.name,
                grid=one.grid_name,
                chief=one.chief,
                due=one.due,
                done=one.done,
                visits=one.visits,
                last_visit=one.last_visit,
                found=one.found,
                is_open=one.is_open,
            )
            for one in found
        ),
    )


def river_subjects(reader: Reader, issue: Issue) -> list[str]:
    """List what the table rests on: the sections, and the visits of the period with their patrols."""
    period = period_named(issue.about[-1], closing_weekday(reader))
    sites = [one.site for one in river_sections(reader, GridId(issue.about[0]), period, issue.day)]
    subjects = list[str](sites)
    for site in sites:
        rows = reader.rows(
            """SELECT stop.id, patrol.id FROM patrol JOIN stop ON stop.patrol = patrol.id
            WHERE stop.site = ? AND patrol.day BETWEEN ? AND ?""",
            (site, period.first.isoformat(), period.last.isoformat()),
        )
        subjects += [subject for row in rows for subject in row]
    return list(dict.fromkeys(subjects))
