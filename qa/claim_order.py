"""Whether a claim says of whom, to whom, where and from whom what the article says, in the words beside its own."""

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from qa.claim_items import Item, Name, Told, is_named
from qa.claim_turns import pairs
from qa.normalize import for_matching
from qa.speakers import SAYS

_STOP = re.compile(r"[,;:。!?…\n]|(?<![a-z])\.(?= )")
# A verb between two words says who does it to whom; one of these turns it round.
_TURNS_ROUND = re.compile(r"被|由(?!于)|遭|受(?!到)|\bby\b")
_JOINING = re.compile(r"^[、和与及同跟,以 ]{0,2}$|^ ?(?:and|or|,) ?$")
_BETWEEN_CHARS, _NOUNS_CHARS = 40, 12
# What stands behind one of these, up to the end of the clause, is what is said of the words before it.
_GOVERNS = re.compile(
    r"(?P<left>[\u4e00-\u9fff]{1,2})(?P<verb>起于|止于|位于|来自|叫做|名叫|是|为|于|由|至|达)(?P<what>[\u4e00-\u9fff]{3,20})"
)
_SAYS = re.compile(rf"{SAYS}|表示|称|认为")
_SPEAKER_AHEAD = 16  # characters in which a claim names its speaker


@lru_cache(maxsize=1_024)
def _nouns(plain: str) -> tuple[tuple[str, int], ...]:
    """Return the nouns and names of a text with where they begin."""
    import rjieba  # loads a dictionary, and answers do without it

    found, at = [], 0
    for word, tag in rjieba.tag(plain):
        if len(word) > 1 and tag[:1] in ("n", "j") and not word.isascii():
            found.append((word, at))
        at += len(word)
    return tuple(found)


def turned_round(claim: str, wanted: Sequence[Item], told: Mapping[int, Told], cited: Sequence[int]) -> bool:
    """Tell whether a claim has two names or nouns the other way round about a verb than the article.

    :param claim: as by `for_matching`.
    :param told: the sentences of the passages, by number.
    :param cited: those that nouns are looked for in; names are looked for in all.
    """
    names = [(claim[i.start : i.end], i.start) for i in wanted if isinstance(i.value, Name) and i.value.sort != "word"]
    for (first, at), (second, behind) in itertools.combinations(names, 2):
        between = claim[at + len(first) : behind]
        if not _JOINING.match(between) and _reverse(
            first, second, between, pairs(between), [t.plain for t in told.values()]
        ):
            return True
    # Nouns are more, and stand in more ways: those side by side count, about a verb of two characters.
    for (first, at), (second, behind) in itertools.pairwise(_nouns(claim)):
        between = claim[at + len(first) : behind]
        verbs = _verbs(between)
        if between.endswith(("把", "将")):
            verbs = _verbs(_STOP.split(claim[behind + len(second) :])[0])
        if verbs and _reverse(first, second, between, verbs, [told[n].plain for n in cited], most=_NOUNS_CHARS):
            return True
    return False


def _reverse(
    first: str, second: str, between: str, verbs: Collection[str], sentences: Sequence[str], most: int = _BETWEEN_CHARS
) -> bool:
    """Tell whether sentences have two words of a claim the other way round about one of its verbs, and not its way.

    :param between: what stands between them in the claim.
    :param most: what may stand between them, in characters.
    """
    if first == second or len(between) > most or _STOP.search(between):
        return False
    passive = len(_TURNS_ROUND.findall(between)) % 2
    ways = set()
    for sentence in sentences:
        for x, y, is_reverse in ((first, second, False), (second, first, True)):
            for told in _between(sentence, x, y, most):
                if any(v in told for v in verbs):
                    ways.add(is_reverse != (len(_TURNS_ROUND.findall(told)) % 2 != passive))
    return ways == {True}


def _verbs(text: str) -> set[str]:
    """Return the verbs of two characters or more in a text."""
    import rjieba  # loads a dictionary, and answers do without it

    return {word for word, tag in rjieba.tag(text) if tag[:1] == "v" and len(word) > 1}


def _between(plain: str, first: str, second: str, most: int) -> list[str]:
    """Return the words between a name and the next mention of another, in one sentence."""
    found = []
    for match in re.finditer(re.escape(first), plain):
        at = plain.find(second, match.end())
        if at >= 0 and at - match.end() <= most:
            found.append(plain[match.end() : at])
    return found


def governs_another(claim: str, sentences: Sequence[str]) -> bool:
    """Tell whether a claim has something else behind the very words behind which its proof has one thing.

    >>> governs_another("向南是汉口火车站", ["向南是王家墩商务区,往北走可达汉口火车站。"])
    True
    """
    for match in _GOVERNS.finditer(claim):
        words = match["left"][-2:] + match["verb"]
        if len(match["left"]) < 2 and len(match["verb"]) < 2:
            continue
        mine = pairs(match["what"])
        for sentence in sentences:
            others = [_STOP.split(sentence[m.end() :])[0] for m in re.finditer(re.escape(words), sentence)]
            if others and all(o and not mine & pairs(o[: len(match["what"]) + 8]) for o in others):
                return any(match["what"][-2:] in s for s in sentences)
    return False


def other_speaker(claim: str, wanted: Sequence[Item], told: Told, speaker: str | None) -> bool:
    """Tell whether a claim has somebody say what the article has another one say.

    :param claim: as by `for_matching`.
    :param told: the sentence that tells most of what is said.
    :param speaker: who says it in the article, None where nobody is known to.
    """
    said = _SAYS.search(claim, 0, _SPEAKER_AHEAD * 2)
    mine = [
        i for i in wanted if isinstance(i.value, Name) and i.value.sort == "person" and said and i.end <= said.start()
    ]
    speaker = speaker or _speaker_in(told)
    if speaker is None or not mine or not said or _STOP.search(claim, mine[-1].end, said.start()):
        return False
    name = claim[mine[-1].start : mine[-1].end]
    theirs = for_matching(speaker)
    return not (is_named(name, told.plain) or is_named(name, theirs) or is_named(theirs, name))


def _speaker_in(told: Told) -> str | None:
    """Return the person who says something in a sentence, whether or not the article names them more often."""
    said = _SAYS.search(told.plain)
    before = [n for n in told.names if said and n.sort == "person" and n.end <= said.start()]
    return before[-1].text if before else None
