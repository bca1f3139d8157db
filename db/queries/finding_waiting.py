"""Which findings wait for somebody: to be assigned, worked on, re-checked, closed off, looked at again."""

from datetime import date

from db.connection import Reader
from inspector.model.finding_steps import OFFICE, RECHECKERS, WORKERS
from inspector.model.person import Role

_WORK = "f.state IN ('assigned', 'accepted', 'under_way')"
_REPORTED = "SELECT f.rid FROM finding AS f WHERE f.state = 'reported'"
_ASKING = f"SELECT f.rid FROM finding AS f WHERE f.asked_until IS NOT NULL AND {_WORK}"  # noqa: S608 - our own words
_TO_RECHECK = """SELECT f.rid FROM finding AS f WHERE f.state = 'put_right'
    AND :person NOT IN (SELECT value FROM json_each(f.rectifiers))
    AND :person NOT IN (SELECT value FROM json_each(f.passed_by))"""
_TO_CLOSE_OFF = "SELECT f.rid FROM finding AS f WHERE f.state = 'in_close_off'"
_TO_LOOK_BACK = """SELECT f.rid FROM finding AS f WHERE f.look_back_on <= :today
    AND f.look_back_on IS NOT NULL AND f.looked_back_on IS NULL"""
_OF_PERSON = f"SELECT f.rid FROM finding AS f WHERE f.person = :person AND f.person <> '' AND {_WORK}"  # noqa: S608
_OF_UNIT = f"""SELECT f.rid FROM finding AS f
    WHERE f.unit_grid = :grid AND f.unit_grid <> '' AND f.person = '' AND {_WORK}"""  # noqa: S608 - as above


def waits(roles: frozenset[Role], *, whole: bool) -> str:
    """Give the SQL condition on ``finding`` that it waits for whoever has ``roles``.

    The query has ``:person``, ``:grid`` and ``:today``, and unless the ``whole`` ground is seen, ``within``.
    What a person or their unit has in hand waits for them wherever it lies.
    """
    on_the_ground: list[str] = []
    if roles & OFFICE:
        on_the_ground += [_REPORTED, _ASKING]
    if roles & RECHECKERS:
        on_the_ground += [_TO_RECHECK, _TO_LOOK_BACK]
    if roles & (OFFICE | {Role.LEADER}):
        on_the_ground.append(_TO_CLOSE_OFF)
    if not whole:
        on_the_ground = [f"{part} AND f.grid IN within" for part in on_the_ground]
    own = [_OF_PERSON, _OF_UNIT] if roles & WORKERS else []
    parts = " UNION ".join((*on_the_ground, *own))
    return f"finding.rid IN ({parts})" if parts else "0"


def is_whole(reader: Reader, grid: str) -> bool:
    """Say whether ``grid`` sees the ground of the whole office; none sees it too."""
    return not grid or bool(reader.value("SELECT parent = '' FROM grid WHERE id = ?", (grid,)))


def roles_in(reader: Reader, person: str, grid: str, day: date) -> frozenset[Role]:
    """Give the roles that ``person`` has in ``grid`` or above it on ``day``."""
    rows = reader.rows(
        """WITH RECURSIVE above(id, parent) AS (
            SELECT id, parent FROM grid WHERE id = :grid
            UNION SELECT grid.id, grid.parent FROM grid JOIN above ON grid.id = above.parent)
        SELECT DISTINCT role FROM duty WHERE person = :person AND grid IN (SELECT id FROM above)
        AND since <= :day AND (until IS NULL OR until >= :day)""",
        {"person": person, "grid": grid, "day": f"{day}"},
    )
    return frozenset(Role(role) for (role,) in rows)
