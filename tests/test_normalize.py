from hypothesis import given
from hypothesis import strategies as st

from qa.normalize import fold, for_matching, for_models, printable, to_simplified

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)  # lone surrogates included


@given(ANY_TEXT)
def test_every_form_keeps_the_length_so_that_offsets_stay(text: str) -> None:
    for change in (fold, to_simplified, for_models, for_matching, printable):
        assert len(change(text)) == len(text)


@given(ANY_TEXT)
def test_what_models_and_pages_get_can_be_encoded(text: str) -> None:
    for_models(text).encode("utf-8")
    printable(text).encode("utf-8")


def test_traditional_becomes_simplified() -> None:
    assert to_simplified("誰主持了會議?") == "谁主持了会议?"


def test_a_lone_surrogate_does_not_keep_the_rest_from_being_converted() -> None:
    assert for_models("會\ud800議?") == "会\ufffd议?"


def test_full_width_becomes_half_width_and_control_characters_become_spaces() -> None:
    assert fold("ＥＳＧ２０２１％\x07，") == "ESG2021% ,"


def test_a_character_that_would_become_several_stays() -> None:
    assert fold("㈱ﬁ") == "㈱ﬁ"


def test_matching_ignores_case() -> None:
    assert for_matching("ESG體系") == for_matching("esg体系")
