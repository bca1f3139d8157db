"""公开 as a page for browsers: one file that needs no other and has no scripts."""

from html import escape
from pathlib import Path

from inspector.file_faults import put_in_place
from inspector.reports.full_disk import full_disk_refused
from inspector.reports.publication_paper import PublicationPaper
from inspector.reports.publication_words import WordTable, issued_words, lead_of, tables_of
from inspector.words import in_language

_LOOK = """
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1d2420; background: #fff;
  font: 16px/1.6 "Noto Sans SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif; }
h1 { font-size: 1.6rem; text-align: center; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
.lead { background: #e9efeb; padding: .75rem 1rem; white-space: pre-line; }
.mark { color: #8a5a00; font-weight: bold; }
.issued { text-align: right; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #6b756f; padding: .3rem .5rem; text-align: center; }
th { background: #e9efeb; }
th[scope=row] { background: none; font-weight: normal; text-align: left; }
@media (prefers-color-scheme: dark) {
  body { color: #e6ebe8; background: #161a18; }
  .lead, th { background: #232a26; }
  .mark { color: #e3b25f; }
}
"""


def write_publication_page(paper: PublicationPaper, to: Path) -> None:
    """Write ``paper`` to ``to``, whole or not at all. Raises Refused when the disk is full, OSError."""
    part = to.with_name(f".{to.name}.part")
    try:
        with full_disk_refused():
            part.write_text(publication_page(paper), "utf-8")
        put_in_place(part, to)
    finally:
        part.unlink(missing_ok=True)


def publication_page(paper: PublicationPaper) -> str:
    """Give the page as HTML."""
    say = in_language(paper.language)
    title = escape(paper.headline(say))
    marks = [
        say("Sample data, no real record") if paper.is_sample else "",
        say("Draft: the summary of this period is not frozen.") if paper.is_draft else "",
    ]
    told = "\n".join(f'<p class="mark">{escape(one)}</p>' for one in marks if one)
    tables = "\n".join(_table(one) for one in tables_of(paper, say))
    return f"""<!DOCTYPE html>
<html lang="{paper.language.replace("_", "-")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} {escape(paper.grid)} {paper.period.name}</title>
<style>{_LOOK}</style>
</head>
<body>
<main>
{told}
<h1>{title}</h1>
<p class="lead">{escape(lead_of(paper, say))}</p>
{tables}
<p class="issued">{escape(issued_words(paper, say))}</p>
</main>
</body>
</html>
"""


def _table(told: WordTable) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in told.heads)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(one)}</td>" for one in others)}</tr>'
        for first, *others in told.rows
    )
    return f"""<section>
<h2>{escape(told.title)}</h2>
<div class="wide"><table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table></div>
</section>"""
