"""Every kind of event by its type, however little of the program a process has loaded."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from inspector.model.events import EVENTS, Event

HOMES = (
    *(
        f"inspector.model.{name}"
        for name in (
            "case_steps",
            "checklist",
            "close_off",
            "feedback",
            "complaint_files",
            "complaint_life",
            "finding",
            "finding_life",
            "grid",
            "issued_report",
            "material",
            "meeting",
            "office",
            "order_life",
            "patrol",
            "person",
            "photo",
            "plan",
            "route_life",
            "search_list_life",
            "signing",
            "site",
            "site_paper",
            "stop",
            "summary",
            "task_life",
        )
    ),
    "inspector.journal.authority",
)
"""Where kinds of events are written down. They are loaded when one is first asked for: a kind that is merely
not loaded must never pass for one of a newer program, whose body is neither read nor carried on."""


@cache
def kinds() -> Mapping[str, type[Event]]:
    """Give every type of entry this program can interpret, by its name in the header."""
    for home in HOMES:
        import_module(home)
    return EVENTS
