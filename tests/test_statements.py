"""What somebody said, and summaries."""

from qa.pipeline import ArticleQA

SPACES = " " * 16
TEXT = f"""2023-07-20 14:53，正文：{SPACES}原标题：青山县遭遇暴雨{SPACES}\
本报讯 7月20日，青山县遭遇特大暴雨，三个村庄被淹，\
两千多人转移。
县水利局局长周建国表示，河水正在退去，最危险的时候已经过去。“我们会守到最后一刻。”他说。
当晚，武警官兵赶到现场，用冲锋舟救出被困群众。
广告 便宜好货天天有 ×气象台预计，未来三天仍有小到中雨。
转移的群众被安置在三所学校里，食物和水都有保障。返回搜狐，查看更多责任编辑：李敏"""


def test_a_summary_holds_no_debris_of_the_page() -> None:
    qa = ArticleQA.from_text(TEXT, title="青山县遭遇暴雨")
    answer = qa.answer("总结全文")
    assert answer.kind == "summary"
    assert 3 <= answer.text.count("\n") + 1 <= 5
    assert "特大暴雨" in answer.text.split("\n")[0]
    for debris in ("广告", "搜狐", "责任编辑", "正文", "原标题", "14:53", "×"):
        assert debris not in answer.text
    for citation in answer.citations:
        assert TEXT[citation.start : citation.end] == citation.quote


def test_who_says_nothing_is_given_no_words() -> None:
    qa = ArticleQA.from_text(TEXT, title="青山县遭遇暴雨")
    assert "最危险的时候已经过去" in qa.answer("周建国怎么说？").text
    refused = qa.answer("省长对灾情怎么看？")
    assert not refused.answerable
    assert "省长" in refused.text


def test_the_story_of_an_article_is_its_summary() -> None:
    qa = ArticleQA.from_text(TEXT, title="青山县遭遇暴雨")
    for question in ("介绍一下事情的经过", "这篇文章讲了什么？", "What is the article about?"):
        assert qa.answer(question).kind == "summary", question
    assert qa.answer("出现了哪些情况？").kind == "list"


def test_what_somebody_did_is_told_in_the_sentences_that_name_them() -> None:
    qa = ArticleQA.from_text("春天的会\n张三在北京主持了会议。副馆长李四也发了言。\n\n会后大家参观了展览。")
    answer = qa.answer("李四做了什么？")
    assert answer.answerable
    assert [c.quote for c in answer.citations] == ["副馆长李四也发了言。"]
    assert not qa.answer("王五做了什么？").answerable


TALK = """县里昨天开会。县长段国平提醒游客，不要投喂野生动物。副县长陆海燕表示，公路限速每小时60公里。

县交通局局长何小川介绍，货车不能上路。"""


def test_who_holds_a_post_is_asked_by_it() -> None:
    qa = ArticleQA.from_text(TALK, title="云岭县开会")
    for question, told in (
        ("县长提醒了什么？", "不要投喂野生动物"),
        ("副县长说了什么？", "限速每小时60公里"),
        ("交通局局长怎么说？", "货车不能上路"),
        ("县局长介绍了什么？", "货车不能上路"),
        ("段国平提醒了什么？", "不要投喂野生动物"),
    ):
        answer = qa.answer(question)
        assert answer.answerable, question
        assert told in answer.text, question
