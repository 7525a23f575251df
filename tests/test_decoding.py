"""Which text bytes stand for, and which stand for none."""

import pytest

from qa.decoding import decode
from qa.errors import ArticleError

SIMPLIFIED = "会议于6月8日在北京召开。\n协会会长敖宏主持会议,中国铝业提出四点要求。\n"
TRADITIONAL = "會議於6月8日在北京召開。\n協會會長敖宏主持會議,中國鋁業提出四點要求。\n"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "utf-8"), (SIMPLIFIED, "utf-8-sig"), (SIMPLIFIED, "gb18030"), (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "utf-16"), (SIMPLIFIED, "utf-32"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        ("你好", "gb18030"), ("今天", "big5"), ("café naïve", "cp1252"), ("It “won’t” change.", "cp1252"),
        ("会議は六月八日に北京で開催されました。議長はこれについて説明しました。" * 3, "euc_jp"),
        ("회의는 6월 8일 베이징에서 열렸다. 의장은 이에 대해 설명했다. " * 3, "euc_kr"),
    ],
)  # fmt: skip
def test_encodings_are_told_apart(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_by_its_mark_in_both_orders(mark: bytes) -> None:
    codec = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + SIMPLIFIED.encode(codec)) == SIMPLIFIED


def test_utf_8_that_is_cut_or_damaged_is_refused_rather_than_garbled() -> None:
    whole = SIMPLIFIED.replace("\n", "").encode()
    for data in (whole[:-1], whole[:20] + b"\xff" + whole[20:]):
        with pytest.raises(ArticleError, match="UTF-8, GB18030, Big5"):
            decode(data)


def test_what_the_sender_calls_gb2312_is_gb18030_and_latin_1_is_not_believed() -> None:
    assert decode("朱镕基".encode("gb18030"), charset="gb2312") == "朱镕基"
    assert decode(SIMPLIFIED.encode("gb18030"), charset="ISO-8859-1") == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gb18030"), charset="no such thing\x00") == SIMPLIFIED
