"""What sort of thing words are, and whether a question asks for it: an amount in its unit, a time, a place, a kind."""

import re
from functools import lru_cache
from itertools import combinations

from qa.dates import dates
from qa.figures import Figure, figures
from qa.names import NO_PLACES
from qa.normalize import for_models
from qa.question import Wants
from qa.units import COUNTED, answers

# Numbers as they are written: 1,234.5, 2018~2020, 30%, 1.2亿元, 第四届, 三成, 百分之三十, $412 million.
NUMBER = re.compile(
    r"百分之[零一二三四五六七八九十百千万点两]+|[一过大]半(?![径导])|半数"
    r"|(?:(?:US|HK|NT|[AC])?[$€£¥￥])?第?(?:\d(?:\d|[,，](?=\d))*(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两]+)(?:[~～\-—至到](?:\d[\d,]*(?:\.\d+)?|[零一二三四五六七八九十百千万亿两]+))?"
    r"(?:[多余几])?(?:万亿|千万|百万|[百千万亿兆](?![瓦米克卡伏帕]))*(?:[多余])?"
    r"(?:%|‰|℃|°C|个百分点|成|倍|(?:多)?(?:美元|欧元|日元|港元|英镑|人民币|元|人次|人|名|位|个|项|条|点|次|家|种|类|届|岁|年|个?月|日|号|天|小时|分钟|秒|时|公里|千米|米|厘米|毫米|公斤|千克|克|吨|亩|公顷|平方米|平方公里|立方米|千瓦时|千瓦|兆瓦|度|级|场|套|台|辆|架|艘|部|册|篇|例|起|宗|件|户|斤|层|张|只|头|票|份|分|强|周|周年|名|座|处|所|支|股|手|期|轮|批|万|等[奖功]))?"
    r"(?:左右|以上|以下|以内|以来|余|多(?![出于了]))?(?:[ \u00a0](?:thousand|million|billion|trillion)\b)?"
)
_TIME = re.compile(
    r"\d{4}\s*[年./-]|\d{1,2}\s*月|\d{1,2}\s*[日号]|\d{1,2}[:：]\d{2}|\d{1,2}\s*(?:时|点)|[一二三四五六七八九十〇零]{1,4}[年月日号]"
    r"|[昨今明前后]天|昨日|今日|明日|当[天日年月晚]|去年|今年|明年|上(?:周|个月|午)|下(?:周|个月|午)|周[一二三四五六日末]|星期|凌晨|清晨|早[上晨]|中午|傍晚|晚上|夜"
    r"|世纪|年代|春|夏|秋|冬|期间|(?:\d+|[一二三四五六七八九十两半几数百]+)[多余来]?(?:个)?(?:年|月|天|日|周|小时|分钟|秒|星期)|“十[一二三四五]五”|节"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|\b\d{4}\b|\b(?:years?|months?|weeks?|days?|hours?|minutes?|morning|evening|night|today|yesterday|century)\b",
    re.IGNORECASE,
)
_OF_LATE = re.compile(r"(?:\d+|[一二两三四五六七八九十百几数多]+)[多余]?年来")  # since when, and no when
QUANTITY = re.compile(
    r"\d|[零〇一二三四五六七八九十百千万亿两几半Ⅰ-Ⅻ]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|half|several)\b",
    re.IGNORECASE,
)
# How long something took: no day, and none of several.
_HOW_LONG = re.compile(r"多久|多长时间|多少(?:天|年|小时|分钟|个月)|\bhow long\b", re.IGNORECASE)
_A_WHILE = re.compile(
    r"(?<!第)(?<!第[\d一二三四五六七八九十])(?<!\d)(?:\d{1,3}(?:\.\d+)?|[一二两三四五六七八九十百半几数]+)[多余来几]?个?"
    r"(?:世纪|年|月(?!\d|[一二三四五六七八九十])|周|星期|天|日夜|小时|钟头|分钟|秒|分|学期|载|夜|晚)"
    r"|世纪|终身|无期|长期|每|至今|以来|从.*[到至]|\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"[省市县区镇乡村国州洲岛山河湖江海湾港路街道桥站楼馆院厅室店所园场城京沪津渝内外里边畔]|中心|各地|世界|户外|大学|学校|机场|现场|地区|附近|一带|[东南西北]部"
    r"|北京|上海|天津|重庆|香港|澳门|台湾"
)
_ORGANISATION = re.compile(
    r"公司|集团|协会|学会|(?<![骗结布格大时定战残僵破])局(?![面势限部])|部|委|院|中心|大学|学校|中学|小学|银行|队|俱乐部|厅|处|社|会|所|组织|机构|政府|党|馆|报|网|军|厂|店|台|企业|单位|联盟|基金|超市|平台|品牌"
    r"|(?:投资|创投|产投|资本|证券|保险|控股|股份|科技|实业|肥业|钢铁|水泥|化工|矿业|稀土|重工|电器|电子|半导体|生物|药业|制药|食品|乳业|酒业|汽车|航空|铁路|物流|能源|电力|电网|燃气|传媒|影业|置业|地产|银行)$"
)
# Somebody: a role, or a name in Latin letters; Chinese names are known from the article.
_SOMEBODY = re.compile(r"[人者员长师生民们方手士警客友夫妇孩女男爷奶爸妈家侄舅姨叔伯嫂婶甥媳婿婆邻]|[A-Z][a-z]+|[·•]")
_CLAUSE = re.compile("[,;:。]")
_LETTER = re.compile(r"[^\W\d_]")
figures_of = lru_cache(maxsize=256)(figures)  # of the sentences that several spans are in
SCORE = r"\d+ ?[比:：∶—–-] ?\d+|[一二三四五六七八九十]+比[零一二三四五六七八九十]+"
# What a question about an amount names, and the units that answer it; of money first.
_UNITS = (
    (
        r"多少钱|金额|费用|价格|票价|收费|工资|奖金|罚款|花费|售价|营收|利润|亏损?了?多少"
        r"|how much (?:(?!power|rain|water|time|energy|land|coal|oil).)*\b(?:earn|cost|pay|paid)"
        r"|\b(?:cost|price|profit|revenue|salary|fine)\b",
        r"元|块|美金|镑|卢布|第纳尔|卢比|比索|里拉|克朗|法郎|兰特|雷亚尔|先令|林吉特|铢|盾|坚戈|迪拉姆|里亚尔"
        r"|[万亿](?!余?多?(?:千瓦|[吨瓦人次亩平立公户辆台套件个册株头只棵份张名家度字]))"
        r"|[$¥€£]|yuan|dollar|euro|pound|rupee|yen|baht|franc|kron|crown|peso",
    ),
    (r"基点|basis points?", r"基点|basis points?|\bbp\b"),
    (r"百分之[几多]|百分比|比例|占比|[^效速频功利汇]率|percent", r"%|‰|成|百分|分之|percent"),
    (r"比分|几比几|多少比多少|\bscore\b", SCORE),
    (r"积分|得分|[得积](?:了|到)?(?:多少|几)分|(?:多少|几)分(?![钟之])", r"分(?!钟|之)|\d$"),
    (r"(?<![被侵霸抢强独])占(?![地用道据领了满线座])[^,，。]{0,12}(?:多少|几成)[?？呢]*$", r"%|‰|成|百分|分之"),
    (
        r"第几(?:名|位)?(?![^?？呢啊了]{3})",
        r"第|冠|亚军|季军|榜首|倒数|垫底|[金银铜]牌|首位|前[\d一二两三四五六七八九十]|[一二三]等奖",
    ),
    (
        r"几岁|多大(?:年纪|岁数|年龄)"
        r"|[他她](?:今年|现在|当时|当年|那年|那时|已经?|到底|究竟|具体)?有?多大[了啦]?[呢啊]?[?？]*$"
        r"|年龄|年纪|岁数|how old",
        r"岁|旬|花甲|古稀|耄耋|\byears? old",
    ),
    (
        r"(?:几|多少)\s?(?:个)?(?:人(?![工力均民])|名|位|乘客|学生|员工|观众|群众)",
        r"人|名|位|员|者|生|众|\d$|[一二三四五六七八九十百千万亿]$",
    ),
    (r"第几(?:次|届|回|轮|期)", r"第|首[次届回轮]|[次届回轮期]|度"),
    (r"(?:几|多少)(?:枚|块)?银牌", r"银|^[^金铜]*$"),
    (r"(?:几|多少)(?:枚|块)?铜牌", r"铜|^[^金银]*$"),
    (
        r"(?:几|多少)天",
        r"(?<!每)天|周|星期|日[内间有]|(?<![月一二三四五六七八九十])[一二三四五六七八九十两]{1,3}日(?!起|止)",
    ),  # 17日 is a day
    (r"(?:几|多少)(?:次|回)", r"次|回|度|番|届|\d$"),
    (r"(?:几|多少)(?:公里|千米|里)", r"公里|千米|里|km"),
    (r"(?:几|多少)(?:岁)", r"岁"),
    (
        r"(?<![率例温价分绩本资入压])(?<![率例温价分绩本资入压]有)多高|多宽|多深|多远|距离",
        r"米|公里|千米|厘米|[尺寸]|里|层|(?<![a-zA-Z])[kcm]?m\b|met(?:er|re)|mile|feet|foot|inch",
    ),
    (r"多长(?!时)", r"米|公里|[尺寸]|里|(?<![a-zA-Z])[kcm]?m\b|[天日年月周秒字页]|小时|分钟|星期|世纪"),
    (r"多重|重量", r"吨|克|斤|磅|(?<![a-zA-Z])[km]?g\b"),
    (
        r"[时车船航]速|(?:行驶|飞行|移动|奔跑|滑行)速度|\bspeed of (?:the |a )?(?:train|car|plane|ship|phase|line)",
        r"公里|千米|米|里|节|马赫|\bkm|mph|knot|\d ?m/s|mile|%",
    ),
    (r"面积", r"平方|公顷|亩|平米"),
    (
        r"\bhow (?:deep|wide|tall|thick)\b",
        r"米|deep|(?:\b|\d)(?:[kcm]?m|ft|in|\w*met(?:er|re)s?|miles?|feet|foot|inch(?:es)?|stor(?:ey|ie)s?)\b",
    ),
    (r"\bhow heavy\b", r"吨|克|斤|(?:\b|\d)(?:tons?|tonnes?|[mk]?g|\w*grams?|pounds?|lbs?|ounces?|stone)\b"),
    (r"\bhow (?:cold|hot|warm)\b", r"度|℃|°|\d ?[CF]\b|\b(?:degrees?|minus|below)\b"),
)
# How much was sold is no share.
_SOLD = re.compile(
    r"(?:[销产客货用口载储]量|交付量|票房|人数|数量|总[量数额]|产值)(?:[是为有达]到?|[?？]*$)(?:多少)?[?？]*$"
)
_A_SHARE = re.compile("%|‰|成$|百分")
_ROSE = re.compile("(?:[涨跌降升增减贵]|便宜)了?(?:多少|几成|百分)(?!钱|元|块)|[涨跌增降]幅|增速")
# A year is no amount, unless years are counted.
_ASKS_FOR_AMOUNT = re.compile(
    "^(?!.*(?:几(?!乎|内亚)|多少|哪一?|多|何|第)个?(?:[年月日号天周岁久长]|时)|.*(?:年龄|年份|时间|日期)).*(?:多少|几(?!乎|内亚))"
)
_DAY = re.compile(r"(?:\d{4}[~\-至到])?(?:\d{4}年(?:\d{1,2}月)?|\d{1,2}月)(?:\d{1,2}[日号])?")
# Things or people that are to be counted; then no measure, share or date answers.
_COUNTED = re.compile(
    "(?:(?<!第)几(?!乎)|多少)(?:个(?!多?[小月百])|[家所座户辆台架艘位名种类项条件支篇次起]|部(?!分)|款(?!项)|人(?![工力均民]))"
)
# 几群海豚: not how many dolphins.
_ALIKE = ("枚块颗个面", "棵株", "张份幅", "本册部")  # measures of the same things
_GROUPED = re.compile(
    "(?:(?<!第)几(?!乎)|多少)(?P<unit>[群批组对双箱盒袋桶张本枚颗棵株幅匹盏粒扇](?=[^人员比方应象待立准科土钱]|[?？]*$))"
)


