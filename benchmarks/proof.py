"""Measures the proof of sentences: how many altered ones are caught, how many faithful ones are dropped, how fast.

    python benchmarks/proof.py [--articles PATH/docs.jsonl.gz] [--part NAME] [--whole] [--failures]

The sentences of benchmarks/proof/ were written about real news articles, which are not in the repository, and about the
default one; each is held against the passages that its evidence touches, or with --whole against the whole article.
What is not proven is replaced by the article's own sentences where these are about the same matter: a faithful sentence
is lost where it is neither said nor replaced by all that it rests on.

`answers-…` are what a language model answered to readers' questions under this program's own instructions, and the
same sentences with one thing altered. `written-…` are the pairs of qa/training_texts/articles.jsonl, news that never
happened: half of the true sentences are worded far from the article or reckon with its figures, most false ones join
two of its facts or exchange its names. The others were written to be hard: worded far from the article, or altered in
ways that are hard to see; `reviewed` are those of a reviewer who looked for what the rules get wrong, and what they
then got wrong was mended by its causes. The working parts were tuned on; those of the measured ones are by other
authors, about other articles, who knew neither the rules nor other sentences, and were only measured.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.encoder import load_encoder
from qa.article import article_from_text
from qa.errors import ArticleQAError, QuestionSetError
from qa.json_rows import open_packed
from qa.metrics import percentile
from qa.passages import Span
from qa.pipeline import DEFAULT_ARTICLE
from qa.prepared import PreparedArticle, prepare
from qa.proof import Proof, prove
from qa.question_sets import text_key
from qa.report import Share
from qa.training_articles import ARTICLES
from qa.types import Passage

HERE = Path(__file__).parent / "proof"
WORKING = ("answers-working", "working")
WRITTEN = ("written-measured", "written-working")
PARTS = ("answers-measured", "measured", *WORKING, "reviewed", *WRITTEN)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence that a model might say.

    :param kind: how it was altered, or how it was worded anew.
    :param evidence: offsets of what it was made from.
    """

    id: str
    sentence: str
    faithful: bool
    kind: str
    evidence: tuple[Span, ...]
    article: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A case and what became of it; `ms` is the time of the proof alone, `told` whether what it rests on is shown."""

    case: Case
    proof: Proof
    ms: float
    told: bool


def read_cases(part: str, articles: Path | None) -> tuple[list[Case], dict[str, str]]:
    """Return the sentences of one part, and the articles that they are about.

    :raises QuestionSetError: an article that is missing or another text, no file of articles for what needs one.
    """
    if part in WRITTEN:
        return written_cases(part.removeprefix("written-"))
    if articles is None:
        raise QuestionSetError(f"{part}: expected --articles, got none")
    rows = [json.loads(line) for line in (HERE / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = {str(row["article"]): row["article_sha256"] for row in rows}
    texts = {"default": DEFAULT_ARTICLE.read_text(encoding="utf-8")}
    with open_packed(articles) as file:
        for line in file:
            row = json.loads(line)
            if str(row["id"]) in wanted:
                texts[str(row["id"])] = row["text"]
    for name, expected in wanted.items():
        if name not in texts or text_key(texts[name]) != expected:
            raise QuestionSetError(f"{part}: expected article {name!r} with sha256 {expected[:12]}… in {articles.name}")
    cases = [
        Case(
            row["id"],
            row["sentence"],
            row["faithful"],
            row["kind"],
            tuple((start, end) for start, end in row["evidence"]),
            str(row["article"]),
        )
        for row in rows
    ]
    return cases, texts


def written_cases(part: str) -> tuple[list[Case], dict[str, str]]:
    """Return the sentences of one part of the written news, and its articles."""
    cases: list[Case] = []
    texts: dict[str, str] = {}
    for number, line in enumerate(ARTICLES.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        if row["part"] != part:
            continue
        name, text = f"written-{number}", row["text"]
        texts[name] = text
        for at, pair in enumerate(row["pairs"], 1):
            evidence = tuple((text.index(words), text.index(words) + len(words)) for words in pair["evidence"])
            for key in ("true", "false"):
                case = Case(f"{name}-{at}-{key}", pair[key], key == "true", pair["kind"], evidence, name)
                cases.append(case)
    return cases, texts


def prepared_articles(texts: dict[str, str], names: Iterable[str]) -> dict[str, PreparedArticle]:
    """Prepare articles, with the vectors of all their sentences."""
    encoder = load_encoder(None, threads=2)
    ready = {name: prepare(article_from_text(texts[name]), encoder) for name in dict.fromkeys(names)}
    for prepared in ready.values():
        prepared.vectors.of(range(len(prepared.sentences)))
    return ready


def overlap(prepared: PreparedArticle, evidence: Sequence[Span]) -> list[Passage]:
    """Return the passages that the evidence touches."""
    return [p for p in prepared.passages if any(p.start < end and start < p.end for start, end in evidence)]


def tried(cases: Sequence[Case], texts: dict[str, str], *, whole: bool = False) -> Iterator[Tried]:
    """Hold each sentence against its article; the vectors of the sentences are made before the clock starts."""
    ready = prepared_articles(texts, [c.article for c in cases])
    for case in cases:
        prepared = ready[case.article]
        passages = prepared.passages if whole else overlap(prepared, case.evidence)
        started = time.perf_counter()
        proof = prove(case.sentence, passages, prepared)
        ms = 1_000 * (time.perf_counter() - started)
        shown = [(c.start, c.end) for c in proof.citations or proof.nearest]
        told = all(any(a < end and start < b for a, b in shown) for start, end in case.evidence)
        yield Tried(case, proof, ms, told or proof.holds)


def _row(name: str, found: Sequence[Tried], wanted: Callable[[Tried], bool]) -> str:
    share = Share(sum(map(wanted, found)), len(found))
    bounds = share.interval
    return (
        f"  {name:12} {share!s:>8}  {100 * (share.value or 0):5.1f} %  ({100 * bounds.low:.1f}–{100 * bounds.high:.1f})"
    )


def _dropped(tried: Tried) -> bool:
    return not tried.proof.holds


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--articles", type=Path, help='{"id", "text"} lines; without it only what is about written news'
    )
    parser.add_argument("--part", choices=PARTS, help="this one only")
    parser.add_argument("--whole", action="store_true", help="hold each sentence against the whole article")
    parser.add_argument("--failures", action="store_true", help="print what was judged wrongly in the working part")
    args = parser.parse_args()
    try:
        for part in [args.part] if args.part else PARTS if args.articles else WRITTEN:
            found = list(tried(*read_cases(part, args.articles), whole=args.whole))
            for title, faithful in (("altered, caught", False), ("faithful, dropped", True)):
                some = [t for t in found if t.case.faithful == faithful]
                print(f"{part}: {title}")
                print(_row("all", some, _dropped))
                if faithful:
                    print(_row("lost", some, lambda t: not t.told))
                for kind in sorted({t.case.kind for t in some}):
                    print(_row(kind, [t for t in some if t.case.kind == kind], _dropped))
            times = [t.ms for t in found]
            print(f"{part}: ms a sentence, median {percentile(times, 0.5):.1f}, p95 {percentile(times, 0.95):.1f}\n")
            if args.failures and part.endswith("working"):
                for t in found:
                    if t.proof.holds != t.case.faithful:
                        print(f"{t.case.id} {t.case.kind:10} {t.proof.failed or 'held':10} {t.case.sentence}")
    except (ArticleQAError, OSError) as error:
        print(f"proof: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
