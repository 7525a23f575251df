"""Loading: what is taken, what is refused, and the title that is found."""

import os
import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import qa.article
from qa.article import article_from_bytes, article_from_file, article_from_pasted, article_from_text
from qa.errors import ArticleError
from qa.settings import MAX_ARTICLE_CHARS, MAX_FILE_BYTES

DEFAULT = Path(qa.article.__file__).parent / "articles" / "default.txt"
SIMPLIFIED = "会议于6月8日在北京召开。\n协会会长敖宏主持会议,中国铝业提出四点要求。\n"
BODY = (
    "\n会议于6月8日在北京召开，敖宏主持会议。记者从会上获悉，电力来源：水电占七成。"
    "\n与会人员认为，来源不明的数据不可信。\n"
)


def one_line(error: pytest.ExceptionInfo[ArticleError]) -> str:
    message = str(error.value)
    assert message and len(message.splitlines()) == 1 and message.isprintable()
    return message


# --- the text is kept -----------------------------------------------------------------------------


@given(st.text(alphabet=st.characters(), max_size=200))
@example("a\r\nb\r\x00\ud800c\u2028d\ufeff")
def test_a_text_is_kept_to_the_character(text: str) -> None:
    if not any(c.isalnum() for c in text):
        with pytest.raises(ArticleError):
            article_from_text(text)
        return
    article = article_from_text(text)
    assert article.text == text
    assert article.title and len(article.title.splitlines()) == 1


def test_lone_surrogates_and_control_characters_are_carried() -> None:
    text = "会议\x00由敖宏\x07主持\ud800。\n作者：于\udc00璐\n"
    assert article_from_text(text).text == text


@pytest.mark.parametrize(
    "begin", ["<!doctype html>", " \n<!DOCTYPE html PUBLIC '-'>", "\ufeff<html lang='zh'>", "<HTML>"]
)
def test_a_page_that_is_pasted_is_read_as_the_same_page_from_a_file(begin: str) -> None:
    page = f"{begin}<head><title>年会闭幕 - 某某网</title></head><body><h1>年会闭幕</h1><p>会议由敖宏主持。</p></body>"
    pasted, uploaded = article_from_pasted(page), article_from_bytes(page.encode(), name="a.html")
    assert (pasted.text, pasted.title) == (uploaded.text, uploaded.title) == ("年会闭幕\n会议由敖宏主持。", "年会闭幕")
    assert article_from_pasted(page, title="题").title == "题"
    assert article_from_text(page).text == page
    assert "会议" in article_from_pasted(page.replace("敖宏", "\ud800")).text


@pytest.mark.parametrize(
    "text", ["<htmlx>是什么?", "会议\n<html>由敖宏主持</html>", "<p>会议由敖宏主持。</p>", "&lt;会议"]
)
def test_any_other_text_that_is_pasted_is_kept_to_the_character(text: str) -> None:
    assert article_from_pasted(text).text == text


def test_a_page_that_is_pasted_must_not_be_too_long() -> None:
    with pytest.raises(ArticleError, match="2,000,001"):
        article_from_pasted("<html>".ljust(MAX_ARTICLE_CHARS + 1, "字"))


# --- the default article, and its title of two lines ----------------------------------------------


