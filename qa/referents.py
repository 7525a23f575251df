"""Finds in the turns of a conversation the newest person, thing, place, time or event that a word can mean."""

import re
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from qa.mentions import (
    ATTRIBUTE,
    PERSON_NOUN,
    TIME,
    Mention,
    Sort,
    asked_for,
    is_plural,
    named,
    parts,
    phrases,
    solid,
    sort_of,
    times,
)
from qa.names import SOUNDS, like_a_name
from qa.normalize import for_models
from qa.question import Question, analyse, language_of
from qa.types import Answer

_SHORT_ANSWER = 30  # characters: longer ones are no name for anything
_NOT_A_NAME = re.compile(r"[,，。;；:：!！?？\n]")
_CORRECTED = re.compile(r"^(?:不是|No)[,，]\s?(?:是|it is )(.{1,30}?)[。.]?$")
_TOGETHER = re.compile(r"\s?(?:[、和与及跟]|以及|and|&)\s?")
_WHO_IS = re.compile(
    r"([^谁什哪,，]{1,16})(?:是谁|是什么人|是哪位|是何人)[?？]*$"
    r"|who (?:is|was) ([A-Z\u4e00-\u9fff][^?？,]{0,40}?)[?？. ]*$",
    re.IGNORECASE,
)
# What is asked for is a property of what the question names: 大会的主题是什么?
_ASKS_PROPERTY = re.compile(rf"{ATTRIBUTE.pattern}(?:是|为|叫|有|在)?(?:什么|多少|哪|谁|几|多)")
_EVENT = re.compile(
    r"(?:[^社协学委]会|会议|活动|仪式|论坛|比赛|联赛|[^参]赛|锦标赛|展|展览|[^环季情细]节|典礼|事故|事件"
    r"|火灾|爆炸|地震|案|案件|车祸|行动|运动|选举|谈判|协议|演习|发布会|台风|meeting|conference|ceremony"
    r"|forum|match|accident|fire|election|exhibition|show)$",
    re.IGNORECASE,
)
# Events that the tagger takes for verbs.
_HAPPENED = re.compile(
    r"爆炸|火灾|山火|地震|坍塌|塌方|车祸|洪水|袭击|枪击|枪战|空难|沉船|泥石流|山洪|罢工|停电|故障|闪退|选举|大选|谈判|决赛|演习|收购|开幕式|闭幕式"
)
# Words for a kind of thing, and how names of that kind end.
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"公司|集团|企业|厂商"), re.compile(r"公司|集团|企业|银行|厂|股份")),
    (re.compile(r"会议?|大会|活动|仪式|论坛|盛会|赛事|比赛|展会"), _EVENT),
    (re.compile(r"事故|事件|案件|案子|案|灾害|灾难|事情|事"), _EVENT),
    (re.compile(r"学校|高校|院校"), re.compile(r"大学|学院|中学|小学|学校")),
    (re.compile(r"机构|单位|组织|部门"), re.compile(r"(?:局|委|部|会|院|中心|所|机构|单位|部门|组织|协会|联盟|银行)$")),
    (re.compile(r"文件|方案|办法|规定|政策|条例|法律|法案|计划|书|报告|文章|论文|作品|电影|影片|片子|歌|歌曲|剧"
                r"|节目"), re.compile(r"》$|(?:方案|办法|规定|政策|条例|法|计划|报告|论文|片|曲|剧)$")),
    (re.compile(r"城市|地方|国家|地区|省份?|市|县|镇|村|国"), re.compile(r"(?:市|省|县|区|镇|村|国|州|岛|地区)$")),
    (re.compile(r"球队|队伍|队"), re.compile(r"(?:队|俱乐部)$")),
)  # fmt: skip
_SORT_OF_KIND: tuple[tuple[re.Pattern[str], frozenset[Sort]], ...] = (
    (re.compile(r"公司|集团|企业|机构|单位|组织|部门|银行|学校|大学|医院|俱乐部|球队|党"), frozenset({"organisation"})),
    (re.compile(r"城市|地方|国家|地区|省份?|市|县|镇|村|国|岛|景区"), frozenset({"place"})),
    (re.compile(r"文件|方案|办法|规定|政策|条例|法案|书|报告|论文|作品|电影|影片|歌曲?|节目"), frozenset({"title"})),
)


def short_answer(turn: Answer) -> str:
    """Return the exact words of a short answer as the models read them, or an empty string; a refusal has none."""
    if not turn.answerable:
        return ""
    if corrected := _CORRECTED.search(for_models(turn.text)):
        return corrected[1]
    if turn.kind == "yes_no" or len(turn.citations) != 1 or not (focus := turn.citations[0].focus):
        return ""
    citation = turn.citations[0]
    words = for_models(citation.quote[focus[0] - citation.start : focus[1] - citation.start]).strip()
    return words if len(words) <= _SHORT_ANSWER else ""


