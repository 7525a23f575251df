"""What a question asks for, judged from its form: its kind, the sort of answer, the language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa.errors import QuestionError
from qa.normalize import for_models, to_simplified, to_traditional
from qa.settings import MAX_QUESTION_CHARS
from qa.types import Kind

Wants = Literal["person", "time", "place", "number", "post", "organisation", "title", "anything"]
Language = Literal["zh", "en"]
# How Chinese is written, and what a reply is written in.
Script = Literal["zh", "zh-Hant"]
Spoken = Literal["zh", "zh-Hant", "en"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_CN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_MEASURE = "个|项|点|条|方面|位|名|人|次|家|种|类|篇|件|起|届|部|份|层|步|所|座|场|款|支|批|大类|倍|套|台|辆|架|艘|只|头|户|天|年|月|小时|分钟"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what its form tells.

    :param text: as it was understood, follow-ups completed.
    :param kind: how the answer is composed.
    :param wants: the sort of thing that answers it.
    :param language: of the reply.
    :param field: for a fact of the page, its name in `Article.metadata` or "title".
    :param ordinal: 1 for 第一点, -1 for 最后一点, None where no item is asked for by its number.
    :param script: that the person writes Chinese in, where that is not told by the text.
    """

    text: str
    kind: Kind
    wants: Wants
    language: Language
    field: str | None = None
    ordinal: int | None = None
    script: Script | None = None

    @property
    def spoken(self) -> Spoken:
        """What the reply is written in, but for what it quotes."""
        return "en" if self.language == "en" else self.script or script_of([self.text])


def checked(question: str) -> str:
    """Return a question without the white space around it.

    :raises QuestionError: not a string, empty, or longer than `MAX_QUESTION_CHARS`.
    """
    if not isinstance(question, str):
        raise QuestionError(f"expected the question as str, got {type(question).__name__}")
    if len(question) > MAX_QUESTION_CHARS:
        raise QuestionError(f"expected a question of at most {MAX_QUESTION_CHARS:,} characters, got {len(question):,}")
    if not any(c.isalnum() for c in question):
        raise QuestionError(f"expected a question with words in it, got {len(question)} characters without any")
    return question.strip()


def language_of(text: str) -> Language:
    """Return "en" where a text has far more Latin letters than Chinese characters, else "zh".

    >>> language_of("ESG是什么?"), language_of("Who is 姚林?")
    ('zh', 'en')
    """
    letters = sum(c.isascii() and c.isalpha() for c in text)
    return "en" if letters > 2 * len(_HAN.findall(text)) else "zh"


def script_of(asked: Sequence[str]) -> Script:
    """Return the script of the first text that tells it, by characters that only one script has; else "zh".

    >>> script_of(["誰主持了會議?"]), script_of(["谁主持了台積電的会议?"]), script_of(["他呢?", "誰主持了會議?"])
    ('zh-Hant', 'zh', 'zh-Hant')
    """
    if any(to_simplified(text) != text for text in asked):  # else no tables to write it back are loaded
        for text in asked:
            old, new = (len(set(text) - set(other)) for other in (to_simplified(text), to_traditional(text)))
            if old != new:
                return "zh-Hant" if old > new else "zh"
    return "zh"


def spoken_of(asked: Sequence[str]) -> Spoken:
    """Return what the reply to a message is written in.

    :param asked: it, and what the same person asked before, newest first.
    """
    return "en" if language_of(asked[0]) == "en" else script_of(asked)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# What is said to be polite, before, behind or without a question …
