"""The tables of the patrol record: its head, the stops and the findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inspector.model.finding import SEVERITY_NAMES
from inspector.model.patrol import PATROL_KIND_NAMES
from inspector.periods import Instant, long_day, weekday
from inspector.reports.blocks import Content
from inspector.reports.fonts import Face, Fonts
from inspector.reports.page import WIDTH
from inspector.reports.patrol_paper import Handling, PaperFinding, PaperStop, PatrolPaper
from inspector.reports.sheet import MM
from inspector.reports.styles import AMBER, CENTRED, GROUND, LABEL, NOTE, ROW, SOFT, TEXT
from inspector.reports.table import PADDING_X, Cell, Table
from inspector.reports.tagging import Element
from inspector.reports.text import Run, Words
from inspector.words import N_, Say

HANDLING_NAMES = {
    Handling.PUT_RIGHT: N_("put right on the spot"),
    Handling.REPORTED: N_("reported to the office"),
    Handling.OPEN: N_("still open"),
}
_LEAST_ROW = 8 * MM
_LEAST_LABEL = 20 * MM


def label(text: str, *, span: int = 1, heads: str = "Column") -> Cell:
    """Make a heading cell."""
    return Cell((Words.of(LABEL, text),), span, heads, GROUND)


@dataclass(frozen=True, slots=True)
class PatrolTables:
    """Makes the tables of ``paper``; each becomes a child of ``document``."""

    paper: PatrolPaper
    fonts: Fonts
    say: Say
    document: Element

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
        left_width = self._label_width(row[0] for row in rows)
        right_width = self._label_width(row[2] for row in rows)
        rest = WIDTH - left_width - right_width
        table = self._table(left_width, rest * 0.55, right_width, rest * 0.45)
        for left, text, right, other in rows:
            table.add(
                (label(left, heads="Row"), _words(text), label(right, heads="Row"), _words(other)),
                least=_LEAST_ROW,
            )
        return table

    def _label_width(self, labels: Iterable[str]) -> float:
        widest = max(self.fonts.width(text, LABEL.face) for text in labels) * LABEL.size
        return max(widest + 4 * PADDING_X, _LEAST_LABEL)

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
        table = self._table(10, 17, 38, 74, 17)
        heads = (say("No."), say("Time"), say("Site"), say("What was seen"), say("Photos"))
        table.add([label(text) for text in heads], least=_LEAST_ROW, head=True)
        for number, stop in enumerate(self.paper.stops, 1):
            cells = (
                _centred(str(number)),
                Cell(tuple(self._times(stop))),
                Cell(tuple(self._site(stop))),
                Cell(tuple(self._seen(number, stop))),
                _centred(numbers(stop.photos, say) or "—"),
            )
            table.add(cells, least=_LEAST_ROW)
        if not self.paper.stops:
            table.add((Cell((Words.of(CENTRED, say("No stop yet.")),), span=5),), least=_LEAST_ROW)
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
        say = self.say
        table = self._table(10, 41, 61, 22, 22)
        heads = (
            say("No."),
            say("Number and place"),
            say("What is wrong"),
            say("Handling"),
            say("Proposed term"),
        )
        table.add([label(text) for text in heads], least=_LEAST_ROW, head=True)
        for at, finding in enumerate(self.paper.findings, 1):
            cells = (
                _centred(str(at)),
                Cell(tuple(self._where(finding))),
                Cell(tuple(self._what(finding))),
                Cell(tuple(self._handling(finding))),
                _centred(self._term(finding)),
            )
            table.add(cells, least=_LEAST_ROW)
        return table

    def _where(self, finding: PaperFinding) -> Iterator[Content]:
        yield Words.of(NOTE, finding.number)
        stop = self.say("stop {number}", number=finding.stop) if finding.stop else ""
        place = self.say(", ").join(part for part in (stop, finding.site, finding.spot) if part)
        if place:
            yield Words.of(ROW, place)

    def _what(self, finding: PaperFinding) -> Iterator[Content]:
        severity = self.say("[{severity}] ", severity=self.say(SEVERITY_NAMES[finding.severity]))
        yield Words.of(TEXT, Run(severity, Face.STRONG), finding.text)
        if finding.photos:
            text = self.say("Photos {numbers}", numbers=numbers(finding.photos, self.say))
            yield Words.of(NOTE, Run(text, ink=SOFT))

    def _handling(self, finding: PaperFinding) -> Iterator[Content]:
        yield Words.of(CENTRED, self.say(HANDLING_NAMES[finding.handling]))
        if finding.handling_note:
            yield Words.of(NOTE, finding.handling_note)

    def _term(self, finding: PaperFinding) -> str:
        if finding.term_days is None or finding.handling is Handling.PUT_RIGHT:
            return "—"
        if finding.term_days == 0:
            return self.say("at once")
        return self.say.plural("{n} day", "{n} days", finding.term_days)

    def _moment(self, moment: Instant) -> str:
        if moment.day == self.paper.day:
            return moment.clock
        return f"{moment.local:%m-%d %H:%M}"

    def _table(self, *columns: float) -> Table:
        total = sum(columns)
        return Table(self.fonts, [WIDTH * column / total for column in columns], self.document.add("Table"))


def numbers(photos: Sequence[int], say: Say) -> str:
    """Write numbers shortly: ``1—3, 7``."""
    runs: list[list[int]] = []
    for number in sorted(photos):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return say(", ").join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)


def _words(text: str) -> Cell:
    return Cell((Words.of(ROW, text),))


def _centred(text: str) -> Cell:
    return Cell((Words.of(CENTRED, text),))
