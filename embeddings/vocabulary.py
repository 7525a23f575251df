"""The Chinese characters that a vocabulary should know."""

from functools import cache


@cache
def gb2312() -> tuple[str, ...]:
    """Return the 6,763 Chinese characters of GB2312, rows 16 to 87."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return tuple(c for pair in rows if (c := pair.decode("gb2312", "ignore")))  # five cells of row 55 are empty
