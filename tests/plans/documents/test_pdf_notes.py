"""Notes at the foot of a page of a PDF are set aside; small rows that are none stay where they stand."""

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.plans.documents.made import letters
from tests.plans.documents.test_pdf import SENTENCE, lines


def test_notes_at_the_foot_of_a_page_come_at_the_end_and_the_text_goes_on_over_them(tmp_path):
    canvas = Canvas(str(tmp_path / "notes.pdf"), pagesize=A4)
    for page in range(2):
        canvas.setFont(letters(), 12)
        for row in range(12):
            canvas.drawString(72, 700 - 20 * row, SENTENCE[:36] if page == 0 or row else "落实到位。")
        canvas.setFont(letters(), 8)
        if page == 0:
            canvas.drawString(72, 120, "2 数据来源于演示单位的调查成果，")
            canvas.drawString(72, 108, "以公布的为准。")
        else:
            canvas.drawString(72, 120, "演示版")
        canvas.showPage()
    canvas.save()
    *text, first, second = lines(tmp_path / "notes.pdf")
    assert [first, second] == ["2数据来源于演示单位的调查成果，", "以公布的为准。"]
    assert any("落实到位。" in one and not one.startswith("落实到位") for one in text)


def test_a_small_row_below_a_table_or_with_cells_is_no_note(tmp_path):
    texts = [(72, 700 - 20 * row, SENTENCE[:36]) for row in range(8)]
    canvas = Canvas(str(tmp_path / "rows.pdf"), pagesize=A4)
    canvas.setFont(letters(), 12)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.setFont(letters(), 8)
    canvas.drawString(72, 112, "比例尺")
    canvas.drawString(72, 100, "6 农村污水")
    canvas.drawString(300, 100, "县农业农村局")
    canvas.showPage()
    canvas.setFont(letters(), 12)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.grid([72, 200, 320], [380, 400, 420])
    canvas.setFont(letters(), 8)
    canvas.drawString(72, 100, "3 表下所注")
    canvas.save()
    said = lines(tmp_path / "rows.pdf")
    assert said.index("6农村污水县农业农村局") < len(said) - 1
    assert "3表下所注" in said