def _counts(amount: Figure) -> bool:
    """Tell whether an amount can be a number of things or people; 第三位 says that there are three."""
    if amount.kind == "ordinal":
        return amount.unit == "人"
    return amount.kind == "quantity" and amount.unit in {*COUNTED, ""}


def has_unit(question: str, words: str) -> bool:
    """Tell whether an amount comes in a unit that a question asks for; True where it asks for none in particular.

    >>> has_unit("门票多少钱?", "3300平方米"), has_unit("门票多少钱?", "50元"), has_unit("提了几点?", "四点")
    (False, True, True)
    >>> has_unit("去年销量是多少?", "34%"), has_unit("去年销量是多少?", "2022年的销量"), has_unit("他写了几年?", "3年")
    (False, False, True)
    """
    asked, told = for_models(question), for_models(words)
    if _ASKS_FOR_AMOUNT.search(asked) and not QUANTITY.search(_DAY.sub("", told)):
        return False
    amounts, counted = figures_of(told), _COUNTED.search(asked)
    if (amounts and counted and not any(map(_counts, amounts))) or (_SOLD.search(asked) and _A_SHARE.search(told)):
        return False
    if (of := _GROUPED.search(asked)) and amounts and not any(answers(of["unit"], f.unit) for f in amounts):
        alike = next((group for group in _ALIKE if of["unit"] in group), "")
        if not alike or not re.search(f"[{alike}]", told):
            return False
    # 多少家企业签了工资合同 asks for no money, 利润有多大比例 for a share, which tells by how much a price rose, too.
    kinds = _UNITS[1:] if counted or (_ROSE.search(asked) and _A_SHARE.search(told)) else _UNITS
    wanted = [unit for pattern, unit in kinds if re.search(pattern, asked, re.IGNORECASE)]
    return not wanted or any(re.search(unit, told, re.IGNORECASE) for unit in wanted)


