"""Measures what becomes of answers and times when the article that a question is about stands inside a long one.

    python benchmarks/long_articles.py --articles PATH/docs.jsonl.gz [--set SET] [--number N] [--sizes 3000 20000 ...]

The article of a question set is joined with other news, some before it and some behind, by a fixed seed, up to about
so many characters; size 0 is the article alone. The others are none that the set names, no near copies of one another,
and have ids of the same parity as the set's articles, so that the half that is only measured is not touched. Quality is
that of the questions that one place of the article answers: facts of the page and summaries are timed but not judged,
since the long article has other ones. What an article leaves open another may tell: a near miss that is answered from
another article is counted as wrong here, rightly or not.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from qa.errors import ArticleQAError, QuestionSetError
from qa.evaluate import evaluate
from qa.json_rows import Row, open_packed, parse, read_lines
from qa.metrics import percentile
from qa.pipeline import ArticleQA
from qa.question_sets import MAX_ARTICLES_BYTES, MAX_LINE_BYTES, GoldPiece, Question, QuestionSet, read_question_set
from qa.report import Graded, Report, Share, aligned, percent
from qa.types import KINDS

SET = Path(__file__).parent / "news" / "working.jsonl"
SIZES = (0, 3_000, 20_000, 200_000)
SEED = 0
# Kinds that are about the page as a whole.
WHOLE = ("page", "summary", "small_talk", "off_topic")
# Two texts of which this share of the shorter one's runs of characters stands in the other tell the same news.
RUN = 6
COPIED = 0.15
MIN_CHARS = 200


@dataclass(frozen=True, slots=True)
class Run:
    """The questions of the set at one size.

    :param seconds: to index, summed over the articles; `chars`: the articles' lengths, summed.
    """

    size: int
    articles: int
    chars: int
    seconds: float
    rows: tuple[Graded, ...]


def runs(text: str) -> frozenset[str]:
    """Return all runs of `RUN` characters."""
    return frozenset(text[i : i + RUN] for i in range(len(text) - RUN + 1))


def copied(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two texts, by their runs, are near copies.

    >>> copied(runs("今天上午大会在北京开幕"), runs("昨天上午大会在北京开幕了"))
    True
    """
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) / shorter > COPIED


def read_texts(path: Path, parity: int) -> Iterator[tuple[str, str]]:
    """Yield id and text of the articles with ids of one parity.

    :raises QuestionSetError: unreadable or malformed.
    """
    with open_packed(path) as file:
        lines = read_lines(file, path.name, limit=MAX_ARTICLES_BYTES, line_limit=MAX_LINE_BYTES)
        for number, line in enumerate(lines, 1):
            row = Row(parse(line), f"{path.name}, line {number}")
            name = row.name("id")
            if name.isdecimal() and int(name) % 2 == parity:
                yield name, row.text("text")


def others(path: Path, named: Sequence[str], texts: Sequence[str], chars: int) -> list[str]:
    """Return other news, of at least `chars` characters in all, that copy neither the texts nor one another."""
    pool = [(name, text) for name, text in read_texts(path, int(named[0]) % 2) if name not in set(named)]
    random.Random(SEED).shuffle(pool)  # noqa: S311  (no secret)
    seen = [runs(text) for text in texts]
    found: list[str] = []
    size = 0
    for _, text in pool:
        if size >= chars:
            return found
        own = runs(text)
        if len(text) >= MIN_CHARS and not any(copied(own, each) for each in seen):
            seen.append(own)
            found.append(text)
            size += len(text)
    raise QuestionSetError(f"{path.name}: expected {chars:,} characters of other news, got {size:,}")


def embedded(text: str, fill: Sequence[str], size: int) -> tuple[str, int]:
    r"""Put a text into the middle of others; return the whole and where the text begins in it.

    :param size: characters of the whole, about; the text alone where it is longer.

    >>> embedded("b", ["aaa", "ccc", "d"], 7)
    ('aaa\nb\nccc', 4)
    """
    chosen: list[str] = []
    for other in fill:
        if len(text) + sum(map(len, chosen)) + len(other) > size:
            continue
        chosen.append(other)
    half = (len(chosen) + 1) // 2
    before = "".join(other + "\n" for other in chosen[:half])
    return before + "\n".join([text, *chosen[half:]]), len(before)


