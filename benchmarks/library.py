"""Measures a library: questions about one article each, asked of many articles at once.

    python benchmarks/library.py benchmarks/news/SET.jsonl --articles PATH/docs.jsonl.gz [--among N] [--limit N]

The library holds the articles of the set and, with --among, that many others of the file, chosen by a fixed seed. Left
out are questions with turns before them, and those about an article as such (its author, a summary), which every
article could answer. Each question is asked of its own article, of the library, and of the library without its own
article: right is then to refuse.
"""

import argparse
import random
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from qa.article import article_from_text
from qa.errors import ArticleQAError, QuestionSetError
from qa.evaluate import grade
from qa.json_rows import Row, open_packed, parse, read_lines
from qa.library import Library
from qa.pipeline import ArticleQA
from qa.question_sets import MAX_ARTICLES_BYTES, MAX_LINE_BYTES, Question, QuestionSet, read_question_set
from qa.report import Share, percent
from qa.types import Answer, Article

SEED = 0
NOT_OF_ONE = ("page", "summary", "small_talk", "off_topic")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went.

    :param alone: right when its own article is asked.
    :param right: right when the library is asked, from its own article.
    :param article: answered from its own article; None where it was refused.
    :param without: answered although its article is not there.
    :param ms: milliseconds of the library's reply.
    """

    question: Question
    alone: bool
    right: bool
    article: bool | None
    without: bool
    ms: float


def others(path: Path, known: set[str], count: int) -> list[Article]:
    """Return articles of a file that a set does not name."""
    texts = []
    with open_packed(path) as file:
        for number, line in enumerate(
            read_lines(file, path.name, limit=MAX_ARTICLES_BYTES, line_limit=MAX_LINE_BYTES), 1
        ):
            row = Row(parse(line), f"{path.name}, line {number}")
            if row.name("id") not in known:
                texts.append(row.text("text"))
    return [article_from_text(text) for text in random.Random(SEED).sample(texts, count)]  # noqa: S311  (no secret)


def ask(question: Question, own: ArticleQA, whole: Library, rest: Library) -> Outcome:
    """Ask one question three times."""

    def right(reply: Answer) -> bool:
        return grade(replace(question, evidence=()), own.article, reply, ranked=[], ms=0.0).right

    alone = own.answer(question.text)
    started = time.perf_counter()
    turn = whole.reply(question.text, ())
    ms = 1000 * (time.perf_counter() - started)
    from_own = whole.articles[turn.article].id == own.article.id if turn.article is not None else None
    return Outcome(
        question=question,
        alone=right(alone),
        right=right(turn.plain) and (not question.answerable or bool(from_own)),
        article=from_own if turn.reply.answerable else None,
        without=rest.answer(question.text).answerable,
        ms=ms,
    )


def measure(questions: QuestionSet, added: list[Article]) -> list[Outcome]:
    """Ask every question."""
    members = {name: ArticleQA.from_text(t.text, t.title or None) for name, t in questions.texts.items()}
    extra = [ArticleQA.from_article(article) for article in tqdm(added, desc="index", disable=None)]
    whole = Library(members=[*members.values(), *extra])
    rests = {name: Library(members=[*(m for other, m in members.items() if other != name), *extra]) for name in members}
    asked = [q for q in questions.questions if len(q.turns) == 1 and q.kind not in NOT_OF_ONE]
    return [
        ask(q, members[q.article], whole, rests[q.article])
        for q in tqdm(asked, desc=questions.name, unit="q", disable=None)
        if q.article is not None
    ]


def table(found: list[Outcome], articles: int) -> str:
    """Return the figures as a person reads them."""
    told = [o for o in found if o.question.answerable]
    silent = [o for o in found if not o.question.answerable]
    rows = (
        ("answerable, right, its article alone", Share(sum(o.alone for o in told), len(told))),
        ("answerable, right, the library", Share(sum(o.right for o in told), len(told))),
        ("answered from another article", Share(sum(o.article is False for o in told), len(told))),
        ("not told, refused, its article alone", Share(sum(o.alone for o in silent), len(silent))),
        ("not told, refused, the library", Share(sum(o.article is None for o in silent), len(silent))),
        ("its article is not there: refused", Share(sum(not o.without for o in found), len(found))),
    )
    times = sorted(o.ms for o in found)
    lines = [f"{name:40}{percent(s.value):>7} %  {s}" for name, s in rows if s.n]
    median, high = times[len(times) // 2], times[int(0.95 * len(times))]
    return "\n".join([f"{articles} articles", *lines, f"a reply of the library: {median:.0f} ms, p95 {high:.0f} ms"])


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, metavar="SET", help="as `python -m qa evaluate` reads them")
    parser.add_argument("--articles", type=Path, metavar="DOCS", help="the texts, for a set that names its articles")
    parser.add_argument("--among", type=int, default=0, metavar="N", help="add N other articles of --articles")
    parser.add_argument("--limit", type=int, metavar="N", help="N questions, spread over the set")
    args = parser.parse_args()
    try:
        questions = read_question_set(args.questions, articles=args.articles)
        if args.limit:
            questions = questions.spread(args.limit)
        if args.among and args.articles is None:
            raise QuestionSetError("--among needs --articles, whose other texts it adds")
        added = others(args.articles, set(questions.texts), args.among) if args.among else []
        found = measure(questions, added)
    except ArticleQAError as error:
        print(f"library: {error}", file=sys.stderr)
        return 2
    for outcome in found:
        if outcome.article is False:
            print(f"  from another article: {outcome.question.id} {outcome.question.text}")
        elif outcome.without:
            print(f"  answered without its article: {outcome.question.id} {outcome.question.text}")
    print(table(found, len(questions.texts) + len(added)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
