"""The written news that the reader is trained on."""

import json
import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from qa.training_articles import ARTICLES, SET_QUESTIONS, asked_anew, packs, rows, written

WRITTEN = written()


def test_answers_stand_in_their_articles_and_near_misses_have_none() -> None:
    examples = [e for article in WRITTEN for e in article.examples]
    answered = [e for e in examples if e.answer]
    assert len(answered) > 1.5 * (len(examples) - len(answered)) > 0
    for example in answered:
        words = example.context[slice(*(example.answer or (0, 0)))]
        assert words
        assert words == words.strip(" ,。、;")
        assert example.question.endswith("?")


def test_each_article_is_there_once() -> None:
    assert len({a.text for a in WRITTEN}) == len({a.title for a in WRITTEN}) == len(WRITTEN) > 100


def test_pairs_are_of_two_sentences_and_name_what_the_true_one_rests_on() -> None:
    for line in ARTICLES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for pair in row["pairs"]:
            assert pair["true"] != pair["false"]
            assert pair["evidence"]
            assert all(row["text"].count(words) == 1 for words in pair["evidence"])


def test_questions_about_texts_of_the_sets_are_asked_of_the_right_text(
    sets_of: Callable[[Iterable[Mapping[str, Any]]], Path],
) -> None:
    asked = list(rows(SET_QUESTIONS))
    assert len({(row["set"], row["id"]) for row in asked}) == len(asked) >= 600
    made = asked_anew(sets_of(asked))
    assert len(made) == sum(len(row["questions"]) + len(row["unanswerable"]) for row in asked)
    assert sum(e.answer is not None for e in made) == sum(len(row["questions"]) for row in asked)
    for example in made:
        assert example.answer is None or 0 <= example.answer[0] < example.answer[1] <= 1_000
    assert made[0].context.startswith(asked[0]["id"])


def test_a_pack_is_asked_with_snippets_that_answer_and_with_look_alikes() -> None:
    made = list(packs(random.Random(1)))
    answered = [e for e in made if e.answer]
    assert len(made) > 2 * len(answered) > 200
    for example in answered:
        assert example.context[slice(*(example.answer or (0, 0)))].strip(" ,。、;")
    assert any("\n" in e.context for e in made)
    assert any("\n" not in e.context for e in made)


def test_the_words_of_an_answer_may_stand_in_a_look_alike_but_it_is_not_marked_there() -> None:
    by_question: dict[str, set[bool]] = {}
    for example in packs(random.Random(2)):
        by_question.setdefault(f"{example.title} {example.question}", set()).add(example.answer is None)
    both = [q for q, kinds in by_question.items() if kinds == {True, False}]
    assert len(both) > len(by_question) / 2