def can_be_a_while(question: str, words: str) -> bool:
    """Tell whether words can say how long, where that is asked: no 7月26日, no 第四天.

    >>> can_be_a_while("做了多长时间?", "第四天"), can_be_a_while("干了多久?", "30多年"), can_be_a_while("何时?", "7日")
    (False, True, True)
    """
    return not _HOW_LONG.search(for_models(question)) or bool(_A_WHILE.search(for_models(words)))


_FOR = "(?:时隔|历时|为期|长达|相隔)"


def is_only_a_while(question: str, words: str, sentence: str) -> bool:
    """Tell whether words say how long, where it is asked when: 12年 of 时隔12年.

    >>> is_only_a_while("何时夺冠?", "12年", "时隔12年再次夺冠"), is_only_a_while("隔了多久?", "12年", "时隔12年再夺冠")
    (True, False)
    """
    match = re.fullmatch(
        r"[时历为长相隔期达]{0,2}(?P<while>\d{1,3}[多余]?(?:年|个月|天|周))", for_models(words).strip()
    )
    return (
        match is not None
        and re.search(_FOR + re.escape(match["while"]), for_models(sentence)) is not None
        and not _HOW_LONG.search(for_models(question))
    )


_TOWNS = "县市省区镇乡村州国城"
_PLACES = f"{_TOWNS}馆院校店站楼"
_WHICH = re.compile(rf"哪(?:一)?(?:[家座所款部本种间艘架]|[个条](?=[{_PLACES}酒学医]))(?P<kind>[\u4e00-\u9fff]{{1,2}})")
# Which one: its name, and no amount; but 哪个数字, 哪一个号码.
_ANY_WHICH = re.compile("哪一?[个家位名座所支](?!数|号|年|月|日|季|点|时|百分|比例|价)")
# Kinds whose members are called otherwise: 哪所高校, 哪家券商.
SORTS = {
    "高校": "大学|学院",
    "院校": "大学|学院|学校",
    "学府": "大学|学院",
    "券商": "证券",
    "航司": "航空",
    "车企": "汽车|车|动力",
    "药企": "药|生物|医",
    "房企": "地产|置业|房",
    "险企": "保险|人寿|财险",
    "球队": "队",
    "部委": "部|委|局",
    "景点": "山|湖|寺|园|塔|楼|宫|馆|街|景区|古镇",
}
# Who is the designer? Then the sentence speaks of designing.
_ROLE = re.compile(
    r"(?:^|[的,，])(?![这那])([\u4e00-\u9fff]{2,4}[师员长者手家人士])(?:是|叫)(?:谁|什么名字|哪位|哪一位)"
)
_ANY_KIND = re.compile(
    r"公司|企业|厂商|品牌|平台|媒体|网站|单位|机构|部门|集团|组织|国家|地[方区]?|方面|人|时|是|的|在|被|有|会"
)


