"""Tables that are none, or mean harm: each ends in one sentence, soon, and without much memory."""

import zipfile
from contextlib import suppress

import pytest

from inspector.errors import Unreadable
from inspector.tables import reading, workbook_reading
from inspector.tables.reading import read_table
from tests.tables.made import data, package, row, workbook

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 whatever", "is no table but a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is no table but a picture"),
        (b"\xff\xd8\xff\xe0", "is no table but a picture"),
        (b"PK\x05\x06" + bytes(18), "is no table but an empty archive"),
        (b"SQLite format 3\0", "is no table but a database"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "is a workbook of the old kind (.xls or .et). Save it as",
        ),
        (b"", "holds nothing"),
        (b" \r\n ", "holds nothing"),
        (b"PK\x03\x04 and then nothing", "is no workbook this program can read"),
    ],
)
def test_what_only_calls_itself_a_workbook_is_one_sentence(tmp_path, content, sentence):
    file = tmp_path / "清单.xlsx"
    file.write_bytes(content)
    with pytest.raises(Unreadable) as error:
        read_table(file)
    assert sentence in str(error.value)
    assert str(error.value).startswith("清单.xlsx")


def test_a_cut_workbook_is_one_sentence(tmp_path):
    file = workbook(tmp_path / "a.xlsx", [("名称", "所属网格"), *(("一厂", "村") for _ in range(50))])
    whole = file.read_bytes()
    for size in range(30, len(whole), 97):
        file.write_bytes(whole[:size])
        with pytest.raises(Unreadable):
            read_table(file)


def test_flipped_bytes_never_do_more_than_a_sentence(tmp_path):
    file = workbook(tmp_path / "a.xlsx", [("名称", "所属网格"), *((f"{n} 厂", "村") for n in range(30))])
    whole = file.read_bytes()
    for at in range(0, len(whole), 41):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with suppress(Unreadable):
            assert read_table(file).columns


def test_a_document_that_is_no_workbook_is_one_sentence(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(Unreadable, match="no workbook this program can read"):
        read_table(tmp_path / "a.docx")


def test_a_workbook_with_a_password_is_said(tmp_path):
    file = workbook(tmp_path / "a.xlsx", [("名称", "所属网格"), ("一厂", "村")])
    locked = bytearray(file.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(mark)
        while place >= 0:
            locked[place + at] |= 1
            place = locked.find(mark, place + 1)
    file.write_bytes(locked)
    with pytest.raises(Unreadable, match="protected with a password"):
        read_table(file)


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE])
def test_entities_are_not_even_declared(tmp_path, head):
    with pytest.raises(Unreadable, match=r"a\.xlsx is damaged: xl/worksheets/sheet1\.xml can't be read"):
        read_table(package(tmp_path / "a.xlsx", data(row(2, "&a;", "村")), head=head))


def test_a_bomb_is_known_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_reading, "LARGEST_PART", 1_000_000)
    bomb = {"xl/media/bomb.bin": bytes(2_000_000)}
    with pytest.raises(Unreadable, match="unpacks to more than 512 MB"):
        read_table(package(tmp_path / "a.xlsx", data(row(2, "一厂", "村")), bomb))


def test_a_bomb_that_lies_about_its_size_is_damaged(tmp_path):
    file = package(tmp_path / "a.xlsx", data(*(row(n, "一厂" * 50, "村") for n in range(2, 4_000))))
    with zipfile.ZipFile(file) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    lying = file.read_bytes().replace(part.file_size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    file.write_bytes(lying)
    with pytest.raises(Unreadable):
        read_table(file)


def test_a_file_larger_than_any_list_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_FILE", 1024 * 1024)
    file = tmp_path / "a.csv"
    file.write_bytes(b"x" * (1024 * 1024 + 1))
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read_table(file)


def test_a_million_empty_rows_end_soon(tmp_path):
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_000, 7))
    sheet = f'<dimension ref="A1:XFD1048576"/>{data(row(2, "一厂", "村"), empty)}'
    table = read_table(package(tmp_path / "a.xlsx", sheet))
    assert len(table.rows) == 1
    assert "empty rows follow" in str(table.notes[0])


