"""What turns a claim against its proof though the words agree: not, perhaps, all, only, down for up, red for blue."""

import re
from collections.abc import Sequence
from functools import cache

from qa.claim_clauses import aligned, pieces
from qa.claim_comparisons import compared_otherwise
from qa.claim_negation import denies, negated
from qa.claim_sides import wrong_way_round
from qa.opposites import OPPOSITES

# What is still to come, or meant, and what is only possible.
_PLANNED = re.compile(
    r"拟(?!人)|试图|企图|力图|计划(?=[在于将用建投把对从年新到为总])|预计|有望|力争|准备|即将|下一步|下阶段|打算|争取|致力|尚待|目标是|希望|期待|预期|承诺|保证|未来|要求|建议|预报|预警"
    r"|正在?(?:研究|商谈|协商|商议|申报|申请|筹)|未定|有意(?!思|义|见)|可行性研究"
    r"|\bwould be\b|\bwill\b|\bplan(?:s|ned)? to\b|\bexpect\w*|\baims?\b|\bhopes?\b|\bto be\b"
)
_WILL = re.compile(r"将(?!近|军|士|领|帅|来)")
_MAYBE = re.compile(
    r"可能|或(?!者|许多)|也许|大概率|疑似|似乎|有望|或许|涉嫌|估计|预计|预期|\bmay\b|\bmight\b|\bcould\b|\bpossibl[ey]\b|\blikely\b|\bperhaps\b|\bappears?\b|\bseems?\b"
)
_DONE = re.compile(r"已|(?<![为除])了(?!解)|完成|曾|过(?=[。,]|$)|成功|\b(?:has|have|had|was|were)\b")
_ALL = re.compile(
    r"全部|所有|全体|任何|一律|全都|每[一个位名家座次]|整个(?![\u4e00-\u9fff]{0,2}(?:期|假|过程|阶段|夏|冬|春|秋|上午|下午|晚))|完全|彻底|\ball\b|\bevery\b|\bentire(?:ly)?\b|\bwhole\b|\bcompletely\b"
)
_EVERY_DAY = re.compile(r"每[天日周月年]|天天|\b(?:every|each) (?:day|week|month|year)\b")
_DAILY = re.compile(
    r"每|均|天天|日日|逐|历年|常年|终年|全年|全天|一[天日周月年]|\b(?:every|each|daily|weekly|monthly|annual\w*)\b"
)
_MANY = re.compile(
    r"不少|许多|很多|大量|多数|大多|部分|一些|有的|有些|个别|少数|某些|\d(?!\d*%)(?<!100)|[一二三四五六七八九]成"
    r"|\b(?:some|many|most|several|a number of)\b"
)
_EACH = re.compile(r"[都均](?!衡|匀|价|市|会)|皆")
_SOME = re.compile(
    r"部分|有的|一些|少数|多数|大多|个别|之一|其中|近半|过半|一半|某些"
    r"|\bsome\b|\bmost\b|\bmany\b|\bpart(?:s|ly)?\b|\bmore than half\b"
)
_SMALL = re.compile(r"部分|有的|少数|个别|某些|一些|\bsome\b")
# Of so many, fewer.
_FEWER = re.compile(
    r"其中(?=[^,。;]{0,6}[\d一二两三四五六七八九十几])(?!包括|一)|中,?有\d|几乎|[一二三四五六七八九\d]成(?!立|为|功|员|果)|先在|多数|除[^,。;]{1,16}外"
    r"|\bof (?:them|whom)\b"
)
_AMOUNT = r"约?(?:不到)?[\d一二两三四五六七八九十百千万]"
# No more than an amount, and 仅次于, leave nothing out.
_ONLY = re.compile(
    rf"唯一|(?:只|仅)有(?!{_AMOUNT})|仅仅|独家|(?<![\d一二两三四五六七八九十百千万几多每这那])只(?![要能是有次占]|{_AMOUNT})|仅(?![要能是有次占]|{_AMOUNT})|\bonly\b|\bsole\b"
)
# What is told of all else leaves just one.
_NO_OTHER = re.compile(
    r"[只仅唯独]|其余[^,。;]{0,4}自|别的|(?<![不期时年权界界无局])限(?![期时])|专[门属供为]|单[一独]|除[了非此]|才(?!能)|无一|\b(?:just|alone|if|rest|other)\b"
)
_FIRST = re.compile(r"首[个次份家批届位座创条部]|第一|率先|最早|首开|\bfirst\b(?! half)")
_MOST = re.compile(
    r"最(?!后|近|终|新|初|[多少高低大长](?:占|有|可|能|达|不|要|为)?[\d一二两三四五六七八九十百千万半])|之最|第一|首位|榜首|冠军|\b(?:most|best|worst|largest|highest|biggest|greatest)\b|\b(?:long|tall|low|old|young|fast|small|strong|weak|deep|rich|poor|heavi|earli|lat|clos)est\b"
)
# Where the amounts of several stand side by side, or one is said to be ahead, which is the most can be seen.
_RANKED = re.compile(
    r"居首|为首|领跑|领先|首(?=[,。])|[之称]王|[高多大长远重]于|超过|分别|依次|其余|余下|最后|排[名在]|\b(?:than|respectively|lead\w*)\b"
    r"|\d[^,。;]{0,6}(?:[、,;和]|and)[^,。;、]{0,16}\d"
)
_UP = re.compile(
    r"增长|上升|提高|增加|上涨|回升|扩大|攀升|走高|提升|增强|强化|加强|加快|翻|涨|\b(?:up|rose|rise[sn]?|grew|grow\w*|increas\w*|gain\w*)\b"
)
_DOWN = re.compile(
    r"下降|减少|降低|下滑|回落|缩小|下跌|走低|减弱|弱化|放缓|跌|降(?!雨|水|临|碳|落|解)|\b(?:down|fell|fall\w*|declin\w*|decreas\w*|drop\w*)\b"
)
_CERTAIN = re.compile(
    r"必[将然定会]|一定(?!程度)|肯定|势必|无疑|毫无疑问|就是|确定|\b(?:certainly|definitely|surely|undoubtedly)\b"
)
# What must be, and what only may.
_MUST = re.compile(r"必须|务必|强制|\bmust\b|\bhave to\b|\bhas to\b|\brequired to\b")
_BOUND = re.compile(r"必须|务必|强制|须|应|要|不得|不能|需|责令|\bmust\b|\bshould\b|\bshall\b")
_MAY = re.compile(r"可(?!能|见|谓|持续|再生)|鼓励|建议|自愿|允许|\bmay\b|\bcan\b")
# What happens often or easily is not bound to.
_OFTEN = re.compile(r"容易|易(?=[发导引造受感])|往往|一般|通常|难免|有时|\boften\b|\busually\b|\bcan\b")
# What is said to have been said or done with effect must be told so, in one of these words.
_DEEDS = tuple(
    re.compile(words)
    for words in (
        "否认|不属实|辟谣|不实",
        "承认|坦承|坦言|认罪|认罚|供述", "拒绝|婉拒|谢绝", "反对|抗议|反驳",
        r"批准|获批|同意|核准|(?:审议|表决|投票|一致|全票|获得?|正式|未能?)通过"  # and not 通过宣传
        r"|通过(?:了|审[议查批]|表决|验收|决议|法案|议案|(?=[。,;]|$))",
        "谴责|抨击|强烈不满", "道歉|致歉|歉意",
        "辞职|辞去|请辞|卸任", "撤销|取消|撤回|撤(?:了|掉)", "起诉|公诉|诉讼|告上|诉至|诉请|状告",
        "逮捕|抓获|刑拘|拘留|被捕|落网|归案|捕获|控制", "死亡|身亡|遇难|丧生|去世|死|离世|逝|病故|射杀|杀|亡|牺牲|罹难",
        "失踪|失联", "破产|倒闭", "收购|并购|买下|买入|购买|购入",
        r"\bden(?:y|ied|ies)\b|否认", r"\bresign\w*|辞", r"\bapolog\w*|歉", r"\barrest\w*|\bdetain\w*|逮|抓|拘",
        r"\bkilled\b|\bdied\b|死|亡|遇难",
    )
)  # fmt: skip
# A verb of saying, where it does not stand for what was admitted.
_SAYS_FRANKLY = re.compile("坦言(?=[,:“])|(?<=[\u4e00-\u9fff])坦言")
# Who is said to have said yes has not said no.
_YES_AND_NO = tuple(
    (re.compile(yes), re.compile(no))
    for yes, no in (
        (
            r"证实|确认|坐实|认定|\bconfirm\w*",
            r"否认|不属实|并无此|无此|不实|辟谣|谣言|不成立|推测|尚不能|\bden(?:y|ied|ies|ying)\b",
        ),
        (
            r"接受|答应|应邀|采纳|\baccept\w*|\bagreed\b",
            r"婉拒|谢绝|拒绝|回绝|婉辞|没有接受|未接受|不接受|\brefus\w*|\breject\w*|\bdeclin\w*",
        ),
    )
)
_MORE_OPPOSITES = tuple(
    (pair.split("/")[0], pair.split("/")[1])
    for pair in """
    回升/回落 加快/放缓 强化/弱化 提升/降低 增强/削弱 扩大/收窄 好转/恶化 改善/恶化 允许/不得 允许/严禁 鼓励/限制
    真币/假币 新建/关闭 新建/拆除 开设/关闭 容易/难以 易于/难以 有效/失效 有效/无效 生效/失效 可以使用/失效 提前/延后
    提前/延期 延长/缩短 继续/停止 继续/终止 恢复/中断 恢复/暂停 保留/取消 保留/废除 增设/撤销 加入/退出
    放宽/收紧 缓解/加剧 增大/减小 变大/变小 乐观/悲观 城市/农村 主动/被动 首次/再次 室内/室外
    买入/卖出 流入/流出 升级/降级 上调/下调 上半场/下半场 上半年/下半年 受害/加害 换上/换下
    """.split()
)
_DEGREES = dict(
    pair
    for two in "高低 大小 多少 快慢 长短 早晚 强弱 好坏 优劣 深浅 宽窄 厚薄 冷热".split()
    for pair in ((two[0], two[1]), (two[1], two[0]))
)
_DEGREE = re.compile(f"(?<=[较偏更最很过])[{''.join(_DEGREES)}]|[{''.join(_DEGREES)}](?=很多|得多|许多)")
_DIGITS = re.compile(r"\d[\d.]*")
# Of each of these sets a claim must not have another than its proof has.
_SETS = tuple(
    tuple(line.split())
    for line in r"""
    全球|世界|国际 全国|国内|我国|中国 全省|省内 全市|市内 全县|县内 全区|区内 全校 全村
    上午|早上|早晨|凌晨|清晨 中午 下午|傍晚|午后 晚上|晚间|当晚|夜间|夜里
    春 夏 秋 冬
    星期一|周一 星期二|周二 星期三|周三 星期四|周四 星期五|周五 星期六|周六 星期日|周日|星期天
    以东|向东 以西|向西 以南|向南 以北|向北
    东北 东南 西北 西南
    一等 二等 三等 特等
    冠军 亚军 季军
    金牌 银牌 铜牌
    红色 黄色 蓝色 绿色 白色 黑色 橙色 紫色 粉色 灰色
    真 假
    去年|上年|20\d\d年 今年|本年|20\d\d年 明年|20\d\d年 前年|20\d\d年
    上半年 下半年
    一季度 二季度 三季度 四季度
    年初 年中 年底|年末
    月初|上旬 月中|中旬 月底|月末|下旬
    首席 副
    spring summer autumn|fall winter
    morning afternoon evening|night
    monday tuesday wednesday thursday friday saturday sunday
    north south east west
    early late
    gold silver bronze
    """.strip().split("\n")
)


