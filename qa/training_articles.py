"""Reads the written news of training_texts/articles.jsonl and its questions.

A large language model wrote it for this project: articles about people and bodies that do not exist, questions as
readers ask them, near misses, and pairs of a true and a false sentence (for benchmarks/proof.py). Templates
(`qa.training_news`) have no such wealth of wordings, and encyclopaedias no such texts.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from qa.normalize import for_models
from qa.training_data import Example

ARTICLES = Path(__file__).parent / "training_texts" / "articles.jsonl"

SOURCE = "written"


@dataclass(frozen=True, slots=True)
class Written:
    """An article with its questions."""

    title: str
    text: str
    examples: tuple[Example, ...]


def written(path: Path = ARTICLES) -> tuple[Written, ...]:
    """Read the articles, in the form that the models read."""
    return tuple(_written(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def _written(row: dict[str, object]) -> Written:
    title, text = for_models(str(row["title"])), for_models(str(row["text"]))

    def asked(question: str, answer: tuple[int, int] | None) -> Example:
        return Example(SOURCE, title, for_models(question), text, answer)

    examples = []
    for item in row["questions"]:  # type: ignore[attr-defined]
        evidence, answer = for_models(item["evidence"]), for_models(item["answer"])
        start = text.index(evidence) + evidence.index(answer)
        examples.append(asked(item["q"], (start, start + len(answer))))
    examples += [asked(question, None) for question in row["unanswerable"]]  # type: ignore[attr-defined]
    return Written(title, text, tuple(examples))
