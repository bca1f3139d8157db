"""What may be done with the tree of grids and with people's roles after they were added."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from inspector.errors import Refused
from inspector.model.grid import Grid, GridChanged, GridEnded
from inspector.model.person import Duty, Person, Role, RoleEnded
from inspector.words import N_


def change_grid(grid: Grid, name: str, code: str, parent: str, ground: Iterable[Grid]) -> GridChanged | None:
    """Rename, renumber or move ``grid`` among the grids of ``ground``; None where nothing differs.

    A grid keeps its level: it moves only to where its like stand. Raises Refused for an empty name or code,
    another grid's code, and a parent of another level.
    """
    name, code = name.strip(), code.strip()
    if not name or not code:
        raise Refused(N_("A grid needs a name and a code."))
    others: dict[str, Grid] = {other.id: other for other in ground if other.id != grid.id}
    if taken := next((other for other in others.values() if other.code == code), None):
        raise Refused(N_("The code {code} belongs to {grid}."), code=code, grid=taken.name)
    if parent != grid.parent and (parent not in others or others[parent].level != grid.level - 1):
        raise Refused(N_("A grid lies one level below the grid it belongs to."))
    changed: dict[str, Any] = {
        field: value
        for field, value in (("name", name), ("code", code), ("parent", parent))
        if value != getattr(grid, field)
    }
    return GridChanged(subject=grid.id, **changed) if changed else None


def undo_grid(before: Grid, changed: GridChanged) -> GridChanged:
    """Give the entry that makes a grid what it was."""
    fields = [name for name in ("name", "code", "parent") if getattr(changed, name)]
    old: dict[str, Any] = {name: getattr(before, name) for name in fields}
    return GridChanged(subject=before.id, **old)


def end_grid(grid: Grid, on: date, reason: str, sites: int, below: Sequence[str]) -> GridEnded:
    """End ``grid`` from ``on`` on; a day that was told before may be told anew.

    Raises Refused for the topmost grid, while ``sites`` or the grids ``below`` still belong to it, before it
    began, and without a reason.
    """
    if not grid.parent:
        raise Refused(N_("The topmost grid does not end."))
    if below:
        raise Refused(
            N_("{grid} has grids below it: {below}. End or move them first."),
            grid=grid.name,
            below="、".join(below),
        )
    if sites:
        raise Refused(
            N_("Sites that still belong to {grid}: {n}. Move them to other grids first."),
            grid=grid.name,
            n=sites,
        )
    if on < grid.since:
        raise Refused(N_("A grid can't end before it began."))
    if not reason.strip():
        raise Refused(N_("Say why the grid ends."))
    return GridEnded(subject=grid.id, on=on, reason=reason.strip())


def end_role(person: Person, role: Role, grid: str, until: date) -> RoleEnded:
    """End a role of ``person`` after ``until``.

    Raises Refused where they do not have it, or had not begun by then.
    """
    duty = open_duty(person, role, grid)
    if duty is None:
        raise Refused(N_("{person} does not have this role there."), person=person.name)
    if until < duty.since:
        raise Refused(N_("A role can't end before it began."))
    return RoleEnded(subject=person.id, role=role, grid=grid, until=until)


def open_duty(person: Person, role: Role, grid: str) -> Duty | None:
    """Give the duty that lasts, if there is one."""
    return next(
        (one for one in person.duties if one.until is None and (one.role, one.grid) == (role, grid)), None
    )
