"""Makes candidate questions in English: of an English article's sentences, of a Chinese article's people."""

import re
from collections.abc import Iterator
from itertools import islice

from qa.candidates import QUESTION_CHARS, Candidate, posts, speeches, usable
from qa.prepared import PreparedArticle

# Letters take less room than Chinese characters.
_LETTERS = 3 * QUESTION_CHARS
_NAME = r"(?:[A-Z][a-zA-Z'’-]+|[A-Z]\.)(?: (?:[A-Z][a-zA-Z'’-]+|[A-Z]\.|of|de|van|von)){1,4}"
_SUBJECT = rf"(?:^|(?<=, ))(?P<subject>[Tt]he [a-z][\w -]{{3,40}}?|(?:[Tt]he )?(?:{_NAME}|[A-Z]{{2,6}}))"
_SAYS = re.compile(
    rf"(?<![\w’'-])(?P<name>{_NAME})(?:, [^,.]{{3,60}},)? (?:said|says|told|added|warned|stressed)\b"
    rf"|\b(?:said|says) (?P<after>{_NAME})(?=[,.])"
)
_PASSIVE = re.compile(
    rf"{_SUBJECT} (?P<be>was|were) (?P<verb>founded|established|launched|opened|built|held|published|signed|released"
    r"|completed|created|introduced|born|elected|appointed|closed|arrested|killed)"
    r" (?:in|on|at) (?P<where>[^,.;]{3,40})"
)
# Verbs that take a figure, and how they are asked with did; those of now are asked with does.
_PAST = {
    "cost": "cost", "attracted": "attract", "killed": "kill", "injured": "injure", "raised": "raise", "sold": "sell",
    "received": "receive", "invested": "invest", "rose by": "rise by", "fell by": "fall by", "grew by": "grow by",
    "increased by": "increase by",
}  # fmt: skip
_NOW = {
    "costs": "cost",
    "employs": "employ",
    "has": "have",
    "covers": "cover",
    "measures": "measure",
    "weighs": "weigh",
}
_FIGURE = re.compile(
    rf"{_SUBJECT} (?P<verb>{'|'.join([*_NOW, *_PAST])}) (?:about |around |nearly |more than |over |at least |some )?"
    r"(?P<money>[$€£]\s?)?(?P<figure>\d[\d,.]{0,15})(?P<scale> (?:million|billion|thousand|trillion))?"
    r"(?P<share>\s?%| percent| per cent)?(?P<unit> [a-z]+)?"
)
_TIME = re.compile(
    r"\b(?:(?:1[89]|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


def candidates(prepared: PreparedArticle) -> list[Candidate]:
    """Return questions in English that an article may answer, in the order of its sentences, each once."""
    found = list(_of_people(prepared) if prepared.language == "zh" else _of_sentences(prepared))
    unique = {c.question: c for c in reversed(found) if len(c.question) <= _LETTERS}
    return sorted(unique.values(), key=lambda c: c.sentence)


def _of_people(prepared: PreparedArticle) -> Iterator[Candidate]:
    for name, number in speeches(prepared):
        yield Candidate(f"What did {name} say?", (), number, "speech", 0.7)
    for name, post, number in posts(prepared):
        yield Candidate(f"What is {name}'s position?", (post[-2:],), number, "post", 0.7)


def _of_sentences(prepared: PreparedArticle) -> Iterator[Candidate]:
    spoken: set[str] = set()
    for number in usable(prepared):
        sentence = prepared.text_of(prepared.sentences[number])
        for match in islice(_SAYS.finditer(sentence), 2):
            name = match["name"] or match["after"]
            if name not in spoken:
                spoken.add(name)
                yield Candidate(f"What did {name} say?", (), number, "speech", 0.7)
        if passive := _PASSIVE.search(sentence):
            yield _when_or_where(passive, number)
        if figure := _FIGURE.search(sentence):
            yield from _how_many(figure, number)


def _when_or_where(match: re.Match[str], number: int) -> Candidate:
    """Ask for a time or place: The museum was opened in 1998 gives When was the museum opened?."""
    time = _TIME.search(match["where"])
    asking, expected = ("When", time[0]) if time else ("Where", match["where"].split()[-1])
    question = f"{asking} {match['be']} {_inside(match['subject'])} {match['verb']}?"
    return Candidate(question, (expected,), number, asking, 0.8)


def _how_many(match: re.Match[str], number: int) -> Iterator[Candidate]:
    """Ask for a figure: The bridge cost $3 million gives How much did the bridge cost?."""
    unit = (match["unit"] or "").strip()
    asks = f"does {_inside(match['subject'])} {_NOW[match['verb']]}" if match["verb"] in _NOW else ""
    asks = asks or f"did {_inside(match['subject'])} {_PAST[match['verb']]}"
    expected = (match["figure"].rstrip(".,"),)
    if match["money"] or match["share"]:
        yield Candidate(f"How much {asks}?", expected, number, "figure", 0.8)
    elif unit.endswith("s") or unit in ("people", "children", "women", "men"):
        yield Candidate(f"How many {unit} {asks}?", expected, number, "figure", 0.8)


def _inside(subject: str) -> str:
    """Return a subject as it stands inside a sentence."""
    return "the" + subject[3:] if subject.startswith("The ") else subject
