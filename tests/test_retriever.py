import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from embeddings.encoder import load_encoder
from qa.passages import split
from qa.retriever import RRF_CONSTANT, HybridRetriever, LexicalIndex, to_document, to_passage
from qa.types import Article

LINES = [
    "图书馆馆长覃玉兰主持会议。",
    "展览于三月五日在南宁开幕。",
    "共有二十所学校的学生参观。",
    "门票收入捐给山区小学。",
    "明天多云转小雨。",
]
ARTICLE = Article(Article.id_of("\n".join(LINES)), "展览", "\n".join(LINES))


@pytest.fixture(scope="module")
def retriever() -> HybridRetriever:
    return HybridRetriever.over(split(ARTICLE), load_encoder())


class TestStandard(RetrieversIntegrationTests):
    """LangChain's own suite."""

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return _Ready  # type: ignore[return-value]

    @property
    def retriever_constructor_params(self) -> dict[str, object]:
        return {}

    @property
    def retriever_query_example(self) -> str:
        return "谁主持会议?"


def _Ready(**options: object) -> HybridRetriever:
    return HybridRetriever.over(split(ARTICLE), load_encoder(), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "line"),
    [("谁主持会议?", 0), ("展覽在哪裡開幕？", 1), ("How many schools took part?", 2), ("会下雨吗", 4)],
)
def test_the_passage_that_answers_comes_first(retriever: HybridRetriever, question: str, line: int) -> None:
    assert retriever.retrieve(question, 1)[0].passage.text == LINES[line]


def test_more_than_there_is_gives_all_there_is_best_first(retriever: HybridRetriever) -> None:
    found = retriever.retrieve("门票收入给了谁?", 100)
    assert sorted(e.passage.start for e in found) == [p.start for p in split(ARTICLE)]
    assert [e.score for e in found] == sorted((e.score for e in found), reverse=True)


def test_fusion_by_hand(retriever: HybridRetriever) -> None:
    question = "图书馆馆长主持"
    dense = [id_ for id_, _ in retriever.dense(question, 5)]
    lexical = [id_ for id_, _ in retriever.lexical.search(question, 5)]
    first = retriever.retrieve(question, 1)[0]
    assert dense[0] == lexical[0] == first.passage.id
    assert first.score == pytest.approx(2 / (RRF_CONSTANT + 1))


def test_words_that_no_passage_has_find_nothing_by_words() -> None:
    assert LexicalIndex(split(ARTICLE)).search("quantum 量子", 5) == []


def test_a_text_without_any_term_can_be_indexed() -> None:
    article = Article("x", "x", "½")  # a character that counts as a word to Python, and as no term here
    assert LexicalIndex(split(article)).search("谁?", 5) == []


def test_a_passage_survives_the_way_to_langchain_and_back() -> None:
    passage = split(ARTICLE)[0]
    document = to_document(passage)
    assert isinstance(document, Document)
    assert to_passage(document) == passage