def test_a_sheet_of_nothing_but_a_million_empty_rows_holds_nothing(tmp_path):
    empty = "".join(f'<row r="{n}"/>' for n in range(1, 1_000_000))
    with pytest.raises(Unreadable, match="holds nothing"):
        read_table(package(tmp_path / "a.xlsx", f"<sheetData>{empty}</sheetData>"))


def test_more_rows_than_a_list_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("inspector.tables.sheet_reading.MOST_ROWS", 10)
    with pytest.raises(Unreadable, match="more than 10 rows"):
        read_table(package(tmp_path / "a.xlsx", data(*(row(n, "一厂", "村") for n in range(2, 20)))))


@pytest.mark.parametrize(
    "sheet",
    [
        data('<row r="2"><c r="ZZZZ2" t="str"><v>x</v></c></row>'),
        data('<row r="x"/>'),
        data('<row r="2"><c r="A2" t="s"><v>5</v></c></row>'),
        data('<row r="2"><c r="A2"><v>many</v></c></row>'),
        data('<row r="2"><c r="A2" s="x"><v>1</v></c></row>'),
        data(row(2, "一厂", "村")) + '<mergeCells><mergeCell ref="nonsense"/></mergeCells>',
        data(row(2, "一厂", "村")) + "<mergeCells><mergeCell/></mergeCells>",
        data('<row r="2"><c r="A2" t="str"><v>x</v></row>'),
    ],
)
def test_nonsense_in_a_sheet_is_damage(tmp_path, sheet):
    with pytest.raises(Unreadable, match="is damaged"):
        read_table(package(tmp_path / "a.xlsx", sheet))


def test_sixteen_thousand_columns_are_cut_and_said(tmp_path):
    wide = ["名称", "所属网格", *(f"c{n}" for n in range(16_382))]
    table = read_table(workbook(tmp_path / "a.xlsx", [wide, wide]))
    assert len(table.columns) == 256
    assert "first 256 columns" in str(table.notes[0])


def test_rows_that_are_empty_but_for_the_last_column_take_no_memory(tmp_path):
    wide = "".join(f'<row r="{n}"><c r="XFD{n}" t="str"><v>x</v></c></row>' for n in range(2, 9_000))
    table = read_table(package(tmp_path / "a.xlsx", data(wide)))
    assert len(table.rows[0].cells) == 256
    assert "first 256 columns" in str(table.notes[0])


def test_more_cells_than_a_list_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("inspector.tables.sheet_reading.MOST_CELLS", 100)
    with pytest.raises(Unreadable, match="more than 100 cells"):
        read_table(package(tmp_path / "a.xlsx", data(*(row(n, "一厂", "村") for n in range(2, 99)))))


def test_a_line_of_nothing_but_commas_takes_no_memory(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("名称,网格\n一厂,村" + "," * 100_000 + "x\n", "utf-8")
    table = read_table(file)
    assert len(table.rows[0].cells) == 256


def test_a_text_of_many_megabytes_in_one_cell_takes_no_memory_and_gives_a_reason(tmp_path):
    file = package(
        tmp_path / "a.xlsx",
        data(f'<row r="2"><c r="A2" t="str"><v>{"长" * 3_000_000}</v></c></row>', row(3, "二厂", "村")),
    )
    table = read_table(file)
    assert "more than 32767" in str(table.rows[0].cell(0))
    assert table.rows[1].cells == ("二厂", "村")


def test_thousands_of_parts_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_reading, "MOST_PARTS", 5)
    with pytest.raises(Unreadable, match="unpacks to more"):
        read_table(package(tmp_path / "a.xlsx", data(), {f"x{n}": "" for n in range(9)}))


def test_a_file_that_is_gone_is_the_systems_word(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "gone.csv")
