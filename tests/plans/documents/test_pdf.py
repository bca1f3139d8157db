"""PDFs: paragraphs joined again, two columns in order, tables with cells, the edges of the pages left out."""

import re

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Spacer

from inspector.plans.documents.pdf import read_pdf
from inspector.plans.documents.pdf_glyphs import ordinary, whole_sign
from tests.plans.documents.made import (
    body_style,
    letters,
    paragraphs,
    pdf_of,
    silent,
    table,
    title_style,
)

SENTENCE = "各区委、区政府和市直各部门要坚决扛起生态环境保护政治责任,对督察反馈问题逐一落实整改措施。"
PLAN = [
    "一、指导思想",
    SENTENCE * 5,
    "三、具体整改任务、目标及措施",
    "(一)露天矿山开采破坏生态环境问题突出。" + SENTENCE * 2,
    "牵头单位:市自然资源局",
    "责任单位:" + "市生态环境局、市住房城乡建设局、海勃湾区委、区政府、" * 4 + "市水务局",
    "整改时限:2018年12月底",
    "整改措施:" + SENTENCE * 4,
    "(二)2017年PM2.5年均浓度比2015年下降15%以上,达到71处。" + SENTENCE * 3,
    "整改时限:长期坚持",
] * 6


def read(path):
    return read_pdf(path, silent)


def lines(path) -> list[str]:
    return [re.sub(r"\s+", "", line.text) for line in read(path).lines]


