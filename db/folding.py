"""What the entries of a subject come to in the tables: folded, and handed to the writer of rows."""

from collections.abc import Sequence

from db.changes import Kind
from db.row_shape import Rows, Shape
from db.row_writer import NO_SUCH_TIME, RowWriter
from db.rows import SHAPE_OF
from db.speakers import JUDGED, fact_by
from inspector.journal.authority import Authority
from inspector.journal.chain import fold_order
from inspector.journal.entry import Entry
from inspector.model.events import Facts


def fold(
    writer: RowWriter,
    authority: Authority,
    subject: str,
    entries: Sequence[Entry],
    *,
    is_new: bool,
    rid: int = 0,
) -> set[Kind]:
    """Give the rows of ``subject`` to ``writer``, and say what kinds of row they are."""
    facts = fold_order([fact_by(authority, entry) for entry in entries])
    shapes = dict.fromkeys(SHAPE_OF[fact.type] for fact in facts if fact.type in SHAPE_OF)
    for shape in shapes:
        writer.write(shape, subject, _rows(writer, shape, facts), is_new=is_new, rid=rid)
    writer.remark(subject, facts, {entry.hash: entry for entry in entries}, is_new=is_new)
    return {shape.kind for shape in shapes} or {Kind.OTHER}


def fold_lone(writer: RowWriter, authority: Authority, entry: Entry) -> set[Kind]:
    """Give ``writer`` what is to be said of an entry without subject."""
    writer.remark_on_lone(fact_by(authority, entry), entry)
    return {Kind.AUTHORITY if entry.header.type in JUDGED else Kind.OTHER}


def _rows(writer: RowWriter, shape: Shape, facts: Facts) -> Rows | None:
    try:
        return shape.rows(facts)
    except OverflowError:
        # a foreign number of days may end on no day; the subject can't be shown
        writer.complain(facts[-1], NO_SUCH_TIME)
        return None
