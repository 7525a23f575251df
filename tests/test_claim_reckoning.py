"""Claims that reckon with the article's figures, compare them, or deny in other words than the article."""

import pytest

from qa.claim_arithmetic import follows
from qa.claim_comparisons import compared_otherwise
from qa.claim_items import Told, read
from qa.claim_turns import turned
from qa.normalize import for_matching


def reckoned(claim: str, *told: str) -> list[bool]:
    """Tell of each figure of a claim whether it follows from the sentences."""
    plain = for_matching(claim)
    return [follows(plain, figure, [Told.of(t) for t in told]) for figure in read(plain)[1]]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("报名人数比上届多了35人。", "上届120人报名，这届155人。"),
        ("还有6户没有搬。", "全村46户，已搬40户。"),
        ("两地合计收粮75吨。", "东乡收粮40吨，西乡收粮35吨。"),
        ("四座泵站总装机800千瓦。", "泵站一共4座，单座装机200千瓦。"),
        ("其余25%由镇里出。", "省里出40%，县里出35%，其余由镇里出。"),
        ("女生约占三分之二。", "60名学员中女生41名。"),
        ("这批瓷器只有上一批的不到一半。", "上一批120件，这一批50件。"),
        ("单价相当于每袋5公斤。", "每袋10斤。"),
        ("走完全程要一个半小时。", "走完全程约90分钟。"),
        ("前年的产量是300吨。", "去年产量360吨，比前年增加60吨。"),
        ("前年的比例是12%。", "去年的比例为15%，比前年提高3个百分点。"),
        ("展览持续40天。", "展览从4月21日到5月30日。"),
        ("工程历时四年。", "工程2018年至2022年施工。"),
        ("景区每天开放9小时。", "景区8时至17时开放。"),
        ("前五个月卖出80台。", "截至5月底卖出80台。"),
        ("It rose by 30 to 130.", "It was 100 last year and is 130 now."),
    ],
)
def test_what_can_be_reckoned_from_the_article_follows(claim: str, told: str) -> None:
    figures, there = read(for_matching(claim))[1], {f.value for f in Told.of(told).figures}
    new = [ok for ok, f in zip(reckoned(claim, told), figures, strict=True) if f.value not in there]
    assert new
    assert all(new)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("报名人数比上届多了45人。", "上届120人报名，这届155人。"),
        ("来了35人。", "上届120人报名，这届155人。"),  # not said to be reckoned
        ("还有16户没有搬。", "全村46户，已搬40户。"),
        ("两地合计收粮85吨。", "东乡收粮40吨，西乡收粮35吨。"),
        ("其余35%由镇里出。", "省里出40%，县里出35%，其余由镇里出。"),
        ("女生约占三分之一。", "60名学员中女生41名。"),
        ("前年的产量是420吨。", "去年产量360吨，比前年增加60吨。"),  # the wrong way
        ("展览持续20天。", "展览从4月21日到5月30日。"),
        ("前六个月卖出80台。", "截至5月底卖出80台。"),
        ("多了5公斤。", "每袋10元。"),
        ("其余100%没有完成。", "工程由镇里出钱，其余不明。"),  # nothing to take from the whole
        ("总共0人。", "没有人来。"),
        ("三条线合计生产800吨。", "三条线分别生产300吨、500吨和200吨。"),  # two of them
    ],
)
def test_what_cannot_does_not(claim: str, told: str) -> None:
    assert not reckoned(claim, told)[0]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("今年招生比去年少20人。", "今年招生300人，比去年多20人。"),
        ("水位高于警戒线0.3米。", "水位低于警戒线0.3米。"),
        ("送货比从前慢了5分钟。", "送货比从前快了5分钟。"),
        ("门票由80元降到60元。", "门票由60元涨到80元。"),
        ("甲队的得分低于乙队。", "甲队的得分高于乙队。"),
        ("The bridge is 12 metres longer than the old one.", "It is 12 metres shorter than the old one."),
    ],
)
def test_a_comparison_turned_round_is_found(claim: str, told: str) -> None:
    assert compared_otherwise(for_matching(claim), [for_matching(told)])
    assert not compared_otherwise(for_matching(told), [for_matching(told)])


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("乙队比甲队少3分。", "甲队比乙队多3分。"),
        ("今年招生比去年多20人。", "今年招生300人，比去年多20人，比前年少20人。"),
        ("门票由60元涨到80元，又降到60元。", "门票由60元涨到80元，后来由80元降到60元。"),
        ("气温低于往年。", "雨量高于往年。"),
    ],
)
def test_the_same_two_named_the_other_way_round_are_none(claim: str, told: str) -> None:
    assert not compared_otherwise(for_matching(claim), [for_matching(told)])


def against(claim: str, *told: str) -> str:
    return turned(for_matching(claim), [for_matching(t) for t in told])


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("他没有接受学校的奖金。", "他谢绝了学校的奖金。"),
        ("镇里还没有建新桥。", "镇里计划明年建新桥。"),
        ("参不参加由村民自己定。", "村民自愿参加。"),
        ("公司放弃了向车主索赔。", "公司未向车主索赔。"),
        ("过境车辆里只有三成是货车。", "过境车辆里货车占三成。"),
        ("三个村里柳村种得最多，有80亩。", "柳村、河村和山村分别种了80亩、50亩和30亩。"),
        ("能领补贴的只有低保户。", "低保户可以领补贴，其余的自费。"),
    ],
)
def test_a_denial_in_other_words_and_a_reckoned_first_stand(claim: str, told: str) -> None:
    assert against(claim, told) == ""


@pytest.mark.parametrize(
    ("claim", "told", "why"),
    [
        ("他接受了学校的奖金。", "他谢绝了学校的奖金。", "deed"),
        ("校长证实食堂要关门。", "校长否认食堂要关门。", "deed"),
        ("60间教室均已装好空调。", "60间教室中，已装好空调的有45间，其中5间待修。", "scope"),
        ("县里已在河口启用新码头。", "县里正研究在河口启用新码头。", "modality"),
        ("他是唯一的获奖者。", "他和其余两人都是获奖者。", "scope"),
        ("公司没有向车主索赔。", "公司向车主索赔三万元。", "negation"),
        ("公司放弃了索赔。", "公司从未放弃索赔。", "negation"),
    ],
)
def test_what_says_more_than_the_article_or_the_contrary_does_not(claim: str, told: str, why: str) -> None:
    assert against(claim, told) == why
    assert against(told, told) == ""
