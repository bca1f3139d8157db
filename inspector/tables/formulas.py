"""Text that a spreadsheet would run as a formula: written so that it does not, and read back as it was.

The marks are those of OWASP's page on CSV injection; an apostrophe before them makes a cell text.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_ESCAPED = re.compile(r"''*[=+\-@\t\r＝＋－＠]")


def escaped(text: str) -> str:
    """Give ``text`` as it may stand in a CSV file."""
    return f"'{text}" if _RISKY.match(text) else text


def unescaped(text: str) -> str:
    """Give back what ``escaped`` was given."""
    return text[1:] if _ESCAPED.match(text) else text