_COURTESY = r"(?:你好|您好|哈喽|嗨|嘿|早上好|上午好|下午好|晚上好|早安|晚安|早|在吗|在不在|谢谢|谢了|多谢|感谢|太感谢|非常感谢|辛苦了?|再见|拜拜|回见|好的|好吧|行|嗯+|明白了?|懂了|知道了?|了解了?|收到|不错|很好|太好了|真棒|厉害|有帮助|请问|回答|解答|帮助|帮忙)"
_PARTICLES = r"(?:大家|啊|呀|哦|喔|呢|吧|啦|哈|你|您|了|的|[!,.~。、?])*\s*"
# … and what is asked about the one who answers.
_OF_US = (
    r"(?:你|您)(?:都|还|又|到底|究竟)?(?:是|叫|会|能|可以|有)(?:不是)?(?:帮我|帮忙|给我|为我)?(?:做|干|回答|告诉我|提供|处理)?"
    r"(?:些|点|一些|哪些|哪方面的?|什么样的|一个|个)?(?:谁|哪位|什么|啥|干嘛|干啥|做什么|做啥|干什么|机器人|人工智能|ai|真人|聊天机器人|问题|功能)"
    r"(?:做|干)?(?:的|东西|名字|问题|功能|用|本事|事情|事|帮助|服务|人)*(?:吗|呢|呀|啊)?"
    r"|(?:怎么|如何)(?:用|使用|问)(?:你|您|它)?|有(?:什么|哪些|啥)功能"
)
_EN_COURTESY = r"(?:hi|hello|hey|thanks(?: a lot| so much)?|thank you(?: very much| so much)?|bye|goodbye|good (?:morning|afternoon|evening)|ok(?:ay)?|great|nice|cool|got it|there)"
_SMALL_TALK = _any(
    rf"^(?:{_COURTESY}{_PARTICLES})+$",
    rf"^(?:{_COURTESY}{_PARTICLES})*(?:{_OF_US})[\s?!.。]*(?:{_COURTESY}{_PARTICLES})*$",
    rf"^(?:{_EN_COURTESY}[ !.,]*)+$",
    rf"^(?:{_EN_COURTESY}[ !.,]*)*(?:who are you|what are you|are you (?:a|an) (?:robot|bot|chatbot|human|person|ai)|what(?:'s| is) your name"
    r"|what can you (?:do|answer|help)(?: for me| me with| with)?|how (?:do|can) i use (?:you|this)|help)\W*$",
)
# Requests for work that no article holds.
_OTHER_WORK = _any(
    r"(?:写|作|编|来|创作)(?:一|几)?(?:首|篇|个|段)?(?:诗|词|作文|小说|故事|歌|代码|程序|笑话|段子|邮件|情书)",
    r"讲(?:一|几)?个?(?:笑话|故事)",
    r"(?:翻译|译)(?:成|为)(?:英|日|法|德|俄|韩)",
    r"(?:推荐|介绍)(?:一|几|些)?(?:部|本|首|家|个|下|些)?(?:电影|书|歌|餐厅|饭店|酒店|股票|手机)",
    r"(?:今天|明天|现在|这会儿|你那(?:里|边))的?(?:天气|气温|几点(?=[了啊呢钟?？]*$)|星期几|几号)",
    r"(?:订|预订|买)(?:一|几)?张?(?:机票|车票|酒店|外卖)",
    r"\b(?:write|compose|tell) (?:me )?(?:a|an|some) (?:\w+ )?(?:poem|story|essay|song|joke|program|code)",
    r"\brecommend (?:me )?(?:a|some)\b",
    r"\btranslate\b.*\binto\b",
    r"\bweather\b.*\b(?:today|tomorrow|now)\b|\b(?:today|tomorrow)'s weather\b",
    r"\bwhat time is it\b",
    r"^\s*[\d.]+(?:\s*[-+*/×÷]\s*[\d.]+)+\s*(?:=|等于(?:几|多少))?\s*[?？]?\s*$",
)

