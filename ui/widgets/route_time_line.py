"""The time line of a supervision route: who sent it out, planned, visited and ended it, and when."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.cases import StepLine
from db.queries.routes import RouteSheet
from inspector.model.route_life import (
    PlanLine,
    RouteCorrected,
    RouteFinished,
    RouteMade,
    RoutePlanned,
    RouteReopened,
    RouteStop,
    RouteStopDropped,
    RouteStopsAdded,
    RouteStopVisited,
    RouteVisitTakenBack,
    RouteWithdrawn,
)
from inspector.words import N_, _, plural
from ui.theme import px
from ui.widgets.case_time_line import step_row
from ui.widgets.panel import M, Part, fill
from ui.widgets.site_words import day_words
from ui.widgets.text import Text

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        RouteMade.TYPE: ("megaphone", N_("{name} sent the group out")),
        RouteCorrected.TYPE: ("pen-line", N_("{name} corrected group and errand")),
        RouteStopsAdded.TYPE: ("plus", N_("{name} added stops")),
        RouteStopDropped.TYPE: ("circle-x", N_("{name} left a stop out")),
        RoutePlanned.TYPE: ("list-checks", N_("{name} planned the order and the days")),
        RouteStopVisited.TYPE: ("circle-check", N_("{name} recorded a visit")),
        RouteVisitTakenBack.TYPE: ("rotate-ccw", N_("{name} took a visit back")),
        RouteFinished.TYPE: ("check", N_("{name} finished the route")),
        RouteReopened.TYPE: ("rotate-ccw", N_("{name} let the route go on")),
        RouteWithdrawn.TYPE: ("circle-x", N_("{name} took the route back")),
    }
)
"""Each kind of step with its icon and what it says."""


class RouteTimeLine(QWidget):
    """Every entry about a route, the oldest first."""

    def __init__(self, sheet: RouteSheet, today: date) -> None:
        super().__init__()
        self._names = dict(sheet.names) | {one.told.id: one.told.name for one in sheet.found.every}
        self._today = today
        fill(layout := QVBoxLayout(self), (), M)
        for step in sheet.steps:
            layout.addWidget(self._row(step))
        layout.addStretch()
        layout.setContentsMargins(0, 0, px(12), 0)

    def _row(self, step: StepLine) -> QWidget:
        icon, sentence = SENTENCES[step.type]
        words = _(sentence, name=self._names.get(step.by, "") or _("somebody"))
        further: list[Part] = [Text(one, tone="soft", wrap=True) for one in self._remarks(step)]
        if step.on_behalf:
            further.append(Text(_("entered for {name}", name=step.on_behalf), tone="amber", wrap=True))
        if not step.has_effect:
            idle = _("Without effect: it came out of turn, or another one took its place.")
            further.append(Text(idle, tone="amber", wrap=True))
        when = f"{day_words(step.at.day, self._today)} {step.at.clock}"
        return step_row(icon, "accent" if step.has_effect else "soft", words, when, *further)

    def _remarks(self, step: StepLine) -> list[str]:
        told = msgspec.convert(step.told, _Told)
        stops = [one.name for one in told.stops]
        stops += [self._planned(one) for one in told.lines]
        stops.append(self._names.get(told.stop, ""))
        said = [_(", ").join(one for one in stops if one), told.group, told.text, told.reason]
        if told.on and step.type == RouteStopVisited.TYPE:
            seen = (
                day_words(told.on, self._today),
                plural("{n} place looked at", "{n} places looked at", told.places),
                plural("{n} finding made", "{n} findings made", len(told.findings)),
            )
            said.insert(1, " · ".join(seen))
        return [one for one in said if one]

    def _planned(self, line: PlanLine) -> str:
        name = self._names.get(line.stop, "")
        return f"{name} {day_words(line.day, self._today)}" if line.day else name


class _Told(msgspec.Struct):
    """What any step of a route may tell."""

    stops: tuple[RouteStop, ...] = ()
    lines: tuple[PlanLine, ...] = ()
    stop: str = ""
    group: str | None = None
    text: str | None = None
    reason: str = ""
    on: date | None = None
    places: int = 0
    findings: tuple[str, ...] = ()
