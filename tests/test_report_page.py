"""The page and the picture of an evaluation: well-formed, true to the figures, escaped, self-contained."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from test_report import FOOLED, NEAR_MISS, REFUSED, REPORT, RIGHT, ROWS, WRONG

from qa.calibration import picture
from qa.confidence import THRESHOLD
from qa.errors import InputError
from qa.report import Report
from qa.report_page import MOST_FAILURES, page, write_page

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>&\x1b[2J\ud800\x00]]>\u202e\"'"


def texts(svg: str) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_picture_shows_threshold_error_and_counts() -> None:
    words = texts(picture(REPORT))
    assert f"阈值 / threshold {THRESHOLD:.2f}" in words
    assert "回答 / answered 50.0 %" in words  # right, wrong and fooled, of six
    assert "错 / wrong 66.7 %" in words
    assert f"可靠性图 / Reliability, ECE {REPORT.totals().calibration_error:.3f}" in words
    # 0.5 three times, 0.6, 0.9 and 1.0 once each, each in its own bin
    counts = [t.text for t in ElementTree.fromstring(picture(REPORT)).iter(f"{SVG}text")][-6:-2]
    assert counts == ["3", "1", "1", "1"]


def test_the_curve_stands_where_the_figures_are() -> None:
    root = ElementTree.fromstring(picture(Report("s", (RIGHT, WRONG))))
    told, held, _ = (line.get("points") for line in root.iter(f"{SVG}polyline"))
    # one of one right, then one of two wrong: x at half and the whole width, y at the foot and at the top of 50 %
    assert told == "230.0,396.0 380.0,96.0"
    assert held == "380.0,96.0"


@pytest.mark.parametrize(
    "rows",
    [
        (RIGHT,),
        (WRONG,),
        (REFUSED,),
        (NEAR_MISS, replace(NEAR_MISS, id="z", confidence=0.0)),
        tuple(replace(FOOLED, id=f"{i}", confidence=i / 40) for i in range(41)),
        tuple(replace(RIGHT, id=f"{i}") for i in range(500)),
    ],
)
def test_any_report_can_be_drawn(rows: tuple[object, ...]) -> None:
    svg = picture(Report("s", rows))  # type: ignore[arg-type]
    root = ElementTree.fromstring(svg)
    assert "nan" not in svg
    for line in (*root.iter(f"{SVG}polyline"), *root.iter(f"{SVG}polygon")):
        for x, y in (pair.split(",") for pair in (line.get("points") or "").split()):
            assert 0 <= float(x) <= 960
            assert 96 <= float(y) <= 396


def test_nothing_of_the_set_or_the_article_is_markup() -> None:
    bad = replace(REFUSED, id=HOSTILE, turns=(HOSTILE,), answer=HOSTILE, expected=((HOSTILE,),))
    report = Report(HOSTILE, (bad, *ROWS))
    for made in (page(report), picture(report)):
        assert "<script" not in made
        assert "&lt;script&gt;" in made
        made.encode("utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f]", made)
    ElementTree.fromstring(picture(report))


def test_the_page_needs_nothing_from_elsewhere() -> None:
    made = page(REPORT)
    assert not re.search(r"(?:src|href)\s*=|@import|url\(", made)
    assert set(re.findall(r"https?://[^\"'\s<]+", made)) == {"http://www.w3.org/2000/svg"}
    assert "Content-Security-Policy" in made


def test_the_page_lists_each_sort_of_failure_apart() -> None:
    made = page(REPORT)
    sections = re.findall(r"<summary>(.*?)<span>\((\d+)\)</span></summary>(.*?)</details>", made, re.DOTALL)
    assert [(count, re.findall(r"<tr><td>(q\d)</td>", body)) for _, count, body in sections] == [
        ("1", ["q3"]),
        ("1", ["q5"]),
        ("1", ["q2"]),
    ]
    assert "18.8–81.2 %" in made  # Wilson of 3 of 6


def test_a_large_set_makes_no_endless_page() -> None:
    rows = tuple(replace(WRONG, id=f"x{i}") for i in range(MOST_FAILURES + 7))
    made = page(Report("s", rows))
    assert made.count("<td>x") == MOST_FAILURES
    assert "… 7<" in made


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for folder in (file, file / "below"):
        with pytest.raises(InputError, match="expected a folder to write the report to"):
            write_page(REPORT, folder)
    (tmp_path / "made" / "report.html").mkdir(parents=True)
    with pytest.raises(InputError, match="expected a folder to write the report to"):
        write_page(REPORT, tmp_path / "made")
