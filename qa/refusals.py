"""Words a refusal: what exactly the article does not tell, in the question's language."""

import re

from qa import replies
from qa.dates import dates
from qa.normalize import for_matching, for_models, to_simplified
from qa.prepared import PreparedArticle
from qa.question import Question
from qa.sorts import SORTS
from qa.units import COUNTED, UNITS

# Longer questions are not said again.
_LONGEST = 40
_MOST_WORDS = 2
# Nouns that ask, or that speak of the article itself.
_ASKING_NOUNS = frozenset(
    """
    时候 时间 日期 地点 地方 原因 理由 缘由 名字 名称 名单 标题 题目 文章 新闻 报道 内容 情况 问题 事情 事件 方面
    人物 人员 人数 数量 数字 数据 金额 单位 公司 机构 部门 组织 城市 国家 年龄 身份 职务 职位 头衔 看法 观点 意见
    态度 措施 办法 方法 方式 要求 建议 结果 目的 意义 作用 特点 步骤 一共 总共 次数 比例 比例尺 价格 费用 长度 高度
    面积 重量 大家 人们 有人 家里 全文 作者 记者 编辑 来源 规模 效果 成效 变化 影响 后果 好处 坏处 优点 缺点 优势 劣势
    份额 比重 占比 品牌 平台 媒体 游客 科学家 人家 别人 别处 百姓 老百姓 普通 全部 参观
    东西 时段 日子 玩意 这会儿
    危害 成绩 成果 收获 亮点 特色 区别 差别 背景 经过 过程 流程 细节 进展 现状 前景 评价 含义
    """.split()
)
# Words that ask, which the dictionary takes for nouns: 几本书, 多长.
_ASKING_WORD = re.compile(r"几(?!何|内亚)|多[少长大高久远重宽深](?:时间)?$")
_MEASURE_WORDS = "".join(sorted(s for s, unit in UNITS.items() if len(s) == 1 and unit in COUNTED))
# 哪种花: the dictionary has 种花.
_MEASURED = re.compile(f"(?<=[哪这那每几])[{_MEASURE_WORDS}](?!里|边)")
_POLITE = re.compile(
    r"^(?:请问一?下?|我?想(?:问|知道|了解)一?下?|你?能?告诉我|你?知道|麻烦问?一?下?|请"
    rf"|那(?:么|(?![些里边时儿天年{_MEASURE_WORDS}]))"
    r"|文章(?:中|里)?(?:有没有)?(?:说|提到|写)?)[,，:： ]*"
)
_TAIL = re.compile(r"(?:[呢啊呀吧吗嘛]|(?<![什怎多这那])么)?[?？!！。.\s]*$")
_YES_NO_FORM = re.compile(r"是不是|是否|有没有|能不能|会不会|对不对|对吗|是吗")
_SPEAKS_TO_US = re.compile(r"[你您我咱]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,}")
_EN_ASKING = frozenset(
    """
    what when where which whose whom does have been were will would could should about that this there their they
    them with from many much long article report story news tell said says name names title people person place time
    date year month number
    """.split()
)


def unknown_words(prepared: PreparedArticle, question: Question) -> list[str]:
    """Return the nouns of a question, at most two, that the article does not have, in any script or case."""
    if question.language != prepared.language:
        return []
    if question.language == "en":
        there = for_matching(prepared.article.text)
        words = [w.lower() for w in _LATIN_WORD.findall(question.text)]
        # A plural or another tense is not another thing.
        return [w for w in dict.fromkeys(words) if w not in _EN_ASKING and _stem(w) not in there][:_MOST_WORDS]
    return unknown_nouns(prepared, question.text)


_EN_ENDING = re.compile("(?:ing|ation|ions?|e[sdr]|ly|ment)$")


def _stem(word: str) -> str:
    """Return an English word without an ending that only bends it.

    >>> [_stem(w) for w in ("crossing", "widened", "bridges", "mayor")]
    ['cross', 'widen', 'bridg', 'may']
    """
    short = _EN_ENDING.sub("", word)
    return short if short != word and len(short) > 3 else word[:-2]


def unknown_nouns(prepared: PreparedArticle, text: str) -> list[str]:
    """Return the nouns of a Chinese text, at most two, that the article does not have."""
    import rjieba  # loads a dictionary, and answers do without it

    there = for_matching(prepared.article.text)
    unknown = [
        word
        for word, tag in rjieba.tag(
            _MEASURED.sub(" ", for_matching(text)), False
        )  # without guessing at words that the dictionary lacks
        if (tag.startswith("n") or tag in ("j", "eng")) and len(word) > 1 and word not in there
    ]
    solid = (
        w
        for w in dict.fromkeys(unknown)
        if w not in _ASKING_NOUNS
        and "文章" not in w
        and not _ASKING_WORD.match(w)
        and w not in SORTS
        and not dates(w)  # 五月份, where the article has 5月
        # 主持人 is who did what the article names.
        and not (len(w) > 2 and w[-1] in "人者" and w[:-1] in there)
    )
    return [w for w in solid if any(c.isalpha() for c in w)][:_MOST_WORDS]


def _clause(asked: str) -> str:
    """Return a question without what is said to be polite, and without what makes it one at its end.

    >>> _clause("請問李敏說了什麼？"), _clause("李敏是北京人嗎?"), _clause("那李敏呢?"), _clause("那些人是谁?")
    ('李敏說了什麼', '李敏是北京人', '李敏', '那些人是谁')
    """
    plain = to_simplified(asked)
    begin = polite.end() if (polite := _POLITE.match(plain)) else 0
    tail = _TAIL.search(plain, begin)
    return asked[begin : tail.start() if tail else None]


def refusal(prepared: PreparedArticle, question: Question) -> str:
    """Say what the article does not tell: a thing that it never names, else what is asked."""
    language, spoken = question.language, question.spoken
    if words := unknown_words(prepared, question):
        joined = (" or " if language == "en" else "").join(f"“{replies.asked_again(w, spoken)}”" for w in words)
        return replies.said(replies.NOT_NAMED, spoken, words=joined)
    clause = _clause(question.text.strip())
    if not clause or len(clause) > _LONGEST * (1 if language == "zh" else 2) or "\n" in clause:
        return replies.said(replies.REFUSAL, spoken)
    if language == "en":
        return replies.said(replies.NOT_SAID, spoken, asked=question.text.strip().rstrip("?？.") + "?")
    if question.kind == "summary" or _SPEAKS_TO_US.search(for_models(clause)) or re.search(r"[?？。!！]", clause):
        return replies.said(replies.REFUSAL, spoken)
    clause = replies.asked_again(clause, spoken)
    if question.kind == "yes_no":
        if _YES_NO_FORM.search(for_models(clause)):
            return replies.said(replies.NOT_SAID, spoken, asked=clause)
        return replies.said(replies.NOT_DECIDED, spoken, claim=clause)
    return replies.said(replies.NOT_SAID, spoken, asked=clause)