def test_the_default_article() -> None:
    article = article_from_file(DEFAULT)
    assert article.text == DEFAULT.read_text(encoding="utf-8")
    assert article.title == "为打造中铝高质量发展新模式赋能添色"
    assert dict(article.metadata) == {
        "file": "default.txt",
        "subtitle": "中铝集团举办第四届社会责任工作大会暨第五届降碳节活动",
        "date": "2021年06月10日 11:2",
        "source": "中国有色金属报",
        "author": "于璐",
        "editor": "李开颜",
        "views": "18788",
        "category": "铝相关资讯",
    }


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("年会闭幕" + BODY, "年会闭幕"),
        ("\n\n  年会闭幕  \n" + BODY, "年会闭幕"),
        ("# 年会闭幕\n" + BODY, "年会闭幕"),
        ("原标题：年会闭幕\n" + BODY, "年会闭幕"),
        ("标题: 年会闭幕\n" + BODY, "年会闭幕"),
        ("首页 > 新闻 > 正文\n年会闭幕\n" + BODY, "年会闭幕"),
        ("来源：某某日报\n年会闭幕\n" + BODY, "年会闭幕"),
        ("2021-06-10 11:02\n年会闭幕\n" + BODY, "年会闭幕"),
        ("谁来主持年会？\n" + BODY, "谁来主持年会？"),
        ("Annual meeting closes in Beijing\nThe meeting was chaired by Ao Hong.", "Annual meeting closes in Beijing"),
        ("会议由敖宏主持。散会。", "会议由敖宏主持"),
        ("本报讯（记者 于璐）会议由敖宏主持。散会。", "会议由敖宏主持"),
        ("[ 2023-07-28 16：40 ] ，正文：某某网柏林7月28日电 （记者王小明）会议由敖宏主持。", "会议由敖宏主持"),
        ("会议" * 100 + "。", "会议" * 14 + "会…"),
        ("The meeting was chaired by Ao Hong. It closed at noon.", "The meeting was chaired by Ao Hong"),
        ("春\n盼望着，盼望着，东风来了。", "春"),
    ],
)
def test_the_title_is_what_a_person_would_call_it(text: str, title: str) -> None:
    assert article_from_text(text).title == title


def test_a_given_title_comes_first_then_the_headline_then_the_head_of_the_page_then_the_first_sentence() -> None:
    metadata = {"title": "网页标题"}
    assert article_from_text("年会闭幕" + BODY, title="  我的\n标题 ", metadata=metadata).title == "我的 标题"
    assert article_from_text("年会闭幕" + BODY, title="  ", metadata=metadata).title == "年会闭幕"
    assert article_from_text(BODY, metadata=metadata).title == "网页标题"
    assert article_from_text(BODY).title.startswith("会议于6月8日在北京召开")


@pytest.mark.parametrize(
    "second",
    [
        "来源：某某日报 作者：于璐",
        "图片来源：某某视觉",
        "一、会议的背景和意义",
        "会议于6月8日在北京召开。",
        "新华社记者王小明",
    ],
)
def test_not_every_second_line_is_a_subtitle(second: str) -> None:
    assert "subtitle" not in article_from_text(f"年会闭幕\n{second}{BODY}").metadata


def test_what_the_text_prints_comes_before_what_is_known_from_elsewhere() -> None:
    article = article_from_text("年会闭幕\n作者：于璐" + BODY, metadata={"author": "某网", "site": "某站", "date": " "})
    assert dict(article.metadata) == {"author": "于璐", "site": "某站"}


def test_line_ends_become_those_of_linux() -> None:
    assert article_from_bytes("一\r\n二\r三\n四".encode(), name="a.txt").text == "一\n二\n三\n四"


# --- bad input ------------------------------------------------------------------------------------

