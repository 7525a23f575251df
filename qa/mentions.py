"""What a question or a short answer speaks of: its noun phrases, each with the sort of thing that it names."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from qa.names import POST, SOUNDS, like_a_name
from qa.normalize import for_models
from qa.question import language_of

Sort = Literal["person", "organisation", "place", "time", "title", "thing"]

# Part-of-speech tags (ICTCLAS) of the words that a noun phrase may end with, and of those that only stand inside one.
_NOMINAL = ("vn", "j", "l", "i", "eng", "an", "s")
_INSIDE = ("m", "q", "mq", "a", "b", "f", "x", "zg", "ng", "g", "k", "h")
# Nouns that name a property of something: alone they ask about what was talked of before.
ATTRIBUTE = re.compile(
    r"(?:具体|主要|详细|最终|核心|确切|准确|举办|举行|召开|发生|发布|成立|报名)?(?:的)?"
    r"(?:时间|日期|地点|地址|地方|位置|原因|题目|标题|主题|名称|名字|全名|内容|目的|结果|结论|人数|数量|总数|金额|总额|价格|价钱|单价|费用|比例|占比|职务|职位|职业|身份|头衔|学历"
    r"|专业|年龄|年纪|性别|籍贯|作者|编辑|意义|影响|后果|背景|作用|用途|特点|特色|优势|措施|举措|要求|建议"
    r"|观点|看法|理由|依据|方式|方法|办法|部门|单位|国家|城市|情况|状况|问题|事|事情|时候|一点|方面"
    r"|原文|来源|过程|经过|进展|计划|目标|标准|条件|范围|对象|人|人员|面积|长度|高度|重量|大小|规模|速度"
    r"|票房|票价|损失|成本|收入|营收|利润|产量|销量|第一|名次|排名|成绩|报名方式|下一步|后续|项目)"
)
# Words that ask; cut out before phrases are looked for, so that none spans them.
ASKING = re.compile(
    r"[?？!！。,，;；:：]|请问|什么时候|什么时间|为什么|为何|为啥|怎么样|怎么|怎样|如何|哪些人|哪些|哪几|哪[一二两三四五六七八九十]?[个项点条位家名天年月日次届座所部款]?|何时|何地|什么人|什么|啥"
    r"|多少|多[大高长久重远宽深](?!小|度)|几(?=[个项点条位家名次人届年月天号])[个项点条位家名次人届年月天号]?|第几|谁|吗|呢|是不是|是否|有没有"
)
# Properties that are told by an amount.
AMOUNT = re.compile(
    r"(?:[^质力能]量|[^多少]数|率|额|[^评]价|投资|价格|价值|案值|人口|票房|收入|面积|高度|长度|温度|气温|利润|成本|费|费用|比例|产值|营收|罚款|奖金|工资|年龄|重量|规模|损失)$"
)
# A property written without 的 behind what has the property: 大会主题.
_PROPERTY_BEHIND = re.compile(
    r"(?:举办|举行|召开|发生|开幕|开始|成立)?(?:同比|环比|原因|结果|情况|经过|过程|时间|日期|地点|地址|题目|标题|主题|名称|名字|目的|人数|价格|职务|年龄|作者|内容|面积|票价)$"
)
_WHEN_HOW = re.compile(r"(?:什么时候|何时|哪[天年月]|怎么|怎样|如何|为什么|哪里|哪儿)$")
# What follows these words directly does something, though the dictionary may call it a noun: 谁主持会议?
_DEED_FOLLOWS = re.compile(r"(?:谁|怎么|怎样|如何)$")
_UNIT = re.compile(r"[家处个名位项件次种条座所辆架艘只场起份间台套批块支]")
_OCCASION = re.compile(
    r"活动|项目|地点|时间|会|仪式|现场|工作|协议|平台|计划|方案|情况|结果|原因|对象|人数|事件|案件|事故|行动"
)
_TRANSITIVE = re.compile(
    r"主持|参加|出席|宣读|召开|举行|举办|获得|发布|提出|担任|负责|拥有|进行|开展|造成|引发|导致|支持|反对|建设|公布|宣布|签署|接受|完成|实现|推动|加强|没有|可以|应该|需要"
)
_TITLE = re.compile(r"《[^《》]{1,60}》")
_DIGITS = r"(?:\d{1,4}|[一二三四五六七八九十〇零]{1,4})"
TIME = re.compile(
    rf"(?:(?:{_DIGITS}年|去年|今年|前年|明年|后年|当年|同年)(?:的)?)?{_DIGITS}月(?:份|初|底|中旬"
    rf"|[上下]旬)?(?:{_DIGITS}[日号])?(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚|夜里)?"
    rf"|(?<!第)(?:\d{{4}}|[一二三四五六七八九十〇零]{{4}})年(?:代|初|底|[上下]半年|第?[一二三四]季度)?|\d{{1,2}}[日号](?:上午|下午|晚)?"
    r"|(?:去|今|前|明|后)年(?:[上下]半年|第?[一二三四]季度|同期|初|底)?|[上下]半年|第?[一二三四]季度|(?:上"
    r"|下|这|本)个?(?:月|周|星期|季度)|(?:昨|今|明|前|后)[天日晚]|(?:周|星期|礼拜)[一二三四五六日天]"
    r"|\b(?:19|20)\d{2}\b|\b(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)(?: \d{1,2})?(?:,? \d{4})?\b"
    r"|\b(?:last|this|next) (?:year|month|week)\b|\byesterday\b",
    re.IGNORECASE,
)
PERSON_NOUN = re.compile(
    rf"(?:{POST}|父亲|母亲|爸爸|妈妈|爷爷|奶奶|儿子|女儿|丈夫|妻子|老人|老汉|孩子|男孩|女孩|婴儿|青年|司机"
    rf"|消防员|运动员|队员|旅客|店主|老板|员工|工人|农民|受害者|受害人|患者|得主|冠军得主|家人|家里人|家属"
    rf"|群众|们|[^\d]人员|[^或]者)$"
)
_PLURAL = re.compile(r"(?:们|家人|家里人|家属|群众|人员|员工|队员|村民|居民|旅客|游客|学生|工人|消防员|志愿者)$")
_ORGANISATION = re.compile(
    r"(?:公司|集团|企业|银行|协会|学会|大学|学院|学校|中学|小学|医院|法院|检察院|局|委|委员会|中心|研究院"
    r"|研究所|俱乐部|队|党|社|店|厂|基金会|联盟|政府|机构|单位|组织|警方|院|[^全]部|\b(?:inc|corp|ltd"
    r"|company|university|bank|group|club|ministry|party|committee|agency))$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:^[东南西北中]{1,2}[方部]|^(?:东|华|西)(?:北|南|东|中)|[^城]市|省|县|区|镇|乡|村|街道|州|国|岛|湖"
    r"|河|江|山|路|地区|机场|车站|火车站|公园|[港湾]|city|province|county)$",
    re.IGNORECASE,
)
# 希腊最高气温: the highest temperature is asked for, of Greece it is spoken.
_GREATEST = re.compile(r"(?:中心|日|月|年)?(?:最[高大低小多少长早快]|平均)[^的]{1,5}$")
# Behind the point such a name goes on to a word that no name holds, or as far as these characters do.
_SOMEONE = re.compile(
    r"[\u4e00-\u9fff]某(?:某|[甲乙丙丁]|(?![被犯说干是的和与及在有也等因对向把将从为于不到还又曾称现家人])[\u4e00-\u9fff](?=[的是和与及、在被等有,，?？]|$))?"
    rf"|[{SOUNDS}差社坎蓬颂那甲昆猜]{{1,6}}(?:·(?:[\u4e00-\u9fff]{{1,7}}?(?=[是说在的什谁呢有被和与及对向称为了多怎何哪表指认担就也不还又来去到会做,，。?？、·]"
    rf"|$)|[{SOUNDS}]{{1,8}})){{1,3}}"
)
_OF_A_BRANCH = re.compile("分(?:馆|店|行|校|院|局|社|部)长")  # the tagger cuts 分 off
_WORD = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ0-9.'’-]{0,30}"
_CAPITALS = re.compile(rf"(?<![A-Za-zÀ-ÿ]){_WORD}(?: (?:of |the )?{_WORD}){{0,4}}")
_NO_NAME = re.compile(
    r"(?:what|who|whom|whose|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could"
    r"|will|would|should|and|the|a|an|in|on|at|of|tell|please|it|its|he|she|they|his|her|their|this|that"
    r"|these|those|i|you|so|then|but|also|ok)\b ?",
    re.IGNORECASE,
)
# The last word of a question with one of these before its subject is a verb.
_AUXILIARY = re.compile(r"\b(?:did|does|do|will|can|could|would|should|must) $", re.IGNORECASE)
_BE = re.compile(r"(?:and |but )?(?:is|are|was|were) ", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:这|那|该|此|本|上述)一?[个位名家场次项起份件部本种款座所篇届支只艘辆架首笔条]?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of a text: `text` from `start`, naming a thing of some `sort`."""

    text: str
    start: int
    sort: Sort

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