def is_one_of(question: str, words: str, sentence: str) -> bool:
    """Tell whether words can be one of the kind that a question asks for: a hotel, where it asks which hotel.

    The kind is named beside them in the sentence, or they end as its name does (哪座城市: 南宁市).

    >>> is_one_of("在哪家酒店?", "甲集团", "甲集团参加会议。"), is_one_of("在哪座城市?", "南宁市", "会在南宁市开。")
    (False, True)
    >>> is_one_of("是哪个区的玩家?", "华东二区", "华东二区有三万个账号。"), is_one_of("哪个党赢了?", "4次", "选了4次。")
    (True, False)
    """
    if role := _ROLE.search(for_models(question)):
        # Two of its characters, one behind the other: 主讲老师 is a 讲师.
        return any(a + b in for_models(sentence) for a, b in combinations(role[1], 2))
    if _ANY_WHICH.search(for_models(question)) and NUMBER.fullmatch(words):
        return False
    match = _WHICH.search(for_models(question))
    if match and (also := SORTS.get(match["kind"])) and re.search(also, for_models(words)):
        return True
    if not match or _ANY_KIND.match(match["kind"]):
        return True
    if re.search("[片部本篇首]", match[0]) and "《" in words:
        return True
    kind = match["kind"]  # its second character may belong to the next word: 哪个区的, 哪个县游客
    ends = kind[-1] if kind[0] not in _PLACES else (kind[-1], kind[0])
    if kind in for_models(sentence) or for_models(words).endswith(ends):
        return True
    return kind[0] in _TOWNS and _known_place(for_models(words))  # 哪个城市: 罗马


