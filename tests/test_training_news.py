"""The made-up news that the reader is trained on: every question has its answer where it says, or none at all."""

import random
from collections import Counter

from qa.normalize import for_models
from qa.training_news import _SLOT, _drawn, kinds, news


def test_every_question_asks_for_a_slot_of_its_sentence_with_others_of_its_kind() -> None:
    rng = random.Random(1)
    for kind in kinds():
        slots = {match[0] for sentence in kind for match in _SLOT.finditer(sentence.pattern)}
        for sentence in kind:
            for match in _SLOT.finditer(sentence.pattern):
                assert _drawn(match[1], rng)
            for slot, question in sentence.questions:
                assert f"{{{slot}}}" in sentence.pattern, question
                used = {match[0] for match in _SLOT.finditer(question)}
                assert used <= slots - {f"{{{slot}}}"}, question
                assert question.endswith("?")


def test_answers_stand_where_they_are_said_to() -> None:
    told: Counter[bool] = Counter()
    questions = set()
    for seed in range(400):
        for example in news(random.Random(seed)):
            told[example.answer is not None] += 1
            questions.add(example.question)
            if example.answer:
                words = example.context[slice(*example.answer)]
                assert words
                assert words == words.strip("，。、 ")
    assert told[False] > 200
    assert told[False] < told[True] < 4 * told[False]
    assert len(questions) > 500


def test_the_same_seed_makes_the_same_news() -> None:
    assert list(news(random.Random(5))) == list(news(random.Random(5)))
    assert list(news(random.Random(5))) != list(news(random.Random(6)))


def test_a_question_that_is_not_told_has_its_answer_nowhere() -> None:
    """Beside a second event, the question names the first: 启明科技的利润 where only another's profit is told."""
    second = 0
    for seed in range(600):
        for example in news(random.Random(seed)):
            if example.answer is None and "\n" in example.context:
                second += 1
                sentences = [s for kind in kinds() for s in kind for _, q in s.questions if q == example.question]
                for sentence in sentences:  # a question without any slot: no sentence that answers it is there
                    parts = [p for p in _SLOT.split(for_models(sentence.pattern))[::2] if len(p) > 3]
                    assert not parts or not all(p.strip(",。") in example.context for p in parts), example
    assert second > 50