def drawn(path, *texts: tuple[float, float, str], size: float = 12, rotate: int = 0):
    """Draw texts at places, in points from the lower left corner."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setPageRotation(rotate)
    canvas.setFont(letters(), size)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.save()
    return path


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("size", [9, 12, 16])
@pytest.mark.parametrize("indent", [2, 0])
def test_paragraphs_broken_over_rows_columns_and_pages_are_whole_again(tmp_path, columns, size, indent):
    file = pdf_of(tmp_path / "a.pdf", paragraphs(PLAN, size, indent), columns=columns)
    assert lines(file) == [re.sub(r"\s+", "", text) for text in PLAN]


def test_page_numbers_are_left_out_and_running_heads_said_once(tmp_path):
    title = Paragraph("乌海市整改方案", title_style())
    file = pdf_of(tmp_path / "a.pdf", [title, *paragraphs(PLAN)], head="乌海市人民政府文件")
    document = read(file)
    assert document.lines[0].text == "乌海市整改方案"
    assert [re.sub(r"\s+", "", line.text) for line in document.lines][1:] == [*PLAN, "乌海市人民政府文件"]
    assert list(map(str, document.doubts)) == [
        "Lines repeated at the edge of the pages are listed once, at the end: 1."
    ]


def test_a_title_a_hanging_list_and_latin_words_keep_their_shape(tmp_path):
    texts = (
        (72, 700, "1." + "甲" * 34),
        (90, 680, "乙" * 20),
        (72, 660, "2." + "丙" * 34),
        (90, 640, "丁" * 34),
        (90, 620, "戊" * 10),
        (72, 600, "3." + "己" * 30 + " abcd"),
        (90, 580, "efgh"),
    )
    assert lines(drawn(tmp_path / "a.pdf", *texts)) == [
        "1." + "甲" * 34 + "乙" * 20,
        "2." + "丙" * 34 + "丁" * 34 + "戊" * 10,
        "3." + "己" * 30 + "abcdefgh",
    ]
    assert read(tmp_path / "a.pdf").lines[2].text.endswith("abcd efgh")


def test_a_font_that_the_file_only_names_loses_no_character(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("STSong-Light", 12)
    for at, text in enumerate(("一", "责任单位:市委督查室、市政府督查", "室", "无", "1")):
        canvas.drawString(72, 700 - 30 * at, text)
    canvas.save()
    assert "".join(lines(tmp_path / "a.pdf")) == "一责任单位:市委督查室、市政府督查室无1"


def test_paragraphs_without_indent_are_told_apart_by_numbers_and_spaces(tmp_path):
    texts = [
        (72, 700, "(一)" + "甲" * 35),
        (72, 680, "乙" * 36),
        (72, 660, "(二)" + "丙" * 35),
        (72, 633, "丁" * 9),
    ]
    assert lines(drawn(tmp_path / "a.pdf", *texts)) == [
        "(一)" + "甲" * 35 + "乙" * 36,
        "(二)" + "丙" * 35,
        "丁" * 9,
    ]


def test_words_quotations_and_years_are_not_broken(tmp_path):
    texts = [
        (72, 700, "甲" * 30),
        (72, 680, "(2018—2020年)》,乙乙乙乙" + "乙" * 24),
        (72, 660, "“12369”举报。"),
    ]
    assert len(lines(drawn(tmp_path / "a.pdf", *texts, (72, 640, "丙" * 37), (72, 620, "丁" * 37)))) == 2


def test_a_gap_between_rows_ends_a_paragraph(tmp_path):
    texts = [(72, 700 - 20 * at, "甲" * 30) for at in range(4)] + [(72, 560, "乙" * 30)]
    assert lines(drawn(tmp_path / "a.pdf", *texts)) == ["甲" * 120, "乙" * 30]


def test_a_row_with_a_gap_is_one_line(tmp_path):
    assert read(drawn(tmp_path / "a.pdf", (72, 700, "牵头单位:甲局"), (300, 700, "责任单位:乙局"))).lines[
        0
    ].text == ("牵头单位:甲局  责任单位:乙局")


def test_letters_made_bold_by_printing_them_twice_count_once(tmp_path):
    texts = [(72 + 12 * at + shift, 700, sign) for at, sign in enumerate("整改时限") for shift in (0, 0.4)]
    assert lines(drawn(tmp_path / "a.pdf", *texts)) == ["整改时限"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(tmp_path, rotate):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setPageRotation(rotate)
    x, y = {0: (0, 0), 90: (A4[0], 0), 180: A4, 270: (0, A4[1])}[rotate]
    canvas.translate(x, y)
    canvas.rotate(rotate)
    canvas.setFont(letters(), 12)
    canvas.drawString(60, 500, "牵头单位")
    canvas.drawString(60, 480, "责任单位")
    for at in (470, 492, 515):
        canvas.line(50, at, 400, at)
    for at in (50, 200, 400):
        canvas.line(at, 470, at, 515)
    canvas.drawString(210, 500, "甲局")
    canvas.drawString(210, 480, "乙局")
    canvas.save()
    assert [line.cells for line in read(tmp_path / "a.pdf").lines] == [
        ("牵头单位", "甲局"),
        ("责任单位", "乙局"),
    ]


def test_a_row_for_each_task_comes_with_cells_over_pages(tmp_path):
    header = ["序号", "整改任务", "整改措施", "责任单位", "整改时限"]
    rows = [
        [str(at), "露天矿山开采破坏生态环境问题突出,治理责任没有落实。", "1.排查;\n2.限期治理到位,建立台账。",
         "市自然资源局、市生态环境局、海勃湾区人民政府", "2018年12月底"]
        for at in range(1, 31)
    ]  # fmt: skip
    story = [
        *paragraphs(["任务清单如下。"]),
        table([header, *rows], [40, 120, 120, 100, 70]),
        *paragraphs(["完。"]),
    ]
    read_ = [line.cells or line.text for line in read(pdf_of(tmp_path / "a.pdf", story)).lines]
    assert read_ == ["任务清单如下。", tuple(header), *map(tuple, rows), "完。"]


def test_merged_cells_of_a_table_are_understood(tmp_path):
    rows = [
        ["序号", "任务", "措施", "时限"],
        ["1", "甲", "排查", "年底"],
        ["", "", "治理", ""],
        ["2", "乙", "", ""],
    ]
    spans = [(0, 1, 0, 2), (1, 1, 1, 2), (3, 1, 3, 3), (1, 3, 2, 3)]
    file = pdf_of(tmp_path / "a.pdf", [table(rows, [40, 120, 120, 100], spans)])
    assert [line.cells for line in read(file).lines] == [
        ("序号", "任务", "措施", "时限"),
        ("1", "甲", "排查", "年底"),
        ("", "", "治理", ""),
        ("2", "乙", "", "年底"),
    ]


def test_a_table_open_at_its_sides_has_all_its_columns(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont(letters(), 12)
    for at in (700, 680, 660):
        canvas.rect(72, at - 0.4, 400, 0.8, stroke=0, fill=1)
    canvas.line(150, 660, 150, 700)
    for y, texts in ((685, ("牵头单位", "甲局")), (665, ("时限", "年底"))):
        canvas.drawString(80, y, texts[0])
        canvas.drawString(160, y, texts[1])
    canvas.save()
    assert [line.cells for line in read(tmp_path / "a.pdf").lines] == [("牵头单位", "甲局"), ("时限", "年底")]


def test_a_frame_round_the_page_is_no_table(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont(letters(), 12)
    canvas.rect(40, 40, 500, 700)
    canvas.line(72, 690, 200, 690)
    canvas.circle(300, 300, 50)
    canvas.drawString(80, 695, "整改时限:年底")
    canvas.save()
    assert [(line.text, line.cells) for line in read(tmp_path / "a.pdf").lines] == [("整改时限:年底", ())]


def test_aligned_columns_without_lines_are_cells(tmp_path):
    texts = [
        (72, 700, "序号"), (120, 700, "任务"), (300, 700, "时限"),
        (72, 680, "1"), (120, 680, "治理矿山并"), (300, 680, "年底"),
        (120, 660, "验收"),
        (72, 640, "2"), (120, 640, "提标"), (300, 640, "长期"),
        (72, 600, "以上任务由各区负责落实,每月报告一次进展情况。"),
    ]  # fmt: skip
    assert [line.cells or line.text for line in read(drawn(tmp_path / "a.pdf", *texts)).lines] == [
        ("序号", "任务", "时限"),
        ("1", "治理矿山并验收", "年底"),
        ("2", "提标", "长期"),
        "以上任务由各区负责落实,每月报告一次进展情况。",
    ]


def test_aligned_columns_end_at_a_gap(tmp_path):
    texts = [
        (72, 700, "牵头"),
        (200, 700, "甲局"),
        (72, 680, "责任"),
        (200, 680, "乙局"),
        (72, 500, "二"),
        (200, 500, "三"),
    ]
    assert [line.text for line in read(drawn(tmp_path / "a.pdf", *texts)).lines] == [
        "牵头\t甲局",
        "责任\t乙局",
        "二  三",
    ]


def test_a_heading_across_two_columns_divides_them(tmp_path):
    rows = [(72, 700 - 20 * at, "左" * 17) for at in range(12)] + [
        (310, 700 - 20 * at, "右" * 17) for at in range(12)
    ]
    heading = (180, 730, "关于印发整改方案的通知文件")
    below = (140, 440, "附件由各区各部门认真贯彻执行并报告")
    document = read(drawn(tmp_path / "a.pdf", *rows, heading, below))
    assert [re.sub(r"(.)\1+", r"\1", line.text) for line in document.lines] == [
        "关于印发整改方案的通知文件",
        "左右",
        "附件由各区各部门认真贯彻执行并报告",
    ]


def test_pages_without_text_are_named(tmp_path):
    file = pdf_of(tmp_path / "a.pdf", [*paragraphs(["甲"]), PageBreak(), *paragraphs(["乙"])])
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        for _ in range(25):
            pdf.add_blank_page()
        pdf.save(file)
    document = read(file)
    assert [line.text for line in document.lines] == ["甲", "乙"]
    assert str(document.doubts[0]).startswith("Pages without text, perhaps scans, were not read: 3, 4, 5,")
    assert str(document.doubts[0]).endswith("22, ….")


def test_radicals_that_fonts_confuse_with_characters_are_put_right(tmp_path):
    # Fonts of tests have no such letters, so that the letters themselves are asked.
    assert "".join(map(ordinary, "⽣態⻓市")) == "生態长市"


def test_a_rare_character_in_two_halves_is_one():
    assert whole_sign(0, ord("海")) == ("海", 0)
    first, half = whole_sign(0, 0xD842)
    assert (first, half) == ("\ud842", 0xD842)
    assert whole_sign(half, 0xDFB7) == ("𠮷", 0)


def test_a_last_page_that_is_not_divided_keeps_its_rows(tmp_path):
    columns = [(x, 700 - 20 * at, sign * 17) for x, sign in ((72, "左"), (310, "右")) for at in range(12)]
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for texts in (columns, [(72, 700, "全" * 30), (72, 680, "幅" * 8)]):
        canvas.setFont(letters(), 12)
        for x, y, text in texts:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    assert [line.text for line in read(tmp_path / "a.pdf").lines] == [
        "左" * 204 + "右" * 204,
        "全" * 30,
        "幅" * 8,
    ]


def test_an_opening_bracket_is_not_left_at_the_end_of_a_row(tmp_path):
    texts = [
        (72, 700, "甲" * 34),
        (72, 680, "乙" * 33),
        (72, 660, "\uff08丙\uff09" + "丙" * 30),
        (72, 640, "丁。"),
    ]
    assert len(lines(drawn(tmp_path / "a.pdf", *texts))) == 1


def test_it_says_how_far_it_is(tmp_path):
    said: list[tuple[int, int]] = []
    read_pdf(
        pdf_of(tmp_path / "a.pdf", [*paragraphs(["甲"]), PageBreak(), Spacer(1, 9)]),
        lambda *at: said.append(at),
    )
    assert said[0] == (0, len(said))


def test_a_paragraph_does_not_go_on_in_other_letters(tmp_path):
    body = [Paragraph("甲" * 37, body_style(12, 0)), Paragraph("乙" * 20, body_style(16, 0))]
    assert lines(pdf_of(tmp_path / "a.pdf", body)) == ["甲" * 37, "乙" * 20]


def test_text_that_fills_one_of_two_columns_is_whole_again(tmp_path):
    texts = [
        "任务一：推进钢铁行业超低排放，2026年12月底前完成八家钢铁企业全流程改造并通过评估监测。",
        "任务二：加快清洁取暖改造，到2026年10月底前完成三十五万户改造，确保群众温暖过冬不返煤。",
        "任务三：严控秸秆露天焚烧，强化网格化监管，长期坚持。",
    ]
    file = pdf_of(tmp_path / "half.pdf", paragraphs(texts, 10.5), columns=2)
    assert lines(file) == texts


def test_a_label_broken_at_the_end_of_a_row_is_whole_again(tmp_path):
    for before in range(20, 27):
        text = (
            f"1.{'露天烧烤油烟扰民' * 4}"[:before]
            + "责任单位：区城管局、区公安分局。整改时限：2026年8月底前。"
        )
        file = pdf_of(tmp_path / f"{before}.pdf", paragraphs([text, "2.夜间渣土车遗撒。"], 16))
        assert lines(file)[0] == text


def test_a_label_alone_in_its_row_begins_a_paragraph_below_a_full_row(tmp_path):
    for length in range(20, 30):
        units = "、".join(["市政府"] * 8)[:length]
        file = pdf_of(
            tmp_path / f"{length}.pdf", paragraphs(["责任单位", units, "省级督导单位", "生态环境厅"], 16)
        )
        assert lines(file) == ["责任单位", units, "省级督导单位", "生态环境厅"]
        marked = pdf_of(
            tmp_path / f"{length}-.pdf", paragraphs(["【责任单位】", units, "【责任人】卫某某"], 16)
        )
        assert lines(marked) == ["【责任单位】", units, "【责任人】卫某某"]
