"""Word documents: what a reader of the final version sees, in its order and with Word's own numbers."""

from docx.shared import Pt

from inspector.plans.documents.word import read_word
from tests.plans.documents.made import W, add_xml, paragraph_xml, raw_word, saved, silent, word

NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="(%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 <w:lvl w:ilvl="3"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%4"/><w:isLgl/></w:lvl>
 <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Tasks"/></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Tasks"/>
 <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/>
  <w:lvlText w:val="%1"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2">
 <w:lvl w:ilvl="2"><w:start w:val="5"/><w:numFmt w:val="upperLetter"/>
 <w:lvlText w:val="%3)"/></w:lvl>
 </w:lvlOverride><w:lvlOverride w:ilvl="12"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""

STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr>
 <w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="own"/><w:basedOn w:val="1"/><w:pPr>
 <w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="round"/><w:basedOn w:val="L"/></w:style>
</w:styles>"""
PARTS: dict[str, str | bytes] = {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def sdt(inner: str) -> str:
    return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def tc(inner: str) -> str:
    return f"<w:tc>{inner}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def listed(number: int, level: int, text: str = "甲") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(style: str, text: str = "甲") -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def lines(tmp_path, body: str) -> list[str]:
    return [line.text for line in read(tmp_path, body).lines]


def read(tmp_path, body: str):
    return read_word(raw_word(tmp_path / "a.docx", body, parts=PARTS), silent)


def doubts(document) -> list[str]:
    return list(map(str, document.doubts))


def test_paragraphs_and_tables_come_in_the_order_of_the_body(tmp_path):
    document = word()
    document.add_heading("整改方案", 0)
    document.add_heading("一、任务", 1)
    document.add_paragraph("前面")
    table = document.add_table(2, 3)
    for at, text in enumerate(("序号", "任务", "时限", "1", "治理\n达标", "年底")):
        table.cell(at // 3, at % 3).text = text
    document.add_paragraph("后面").runs[0].font.size = Pt(9)
    read = read_word(saved(document, tmp_path / "a.docx"), silent)
    assert read.title == "整改方案"
    assert [(line.number, line.text) for line in read.lines] == [
        (1, "整改方案"),
        (2, "一、任务"),
        (3, "前面"),
        (4, "序号\t任务\t时限"),
        (5, "1\t治理\n达标\t年底"),
        (6, "后面"),
    ]
    assert read.lines[4].cells == ("1", "治理\n达标", "年底")
    assert [line.heading for line in read.lines] == [0, 1, 0, 0, 0, 0]
    assert not read.doubts


def test_numbers_that_word_counts_are_shown(tmp_path):
    body = listed(1, 0) + listed(1, 1) + listed(1, 1) + listed(1, 2) + listed(1, 0) + listed(1, 1)
    assert lines(tmp_path, body) == ["一、甲", "(一)甲", "(二)甲", "1. 甲", "二、甲", "(一)甲"]


def test_a_list_that_restarts_begins_anew_and_another_of_its_kind_goes_on(tmp_path):
    body = listed(1, 0) + listed(1, 0) + listed(2, 0) + listed(4, 2) + listed(4, 2) + listed(4, 0)
    assert lines(tmp_path, body) == ["一、甲", "二、甲", "一、甲", "E)甲", "F)甲", "二、甲"]


def test_a_number_of_several_levels_is_in_figures_where_the_list_says_so(tmp_path):
    assert lines(tmp_path, listed(1, 0) + p("") + listed(1, 0) + listed(1, 3)) == [
        "一、甲",
        "二、甲",
        "2.1 甲",
    ]


def test_bullets_and_lists_that_are_not_there_show_nothing(tmp_path):
    assert lines(tmp_path, listed(1, 4) + listed(9, 0) + listed(1, 11) + listed(0, 0)) == ["甲"] * 4


def test_a_list_may_take_its_levels_from_another(tmp_path):
    assert lines(tmp_path, listed(3, 0) + listed(3, 0)) == ["③甲", "④甲"]


def test_a_style_may_count_and_be_a_heading(tmp_path):
    read_ = read(
        tmp_path,
        styled("1") + styled("2") + styled("2") + styled("T", "名") + styled("T", "又") + styled("L"),
    )
    assert [(line.text, line.heading) for line in read_.lines] == [
        ("一、甲", 1),
        ("(一)甲", 2),
        ("(二)甲", 2),
        ("名", 0),
        ("又", 0),
        ("甲", 0),
    ]
    assert read_.title == "名"


def test_a_paragraph_may_say_its_own_level_or_that_it_has_none(tmp_path):
    body = p("甲", '<w:outlineLvl w:val="2"/>') + p("乙", '<w:pStyle w:val="2"/><w:outlineLvl w:val="9"/>')
    assert [line.heading for line in read(tmp_path, body).lines] == [3, 0]


def test_the_table_of_contents_is_left_out_and_said(tmp_path):
    document = read(tmp_path, styled("C", "一、任务 1") + styled("C", "") + p("正文"))
    assert [line.text for line in document.lines] == ["正文"]
    assert doubts(document) == ["The table of contents was left out: 1 lines."]


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path):
    body = (
        "<w:p><w:r><w:t>市</w:t></w:r><w:ins><w:r><w:t>住建局</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>环保局</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>"
    )
    document = read(tmp_path, body)
    assert [line.text for line in document.lines] == ["市住建局新"]
    assert doubts(document) == ["Passages deleted with tracked changes were left out: 2."]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path):
    body = p("整改", "<w:rPr><w:del/></w:rPr>") + p("时限") + p("完", "<w:rPr><w:del/></w:rPr>")
    assert lines(tmp_path, body) == ["整改时限", "完"]


def test_deleted_rows_are_left_out(tmp_path):
    deleted = tr(tc(p("旧")), tc(p("乙"))).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    body = tbl(deleted, tr(tc(p("新")), tc(p("乙"))))
    assert lines(tmp_path, body) == ["新\t乙"]


def test_breaks_tabs_hyphens_and_readings(tmp_path):
    body = (
        "<w:p><w:r><w:t>牵头单位:</w:t><w:tab/><w:t>甲局</w:t><w:br/><w:t>责任</w:t>"
        "<w:softHyphen/><w:t>单位:</w:t>"
        "<w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>hai</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>海</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert lines(tmp_path, body) == ["牵头单位:\t甲局", "责任单位:A-1海"]


def test_fields_links_and_wrapped_blocks_are_read_and_their_instructions_are_not(tmp_path):
    body = (
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>"
        "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>2026年</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert lines(tmp_path, body) == ["甲2026年"]


def test_a_text_box_follows_its_paragraph_and_counts_once(tmp_path):
    box = "<w:txbxContent><w:p><w:r><w:t>附件1</w:t></w:r></w:p></w:txbxContent>"
    ways = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawn = f'<mc:AlternateContent xmlns:mc="x">{ways}</mc:AlternateContent>'
    body = f"<w:p><w:r>{drawn}<w:t>正文</w:t></w:r></w:p>" + p("后")
    assert lines(tmp_path, body) == ["正文", "附件1", "后"]
    table = tbl(tr(tc(f"<w:p><w:r>{box}<w:t>甲</w:t></w:r></w:p>"), tc(p("乙"))))
    assert lines(tmp_path, table) == ["甲\n附件1\t乙"]


def test_what_is_not_read_is_said(tmp_path):
    body = (
        '<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="1"/></w:r>'
        '<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:drawing><a:blip xmlns:a="x"/></w:drawing></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r></w:p><w:altChunk/><w:bookmarkStart/>'
    )
    document = read(tmp_path, body)
    assert [line.text for line in document.lines] == ["甲显"]
    assert doubts(document) == [
        "Footnotes and endnotes are not read: 2.",
        "Pictures are not read: 1. Look whether a table is among them.",
        "Hidden passages were left out: 1.",
        "The document holds other documents inside it; they were not read: 1.",
    ]


def test_merged_cells_keep_their_columns(tmp_path):
    document = word()
    table = document.add_table(4, 4)
    rows = (
        ("序号", "任务", "措施", "时限"),
        ("1", "甲", "一", "年底"),
        ("", "", "二次", ""),
        ("2", "乙", "三", ""),
    )
    for at, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(at, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 3).merge(table.cell(3, 3))
    table.cell(3, 1).merge(table.cell(3, 2))
    read_ = read_word(saved(document, tmp_path / "a.docx"), silent)
    assert [line.cells for line in read_.lines] == [
        ("序号", "任务", "措施", "时限"),
        ("1", "甲", "一", "年底"),
        ("", "", "二次", ""),
        ("2", "乙\n三", "", "年底"),
    ]


def test_a_table_of_one_column_is_a_frame_round_paragraphs(tmp_path):
    inner = f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{styled('1', '任务')}{inner}{p('后')}</w:tc></w:tr></w:tbl>"
    assert lines(tmp_path, body) == ["一、任务", "甲\t乙", "后"]


def test_a_table_within_a_cell_is_lines_of_the_cell(tmp_path):
    inner = f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    wrapped = sdt(tc(sdt(p("丙"))))
    body = tbl(tr(tc(p("前") + inner), wrapped))
    assert lines(tmp_path, body) == ["前\n甲\t乙\t丙"]


def test_numbers_counted_in_a_column_are_read(tmp_path):
    row = f"<w:tr><w:tc>{listed(1, 2, '')}</w:tc><w:tc>{p('任务')}</w:tc></w:tr>"
    assert lines(tmp_path, f"<w:tbl>{row}{row}</w:tbl>") == ["1.\t任务", "2.\t任务"]


def test_a_document_without_styles_and_lists_is_read(tmp_path):
    file = raw_word(tmp_path / "a.docx", "<w:p><w:r><w:t>甲</w:t></w:r></w:p>" + listed(1, 0))
    assert [line.text for line in read_word(file, silent).lines] == ["甲", "甲"]


def test_it_says_how_far_it_is(tmp_path):
    said: list[tuple[int, int]] = []
    read_word(raw_word(tmp_path / "a.docx", p("甲") * 500), lambda done, total: said.append((done, total)))
    assert len(said) == 3
    assert said == sorted(said)
    assert 0 <= said[0][0] <= said[0][1]


def test_raw_markup_is_read_as_what_word_writes(tmp_path):
    document = word()
    add_xml(document, paragraph_xml("<w:r><w:t>甲</w:t></w:r>"))
    assert [line.text for line in read_word(saved(document, tmp_path / "a.docx"), silent).lines] == ["甲"]