_PAGE = r"(?:文章|本文|这?篇(?:文章|新闻|报道|报导|稿子|稿件)?|新闻|报道|稿子|稿件|网页|页面|原文|全文|this (?:article|page|news|story|report)|the (?:article|page|news story|piece))"
_PAGE_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "editor",
        _any(r"责任?编辑|责编", rf"{_PAGE}.{{0,6}}编辑(?:是谁|的)?", r"谁(?:是)?编辑", r"\b(?:who )?edit(?:or|ed)\b"),
    ),
    (
        "views",
        _any(
            r"浏览(?:量|次数|数)?|阅读量|阅读数|点击量|访问量|(?:看过|读过|浏览过|点击)(?:了)?(?:多少|几)次|多少(?:人次|人|次)(?:看|读|浏览|阅读|点击)",
            r"\b(?:page ?views|(?:how many|number of) views|views? (?:count|number)|times .{0,20}(?:viewed|read))\b",
        ),
    ),
    ("category", _any(rf"{_PAGE}.{{0,8}}(?:分类|栏目|类别|频道)", r"^(?:分类|栏目|类别)", r"\b(?:category|section)\b")),
    (
        "source",
        _any(
            rf"{_PAGE}.{{0,8}}(?:来源|出处|来自|出自|转载自|转自)",
            r"^(?:来源|出处)",
            r"(?:哪家|哪个|什么)(?:媒体|报纸|报社|网站|通讯社).{0,6}(?:发布|发表|刊登|刊发|报道|发|写|登)",
            rf"{_PAGE}.{{0,10}}(?:哪家|哪个|什么)(?:媒体|报纸|报社|网站|通讯社|报)",
            r"\b(?:source of (?:this|the)|which (?:newspaper|website|media|outlet|agency))\b",
            rf"where (?:does|did|is) {_PAGE}\b.{{0,20}}\b(?:from|published)",
        ),
    ),
    (
        "author",
        _any(
            rf"{_PAGE}.{{0,6}}(?:作者|记者|谁(?:写|撰写|报道|采写)|(?:是)?(?:由)?谁(?:写|撰写|采写)的?)",
            r"^(?:是)?(?:谁|哪位)(?:写|撰写|采写|报道)的[呢呀? ]*$",
            r"^(?:作者|记者)(?:是谁|叫什么(?:名字)?|是哪位|的名字|名字)?[呢呀? ]*$",
            rf"(?:谁|哪位(?:记者|作者)?)(?:写|撰写|采写|报道)了?(?:的)?{_PAGE}",
            r"(?:哪位|哪个|什么)(?:记者|作者)",
            rf"\b(?:author|reporter|journalist)\b.{{0,20}}{_PAGE}|who (?:wrote|reported|is the (?:author|reporter))"
            r"(?: (?:of )?(?:this|the|that) (?:\w+ )?(?:article|news|story|report|piece|commentary|column|editorial|text))?\W*$",
        ),
    ),
    (
        "date",
        _any(
            rf"{_PAGE}.{{0,8}}(?:发布|发表|刊登|刊发|发|写|登|发出)(?:的|于|在)?.{{0,4}}(?:时间|日期|什么时候|哪一?天|何时|几号|几月|时)",
            rf"{_PAGE}.{{0,4}}(?:什么时候|何时|哪一?天|几号)(?:被)?(?:发布|发表|刊登|刊发|发|写|登)",
            rf"(?:什么时候|何时|哪一?天|几号)(?:发布|发表|刊登|刊发|写|登).{{0,3}}{_PAGE}",
            rf"{_PAGE}的?(?:日期|时间)",
            r"^(?:发布|发表|刊发|刊登)(?:的)?(?:时间|日期)",
            rf"\b(?:when|what (?:date|day|time))\b.{{0,30}}{_PAGE}.{{0,20}}(?:published|posted|written|released)",
            rf"(?:date|publication date) of {_PAGE}",
        ),
    ),
    (
        "title",
        _any(
            rf"{_PAGE}的?.{{0,4}}(?:标题|题目|题名)",
            r"^(?:标题|题目)(?:是什么|叫什么|是啥|呢)?[?？ ]*$",
            rf"\b(?:title|headline) of {_PAGE}|{_PAGE}(?:'s)? (?:title|headline)|what is the (?:title|headline)\b\W*$",
        ),
    ),
)
_SUMMARY = _any(
    r"(?:总结|概括|归纳)(?![出了过的]|提炼)|(?:帮我|请|给我|麻烦).{0,4}(?:总结|概括|归纳)|概述|摘要|简述|梗概|(?<!大)概要|中心思想|主旨|大意|大概(?:内容|讲|说)",
    r"(?:介绍|讲讲|说说|聊聊|谈谈|讲述)一?下?.{0,20}(?:经历|故事|情况|背景|过程|经过|生平|来龙去脉|[这那本].{0,6}|文章|新闻)[?？。!！ ]*$",
    r"^(?!.*(?:哪|什么|谁|几|多少|怎)).*(?:介绍|讲|说|聊|谈)(?:一下|讲|说|聊|谈)[^?？吗什么谁哪几多少怎为何]{2,20}$",
    r"^(?!.*(?:哪|什么[^样]|几|多少|谁|吗)).{2,20}(?:经历|过程|经过|来龙去脉|生平|情况|始末)(?:是)?(?:怎样的?|怎么样的?|如何|什么样的?|什么|呢)?[?？ ]*$",
    r"(?:主要|核心|大致)(?:的)?(?:内容|信息|讲|说|写|观点)",
    rf"{_PAGE}.{{0,6}}(?:讲|说|写|关于|谈)(?:了|的)?(?:是|些)?(?:什么|啥)",
    rf"{_PAGE}.{{0,4}}(?:要点|重点)",
    r"^(?:讲|说|写)(?:了)?(?:些)?(?:什么|啥)",
    r"\b(?:summar(?:y|ise|ize)|main (?:points?|idea|content)|key points?|tl;?dr|gist|overview)\b",
    rf"what (?:is|does) {_PAGE} (?:about|say|talk about)",
)
# 能不能办, 取决于什么: what is asked comes last.
_THEN_WHAT = re.compile(
    r"[,，][^,，]*(?:什么|谁|哪|多少|怎么|怎样|为何|如何)[^,，?？。]*(?<![吗吧嘛])(?<![^什怎]么)[?？。 ]*$"
)
_YES_NO = _any(
    r"(?:吗|么|嘛)[?？!。 ]*$(?<!什么)(?<!怎么)(?<!什么\?)(?<!怎么\?)",
    r"是不是|是否|有没有|能不能|会不会|可不可以|对不对|有无|能否|可否|算不算",
    r"(?:吧|没有)[?？ ]*$",
    r"^(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b",
)
ORDINAL = re.compile(
    r"第([一二三四五六七八九十]|\d{1,2})(?:个|项|点|条|方面|步|部分|件|种|类|大|要求)|(最后)一?(?:个|项|点|条|方面|步|部分|种|类)"
)
# 第一个被拉上船的孩子现在做什么 asks about somebody, 第一个问题是什么 for an item.
_ONE_WITH_A_TALE = re.compile(
    r"[个件种类大](?!要求|方面|问题|坚持|原因|措施|任务|建议|阶段|部分|特点|变化|目标|重点)"
    r"[^?？]{6,}(?<!是什么)(?<!是啥)(?<!内容)(?<!要求)(?<!哪些)[?？ ]*$"
)
_EN_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|last)\b (?:point|item|requirement|demand|aspect|measure|step|one)",
    re.IGNORECASE,
)
_EN_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_LIST = _any(
    r"哪些|哪几|哪[二两三四五六七八九十]|分别(?:是|为|有|由|叫)|都(?:有|是)(?:谁|什么)|有(?:谁|什么人)(?:参加|出席|参与)",
    r"列出|列举|罗列|几(?:个|项|点|条|方面|种|类).{0,12}(?:是什么|有哪些|分别|内容)",
    r"[二两三四五六七八九十]\s?(?:个|项|点|条|方面|大)[^,，]{0,10}(?:是什么|是啥|内容|有什么)",
    r"\blist\b|\bwhat (?:are|were) the\b(?!.*\b(?:by|for|of|with|from|to|like|called|about|at|on|in)\W*$)|\bwhich \w+s\b(?! (?:is|was)\b)|\bname the\b",
)
# 几点着火 asks for the time, 提了几点 and 几点要求 for points.
_HOUR = r"(?<![提有哪讲说列分共了出这那])几点(?!要求|建议|意见|措施|内容|原因|体会|做法|看法|希望|感受|倡议|任务|工作|事项|准备|核心|经验|变化|说明|理由|好处|启示|思考|[?？]*$)|几点(?=钟|开|结|举|到|出|发)|(?<=[上晚早午天日是在到从间])几点(?=[?？]*$)"
_COUNT = _any(
    rf"(?:(?<![这那头前好没])几|多少)(?:多)?\s?(?!点)(?:{_MEASURE})|(?!{_HOUR})几点",
    r"共(?:有)?(?:几|多少)",
    r"how many\b",
)
_REASON = _any(
    r"为什么|为何|为啥|原因|缘何|何以|凭什么|因为什么|怎么会|由于什么|缘由|目的是|为了什么",
    r"如何|怎么(?!样的人|说|看|评价|称)|怎样|咋(?!说|看)|通过什么|靠什么|采取什么|用什么(?:方法|方式|办法)",
    r"\bwhy\b|\breasons?\b|\bhow (?!many|much|long|old|far|often|big|large|tall|high|deep|wide|heavy|cold|hot|fast|thick|expensive|close|late|early|soon)\b",
)
SAYING = "说|表示|指出|强调|认为|谈到?|讲|介绍|透露|呼吁|回应|称|建议|评价|希望|提到|解释|承诺|宣布|坦言|主张|看待|叮嘱|嘱咐|交代|警告|提醒|批评|质疑|承认|否认|辩称|坚称|预测|写道|留言"
_SPEECH = _any(
    rf"(?:{SAYING})(?:了|过)?(?:些|一?些)?(?:什么|啥|哪些)",
    rf"(?:怎么|如何|怎样|咋)(?:{SAYING}|看)",
    r"(?:有|是)(?:什么|何)(?:看法|观点|表态|评价|回应|建议|要求|期望)",
    r"(?:提出|作出|做出|发表|得出|给出)(?:了)?(?:什么|怎样的|怎么样的|何种)",
    r"what (?:did|does|do|has|have) .{1,60}\b(?:say|said|state|think|suggest|stress|emphasi[sz]e|call for|comment|ask for|require)",
)
_WANTS: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    ("person", _any(r"[主者人员师长子女父母儿友客手工警士兵孩妈爸妻夫哥姐弟妹某他她位生志](?:的名字)?,?(?:都|各|分别)?(?:叫|是)(?:什么|啥)(?:名字|名)?[呢呀啊?？]*$", r"尊姓|贵姓|大名(?:是|叫|[?？呀呢]*$)")),
    ("post", _any(r"(?:什么|何|啥)(?:职务|职位|身份|头衔|官|岗位)|是(?:干|做)(?:什么|啥)的|什么来头|担任(?:什么|何)|(?:职务|职位|身份|头衔)(?:是|为|呢|[?？]?$)|任什么", r"\b(?:position|post|job title|title) (?:of|does|did)\b|what is .{1,40}'s (?:position|post|job|title|role)")),
    ("title", _any(r"题目|题为|(?<!人)(?<!位)叫(?:什么|啥)(?:名字|名|题目)?(?=[?？呢]|$)|名称(?:是|叫)|哪(?:本|部|份|篇)|什么(?:书|电影|影片|动漫|纪录片|文件|方案|歌曲?)", r"\b(?:title|name) of the (?:report|film|movie|book|plan|song|paper|document)|\bwhat is .{1,40} called\b")),
    ("person", _any(r"谁(?!家)|哪(?:一)?位|何人|什么人|哪(?:一)?个人|叫什么名字|(?:导演|主演|作者|主持人|创始人|负责人|董事长|总经理|总裁|主席|总统|总理|首相|校长|院长|教练|得主|获得者|发言人|继任者|主角|嘉宾|设计者|发明人)(?:是|为|呢)?[?？]?$", r"\bwho(?:m|se)?\b")),
    ("anything", _any(r"\bhow long (?:is|are|was|were) (?:the|this|that|an?|its|their) [\w' -]+\W*$")),  # a bridge, or a wait
    ("time", _any(_HOUR, r"什么时(?:候|间)|何时|哪[一几]?(?:天|年|月|日)|几月|几号|几点(?=[?？]?$)|几时|多久|多长时间|多少(?:天|年|小时|分钟|个?月)|日期|年份|时间(?:是|为|呢)|(?:时间|月份|时刻)[?？]?$|啥时候", r"\bwhen\b|\b(?:what|which) (?:date|day|year|month|time)\b|\bhow long\b")),
    ("anything", _any(r"(?:难|好|坏|长|短|用|益|妙)处.{0,3}在哪|(?:难点|难题|问题|原因|优势|劣势|亮点|区别|差别|差异|差距|不同|关键|不足|特点|特色|意义|重点|瓶颈|秘诀|出路|根源|卖点|短板|价值|创新|症结).{0,3}在哪")),
    ("place", _any(r"哪里|哪儿|何处|何地|什么地方|在哪(?!些|个|家|几|次|一)|地点|位于哪|哪(?:个)?(?:城市|省|国(?!人的?)|地区|市|县)|啥地方|(?:地址|场馆|举办地|所在地|出生地|位置)(?:是|为|呢)?[?？]?$", r"\bwhere\b|\b(?:what|which) (?:city|country|place|province|location)\b")),
    ("number", _any(r"多少|(?<![那这前头好近])几(?!乎)|多大|多高|多重|多长|多宽|多厚|多远|多深|百分之(?:几|多少)|比例(?:是|为)|占比|(?:人数|数量|数目|金额|票房|票价|价格|售价|面积|比分|得分|距离|高度|长度|年龄|身高|体重|销量|产量|总数|比例|投票率|增速|增幅|跌幅|涨幅|收入|利润|费用|规模|[^质力能胆]量|[^上下]额|率)(?:是|为|呢)?[?？]?$", r"\bhow (?:many|much|old|far|tall|high|big|large|often|deep|wide|heavy|cold|hot|fast|thick|expensive)\b|\bpercent")),
    ("organisation", _any(r"(?:哪家|哪个|什么|哪一家|哪一个|哪一?支)(?:公司|单位|机构|部门|企业|集团|组织|协会|法院|学校|大学|医院|银行|俱乐部|球队|队)", r"\b(?:which|what) (?:company|organi[sz]ation|agency|department|court|university|team|club|bank)\b")),
)  # fmt: skip


