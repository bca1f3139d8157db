"""What references of a workbook become when rows are put into one of its sheets."""

import re
from dataclasses import dataclass

from inspector.errors import Refused
from inspector.words import N_

NO_FORMULA = N_("The formula {formula} can't be read, so no rows can be put in; leave more rows in the form.")
LAST_ROW = 1_048_576
"""The last row that a sheet can have; what reaches to it reaches to it for ever."""
_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!:]+)!)?"
    r"(?P<first>\$?[A-Za-z]{1,3}(?=\$?\d)|(?=\$?\d+:))(?P<from>\$?[1-9]\d{0,6})"
    r"(?::(?P<last>\$?[A-Za-z]{0,3})(?P<to>\$?[1-9]\d{0,6}))?"
)


@dataclass(frozen=True, slots=True)
class Inserted:
    """``count`` rows that are put below the row ``below`` of a sheet."""

    sheet: str
    below: int
    count: int

    def at(self, row: int) -> int:
        """Say where a row stands then."""
        return min(row + self.count, LAST_ROW) if row > self.below else row

    def end(self, row: int) -> int:
        """Say where something ends then that reaches to ``row``: it takes in what follows its last row."""
        return min(row + self.count, LAST_ROW) if row >= self.below else row

    def place(self, cell: str) -> str:
        """Say where a cell such as ``A5`` stands then."""
        return re.sub(r"\d+", lambda row: str(self.at(int(row[0]))), cell)

    def area(self, ranges: str) -> str:
        """Say where ranges such as ``A5:C14 E5``, of the sheet itself, reach then."""
        return re.sub(r"[^\s,]+", lambda one: self._area(one[0]), ranges)

    def said(self, text: str | None, *, is_own: bool) -> str | None:
        """Give what a formula says then that begins with no sign; ``is_own`` where it lies on the sheet."""
        return self.formula(f"={text}", is_own=is_own)[1:] if text else text

    def formula(self, text: str, *, is_own: bool, is_pattern: bool = False) -> str:
        """Give what a formula says then: it points at what it pointed at.

        Ranges that end with the row above the new ones take them in. In that row itself (``is_pattern``) one
        that ends there without ``$`` is about this row alone, such as a running total. Raises Refused for
        what can't be read as a formula: where it points to then nobody could say.
        """
        from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

        try:
            read = Tokenizer(text)
        except (TokenizerError, IndexError) as error:
            raise Refused(NO_FORMULA, formula=text) from error
        for token in read.items:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                token.value = self._reference(token.value, is_own=is_own, is_pattern=is_pattern)
        return "=" + "".join(token.value for token in read.items)

    def _area(self, one: str) -> str:
        """Stretch a range that covers the row above the new ones, and one cell as well."""
        first, _mark, last = one.partition(":")
        reach = re.sub(r"\d+", lambda row: str(self.end(int(row[0]))), last or first)
        begun = self.place(first)
        return begun if begun == reach else f"{begun}:{reach}"

    def _reference(self, text: str, *, is_own: bool, is_pattern: bool) -> str:
        read = _REFERENCE.fullmatch(text)
        if read is None:
            return text
        named = read["sheet"]
        if not (is_own if named is None else named.strip("'").replace("''", "'") == self.sheet):
            return text
        rows = [int(read[one].lstrip("$")) for one in ("from", "to") if read[one]]
        moved = [self.at(row) for row in rows]
        if len(rows) > 1:
            high = int(rows[1] >= rows[0])
            is_held = is_pattern and not read[("from", "to")[high]].startswith("$")
            if rows[high] == self.below and not is_held:
                moved[high] = self.end(rows[high])
        shown = [
            f"{'$' if read[one].startswith('$') else ''}{row}"
            for one, row in zip(("from", "to"), moved, strict=False)
        ]
        whole = f"{read['first']}{shown[0]}" + (f":{read['last']}{shown[1]}" if len(shown) > 1 else "")
        return f"{named}!{whole}" if named is not None else whole
