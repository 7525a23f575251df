"""The layout of a PDF: what is no part of its text, and how cut words are joined; lines made by hand."""

import pytest

from qa.pdf_characters import mended
from qa.pdf_layout import Line, paragraphs_of


def page(number: int, *texts: str, size: float = 10.0) -> list[Line]:
    """Lines from the top of a page, counted from 0, to its foot."""
    return [Line(text, number, 72.0, 750.0 - 15 * at, size) for at, text in enumerate(texts)]


def test_a_header_that_differs_in_its_number_is_left_off() -> None:
    lines = [
        line
        for number, what in enumerate(("节能", "降碳", "安全"))
        for line in page(
            number, f"某某集团年报 第{number + 1}期", f"{what}是第一项工作。", f"{what}得到加强。", f"- {number + 1} -"
        )
    ]
    text = "".join(paragraphs_of(lines, 3))
    assert text == "".join(f"{what}是第一项工作。{what}得到加强。" for what in ("节能", "降碳", "安全"))


def test_sentences_that_differ_in_nothing_but_a_number_are_kept() -> None:
    lines = [
        line
        for number in range(4)
        for line in page(number, f"第{number}次会议由敖宏主持。", "会议讨论了节能。", f"产量为{number}万吨。")
    ]
    text = "".join(paragraphs_of(lines, 4))
    assert all(f"第{number}次会议由敖宏主持。" in text and f"产量为{number}万吨。" in text for number in range(4))


@pytest.mark.parametrize(
    "printed",
    [
        "2021/6/10 14:02 年会闭幕_某某网",
        "6/10/21, 2:02 PM Annual meeting",
        "2021-06-10 14:02",
        "https://news.example.cn/a/b.html?id=3 1/1",
        "file:///home/a/b.html 1/12",
    ],
)
def test_what_a_browser_prints_around_a_page_is_left_off(printed: str) -> None:
    article = ("会议由敖宏主持。", "会议讨论了节能。", "会议结束。")
    assert "".join(paragraphs_of(page(0, printed, *article), 1)) == "".join(article)
    assert "".join(paragraphs_of(page(0, *article, printed), 1)) == "".join(article)


def test_a_line_of_the_text_that_begins_with_an_address_or_a_date_is_kept() -> None:
    lines = page(0, "2021/6/10，会议召开。", "会议讨论了节能。", "https://example.cn/ 有全文。")
    assert "".join(paragraphs_of(lines, 1)) == "2021/6/10，会议召开。会议讨论了节能。https://example.cn/ 有全文。"


def test_a_compound_keeps_its_hyphen_where_the_text_writes_it_so_elsewhere() -> None:
    cut = page(
        0, "The delegates of the whole country discussed the inter-", "nationalisation and the long-", "term plans."
    )
    assert paragraphs_of(cut, 1) == [
        "The delegates of the whole country discussed the internationalisation and the longterm plans."
    ]
    told = page(1, "A long-term plan was made.")
    assert paragraphs_of([*cut, *told], 2)[0].endswith("the internationalisation and the long-term plans.")


def test_characters_that_come_in_two_halves_are_whole_again() -> None:
    assert mended("\ud83d\ude00𠮷\ud842\udfb7") == "😀𠮷𠮷"
    assert mended("会\ud800议") == "会\ufffd议"
