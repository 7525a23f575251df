"""Makes claims of statements: written pairs of a true and a false sentence, and sentences of texts, as told or altered.

Claims that are made of questions (`qa.training_claims`) never teach what makes a sentence false. In a written pair one
thing is altered, and the true one is worded far from the text; altered sentences of the texts themselves (a figure, a
name, an opposite, a negation; after Kryscinski et al. 2020, FactCC) keep nearness to the text from meaning true.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.normalize import for_models
from qa.passages import sentences
from qa.training_articles import ARTICLES, SET_CLAIMS, SOURCE, rows, set_texts
from qa.training_claims import FALSE, NOT_TOLD, TRUE, Claim, turned
from qa.training_data import Example

# Of the contexts, so many are the sentences that decide with few others around, as the proof of a sentence cites them.
_AS_CITED = 0.6
_AROUND = (0, 0, 1, 2)  # further sentences on each side of these
# So many statements are held against another part of their text, which does not decide them.
_ELSEWHERE = 0.1
# Clauses of a statement that is taken out of a text.
_CLAUSES = (1, 2, 3)
_SHORTEST, _LONGEST = 8, 90  # its characters
_CLAUSE = re.compile(r"[^,;，；。!?！？\n]+[,;，；。!?！？]?")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?(?P<unit>[^\d\W]|%)?")
_NAMES = ("nr", "ns", "nt", "nz", "nrt")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that statements are about, with the half-open offsets of its sentences."""

    title: str
    words: str
    sentences: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, title: str, words: str) -> "_Text":
        told = [s for s in sentences(words) if any(c.isalnum() for c in words[s.start : s.end])]
        return cls(title, words, [(s.start, s.end) for s in told])

    def claim(self, words: str, at: tuple[int, int], verdict: int, rng: random.Random) -> Claim:
        """Return a claim with what one window may show of the text: the sentences around `at`, or the whole."""
        if rng.random() < _ELSEWHERE:
            others = [s for s in self.sentences if s[1] <= at[0] or s[0] >= at[1]]
            if others:
                start, end = rng.choice(others)
                return Claim(words, Example(SOURCE, self.title, words, self.words[start:end], None), NOT_TOLD)
        if rng.random() >= _AS_CITED:
            return Claim(words, Example(SOURCE, self.title, words, self.words, at), verdict)
        inside = [n for n, (a, b) in enumerate(self.sentences) if a < at[1] and b > at[0]]
        first = max(0, inside[0] - rng.choice(_AROUND))
        last = min(len(self.sentences) - 1, inside[-1] + rng.choice(_AROUND))
        start, end = self.sentences[first][0], self.sentences[last][1]
        shown = Example(SOURCE, self.title, words, self.words[start:end], (at[0] - start, at[1] - start))
        return Claim(words, shown, verdict)


def written_pairs(rng: random.Random) -> Iterator[Claim]:
    """Yield both sentences of each written pair; those that benchmarks/proof.py measures on are left out."""
    for row in rows(ARTICLES):
        if row["part"] != "working" or not row["pairs"]:
            continue
        text = _Text.of(for_models(str(row["title"])), for_models(str(row["text"])))
        for pair in row["pairs"]:
            found = [(text.words.find(words), len(words)) for words in map(for_models, pair["evidence"])]
            at = min(a for a, _ in found), max(a + length for a, length in found)
            yield text.claim(for_models(pair["true"]), at, TRUE, rng)
            yield text.claim(for_models(pair["false"]), at, FALSE, rng)


def about_sets(folder: Path, rng: random.Random, path: Path = SET_CLAIMS) -> Iterator[Claim]:
    """Yield what was claimed about texts of the public sets that a folder has.

    :param folder: of the sets, NAME.jsonl.gz each.
    """
    claimed = list(rows(path))
    found = set_texts(folder, {(row["set"], row["id"]) for row in claimed})
    texts = {key: _Text.of(title, words) for key, (title, words) in found.items()}
    for row in claimed:
        if (text := texts.get((row["set"], row["id"]))) is None:
            continue
        for verdict, key in ((TRUE, "true"), (FALSE, "false")):
            for words, (start, end) in row[key]:
                yield text.claim(for_models(words), (start, end), verdict, rng)
        for words in row["not_told"]:
            example = Example(SOURCE, text.title, for_models(words), text.words, None)
            yield Claim(example.question, example, NOT_TOLD)


def taken_out(texts: Sequence[tuple[str, str]], rng: random.Random) -> Iterator[Claim]:
    """Yield one statement of each text, half of them altered.

    :param texts: (title, words), as the models read them.
    """
    for title, words in texts:
        text = _Text.of(title, words)
        start, end = rng.choice(text.sentences)
        clauses = list(_CLAUSE.finditer(words, start, end))
        if not clauses:
            continue
        first = rng.randrange(len(clauses))
        last = min(len(clauses), first + rng.choice(_CLAUSES)) - 1
        at = clauses[first].start(), clauses[last].end()
        statement = words[slice(*at)].strip(" \n,;，；")
        if not _SHORTEST <= len(statement) <= _LONGEST:
            continue
        if rng.random() < 0.5:
            yield text.claim(statement, at, TRUE, rng)
        elif (false := altered(statement, words, rng)) and false.rstrip("。.!?") not in words:
            yield text.claim(false, at, FALSE, rng)


def altered(statement: str, text: str, rng: random.Random) -> str | None:
    """Return a statement of a text with one thing altered, most often to another of the same text; None without any.

    >>> altered("全年售出30辆", "全年售出30辆,上半年12辆。", random.Random(4))
    '全年售出12辆'
    """
    ways = [w for w in (_other_amount(statement, text, rng), _other_name(statement, text, rng)) if w]
    if (otherwise := turned(statement, rng)) is not None:
        ways.append(otherwise)
    return rng.choice(ways) if ways else None


def _other_amount(statement: str, text: str, rng: random.Random) -> str | None:
    """Exchange a number for another of the text that has the same unit."""
    mine = list(_AMOUNT.finditer(statement))
    rng.shuffle(mine)
    for match in mine:
        others = {m[0] for m in _AMOUNT.finditer(text) if m["unit"] == match["unit"] and m[0] not in statement}
        if others:
            return statement[: match.start()] + rng.choice(sorted(others)) + statement[match.end() :]
    return None


def _other_name(statement: str, text: str, rng: random.Random) -> str | None:
    """Exchange a name for another of the text of the same sort."""
    import rjieba  # loads a dictionary

    mine = [(w, t) for w, t in rjieba.tag(statement) if t in _NAMES and len(w) > 1 and statement.count(w) == 1]
    rng.shuffle(mine)
    tagged = rjieba.tag(text) if mine else []
    for word, tag in mine:
        others = {w for w, t in tagged if t == tag and len(w) > 1 and w not in statement and word not in w}
        if others:
            return statement.replace(word, rng.choice(sorted(others)))
    return None