def number_of(numeral: str) -> int:
    """Return the value of a small numeral, Chinese (up to 十) or Arabic.

    >>> number_of("三"), number_of("12")
    (3, 12)
    """
    return _CN_DIGITS[numeral] if numeral in _CN_DIGITS else int(numeral)


def _ordinal(text: str) -> int | None:
    if (match := ORDINAL.search(text)) and not _ONE_WITH_A_TALE.search(text, match.end() - 1):
        return -1 if match[2] else number_of(match[1])
    if match := _EN_ORDINAL.search(text):
        return _EN_ORDINALS[match[1].lower()]
    return None


def _kind(text: str, ordinal: int | None) -> tuple[Kind, str | None]:
    """Return the kind and, for a fact of the page, its field. The order of the tests matters: see the comments."""
    if _SMALL_TALK.search(text):
        return "small_talk", None
    if _OTHER_WORK.search(text):
        return "off_topic", None
    # First: 作者是于璐吗? asks for yes or no, about whatever it names.
    if _YES_NO.search(text) and not _THEN_WHAT.search(text):
        return "yes_no", None
    for name, pattern in _PAGE_FIELDS:
        if pattern.search(text):
            return "page", name
    if _SUMMARY.search(text):
        return "summary", None
    if ordinal is not None:
        return "list", None
    if _LIST.search(text):  # before speech: 提出了哪些要求 asks for the items
        return "list", None
    if _SPEECH.search(text):  # before reason: 怎么看, 怎么说
        return "speech", None
    if _COUNT.search(text):
        return "count", None
    if _REASON.search(text):
        return "reason", None
    return "fact", None


def analyse(text: str, *, script: Script | None = None) -> Question:
    """Judge a question by its form.

    :param script: that the person writes Chinese in, where that is not told by the text.

    >>> q = analyse("谁主持了会议?"); q.kind, q.wants
    ('fact', 'person')
    """
    plain = for_models(text).strip().replace("甚么", "什么")
    ordinal = _ordinal(plain)
    wants: Wants = next((name for name, pattern in _WANTS if pattern.search(plain)), "anything")
    if wants not in ("anything", "title"):
        ordinal = None  # 第一个病人是谁, 第三条线什么时候通车, 有多少票反对第九条: no list says
    kind, field = _kind(plain, ordinal)
    if kind == "count":  # 几个人: the number of them, not who
        wants = "number"
    return Question(text, kind, wants, language_of(text), field, ordinal if kind == "list" else None, script)
