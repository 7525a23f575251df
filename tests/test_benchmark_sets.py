"""The hand-written sets benchmarks/claims.jsonl and wordings.jsonl: their form and make-up, without the articles."""

import hashlib
import itertools
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from qa.metrics import POLARITY, groups_met
from qa.pipeline import DEFAULT_ARTICLE
from qa.question_sets import GoldPiece, Question, read_question_set

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
FIELDS = {"id", "answers", "answerable", "evidence", "kind", "article", "article_sha256"}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (BENCHMARKS / name).read_text(encoding="utf-8").splitlines()]


CLAIMS, WORDINGS = rows("claims.jsonl"), rows("wordings.jsonl")
BOTH = pytest.mark.parametrize("cases", [CLAIMS, WORDINGS], ids=["claims", "wordings"])


def asked(case: dict[str, Any]) -> list[str]:
    return case["wordings"] if "wordings" in case else [case["question"]]


def negative(case: dict[str, Any]) -> bool:
    """Whether the gold answer is no."""
    return bool(groups_met("不是", case["answers"], yes_no=True))


@BOTH
def test_fields_ids_and_offsets(cases: list[dict[str, Any]]) -> None:
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        assert set(case) in (FIELDS | {"question"}, FIELDS | {"wordings"}), case["id"]
        assert re.fullmatch(r"[0-9a-f]{64}", case["article_sha256"])
        assert bool(case["evidence"]) == case["answerable"], case["id"]
        assert all(0 <= start < end for start, end in case["evidence"]), case["id"]
        # the constructor refuses golds that contradict one another
        Question(
            case["id"],
            tuple(asked(case)),
            tuple(map(tuple, case["answers"])),
            case["answerable"],
            tuple(GoldPiece("", ((start, end),)) for start, end in case["evidence"]),
            case["kind"],
            str(case["article"]),
        )


@BOTH
def test_one_text_an_article(cases: list[dict[str, Any]]) -> None:
    sums = defaultdict(set)
    for case in cases:
        sums[case["article"]].add(case["article_sha256"])
    assert all(len(found) == 1 for found in sums.values())


def test_articles_are_of_no_other_set() -> None:
    claims, wordings = ({case["article"] for case in cases} for cases in (CLAIMS, WORDINGS))
    news = {
        row["article"]
        for name in ("working", "working-2", "measured", "measured-2")
        for row in rows(f"news/{name}.jsonl")
    }
    assert not claims & wordings
    assert not (claims | wordings) & news


@BOTH
def test_no_question_twice(cases: list[dict[str, Any]]) -> None:
    texts = Counter((case["article"], text) for case in cases for text in asked(case))
    assert [text for text, n in texts.items() if n > 1] == []


def test_claims_are_balanced_in_each_article_and_in_both_halves() -> None:
    makeup: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for case in CLAIMS:
        assert case["kind"] == "yes_no"
        makeup[case["article"]]["not told" if not case["answerable"] else "no" if negative(case) else "yes"] += 1
    assert len(makeup) == 18
    assert all(counts == {"yes": 3, "no": 3, "not told": 2} for counts in makeup.values())
    assert sum(article % 2 for article in makeup) == 9


@pytest.mark.parametrize("case", [c for c in CLAIMS + WORDINGS if c["kind"] == "yes_no" and c["answerable"]])
def test_a_yes_or_no_is_accepted_and_its_opposite_is_not(case: dict[str, Any]) -> None:
    (group,) = case["answers"]
    assert set(group) <= POLARITY
    right, wrong = ("不是。", "是的。") if negative(case) else ("是的。", "不是。")
    assert groups_met(right, case["answers"], yes_no=True) == 1
    assert groups_met(wrong, case["answers"], yes_no=True) == 0


def test_wordings_are_five_different_ones() -> None:
    assert len(WORDINGS) == 40
    assert sum(case["answerable"] for case in WORDINGS) == 30
    assert Counter(case["article"] for case in WORDINGS)["default"] == 4
    assert all(len(set(case["wordings"])) == 5 for case in WORDINGS)


def test_evidence_in_the_default_article() -> None:
    text = DEFAULT_ARTICLE.read_text(encoding="utf-8")
    cases = [case for case in WORDINGS if case["article"] == "default"]
    for case in cases:
        assert case["article_sha256"] == hashlib.sha256(text.encode()).hexdigest()
        proof = " ".join(text[start:end] for start, end in case["evidence"])
        if case["answerable"] and case["kind"] != "yes_no":
            assert groups_met(proof, case["answers"]) == len(case["answers"]), case["id"]


def test_sentences_of_the_proof_and_that_no_article_was_both_tuned_on_and_measured() -> None:
    sets = {
        part: rows(f"proof/{part}.jsonl") for part in ("answers-measured", "measured", "answers-working", "working")
    }
    ids = [row["id"] for found in sets.values() for row in found]
    assert len(set(ids)) == len(ids)
    for row in itertools.chain(*sets.values()):
        fields = {"id", "sentence", "faithful", "kind", "evidence", "article", "article_sha256"}
        assert set(row) - {"question"} == fields
        assert row["evidence"]
        assert all(0 <= start < end for start, end in row["evidence"]), row["id"]
        assert row["sentence"].strip() == row["sentence"]
    for found in sets.values():
        labels = Counter(row["faithful"] for row in found)
        assert min(labels[True], labels[False]) >= 60
    for key in ("article_sha256", "sentence"):
        tuned, measured = (
            {row[key] for part, found in sets.items() if part.endswith(half) for row in found}
            for half in ("working", "measured")
        )
        assert not tuned & measured


def test_questions_about_real_news_are_of_a_form_that_can_be_graded() -> None:
    cases = [case for name in ("working", "working-2", "measured", "measured-2") for case in rows(f"news/{name}.jsonl")]
    assert len({case["id"] for case in cases}) == len(cases) > 600
    for case in cases:
        assert case["answerable"] or not case["answers"], case["id"]
        Question(
            case["id"],
            tuple(case.get("turns") or [case["question"]]),
            tuple(map(tuple, case["answers"])),
            case["answerable"],
            tuple(GoldPiece("", ((start, end),)) for start, end in case["evidence"]),
            case["kind"],
            str(case["article"]),
        )


@pytest.mark.parametrize("part", ["working", "measured"])
def test_the_everyday_sets_hold_their_articles_and_what_proves_each_answer(part: str) -> None:
    folder = BENCHMARKS / "everyday"
    found = read_question_set(folder / f"{part}.jsonl", articles=folder / f"{part}-articles.jsonl")
    assert len({q.article for q in found.questions}) == len(found.texts)
    for question in found.questions:
        text = found.texts[question.article or ""].text
        assert bool(question.evidence) == question.answerable, question.id
        places = [span for piece in question.evidence for span in piece.spans]
        assert all(0 <= start < end <= len(text) for start, end in places), question.id
        if question.answerable and question.kind != "yes_no":
            told = " ".join(text[slice(*span)] for span in places)
            assert groups_met(told, question.answers) == len(question.answers), question.id
