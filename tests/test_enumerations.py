from qa.enumerations import find
from qa.passages import sentences


def items(text: str) -> list[list[str]]:
    return [[text[a:b] for a, b in e.items] for e in find(text, sentences(text))]


def intros(text: str) -> list[str]:
    return [text[slice(*e.intro)] for e in find(text, sentences(text))]


def test_items_in_one_sentence_end_with_it() -> None:
    text = "成绩有目共睹：一是收入增长，二是债务下降，三是就业稳定。明年继续努力。"
    assert items(text) == [["一是收入增长", "二是债务下降", "三是就业稳定。"]]
    assert intros(text) == ["成绩有目共睹："]


def test_items_of_several_sentences_run_to_the_next_marker_or_the_end_of_the_paragraph() -> None:
    text = "他作了部署。一是抓安全。每周检查。二是抓质量。逐项验收。\n会议结束。"
    assert items(text) == [["一是抓安全。每周检查。", "二是抓质量。逐项验收。"]]


def test_items_in_paragraphs_of_their_own() -> None:
    text = "局长提出三点要求：\n一要学习。多读书。\n二要调研。多走访。\n三要总结。多思考。\n会后参观。"
    assert items(text) == [["一要学习。多读书。", "二要调研。多走访。", "三要总结。多思考。"]]
    assert intros(text) == ["局长提出三点要求："]


def test_other_ways_to_count() -> None:
    assert items("原因有二：第一，气温高；第二，雨水少。") == [["第一，气温高", "第二，雨水少。"]]
    assert items("1. 关窗。\n2. 断电。\n3. 离开。") == [["1. 关窗。", "2. 断电。", "3. 离开。"]]
    assert items("首先，报名；其次，缴费；最后，领证。") == [["首先，报名", "其次，缴费", "最后，领证。"]]
    assert items("（一）甲\n（二）乙") == [["（一）甲", "（二）乙"]]
    assert items("First, check the gas. Second, open a window.") == [
        ["First, check the gas.", "Second, open a window."]
    ]


def test_two_enumerations_stay_two() -> None:
    text = "他说，一是快，二是好。\n她说，一是省，二是稳。"
    assert items(text) == [["一是快", "二是好。"], ["一是省", "二是稳。"]]


def test_what_only_looks_like_a_marker_is_none() -> None:
    for text in ("一是一，说到做到。", "增长3.5个百分点，2.1万人。", "他第一次来，第二天走。", "唯一要求是准时。"):
        assert items(text) == []


def test_marks_without_numbers() -> None:
    assert items("须知：\n• 带水\n• 带帽\n• 带伞") == [["• 带水", "• 带帽", "• 带伞"]]
    assert items("【报名】周一开始。【缴费】周二截止。【领证】周三上午。") == [
        ["【报名】周一开始。", "【缴费】周二截止。", "【领证】周三上午。"]
    ]
    assert items("从价格看，上涨。从产量看，持平。从库存看，下降。") == [
        ["从价格看，上涨。", "从产量看，持平。", "从库存看，下降。"]
    ]
    assert items("一方面修路，另一方面架桥。") == [["一方面修路", "另一方面架桥。"]]
    assert items("小贴士01浇水每天一次02施肥每月一次") == [["01浇水每天一次", "02施肥每月一次"]]
    assert items("• 带水\n- 带帽") == []


def test_the_last_item_of_a_paragraph_is_no_longer_than_the_others() -> None:
    text = "他作了部署。一是抓安全。每周检查。二是抓质量。逐项验收。会议随后结束。记者离开。"
    assert items(text) == [["一是抓安全。每周检查。", "二是抓质量。逐项验收。"]]


def test_first_then_third_then_last_are_one_enumeration() -> None:
    text = "三点建议。首先，修路要快。其次，路要修直。第三，路灯要亮。最后，桥要结实。"
    (found,) = [e for e in find(text, sentences(text)) if len(e.items) == 4]
    assert [text[a:b][:2] for a, b in found.items] == ["首先", "其次", "第三", "最后"]


def test_third_without_a_first_is_no_enumeration() -> None:
    text = "最后，他到了。第二，天黑了。"
    assert find(text, sentences(text)) == []
