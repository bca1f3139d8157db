"""Numbers of lists in every form Word has for Chinese documents."""

import pytest

from inspector.plans.documents.numerals import chinese, numeral


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (2026, "二千零二十六"),
        (10_000, "10000"),
    ],
)
def test_numbers_are_written_as_people_count(number, said):
    assert chinese(number) == said


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("decimal", 12, "12"),
        ("unheard of", 12, "12"),
        ("chineseCountingThousand", 21, "二十一"),
        ("ideographDigital", 2026, "二〇二六"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 13, "子"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalFullWidth", 12, "12"),
        ("decimalZero", 3, "03"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 1, "A"),
        ("lowerLetter", 0, "0"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperRoman", 4, "IV"),
        ("upperRoman", 5000, "5000"),
        ("none", 3, ""),
        ("bullet", 3, ""),
    ],
)
def test_every_form_is_written(kind, number, said):
    assert numeral(kind, number) == said
