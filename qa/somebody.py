"""Whether words out of a sentence can be whom a question asks for, and no deputy, kin or predecessor of theirs."""

import re
from collections.abc import Sequence

from qa import contests, sorts
from qa.names import BYLINE, KIN, POST, held_posts, holds_post, is_name, like_a_name
from qa.normalize import for_models
from qa.prepared import PreparedArticle

# 谁承担费用, 大股东是谁: a company, too; but 负责人是谁.
_ANYBODY = re.compile(r"谁(?![?？呢啊呀]*$)|(?:客户|伙伴|股东|对手|买家|卖家|单位|[商方])是谁|\bwho\b", re.IGNORECASE)
_POST = re.compile(f"(?:{POST})")
_WHO_HOLDS = re.compile(
    rf"(?:^|的|[\u4e00-\u9fff])(?P<post>{POST})(?:是|叫|姓)?(?:谁|什么名字?|哪位|哪个人)|谁是[^?？]*?(?P<last>{POST})[?？]*$"
)
# Several clauses with a verb among them are nobody's name.
_CLAUSES = re.compile(r"[,;](?=.*(?:[将已曾]|表示|接替|担任))|(?:[将已曾]|表示|接替|担任).*[,;]")
# Something that is done to somebody: 一把将男子抱住.
_DOES = re.compile("[将把被](?=[\u4e00-\u9fff]{2})")
_LONGEST_ROLE = 8
_PIECE = re.compile("[,;:]")
# A clause of its own, and no one of several people.
_NOBODY = re.compile("^(?:[由以被把将让给并]|其中)")
_SPOUSE = {"爱人", "妻子", "丈夫"}
_HIS = re.compile("[其他她]的?$")
_FORMER = "(?:上一?[届任]|往届|卫冕|前任|(?<![以之日目年月天])前|原)"
_ASKS_FORMER = re.compile("(?:上一?[届任]|卫冕)(?:冠军|亚军|主席|总统|会长)")
# Who left is not who holds the post now.
_LEFT = "下课|离任|卸任|辞[职任去]|离职|被免|免去|解职|下台|去职|退休|调离|不再担任"
_TAKES_OFFICE = re.compile("[^由;；。]{0,12}?(?:出任|担任|接任|转任|就任|履新)")
_JUST = "(?:已经?|也|正式|宣布|日前|突然|主动|刚刚?|[今去]年|昨[日天]|因[^,，。;；]{1,6})?"
_SUCCESSOR = re.compile("^(?!.*谁的).*(?:新[任的]?[\u4e00-\u9fff]|继任|出任|接班)")
_NOW_IN_POST = re.compile("现在|目前|如今|新任?|接[任替]|继任|谁(?:带|执教|担任|代)|现任")


def can_be(prepared: PreparedArticle, asked: str, told: str, words: str) -> bool:
    """Tell whether words out of a sentence can be who is asked for: somebody, and in the post that is asked about.

    :param asked: the question; and `told`, the sentence, as by `for_models`.
    """
    plain = for_models(words)
    return (
        _is_somebody(prepared, asked, told, words)
        and not is_deputy(asked, told, plain)
        and not _in_another_post(prepared, asked, told, plain)
    )


def _in_another_post(prepared: PreparedArticle, asked: str, told: str, words: str) -> bool:
    """Tell whether who holds a post is asked, and the article tells only other posts of whom the words name."""
    match = _WHO_HOLDS.search(asked)
    names = [person for person in prepared.people if person in words]
    if match is None or not names:
        return False
    asked_for = match["post"] or match["last"]
    if asked_for in told:
        return False
    plain, people = prepared.plain, prepared.people
    held = [plain[slice(*span)] for name in names for _, span in held_posts(plain, name, people)]
    return bool(held) and not any(asked_for in post for post in held)


def _names_somebody(prepared: PreparedArticle, piece: str) -> bool:
    """Tell whether what stands between two commas of an answer can be one of several people."""
    if _NOBODY.search(piece):
        return False
    return bool(prepared.named_in(piece)) or like_a_name(piece) or sorts.fits("person", piece)


def _is_new_name(told: str, plain: str, names: Sequence[str]) -> bool:
    """Tell whether words are a name that the article's do not have, and no part of a word: 喻户晓 of 家喻户晓."""
    from rjieba import has_word  # loads a dictionary

    at = told.find(plain)
    inside = at > 0 and any(has_word(told[at - 1 : at - 1 + length]) for length in (2, 4))
    return is_name(plain) and plain[:2] not in names and not inside