def _known_place(plain: str) -> bool:
    """Tell whether the dictionary has a place among some words: 太原, 宁波."""
    import rjieba  # loads a dictionary

    return any(tag == "ns" and word not in NO_PLACES for word, tag in rjieba.tag(plain))


# Names in Latin letters that are no person's.
_LATIN_BODY = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|LLC|Plc|Group|Holdings|University|College|Institute|School|Association|Society|Federation|Union|Ministry"
    r"|Bank|Agency|Council|Committee|Company|Department|Bureau|Commission|Board|Cent(?:er|re)|Party|Police|Court|Club|Team|Hospital"
    r"|Foundation|Authority|Office|Airlines|Motors|Technolog(?:y|ies)|Museum)\b|^[A-Z]{2,}$"
)


def is_body(words: str) -> bool:
    """Tell whether words name a company, an authority or the like, and nobody.

    >>> is_body("三山集团"), is_body("Marguerite Tlali"), is_body("Tlali Holdings")
    (True, False, True)
    """
    return bool(_ORGANISATION.search(for_models(words)) or _LATIN_BODY.search(words))


def fits(wants: Wants, words: str) -> bool:
    """Tell whether an answer is of the sort that the question wants; a name alone is known to who knows the names.

    >>> fits("number", "四点"), fits("number", "敖宏"), fits("time", "6月8日")
    (True, False, True)
    """
    plain = for_models(words)
    if wants == "number":
        return bool(QUANTITY.search(plain))
    if wants == "time":
        return bool(_TIME.search(_OF_LATE.sub("", plain)) or dates(plain))
    if wants == "title":
        return bool(re.search(r"[《“\"「『]|[A-Za-z]{3}", plain))
    if wants == "place":
        if NUMBER.fullmatch(plain) or re.search(r"(?:协会|学会|公司|集团)$", plain):
            return False
        return bool(_PLACE.search(plain) or re.search(r"[A-Za-z]{3}", plain)) or _known_place(plain)
    if wants == "organisation":
        return bool(_ORGANISATION.search(plain) or re.search(r"[A-Za-z]{2}", plain))
    if wants == "person":
        return bool(_SOMEBODY.search(plain))
    if wants == "post":
        return bool(_LETTER.search(plain)) and not NUMBER.fullmatch(plain) and not _CLAUSE.search(plain)
    return True