def named(plain: str, people: Collection[str]) -> list[Mention]:
    """Return the people that a text names, in order; of two names at one place the longer."""
    names = {n for n in people if n and n in plain}
    found: list[Mention] = []
    spans = [(m.start(), m.end()) for name in names for m in re.finditer(re.escape(name), plain)]
    spans += [m.span() for m in _SOMEONE.finditer(plain)]
    for start, end in sorted(spans, key=lambda s: s[0] - s[1]):
        if all(end <= m.start or m.end <= start for m in found):
            found.append(Mention(plain[start:end], start, "person"))
    return sorted(found, key=lambda m: m.start)


def sort_of(phrase: str, people: Collection[str], tag: str = "") -> Sort:
    """Return what a phrase names.

    :param tag: the part of speech of its only word, where it has one.

    >>> sort_of("甲公司", []), sort_of("丙省", []), sort_of("《办法》", []), sort_of("2021年", [])
    ('organisation', 'place', 'title', 'time')
    """
    if phrase.startswith("《"):
        return "title"
    if TIME.fullmatch(phrase):
        return "time"
    if phrase in people or _SOMEONE.fullmatch(phrase) or PERSON_NOUN.search(phrase):
        return "person"
    if tag == "ns":
        return "place"
    if _ORGANISATION.search(phrase) or tag == "nt":
        return "organisation"
    if _PLACE.search(phrase):
        return "place"
    if tag.startswith("nr") and (like_a_name(phrase) or 2 <= len(phrase) <= 6):
        return "person"
    return "thing"


