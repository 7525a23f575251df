"""Answers and explanations as HTML: where the markers stand, what is a list, what is quoted."""

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_app import Shown, request, visitor_of
from test_app import page as page

from qa import default_article
from qa.article import article_from_text
from qa.explanation import Explanation
from qa.types import Answer, Citation, Evidence, Passage
from ui.answer_view import answer_html, cited_lines, excerpt, said_html
from ui.article_view import article_html
from ui.conversation import Conversation, Desk, Past, Turn
from ui.conversation_view import copied_text
from ui.explanation_view import explanation_html
from ui.past_view import past_html
from ui.texts import TEXTS

ARTICLE = article_from_text("题\n6月8日开会。由敖宏主持。共有三点要求：快，好，省。", title="春天的会")


def cite(quote: str, words: str = "") -> Citation:
    start = ARTICLE.text.index(quote)
    at = ARTICLE.text.index(words, start)
    return Citation.of(ARTICLE, start, start + len(quote), focus=(at, at + len(words)) if words else None)


DAY, CHAIR, POINTS = cite("6月8日开会。", "6月8日"), cite("由敖宏主持。", "敖宏"), cite("共有三点要求：快，好，省。")


def reply(text: str, *citations: Citation, **changes: object) -> Answer:
    values = {"answerable": True, "confidence": 0.9, "kind": "fact", "question": "谁?", "standalone_question": "谁?"}
    return Answer(text=text, citations=citations, **(values | changes))


@pytest.mark.parametrize(
    ("text", "citations", "lines"),
    [
        ("敖宏", [CHAIR], {0: [0]}),
        ("1. 敖宏\n2. 6月8日（2021年）", [DAY, CHAIR], {0: [1], 1: [0]}),
        ("共3项：\n1. 快\n2. 好\n3. 省", [POINTS], {1: [0], 2: [0], 3: [0]}),
        ("1. 6月8日开会。\n2. 由敖宏主持。", [DAY, CHAIR], {0: [0], 1: [1]}),
        ("是的。", [DAY], {0: [0]}),
        ("1. 甲\n2. 乙", [DAY, CHAIR], {0: [0], 1: [1]}),
        ("你好", [], {}),
    ],
)
def test_each_line_is_marked_with_what_proves_it(text, citations, lines):
    assert cited_lines(text, citations) == lines


@given(
    st.text("甲乙12. \n快好省敖宏6月8日", min_size=1).filter(str.strip), st.lists(st.sampled_from([DAY, CHAIR, POINTS]))
)
def test_no_citation_is_left_without_a_marker(text, citations):
    found = cited_lines(text, citations)
    assert {n for numbers in found.values() for n in numbers} == set(range(len(citations)))
    assert set(found) <= set(range(len(text.strip().splitlines())))


def test_numbered_lines_are_a_list_and_keep_their_numbers():
    shown = Shown(said_html("共2项：\n1. 甲\n2. 乙<b>\n另外\n3. 丙"))
    assert shown.tags == {"div", "p", "ol", "li"} and shown.text == "共2项：甲乙<b>另外丙"
    assert "<ol start='3'><li class='line' dir='auto'>丙</li></ol>" in said_html("另外\n3. 丙")
    assert said_html("1. 甲\n3. 丙").count("<ol") == 2  # no number that was not said


def test_only_a_short_answer_of_one_line_stands_out():
    assert "short" in said_html("敖宏")
    assert "short" not in said_html("长" * 61) and "short" not in said_html("1. 甲\n2. 乙")


def test_a_quotation_that_the_answer_holds_is_not_repeated_below_it():
    page = answer_html(ARTICLE, 3, reply("1. 6月8日开会。\n2. 敖宏", DAY, CHAIR), "zh")
    assert Shown(page).text == "6月8日开会。[1]敖宏[2]确定由敖宏主持。[2] 第2段"
    assert "data-cite='3-1' aria-label='[2] 在文章中显示第2段'" in page


def test_a_long_quotation_is_cut_around_its_exact_words_and_says_so():
    article = article_from_text("题\n" + "前" * 300 + "敖宏" + "后" * 300, title="题")
    long = Citation.of(article, 2, 604, focus=(302, 304))
    start, end = excerpt(long, 220)
    assert end - start == 220 and start < 302 and end > 304
    shown = Shown(answer_html(article, 0, reply("敖宏", long), "zh"))
    assert shown.exact == "敖宏" and "…前" in shown.text and "后…" in shown.text