# Likewise, of each clause.
_RATES = (
    tuple(
        map(
            re.compile,
            ("每秒", "每分钟", "每小时|时均", "每[天日]|日均|天天", "每周|每星期", "每个?月|月均", "每年|年均"),
        )
    ),
)


@cache
def _set_patterns() -> tuple[tuple[re.Pattern[str], ...], ...]:
    def one(words: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{words})\b" if words[0].isascii() else f"(?:{words})")

    return tuple(tuple(one(w) for w in members) for members in _SETS)


def turned(claim: str, sentences: Sequence[str], *, around: Sequence[str] = (), same_language: bool = True) -> str:
    """Return "" where nothing turns a claim against its proof, else what does.

    :param claim: as by `for_matching`.
    :param sentences: the proof, the same way.
    :param around: other sentences beside them, that may deny what the claim denies.
    :param same_language: whether words of the one can be looked for in the other.
    :returns: "", negation, modality, scope, direction, opposite or deed.
    """
    if compared_otherwise(claim, sentences) or wrong_way_round(claim, sentences):
        return "direction"
    told = [p for s in sentences for p in pieces(s)]
    beside = [p for s in around for p in pieces(s)]
    whole = "\n".join(sentences)
    if _scope(claim, whole) or any(_too_many(clause, aligned(clause, told)) for clause in pieces(claim)):
        return "scope"
    if _another(claim, whole, _set_patterns()):
        return "opposite"
    if same_language and any(
        yes.search(claim) and not no.search(claim) and no.search(whole) and not yes.search(no.sub("", whole))
        for yes, no in _YES_AND_NO
    ):
        return "deed"
    spoken = _SAYS_FRANKLY.sub("", claim)
    if same_language and any(deed.search(spoken) and not deed.search(whole) for deed in _DEEDS):
        return "deed"
    if not same_language:
        if denies(claim) and not denies(whole):
            return "negation"
        return "direction" if _direction(claim, whole) else ""
    for clause in pieces(claim):
        against = aligned(clause, told)
        if negated(clause, against, [*told, *beside], claim):
            return "negation"
        if any(_direction(clause, p) for p in (against, *_with_figures(clause, told))):
            return "direction"
        if against and (_opposed(clause, against) or _another(clause, against, _RATES)):
            return "opposite"
        sentence = next((s for s in sentences if against in s), whole) if against else whole
        if _modality(clause, against, claim, sentence):
            return "modality"
    return ""


