"""Totals, the table and the saved report, against figures computed by hand."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa.comparison import compare, comparison_table
from qa.errors import InputError, QuestionSetError
from qa.report import Graded, Report, Share, Totals, columns, figures, table

RIGHT = Graded(
    id="q1",
    turns=("谁主持?",),
    kind="fact",
    answerable=True,
    answered=True,
    right=True,
    answer="敖宏",
    short_answer="敖宏",
    standalone_question="谁主持?",
    em=1.0,
    f1=1.0,
    groups=1,
    groups_met=1,
    quotes=("敖宏主持会议。",),
    exact=1,
    on_gold=True,
    ranks=(1,),
    confidence=0.9,
    ms=100.0,
)
# answered, wrongly, citing nothing of the evidence, one of its two quotations not of the article
WRONG = replace(
    RIGHT, id="q2", right=False, em=0.0, f1=0.5, groups=2, groups_met=1, quotes=("a", "b"), exact=1, on_gold=False
)
WRONG = replace(WRONG, kind="list", em=None, f1=None, ranks=(2, None), confidence=0.6, ms=300.0)
REFUSED = replace(
    RIGHT, id="q3", answered=False, right=False, em=0.0, f1=0.0, groups_met=0, quotes=(), exact=0, on_gold=None
)
REFUSED = replace(REFUSED, ranks=(8,), confidence=0.5, ms=200.0)
NEAR_MISS = replace(REFUSED, id="q4", answerable=False, right=True, em=None, f1=None, groups=0, ranks=(), ms=50.0)
FOOLED = replace(NEAR_MISS, id="q5", answered=True, right=False, quotes=("敖宏",), exact=1, ms=60.0)
OFF_TOPIC = replace(NEAR_MISS, id="q6", kind="off_topic", confidence=1.0, ms=10.0)
ROWS = (RIGHT, WRONG, REFUSED, NEAR_MISS, FOOLED, OFF_TOPIC)
REPORT = Report("set.jsonl", ROWS)


def test_totals() -> None:
    totals = REPORT.totals()
    assert totals.n == 6
    assert totals.right == Share(3, 6)
    assert totals.found == Share(1, 3)
    assert totals.refused == Share(2, 3)
    assert totals.near_misses == Share(1, 2)
    assert totals.false_refusals == Share(1, 3)
    assert totals.wrongly_answered == Share(1, 3)
    assert totals.groups == pytest.approx((1 + 0.5 + 0) / 3)
    assert totals.em == Share(1, 2)
    assert totals.f1 == pytest.approx(0.5)
    assert totals.exact == Share(3, 4)
    assert totals.on_gold == Share(1, 2)
    # ranks (1), (2, -), (8): recall@1 = (1+0+0)/3, @3 = (1+0.5+0)/3, @8 = (1+0.5+1)/3
    assert totals.recall == {1: pytest.approx(1 / 3), 3: pytest.approx(0.5), 8: pytest.approx(2.5 / 3)}
    assert totals.mrr == pytest.approx((1 + 0.5 + 0.125) / 3)
    assert (totals.p50_ms, totals.p95_ms) == (60.0, 300.0)
    assert totals.confidence == pytest.approx((0.9 + 0.6 + 0.5 * 3 + 1.0) / 6)
    # boxes: {0.9 right}, {0.6 wrong}, {0.5 ×3: one right}, {1.0 right}; 0.9 and 1.0 are apart
    assert totals.calibration_error == pytest.approx((0.1 + 0.6 + 0.5 + 0.0) / 6)


def test_columns_are_the_table_in_cells() -> None:
    head, *rows = columns(REPORT)
    assert head[:4] == ("kind", "n", "right", "answer- able ok")
    assert [r[0] for r in rows] == ["fact", "list", "off_topic", "all"]
    assert {len(r) for r in rows} == {len(head)}


def test_nothing_to_count_is_none_not_zero() -> None:
    totals = Totals.of([NEAR_MISS])
    assert (totals.em.value, totals.f1, totals.mrr, totals.recall[8], totals.found.value) == (None,) * 5
    assert str(totals.found) == "–"


def test_by_kind_adds_up_to_all() -> None:
    kinds = REPORT.by_kind()
    assert list(kinds) == ["fact", "list", "off_topic"]
    assert sum(t.n for t in kinds.values()) == 6
    assert kinds["fact"].refused == Share(1, 2)


def test_table_shows_every_kind_and_the_intervals() -> None:
    lines = table(REPORT).splitlines()
    assert lines[0] == "set.jsonl: 6 questions"
    by_name = {line.split()[0]: line.split() for line in lines if line}
    assert " ".join(by_name["all"]) == "all 6 50.0 1/3 2/3 1/3 1/3 50.0 50.0 3/4 1/2 33.3 50.0 83.3 0.542 60 300"
    assert by_name["list"][1:4] == ["1", "0.0", "0/1"]
    assert any(line.split() == ["p50", "60", "ms", "of", "6", "10–300", "ms"] for line in lines)
    # Wilson of 3 of 6
    assert any(line.split() == ["right", "50.0", "%", "3/6", "18.8–81.2", "%"] for line in lines)


def figure(report: Report, name: str) -> tuple[str, str]:
    return next((f.value, f.of) for f in figures(report) if f.name == name)


def test_refusals_and_wrong_answers_are_told_apart() -> None:
    assert figure(REPORT, "answerable, right") == ("33.3 %", "1/3")
    assert figure(REPORT, "answerable, answered wrongly") == ("33.3 %", "1/3")
    assert figure(REPORT, "answerable, refused") == ("33.3 %", "1/3")
    assert figure(REPORT, "not answerable, answered") == ("33.3 %", "1/3")
    assert all(f.interval for f in figures(REPORT))


def test_conversations_have_their_own_line() -> None:
    assert "conversations, last turn right" not in {f.name for f in figures(REPORT)}
    last = [replace(r, id=f"c{i}", turns=("谁主持?", "他是谁?")) for i, r in enumerate((RIGHT, REFUSED, NEAR_MISS))]
    assert figure(Report("s", (*ROWS, *last)), "conversations, last turn right") == ("66.7 %", "2/3")
    assert Report("s", (*ROWS, *last)).totals().conversations == Share(2, 3)


def test_means_have_the_interval_of_a_share() -> None:
    only = Report("s", (RIGHT, replace(RIGHT, id="x", f1=0.0)))
    found = next(f for f in figures(only) if f.name == "F1")
    assert (found.value, found.of, found.interval) == ("50.0 %", "mean of 2", "9.5–90.5 %")


def test_selective_puts_what_is_told_before_what_is_held_back() -> None:
    # told: 0.9 right, 0.6 wrong, 0.5 wrong; held back: the last two of 0.5, one of them right, and 0.0
    held = replace(REFUSED, withheld_right=True)
    points = Report("s", (OFF_TOPIC, held, NEAR_MISS, FOOLED, WRONG, RIGHT)).selective()
    assert [(round(p.coverage, 3), round(p.risk, 3)) for p in points] == [
        (0.167, 0.0),
        (0.333, 0.5),
        (0.5, 0.667),
        (0.833, 0.6),
        (1.0, 0.667),
    ]


def test_an_older_report_without_the_newer_columns_is_read(tmp_path: Path) -> None:
    saved = REPORT.to_dict()
    for row in saved["rows"]:
        del row["expected"], row["withheld_right"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(saved))
    assert Report.load(path) == REPORT


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    odd = replace(RIGHT, id="q9", answer="坏\ud800", turns=("一", "二"), expected=(("甲", "乙"),), withheld_right=True)
    report = Report("s", (*ROWS, odd))
    path = tmp_path / "out.json"
    report.save(path)
    assert Report.load(path) == report
    saved = json.loads(path.read_text())
    assert saved["totals"]["right"] == {"hits": 4, "of": 7}
    assert saved["by_kind"]["list"]["n"] == 1
    assert saved["risk_coverage"][-1] == {"coverage": 1.0, "risk": pytest.approx(3 / 7)}


def test_saving_into_a_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a file to write the report to"):
        REPORT.save(tmp_path)


def damage(**changes: object) -> dict[str, Any]:
    saved = REPORT.to_dict()
    saved["rows"][0] |= changes
    return saved


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "expected a JSON object, got list"),
        ({"format": 99}, "expected 1 as 'format'"),
        ({"format": 1, "set": "s", "rows": []}, "at least one question"),
        ({"format": 1, "set": "s", "rows": [5]}, r"rows\[0\]: expected a JSON object, got int"),
        (damage(kind="riddle"), r"rows\[0\]: expected one of"),
        (damage(right="yes"), "expected true or false as 'right'"),
        (damage(ranks=[0]), "expected a list of ranks"),
        (damage(expected=["甲"]), "expected a list of lists of texts as 'expected'"),
        (damage(ms="fast"), "expected a number as 'ms'"),
        (damage(f1=float("nan")), "expected a number as 'f1'"),
        (damage(turns=None), "expected a list as 'turns'"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, content: object, message: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(json.dumps(content))
    with pytest.raises(InputError, match=message):
        Report.load(path)


def test_the_same_report_is_not_worse() -> None:
    slower = Report("s", tuple(replace(r, ms=r.ms * 9, confidence=0.5) for r in ROWS))
    found = compare(REPORT, slower)
    assert (found.common, found.changes, found.worse) == (6, (), ())
    assert "every figure as before" in comparison_table(found)


def test_a_question_that_turned_wrong_is_worse() -> None:
    now = Report("s", (replace(RIGHT, right=False, answer="刘建平", em=0.0, f1=0.0, groups_met=0), *ROWS[1:]))
    found = compare(REPORT, now)
    assert [n.id for _, n in found.turned_wrong] == ["q1"]
    assert found.turned_right == ()
    assert [c.name for c in found.worse] == ["right", "answerable, right", "groups met", "exact match", "F1"]
    text = comparison_table(found)
    assert "- q1  谁主持?" in text
    assert "敖宏 → 刘建平" in text
    assert text.count("WORSE") == 5


def test_lower_is_better_for_false_refusals() -> None:
    answered = replace(REFUSED, answered=True, right=True, em=1.0, f1=1.0, groups_met=1, on_gold=True)
    now = Report("s", (RIGHT, WRONG, answered, *ROWS[3:]))
    found = compare(REPORT, now)
    assert found.worse == ()
    assert "false refusals" in [c.name for c in found.changes]
    assert [c.name for c in compare(now, REPORT).worse] == [c.name for c in found.changes]


def test_a_gain_does_not_hide_a_loss() -> None:
    now = Report("s", (RIGHT, replace(WRONG, right=True), REFUSED, NEAR_MISS, FOOLED, replace(OFF_TOPIC, right=False)))
    assert [c.name for c in compare(REPORT, now).worse] == ["not answerable, refused"]


def test_only_questions_in_both_are_compared() -> None:
    reworded = replace(RIGHT, turns=("谁主持会议?",), right=False)
    found = compare(REPORT, Report("s", (reworded, *ROWS[1:3])))
    assert (found.common, found.only_before, found.only_now) == (2, 4, 1)
    assert found.worse == ()
    with pytest.raises(QuestionSetError, match="in common"):
        compare(REPORT, Report("s", (reworded,)))
