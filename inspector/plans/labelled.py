"""Tasks made of labelled lines: which labels are one task, what it begins with, where it ends."""

from collections.abc import Sequence
from dataclasses import replace

from inspector.errors import Spoken
from inspector.plans.blocks import LOOSE, Block, HeadingPath
from inspector.plans.drafts import Draft, Field, Part
from inspector.plans.labels import OPENING, UNITS, Kind
from inspector.plans.numbering import Numbering
from inspector.plans.styles import style_of_tasks
from inspector.plans.tokens import Token, names_site_makers, tokens_of
from inspector.plans.units import stand_apart
from inspector.words import N_

NO_NUMBER = N_("The task has no number of its own; it begins where its labels begin again.")
_LOOSE = (Kind.OTHER, Kind.PEOPLE)
_SHORT = 40
_AHEAD = 40
_QUOTED = 30


def drafts_of(blocks: Sequence[Block]) -> list[Draft]:
    """Find the tasks among ``blocks`` that are made of labels; no judgement yet whether each is one."""
    tokens = tokens_of(blocks)
    makers = {token.block.number for token in tokens if token.kinds and names_site_makers(token.block)}
    if len(makers) == 1:
        # Who runs the web site is said once, at its foot.
        tokens = [
            Token(replace(token.block, furniture=True), token.block.text)
            if token.kinds and names_site_makers(token.block)
            else token
            for token in tokens
        ]
    return _Reading(tokens).drafts


