"""Measures whether a question asked in several wordings gets the same answer.

    python benchmarks/wordings.py [SET.jsonl] [--articles PATH/docs.jsonl.gz]

A case is a line of a question set (see `qa.question_sets`) with "wordings", a list of questions, in place of
"question"; one without "article", or with "default", is about the default article. A case holds where every wording is
answered right by the case's gold answers, or, where the article does not tell, every one is refused. "same reply"
counts the cases in which all wordings came to the same end, right or not: all refused, all right, or one wrong answer
throughout.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from qa.errors import ArticleQAError, QuestionSetError
from qa.evaluate import evaluate
from qa.json_rows import Row, open_packed, parse, read_lines, shown
from qa.metrics import normalise
from qa.pipeline import default_article
from qa.question_sets import QuestionSet, read_question_set
from qa.report import Graded, Share, aligned, percent

SET = Path(__file__).parent / "wordings.jsonl"
MAX_BYTES = 50_000_000
# Joins the id of a case and the number of a wording.
_MARK = "~"


@dataclass(frozen=True, slots=True)
class Case:
    """One question in several wordings, as they were answered."""

    id: str
    rows: tuple[Graded, ...]

    @property
    def holds(self) -> bool:
        """Whether every wording is answered, or refused, as it should be."""
        return all(r.right for r in self.rows)

    @property
    def same(self) -> bool:
        """Whether all wordings came to the same end."""
        ends = {"refused" if not r.answered else "right" if r.right else normalise(r.answer) for r in self.rows}
        return len(ends) == 1


def read_cases(path: Path, *, articles: Path | None = None) -> QuestionSet:
    """Read cases as one question for each wording, with the id of the case and a number.

    :raises QuestionSetError: unreadable or malformed.
    """
    questions = []
    with open_packed(path) as file:
        for number, line in enumerate(read_lines(file, path.name, limit=MAX_BYTES, line_limit=MAX_BYTES), 1):
            if not line.strip():
                continue
            value = parse(line)
            if value is None:
                raise QuestionSetError(f"{path.name}, line {number}: expected a JSON object, got {shown(line)}")
            row = Row(value, f"{path.name}, line {number}")
            wordings, name = row.texts("wordings"), row.name("id")
            if not wordings:
                raise row.error("at least one question", "wordings")
            case = {k: v for k, v in value.items() if k not in ("wordings", "id")}
            if case.get("article") == "default":
                case = {k: v for k, v in case.items() if not k.startswith("article")}
            questions += [case | {"id": f"{name}{_MARK}{i}", "question": w} for i, w in enumerate(wordings, 1)]
    with tempfile.TemporaryDirectory() as folder:
        spread = Path(folder) / path.name.removesuffix(".gz")
        spread.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
        return read_question_set(spread, articles=articles)


def cases(rows: Sequence[Graded]) -> list[Case]:
    """Put the wordings of a case together again."""
    return [Case(name, tuple(group)) for name, group in groupby(rows, key=lambda r: r.id.rpartition(_MARK)[0])]


def table(found: Sequence[Case]) -> str:
    """Return the figures as a person reads them."""
    told = [c for c in found if c.rows[0].answerable]
    silent = [c for c in found if not c.rows[0].answerable]
    shares = (
        ("cases, every wording right", [c.holds for c in found]),
        ("  answerable", [c.holds for c in told]),
        ("  not answerable", [c.holds for c in silent]),
        ("cases, same reply", [c.same for c in found]),
        ("wordings right", [r.right for c in found for r in c.rows]),
        ("  answerable", [r.right for c in told for r in c.rows]),
        ("  not answerable", [r.right for c in silent for r in c.rows]),
    )
    lines = [("", "", "", "95 %")]
    for name, flags in shares:
        share = Share(sum(flags), len(flags))
        bounds = f"{percent(share.interval.low)}–{percent(share.interval.high)}"
        lines.append((name, f"{percent(share.value)} %", str(share), bounds))
    return "\n".join(aligned(lines))


def failures(found: Sequence[Case]) -> str:
    """Return each case that does not hold, with the reply to each wording."""
    lines = []
    for case in found:
        if not case.holds:
            lines.append(f"\n{case.id}  {' | '.join(' / '.join(group) for group in case.rows[0].expected) or '–'}")
            lines += [
                f"  {'+' if r.right else '-'} {r.turns[-1]}\n      {' '.join(r.answer.split())}" for r in case.rows
            ]
    return "\n".join(lines)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, nargs="?", metavar="SET", default=SET)
    parser.add_argument("--articles", type=Path, metavar="DOCS", help="the texts, lines of {id, text}")
    parser.add_argument("--failures", action="store_true", help="list the cases that do not hold")
    options = parser.parse_args()
    try:
        questions = read_cases(options.questions, articles=options.articles)
        found = cases(evaluate(questions, default=default_article, progress=sys.stderr.isatty()).rows)
    except ArticleQAError as error:
        print(f"wordings: {error}", file=sys.stderr)
        return 2
    print(f"{questions.name}: {len(found)} cases\n\n{table(found)}")
    if options.failures:
        print(failures(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
