"""Plain text and Markdown: the encoding, and lines as an editor counts them."""

import codecs

import pytest

from inspector.errors import Unreadable
from inspector.plans.documents import read_document

TEXT = "乌海市整改方案\n\n(一)问题。\n牵头单位:市委办公厅\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-32"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        ("A plan, " * 30 + TEXT).encode("utf-16-le"),
        ("A plan, " * 30 + TEXT).encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode("gbk"),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_every_encoding_of_the_trade_is_read(tmp_path, data):
    file = tmp_path / "plan.txt"
    file.write_bytes(data)
    document = read_document(file)
    assert [line.text.removeprefix("A plan, " * 30) for line in document.lines] == TEXT.splitlines()
    assert [line.number for line in document.lines] == [1, 2, 3, 4]
    assert (document.file, document.title, document.doubts) == ("plan.txt", "", ())


def test_a_few_damaged_bytes_are_shown_and_said(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_bytes((TEXT * 50).encode() + b"\xff\xfe\xfd ok")
    document = read_document(file)
    assert document.lines[-1].text == "��� ok"
    assert list(map(str, document.doubts)) == [
        "Some bytes are in another encoding or damaged; they are shown as � in 3 places."
    ]
    file.write_bytes(codecs.BOM_UTF8 + TEXT.encode() + b"\xff")
    assert len(read_document(file).doubts) == 1


def test_zero_bytes_are_left_out_and_said(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_bytes(("乌海" * 3000).encode() + b"\0\0" + "整改".encode())
    document = read_document(file)
    assert document.lines[0].text == "乌海" * 3000 + "整改"
    assert list(map(str, document.doubts)) == ["Zero bytes between the characters were left out."]


def test_an_encoding_nobody_declares_is_guessed_and_said(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_bytes(
        ("Le délai est fixé à l'été, à défaut à l'année prochaine; la mairie est chargée. " * 9).encode(
            "cp1252"
        )
    )
    document = read_document(file)
    assert "certain" in str(document.doubts[0])


def test_what_nobody_sees_is_taken_out(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text("\u3000\u3000一、\u200b任务\xa0\xa0一\ufeff\n\x07b\n", encoding="utf-8")
    assert [line.text for line in read_document(file).lines] == ["一、任务  一", "b"]


def test_markdown_marks_are_taken_off_and_its_lines_stay(tmp_path):
    file = tmp_path / "plan.md"
    file.write_text(
        "# 整改方案 #\n\n## 一、**任务**\n- [x] *甲*局\n> 引文\n1. 序\n\n| 序号 | 任务 |\n|---|:--:|\n"
        "| 1 | 甲<br>乙 |\n```\n# 不是标题\n```\n[网](http://a)和`码` 2\\*3 a*b*c\n|a|\n---\n",
        encoding="utf-8",
    )
    document = read_document(file)
    assert document.title == "整改方案"
    assert [(line.text, line.heading) for line in document.lines] == [
        ("整改方案", 1),
        ("", 0),
        ("一、任务", 2),
        ("甲局", 0),
        ("引文", 0),
        ("1. 序", 0),
        ("", 0),
        ("序号\t任务", 0),
        ("", 0),
        ("1\t甲\n乙", 0),
        ("", 0),
        ("# 不是标题", 0),
        ("", 0),
        ("网和码 2*3 a*b*c", 0),
        ("|a|", 0),
        ("---", 0),
    ]
    assert document.lines[9].cells == ("1", "甲\n乙")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b" \n\t\r\n", "no text"),
        ("a.txt", codecs.BOM_UTF8 + b"\n\n", "no text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old kind"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.doc", b"{\\rtf1\\ansi", "Rich Text"),
        ("a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "Word XML"),
        ("a.doc", b"MIME-Version: 1.0\r\n", "web archive"),
        ("a.pdf", b"\x89PNG\r\n", "picture"),
        ("a.txt", b"Rar!\x1a", "no document"),
        ("a.txt", bytes(range(1, 32)) * 100, "no document"),
        ("a.txt", b"\xff\x81\x00\xfe\x80" * 400 + bytes(range(128, 256)), "no document"),
    ],
)
def test_what_is_no_text_gets_one_sentence(tmp_path, name, data, sentence):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(Unreadable, match=sentence):
        read_document(file)
