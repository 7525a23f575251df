import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.normalize import visible
from qa.passages import PASSAGE_CHARS, SENTENCE_CHARS, paragraphs, sentences, split
from qa.types import Article

# Text of the kinds of characters that decide where to cut, and any other.
_CUTTING = st.sampled_from([*list("。！？；，、:：“”」』（）.!?; \n\r\t\u3000\u2028ab1甲乙"), "\n\n", "e.g. ", "Mr. A"])
TEXTS = st.one_of(
    st.lists(_CUTTING, max_size=120).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=300),
).filter(lambda t: any(c.isalnum() for c in t))


def article(text: str) -> Article:
    return Article(Article.id_of(text), "t", text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_passages_and_sentences_hold_every_visible_character_once(text: str) -> None:
    for spans in (
        [(p.start, p.end) for p in split(article(text), size=20)],
        [(s.start, s.end) for s in sentences(text)],
    ):
        covered = [0] * len(text)
        for start, end in spans:
            for i in range(start, end):
                covered[i] += 1
        assert all(n == 1 for n, c in zip(covered, text, strict=True) if visible(c))
        assert max(covered) == 1


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_offsets_are_exact_and_nothing_crosses_into_another_paragraph(text: str) -> None:
    whole = paragraphs(text)
    for passage in split(article(text), size=20):
        assert text[passage.start : passage.end] == passage.text
        assert len(passage.text) <= 20
        assert sum(a <= passage.start and passage.end <= b for a, b in whole) == 1
    for sentence in sentences(text):
        a, b = whole[sentence.paragraph]
        assert a <= sentence.start < sentence.end <= b


def test_a_sentence_keeps_its_closing_quotation_mark() -> None:
    text = "他说：“会议很好。”大家鼓掌！散会。"
    assert [text[s.start : s.end] for s in sentences(text)] == ["他说：“会议很好。”", "大家鼓掌！", "散会。"]


def test_a_full_stop_inside_a_number_or_an_abbreviation_ends_nothing() -> None:
    text = "Dr. Smith paid 3.5 million to the U.S. Treasury. He left. 增长3.5%。"
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "Dr. Smith paid 3.5 million to the U.S. Treasury.",
        "He left.",
        "增长3.5%。",
    ]


def test_a_passage_ends_with_its_sentence_and_never_begins_with_a_stop() -> None:
    text = "甲" * 120 + "。" + "乙" * 120 + "。" + "丙" * 60 + "。"
    assert [p.text[0] + p.text[-1] for p in split(article(text))] == ["甲。", "乙。"]
    assert [len(p.text) for p in split(article(text))] == [121, 182]


def test_text_without_any_stop_is_cut_at_clauses_then_anywhere() -> None:
    text = "很，" * 150 + "长" * 500
    assert all(len(p.text) <= PASSAGE_CHARS for p in split(article(text)))
    assert all(s.end - s.start <= SENTENCE_CHARS for s in sentences(text))


def test_items_of_an_enumeration_carry_the_line_that_introduces_them() -> None:
    text = "会议提出两点要求：\n一要学习。\n二要行动。\n会议结束。"
    assert [p.heading for p in split(article(text))] == ["", "会议提出两点要求：", "会议提出两点要求：", ""]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\x85", "\x0b"])
def test_every_kind_of_line_break_ends_a_paragraph(newline: str) -> None:
    assert len(paragraphs(f"甲{newline}乙")) == 2


def test_no_sentence_ends_behind_an_english_abbreviation() -> None:
    text = "Book a repair from Dec. 1 with Gov. Smith of Velora Inc. Today it is free."
    assert [text[s.start : s.end] for s in sentences(text)] == [text]
    assert len(sentences("They met in 1999. Mr. Lee left.")) == 2
