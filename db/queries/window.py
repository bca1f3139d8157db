"""What the window itself asks: who can act, what waits, what is not handed over, what letters find."""

from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from db.restricted import shown
from db.search_words import phrase
from inspector.model.ids import ComplaintId, FindingId, GridId, PatrolId, PersonId, SiteId, TaskId
from inspector.model.patrol import PatrolFinished
from inspector.model.person import Role

HANDED_OVER = "handed_over"
"""The setting that keeps the ``rid`` of the newest entry that was handed over (上报)."""
MOST_FOUND = 8
"""Things of one kind that letters find."""


@dataclass(frozen=True, slots=True)
class ActingPerson:
    """Somebody who has roles in a grid today, and acts for it."""

    person: PersonId
    name: str
    grid: GridId
    grid_name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class FoundThing:
    """What letters led to: a site, a case or a round; ``about`` says where it belongs."""

    text: str
    about: str
    site: SiteId | None = None
    finding: FindingId | None = None
    patrol: PatrolId | None = None
    complaint: ComplaintId | None = None
    task: TaskId | None = None


def acting_people(reader: Reader, day: date) -> list[ActingPerson]:
    """List who has a role on ``day``, once for each of their grids, the grids nearest the ground first."""
    rows = reader.rows(
        """SELECT person.id, person.name, duty.grid, coalesce(grid.name, ''), group_concat(duty.role)
        FROM duty JOIN person ON person.id = duty.person LEFT JOIN grid ON grid.id = duty.grid
        WHERE duty.since <= :day AND (duty.until IS NULL OR duty.until >= :day)
        GROUP BY person.id, duty.grid
        ORDER BY coalesce(grid.level, 0) DESC, grid.code, person.id""",
        {"day": f"{day}"},
    )
    return [
        ActingPerson(PersonId(person), name, GridId(grid), grid_name, frozenset(map(Role, roles.split(","))))
        for person, name, grid, grid_name, roles in rows
    ]


def rounds_to_hand_over(reader: Reader) -> int:
    """Count the rounds that were finished on this device since entries were last handed over."""
    mark = reader.value("SELECT value FROM setting WHERE name = ?", (HANDED_OVER,))
    return int(
        reader.value(
            "SELECT count(*) FROM entry WHERE type = ? AND rid > ? AND received_ts IS NULL",
            (PatrolFinished.TYPE, int(mark or 0)),
        )
    )


def found_by_letters(reader: Reader, letters: str) -> list[FoundThing]:
    """Find sites by a part of the name or pinyin initials, rounds by number, the rest by number or words."""
    sought = {"phrase": phrase(letters), "number": f"%{letters}%", "most": MOST_FOUND}
    sites = reader.rows(
        """SELECT site.id, site.name, coalesce(grid.name, '')
        FROM site LEFT JOIN grid ON grid.id = site.grid
        WHERE site.rid IN (SELECT rowid FROM site_search WHERE site_search MATCH :phrase)
        ORDER BY site.name, site.id LIMIT :most""",
        sought,
    )
    findings = reader.rows(
        """SELECT finding.id, finding.site, finding.number, finding.text, coalesce(site.name, '')
        FROM finding LEFT JOIN site ON site.id = finding.site
        WHERE finding.rid IN (SELECT rowid FROM finding_search WHERE finding_search MATCH :phrase)
        ORDER BY finding.noticed_ts DESC, finding.id LIMIT :most""",
        sought,
    )
    rounds = reader.rows(
        """SELECT patrol.id, patrol.number, coalesce(grid.name, '')
        FROM patrol LEFT JOIN grid ON grid.id = patrol.grid
        WHERE patrol.number LIKE :number AND patrol.number <> ''
        ORDER BY patrol.began_ts DESC, patrol.id LIMIT :most""",
        sought,
    )
    complaints = reader.rows(
        """SELECT complaint.id, complaint.number, complaint.content, coalesce(site.name, complaint.accused)
        FROM complaint LEFT JOIN site ON site.id = complaint.site
        WHERE complaint.rid IN (SELECT rowid FROM complaint_search WHERE complaint_search MATCH :phrase)
        ORDER BY complaint.received_ts DESC, complaint.id LIMIT :most""",
        sought,
    )
    tasks = reader.rows(
        """SELECT task.id, task.number, task.name, coalesce(plan.title, '')
        FROM task LEFT JOIN plan ON plan.id = task.plan
        WHERE task.rid IN (SELECT rowid FROM task_search WHERE task_search MATCH :phrase)
        ORDER BY task.is_open DESC, task.plan, task.first_line, task.id LIMIT :most""",
        sought,
    )
    return [
        *(FoundThing(name, grid, site=SiteId(site)) for site, name, grid in sites),
        *(
            FoundThing(
                f"{number} {shown(text)}".strip(), about, site=SiteId(site), finding=FindingId(finding)
            )
            for finding, site, number, text, about in findings
        ),
        *(
            FoundThing(f"{number} {content}".strip(), about, complaint=ComplaintId(complaint))
            for complaint, number, content, about in complaints
        ),
        *(
            FoundThing(f"{number} {name}".strip(), plan, task=TaskId(task))
            for task, number, name, plan in tasks
        ),
        *(FoundThing(number, grid, patrol=PatrolId(patrol)) for patrol, number, grid in rounds),
    ]
