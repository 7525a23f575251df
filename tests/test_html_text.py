"""Pages of html: their text with the facts printed around it, what their head tells, and pages that are refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.article import article_from_bytes, article_from_content
from qa.errors import ArticleError
from qa.page_facts import page_facts

PARAGRAPHS = [f"第{n}段，会议由敖宏主持，与会人员就社会责任工作作了充分的交流，并提出了要求。" for n in "一二三四五六"]
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>年会闭幕_新闻中心_某某网</title>
<meta property="og:site_name" content="某某网"><style>p {{ color: red }}</style></head><body>
<nav><a href="/">首页</a><a href="/x">登录</a></nav><h1>年会闭幕</h1>
<div><span>2021-06-10 11:02</span> <span>来源：某某日报</span> <span>作者：于璐</span> <span>浏览：123次</span></div>
<div class="content">{"".join(f"<p>　　{p}</p>" for p in PARAGRAPHS)}</div><div>责任编辑：李开颜</div>
<script>alert("来源：假的")</script><ul><li><a href="/1">相关新闻一</a></li></ul>
<footer>版权所有 2019</footer></body></html>"""


def test_a_news_page_keeps_its_text_and_its_facts_and_nothing_else() -> None:
    article = article_from_bytes(PAGE.encode(), name="news.html")
    assert article.text.split("\n") == [
        "年会闭幕",
        "2021-06-10 11:02 来源：某某日报 作者：于璐 浏览：123次",
        *PARAGRAPHS,
        "责任编辑：李开颜",
    ]
    assert article.title == "年会闭幕"
    expected = {"date": "2021-06-10 11:02", "source": "某某日报", "author": "于璐", "views": "123", "editor": "李开颜"}
    assert expected.items() <= article.metadata.items()
    assert article.metadata["site"] == "某某网"


def test_what_only_the_head_tells_is_metadata_without_a_place_in_the_text() -> None:
    metas = "<meta name=author content='于璐'><meta property='article:published_time' content='2021-06-10'>"
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    page = f"<html><head><title>年会闭幕</title>{metas}</head><body>{body}</body></html>"
    article = article_from_bytes(page.encode(), name="a.html")
    assert article.title == "年会闭幕"
    assert (article.metadata["author"], article.metadata["date"]) == ("于璐", "2021-06-10")
    assert page_facts(article.text) == {}


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030"])
def test_pages_say_their_encoding(label: str) -> None:
    page = PAGE.replace("utf-8", label)
    assert article_from_bytes(page.encode("gb18030"), name="a.htm").text.count("敖宏") == 6
    damaged = page.encode("gb18030").replace("第六段".encode("gb18030"), b"\xff\xff")
    assert article_from_bytes(damaged, name="a.htm").text.count("敖宏") == 6


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_pages_that_say_nothing_or_the_wrong_thing_about_their_encoding(codec: str) -> None:
    for page in (PAGE.replace('<meta charset="utf-8">', ""), PAGE):
        assert article_from_bytes(page.encode(codec), name="a.html").text.count("敖宏") == 6


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>只有一段话。</p>", "只有一段话。"),
        ("<div>第一行<br>第二行</div>", "第一行\n第二行"),
        ("<h1>年会</h1><p>短文。</p><p>第二段。</p>", "年会\n短文。\n第二段。"),
        ("会议由敖宏主持。", "会议由敖宏主持。"),
        ("<p>在源码里\n换行 的一段</p>", "在源码里 换行 的一段"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p onclick='x()'>Words.</p><script>alert(1)</script><style>p{}</style><noscript>no</noscript>", "Words."),
        ("<div style='visibility: hidden'><p>Words.</p></div>", "Words."),
        ("<p>Words.</p><p hidden>secret</p><p style='display: none'>secret</p>", "Words."),
        ("<?xml version='1.0' encoding='gb2312'?><html><body><p>Words.</p></body></html>", "Words."),
    ],
)
def test_short_pages(page: str, text: str) -> None:
    assert article_from_bytes(page.encode(), name="a.html").text == text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><script>var a = 'words'</script></html>",
        "<p> \n </p>",
        "<!-- words -->",
        "<img src=a alt=''>",
    ],
)
def test_html_without_text_is_refused(page: str) -> None:
    with pytest.raises(ArticleError, match="without any"):
        article_from_bytes(page.encode(), name="a.html")


def test_html_that_would_take_parsers_minutes_is_refused() -> None:
    attributes = " ".join(f"a{i}=1" for i in range(100_000))
    for page in (f"<p {attributes}>words</p>", f"<p q='>' {attributes}>words</p>", f"<p q='<' {attributes}>words</p>"):
        with pytest.raises(ArticleError, match="1,000 attributes"):
            article_from_bytes(page.encode(), name="a.html")
    assert (
        article_from_bytes(f"<p class=a>{'many words ' * 5_000}</p>".encode(), name="a.html").text.count("many")
        == 5_000
    )


def test_facts_from_elsewhere_stay_beside_those_of_the_page() -> None:
    article = article_from_content(PAGE.encode(), form="html", metadata={"url": "https://news.example/1"})
    assert article.metadata["url"] == "https://news.example/1"
    assert "file" not in article.metadata


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div style='display:none'>", "<!--", "-->", "<script>", "</script>", "<table><tr><td>",
     "<", ">", "&#0;", "&#xD800;",
     "&lt;", "<!DOCTYPE html>", "<?xml version='1.0' encoding='gb2312'?>", "<meta charset=utf-16>", "<html>",
     "<title>", "word", "敖宏。",
     "<svg>", "<br>", "<a href='x'>", "\x00", "<![CDATA[", "<template>", "<h1>"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(TAGS, max_size=30).map("".join))
def test_any_html_is_an_article_or_an_article_error(page: str) -> None:
    try:
        article_from_bytes(page.encode(), name="a.html")
    except ArticleError as error:
        assert len(str(error).splitlines()) == 1
