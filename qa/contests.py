"""Who won and who lost: what a Chinese sentence tells of a contest, beside the rank that a question asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.names import like_a_name
from qa.normalize import for_models
from qa.passages import Span
from qa.prepared import PreparedArticle
from qa.sorts import SCORE

# The ranks, in all their words.
_RANKS = {
    1: "冠军(?![赛杯联争奖教])|夺冠|夺金|夺魁|折桂|捧杯|封王|封后|问鼎|登顶|金牌(?![榜教导经总讲])"
    "|第一名(?![\u4e00-\u9fff]{2})|头名|(?:榜|排名?[在行]?|[位名][居列])第一(?![次个位])|榜首|领跑(?!者)|居首|头把交椅",
    2: "亚军(?![赛杯联争奖])|银牌(?![榜总])|第二名(?![\u4e00-\u9fff]{2})"
    "|(?:榜|排名?[在行]?|[位名][居列])第二(?![次个位])|紧随其后|次席",
    3: "季军(?![赛杯联争奖])|铜牌(?![榜总战赛])|第三名(?![\u4e00-\u9fff]{2})"
    "|(?:榜|排名?[在行]?|[位名][居列])第三(?![次个位])",
}
_RANK = re.compile("|".join(f"(?P<r{rank}>{words})" for rank, words in _RANKS.items()))
# No sentence tells who came second or third without one of these; a list may.
_SAID = {2: "[二2２亚銀银次]|紧随其后", 3: "[三3３季铜]"}
# Those of before: 卫冕冠军, 上届季军.
_FORMER = re.compile(
    r"(?:上一?[届任]|往届|去年|卫冕|前(?:世界|全国|欧洲|奥运)?|(?:\d{4}|[零〇一二三四五六七八九十\d]{1,6})(?:年|届)的?)"
    rf"[\u4e00-\u9fff]{{0,6}}?(?:{'|'.join(_RANKS.values())})"
)
_BEATS = (
    "击败|打败|战胜|力克|力压|险胜|完胜|大胜|小胜|横扫|轻取|淘汰(?!赛)|逆转|击退|复仇"
    r"|(?<=[\d分队])[胜赢]了?(?!利|出|负|算|率|点|得|家|者|过|任)|赢了(?!球|比赛|得|钱)"
)
_LOSES = "不敌|负于|惜败于?|完败于?|败给|输给|告负"
_RESULT = re.compile(rf"(?P<beats>{_BEATS})|(?P<loses>{_LOSES})")
_WON = re.compile(
    "[谁哪].{0,8}(?:赢了|获胜|胜出|取胜|胜利)|(?:(?:获胜|胜出|取胜|赢)的?(?:者|方|一方)?|赢家|胜者)[是为][谁哪]"
)
_LOST = re.compile("[谁哪].{0,8}(?:输了|落败|失利|败北)|(?:(?:落败|失利|输)的?(?:者|方|一方)?|输家|败者)[是为][谁哪]")
# What tells one contest of a meeting from another: who takes part, how many together, over what, at which stage.
_EVENT = {
    "sex": re.compile(r"(?P<m>男(?=[子单双团排篮足线]))|(?P<f>女(?=[子单双团排篮足线]))|(?P<x>混合?(?=双|团|接))"),
    "size": re.compile(
        r"(?P<one>单(?=打|人|[的冠亚季]|决赛)|个人)|(?P<two>双(?=打|人|[的冠亚季]|决赛))"
        r"|(?P<team>团(?=体|[的冠亚季]|决赛))|(?P<relay>接力)"
    ),
    "over": re.compile(r"(?P<n>\d{1,5})(?:公里|米|公斤)级?"),
    "stage": re.compile(
        r"(?P<third>三四名决?赛?|[季铜]军?牌?[战赛])|(?P<final>(?<!半)决赛)"
        r"|(?P<half>半决赛|[四八]分之一|(?:1/[248])决赛|小组|预[选决]?赛|首轮|次轮)"
    ),
}
_ANY_RANK = "|".join(_RANKS.values())
_MEDAL = re.compile(
    rf"(?P<medal>{_ANY_RANK})(?:分?别?[是为由归被]|属于)(?P<who>[^,，;；。获夺摘拿是的]{{2,16}})"
    rf"|(?:^|(?<=[,，;；。:：\s]))(?P<who2>[^,，;；。获夺摘拿是的]{{2,16}}?)(?:获得|夺得|摘得|摘下|拿下|赢得|荣获|斩获|位列|名列|屈居)"
    rf"了?[^,，;；。]{{0,12}}?(?P<medal2>{_ANY_RANK})"
)
_PART = re.compile(r"(?:首|第[一二三四五六七八九十\d]+|决胜|末)(?:盘|局|节|轮|场|回合)|上半[时场]|下半[时场]")
_EDGE = re.compile(r"[,，;；。!！?？:：\n]")
_SUBJECT_END = re.compile(rf"以|通过|在|直落|凭|靠|经|点球|主场|客场|\d|{_BEATS}|{_LOSES}")
_MODIFIERS = re.compile(
    r"^(?:东道主|(?:卫冕|上届|往届|前)[\u4e00-\u9fff]{0,6}?[冠亚季]军|[头\d一二三四五六七八九十]+号种子|赛会)+(?:选手|组合)?(?=.)"
)
_GOT = re.compile(
    "拿[下到走了]*|[夺获取]?得[到了]?|[夺获]了?|[打体]|[支个]?队伍?|选手|最[后终]|[男女]子?|这[次场届]?|本[次届]|得主|成为?|了"
)
_MOST_NAME = 16
# Nobody's name: 虽然未能, 对手, 其中三人.
_NOBODY = re.compile(
    "[的未没不在将已曾想能会]|虽然|终于|最终|成功|对[手方]|队友|其中|[他她你我]们?|双方|再次|带队|比赛|项目|分别"
)
_SOMEBODY = re.compile(r"(?:队|组合|代表团|俱乐部|大学|学院|[中小]学|公司|选手.{2,5})$")
_TOGETHER = re.compile("(?:共同|一同|都|均|也|还|则|双双|连续|接连)+$")
# Where a question asks who got a rank, and not something else of whoever did: 谁为冠军颁奖, 冠军战胜了谁.
_ASKED = r"(?:谁|哪一?[个支位家名]?(?:(?:代表)?队伍?|选手|国家|人|组合)?|什么[人队])"
_WHO_GOT = re.compile(
    rf"{_ASKED}(?:[^,，?？]{{0,6}}(?:拿|得|夺|获|摘|取|赢|成为|卫冕)|是|为)?[^,，?？为给和与]{{0,14}}?"
    rf"(?:{_ANY_RANK})(?:奖牌|头衔|称号)?[了的呢啊呀?？。 ]*$"
    rf"|(?:{_ANY_RANK})(?:得主|获得者|选手|队伍?)?(?:最[终后])?(?:是|归|属于|被|由|叫|花落)?{_ASKED}[^,，为给]{{0,8}}$"
    rf"|^[^谁哪几多吗,，?？]{{0,20}}(?:{_ANY_RANK})(?:得主|获得者)?[?？]?$"
)
# What the holder of a rank did, or how much: 亚军得了多少分, 冠军来自哪里.
_OF_RANK = re.compile(
    rf"^[^谁哪几多,，]{{0,10}}?(?:{_ANY_RANK})[^谁哪几多,，?？]{{0,8}}(?:多少|几|哪|什么)(?![位个支]|队)"
)
_CLAIMED = re.compile("(?P<who>[^拿夺获得是成赢胜卫排,，]{2,16})[拿夺获得是成赢胜卫排]")


@dataclass(frozen=True, slots=True)
class Placed:
    """Who came first, second or third, as offsets into the article, and the sentence that tells it.

    :param by_final: by the result of a final, not by a medal, of which an article may tell many.
    """

    who: Span
    rank: int
    sentence: int
    by_final: bool


def without_ranks(question: str) -> str:
    """Return a question without the ranks and the contest that it names, and the words for getting one."""
    for start, end in [m.span() for words in (_RANK, *_EVENT.values(), _GOT) for m in words.finditer(question)]:
        question = question[:start] + " " * (end - start) + question[end:]
    return question


@lru_cache(maxsize=64)  # of one question, for each of its spans
def rank_asked(question: str) -> int | None:
    """Return the rank of this contest that a question asks the holder of, None where it asks no such thing.

    >>> [rank_asked(q) for q in ("谁拿了冠军?", "银牌是谁的?", "上届冠军是谁?", "谁为冠军颁奖?")]
    [1, 2, None, None]
    """
    asked = for_models(question)
    return _rank_in(asked) if _WHO_GOT.search(asked) else None


def _rank_in(text: str) -> int | None:
    """Return the one rank that a text names, None where it names none, several, or one of before."""
    if _FORMER.search(text) or "冠亚" in text:
        return None
    found = {_rank(m) for m in _RANK.finditer(text)}
    return found.pop() if len(found) == 1 else None


def otherwise(question: str, sentence: str, start: int, end: int) -> bool:
    """Tell whether a sentence has another rank, result or contest for the words at [start, end) than is asked for.

    >>> told = "甲队击败上届冠军乙队，铜牌归丙队"
    >>> [otherwise("谁拿了冠军?", told, told.index(t), told.index(t) + 2) for t in ("甲队", "乙队", "丙队")]
    [False, True, True]
    """
    asked, rank = for_models(question), rank_asked(question)
    won, lost = _WON.search(asked) is not None, _LOST.search(asked) is not None
    if (named := _OF_RANK.match(asked)) and "分别" not in sentence:
        told = [*_RANK.finditer(_FORMER.sub("", sentence[:start]))][-1:]
        clause = sentence[start : next((m.start() for m in _EDGE.finditer(sentence, end)), len(sentence))]
        told = [*_RANK.finditer(clause)][:1] or told
        return bool(told) and _rank(told[0]) != _rank_in(named[0])
    if rank is None and not won and not lost and "比分" not in asked:
        return False
    return _differs(asked, rank, sentence, (start, end), won=won, lost=lost)


def _differs(asked: str, rank: int | None, sentence: str, span: Span, *, won: bool = False, lost: bool = False) -> bool:
    """Tell whether a sentence has another rank, result or contest for the words of a span.

    :param asked: the question or claim.
    :param won: whether it is about who won.
    :param lost: whether it is about who lost.
    """
    start, end = span
    low = max((m.end() for m in _EDGE.finditer(sentence, 0, start)), default=0)
    high = next((m.start() for m in _EDGE.finditer(sentence, end)), len(sentence))
    if _of_another_event(asked, sentence[:low], sentence[low:high]):
        return True
    if rank in _SAID and not re.search(_SAID[rank], sentence):
        return True
    role = _role(sentence[low:start], sentence[end:high])
    if role == "loser" and (won or rank == 1 or (rank == 3 and _stage(sentence, high) == "third")):
        return True
    if role == "winner" and lost:
        return True
    ranks = {_rank(m) for m in _RANK.finditer(_FORMER.sub("", sentence[low:high]))}
    return rank is not None and bool(ranks) and rank not in ranks


_WITH_RESULT = re.compile(rf"(?P<side>[^,，;；。\d]{{2,16}}?)(?:主场|客场|点球|总分|大比分|以)*{SCORE}")


def without_result(plain: str, start: int, end: int) -> Span:
    """Leave the result behind a side off a span.

    >>> without_result("乙队以2比1取胜", 0, 8), without_result("乙队取胜", 0, 2)
    ((0, 2), (0, 2))
    """
    result = _WITH_RESULT.match(plain, start, end)
    return (start, result.end("side")) if result else (start, end)


_SIDE = re.compile("(?:队|俱乐部|组合|代表团)$")
_CONTEST = re.compile(
    rf"队|俱乐部|{_ANY_RANK}|{_BEATS}|{_LOSES}|[赢输]|获胜|落败|平局|[战打]平|交手|对阵|迎战|对手|领先|垫底|榜首"
    rf"|晋级|出局|降级|升级|出线|[跟和与对同][谁哪][^?？]{{0,4}}[踢打比赛碰]|[碰对]上[谁哪]|排(?:名|在)?第|第[一二三四五六七八九十\d]+名?"
)


def between_sides(question: str, words: str) -> bool:
    """Tell whether a question is about a contest, and words are a side in one: then a team is somebody.

    >>> between_sides("甲队赢了谁?", "乙队"), between_sides("谁主持了会议?", "乙队")
    (True, False)
    """
    return bool(_SIDE.search(words) and _CONTEST.search(question))


def denied(claim: str, sentence: str) -> bool:
    """Tell whether a sentence has another rank or result for whom a claim begins with than the claim.

    >>> [denied(f"{who}拿了冠军", "甲队击败上届冠军乙队") for who in ("甲队", "乙队")]
    [False, True]
    """
    subject, rank = _CLAIMED.match(claim), _rank_in(claim)
    if subject is None or rank is None or _RANK.search(subject["who"]):
        return False
    at = sentence.find(subject["who"])
    return at >= 0 and _differs(claim, rank, sentence, (at, at + len(subject["who"])))


def _rank(match: re.Match[str]) -> int:
    return int((match.lastgroup or "r0")[1:])


def _of_another_event(asked: str, before: str, clause: str) -> bool:
    for attribute, words in _EVENT.items():
        mine = {(m.lastgroup, m[0] if attribute == "over" else "") for m in words.finditer(asked)}
        told = list(words.finditer(clause)) or list(words.finditer(before))[-1:]
        its = {(m.lastgroup, m[0] if attribute == "over" else "") for m in told}
        if mine and its and not mine & its:
            return True
    return False


def _role(before: str, behind: str) -> str | None:
    """Tell whether what stands between is told of as the winner or the loser."""
    if match := _RESULT.search(behind):
        return "winner" if match["beats"] else "loser"
    # 战胜伤病的某某: what is beaten stands before 的.
    if (found := list(_RESULT.finditer(before))) and "的" not in before[found[-1].end() :]:
        return "loser" if found[-1]["beats"] else "winner"
    return None


def placings(prepared: PreparedArticle) -> Iterator[Placed]:
    """Yield who came where: who beat whom in the finals that the article tells of, and who got which medal."""
    for number, sentence in enumerate(prepared.sentences):
        told = prepared.plain_of(sentence)
        for match in _RESULT.finditer(told):
            low = max((m.end() for m in _EDGE.finditer(told, 0, match.start())), default=0)
            high = next((m.start() for m in _EDGE.finditer(told, match.end())), len(told))
            sides = _sides(told, low, match, high)
            third = _stage(told, high) == "third"
            ranks = (3, None) if third else (1, 2) if _is_final(told, low, high) else (None, None)
            for rank, who in zip(ranks, sides, strict=True):
                if rank is not None and who is not None:
                    yield Placed(_moved(who, sentence.start), rank, number, by_final=True)
        for match in _MEDAL.finditer(told):
            rank = next(r for r, words in _RANKS.items() if re.search(words, match["medal"] or match["medal2"]))
            group = "who" if match["who"] else "who2"
            if told[match.end(group) : match.end(group) + 1] == "的":
                continue  # 冠军是甲队的李明: not the team
            who = _name(told, *match.span(group))
            if who is None or _FORMER.search(match[0]) or "榜" in match[0]:
                continue
            who = who[0], who[1] - len(trailing[0]) if (trailing := _TOGETHER.search(told, *who)) else who[1]
            if _SOMEBODY.search(told[slice(*who)]) or like_a_name(told[slice(*who)]):
                yield Placed(_moved(who, sentence.start), rank, number, by_final=False)


def narrowed(question: str, plain: str, start: int, end: int) -> Span:
    """Return where, in words that tell who beat whom, the one stands whom a question asks for; else all of them.

    >>> told = "甲队以3比0横扫乙队"
    >>> [told[slice(*narrowed(q, told, 0, len(told)))] for q in ("谁拿了冠军?", "亚军是谁?", "结果怎样?")]
    ['甲队', '乙队', '甲队以3比0横扫乙队']
    """
    asked, rank = for_models(question), rank_asked(question)
    won, lost = rank in (1, 3) or _WON.search(asked), rank == 2 or _LOST.search(asked)
    match = _RESULT.search(plain, start, end)
    if match is None or not (won or lost):
        return start, end
    low = max((m.end() for m in _EDGE.finditer(plain, start, match.start())), default=start)
    winner, loser = _sides(plain, low, match, end)
    if winner is None or loser is None:
        return start, end  # 胜 in a name, or no contest
    return winner if won else loser


def _sides(told: str, low: int, match: re.Match[str], high: int) -> tuple[Span | None, Span | None]:
    """Return where the winner and the loser stand in the clause [low, high) around a word for winning or losing."""
    subject, other = _name(told, low, match.start()), _name(told, match.end(), high)
    return (subject, other) if match["beats"] else (other, subject)


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _is_final(told: str, low: int, high: int) -> bool:
    """Tell whether the clause [low, high) of a sentence is about who is first."""
    if (stage := _stage(told, high)) not in (None, "final"):
        return False
    decided = any(_rank(m) == 1 for m in _RANK.finditer(_FORMER.sub("", told[high:])))
    return decided or (stage == "final" and not _PART.search(told, 0, high))


def _stage(told: str, high: int) -> str | None:
    """Return the stage of a contest that a sentence names last before an offset."""
    stages = list(_EVENT["stage"].finditer(told, 0, high))
    return stages[-1].lastgroup if stages else None


def _name(told: str, start: int, end: int) -> Span | None:
    """Return where the name stands that [start, end) begins with, without what describes it."""
    stop = _SUBJECT_END.search(told, start, end)
    end = stop.start() if stop else end
    while modifier := _MODIFIERS.match(told[start:end]):
        start += modifier.end()
    words = told[start:end]
    if not 2 <= len(words.strip()) <= _MOST_NAME or _NOBODY.search(words):
        return None
    return start, end
