"""Several articles at once: the right one answers, and is named."""

import json
from pathlib import Path

import pytest

from qa import Answer, Article, ArticleError, ArticleQA, Citation, InputError, Library, Passage, QuestionError
from qa.article_ranking import ArticleRanking
from qa.cli import main
from qa.compound import joined
from qa.library_replies import names
from qa.settings import MAX_LIBRARY_ARTICLES, MAX_LIBRARY_CHARS

LIBRARY = """滨海市图书馆新馆开放
2022年3月5日 来源: 滨海日报 作者: 郑小洁
3月5日,滨海市图书馆新馆正式对读者开放。滨海市图书馆馆长覃玉兰主持开馆仪式。新馆投资3.2亿元,藏书120万册。
覃玉兰表示,新馆将延长开放时间,并为山区学校送书。
开馆仪式上,副馆长马超群宣读了《新馆借阅办法》。由于设备还在调试,儿童阅览室将推迟到五月开放。"""
BRIDGE = """云岭大桥建成通车
2023年9月12日 来源: 云岭晚报 作者: 罗文斌
9月12日,全长2.6公里的云岭大桥建成通车。云岭县县长白志远主持通车仪式。大桥总投资18亿元,设计时速80公里。
总工程师夏立春介绍,施工中最难的是江心的桥墩,建设者用了三年时间。
通车以后,从县城到机场的时间由一个半小时缩短到40分钟。"""
TEA = """春茶节在青岩镇举行
2021年4月18日 来源: 青岩新闻
第八届春茶节4月18日在青岩镇举行,来自五个省的茶商参加。青岩镇镇长葛小梅主持开幕式。
今年青岩镇春茶产量达到260吨,产值1.1亿元。葛小梅说,下一步要办好茶叶学校,培养年轻的制茶师傅。"""
TEXTS = (LIBRARY, BRIDGE, TEA)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(members=[ArticleQA.from_text(text) for text in TEXTS])


def check(library: Library, reply: Answer) -> None:
    """Check that every citation is exact in the article that it names."""
    for citation in reply.citations:
        article = library.member(citation.article_id).article
        assert article.text[citation.start : citation.end] == citation.quote
    json.dumps(reply.to_dict())


@pytest.mark.parametrize(
    ("question", "title", "words"),
    [
        ("新馆投资了多少钱?", "滨海市图书馆新馆开放", "3.2亿元"),
        ("谁主持了通车仪式?", "云岭大桥建成通车", "白志远"),
        ("云岭大桥有多长?", "云岭大桥建成通车", "2.6公里"),
        ("春茶节在哪里举行?", "春茶节在青岩镇举行", "青岩镇"),
        ("儿童阅览室为什么推迟开放?", "滨海市图书馆新馆开放", "设备还在调试"),
        ("葛小梅是什么职务?", "春茶节在青岩镇举行", "镇长"),
        ("《云岭大桥建成通车》的作者是谁?", "云岭大桥建成通车", "罗文斌"),
        ("“图书馆新馆”那篇是哪天发布的?", "滨海市图书馆新馆开放", "2022年3月5日"),
    ],
)
def test_the_article_that_tells_answers_and_is_named(library: Library, question: str, title: str, words: str) -> None:
    reply = library.answer(question)
    assert reply.answerable
    assert reply.text.startswith(f"《{title}》：")
    assert words in reply.text
    assert {library.member(c.article_id).article.title for c in reply.citations} == {title}
    check(library, reply)


@pytest.mark.parametrize("question", ["海洋馆的门票多少钱?", "谁获得了诺贝尔奖?"])
def test_what_no_article_tells_is_refused_for_all_of_them(library: Library, question: str) -> None:
    reply = library.answer(question)
    assert not reply.answerable
    assert reply.text.startswith("这3篇文章里没有找到答案。")
    check(library, reply)


def test_an_english_question_gets_an_english_frame(library: Library) -> None:
    reply = library.answer("How much does a ticket to the aquarium cost?")
    assert not reply.answerable
    assert reply.text.startswith("None of the 3 articles was found to say.")
    assert library.answer("hello").text.startswith("Hello! I answer questions about these 3 articles")


def test_a_question_in_traditional_characters_gets_its_frame_in_them(library: Library) -> None:
    reply = library.answer("海洋館的門票多少錢?")
    assert reply.text.startswith("這3篇文章裡沒有找到答案。最接近的是《")
    assert reply.citations[0].quote[:20] in reply.text
    assert library.answer("《云岭大桥建成通车》的作者是誰?").text == "《云岭大桥建成通车》：罗文斌"
    assert library.answer("謝謝").text == "不客氣，歡迎繼續提問。"
    chat = library.chat()
    chat.ask("誰主持了通車儀式?")
    assert chat.ask("他的身高是多少?").text.startswith("這3篇文章裡沒有找到答案。")


def test_small_talk_and_other_work_are_about_the_whole_library(library: Library) -> None:
    assert "这3篇文章" in library.answer("你好").text
    declined = library.answer("帮我写一首诗")
    assert declined.kind == "off_topic"
    assert "这3篇文章" in declined.text


def test_what_is_asked_of_articles_is_told_of_each(library: Library) -> None:
    reply = library.answer("作者是谁?")
    assert "《滨海市图书馆新馆开放》：郑小洁" in reply.text
    assert "《云岭大桥建成通车》：罗文斌" in reply.text
    assert "春茶节" not in reply.text  # it names no author
    check(library, reply)
    summary = library.answer("总结一下")
    assert library.member(summary.citations[0].article_id).article.text == LIBRARY
    assert all(f"《{article.title}》" in summary.text for article in library.articles)
    check(library, summary)


