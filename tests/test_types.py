import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import ArticleError, ArticleQAError, InputError
from qa.settings import MAX_ARTICLE_CHARS
from qa.types import Answer, AnswerSpan, Article, Citation, Passage

TEXT = "会议由敖宏主持。散会。"
ARTICLE = Article(Article.id_of(TEXT), "会议", TEXT, {"date": "2021年"})


def made(**changes: object) -> Answer:
    values: dict[str, object] = {
        "text": "敖宏",
        "answerable": True,
        "confidence": 0.9,
        "citations": (Citation.of(ARTICLE, 0, 8, focus=(3, 5)),),
        "kind": "fact",
        "question": "谁主持?",
        "standalone_question": "谁主持?",
    }
    return Answer(**(values | changes))  # type: ignore[arg-type]


def test_a_citation_is_the_text_at_its_offsets() -> None:
    citation = made().citations[0]
    assert citation.quote == TEXT[0:8] == "会议由敖宏主持。"
    assert TEXT[slice(*citation.focus)] == "敖宏"  # type: ignore[misc]


@given(st.integers(-3, 15), st.integers(-3, 15))
def test_citations_and_passages_outside_the_text_cannot_be_made(start: int, end: int) -> None:
    inside = 0 <= start < end <= len(TEXT)
    for make in (Citation.of, Passage.of):
        if inside:
            assert make(ARTICLE, start, end).start == start
        else:
            with pytest.raises(InputError, match=r"expected .* got \["):
                make(ARTICLE, start, end)


@pytest.mark.parametrize("focus", [(0, 0), (4, 9), (-1, 2), (5, 3)])
def test_a_focus_outside_its_quote_is_refused(focus: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="focus inside"):
        Citation.of(ARTICLE, 0, 8, focus=focus)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": ""}, "with text"),
        ({"confidence": 1.2}, r"\[0, 1\]"),
        ({"confidence": float("nan")}, r"\[0, 1\]"),
        ({"kind": "poem"}, "kind of fact"),
        ({"answerable": False, "citations": (Citation.of(ARTICLE, 0, 8), Citation.of(ARTICLE, 8, 11))}, "at most one"),
        ({"kind": "off_topic"}, "declined"),
        ({"citations": (Citation.of(ARTICLE, 8, 11), Citation.of(ARTICLE, 0, 8))}, "order of the article"),
    ],
)
def test_an_answer_checks_its_bounds(changes: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        made(**changes)


def test_to_dict_is_plain_json_and_keeps_every_field() -> None:
    answer = made(timings_ms={"read": 1.5})
    plain = json.loads(json.dumps(answer.to_dict()))
    assert plain["citations"] == [
        {"article_id": ARTICLE.id, "start": 0, "end": 8, "quote": "会议由敖宏主持。", "focus": [3, 5]}
    ]
    assert set(plain) == {f.name for f in dataclasses.fields(Answer)}


def test_values_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ARTICLE.text = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        ARTICLE.metadata["date"] = "x"  # type: ignore[index]


@pytest.mark.parametrize("text", ["", " \n\t", "。，！", "\u200b\x00"])
def test_an_article_without_words_is_refused(text: str) -> None:
    with pytest.raises(ArticleError, match="expected an article with words"):
        Article("i", "t", text)


def test_an_article_that_is_too_long_or_no_text_is_refused() -> None:
    with pytest.raises(ArticleError, match=f"at most {MAX_ARTICLE_CHARS:,} characters, got {MAX_ARTICLE_CHARS + 1:,}"):
        Article("i", "t", "字" * (MAX_ARTICLE_CHARS + 1))
    with pytest.raises(ArticleError, match="as str, got bytes"):
        Article("i", "t", b"bytes")  # type: ignore[arg-type]


def test_the_same_text_has_the_same_id_and_a_lone_surrogate_has_one_too() -> None:
    assert Article.id_of(TEXT) == ARTICLE.id != Article.id_of("\ud800")


def test_spans_and_passages_of_the_wrong_length_are_refused() -> None:
    with pytest.raises(InputError, match="expected 3 characters of span, got 2"):
        AnswerSpan("i", "敖宏", 3, 6, 1.0)
    with pytest.raises(ArticleQAError, match="expected 3 characters of passage, got 2"):
        Passage("p", "i", "敖宏", 3, 6)
