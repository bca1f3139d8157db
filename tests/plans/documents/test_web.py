"""Web pages: blocks as lines, tables as rows, whatever encoding and furniture."""

import pytest

from inspector.errors import Unreadable
from inspector.plans.documents import read_document
from inspector.plans.documents.web import is_page, read_web
from tests.plans.documents.made import silent


def read(tmp_path, text: str | bytes, name: str = "a.html"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_web(file, silent)


def lines(tmp_path, text: str | bytes) -> list[str]:
    return [line.text for line in read(tmp_path, text).lines]


def test_blocks_and_breaks_are_lines(tmp_path):
    text = "<body>头<h2>一、<b>任务</b></h2><div>甲 \n 乙<br>丙<p>丁</p>尾</div><pre>一\n 二</pre></body>"
    document = read(tmp_path, text)
    assert [(line.text, line.heading) for line in document.lines] == [
        ("头", 0),
        ("一、任务", 2),
        ("甲 乙", 0),
        ("丙", 0),
        ("丁", 0),
        ("尾", 0),
        ("一", 0),
        ("二", 0),
    ]


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "utf-8", "nonsense", "hex"])
@pytest.mark.parametrize("written", ["gb18030", "utf-8"])
def test_the_encoding_is_that_of_the_bytes_whatever_the_page_says(tmp_path, charset, written):
    head = f'<meta charset="{charset}"><title> 整改\n方案 </title>'
    page = f"<html><head>{head}</head><p>乌海市整改方案镕</p></html>"
    document = read(tmp_path, page.encode(written))
    assert [line.text for line in document.lines] == ["乌海市整改方案镕"]
    assert document.title == "整改 方案"


def test_an_encoding_only_the_page_knows_is_believed(tmp_path):
    page = (
        '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>' + "環境保護督察整改方案" * 30
    )
    assert lines(tmp_path, page.encode("big5")) == ["環境保護督察整改方案" * 30]


def test_what_is_not_shown_is_left_out_and_what_follows_it_is_not(tmp_path):
    page = "<p>甲<script>var a='<p>x'</script>乙<!-- 注 --><style>p{}</style>&nbsp;丙&copy;</p>"
    assert lines(tmp_path, page) == ["甲乙 丙©"]


def test_frames_and_pictures_are_said(tmp_path):
    document = read(tmp_path, "<p>甲<img src=http://a/x.png><iframe src=http://a>旧</iframe></p>")
    assert [line.text for line in document.lines] == ["甲"]
    assert list(map(str, document.doubts)) == [
        "The page shows other pages inside it; they were not read: 1.",
        "Pictures are not read: 1.",
    ]


def test_a_table_of_facts_gives_cells(tmp_path):
    page = (
        "<table><caption>任务表</caption><thead><tr><th>序号<th>任务<th>责任单位</thead>"
        "<tr><td rowspan=2>1<td>甲<p>乙</p>丙<td rowspan=x>一局<br>二局<script>s</script></tr>"
        "<tr><td colspan=2><ol><li>子<li>丑</ol></tr>"
        "<tr><td> <td></tr></table>"
    )
    document = read(tmp_path, page)
    assert [line.cells for line in document.lines] == [
        ("任务表",),
        ("序号", "任务", "责任单位"),
        ("1", "甲\n乙\n丙", "一局\n二局"),
        ("", "1. 子\n2. 丑", ""),
    ]


def test_a_table_that_only_places_things_is_no_table(tmp_path):
    inner = "<table><tr><td>一<td>二</table>"
    page = f"<table><tr><td>导航<td>{inner}<p>正文</table><table><tr><td>甲</td></tr></table>"
    document = read(tmp_path, page)
    assert [(line.text, line.cells) for line in document.lines] == [
        ("导航", ()),
        ("一\t二", ("一", "二")),
        ("正文", ()),
        ("甲", ()),
    ]


def test_lists_have_the_numbers_a_browser_shows(tmp_path):
    page = "<ol start=3><li>甲<ol type=a><li>子<li>丑</ol><li>乙</ol><ul><li>丙</ul><li>丁"
    assert lines(tmp_path, page) == ["3. 甲", "a. 子", "b. 丑", "4. 乙", "丙", "丁"]


def test_entities_of_a_page_are_never_expanded(tmp_path):
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><p>甲&b;</p>'
    assert "甲&b;" in lines(tmp_path, page)


def test_elements_a_million_deep_are_refused(tmp_path):
    with pytest.raises(Unreadable, match="deep"):
        read(tmp_path, b"<div>" * 1_000_000 + b"x")


def test_a_page_without_text_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="no text"):
        read(tmp_path, "<p></p>" * 1000)
    with pytest.raises(Unreadable, match="no text"):
        read(tmp_path, "<!-- -->")
    with pytest.raises(Unreadable, match="no text"):
        read(tmp_path, "<!doctype html>")


def test_it_says_how_far_it_is(tmp_path):
    (tmp_path / "a.html").write_text("<p>a" * 9_000)
    said: list[tuple[int, int]] = []
    read_web(tmp_path / "a.html", lambda done, total: said.append((done, total)))
    assert len(said) == 4
    assert all(done <= total for done, total in said)


def test_a_page_is_told_by_its_content(tmp_path):
    assert is_page(b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "a.doc")
    assert is_page("<html>".encode("utf-16"), "a.doc")
    assert is_page(b"<?xml version='1.0'?><html>", "a.txt")
    assert is_page(b"text <b>", "a.HTM")
    assert not is_page(b"text", "a.htm")
    assert not is_page(b"a < b, <html>", "a.txt")


def test_a_doc_that_is_a_page_is_read(tmp_path):
    file = tmp_path / "方案.doc"
    file.write_bytes("<html><p>甲</p></html>".encode("utf-16"))
    assert [line.text for line in read_document(file).lines] == ["甲"]