def test_a_follow_up_stays_with_its_article(library: Library) -> None:
    chat = library.chat()
    chat.ask("谁主持了通车仪式?")
    post = chat.ask("他是什么职务?")
    assert post.text == "《云岭大桥建成通车》：云岭县县长"
    assert "白志远" in post.standalone_question
    assert chat.ask("作者是谁?").text == "《云岭大桥建成通车》：罗文斌"
    assert "覃玉兰" in chat.ask("谁主持了开馆仪式?").text  # another article tells that
    assert "郑小洁" in chat.ask("作者是谁?").text
    both = chat.ask("这些文章的作者分别是谁?")
    assert "罗文斌" in both.text and "郑小洁" in both.text
    assert len(chat.turns) == 6
    chat.undo()
    assert len(chat.turns) == 5


def test_a_turn_that_fails_is_not_remembered(library: Library) -> None:
    chat = library.chat()
    with pytest.raises(QuestionError):
        chat.ask("  ")
    assert chat.turns == ()


def test_two_questions_in_one_message_may_be_about_two_articles(library: Library) -> None:
    reply = library.answer("谁主持了开馆仪式?云岭大桥总投资是多少?")
    assert reply.text.splitlines() == ["1. 《滨海市图书馆新馆开放》：覃玉兰", "2. 《云岭大桥建成通车》：18亿元"]
    assert [library.member(c.article_id).article.text for c in reply.citations] == [LIBRARY, BRIDGE]
    check(library, reply)


def test_streamed_pieces_join_to_the_answer(library: Library) -> None:
    *text, reply = library.stream("谁主持了通车仪式?")
    assert isinstance(reply, Answer)
    assert "".join(map(str, text)) == reply.text


def test_one_article_is_not_named() -> None:
    library = Library(members=[ArticleQA.from_text(LIBRARY), ArticleQA.from_text(LIBRARY)])  # the same one twice
    assert len(library.articles) == 1
    assert library.answer("谁主持了开馆仪式?").text == "覃玉兰"


def test_the_size_is_bounded() -> None:
    article = Article("a", "题", "一篇文章。")
    with pytest.raises(ArticleError, match="expected 1 to 100 articles, got 0"):
        Library.from_articles([])
    with pytest.raises(ArticleError, match="got 101"):
        Library.from_articles([article] * (MAX_LIBRARY_ARTICLES + 1))
    half = Article("b", "题", "字" * (MAX_LIBRARY_CHARS // 3 + 1))
    with pytest.raises(ArticleError, match="expected articles of at most 5,000,000 characters together"):
        Library.from_articles([half] * 3)


def test_an_article_that_is_not_there_is_an_error(library: Library) -> None:
    with pytest.raises(ArticleError, match="expected the id of one of 3 articles, got 'x'"):
        library.member("x")


def test_files_become_a_library(tmp_path: Path) -> None:
    paths = []
    for number, text in enumerate(TEXTS[:2]):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    seen: list[tuple[int, int]] = []
    library = Library.from_files(paths, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
    assert [article.metadata["file"] for article in library.articles] == ["0.txt", "1.txt"]


def test_articles_of_one_title_are_told_apart() -> None:
    articles = [
        Article("a", "通知", "一"),
        Article("b", "通知", "二", {"file": "b.txt"}),
        Article("c", "《山》记", "三"),
    ]
    assert names(articles) == ["《通知》（1）", "《通知》（b.txt）", "“《山》记”"]


def test_articles_are_ranked_by_what_is_rare_in_the_library() -> None:
    members = [ArticleQA.from_text(text) for text in TEXTS]
    ranking = ArticleRanking(retrievers=[m.retriever for m in members])
    ranked = ranking.rank("桥墩用了几年?")
    assert sorted(number for number, _ in ranked) == [0, 1, 2]
    assert ranked[0][0] == 1
    assert ranked[0][1] >= ranked[1][1] >= ranked[2][1] >= 0


def test_citations_of_one_article_stand_together() -> None:
    one, other = Article("a", "甲", "甲甲。甲乙。"), Article("b", "乙", "乙乙。乙甲。")
    late, early = Citation.of(one, 3, 6), Citation.of(other, 0, 3)

    def reply(*citations: Citation) -> Answer:
        return Answer("好", True, 1.0, citations, "fact", "问?", "问?")

    assert reply(late, early).citations == (late, early)
    with pytest.raises(InputError, match="in the order of the article"):
        reply(late, early, Citation.of(one, 0, 3))
    assert joined("问?问?", [reply(late, early), reply(Citation.of(one, 0, 3))]).citations == (
        Citation.of(one, 0, 3),
        late,
        early,
    )
    assert Passage.of(one, 0, 3).article_id == "a"


def test_the_command_line_takes_several_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = []
    for number, text in enumerate(TEXTS[:2]):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        arguments += ["--article", str(tmp_path / f"{number}.txt")]
    assert main(["ask", "谁主持了通车仪式?", *arguments]) == 0
    told = capsys.readouterr().out
    assert told.startswith("《云岭大桥建成通车》：白志远\n")
    assert "第 3 段" in told
    assert main(["ask", "谁主持了通车仪式?", *arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["citations"][0]["article_id"] == Article.id_of(BRIDGE)
    assert main(["ask", "谁?", *arguments, "--article", str(tmp_path / "none.txt")]) == 2
    assert "no such file" in capsys.readouterr().err
    assert main(["ask", "谁?", *arguments, "--llm", "openai:some"]) == 2
    assert "expected one article with --llm, got 2" in capsys.readouterr().err
