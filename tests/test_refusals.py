"""What a refusal says."""

import pytest

from qa.pipeline import ArticleQA
from qa.question import analyse
from qa.refusals import refusal, unknown_words


@pytest.fixture(scope="module")
def qa() -> ArticleQA:
    text = "6月8日，华星集团在北京召开年会，总经理周建国作了报告。会议由李敏主持。集团去年营收12亿元。"
    return ArticleQA.from_text(text, title="华星集团召开年会")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("年会住在哪家酒店？", "文章没有提到“酒店”。"),
        ("年會住在哪家飯店？", "文章沒有提到“飯店”。"),
        ("周建國今年幾歲？", "文章沒有說明周建國今年幾歲。"),
        ("李敏是北京人嗎？", "文章沒有說明“李敏是北京人”是否屬實。"),
        ("集團是否召開年會？", "文章沒有說明集團是否召開年會。"),
        ("周建国今年几岁？", "文章没有说明周建国今年几岁。"),
        ("哪种花最香？", "文章没有说明哪种花最香。"),
        ("那棵树后来怎么样了？", "文章没有说明那棵树后来怎么样了。"),
        ("请问李敏说了什么？", "文章没有说明李敏说了什么。"),
        ("那李敏说了什么？", "文章没有说明李敏说了什么。"),
        ("李敏是北京人吗？", "文章没有说明“李敏是北京人”是否属实。"),
        ("集团是否召开年会？", "文章没有说明集团是否召开年会。"),
        ("Who is Li Min?", "The article does not answer “Who is Li Min?”"),
        ("你觉得周建国的报告怎么样？", "文章没有提到这一点。"),
    ],
)
def test_it_names_what_is_missing(qa: ArticleQA, question: str, said: str) -> None:
    assert refusal(qa._prepared, analyse(question)) == said


def test_what_the_article_has_is_never_called_unknown(qa: ArticleQA) -> None:
    asked = analyse("華星集團的總經理周建國在北京的報告、會議、營收是多少？")
    assert unknown_words(qa._prepared, asked) == []


def test_a_reply_comes_in_the_script_of_the_person_and_quotes_the_article_as_it_stands(qa: ArticleQA) -> None:
    chat = qa.chat()
    refused = chat.ask("總經理住在哪家飯店？")
    assert refused.text.startswith("文章沒有提到“飯店”。最接近的是：“")
    assert refused.citations[0].quote in refused.text
    assert refused.citations[0].quote in qa.article.text
    assert chat.ask("誰作了報告？").text == "周建国"
    # nothing in this tells the script, nor in what it was completed to: the questions before it do
    assert chat.ask("他的身高是多少？").text.startswith("文章沒有說明周建國的身高是多少。")
    assert qa.answer("他的身高是多少？").text.startswith("文章没有")
    assert qa.answer("今天天氣怎麼樣？").text == "我只回答關於這篇文章的問題，這個問題與它無關。"
    assert qa.answer("謝謝！").text == "不客氣，歡迎繼續提問。"
    assert qa.answer("谁提到了“臺灣大學”这所学校？").text.startswith("文章没有")


def test_a_long_or_odd_question_is_not_said_again(qa: ArticleQA) -> None:
    for question in ("谁" + "很" * 100 + "好？", "第一行\n第二行谁？", "谁？！谁！"):
        assert refusal(qa._prepared, analyse(question)) in ("文章没有提到这一点。",) or len(question) < 10


def test_a_refusal_shows_the_nearest_sentence_too(qa: ArticleQA) -> None:
    answer = qa.answer("年会住在哪家酒店？")
    assert not answer.answerable
    assert answer.text.startswith("文章没有提到“酒店”。最接近的是：“")
    assert answer.citations[0].quote in qa.article.text
