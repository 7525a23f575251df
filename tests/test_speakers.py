from qa.passages import sentences
from qa.speakers import speakers


def attributed(text: str, people: list[str]) -> list[str | None]:
    cut = sentences(text)
    return speakers([text[s.start : s.end] for s in cut], cut, people)


def test_a_speech_goes_on_to_the_end_of_its_paragraph() -> None:
    text = "李雷表示，桥已建成。通车在即。\n市民很高兴。"
    assert attributed(text, ["李雷"]) == ["李雷", "李雷", None]


def test_another_speaker_takes_over_and_an_occasion_may_stand_between() -> None:
    text = "李雷在会上指出，要快。韩梅梅对记者说，要好。要省。"
    assert attributed(text, ["李雷", "韩梅梅"]) == ["李雷", "韩梅梅", "韩梅梅"]


def test_points_below_an_introducing_line_belong_to_its_speaker() -> None:
    text = "李雷提出两点要求：\n一要学习。多读书。\n二要行动。\n会议结束。"
    assert attributed(text, ["李雷"]) == ["李雷", "李雷", "李雷", "李雷", None]


def test_a_name_without_a_verb_of_saying_speaks_not() -> None:
    assert attributed("李雷主持会议。", ["李雷"]) == [None]
    assert attributed("桥已建成。", []) == [None]
