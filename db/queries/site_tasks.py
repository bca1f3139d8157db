"""The tasks of plans that name a site (子清单), for its dossier."""

from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from inspector.model.ids import TaskId
from inspector.model.task_state import ItemKind, TaskState

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class SiteTask:
    """A task that names the site, with what is to become of it by the end of which year."""

    task: TaskId
    number: str
    name: str
    state: TaskState
    year: int
    kind: ItemKind
    done_on: date | None


def tasks_of_site(reader: Reader, site: str) -> tuple[SiteTask, ...]:
    """List the tasks that name a site, by its own id or as it is called here; open ones of it first."""
    rows = reader.rows(
        """SELECT task.id, task.number, task.name, task.state, item.year, item.kind, item.done_on
        FROM task_item AS item JOIN task ON task.id = item.task
        WHERE item.site = :site OR (item.site = '' AND item.name = (SELECT name FROM site WHERE id = :site))
        ORDER BY item.done_on IS NOT NULL, item.year, task.id, item.position LIMIT :most""",
        {"site": site, "most": MOST_SHOWN},
    )
    return tuple(
        SiteTask(
            TaskId(task),
            number,
            name,
            TaskState(state),
            year,
            ItemKind(kind),
            date.fromisoformat(done) if done else None,
        )
        for task, number, name, state, year, kind, done in rows
    )
