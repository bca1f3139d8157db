"""The tables of the patrol record: its head, the stops and the findings."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.model.patrol import PATROL_KIND_NAMES
from inspector.periods import Instant, long_day, weekday
from inspector.reports.blocks import Content
from inspector.reports.cells import LEAST_ROW, centred, numbers
from inspector.reports.composing import Composer
from inspector.reports.finding_table import findings_table
from inspector.reports.fonts import Face
from inspector.reports.patrol_paper import Handling, PaperStop, PatrolPaper
from inspector.reports.styles import AMBER, CENTRED, NOTE, ROW, SOFT, TEXT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words
from inspector.words import Say


@dataclass(frozen=True, slots=True)
class PatrolTables:
    """Makes the tables of ``paper`` out of ``parts``."""

    paper: PatrolPaper
    parts: Composer

    @property
    def say(self) -> Say:
        """Speak the language of the paper."""
        return self.parts.say

    def head(self) -> Table:
        """Say who went where, when and in which weather."""
        paper, say = self.paper, self.say
        day = say("{day} ({weekday})", day=long_day(paper.day, say), weekday=weekday(paper.day, say))
        ended = self._moment(paper.ended) if paper.ended else say("not finished")
        late = sum(bool(stop.late_reason) for stop in paper.stops)
        entries = say("{now} at once, {late} late", now=len(paper.stops) - late, late=late)
        grid = say("{grid} ({level})", grid=paper.grid, level=paper.level) if paper.level else paper.grid
        rows = (
            (say("Unit"), paper.office, say("Number"), paper.number),
            (say("Grid"), grid, say("Date"), day),
            (
                say("Inspectors"),
                say(", ").join(paper.inspectors),
                say("Time"),
                f"{paper.began.clock}—{ended}",
            ),
            (say("Kind of patrol"), say(PATROL_KIND_NAMES[paper.kind]), say("Weather"), paper.weather or "—"),
            (
                say("Written down"),
                say("all late") if paper.late_reason else entries,
                say("Signatures"),
                self._signatures(),
            ),
        )
        return self.parts.facts(rows)

    def _signatures(self) -> str:
        count = self.paper.expected_signatures
        if self.paper.is_draft:
            return self.say("none on a draft")
        if not count:
            return self.say("in ink, with seal")
        return self.say.plural("{n} digital signature expected", "{n} digital signatures expected", count)

    def summary(self) -> str:
        """Tell the day in one sentence."""
        paper = self.paper
        if not paper.findings:
            return self.say(
                "{due} sites due, {visited} visited; no findings.", due=paper.due, visited=paper.visited
            )
        counts = {handling: sum(one.handling is handling for one in paper.findings) for handling in Handling}
        told = self.say(
            "{due} sites due, {visited} visited; findings: {count}, of them {right} put right on the spot, "
            "{reported} reported",
            due=paper.due,
            visited=paper.visited,
            count=len(paper.findings),
            right=counts[Handling.PUT_RIGHT],
            reported=counts[Handling.REPORTED],
        )
        still_open = counts[Handling.OPEN]
        return (
            self.say("{told}, {open} still open.", told=told, open=still_open)
            if still_open
            else self.say("{told}.", told=told)
        )

    def stops(self) -> Table:
        """List the stops in order, deviations in full."""
        say = self.say
        heads = (say("No."), say("Time"), say("Site"), say("What was seen"), say("Photos"))
        table = self.parts.listing(heads, 10, 17, 38, 74, 17)
        for number, stop in enumerate(self.paper.stops, 1):
            cells = (
                centred(str(number)),
                Cell(tuple(self._times(stop))),
                Cell(tuple(self._site(stop))),
                Cell(tuple(self._seen(number, stop))),
                centred(numbers(stop.photos, say) or "—"),
            )
            table.add(cells, least=LEAST_ROW)
        if not self.paper.stops:
            table.add((Cell((Words.of(CENTRED, say("No stop yet.")),), span=5),), least=LEAST_ROW)
        return table

    def _times(self, stop: PaperStop) -> Iterator[Content]:
        if stop.arrived.day != self.paper.day:
            yield Words.of(CENTRED, f"{stop.arrived.day:%m-%d}")
        yield Words.of(CENTRED, stop.arrived.clock)
        if stop.left:
            yield Words.of(CENTRED, f"—{stop.left.clock}")

    def _site(self, stop: PaperStop) -> Iterator[Content]:
        yield Words.of(ROW, stop.site)
        if stop.unplanned:
            yield Words.of(NOTE, Run(self.say("not planned"), Face.STRONG, AMBER))
        if stop.late_reason:
            yield Words.of(NOTE, Run(self._late(stop), Face.STRONG, AMBER))

    def _late(self, stop: PaperStop) -> str:
        if stop.recorded is None:
            return self.say("Late entry: {reason}", reason=stop.late_reason)
        moment = f"{stop.recorded.local:%m-%d %H:%M}"
        return self.say("Late entry, written down {moment}: {reason}", moment=moment, reason=stop.late_reason)

    def _seen(self, number: int, stop: PaperStop) -> Iterator[Content]:
        say = self.say
        yield Words.of(TEXT, *self._counts(stop))
        for deviation in stop.deviations:
            yield Words.of(
                TEXT,
                Run(say("Deviation: "), Face.STRONG),
                say("{question} {answer}.", question=deviation.question, answer=deviation.answer),
                deviation.note,
            )
        for told in stop.told:
            yield Words.of(TEXT, say("{question}: {answer}", question=told.question, answer=told.answer))
        if stop.note:
            yield Words.of(TEXT, say("Note: {note}", note=stop.note))
        found = [at for at, finding in enumerate(self.paper.findings, 1) if finding.stop == number]
        if found:
            text = say("see finding {numbers}", numbers=numbers(tuple(found), say))
            yield Words.of(TEXT, Run(text, Face.STRONG))

    def _counts(self, stop: PaperStop) -> Iterator[str | Run]:
        say = self.say
        if stop.checklist:
            yield Run(say("{checklist}: ", checklist=stop.checklist), ink=SOFT)
        parts = []
        if stop.normal or not (stop.deviations or stop.not_applicable):
            normal = say.plural("{n} normal", "{n} normal", stop.normal)
            parts.append(normal if stop.normal else say("nothing unusual"))
        if stop.not_applicable:
            parts.append(say.plural("{n} not applicable", "{n} not applicable", stop.not_applicable))
        if stop.deviations:
            parts.append(say.plural("{n} not normal", "{n} not normal", len(stop.deviations)))
        yield say(", ").join(parts)

    def findings(self) -> Table:
        """List the findings with what was done about them."""
        return findings_table(self.paper.findings, self.parts)

    def _moment(self, moment: Instant) -> str:
        if moment.day == self.paper.day:
            return moment.clock
        return f"{moment.local:%m-%d %H:%M}"
