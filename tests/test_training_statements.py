"""Claims for training: written pairs, claims about texts of the sets, and sentences as they stand or altered."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from qa.training_articles import ARTICLES, SET_CLAIMS, rows
from qa.training_claims import FALSE, NOT_TOLD, TRUE
from qa.training_statements import about_sets, altered, taken_out, written_pairs

TEXT = "张某于5月3日在北京开店,首日卖出30碗面。李某于6月8日在上海开店,首日卖出12碗面。"


def test_a_pair_is_held_against_what_decides_it_or_against_something_else() -> None:
    made = list(written_pairs(random.Random(1)))
    count = Counter(c.verdict for c in made)
    assert count[TRUE] > 1_000
    assert abs(count[TRUE] - count[FALSE]) < count[TRUE] / 5
    assert 0 < count[NOT_TOLD] < len(made) / 4
    for claim in made:
        assert (claim.example.answer is None) == (claim.verdict == NOT_TOLD)
        if claim.example.answer:
            start, end = claim.example.answer
            assert 0 <= start < end <= len(claim.example.context)


def test_what_is_measured_is_not_trained_on() -> None:
    trained = {c.words for c in written_pairs(random.Random(1))}
    measured = [pair for row in rows(ARTICLES) if row["part"] == "measured" for pair in row["pairs"]]
    assert measured
    assert not any(pair["true"] in trained or pair["false"] in trained for pair in measured)


def test_a_statement_is_the_texts_own_or_has_one_thing_altered() -> None:
    made = [c for seed in range(60) for c in taken_out([("t", TEXT)], random.Random(seed))]
    assert {c.verdict for c in made} == {TRUE, FALSE, NOT_TOLD}
    for claim in made:
        assert (claim.verdict == FALSE) <= (claim.words not in TEXT)
        if claim.verdict == TRUE:
            assert claim.words in TEXT


def test_what_is_altered_becomes_another_of_the_same_text_most_often() -> None:
    made = {altered("首日卖出30碗面", TEXT, random.Random(seed)) for seed in range(30)}
    assert "首日卖出12碗面" in made
    assert None not in made
    assert "首日卖出30碗面" not in made


def test_claims_about_texts_of_the_sets_are_held_against_the_right_text(
    sets_of: Callable[[Iterable[Mapping[str, Any]]], Path],
) -> None:
    claimed = list(rows(SET_CLAIMS))
    assert len({(row["set"], row["id"]) for row in claimed}) == len(claimed) > 0
    made = list(about_sets(sets_of(claimed), random.Random(1)))
    count = Counter(c.verdict for c in made)
    assert len(made) == sum(len(row["true"]) + len(row["false"]) + len(row["not_told"]) for row in claimed)
    assert min(count.values()) > len(made) / 5
    assert all(c.verdict == NOT_TOLD or c.example.answer for c in made)
