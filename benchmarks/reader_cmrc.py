"""Measures the reader alone, without retrieval and rules, on CMRC 2018 or any other set with its own texts.

    python benchmarks/reader_cmrc.py PATH/cmrc2018-dev.jsonl.gz [--limit N] [--model FOLDER]

The whole paragraph goes in, cut into overlapping windows; the best span is the one with the largest margin over "no
answer here" of its own window. Scored as the authors of CMRC 2018 do, see `qa.metrics`. Questions without an answer are
left out: EM and F1 say nothing about them.
"""

import argparse
import sys
import time
from pathlib import Path

from tqdm import tqdm

from qa.errors import ArticleQAError, QuestionSetError
from qa.metrics import exact_match, f1, wilson
from qa.question_sets import read_question_set
from qa.reader import MAX_SPAN, STRIDE, WINDOW, load_reader
from qa.types import Article, Passage


def measure(options: argparse.Namespace) -> str:
    """Read every question; return the figures.

    :raises ArticleQAError: a set or a model that cannot be used.
    """
    question_set = read_question_set(options.questions)
    if options.limit:
        question_set = question_set.spread(options.limit)
    questions = [q for q in question_set.questions if q.answerable and q.article is not None]
    if not questions:
        raise QuestionSetError(f"{question_set.name}: expected answerable questions with their own texts, got none")
    paragraphs = {}
    for name, source in question_set.texts.items():
        article = Article(name, source.title, source.text)
        paragraphs[name] = Passage.of(article, 0, len(article.text))

    reader = load_reader(options.model, threads=options.threads)
    cut = {"window": options.window, "stride": options.stride, "max_span": options.max_span}
    first = questions[0]
    reader.read(first.text, [paragraphs[first.article or ""]], top=1, **cut)  # warm-up, not timed
    matches, overlap, seconds = 0.0, 0.0, 0.0
    for question in tqdm(questions, unit="q", disable=None):
        start = time.perf_counter()
        spans = reader.read(question.text, [paragraphs[question.article or ""]], top=1, **cut)
        seconds += time.perf_counter() - start
        predicted = spans[0].text if spans else ""
        matches += exact_match(predicted, question.answers[0])
        overlap += f1(predicted, question.answers[0])

    n = len(questions)
    bounds = wilson(round(matches), n)
    return (
        f"{question_set.name}: {n} questions, windows of {options.window} tokens, stride {options.stride}, "
        f"spans of at most {options.max_span}\n"
        f"EM {100 * matches / n:.2f} (95 %: {100 * bounds.low:.1f}–{100 * bounds.high:.1f})  "
        f"F1 {100 * overlap / n:.2f}  {1000 * seconds / n:.0f} ms a question, {options.threads} threads"
    )


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "questions", type=Path, metavar="SET", help="lines with context and answers, SQuAD or CMRC files"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="N questions, spread over the set")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="another reader than the embedded one")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--window", type=int, default=WINDOW, help="tokens, the question included")
    parser.add_argument("--stride", type=int, default=STRIDE, help="tokens from one window to the next")
    parser.add_argument("--max-span", type=int, default=MAX_SPAN, help="tokens")
    try:
        print(measure(parser.parse_args()))
    except ArticleQAError as error:
        print(f"reader_cmrc: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