class Thread:
    """The turns of a conversation, newest first, and whom and what they speak of.

    :param turns: oldest first, at least one.
    :param people: names of people in the article.
    """

    def __init__(self, turns: Sequence[Answer], people: Collection[str]) -> None:
        self._turns = list(reversed(turns))
        self._asked = [for_models(t.standalone_question).strip() for t in self._turns]
        # Who was asked for is a person, though the article's names were found without this one.
        told = (short_answer(t) for t, q in zip(self._turns, self._asked, strict=True) if analyse(q).wants == "person")
        self.people = [*people, *(name for name in told if like_a_name(name) and name not in people)]

    @property
    def last(self) -> str:
        """The newest question, completed, as the models read it."""
        return self._asked[0]

    @property
    def before_last(self) -> str:
        """The question before the newest, or an empty string."""
        return self._asked[1] if len(self._asked) > 1 else ""

    @property
    def last_turn(self) -> Answer:
        """The newest turn."""
        return self._turns[0]

    def back_to(self, wanted: Callable[[Answer, str], bool]) -> "Thread":
        """Return the thread as it was when the newest turn that is wanted was asked; as it is where none is.

        :param wanted: takes a turn and its question, completed, as the models read it.
        """
        pairs = zip(self._turns, self._asked, strict=True)
        at = next((n for n, (turn, asked) in enumerate(pairs) if wanted(turn, asked)), 0)
        return Thread(self._turns[: at - 1 : -1], self.people) if at else self

    def last_analysed(self) -> Question:
        """Return what the form of the newest question tells."""
        return analyse(self.last)

    def _name_of(self, text: str) -> str | None:
        """Return the name that a text is or holds, one that the article's people do not have included."""
        names = named(text, self.people)
        if not names and language_of(text) == "en":
            names = [m for m in phrases(f"of {text}", self.people) if m.sort == "person"]
        return names[0].text if names else text if like_a_name(text) else None

    def _persons(self, text: str) -> list[Mention]:
        """Return the people that a text names; where it names none, its nouns for people."""
        if names := named(text, self.people):
            return names
        return [p for m in solid(text, self.people) for p in parts(m, self.people)[-1:] if p.sort == "person"]

    def person(self) -> str | None:
        """Return whom a he or she means: answered with, else asked about, the newest first; None where unsure."""
        for turn, asked in zip(self._turns, self._asked, strict=True):
            words = short_answer(turn)
            corrected = turn.kind == "yes_no"
            if (whose := _WHO_IS.match(asked)) and (name := self._name_of(whose[1] or whose[2])):
                return name  # 李雷是谁? is about him, whatever was found
            if words and (corrected or analyse(asked).wants == "person"):
                there = named(words, self.people)
                if (
                    len(there) == 1
                    and len(words) <= 4
                    and words.startswith(there[0].text)
                    and not _NOT_A_NAME.search(words)
                ):
                    return words  # 覃某明, of whom only 覃某 is told to be a name
                if len(there) == 1 or (there and there[0].text == words):
                    return there[0].text
                if there:
                    return None
                if not _NOT_A_NAME.search(words) and (not corrected or sort_of(words, self.people) == "person"):
                    return words
            elif turn.answerable and turn.kind == "fact" and analyse(asked).wants == "person":
                return self._name_at_end(for_models(turn.text))
            persons = [] if turn.kind == "page" else self._persons(asked)
            if persons:
                return None if len(persons) > 1 and self._several_in(asked) else self._whole(asked, persons[0])
            if words and len(there := named(words, self.people)) == 1:
                return there[0].text
        for turn in self._turns:
            if turn.answerable and turn.kind != "small_talk":
                told = {m.text for m in named(for_models(turn.text), self.people)}
                if told:
                    return told.pop() if len(told) == 1 else None
        return None

    def _name_at_end(self, words: str) -> str | None:
        """Return the name that a long answer ends with: 甲省运动员张三."""
        if there := [m for m in named(words, self.people) if m.end == len(words)]:
            return there[0].text
        foreign = re.search(rf"(?:长|总统|总理|首相|主席|员|家|人|者|师|手)([{SOUNDS}]{{2,6}})$", words)
        if foreign:
            return foreign[1]
        for size in (3, 2):
            if like_a_name(words[-size:]) and PERSON_NOUN.search(words[:-size]):
                return words[-size:]
        latin = re.search(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3}$", words)
        return latin[0] if latin else None

    def _whole(self, asked: str, person: Mention) -> str:
        """Return the whole phrase of a person without a name: 李雷的父亲."""
        for mention in solid(asked, self.people):
            behind = mention.text[person.end - mention.start :] if mention.start <= person.start else ""
            if mention.sort == "person" and behind.startswith("的"):
                return mention.text
        return person.text

    def _several_in(self, text: str) -> str | None:
        """Return the people whom a text names side by side, with what joins them, or None."""
        names = named(text, self.people)
        if language_of(text) == "en":
            names = [m for m in phrases(text, self.people) if m.sort == "person"]
        joined = ""
        for a, b in pairwise(names):
            if _TOGETHER.fullmatch(text[a.end : b.start]):
                joined = text[a.start : b.end] if not joined else joined + text[a.end : b.end]
            elif joined:
                break
        return joined or None

    def several(self) -> str | None:
        """Return whom or what a they means: people named together, a word for several, a body of people."""
        for index, (turn, asked) in enumerate(zip(self._turns, self._asked, strict=True)):
            words = short_answer(turn)
            if words and (together := self._several_in(words)):
                return together
            if turn.answerable and turn.kind == "list" and len(turn.text) <= 200:
                names = list(dict.fromkeys(m.text for m in named(for_models(turn.text), self.people)))
                if len(names) > 1:
                    return "、".join(names)
            if together := self._several_in(asked):
                return together
            for person in named(asked, self.people):
                if more := re.match(r"等(?:[两二三四五六七八九十\d]{1,4}[名位]?)?(?:被告)?人", asked[person.end :]):
                    return f"{person.text}{more[0]}"
            name = self._answer_name(index)
            if name and sort_of(name, self.people) == "organisation":
                return name
            mentions = solid(asked, self.people)
            for mention in mentions:
                if mention.sort == "person" and is_plural(mention.text):
                    return mention.text
            for mention in mentions:
                if mention.sort == "organisation" and not _bare(mention.text):
                    return mention.text
        return None

    def other_person(self) -> str | None:
        """Return the one person who is told of beside the one asked about, or None where there is not just one."""
        for turn, asked in zip(self._turns, self._asked, strict=True):
            known = {m.text for m in named(asked, self.people)}
            if not known:
                continue
            if turn.answerable:
                quoted = {m.text for c in turn.citations for m in named(for_models(c.quote), self.people)} - known
                if len(quoted) == 1:
                    return quoted.pop()
            rest = set(self.people) - known
            return rest.pop() if len(rest) == 1 else None
        return None

    def _answer_name(self, index: int) -> str:
        """Return a short answer that names a thing, not a person, time, number or clause; else an empty string."""
        words = short_answer(self._turns[index])
        asked = analyse(self._asked[index])
        if (
            not words
            or _NOT_A_NAME.search(words)
            or re.match(r"[\d.]+(?![\d.]*[A-Za-z-])|[一二三四五六七八九十百]+[个项点条]", words)
        ):
            return ""
        if asked.wants in ("person", "time", "number", "post") or asked.kind in ("reason", "speech", "count", "page"):
            return ""
        if sort_of(words, self.people) in ("person", "time"):
            return ""
        return "" if language_of(words) == "zh" and len(words) > 14 and "《" not in words else words

    def short_thing(self) -> str:
        """Return the name of a thing that the newest question was answered with, or an empty string."""
        return self._answer_name(0)

    def thing(self) -> str | None:
        """Return what an it or this means: the newest thing answered with, else asked about."""
        for index, asked in enumerate(self._asked):
            words = self._answer_name(index)
            if words and not _ASKS_PROPERTY.search(asked):
                return words
            if subject := self._thing_in(asked):
                return subject
        return None

    def _thing_in(self, asked: str) -> str | None:
        things = [
            m
            for m in solid(asked, self.people)
            if m.sort not in ("person", "time") and not _bare(m.text) and not asked_for(asked, m)
        ]
        if titles := [m for m in things if m.sort == "title"]:
            return titles[-1].text
        plain = [m for m in things if m.sort == "thing"] or [m for m in things if m.sort == "organisation"] or things
        return max(plain, key=lambda m: len(m.text)).text if plain else None

    def subject(self) -> str | None:
        """Return what the newest question is about: its first phrase that is not a time."""
        for index, asked in enumerate(self._asked):
            mentions = [m for m in solid(asked, self.people) if m.sort != "time" and not _bare(m.text)]
            if mentions := [m for m in mentions if not asked_for(asked, m)]:
                return mentions[0].text
            if words := self._answer_name(index):
                return words
        return None

    def topic(self) -> str | None:
        """Return what a question without a subject goes on about: a thing answered with, else what was asked about."""
        asked = self.last
        analysed = analyse(asked)
        if analysed.wants in ("title", "organisation", "anything") and not _ASKS_PROPERTY.search(asked):
            words = self._answer_name(0)
            if words and (analysed.wants != "anything" or "《" in words or sort_of(words, self.people) != "thing"):
                return words
        first = next((m for m in solid(asked, self.people) if m.sort != "time"), None)
        if (
            first
            and first.sort != "person"
            and first.text not in ("同比", "环比")
            and not asked_for(asked, first)
            and not TIME.sub("", asked[: first.start]).strip(",，在")
        ):
            return first.text  # what a question begins with is what it is about
        return (
            self._thing_in(asked)
            or (self.person() if self._persons(asked) else None)
            or self._happening()
            or self.thing()
            or self.person()
        )

    def event(self) -> str | None:
        """Return the newest meeting, accident and the like."""
        for asked in self._asked:
            for mention in solid(asked, self.people):
                for part in reversed([mention, *parts(mention, self.people)]):
                    if _EVENT.search(part.text) and len(part.text) > 1:
                        return part.text
            if happened := _HAPPENED.search(asked):
                return happened[0]
        return None

    def _happening(self) -> str | None:
        happened = _HAPPENED.search(self.last)
        return happened[0] if happened else None

    def of_kind(self, noun: str) -> str | None:
        """Return the newest thing of a kind: for 公司, the name of a company."""
        endings = [e for kind, e in _KINDS if kind.fullmatch(noun)]
        sorts = {s for kind, sorts in _SORT_OF_KIND if kind.fullmatch(noun) for s in sorts}
        for index, asked in enumerate(self._asked):
            words = short_answer(self._turns[index])
            candidates = [words] if words and not _NOT_A_NAME.search(words) else []
            mentions = [m for m in solid(asked, self.people) if m.sort != "time"]
            candidates += [m.text for m in mentions]
            candidates += [p.text for m in mentions for p in parts(m, self.people)]
            for name in candidates:
                if name != noun and len(name) > len(noun) and name.endswith(noun):
                    return name
            for name in candidates:
                if name != noun and not _bare(name) and any(e.search(name) for e in endings):
                    return name
            for name in candidates:
                if (
                    len(noun) > 1
                    and noun in name
                    and len(name) > len(noun) + 2
                    and not name.startswith(noun)
                    and sort_of(name, self.people) != "person"
                ):
                    return name
            wanted = analyse(asked).wants
            if words and candidates and words == candidates[0] and self._answer_name(index):
                # Which company, and a name: then that name is a company's.
                if (wanted == "organisation" and "organisation" in sorts) or (wanted == "place" and "place" in sorts):
                    return words
                if re.search(rf"(?:哪|什么|几)\S{{0,2}}{re.escape(noun)}", asked):
                    return words
            for name in candidates:
                if not _bare(name) and sort_of(name, self.people) in sorts:
                    return name
        return None

    def place(self) -> str | None:
        """Return where there is."""
        for turn, asked in zip(self._turns, self._asked, strict=True):
            words = short_answer(turn)
            if (
                words
                and not _NOT_A_NAME.search(words)
                and (analyse(asked).wants == "place" or sort_of(words, ()) == "place")
            ):
                return words.removeprefix("在")
            for mention in reversed(solid(asked, self.people)):
                for part in parts(mention, self.people):
                    if part.sort == "place":
                        return part.text
        return None

    def time(self, grain: str = "") -> str | None:
        """Return when then is.

        :param grain: 年, 月 or 日: what its words must name, where any of them will not do.
        """
        unit = {"年": r"\d年|年$|\b(?:19|20)\d{2}\b", "月": r"月", "日": r"[日号天]|周|星期"}.get(grain, "")
        for turn, asked in zip(self._turns, self._asked, strict=True):
            words = short_answer(turn)
            there = times(words) if analyse(asked).wants == "time" else []
            for mention in [*there, *times(asked)]:
                if not unit or re.search(unit, mention.text):
                    if grain == "年" and (year := re.match(r"\d{4}年|[去今明前]年", mention.text)):
                        return year[0]
                    return mention.text
        return None

    def mentioned(self) -> list[Mention]:
        """Return all phrases of the newest question."""
        return phrases(self.last, self.people)


def _bare(words: str) -> bool:
    """Tell whether words are a general noun that names nothing: 公司, 大会 alone does, 活动 does not."""
    return bool(
        re.fullmatch(
            r"同比|环比|公司|企业|集团|单位|机构|部门|组织|地方|活动|项目|文章|新闻|部分|事故|报告|方案|人员|次|冠军"
            r"|the (?:company|person|man|woman|thing|reason|time|date|place|article|first|second|third|title|name"
            r"|author|same|other|theme|topic|purpose|cost|price|result|number|main)",
            words,
            re.IGNORECASE,
        )
    )
