"""Words for full-text search: Chinese characters stand apart, so that any substring is found."""

import re

IDEOGRAPH = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Each of these is a word of its own; letters and digits stay together."""


def spaced(text: str) -> str:
    """Set the Chinese characters of ``text`` apart; ``unicode61`` splits the rest."""
    return IDEOGRAPH.sub(r" \g<0> ", text)


def phrase(text: str) -> str:
    """Give the FTS5 query that finds ``text`` as it stands, its last word perhaps unfinished."""
    quoted = spaced(text).replace('"', " ")
    return f'"{quoted}" *'