def times(plain: str) -> list[Mention]:
    """Return the years, days and other times that a text names."""
    return [Mention(m[0], m.start(), "time") for m in TIME.finditer(plain)]


def is_plural(phrase: str) -> bool:
    """Tell whether a phrase names several people: 家里人, 村民."""
    return bool(_PLURAL.search(phrase) or re.match(r"(?:[两二三四五六七八九十几数多]|\d{1,6})[名位个]", phrase))


def _runs(plain: str) -> Iterator[list[tuple[str, str, int]]]:
    """Yield the words of each noun phrase, with tag and offset; 的 joins two phrases."""
    import rjieba  # loads a dictionary, and only conversations need it

    # Replaced by a comma, not cut: offsets stay.
    masked = ASKING.sub(lambda m: "," * len(m[0]), plain)
    current: list[tuple[str, str, int]] = []
    at = 0
    tagged = [*rjieba.tag(masked), (",", "x")]
    for i, (word, tag) in enumerate(tagged):
        before = current[-1] if current else None
        if tag == "f" and _PLACE.match(word):
            tag = "s"  # 北方 is a place, 上 only a side
        nominal = tag.startswith("n") or tag in _NOMINAL or (word == "们" and before is not None)
        if before is not None and len(word) == 1 and before[1].startswith("nr") and tag in ("x", "z", "zg", "g", "ng"):
            nominal = like_a_name(before[0] + word)  # the last character of a name, too rare for the tagger
        following = tagged[i + 1] if i + 1 < len(tagged) else (",", "x")
        # 公示从哪天开始? A verb that a question begins with can be what it is about.
        begins = (
            tag == "v" and at == 0 and len(word) > 1 and following[0] in ("从", "在", "是", "持续", "到", "将", ",")
        )
        # 招聘活动: a verb and the noun behind it, where a question begins with them and it takes no object.
        begins = begins or (
            tag == "v"
            and at == 0
            and len(word) == 2
            and _OCCASION.fullmatch(following[0]) is not None
            and not _TRANSITIVE.match(word)
        )
        # A verb is part of a phrase between 的 and a noun, or before a verb that stands at the end: 表彰决定.
        verb_inside = tag == "v" and (
            (before is not None and before[0] == "的" and len(word) > 1)
            or (before is not None and before[1] == "V")
            or (not current and len(word) > 1 and ATTRIBUTE.fullmatch(following[0]) is not None)
            or (
                len(word) > 1
                and not current
                and i
                and tagged[i - 1][0] in "了过"
                and (following[1][0] in "nv" and len(following[0]) > 1)
            )
        )
        inside = tag in _INSIDE and not re.fullmatch(r"[,，、的了\s]+", word)
        joins = word == "的" and before is not None and _solid(before) and (following[1][0] in "nvabjmq")
        if nominal or inside or joins:
            current.append((word, tag, at))
        elif verb_inside or begins:
            current.append((word, "V", at))
        else:
            if len(current) > 1 and word[:1] in ("了", "过") and current[-1][0] != "的":
                current.pop()  # what 了 follows is a verb, whatever the dictionary says: 甲公司中标了
            if current:
                yield current
            current = []
        at += len(word)


