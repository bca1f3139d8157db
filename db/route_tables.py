"""The tables of supervision routes (督导路线图); the conventions are those of ``db.schema``."""

ROUTE_TABLES: dict[str, str] = {
    # ``stops`` are those on the route, ``visited`` those with a record that stands; ``is_disputed`` says that
    # its order was planned apart and nobody settled it
    "route": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL, grid TEXT NOT NULL, group_name TEXT NOT NULL, text TEXT NOT NULL,
        state TEXT NOT NULL, is_open INTEGER NOT NULL, made_by TEXT NOT NULL, made_ts INTEGER NOT NULL,
        made_tz INTEGER NOT NULL, ended_on TEXT, reason TEXT NOT NULL, last TEXT NOT NULL,
        stops INTEGER NOT NULL, visited INTEGER NOT NULL, is_disputed INTEGER NOT NULL""",
    # in the order that holds; ``is_waiting`` says that the route is open and nobody was there
    "route_stop": """
        route TEXT NOT NULL, position INTEGER NOT NULL, stop TEXT NOT NULL, name TEXT NOT NULL,
        grid TEXT NOT NULL, site TEXT NOT NULL, task TEXT NOT NULL, day TEXT, is_waiting INTEGER NOT NULL,
        PRIMARY KEY (route, position)""",
    # the records of visits that stand; ``entry`` is the one that gave it
    "route_visit": """
        route TEXT NOT NULL, position INTEGER NOT NULL, stop TEXT NOT NULL, entry TEXT NOT NULL,
        visited_on TEXT NOT NULL, places INTEGER NOT NULL, text TEXT NOT NULL, by TEXT NOT NULL,
        on_behalf TEXT NOT NULL, PRIMARY KEY (route, position)""",
    # the findings made on a visit
    "route_finding": """
        route TEXT NOT NULL, position INTEGER NOT NULL, entry TEXT NOT NULL, finding TEXT NOT NULL,
        PRIMARY KEY (route, position)""",
    # the meetings held on a visit, by their kind
    "route_meeting": """
        route TEXT NOT NULL, position INTEGER NOT NULL, entry TEXT NOT NULL, kind TEXT NOT NULL,
        count INTEGER NOT NULL, PRIMARY KEY (route, position)""",
}
ROUTE_INDEXES: tuple[str, ...] = (
    "route_by_openness ON route (is_open, made_ts, id)",
    "route_by_number ON route (number)",
    "route_visit_by_day ON route_visit (visited_on)",
    "route_stop_by_site ON route_stop (site) WHERE site <> ''",
    "route_stop_by_task ON route_stop (task) WHERE task <> ''",
    "route_finding_by_finding ON route_finding (finding)",
)