JUNK = random.Random(2).randbytes(5_000)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + JUNK


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", "", ".bin"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("　\u2003。！".encode(), "expected"),
        (b"\xef\xbb\xbf", "expected"),
        (JUNK, "expected text"),
        (bytes(range(32)) * 10, "expected"),
        (b"\x00" * 1000, "expected"),
        (b"word\x00\x00\x00" * 100, "binary"),
        (bytes(range(128, 256)) * 4, "expected text"),
        (b"\xff\xfe" + b"\x00\xd8" * 9, "UTF-16"),
        (PNG, "PNG"),
        (b"\xff\xd8\xff\xe0" + JUNK, "JPEG"),
        (b"%PDF-1.7\n%words", "PDF"),
        (b"PK\x03\x04" + JUNK, "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + JUNK, "Office"),
        (b"\x1f\x8b\x08" + zlib.compress(b"words"), "gzip"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, says: str, suffix: str) -> None:
    with pytest.raises(ArticleError, match=says) as error:
        article_from_bytes(data, name=f"a{suffix}")
    one_line(error)


def test_binary_content_is_told_which_types_work() -> None:
    with pytest.raises(ArticleError) as error:
        article_from_bytes(PNG, name="报告.pdf")
    assert one_line(error) == "expected a txt, md, html, pdf or docx file, got a PNG picture: '报告.pdf'"


def test_ten_megabytes_of_text_are_refused_with_the_limit() -> None:
    limit = f"{MAX_ARTICLE_CHARS:,} characters"
    with pytest.raises(ArticleError, match=limit) as error:
        article_from_text("a" * 10_000_000)
    one_line(error)
    with pytest.raises(ArticleError, match=limit) as error:
        article_from_bytes(b"a" * 10_000_000, name="a.txt")
    one_line(error)


def test_a_file_that_is_too_large_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(ArticleError, match=f"{MAX_FILE_BYTES:,} bytes") as error:
        article_from_file(path)
    one_line(error)


@pytest.mark.parametrize("text", ["", " \n\t ", "。！\n", "\ud800"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(ArticleError, match="words"):
        article_from_text(text)


@pytest.mark.parametrize("text", [None, b"bytes", 7])
def test_what_is_no_str_is_refused(text: object) -> None:
    with pytest.raises(ArticleError, match=f"str, got {type(text).__name__}"):
        article_from_text(text)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=100).map(lambda t: t.encode("utf-8", "replace"))),
    st.sampled_from([".txt", ".md", ".html", "", ".xyz"]),
)
def test_any_bytes_are_an_article_or_an_article_error(data: bytes, suffix: str) -> None:
    try:
        article = article_from_bytes(data, name="a" + suffix)
    except ArticleError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert article.text and article.title


def test_markdown_is_kept_and_its_front_matter_read() -> None:
    head = "---\ntitle: '年会闭幕'\nauthor: \"于璐\"\ndate: 2021-06-10\nsource: 某某日报\nlayout: post\n---\n"
    text = head + "\n# 另一个标题\n\n会议由**敖宏**主持。\n"
    article = article_from_bytes(text.encode(), name="a.md")
    assert article.text == text
    assert {key: article.metadata[key] for key in ("author", "date", "source")} == {
        "author": "于璐",
        "date": "2021-06-10",
        "source": "某某日报",
    }
    assert "layout" not in article.metadata
    assert article_from_bytes("# 年会闭幕 #\n\n会议由敖宏主持。".encode(), name="a.markdown").title == "年会闭幕"
    assert article_from_bytes("---\ntitle: 年会闭幕\n---\n\n会议由敖宏主持。".encode(), name="a.md").title == "年会闭幕"


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".txt", ".text", ".TXT", ".md", ".markdown", "", ".log"])
def test_files_of_text(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"会议{suffix}"
    path.write_bytes(SIMPLIFIED.encode("gb18030"))
    article = article_from_file(path)
    assert article.text == SIMPLIFIED
    assert article.metadata["file"] == f"会议{suffix}"
    assert article_from_file(str(path)) == article


def test_a_page_is_known_without_a_suffix() -> None:
    page = b"\xef\xbb\xbf <!-- saved --> <!DOCTYPE html><html><body><p>Hello there.</p></body></html>"
    assert article_from_bytes(page, name="page").text == "Hello there."


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    for name in ("没有.txt", "a\nb.txt", "x" * 5_000, "a\x00b", "\udc80.txt"):
        with pytest.raises(ArticleError) as error:
            article_from_file(tmp_path / name)
        assert len(str(error.value).splitlines()) == 1
    with pytest.raises(ArticleError, match=r"no such file: 'nowhere\.txt'"):
        article_from_file("nowhere.txt")


def test_a_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="got a folder") as error:
        article_from_file(tmp_path)
    assert one_line(error).count("expected") == 1
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ArticleError, match="device or pipe"):
        article_from_file(tmp_path / "pipe.txt")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything: let the system refuse in its stead

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArticleError, match="Permission denied") as error:
        article_from_file(path)
    one_line(error)


def test_only_the_last_part_of_a_name_is_kept() -> None:
    for name in ("../../etc/会议.txt", "C:\\temp\\会议.txt"):
        assert article_from_bytes(b"words", name=name).metadata["file"] == "会议.txt"


def test_importing_brings_nothing_heavy() -> None:
    heavy = "('trafilatura', 'lxml', 'charset_normalizer', 'httpx', 'opencc')"
    code = f"import qa.article, sys; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