def _with_figures(clause: str, told: Sequence[str]) -> list[str]:
    """Return the clauses of the proof that have a figure of a claim's clause: 同比下降2.11% stands behind what fell."""
    mine = set(_DIGITS.findall(clause))
    return [p for p in told if mine & set(_DIGITS.findall(p))]


def _direction(clause: str, against: str) -> bool:
    up, down = bool(_UP.search(clause)), bool(_DOWN.search(clause))
    return up != down and bool(_UP.search(against)) != bool(_DOWN.search(against)) and up != bool(_UP.search(against))


def _opposed(clause: str, against: str) -> bool:
    """Tell whether a clause has a word of two characters or more whose opposite, and not itself, its proof has.

    One character is enough behind a word of degree: 较高, 较低.
    """
    degrees, others = ({m[0] for m in _DEGREE.finditer(text)} for text in (clause, against))
    if not degrees & others and {_DEGREES[d] for d in degrees} & others:
        return True
    for a, b in OPPOSITES + _MORE_OPPOSITES:
        for mine, other in ((a, b), (b, a)):
            if len(mine) > 1 and mine in clause and mine not in against and other in against and other not in clause:
                return True
    return False


def _future(text: str) -> bool:
    """Tell whether a text speaks of what is to come; 将 before a noun is 把."""
    if _PLANNED.search(text):
        return True
    import rjieba

    for match in _WILL.finditer(text):
        behind = rjieba.tag(text[match.end() : match.end() + 8].lstrip('“‘"「'), False)
        if behind and behind[0][1][:1] in "vdpat" and behind[0][1] != "x":
            return True
    return False


