"""The written news that the reader is trained on."""

import json

from qa.training_articles import ARTICLES, written

WRITTEN = written()


def test_answers_stand_in_their_articles_and_near_misses_have_none() -> None:
    examples = [e for article in WRITTEN for e in article.examples]
    answered = [e for e in examples if e.answer]
    assert len(answered) > 2 * (len(examples) - len(answered)) > 0
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