class _Reading:
    """One pass over the tokens, with the style of the tasks' numbers known."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._style = style_of_tasks(tokens)
        self._rank = self._style[1] if self._style else LOOSE + 1
        self._path = HeadingPath()
        self._context: list[Block] = []
        self._pending: list[Token] = []
        self._current: Draft | None = None
        self._near = ""
        self._paused: Draft | None = None
        self._before_label: Token | None = None
        self.drafts: list[Draft] = []
        for place, token in enumerate(tokens):
            if token.kinds:
                self._label(token)
            else:
                self._text(token, place)

    def _counts_tasks(self, number: Numbering | None) -> bool:
        return bool(number and self._style and number.style == self._style[0])

    # -- labels ---------------------------------------------------------------------------------------

    def _label(self, token: Token) -> None:
        draft = self._current
        if draft is None and self._paused and not self._begins(self._paused, token):
            draft = self._current = self._paused
        if draft is None or self._begins(draft, token):
            draft = self._begin(token)
        if self._before_label:
            self._near = self._measure_above(draft)
        for pending in self._pending:
            # Text between two labels of one task that belongs to neither: kept with what it follows.
            draft.lines.add(pending.block.number)
            draft.fields[-1].parts.append(Part(pending.block.number, pending.text))
        self._pending = []
        parts = [Part(token.block.number, token.text)] if token.text else []
        last = draft.fields[-1] if draft.fields else None
        if last and not last.parts and last.kinds == token.kinds:
            last.parts, last.near = parts, self._near
        else:
            draft.fields.append(Field(token.kinds, parts, self._near))
        draft.lines.add(token.block.number)
        self._before_label = None

    def _begins(self, draft: Draft, token: Token) -> bool:
        """Say whether the label of ``token`` begins another task than ``draft``."""
        if self._counts_tasks(token.numbering):
            return bool(draft.fields)
        repeated = set(token.kinds) & draft.kinds - set(_LOOSE)
        if not repeated or (draft.fields and draft.fields[-1].kinds == token.kinds and not self._pending):
            return False
        rich = {Kind.GOAL, Kind.MEASURES, Kind.PROBLEM, Kind.TITLE, Kind.NUMBER}
        if repeated & rich or not self._counts_tasks(draft.numbering):
            return True
        # Within a numbered task, units and deadlines repeat under each measure.
        if self._measure_above(draft):
            return False
        return not self._near or any(
            one.near == self._near and repeated & set(one.kinds) for one in draft.fields
        )

    def _measure_above(self, draft: Draft) -> str:
        """Give the measure of ``draft`` that the label stands under."""
        above = self._before_label
        if above and above.block.numbering and draft.fields:
            return above.block.numbering.written
        return ""

    def _begin(self, token: Token) -> Draft:
        before, self._current = self._current, None
        opener = self._opener(token, before)
        numbering = token.numbering if self._counts_tasks(token.numbering) or not opener else None
        numbering = numbering or (opener[0].numbering if opener else None)
        rank = numbering.rank if numbering else self._rank
        draft = Draft(
            [Part(one.block.number, _words(one)) for one in opener],
            numbering,
            self._path.above(rank),
            tuple(self._context),
        )
        draft.lines |= {one.block.number for one in opener}
        draft.number = numbering.written if numbering else ""
        if self._style and not numbering and token.kinds[0] is not Kind.NUMBER:
            draft.doubts.append(Spoken(NO_NUMBER))
        self.drafts.append(draft)
        self._current, self._near, self._pending = draft, "", []
        return draft

    def _opener(self, token: Token, before: Draft | None) -> list[Token]:
        """Choose the text that the new task begins with from what stands before its first label."""
        counted = [place for place, one in enumerate(self._pending) if self._counts_tasks(one.numbering)]
        if counted:
            return self._pending[counted[-1] :]
        if token.kinds[0] in OPENING or self._counts_tasks(token.numbering):
            return []
        if self._pending:
            last = self._pending[-1:]
            return last if not last[0].block.furniture else []
        return self._taken_back(before)

    def _taken_back(self, before: Draft | None) -> list[Token]:
        """Give the last paragraph of the task before, where it is in truth the beginning of this one."""
        above = self._before_label
        if not before or not above or above.numbering or not before.fields[-1].parts[1:]:
            return []
        part = before.fields[-1].parts.pop()
        before.lines.discard(part.line)
        return [above]

    # -- text -----------------------------------------------------------------------------------------

    def _text(self, token: Token, place: int) -> None:
        draft, block = self._current, token.block
        if block.furniture:
            if draft and block.ends_the_list:
                self._close()
            return
        if draft and not self._closes(draft, token, place):
            self._continue(draft, token)
            return
        if draft:
            # A stray line does not end a task whose labels go on below it.
            self._paused = draft
        self._close()
        number = token.numbering
        if self._counts_tasks(number) or self._is_heading(token) or len(self._pending) > 1:
            self._paused = None
        if self._counts_tasks(number):
            self._context.extend(one.block for one in self._pending if not self._counts_tasks(one.numbering))
            self._pending = [token]
        elif block.ends_the_list:
            self._path.leave()
            self._pending, self._context = [], []
        elif self._is_heading(token):
            self._pending, self._context = [], [] if self._path.take(block) else [block]
        else:
            if self._pending and not self._counts_tasks(self._pending[0].numbering):
                self._context.extend(one.block for one in self._pending)
                self._pending = []
            self._pending.append(token)

    def _close(self) -> None:
        self._current, self._near = None, ""

    def _is_heading(self, token: Token) -> bool:
        block, number = token.block, token.numbering
        if number:
            return number.rank < self._rank or (self._style is None and block.like_a_heading)
        return bool(block.heading)

    def _closes(self, draft: Draft, token: Token, place: int) -> bool:
        """Say whether the text ``token`` is no more of ``draft``."""
        block, number = token.block, token.numbering
        last = draft.fields[-1]
        if number and not block.ends_the_list:
            if self._goes_on(draft, number, place) or self._is_sub_item(draft, last, number, place):
                return False
            if self._counts_tasks(number) or number.rank < self._rank:
                return True
        if not last.parts and not last.open_ended:
            # The value of a label stands in the next line, were it a day like that of a signature.
            return False
        ended = not (last.open_ended or last.unfinished(token.text) or self._lists_on(draft, last, place))
        return block.ends_the_list or ended or bool(block.heading) or self._looks_like_a_heading(last, block)

    def _lists_on(self, draft: Draft, last: Field, place: int) -> bool:
        """Say whether units stand in lines of their own, up to what cannot be one more unit.

        That is a label the task has not yet; where the label of the units stands alone in its line, also
        whatever the next task begins with, who signed the document, or its end.
        """
        above = last.text
        label = next(token for token in reversed(self._tokens[:place]) if token.kinds)
        alone = not label.text
        for count, token in enumerate(self._tokens[place : place + _AHEAD]):
            if token.kinds:
                return alone or not draft.kinds.intersection(token.kinds)
            if self._counts_tasks(token.numbering):
                return alone
            if token.block.ends_the_list:
                return alone and count > 1
            if last.kinds[0] not in UNITS or token.numbering or not stand_apart(above, token.text):
                return False
            above = token.text
        return alone

    @staticmethod
    def _looks_like_a_heading(last: Field, block: Block) -> bool:
        """Say whether a short line without an end follows paragraphs that have one."""
        if not last.parts or len(block.text) > _SHORT or not block.like_a_heading:
            return False
        return last.parts[-1].text[-1:] == "。" and len(block.text) < _QUOTED

    def _is_sub_item(self, draft: Draft, last: Field, number: Numbering, place: int) -> bool:
        """Say whether a number counts paragraphs within a task's text."""
        style, value = number.style, number.value
        if not last.open_ended or draft.kinds <= {Kind.OTHER}:
            return False
        if not last.parts and not self._counts_tasks(number) and number.rank > LOOSE:
            # Word goes on counting from one task to the next.
            return True
        if value == 1 and style not in last.counted:
            fits = bool(number.rank >= self._rank or not last.parts)
            own = self._counts_tasks(number)
            return fits and not (own and (self._labels_again(draft, place) or _next(draft, value)))
        if last.counted.get(style) == value - 1:
            own = self._counts_tasks(number)
            return not (own and _next(draft, value) and self._labels_again(draft, place))
        return number.rank > self._rank

    def _goes_on(self, draft: Draft, number: Numbering, place: int) -> bool:
        """Say whether a number counts the next measure, below the units of the measure before."""
        measures = draft.of(Kind.MEASURES)
        if not measures or draft.fields[-1].open_ended or self._counts_tasks(number):
            return False
        following = next((token for token in self._tokens[place + 1 : place + _AHEAD] if token.kinds), None)
        return bool(
            measures[-1].counted.get(number.style) == number.value - 1
            and following
            and following.kinds[0] in (*UNITS, Kind.DEADLINE)
        )

    def _labels_again(self, draft: Draft, place: int) -> bool:
        """Say whether the labels of ``draft`` begin again before the next number of the tasks' style."""
        for token in self._tokens[place + 1 : place + _AHEAD]:
            if token.kinds:
                return bool(set(token.kinds) & draft.kinds)
            if self._counts_tasks(token.numbering):
                return False
        return False

    def _continue(self, draft: Draft, token: Token) -> None:
        number = token.numbering
        last = draft.fields[-1]
        if number and not last.open_ended and (measures := draft.of(Kind.MEASURES)):
            last = measures[-1]
        if number:
            last.counted[number.style] = number.value
        last.parts.append(Part(token.block.number, token.text))
        draft.lines.add(token.block.number)
        self._before_label = token


def _next(draft: Draft, value: int) -> bool:
    return draft.numbering is not None and value == draft.numbering.value + 1


def _words(token: Token) -> str:
    """Give the text behind the number of the line."""
    number = token.numbering
    return token.text[number.end :].strip() if number else token.text
