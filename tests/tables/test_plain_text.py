"""CSV and its relatives: encodings, delimiters, quotation marks."""

from random import Random

import pytest

from inspector.errors import Unreadable
from inspector.tables.plain_text import MOST_LINES, decoded, delimiter_of, read_text
from inspector.tables.table import MOST_EMPTY

LIST = "名称,类别,所属网格\n示例焦化厂,焦化企业,示例村\n北山排土场,排土场,示例村\n"
WANTED = (("示例焦化厂", "焦化企业", "示例村"), ("北山排土场", "排土场", "示例村"))


def cells(table):
    return tuple(row.cells for row in table.rows)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_list_reads_the_same_in_every_encoding_an_office_uses(encoding):
    table = read_text("a.csv", LIST.encode(encoding))
    assert table.columns == ("名称", "类别", "所属网格")
    assert cells(table) == WANTED
    assert [row.number for row in table.rows] == [2, 3]
    assert not table.notes


def test_another_encoding_is_told_by_its_looks():
    text, encoding, _notes = decoded("a.csv", ("Éléments,é\n" * 40).encode("cp1252"))
    assert "," in text
    assert encoding == "?"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_told_by_the_lines(delimiter, end):
    given = LIST.replace(",", delimiter).replace("\n", end)
    assert cells(read_text("a.txt", given.encode())) == WANTED


def test_excels_own_hint_of_the_delimiter_is_followed():
    table = read_text("a.csv", b"sep=;\r\nname;grid\r\nWorks, north;V\r\n")
    assert cells(table) == (("Works, north", "V"),)
    assert table.rows[0].number == 3


def test_commas_inside_quotation_marks_do_not_count():
    assert delimiter_of(['"a,b,c";"d"\n', '"e,f,g";"h"\n']) == ";"
    assert delimiter_of(["one column\n", "\n"]) == ","


def test_a_cell_may_go_on_over_lines_and_hold_quotation_marks():
    table = read_text("a.csv", '名称,备注\n"一厂","第一行\n""第二行"""\n二厂,无\n'.encode())
    assert cells(table) == (("一厂", '第一行\n"第二行"'), ("二厂", "无"))


def test_a_quotation_mark_never_closed_spoils_its_row_only():
    lines = ["名称,备注", '"一厂,开着', *(f"{n} 厂,有" for n in range(MOST_LINES + 20))]
    table = read_text("a.csv", "\n".join(lines).encode())
    bad = [row for row in table.rows if row.fault]
    assert [(row.number, str(row.fault)) for row in bad] == [
        (2, "A quotation mark is opened in this row and never closed.")
    ]
    assert len(table.rows) == MOST_LINES + 21


def test_a_quotation_mark_open_at_the_end_swallows_nothing():
    table = read_text("a.csv", '名称,备注\n一厂,有\n二厂,"开着\n三厂,有\n'.encode())
    assert [bool(row.fault) for row in table.rows] == [False, True, False]


def test_a_last_record_may_end_without_a_line_end():
    assert cells(read_text("a.csv", '名称,备注\n一厂,"有"'.encode())) == (("一厂", "有"),)


def test_inches_are_no_quotation_marks():
    table = read_text("a.csv", '名称,备注\n一厂,5" 管\n二厂,"有" 管\n'.encode())
    assert cells(table) == (("一厂", '5" 管'), ("二厂", "有 管"))


@pytest.mark.parametrize(
    ("usual", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")], ids=["in UTF-8", "in GB18030"]
)
def test_lines_in_another_encoding_are_rows_with_the_reason(usual, other):
    lines = [f"示例焦化{n}厂,示例村".encode(usual) for n in range(9)]
    lines[4] = "混入的一行厂,示例村".encode(other)
    table = read_text("a.csv", b"\n".join(["名称,网格".encode(usual), *lines]))
    assert table.encoding == usual
    assert [row.number for row in table.rows if row.fault] == [6]
    assert "another encoding" in str(table.rows[4].fault)
    assert table.rows[5].cells == ("示例焦化5厂", "示例村")
    assert "not all in the same encoding" in str(table.notes[0])


def test_western_letters_in_utf_8_stay_where_another_line_is_bad():
    table = read_text("a.csv", "名称,网格\nCafé,示例村\nOsé,é\n".encode() + "坏厂,示例村\n".encode("gb18030"))
    assert [bool(row.fault) for row in table.rows] == [False, False, True]
    assert table.rows[1].cells == ("Osé", "é")


def test_letters_lost_before_are_said_too():
    table = read_text("a.csv", "名称,网格\n示\ufffd厂,示例村\n".encode())
    assert table.rows[0].fault


def test_zero_bytes_between_letters_are_left_out_and_said():
    table = read_text("a.csv", b"name,grid\nWo\0rks,V\n" + b"x,y\n" * 40)
    assert table.rows[0].cells == ("Works", "V")
    assert "Zero bytes" in str(table.notes[0])


@pytest.mark.parametrize("data", [bytes(range(1, 256)) * 40, b"\x01\x02\x03\x04" * 99])
def test_what_is_no_text_is_one_sentence(data):
    with pytest.raises(Unreadable, match=r"a\.csv is no table this program can read"):
        read_text("a.csv", data)


def test_text_in_no_encoding_at_all_is_one_sentence():
    chance = Random(1)
    with pytest.raises(Unreadable, match=r"no table this program can read"):
        read_text("a.csv", bytes(chance.randrange(128, 256) for _ in range(3_000)))


def test_a_long_field_is_a_reason_and_the_rest_goes_on():
    long = "长" * 140_000
    table = read_text("a.csv", f'名称,备注\n一厂,{long}\n二厂,"{long}"\n三厂,有\n'.encode())
    assert [str(row.fault) for row in table.rows[:2]] == ["This cell holds more than 131072 characters."] * 2
    assert table.rows[2].cells == ("三厂", "有")


def test_many_empty_lines_end_a_list():
    table = read_text("a.csv", ("名称,网格\n一厂,村\n" + ",\n" * (MOST_EMPTY + 5) + "二厂,村\n").encode())
    assert cells(table) == (("一厂", "村"),)


def test_a_few_empty_lines_do_not():
    table = read_text("a.csv", "名称,网格\n\n一厂,村\n,\n二厂,村\n".encode())
    assert [row.number for row in table.rows] == [3, 5]


def test_more_rows_than_a_list_has_are_refused(monkeypatch):
    monkeypatch.setattr("inspector.tables.plain_text.MOST_ROWS", 10)
    with pytest.raises(Unreadable, match="more than 10 rows"):
        read_text("a.csv", ("名称,网格\n" + "一厂,村\n" * 12).encode())
