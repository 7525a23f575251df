import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.sorts import fits, has_unit, is_one_of
from qa.spans import complete, narrow, narrow_time, without_dateline


def widened(text: str, words: str) -> str:
    start = text.index(words)
    low, high = complete(text, start, start + len(words), 0, len(text))
    return text[low:high]


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("投资1,200万元建设", "200", "1,200万元"),
        ("增长约30.5%左右", "30", "30.5%左右"),
        ("共有百分之三十的人", "三十", "百分之三十"),
        ("第二十五届大赛", "二十", "第二十五届"),
        ("2018~2020年度", "2020", "2018~2020年"),
        ("报告题为《迈向绿色 打造品牌》。", "《迈向绿色", "《迈向绿色 打造品牌》"),
        ("宣读《行动方案》后", "行动方案", "《行动方案》"),
        ("他说“很好”然后走了", "很好”", "“很好”"),
        ("ISO26000标准", "ISO260", "ISO26000"),
        ("会议由敖宏主持", "敖宏", "敖宏"),
        ("opened in 1957, and closed in 1998", "1957", "1957"),
        ("bought it for $412 million in cash", "412", "$412 million"),
        ("a loan of US$1.5 billion", "1.5", "US$1.5 billion"),
        ("年发电量约6200万千瓦时,", "6200万", "6200万千瓦时"),
        ("产能为10吉瓦时", "10", "10吉瓦时"),
        ("处三年以上十年以下有期徒刑", "三年以上", "三年以上十年以下"),
        ("prices fell 14 percent in May", "14", "14 percent"),
    ],
)
def test_nothing_is_cut_in_half(text: str, words: str, whole: str) -> None:
    assert widened(text, words) == whole


def test_a_name_inside_a_long_title_does_not_become_the_title() -> None:
    assert widened("读了《关于李雷同志先进事迹的调查与思考》", "李雷") == "李雷"


@given(st.text(alphabet="一二3,.5%《》“”（）a甲 ", min_size=1, max_size=40), st.data())
def test_a_span_only_grows_and_stays_in_its_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    low = data.draw(st.integers(0, start))
    high = data.draw(st.integers(end, len(text)))
    a, b = complete(text, start, end, low, high)
    assert low <= a <= start < end <= b <= high


@pytest.mark.parametrize(
    ("wants", "words", "fit"),
    [
        ("number", "四点要求", True),
        ("number", "敖宏", False),
        ("time", "6月8日", True),
        ("time", "“十三五”期间", True),
        ("time", "30多年", True),
        ("number", "Ⅳ级", True),
        ("place", "世界各地", True),
        ("time", "北京", False),
        ("person", "一名消防员", True),
        ("person", "12岁的侄子", True),
        ("place", "太原", True),
        ("person", "18788次", False),
        ("anything", "18788次", True),
    ],
)
def test_the_sort_of_thing(wants: str, words: str, fit: bool) -> None:
    assert fits(wants, words) is fit  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "words", "right"),
    [
        ("门票多少钱?", "50元", True),
        ("门票多少钱?", "3300平方米", False),
        ("这棵树有多高?", "1400多岁", False),
        ("這棵樹有多高?", "二十米", True),
        ("他多大年纪?", "13年", False),
        ("投票率有多高?", "4次", False),
        ("投票率有多高?", "51.3%", True),
        ("提了几点要求?", "四点", True),
        ("表彰了几个集体?", "2018~2020年", False),
        ("有几家企业参加?", "三成", False),
        ("这是几人遇难?", "第三位", True),
        ("办了几个展?", "第三届", False),
        ("卖了多少票房?", "670万元", True),
        ("多少家企业签了工资合同?", "29家", True),
        ("看到几群海豚?", "四十只", False),
        ("看到几群海豚?", "三群", True),
        ("利润的多大比例归绣娘?", "六成", True),
        ("多支出多少人工费?", "约1530万元", True),
        ("最低月工资是多少?", "750第纳尔", True),
        ("去年的销量是多少?", "34%", False),
    ],
)
def test_an_amount_comes_in_the_unit_that_is_asked_for(question: str, words: str, right: bool) -> None:
    assert has_unit(question, words) is right


def test_which_hotel_is_a_hotel() -> None:
    assert not is_one_of("在哪家酒店举行?", "甲集团", "甲集团参加会议。")
    assert is_one_of("在哪家酒店举行?", "江滨", "会议在江滨酒店举行。")
    assert is_one_of("在哪座城市?", "南宁市", "会议在南宁市举行。")
    assert is_one_of("谁主持?", "敖宏", "敖宏主持。")
    assert is_one_of("是哪个区的居民?", "城南区", "居民住在城南区。")
    assert is_one_of("哪部影片最卖座?", "《归帆》", "喜剧片《归帆》居首。")
    assert not is_one_of("哪个党赢了?", "4次", "选举了4次。")


def test_who_holds_a_role_is_told_by_a_sentence_that_speaks_of_it() -> None:
    assert not is_one_of("新馆的设计师是谁?", "李雷", "副馆长李雷宣读了办法。")
    assert is_one_of("会议的主持人是谁?", "敖宏", "敖宏主持会议。")


def test_a_dateline_is_no_part_of_an_answer() -> None:
    text = "某某网北京8月16日电 （高明）8月15日是首个节日，讯息很多。"
    start, end = without_dateline(text, 0, text.index("是"))
    assert text[start:end] == "8月15日"
    for words in ("8月15日", "8月16日电影上映", "他8月16日到北京"):
        assert without_dateline(words, 0, len(words)) == (0, len(words)), words
    assert without_dateline("某网8月16日电", 0, 8) == (0, 8)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("原计划什么时候开放?", "去年11月动工,原计划今年五一", "原计划今年五一"),
        ("什么时候开放?", "9月1日,上午10时", "9月1日,上午10时"),
    ],
)
def test_of_several_times_the_one_that_is_asked_for(question: str, text: str, words: str) -> None:
    assert text[slice(*narrow_time(question, text, 0, len(text)))] == words


def test_an_age_comes_without_what_joins_it_to_a_noun() -> None:
    assert narrow("行长多大?", "16岁的行长", 0, 4) == (0, 3)


@pytest.mark.parametrize(
    ("question", "words", "has"),
    [
        ("宝宝出生时多重?", "4000g", True),
        ("它的胡子有多长?", "11.8英寸", True),
        ("8月汽车出口量", "65%", False),
        ("8月汽车出口量", "30.8万辆", True),
    ],
)
def test_grams_inches_and_numbers_sold_are_told_from_shares(question: str, words: str, has: bool) -> None:
    assert has_unit(question, words) is has


@pytest.mark.parametrize(
    ("question", "words", "sentence", "one"),
    [
        ("主讲老师是谁?", "陈可", "优秀讲师陈可到场。", True),
        ("设计师是谁?", "陈可", "馆长陈可到场。", False),
        ("说这话的那个人是谁?", "陈可", "财务陈可表示肯定。", True),
        ("在哪个城市办的?", "罗马", "展会在罗马举行。", True),
        ("在哪个城市办的?", "东西", "展会卖的是东西。", False),
    ],
)
def test_one_of_a_kind_that_is_named_otherwise(question: str, words: str, sentence: str, one: bool) -> None:
    assert is_one_of(question, words, sentence) is one


def test_at_least_belongs_to_an_amount() -> None:
    text = "接待时原则上不少于2人在场"
    start = text.index("2人")
    low, high = narrow("至少要有几个人?", text, start - 2, len(text))
    assert text[low:high].startswith("不少于2人")
