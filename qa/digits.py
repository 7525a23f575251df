"""The value of a written number: Arabic digits, Chinese numerals, mixtures of both, and English number words."""

import re
from fractions import Fraction
from functools import lru_cache

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_GREAT = {"万": 10**4, "亿": 10**8}
_LONGEST = 40  # characters; what is longer is no number that anybody wrote
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_TOKEN = re.compile(rf"{_ARABIC.pattern}|.", re.DOTALL)
_DECIMAL = re.compile(r"([^点]{1,16})点([零〇○一二两三四五六七八九]{1,8})([百千万亿]{0,3})")

_ONES = (
    "zero one two three four five six seven eight nine ten"
    " eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_DIGITS = {word: i for i, word in enumerate(_ONES.split())} | {
    word: 10 * i for i, word in enumerate(_TENS.split(), 2)
}
ENGLISH_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}


@lru_cache(maxsize=8_192)
def value(numeral: str) -> Fraction | None:
    """Return the value of a number written in digits, Chinese numerals or both; None where it is no number.

    What is only about a number (七八, 十七八) has no value. A last digit right behind 百, 千 or 万 is of the next
    lower unit: 三千五.

    :param numeral: in half width and simplified, as by `qa.normalize.for_models`; commas and spaces are left out.

    >>> [str(value(n)) for n in ("二十五", "一百零三", "1.2亿", "一亿二千万", "三千五", "二〇二一", "七八")]
    ['25', '103', '120000000', '120000000', '3500', '2021', 'None']
    """
    numeral = numeral.replace(",", "").replace(" ", "")
    if len(numeral) > _LONGEST:
        return None
    if _ARABIC.fullmatch(numeral):
        return Fraction(numeral)
    if decimal := _DECIMAL.fullmatch(numeral):
        whole, scale = value(decimal[1]), value(decimal[3]) if decimal[3] else Fraction(1)
        part = Fraction(int("".join(str(DIGITS[c]) for c in decimal[2])), 10 ** len(decimal[2]))
        return None if whole is None or scale is None else (whole + part) * scale
    if numeral and all(c in DIGITS for c in numeral) and len(numeral) > 1:
        # Digit by digit, as years are; two or three digits alone are a guess (三五个) or a name (九一八).
        positional = len(numeral) > 3 or any(DIGITS[c] == 0 for c in numeral)
        return Fraction(int("".join(str(DIGITS[c]) for c in numeral))) if positional else None
    return _composed(numeral)


def _composed(numeral: str) -> Fraction | None:
    """Add up a number out of digits and units, 一亿二千万."""
    total, section = Fraction(0), Fraction(0)
    digit: Fraction | None = None
    last, ceiling, gap = 1, 10_000, False  # the unit before; what the next one must be below; whether 零 stands between
    for token in _TOKEN.findall(numeral):
        if token in _SMALL:
            unit = _SMALL[token]
            if unit >= ceiling or (digit is None and section and unit != 10):
                return None
            section += (1 if digit is None else digit) * unit
            digit, last, ceiling, gap = None, unit, unit, False
        elif token in _GREAT:
            unit, section = _GREAT[token], section + (digit or 0)
            if unit == _GREAT["亿"]:
                total = (total + section or Fraction(1)) * unit
            else:
                total += (section or Fraction(1)) * unit
            section, digit, last, ceiling, gap = Fraction(0), None, unit, 10_000, False
        elif digit is not None:
            return None
        elif token in DIGITS:
            gap = gap or DIGITS[token] == 0
            digit = Fraction(DIGITS[token]) if DIGITS[token] or len(numeral) == 1 else None
        elif _ARABIC.fullmatch(token):
            digit, gap = Fraction(token), True
        else:
            return None
    if not numeral:
        return None
    if digit is not None and last >= 100 and not gap:
        digit *= last // 10
    return total + section + (digit or 0)


def english_value(words: str) -> Fraction | None:
    """Return the value of a number in English words; None where it is no number.

    >>> [str(english_value(w)) for w in ("twenty-five", "two hundred and fifty million", "a dozen", "five twenty")]
    ['25', '250000000', '12', 'None']
    """
    total, section, last = 0, 0, 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in ENGLISH_DIGITS:
            digit = ENGLISH_DIGITS[word]
            if last and not (20 <= last < 100 and digit < 10):
                return None
            section, last = section + digit, digit or 1
        elif word in ENGLISH_SCALES:
            scale = ENGLISH_SCALES[word]
            section, last = (section or 1) * scale, 0
            if scale >= 1_000:
                total, section = total + section, 0
        elif word not in ("a", "an", "and"):
            return None
    return Fraction(total + section) if words.strip() else None


@lru_cache(maxsize=8_192)
def written(number: Fraction) -> str:
    """Return the one spelling of a value.

    >>> written(Fraction(120_000_000)), written(Fraction(5, 2)), written(Fraction(1, 3))
    ('120000000', '2.5', '1/3')
    """
    if number.denominator == 1:
        return str(number.numerator)
    for places in range(1, 13):
        if 10**places % number.denominator == 0:
            digits = str(number.numerator * 10**places // number.denominator).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}"
    return f"{number.numerator}/{number.denominator}"
