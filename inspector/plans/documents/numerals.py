"""Numbers of lists as Word and the web show them."""

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3_999
_LETTERS = 26


def numeral(kind: str, number: int) -> str:
    """Write ``number`` in a format of ECMA-376 part 1, 17.18.59; one that is not known here as 1, 2, 3."""
    return _FORMATS.get(kind, str)(number)


def chinese(number: int) -> str:
    """Write a number as people count: 十二, 一百零五; from 10,000 on in figures."""
    if not 0 < number < 10_000:  # noqa: PLR2004 - 万 begins there
        return str(number)
    said = ""
    is_gap = False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if is_gap and said else "") + _DIGITS[digit] + unit
            is_gap = False
        else:
            is_gap = True
    return said.removeprefix("一") if said.startswith("一十") else said


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("零", "〇")


def _from(first: str, count: int) -> Callable[[int], str]:
    """Give a format whose numbers are characters in a row, from ``first`` on."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


def _letters(number: int) -> str:
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % _LETTERS) * min((number - 1) // _LETTERS + 1, 100)


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("0")) for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        chinese,
    ),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _number: "",
    "bullet": lambda _number: "",
}
