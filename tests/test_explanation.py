from dataclasses import replace

import pytest

from qa import Answer, ArticleQA, Citation, InputError
from qa.confidence import THRESHOLD

TEXT = """云川市天文馆开馆
3月5日,云川市天文馆正式对公众开放。云川市天文馆馆长覃玉兰主持开馆仪式。天文馆投资3.2亿元。
覃玉兰表示,天文馆将延长开放时间,并为山区学校办讲座。
开馆仪式上,副馆长马超群宣读了《参观办法》。由于设备还在调试,球幕影院将推迟到五月开放。"""


@pytest.fixture(scope="module")
def museum() -> ArticleQA:
    return ArticleQA.from_text(TEXT)


def overlaps(a: Citation, b: Citation) -> bool:
    return a.start < b.end and b.start < a.end


def test_an_answer_is_explained_by_what_was_read_and_weighed_and_by_the_decision(museum):
    answer = museum.answer("谁主持了开馆仪式?")
    why = museum.explain(answer)
    assert (why.question, why.answered, why.likelihood, why.threshold) == (
        "谁主持了开馆仪式?", True, answer.confidence, THRESHOLD,
    )  # fmt: skip
    assert why.likelihood >= why.threshold
    scores = [found.score for found in why.read]
    assert len(scores) >= 3 and scores == sorted(scores, reverse=True)
    assert any("主持" in found.passage.text for found in why.read)
    assert why.weighed and not any(overlaps(w, c) for w in why.weighed for c in answer.citations)
    assert all(museum.article.text[w.start : w.end] == w.quote for w in why.weighed)


def test_a_refusal_is_explained_by_the_likelihood_that_did_not_suffice(museum):
    answer = museum.answer("开馆仪式花了多少钱请乐队?")
    assert not answer.answerable
    why = museum.explain(answer)
    assert not why.answered and why.likelihood == pytest.approx(1 - answer.confidence) and why.likelihood < THRESHOLD


def test_a_follow_up_is_explained_by_the_question_that_it_was_understood_as(museum):
    chat = museum.chat()
    chat.ask("谁主持了开馆仪式?")
    assert museum.explain(chat.ask("她是什么职务?")).question == "覃玉兰是什么职务?"


def test_both_questions_of_a_message_are_explained(museum):
    why = museum.explain(museum.answer("谁主持了开馆仪式?球幕影院什么时候开放?"))
    names = [found.passage.id for found in why.read]
    assert len(names) == len(set(names)) and why.weighed


def test_a_yes_or_no_is_explained_by_the_sentences_nearest_in_meaning(museum):
    assert museum.explain(museum.answer("覃玉兰宣读了《参观办法》吗?")).weighed


@pytest.mark.parametrize("question", ["你好", "写一首诗"])
def test_talk_needs_no_reading(museum, question):
    why = museum.explain(museum.answer(question))
    assert why.read == () and why.weighed == ()


def test_a_reply_about_another_article_is_refused(museum):
    answer = museum.answer("谁主持了开馆仪式?")
    strange = replace(answer.citations[0], article_id="other")
    with pytest.raises(InputError, match="got one about other"):
        museum.explain(replace(answer, citations=(strange,)))


def test_a_conversation_goes_on_from_replies_that_were_kept(museum):
    kept: list[Answer] = [museum.answer("谁主持了开馆仪式?")]
    chat = museum.chat(kept)
    assert chat.turns == tuple(kept)
    assert chat.ask("她是什么职务?").standalone_question == "覃玉兰是什么职务?"
    both = museum.answer("球幕影院什么时候开放?谁宣读了《参观办法》?")
    assert museum.chat([both]).ask("他是什么职务?").standalone_question == "马超群是什么职务?"


def test_a_turn_that_is_taken_back_is_not_leaned_on(museum):
    chat = museum.chat()
    chat.ask("谁主持了开馆仪式?")
    chat.ask("谁宣读了《参观办法》?")
    chat.undo()
    assert chat.ask("她是什么职务?").standalone_question == "覃玉兰是什么职务?"
    for _ in range(3):
        chat.undo()
    assert chat.turns == ()
