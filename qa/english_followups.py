"""Completes English questions that leave out what the turns before said, as Why? or And in 2021? do."""

import re

from qa.mentions import Mention, named, phrases, sort_of, times
from qa.question import language_of
from qa.referents import Thread, short_answer
from qa.types import Answer

_WHAT_ABOUT = re.compile(
    r"^(?:(?:and|then|so|but|ok),? )?(?:(?:what|how) about|what of) (?P<x>.{1,60}?)\W*$"
    r"|^(?:and|or|but) (?!(?:when|why|where|who|what|which|how|did|does|is|are|was|were|then|that|has"
    r"|have)\b)(?P<y>.{1,60}?)\W*$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:for|in|on|at|by|of|with|from|to|during) ", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:the )?(first|second|third|fourth|fifth|sixth|last|next)\b(?: (?:one|point|item|measure|step|requirement))?",
    re.IGNORECASE,
)
_QUANTITY = re.compile(r"\bhow (?:many|much) (?P<noun>[a-z]+)", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:and |but |so )?(?P<wh>when|where|why|how|how come|since when|who|what time|which year"
    r"|how long)(?:(?<=why) (?:is|was) (?:that|it|this)| exactly| so| not)?\W*$",
    re.IGNORECASE,
)
_BARE_AMOUNT = re.compile(
    r"^(?:and )?(?P<wh>how (?:many|much|old|long|big|far|tall|often)(?: exactly)?)\W*$", re.IGNORECASE
)
_WH_FIRST = re.compile(
    r"^(?P<wh>(?:when|where|why|how (?:many|much) \w+|how|whom?|what \w+(?= (?:did|do|does|is|was|were|has"
    r"|have|will|can)\b)|which \w+|what|which)) (?P<rest>(?:did|do|does|is|was|were|are|has|have|had|will"
    r"|can)\b.+)$",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\bthe (?:theme|title|topic|date|time|place|location|venue|reason|purpose|name|result|price|cost"
    r"|number|author|total|aim|goal|address|size|length)(?= (?:of it)?|\W*$)(?! of\b)",
    re.IGNORECASE,
)


def what_about(plain: str) -> str | None:
    """Return what an elliptical English question names: What about Shanghai? -> Shanghai; None for other questions."""
    match = _WHAT_ABOUT.match(plain)
    return (match["x"] or match["y"]) if match else None


def instead(x: str, thread: Thread) -> str | None:
    """Ask the newest question again of something else; None where unsure."""
    last = thread.last
    if ordinal := _ORDINAL.fullmatch(x.strip()):
        return _item(ordinal, thread)
    x = _PREPOSITION.sub("", x.strip())
    if there := times(x):
        asked = times(last)
        return _put(last, asked[0], there[0].text) if asked else f"{last.rstrip('?？ ')} in {there[0].text}?"
    mentions = phrases(x, thread.people)
    sort = mentions[0].sort if mentions else sort_of(x, thread.people)
    slots = [m for m in phrases(last, thread.people) if m.sort != "time"]
    if (people := named(last, thread.people)) and (named(x, thread.people) or sort == "person"):
        return _put(last, people[0], x)
    if language_of(last) == "zh":
        return None
    if not slots:
        return None
    bare_x = re.sub(r"^the ", "", x, flags=re.IGNORECASE)
    ending = bare_x.split()[-1].lower()
    same = [s for s in slots if s.text.lower().split()[-1] == ending] or [s for s in slots if s.sort == sort]
    # A name alone says little of its sort: it takes the place of the only name there, else of the first.
    names = [s for s in slots if s.text[:1].isupper()]
    chosen = (same or (names if x[:1].isupper() else []) or slots)[0]
    return _put(last, chosen, x)


def _counts(turn: Answer, asked: str) -> bool:
    return turn.answerable and turn.kind in ("list", "count") and bool(_QUANTITY.search(asked))


def _item(ordinal: re.Match[str], thread: Thread) -> str | None:
    last = thread.back_to(lambda turn, asked: bool(_ORDINAL.search(asked)) or _counts(turn, asked)).last
    if inside := _ORDINAL.search(last):
        return f"{last[: inside.start(1)]}{ordinal[1].lower()}{last[inside.end(1) :]}"
    if match := _QUANTITY.search(last):
        noun = match["noun"].rstrip("s")
        rest = last[match.end() :].strip(" ?")
        helper = re.match(r"(did|does|do|has|have|had) ", rest)
        subject = next(iter(phrases(rest, thread.people)), None)
        if helper and subject and subject.start == helper.end():
            rest = f"that {subject.text} {helper[1]}{rest[subject.end :]}"
        return f"What is the {ordinal[1].lower()} {noun} {rest}?".replace("  ", " ")
    return None


def _put(text: str, mention: Mention, words: str) -> str:
    return f"{text[: mention.start]}{words}{text[mention.end :]}"


def bare_question(plain: str, thread: Thread) -> str | None:
    """Complete an English question that is an asking word alone."""
    last = thread.last.rstrip("?？. ")
    if match := _BARE.match(plain):
        wh = match["wh"]
        if language_of(last) == "zh":
            subject = thread.topic()
            return f"{wh} ({subject})?" if subject else None
        if inside := _WH_FIRST.match(last):
            words = short_answer(thread.last_turn)
            keeps = (
                words
                and inside["wh"].lower().startswith(("what", "which"))
                and inside["rest"].split()[0] in ("did", "does", "do")
            )
            return f"{wh[0].upper()}{wh[1:]} {inside['rest']}{f' {words}' if keeps else ''}?"
        if subject_asked := re.match(r"^(?:who|what|which \w+|how many \w+) (?P<rest>.+)$", last, re.IGNORECASE):
            words = short_answer(thread.last_turn)
            return f"{wh[0].upper()}{wh[1:]} was it that {words or 'they'} {subject_asked['rest']}?" if words else None
        return f"{last}: {wh.lower()}?"
    if match := _BARE_AMOUNT.match(plain):
        subject = (thread.person() if "old" in match["wh"].lower() else None) or thread.topic()
        return f"{match['wh']} ({subject})?" if subject else None
    return None


def subjectless(plain: str, thread: Thread) -> str | None:
    """Say whose property an English question asks for: the theme becomes the theme of the meeting."""
    if match := _ATTRIBUTE.search(plain):
        others = [m for m in phrases(plain, thread.people) if not _ATTRIBUTE.search(m.text)]
        subject = thread.event() or thread.topic()
        if not others and subject:
            return f"{plain[: match.end()]} of {subject}{plain[match.end() :]}"
    return None