def _modality(clause: str, against: str, claim: str, sentence: str) -> bool:
    if not against:
        return False
    if _CERTAIN.search(clause) and _OFTEN.search(against) and not _CERTAIN.search(against):
        return True
    if _MUST.search(clause) and _MAY.search(against) and not _BOUND.search(against):
        return True
    if _MAYBE.search(against) and (_CERTAIN.search(claim) or not (_MAYBE.search(claim) or _future(claim))):
        return True
    # What is to come is said once for several things: 将编制规划,制定方案.
    up_to = sentence[: sentence.find(against) + len(against)]
    if _future(up_to) and _DONE.search(clause) and not (_future(claim) or _DONE.search(against)):
        return True
    return bool(_WILL.search(clause)) and _future(clause) and not (_future(sentence) or _MAYBE.search(sentence))


def _scope(claim: str, whole: str) -> bool:
    """Tell whether a claim says all, only, first or most where its proof does not."""
    if _ALL.search(claim) and not (_ALL.search(whole) or (_EACH.search(whole) and not _SMALL.search(whole))):
        return True
    if _EACH.search(claim) and _SMALL.search(whole) and not (_ALL.search(whole) or _EACH.search(whole)):
        return True
    if _EACH.search(claim) and _FEWER.search(whole) and not (_ALL.search(whole) or _EACH.search(whole)):
        return True
    if _ONLY.search(claim) and not (_ONLY.search(whole) or (_NO_OTHER.search(whole) and "唯一" not in claim)):
        return True
    if _FIRST.search(claim) and not (_FIRST.search(whole) or _MOST.search(whole)):
        return True
    return bool(_MOST.search(claim)) and not any(p.search(whole) for p in (_MOST, _FIRST, _RANKED))


def _too_many(clause: str, against: str) -> bool:
    """Tell whether a clause speaks of all, or of each day, where the one of its proof speaks of many, or of one."""
    if _EVERY_DAY.search(clause):
        return bool(against) and not _DAILY.search(against)
    return bool(_ALL.search(clause) and _MANY.search(against) and not (_ALL.search(against) or _EACH.search(against)))


def _another(claim: str, whole: str, sets: tuple[tuple[re.Pattern[str], ...], ...]) -> bool:
    """Tell whether a claim has one of a set of which its proof has only others."""
    for members in sets:
        mine = {i for i, m in enumerate(members) if m.search(claim)}
        if mine and (its := {i for i, m in enumerate(members) if m.search(whole)}) and not mine & its:
            return True
    return False
