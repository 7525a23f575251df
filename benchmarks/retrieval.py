"""Measures the retriever: by meaning alone, by words alone (BM25), and both fused, as the program does it.

    python benchmarks/retrieval.py PATH/cmrc2018-dev.jsonl.gz [--among PATH/docs.jsonl.gz] [--encoder FOLDER]
    python benchmarks/retrieval.py SET --articles PATH/docs.jsonl.gz

For a set that brings its texts, each text is one passage and a question is to find its own among those of all; --among
adds the articles of a file to them. For a set about articles, each is cut as the program cuts it, and a question is to
find the passages that its evidence touches. Recall@k is the share of a question's pieces of evidence that the first k
passages cover; MRR is of the first one that does.
"""

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tqdm import tqdm

from embeddings.encoder import Encoder, OnnxEncoder, load_encoder
from qa.errors import ArticleQAError, QuestionSetError
from qa.json_rows import Row, open_packed, parse, read_lines
from qa.metrics import recall_at, reciprocal_rank
from qa.passages import split
from qa.pipeline import default_article
from qa.question_sets import (
    MAX_ARTICLES_BYTES,
    MAX_LINE_BYTES,
    Question,
    QuestionSet,
    located,
    read_question_set,
)
from qa.retriever import HybridRetriever
from qa.types import Article, Passage

DEPTH = 50  # further down counts 0 in the MRR
AT = (1, 3, 8)


@dataclass(frozen=True, slots=True)
class Case:
    """A question and, for each piece of its evidence, the ids of the passages that have it."""

    question: str
    pieces: tuple[frozenset[str], ...]


def ranks(case: Case, ids: Sequence[str]) -> list[int | None]:
    """Return for each piece the rank, from 1, of the first passage that has it; None where none does.

    >>> ranks(Case("q", (frozenset("b"), frozenset("z"))), ["a", "b"])
    [2, None]
    """
    return [next((i for i, id_ in enumerate(ids, 1) if id_ in piece), None) for piece in case.pieces]


def whole_texts(questions: QuestionSet, among: Path | None, limit: int) -> tuple[list[Passage], list[Case]]:
    """Return all texts, a passage each, and the questions with the text that each belongs to."""
    texts = {name: source.text for name, source in questions.texts.items()}
    if among is not None:
        with open_packed(among) as file:
            lines = read_lines(file, among.name, limit=MAX_ARTICLES_BYTES, line_limit=MAX_LINE_BYTES)
            for number, line in enumerate(islice(lines, limit), 1):
                texts[f"among {number}"] = Row(parse(line), f"{among.name}, line {number}").text("text")
    passages = [Passage.of(Article(name, name, text), 0, len(text)) for name, text in texts.items() if text.strip()]
    by_article = {p.article_id: p.id for p in passages}
    asked = [q for q in questions.questions if q.answerable and q.article is not None]
    return passages, [Case(q.text, (frozenset({by_article[q.article or ""]}),)) for q in asked]


def articles(questions: QuestionSet) -> Iterator[tuple[list[Passage], list[Case]]]:
    """Yield the passages of each article and the questions about it that have evidence and no turns before."""
    of: dict[str | None, list[Question]] = {}
    for q in questions.questions:
        if q.answerable and q.evidence and len(q.turns) == 1:
            of.setdefault(q.article, []).append(q)
    for name, asked in of.items():
        if name is None:
            article = default_article().article
        else:
            article = Article(name, questions.texts[name].title, questions.texts[name].text)
        passages = split(article)
        cases = [
            Case(q.text, tuple(frozenset(p.id for p in passages if g.overlaps(p.start, p.end)) for g in found.evidence))
            for q in asked
            for found in [located(q, article.text)]
        ]
        yield passages, cases


def measure(groups: Sequence[tuple[list[Passage], list[Case]]], encoder: Encoder) -> str:
    """Rank the passages of each group for each of its questions; return the table."""
    found: dict[str, list[list[int | None]]] = {"encoder": [], "BM25": [], "fused": []}
    for passages, cases in groups:
        retriever = HybridRetriever.over(passages, encoder)
        depth = min(DEPTH, len(passages))
        for case in tqdm(cases, unit="q", disable=None):
            dense = [id_ for id_, _ in retriever.dense(case.question, depth)]
            lexical = [id_ for id_, _ in retriever.lexical.search(case.question, depth)]
            fused = [e.passage.id for e in retriever.retrieve(case.question, depth)]
            for name, ids in zip(found, (dense, lexical, fused), strict=True):
                found[name].append(ranks(case, ids))
    n = len(found["fused"])
    sizes = sorted(len(passages) for passages, _ in groups)
    many = f"{sizes[0]:,}" if sizes[0] == sizes[-1] else f"{sizes[0]:,} to {sizes[-1]:,}"
    lines = [f"{n:,} questions, among {many} passages", "ranking   " + "".join(f"  R@{k:<3}" for k in AT) + "   MRR"]
    for name, rows in found.items():
        recalls = "".join(f"{100 * statistics.fmean(recall_at(r, k) for r in rows):7.1f}" for k in AT)
        lines.append(f"{name:10}{recalls}  {statistics.fmean(map(reciprocal_rank, rows)):.3f}")
    return "\n".join(lines)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, metavar="SET", help="as `python -m qa evaluate` reads them")
    parser.add_argument("--articles", type=Path, metavar="DOCS", help="the texts, for a set that names its articles")
    parser.add_argument("--among", type=Path, metavar="DOCS", help="texts to add to those of a set that brings its own")
    parser.add_argument("--others", type=int, default=5_000, help="how many of --among (%(default)s)")
    parser.add_argument("--limit", type=int, metavar="N", help="N questions, spread over the set, among all texts")
    parser.add_argument("--encoder", type=Path, metavar="FOLDER", help="another encoder than the embedded one")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    try:
        questions = read_question_set(args.questions, articles=args.articles)
        if args.articles is None and not questions.needs_article:
            passages, cases = whole_texts(questions, args.among, args.others)
            step = len(cases) / min(args.limit or len(cases), len(cases))
            groups = [(passages, [cases[int(i * step)] for i in range(int(len(cases) / step))])]
        else:
            groups = list(articles(questions))
        if not any(cases for _, cases in groups):
            raise QuestionSetError(f"{questions.name}: expected answerable questions with evidence, got none")
        encoder = (
            load_encoder(threads=args.threads)
            if args.encoder is None
            else OnnxEncoder(folder=args.encoder, name=args.encoder.name, threads=args.threads)
        )
        print(measure(groups, encoder))
    except ArticleQAError as error:
        print(f"retrieval: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
