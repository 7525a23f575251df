from qa.names import people


def test_names_are_found_by_their_posts_and_by_what_they_do() -> None:
    text = "市长覃玉兰、副市长欧阳明远出席。工程师马超群介绍,桥已建成。李雷表示满意。(记者 韩梅梅)"
    assert list(people(text)) == ["覃玉兰", "欧阳明远", "马超群", "李雷", "韩梅梅"]


def test_a_verb_behind_a_short_name_is_not_part_of_it() -> None:
    assert list(people("董事姜文主持会议。局长丁一指出,要抓落实。")) == ["姜文", "丁一"]


def test_words_that_begin_with_a_surname_are_no_names() -> None:
    assert people("高质量发展,安全第一。方案指出,金融表示平稳。国家介绍了成果,董事长说。") == {}
    assert people("") == {}


def test_names_set_side_by_side_are_people() -> None:
    assert list(people("王晓、李明亮、周海、吴建国等专家到场。"))[:4] == ["王晓", "李明亮", "周海", "吴建国"]
    assert people("黄瓜、白菜、韭菜、金瓜等蔬菜。") == {}
    assert people("江苏、安徽、河北、海南等地。") == {}


def test_the_first_character_of_a_verb_is_no_part_of_a_name() -> None:
    assert list(people("记者田野到场。教授李小明说，很好。")) == ["田野", "李小明"]


def test_what_is_done_is_no_name() -> None:
    assert list(people("专家、经理齐聚一堂。总经理王强到会。")) == ["王强"]


def test_who_speaks_behind_a_quotation_or_a_dash_is_named() -> None:
    assert list(people("“这段路我走了三十多年。”王国柱说。特邀讲师——陈可平到场。")) == ["王国柱", "陈可平"]


def test_words_of_the_dictionary_are_no_names() -> None:
    assert people("设计师简直惊呆了。队长高举奖杯。教练都会到场。") == {}


def test_names_that_are_told_again() -> None:
    text = "昨天储晓萌赢了首盘,老将巫芷晴输了一盘。教练说储晓萌年轻。海棠队落后,海棠队追平。"
    assert set(people(text)) == {"储晓萌", "巫芷晴"}


def test_people_by_more_roles() -> None:
    text = "石坪村家长盛海波表示支持。市议员邓语彤则批评验收不严。家长都愁眉苦脸。"
    assert set(people(text)) == {"盛海波", "邓语彤"}
