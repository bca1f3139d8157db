"""Files made to harm: one sentence, in bounded time and memory, and the program goes on."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from inspector.errors import Refused, Unreadable
from inspector.plans.document import Document, Line
from inspector.plans.documents import gathering, pdf_glyphs, read_document, word
from inspector.plans.documents.beside import Failure, memory_of, read_beside, serve
from inspector.plans.documents.limits import LARGEST_FILE, LARGEST_TEXT, LONGEST_LINE, MOST_LINES
from inspector.plans.documents.pdf import read_pdf
from inspector.plans.documents.word import read_word
from tests.plans.documents.made import (
    W,
    packed,
    paragraphs,
    pdf_of,
    raw_word,
    saved,
    silent,
)
from tests.plans.documents.made import (
    word as new_word,
)

PARAGRAPH = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"


def refuses(path: Path, sentence: str) -> None:
    """Be refused beside the program, and by the reader itself."""
    with pytest.raises(Unreadable, match=sentence):
        read_document(path)
    for kind, read in ((".docx", read_word), (".pdf", read_pdf)):
        if path.suffix == kind:
            with pytest.raises(Unreadable, match=sentence):
                read(path, silent)


def test_a_gigabyte_of_one_line_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "a.txt"
    with file.open("wb") as made:
        made.write(b"a")
        made.truncate(1 << 30)
    refuses(file, f"larger than {LARGEST_FILE // 1024 // 1024} MB")
    with file.open("wb") as made:
        made.write(b"a")
        made.truncate(LARGEST_TEXT + 1)
    refuses(file, f"larger than {LARGEST_TEXT // 1024 // 1024} MB")


def test_a_line_too_long_too_many_lines_and_too_much_text_are_refused(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_bytes(b"a" * (LONGEST_LINE + 1))
    refuses(file, "a line of more than")
    file.write_bytes(b"a\n" * (MOST_LINES + 1))
    refuses(file, f"more than {MOST_LINES} lines")
    monkeypatch.setattr(gathering, "MOST_CHARACTERS", 10)
    file.write_bytes(b"aaaa\n" * 3)
    refuses(file, "more than 10 characters")


def test_a_bomb_in_a_package_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(word, "LARGEST_PART", 1_000_000)
    bomb = raw_word(tmp_path / "a.docx", PARAGRAPH * 40_000)
    assert bomb.stat().st_size < 10_000
    with pytest.raises(Unreadable, match="unpacks"):
        read_word(bomb, silent)
    monkeypatch.setattr(word, "LARGEST_WHOLE", 1_000_000)
    with pytest.raises(Unreadable, match="unpacks"):
        read_word(
            raw_word(tmp_path / "b.docx", PARAGRAPH, parts={"word/media/a.png": bytes(2_000_000)}), silent
        )
    monkeypatch.setattr(word, "MOST_PARTS", 10)
    with pytest.raises(Unreadable, match="unpacks"):
        read_word(raw_word(tmp_path / "c.docx", PARAGRAPH, parts={f"{at}": "" for at in range(20)}), silent)


ENTITIES = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def test_entities_are_refused(tmp_path):
    file = raw_word(
        tmp_path / "a.docx", f"<w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p>{PARAGRAPH}", before=ENTITIES
    )
    refuses(file, "damaged")
    styles = f'{ENTITIES}<w:styles xmlns:w="{W}">&b;</w:styles>'
    refuses(raw_word(tmp_path / "b.docx", PARAGRAPH, parts={"word/styles.xml": styles}), "damaged")


def test_relations_that_lead_outside_are_not_followed(tmp_path):
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    relations = (
        f'<Relationships {space}><Relationship Id="r" Type="x/styles" TargetMode="External" Target="http://a/b"/>'
        '<Relationship Id="s" Type="x/numbering" Target="../../../../etc/passwd"/>'
        '<Relationship Id="t" Type="x/numbering" Target="nowhere.xml"/></Relationships>'
    )
    file = raw_word(tmp_path / "a.docx", PARAGRAPH, parts={"word/_rels/document.xml.rels": relations})
    assert [line.text for line in read_word(file, silent).lines] == ["甲"]


def test_elements_nested_deep_are_refused(tmp_path):
    deep = "<w:tbl><w:tr><w:tc>" * 20_000 + PARAGRAPH
    refuses(raw_word(tmp_path / "a.docx", deep + "</w:tc></w:tr></w:tbl>" * 20_000), "damaged")


def test_countless_empty_paragraphs_hold_no_text(tmp_path):
    refuses(raw_word(tmp_path / "a.docx", "<w:p/>" * 300_000), "no text")


def test_cells_that_reach_over_everything_stay_bounded(tmp_path):
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>' + PARAGRAPH + "</w:tc>"
    file = raw_word(tmp_path / "a.docx", f"<w:tbl><w:tr>{wide}{wide}</w:tr></w:tbl>")
    assert len(read_word(file, silent).lines[0].cells) == 200


@pytest.mark.parametrize("part", ["xl/workbook.xml", "ppt/presentation.xml"])
def test_other_packages_are_named(tmp_path, part):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    relations = (
        f'<Relationships {space}><Relationship Id="r1" Type="{kind}" Target="/{part}"/></Relationships>'
    )
    refuses(
        packed(tmp_path / "a.docx", {"_rels/.rels": relations, part: "<a/>"}),
        "workbook" if "xl" in part else "no document",
    )


def test_an_archive_of_something_else_is_no_document(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("a.txt", "a")
    refuses(tmp_path / "a.docx", "no document")


def test_cut_and_damaged_documents_are_said_to_be(tmp_path):
    whole = saved(new_word(), tmp_path / "a.docx").read_bytes()
    (tmp_path / "b.docx").write_bytes(whole[: len(whole) // 2])
    refuses(tmp_path / "b.docx", "damaged")
    refuses(packed(tmp_path / "c.docx", {"word/document.xml": b"<w:document \xff"}), "damaged")
    locked = bytearray(raw_word(tmp_path / "d.docx", PARAGRAPH).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = locked.find(mark)
        while found >= 0:
            locked[found + at] |= 1
            found = locked.find(mark, found + 1)
    (tmp_path / "e.docx").write_bytes(locked)
    refuses(tmp_path / "e.docx", "password")


def test_a_protected_pdf_is_said_to_be(tmp_path):
    file = pdf_of(tmp_path / "a.pdf", paragraphs(["甲"]))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    refuses(file, "password")
    with pytest.raises(Unreadable, match="password"):
        read_pdf(file, silent)


def test_a_scan_is_said_to_be(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.rect(0, 0, 100, 100, fill=1)
    canvas.save()
    with pytest.raises(Unreadable, match="scan"):
        read_pdf(tmp_path / "a.pdf", silent)


def test_a_cut_pdf_and_one_with_endless_pages_are_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(2_000))
    with pytest.raises(Unreadable, match="damaged"):
        read_pdf(tmp_path / "a.pdf", silent)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Pages.Kids = pikepdf.Array([pdf.pages[0].obj] * 100_000)
        pdf.Root.Pages.Count = 100_000
        pdf.save(tmp_path / "b.pdf")
    refuses(tmp_path / "b.pdf", "pages")
    with pytest.raises(Unreadable, match="pages"):
        read_pdf(tmp_path / "b.pdf", silent)


def test_a_damaged_page_is_listed_and_the_others_are_read(tmp_path):
    file = pdf_of(tmp_path / "a.pdf", paragraphs(["甲"]))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.Root.Pages.Kids.append(pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Nothing)))
        pdf.Root.Pages.Count = 2
        pdf.save(file)
    document = read_pdf(file, silent)
    assert [line.text for line in document.lines] == ["甲"]
    assert "not read: 2" in str(document.doubts[0])


def test_a_drawing_of_countless_lines_is_no_table(tmp_path, monkeypatch):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for at in range(1_400):
        canvas.line(at % 100 * 5, at // 100 * 50, at % 100 * 5, at // 100 * 50 + 40)
    canvas.drawString(72, 800, "plan")
    canvas.save()
    assert [line.text for line in read_pdf(tmp_path / "a.pdf", silent).lines] == ["plan"]
    monkeypatch.setattr(pdf_glyphs, "MOST_PATHS", 10)
    assert [line.text for line in read_pdf(tmp_path / "a.pdf", silent).lines] == ["plan"]


def test_merged_squares_by_the_thousand_are_no_table(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(2000, 2000))
    canvas.drawString(72, 800, "plan")
    canvas.grid([10 * at for at in range(190)], [10 * at for at in range(190)])
    canvas.save()
    assert [line.text for line in read_pdf(tmp_path / "a.pdf", silent).lines] == ["plan"]


# What the process beside does, here as work of tests that it can import by name.


def gives(path: Path, report) -> Document:
    report(1, 2)
    report(2, 2)
    return Document(path.name, "", (Line(1, "甲"),))


def fails(_path: Path, _report) -> Document:
    raise ValueError("our fault")


def refused(path: Path, _report) -> Document:
    raise Unreadable("{file} no", file=path.name)


def starves(_path: Path, _report) -> Document:
    raise MemoryError


def dies(_path: Path, _report) -> Document:
    os._exit(3)


def never_ends(_path: Path, report) -> Document:
    while True:
        report(1, 9)


def swells(_path: Path, report) -> Document:
    held = []
    while True:
        held.append(bytes(1 << 22))
        report(1, 9)


@pytest.mark.parametrize(
    ("work", "sentence"),
    [(dies, "made its reader fail"), (never_ends, "more time or memory"), (swells, "more time")],
)
def test_a_process_that_dies_never_ends_or_swells_costs_one_sentence(tmp_path, work, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read_beside(work, tmp_path / "a", silent, seconds=0.5, memory=300 << 20)


def test_what_the_process_gives_and_raises_comes_through(tmp_path):
    assert read_beside(gives, tmp_path / "a", silent).lines == (Line(1, "甲"),)
    with pytest.raises(Unreadable, match="a no"):
        read_beside(refused, tmp_path / "a", silent)
    with pytest.raises(ValueError, match="our fault"):
        read_beside(fails, tmp_path / "a", silent)


def test_a_document_can_be_given_up_while_it_is_read(tmp_path):
    said: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        said.append((done, total))
        if done:
            raise Refused("stop")

    with pytest.raises(Refused):
        read_beside(never_ends, tmp_path / "a", stop)
    assert said[-1] == (1, 9)


def test_a_process_that_has_ended_takes_no_memory():
    assert memory_of(os.getpid()) > 1_000_000
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert memory_of(process.pid) == 0


class Wire:
    """Takes what the process would send."""

    def __init__(self) -> None:
        self.sent: list[object] = []

    def send(self, what: object) -> None:
        self.sent.append(what)


@pytest.mark.parametrize(
    ("work", "kind"), [(gives, None), (refused, Unreadable), (starves, Unreadable), (fails, ValueError)]
)
def test_the_process_says_at_once_that_it_began_and_at_last_what_came_of_it(tmp_path, work, kind):
    wire = Wire()
    serve(wire, work, tmp_path / "a")  # type: ignore[arg-type]
    assert wire.sent[0] == (0, 0)
    last = wire.sent[-1]
    if kind is None:
        assert isinstance(last, Document)
        assert wire.sent[1] == (1, 2)
    else:
        assert isinstance(last, Failure)
        assert isinstance(last.error, kind)


def test_documents_are_read_whole_beside_the_program(tmp_path):
    assert [line.text for line in read_document(raw_word(tmp_path / "a.docx", PARAGRAPH)).lines] == ["甲"]
    file = pdf_of(tmp_path / "a.pdf", paragraphs(["乙"]))
    assert [line.text for line in read_document(file).lines] == ["乙"]
    with pytest.raises(OSError, match="No such"):
        read_document(tmp_path / "nowhere.txt")