def moved(question: Question, by: int) -> Question:
    """Return the question with its evidence so much further on, and asked about the caller's article."""
    pieces = tuple(GoldPiece("", tuple((a + by, b + by) for a, b in piece.spans)) for piece in question.evidence)
    return replace(question, evidence=pieces, article=None)


def measure(questions: QuestionSet, docs: Path, *, number: int, sizes: Sequence[int]) -> list[Run]:
    """Ask the questions of some articles of a set at every size.

    :raises ArticleQAError: a set that cannot be used.
    """
    named = list(dict.fromkeys(q.article for q in questions.questions if q.article is not None))
    if not named or not all(name.isdecimal() for name in named):
        raise QuestionSetError(f"{questions.name}: expected questions about articles with a number as id")
    chosen = [named[i * len(named) // min(number, len(named))] for i in range(min(number, len(named)))]
    fill = others(docs, named, [questions.texts[name].text for name in chosen], max(sizes))
    found = []
    for size in sizes:
        rows: list[Graded] = []
        seconds, chars = 0.0, 0
        for i, name in enumerate(tqdm(chosen, desc=f"{size or 'alone'}", unit="article", disable=None)):
            # other news for each article: they are few, and one that confuses should not confuse all
            turned = random.Random(f"{SEED} {i}").sample(fill, len(fill))  # noqa: S311
            text, at = embedded(questions.texts[name].text, turned, size)
            start = time.perf_counter()
            qa = ArticleQA.from_text(text)
            seconds += time.perf_counter() - start
            chars += len(text)
            asked = tuple(moved(q, at) for q in questions.questions if q.article == name)
            rows += evaluate(QuestionSet(name, asked), default=lambda qa=qa: qa, progress=False).rows  # type: ignore[misc]
        found.append(Run(size, len(chosen), chars, seconds, tuple(rows)))
    return found


def quality(found: Sequence[Run]) -> str:
    """Return how the questions were answered at each size, those alone that one place of the article answers."""
    rows = [
        ("size", "chars", "index s", "answerable ok", "95 %", "refused", "near misses refused", "on evidence", "R@8")
    ]
    for run in found:
        t = Report("", tuple(r for r in run.rows if r.kind not in WHOLE)).totals()
        rows.append(
            (
                f"{run.size:,}" if run.size else "alone",
                f"{run.chars // run.articles:,}",
                f"{run.seconds / run.articles:.1f}",
                _share(t.found),
                f"{percent(t.found.interval.low)}–{percent(t.found.interval.high)}",
                _share(t.false_refusals),
                _share(t.near_misses),
                _share(t.on_gold),
                percent(t.recall[8]),
            )
        )
    return "\n".join(aligned(rows))


def _share(share: Share) -> str:
    return f"{share} {percent(share.value)}"


def times(found: Sequence[Run]) -> str:
    """Return p50 and p95 of each kind at each size, in milliseconds."""
    rows = [("ms, p50/p95", *(f"{run.size:,}" if run.size else "alone" for run in found))]
    for kind in (*KINDS, None):
        asked = [[r.ms for r in run.rows if kind in (r.kind, None)] for run in found]
        if asked[0]:
            cells = (f"{percentile(ms, 0.5):.0f}/{percentile(ms, 0.95):.0f}" for ms in asked)
            rows.append((f"{kind or 'all'} ({len(asked[0])})", *cells))
    return "\n".join(aligned(rows))


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, metavar="DOCS", help="the texts, lines of {id, text}")
    parser.add_argument("--set", type=Path, default=SET, help="the question set, by default the working half")
    parser.add_argument("--number", type=int, default=3, metavar="N", help="articles of the set")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="characters; 0 is the article alone")
    parser.add_argument("--json", type=Path, metavar="OUT", help="save every reply")
    options = parser.parse_args()
    try:
        questions = read_question_set(options.set, articles=options.articles)
        found = measure(questions, options.articles, number=max(1, options.number), sizes=options.sizes)
    except ArticleQAError as error:
        print(f"long_articles: {error}", file=sys.stderr)
        return 2
    if options.json:
        kept = {str(run.size): Report(f"{run.size}", run.rows).to_dict() for run in found}
        options.json.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    print(f"{questions.name}, {found[0].articles} articles\n\n{quality(found)}\n\n{times(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
