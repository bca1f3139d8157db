"""What a chosen unit means by the groups of units: itself, the groups it belongs to, and its own members."""

MEANT_UNITS = """(
    WITH RECURSIVE
        chosen(unit) AS (SELECT value FROM json_each(:fact_unit)),
        above(unit) AS (SELECT unit FROM chosen UNION
            SELECT unit_group.name FROM above, unit_group, json_each(unit_group.units) AS one
            WHERE one.value = above.unit),
        below(unit) AS (SELECT unit FROM chosen UNION
            SELECT one.value FROM below JOIN unit_group ON unit_group.name = below.unit,
                json_each(unit_group.units) AS one)
    SELECT unit FROM above UNION SELECT unit FROM below)"""
"""The names a line may have that is about one of the units in ``:fact_unit``, a list in JSON.

Groups hold groups; a group's other members are not meant by one of them.
"""
