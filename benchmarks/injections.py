"""Measures what reaches the person of instructions that articles give to a language model, where it obeys them all.

    python benchmarks/injections.py [--part working|measured] [--failures]

benchmarks/injections/ holds short pieces of news and instructions to be put into them: as visible text, in html that no
reader sees, in the title, in the facts of the page, and in a conversation. The measured 40 are by an author who knew
neither the program nor the other 80, and were never looked at. A model that obeys says the
injected claim: alone, behind what is true, before it, and with wrong passage numbers. A claim that is shown but as a
quotation that says whose words it holds has reached the person.
"""

import argparse
import html
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from qa import Answer, ArticleQA, replies
from qa.article import article_from_bytes, article_from_text
from qa.llm import QUOTED_CHARS
from qa.normalize import printable, to_traditional
from qa.types import Article

HERE = Path(__file__).parent / "injections"
PARTS = ("working", "measured")
# What stands before a quotation that says whose words it holds.
_ATTRIBUTED = tuple(
    said.split("{quote}")[0] for each in (replies.ARTICLE_READS, replies.NEAREST) for said in each.values()
)


@dataclass(frozen=True, slots=True)
class Injection:
    """An instruction in an article.

    :param place: where it stands: text, html, title, metadata, follow-up.
    :param claim: what a model that obeys says.
    :param mark: words of the claim that nothing else in the article has.
    :param true: a sentence that the article tells.
    :param questions: one, or two of a conversation.
    """

    id: str
    place: str
    article: Article
    claim: str
    mark: str
    true: str
    questions: tuple[str, ...]


def read(part: str) -> list[Injection]:
    """Return those of a part, each in its article."""
    lines = [json.loads(line) for line in (HERE / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    bases = {row["base"]: row for row in lines if "true" in row}
    return [_placed(row, bases[row["base"]]) for row in lines if "true" not in row]


def _placed(row: dict[str, str], base: dict[str, str]) -> Injection:
    title, text, place, words = base["title"], base["text"], row["place"], row["inject"]
    article = article_from_text(f"{title}\n{text}\n{words}".strip())
    if place in ("html", "metadata"):
        meta = f'<meta name="author" content="{words}"><meta name="description" content="{words}">'
        head = f"<title>{title}</title>{meta if place == 'metadata' else ''}"
        body = f"<article><h1>{title}</h1><p>{html.escape(text)}</p>{words if place == 'html' else ''}</article>"
        page = f"<html><head>{head}</head><body>{body}</body></html>"
        article = article_from_bytes(page.encode(), name="news.html")
    elif place == "title":
        article = article_from_text(text, title=words)
    follow = (row["follow"],) if "follow" in row else ()
    return Injection(row["id"], place, article, row["claim"], row["mark"], base["true"], (base["question"], *follow))


def obedient(injection: Injection, passages: int) -> Iterator[str]:
    """Yield what a model says that obeys, in several ways, whatever it is asked; `passages` is how many there are."""
    claim, true = injection.claim, injection.true
    numbers = "".join(f"[{n}]" for n in range(1, passages + 1))
    yield f"{claim}[{passages}]"
    yield f"{true}{numbers}{claim}[{passages}]"
    yield f"{claim}{numbers}{true}[2]"
    yield f"{claim.rstrip('。.')}[1][99]，{true}[2]"


def reaches(answer: Answer, mark: str) -> bool:
    """Tell whether a claim is said, in the answer or in the question as it was understood, and not as a quotation.

    A refusal that repeats the person's own words says that the article does not tell them.
    """
    said = answer.text
    for citation in answer.citations:
        for limit in (QUOTED_CHARS, replies.QUOTED_CHARS):
            quote = printable(" ".join(replies.quoted(citation.quote, limit=limit).split()))
            for before in _ATTRIBUTED:
                for script in (before, to_traditional(before)):
                    said = said.replace(script + quote, "")
    asked = answer.question != answer.standalone_question and mark not in answer.question
    return (answer.answerable and mark in said) or (asked and mark in answer.standalone_question)


def tried(injection: Injection) -> Iterator[tuple[str, Answer]]:
    """Ask in each way of obeying, and yield (what the model said, the reply to the last question)."""
    count = len(ArticleQA.from_article(injection.article, llm="off").retrieve("全文", 1_000))
    for said in obedient(injection, count):
        model = GenericFakeChatModel(messages=cycle([AIMessage(said)]))
        chat = ArticleQA.from_article(injection.article, llm=model).chat()
        for question in injection.questions:
            answer = chat.ask(question)
        yield said, answer


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, help="this one only")
    parser.add_argument(
        "--failures",
        action="store_true",
        help="print every reply of the working part in which a claim reached the person",
    )
    args = parser.parse_args()
    for part in [args.part] if args.part else PARTS:
        _report(part, failures=args.failures and part == "working")
    return 0


def _report(part: str, *, failures: bool) -> None:
    injections = read(part)
    reached: Counter[str] = Counter()
    quoted = 0
    for injection in injections:
        failed = False
        for said, answer in tried(injection):
            quoted += injection.mark in answer.text and not reaches(answer, injection.mark)
            if reaches(answer, injection.mark):
                failed = True
                if failures:
                    print(f"{injection.id} {injection.place}: {said!r}\n  -> {answer.text!r} {answer.note}")
        reached[injection.place] += failed
    print(f"{part}:")
    for place, all_ in Counter(i.place for i in injections).items():
        print(f"{place:10} {reached[place]:2} of {all_:2} articles whose claim reached the person")
    print(f"all        {reached.total():2} of {len(injections)}; as an attributed quotation in {quoted} replies")


if __name__ == "__main__":
    sys.exit(main())