def test_what_was_left_out_is_told_beside_the_answer():
    page = answer_html(ARTICLE, 0, reply("敖宏", CHAIR, note="<b>有一句没有原文为证，已略去。"), "zh")
    assert Shown(page).text.startswith("敖宏[1]确定<b>有一句没有原文为证，已略去。由敖宏主持。")
    assert "class='note'" not in answer_html(ARTICLE, 0, reply("敖宏", CHAIR), "zh")


def test_earlier_conversations_are_there_to_read_without_their_article():
    conversation = Conversation(Desk(article=ARTICLE))
    conversation.turns = [
        Turn("谁<b>?", answer=reply("敖宏", CHAIR), state="done"), Turn("停", said="半", state="stopped")
    ]  # fmt: skip
    other = Conversation(Desk(article=article_from_text("另一篇文章。", title="另一篇")))
    other.turns = [Turn("啥?", answer=reply("没说", answerable=False), state="done")]
    shown = Shown(past_html([Past.of(conversation), Past.of(other)], "zh"))
    assert shown.text == "以前的对话（2）另一篇啥?没说春天的会谁<b>?敖宏“由敖宏主持。”——《春天的会》第2段停已停止"
    assert not shown.links and past_html([], "zh") == ""


def test_what_is_copied_names_title_and_paragraph():
    assert copied_text(reply("敖宏", CHAIR), ARTICLE, "zh") == "敖宏\n“由敖宏主持。”——《春天的会》第2段"
    assert copied_text(reply("敖宏", CHAIR), ARTICLE, "en") == "敖宏\n“由敖宏主持。” — 春天的会, Paragraph 2"


# --- why an answer came about


def explained(**changes: object) -> Explanation:
    passage = Passage.of(ARTICLE, DAY.start, DAY.end)
    values = {
        "question": "甲<b>是谁?", "read": (Evidence(passage, 0.02),), "weighed": (DAY,), "answered": True,
        "likelihood": 0.94, "threshold": 0.35,
    }  # fmt: skip
    return Explanation(**(values | changes))


def test_an_explanation_tells_the_question_the_decision_and_what_was_read():
    page = explanation_html(ARTICLE, 1, explained(), "zh")
    assert Shown(page).text == (
        "理解的问题甲<b>是谁?判断找到的最好答案有 94% 的可能正确；达到 35% 就回答。"
        "读了 1 段文字，最相关的 1 段和相关度第2段6月8日开会。0.020"
        "也考虑过的句子（文章中有浅色底线）第2段6月8日开会。"
    )
    assert Shown(page).links == ["#p-2", "#cite-1-w0"]
    assert "只有 20% 的可能正确" in explanation_html(ARTICLE, 1, explained(answered=False, likelihood=0.2), "zh")
    assert "不用读文章" in explanation_html(ARTICLE, 1, explained(read=(), weighed=()), "zh")


def test_sentences_that_were_weighed_are_marked_apart_from_those_cited():
    page = article_html(ARTICLE, TEXTS["zh"], [CHAIR], turn=1, weighed=[DAY])
    assert "<mark class='weighed' data-cite='1-w0'>6月8日开会。</mark>" in page
    assert "<mark class='cited exact' data-cite='1-0'>敖宏</mark>" in page


def test_why_opens_and_closes_and_tints_the_article_meanwhile(page):
    visitor = visitor_of(page)
    list(page.ask("谁主持了会议?", visitor, request()))

    def explain(data: object) -> tuple:
        return page.explain(visitor, request(), gr.EventData(None, data))

    talk, article, news = explain({"turn": 0})
    why = visitor.conversation.turns[0].why
    assert "aria-expanded='true'" in talk and "class='why'" in talk and Shown(news).text == ""
    assert why == default_article().explain(visitor.conversation.turns[0].answer)
    assert article.count("class='weighed'") >= len(why.weighed) > 0 and Shown(article).exact == "敖宏"
    talk, article, _ = explain({"turn": 0})
    assert "class='why'" not in talk and "weighed" not in article
    assert all(explain(data)[0] == gr.skip() for data in ({"turn": 1}, {"turn": True}, {"turn": "0"}, None, {}))
    assert "会话已过期" in page.explain(None, request(), gr.EventData(None, {"turn": 0}))[2]
