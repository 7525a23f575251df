"""Official letters: who issued them, and when."""

import pytest

from qa import ArticleQA

TEXT = """关于做好汛期水库巡查工作的通知

各乡镇人民政府、各水库管理所：

入汛以来，我县降雨明显偏多。请各单位自7月1日起每日巡查水库两次，并于9月10日前报送总结。

联系人：宓怀瑾。

临溪县水利局
2025年6月24日
"""


@pytest.fixture(scope="module")
def system() -> ArticleQA:
    return ArticleQA.from_text(TEXT)


@pytest.mark.parametrize("question", ["谁发的通知?", "这个通知是谁发的？", "哪个单位印发的", "发文机关是哪个？"])
def test_who_issued_it(system: ArticleQA, question: str) -> None:
    answer = system.answer(question)
    assert answer.text == "临溪县水利局"
    assert answer.citations[0].start == TEXT.index("临溪县水利局")


@pytest.mark.parametrize("question", ["什么时候发的？", "通知是哪天发的", "几号印发的?"])
def test_when_it_was_issued(system: ArticleQA, question: str) -> None:
    assert system.answer(question).text == "2025年6月24日"


def test_a_report_about_a_notice_is_none() -> None:
    report = "教育部门发布放假通知\n\n昨天，县教育局向各校发出放假通知，7月5日开始放假。\n\n记者：宓怀瑾\n2025年6月24日"
    assert "2025年6月24日" not in ArticleQA.from_text(report).answer("谁发的通知?").text
