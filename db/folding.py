"""What the entries of a subject come to in the tables: folded, and handed to the writer of rows."""

from collections.abc import Sequence

from db.changes import Kind
from db.row_shape import Rows, Shape
from db.row_writer import NO_SUCH_TIME, RowWriter
from db.rows import SHAPE_OF
from db.speakers import JUDGED
from inspector.journal.chain import fold_order
from inspector.model.events import Fact, Facts


def fold(writer: RowWriter, subject: str, known: Sequence[Fact], *, is_new: bool, rid: int = 0) -> set[Kind]:
    """Give the rows of ``subject`` to ``writer``, from its facts in any order; say what kinds they are."""
    facts = fold_order(known)
    shapes = dict.fromkeys(SHAPE_OF[fact.type] for fact in facts if fact.type in SHAPE_OF)
    for shape in shapes:
        writer.write(shape, subject, _rows(writer, shape, facts), is_new=is_new, rid=rid)
    writer.remark(subject, facts, is_new=is_new)
    return {shape.kind for shape in shapes} or {Kind.OTHER}


def fold_lone(writer: RowWriter, fact: Fact) -> set[Kind]:
    """Give ``writer`` what is to be said of an entry without subject."""
    writer.remark_on_lone(fact)
    return {Kind.AUTHORITY if fact.type in JUDGED else Kind.OTHER}


def _rows(writer: RowWriter, shape: Shape, facts: Facts) -> Rows | None:
    try:
        return shape.rows(facts)
    except OverflowError:
        # a foreign number of days may end on no day; the subject can't be shown
        writer.complain(facts[-1], NO_SUCH_TIME)
        return None
