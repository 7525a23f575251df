import pytest

from qa.numerals import of_another, of_another_part, of_another_plan, of_another_time, of_another_year


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        ("第三届大会由谁主持?", "第四届大会由敖宏主持。", True),
        ("第4届大会由谁主持?", "第四届大会由敖宏主持。", False),
        ("第4屆大會由誰主持?", "第四届大会由敖宏主持。", False),
        ("首届大会由谁主持?", "第一届大会由敖宏主持。", False),
        ("首届大会由谁主持?", "第四届大会由敖宏主持。", True),
        ("下届大会由谁主持?", "第四届大会由敖宏主持。", True),
        ("下一场讲座是哪天?", "讲座于7月26日举办。", True),
        ("下一场讲座是哪天?", "下一场将于8月2日举办。", False),
        ("他的下场如何?", "他被判刑。", False),
        ("二季度毛利率是多少?", "2023年Q2毛利率31.87%。", False),
        ("二季度毛利率是多少?", "2023年Q1毛利率31.87%。", True),
        ("2019年的产量?", "2020年产量为三吨。", True),
        ("2020年的产量?", "2018~2020年产量为三吨。", False),
        ("二〇二〇年的产量?", "2020-06-08公布的产量为三吨。", False),
        ("2020年的产量?", "有1500人参加。", False),
        ("“十二五”期间做了什么?", "“十三五”期间修了路。", True),
        ("二季度增长多少?", "第三季度增长一成。", True),
        ("谁主持?", "第四届大会由敖宏主持。", False),
        ("第一任馆长是谁?", "韩梅梅是第四任馆长。", True),
        ("规模为什么比上一期小?", "这是由于今年改用了新法。", False),
        ("第三届大会由谁主持?", "敖宏主持会议。", False),
        ("比去年同期增长多少?", "同比增长三成。", False),
    ],
)
def test_another_of_a_series(question: str, told: str, another: bool) -> None:
    assert of_another(question, told) is another


@pytest.mark.parametrize(
    ("question", "clause", "another"),
    [
        ("去年的产量是多少?", "今年产量为三吨", True),
        ("去年的產量是多少?", "今年產量為三噸", True),
        ("明年招多少人?", "今年招了三十人", True),
        ("今年的产量是多少?", "今年产量为三吨", False),
        ("今年增加了多少?", "比去年增加三吨", False),
        ("去年的产量是多少?", "今年与去年的产量都是三吨", False),
        ("产量是多少?", "去年产量为三吨", False),
    ],
)
def test_another_year_in_the_clause_of_the_answer(question: str, clause: str, another: bool) -> None:
    assert of_another_year(question, clause) is another


@pytest.mark.parametrize(
    ("question", "told", "before", "published", "another"),
    [
        ("去年产煤多少?", "2025年产煤三吨。", "", None, False),  # of when the article is, nobody knows
        ("去年产煤多少?", "2025年产煤三吨。", "", 2026, False),
        ("去年产煤多少?", "2024年产煤三吨。", "", 2026, True),
        ("去年产煤多少?", "其中井下产煤三吨。", "去年产煤四吨。", None, False),
        ("去年产煤多少?", "其中井下产煤三吨。", "今年产煤四吨,比去年多。", None, True),
        ("去年产煤多少?", "今年产煤三吨。", "去年停产。", None, True),
        ("下一届在哪里办?", "明年的大会将在甲市举行。", "", None, False),
    ],
)
def test_a_year_from_now(question: str, told: str, before: str, published: int | None, another: bool) -> None:
    assert of_another(question, told, before=before, published=published) is another


@pytest.mark.parametrize(
    ("question", "clause", "before", "another"),
    [
        ("三季度净利润多少?", "净利润7.08亿元", "前三季度累计营收112亿元,", True),
        ("前三季度净利润多少?", "净利润7.08亿元", "前三季度累计营收112亿元,", False),
        ("前三季度净利润多少?", "第三季度净利润2亿元", "", True),
        ("1-9月营收多少?", "前三季度营收112亿元", "", False),
        ("上半年产量多少?", "全年产量3万吨", "", True),
        ("产量多少?", "全年产量3万吨", "", False),
        ("Q3营收多少?", "三季度营收8亿元", "", False),
    ],
)
def test_another_part_of_the_year(question: str, clause: str, before: str, another: bool) -> None:
    assert of_another_part(question, clause, before) is another


@pytest.mark.parametrize(
    ("question", "clause", "another"),
    [
        ("何时开工?", "原定明年开工", True),
        ("原来打算何时开工?", "原定明年开工", False),
        ("原计划何时开工?", "推迟至后年开工", True),
        ("以前有多少人?", "现有员工98人", True),
        ("现在有多少人?", "年初有98人", True),
        ("现在有多少人?", "现有员工98人", False),
    ],
)
def test_what_was_planned_or_is_now(question: str, clause: str, another: bool) -> None:
    assert of_another_time(question, clause) is another
    assert of_another_plan(question, clause) is (another and "原" in question + clause)