def _without_deed(run: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Return a phrase without the verb before it; the dictionary has some of both as one word: 主持会议."""
    (word, tag, at), *rest = run
    deed = _TRANSITIVE.match(word)
    if deed and len(word) > len(deed[0]) + 1:
        return [(word[deed.end() :], tag, at + deed.end()), *rest]
    if not rest:
        return [] if tag in ("n", "vn", "V") else run  # 怎么收费? 谁命名的?
    return rest if tag in ("n", "vn", "V") and len(word) > 1 and rest[0][0] != "的" else run


def _solid(word: tuple[str, str, int]) -> bool:
    return word[1].startswith("n") or word[1] in (*_NOMINAL, "V", "zg", "ng", "g") or word[0] == "们"


def phrases(text: str, people: Collection[str] = ()) -> list[Mention]:
    """Return the noun phrases of a text, 的 inside them, in order.

    >>> [m.text for m in phrases("甲公司的新系统有什么功能?")]
    ['甲公司的新系统', '功能']
    """
    plain = for_models(text)
    if language_of(plain) == "en":
        return _english(plain, people)
    found = []
    for run in _runs(plain):
        while run and not _solid(run[-1]):
            run.pop()
        if (
            run
            and len(run) > 1
            and ASKING.fullmatch(plain[max(0, run[0][2] - 2) : run[0][2]])
            and _UNIT.fullmatch(run[0][0])
        ):
            run.pop(0)  # 多少家企业
        if run and _DEED_FOLLOWS.search(plain[: run[0][2]]):
            run = _without_deed(run)
        while run and (run[0][0] == "的" or (run[0][1] in ("f", "k", "x") and not re.match(r"[“\"《(（]", run[0][0]))):
            run.pop(0)
        if not run:
            continue
        end = run[-1][2] + len(run[-1][0])
        start = run[0][2]
        if (when := TIME.match(plain, start)) and when.end() < end:
            start = when.end()
            start += (
                len(behind[0])
                if (behind := re.match(r"(?:以[来后前]|之[后前]|期间|[初底后前中])(?=..)", plain[start:end]))
                else 0
            )
        phrase = plain[start:end]
        if run[0][1].startswith("nr") and len(run) == 1 and len(phrase) > 2 and phrase[-1] in "得是在有说被把将对向":
            phrase = phrase[:-1]  # the tagger joins a verb with a name that it does not know
        if len(phrase) < 4 and re.match(r"的[?？。 ]*$", plain[end:]) and _WHEN_HOW.search(plain[:start]):
            continue  # 什么时候收网的? the word is a verb
        tag = run[0][1] if len(run) == 1 or like_a_name(phrase) else run[-1][1] if run[-1][1] == "nt" else ""
        found.append(Mention(phrase, start, sort_of(phrase, people, tag)))
    fixed = [Mention(m[0], m.start(), "title") for m in _TITLE.finditer(plain)]
    fixed += [Mention(m[0], m.start(), "person") for m in _OF_A_BRANCH.finditer(plain)]
    fixed += named(plain, people)
    kept = [m for m in found if all(m.end <= f.start or f.end <= m.start or _holds(m, f) for f in fixed)]
    kept += [f for f in fixed if not any(_holds(m, f) for m in kept)]
    return sorted(kept, key=lambda m: m.start)


def asked_for(plain: str, mention: Mention) -> bool:
    """Tell whether a phrase is what a question asks for, right behind its asking word: 什么手段, 多少个岗位."""
    return bool(
        re.search(
            r"(?:(?<!为)什么|哪[一些个家种项座所]?|(?:几|多少)[个家项种名位条]?)(?:样的)?$", plain[: mention.start]
        )
    )


def _holds(whole: Mention, part: Mention) -> bool:
    """Tell whether a phrase has more to it than a name or title inside."""
    return whole.start <= part.start and part.end <= whole.end and whole.text != part.text


def _english(plain: str, people: Collection[str]) -> list[Mention]:
    """Return names and phrases with an article in English text."""
    found = named(plain, people) + [Mention(m[0], m.start(), "title") for m in _TITLE.finditer(plain)]
    found += [Mention(m[0], m.start(), "time") for m in TIME.finditer(plain)]
    for match in _CAPITALS.finditer(plain):
        start, words = match.start(), match[0]
        while cut := _NO_NAME.match(words):
            start, words = start + cut.end(), words[cut.end() :]
        words = re.sub(r"['’]s$", "", words).rstrip(".'’-")
        if len(words) < 2:
            continue
        sort: Sort = "organisation" if _ORGANISATION.search(words) else "place" if _PLACE.search(words) else "person"
        before = plain[:start].lower()
        if sort == "person" and re.search(r"\b(?:in|at|from|to|near|across)(?: the)? $", before):
            sort = "place"
        elif sort == "person" and (
            words.isupper() or re.search(r"\bthe $", before) or (len(words.split()) == 1 and before == "")
        ):
            sort = "thing"
        found.append(Mention(words, start, sort))
    for match in re.finditer(
        r"\bthe ((?:[\w-]{1,30} ){0,4}?[\w-]{1,30})(?= (?:of|in|on|by|held|is|was|were|are|did|at|for|to|about"
        r"|from|with|have|has|take|start|end|begin|happen)\b|\W*$)",
        plain,
        re.IGNORECASE,
    ):
        words = match[0]
        if (
            match.end() >= len(plain.rstrip("?.! "))
            and len(match[1].split()) > 1
            and words.rpartition(" ")[2].islower()
            and (_AUXILIARY.search(plain[: match.start()]) or _BE.fullmatch(plain[: match.start()]))
        ):
            words = words.rpartition(" ")[0]  # When did the line open? Is the line open?
        found.append(Mention(words, match.start(), sort_of(words.removeprefix("the "), people)))
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (-len(m.text), m.start)):
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def parts(mention: Mention, people: Collection[str]) -> list[Mention]:
    """Return a phrase cut at each 的: 甲公司的新系统 -> 甲公司, 新系统."""
    found: list[Mention] = []
    at = mention.start
    for piece in mention.text.split("的"):
        if piece:
            tag = "nr" if piece == mention.text and mention.sort == "person" else ""
            sort = mention.sort if piece == mention.text else sort_of(piece, people, tag)
            found.append(Mention(piece, at, sort))
        at += len(piece) + 1
    return found


def solid(text: str, people: Collection[str] = ()) -> list[Mention]:
    """Return the phrases that say by themselves what they are about, without a property at their end.

    >>> [m.text for m in solid("第四届大会的主题是什么?")]
    ['第四届大会']
    """
    kept = []
    for mention in phrases(text, people):
        words = mention.text
        if mention.sort == "title" or mention.sort == "time":
            kept.append(mention)
            continue
        while "的" in words and (
            ((last := words.rsplit("的", 1)[1]) and ATTRIBUTE.fullmatch(last)) or AMOUNT.search(last)
        ):
            words = words.rsplit("的", 1)[0]
        if (tail := _GREATEST.search(words)) and tail.start() > 1:
            words = words[: tail.start()]
        if (tail := _PROPERTY_BEHIND.search(words)) and tail.start() > 1:
            words = words[: tail.start()]
        words = _DETERMINER.sub("", words)
        if len(words) < 2 or ATTRIBUTE.fullmatch(words):
            continue
        start = mention.start + mention.text.index(words)
        kept.append(mention if words == mention.text else Mention(words, start, sort_of(words, people)))
    return kept