def _is_somebody(prepared: PreparedArticle, asked: str, told: str, words: str) -> bool:
    """Tell whether words out of a sentence can be who is asked for.

    Where the sentence names people, one of them; else somebody by a role. A company only where any may be meant.
    """
    names, plain = prepared.named_in(told), for_models(words)
    pieces = _PIECE.split(plain)
    if sorts.NUMBER.fullmatch(plain) or _CLAUSES.search(plain) or (len(plain) > _LONGEST_ROLE and _DOES.search(plain)):
        return False
    if len(pieces) > 1 and not all(_names_somebody(prepared, piece) for piece in pieces):
        return False
    if any(name in plain for name in names) or holds_post(told, plain):
        return True
    names = [name for name in names if not BYLINE.search(told, 0, told.find(name))]
    if sorts.is_body(words) and not like_a_name(plain):
        return contests.between_sides(asked, plain) or (not names and _ANYBODY.search(asked) is not None)
    return (like_a_name(plain) and (not names or _is_new_name(told, plain, names))) or (
        not names and sorts.fits("person", words)
    )


def is_another(asked: str, told: str, clause: str, words: str) -> bool:
    """Tell whether words are told of as a deputy, other kin or who was before, where a question asks for another."""
    return is_former(asked, told, words) or _of_deputy(asked, clause) or _of_other_kin(asked, told, words)


def is_deputy(asked: str, told: str, name: str) -> bool:
    """Tell whether somebody is told of as the deputy of whom a question or a claim speaks.

    >>> [is_deputy("公司总经理是谁", f"会议由{post}李敏主持", "李敏") for post in ("副总经理", "总经理")]
    [True, False]
    """
    return any(
        not re.search(f"副总?{post}", asked) and re.search(f"副总?{post}{re.escape(name)}", told)
        for post in _POST.findall(asked)
    )


def _of_other_kin(asked: str, told: str, name: str) -> bool:
    """Tell whether somebody is told of as other kin than a question asks for."""
    mine = re.search(KIN, asked)
    whose = asked[: mine.start()].removesuffix("的")[-3:] if mine else ""
    its = [
        m["kin"]
        for m in re.finditer(rf"(?P<whose>[\u4e00-\u9fff]{{0,4}})(?P<kin>{KIN})(?P<who>[\u4e00-\u9fff]{{2}})", told)
        if m["who"] in name and (whose in m["whose"] or _HIS.search(m["whose"]))
    ]
    return mine is not None and bool(its) and not any(mine[0] == kin or {mine[0], kin} <= _SPOUSE for kin in its)


def _of_deputy(asked: str, clause: str) -> bool:
    """Tell whether a clause speaks of the deputy of whom a question asks, and not of that one."""
    return any(
        f"副{post}" not in asked and f"副{post}" in clause and not re.search(rf"(?<!副){post}", clause)
        for post in _POST.findall(asked)
    )


def is_former(asked: str, told: str, name: str) -> bool:
    """Tell whether somebody is told of as having been before what a question asks for without saying so.

    >>> is_former("谁拿了冠军?", "甲队逆转上届冠军乙队", "乙队"), is_former("谁拿了冠军?", "冠军甲队回国", "甲队")
    (True, False)
    >>> is_former("上届冠军是谁?", "甲队逆转上届冠军乙队", "乙队"), is_former("总统是谁?", "前总统李四到场", "李四")
    (False, True)
    >>> is_former("甲队现在谁带队?", "原主帅王五下课,由李四暂代", "王五")
    True
    >>> [is_former("上届冠军是谁?", "甲队逆转上届冠军乙队", side) for side in ("甲队", "乙队")]
    [True, False]
    """
    if (before := _ASKS_FORMER.search(asked)) and (
        told_of := re.search(rf"{before[0]}(?P<who>[^,，。;；]{{2,12}})", told)
    ):
        return name not in told_of["who"]
    found = re.search(rf"{_FORMER}(?P<what>[\u4e00-\u9fff]{{2,6}}){re.escape(name)}", told)
    if re.search(rf"接替了?{re.escape(name)}", told) and _SUCCESSOR.search(asked):
        return True
    left = re.search(rf"{re.escape(name)}{_JUST}(?:{_LEFT})(?!后|前|时|传|的?[消说])", told)
    if _NOW_IN_POST.search(asked) and left:
        # Who left one post may well have another now.
        return not re.search(_LEFT, asked) and not _TAKES_OFFICE.match(told, left.end())
    return bool(found and found["what"] in asked and not re.search(f"{_FORMER}|以前|曾", asked))
