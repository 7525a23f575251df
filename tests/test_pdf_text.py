"""PDF documents: paragraphs rebuilt from lines, what is left off, and what is refused."""

import io
import time

import pytest
from documents import FONT, drawn_pdf, typeset_pdf
from pypdf import PdfReader, PdfWriter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from qa.article import article_from_bytes
from qa.errors import ArticleError
from qa.pdf_characters import mended
from qa.pdf_layout import Line, paragraphs_of
from qa.pdf_text import MAX_PAGES, read_pdf

CHINESE = (
    "县图书馆星期一起延长开放时间，每天早上八点开门，晚上十点闭馆，双休日也不例外。馆长周敏介绍，去年到馆读者有12.6万人次，"
    "比前年增加三成，自习的学生常常找不到座位。",
    "延长开放以后，馆里新招了四名管理员，夜间的安全巡查由保安公司负责，经费由县财政承担，全年约需要三十八万元。",
)
ENGLISH = (
    "The county library will stay open until ten in the evening from Monday on. Its director, Zhou Min, "
    "said that 126,000 readers came last year, a third more than before, and that students often found no seat.",
    "Four more librarians have been hired, and a security company looks after the building at night.",
)


def refusal(data: bytes, **options: float) -> str:
    with pytest.raises(ArticleError) as error:
        read_pdf(data, **options)
    message = str(error.value)
    assert message.startswith("expected ") and len(message.splitlines()) == 1
    return message


@pytest.mark.parametrize(
    "style",
    [
        {"firstLineIndent": 24, "wordWrap": "CJK"},
        {"spaceAfter": 12, "wordWrap": "CJK"},
        {"firstLineIndent": 24, "leftIndent": 60, "rightIndent": 30, "wordWrap": "CJK"},
        {"spaceAfter": 12, "wordWrap": "CJK", "alignment": 4},
    ],
)
def test_chinese_lines_are_joined_without_a_space(style: dict[str, object]) -> None:
    text, _ = read_pdf(typeset_pdf(CHINESE, **style))
    assert text.split("\n") == list(CHINESE)


@pytest.mark.parametrize("style", [{"firstLineIndent": 24}, {"spaceAfter": 12}, {"spaceAfter": 12, "alignment": 4}])
def test_english_lines_are_joined_with_a_space(style: dict[str, object]) -> None:
    text, _ = read_pdf(typeset_pdf(ENGLISH, **style))
    assert text.split("\n") == list(ENGLISH)


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    story = [
        Spacer(1, 655),
        Paragraph(CHINESE[0], ParagraphStyle("b", fontName=FONT, fontSize=12, leading=18, wordWrap="CJK")),
    ]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build(story)
    assert len(PdfReader(buffer).pages) == 2
    assert read_pdf(buffer.getvalue())[0] == CHINESE[0]


def test_a_word_that_a_hyphen_cuts_is_whole_again() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.drawString(72, 700, "The library has extended its open-")
        canvas.drawString(72, 685, "ing hours until ten.")

    assert read_pdf(drawn_pdf(draw))[0] == "The library has extended its opening hours until ten."


def test_running_headers_footers_and_page_numbers_are_left_off() -> None:
    about_pages = [
        ["先要修路。", "3号工地已经开工。"],
        ["再要建桥。", "桥长120米。"],
        ["然后通水。", "水从山上来。"],
        ["最后通电。", "电力够用。"],
    ]

    def draw(canvas: Canvas, page: int) -> None:
        canvas.drawString(72, 800, "县报 2026年第8期")
        canvas.drawString(72, 780, "要闻")
        for i, about in enumerate(about_pages[page]):
            canvas.drawString(72, 700 - 100 * i, about)
        canvas.drawString(280, 30, f"— {page + 1} —")

    text, _ = read_pdf(drawn_pdf(draw, pages=4))
    assert text.split("\n") == [line for lines in about_pages for line in lines]


def test_a_title_that_is_the_running_header_too_stays_once() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.setFont(FONT, 24 if page == 0 else 12)
        canvas.drawString(72, 760, "图书馆延长开放时间")
        canvas.setFont(FONT, 12)
        for i, words in enumerate(("一楼是儿童阅览室。", "二楼是报刊阅览室。", "三楼是自习室。")):
            canvas.drawString(72, 700 - 50 * i, f"{words[:-1]}，第{page + 1}期。")

    article = article_from_bytes(drawn_pdf(draw, pages=3), name="a.pdf")
    assert article.text.count("图书馆延长开放时间") == 1
    assert article.title == "图书馆延长开放时间"


def test_two_columns_are_read_one_after_the_other() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        for column, text in ((72, CHINESE[0]), (320, CHINESE[1])):
            look = ParagraphStyle("column", fontName=FONT, fontSize=12, leading=18, wordWrap="CJK")
            paragraph = Paragraph(text, look)
            _, height = paragraph.wrapOn(canvas, 200, 400)
            paragraph.drawOn(canvas, column, 700 - height)

    assert read_pdf(drawn_pdf(draw))[0].split("\n") == list(CHINESE)


def test_list_items_and_rows_of_a_table_stay_apart() -> None:
    rows = ["会议定下三件事：", "1. 修路。", "2. 建桥。", "3. 通水。", "• 甲方", "• 乙方"]

    def draw(canvas: Canvas, page: int) -> None:
        for i, row in enumerate(rows):
            canvas.drawString(72, 700 - 18 * i, row)

    assert read_pdf(drawn_pdf(draw))[0].split("\n") == rows


def test_headings_of_another_size_stay_apart() -> None:
    lines = [Line("一条很长很长的标题写满了一整行没有句号", 0, 72, 700, 20), Line("正文从这里开始。", 0, 72, 670, 12)]
    assert paragraphs_of(lines, 1) == [line.text for line in lines]


def test_radicals_become_ideographs_and_ligatures_letters() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.drawString(72, 700, "⼯作⼤会由⻓江⽇报主办。")

    assert read_pdf(drawn_pdf(draw))[0] == "工作大会由长江日报主办。"
    assert mended("ﬁnal oﬃce\x00 見") == "final office 見"


def test_spaces_that_only_the_layout_makes_are_left_off() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.drawString(72, 700, "会 议 于 6 月 8 日 召开，由 ESG 中心主办，The New York Times 报道了会议。")
        canvas.drawString(72, 640, "北京  12 人")

    assert read_pdf(drawn_pdf(draw))[0].split("\n") == [
        "会议于6月8日召开，由ESG中心主办，The New York Times报道了会议。",
        "北京 12 人",
    ]


def test_title_and_author_come_from_the_properties() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.drawString(72, 700, CHINESE[1][:30] + "。")

    article = article_from_bytes(
        drawn_pdf(draw, title="Microsoft Word - 图书馆的夜晚.docx", author="周敏"), name="a.pdf"
    )
    assert article.metadata["author"] == "周敏"
    named = article_from_bytes(drawn_pdf(draw, title="图书馆的夜晚", author="Administrator"), name="a.pdf")
    assert named.title == "图书馆的夜晚"
    assert dict(named.metadata) == {"title": "图书馆的夜晚", "file": "a.pdf"}


def test_a_document_is_known_by_its_content_not_by_its_name() -> None:
    data = typeset_pdf(CHINESE, wordWrap="CJK", spaceAfter=12)
    assert article_from_bytes(data, name="a.txt").text == "\n".join(CHINESE)
    assert article_from_bytes("%PDF 是一种文件格式。".encode(), name="a.pdf").text.startswith("%PDF")


# --- what is refused ------------------------------------------------------------------------------


def plain(canvas: Canvas, page: int) -> None:
    canvas.drawString(72, 700, "会议由敖宏主持。")


def test_a_password_is_asked_for_by_nobody() -> None:
    assert "password" in refusal(drawn_pdf(plain, password="secret"))


def test_what_anybody_may_read_but_not_change_is_read() -> None:
    assert read_pdf(drawn_pdf(plain, password=""))[0] == "会议由敖宏主持。"


def test_a_scan_is_told_from_an_article() -> None:
    assert "a scan" in refusal(drawn_pdf(lambda canvas, page: canvas.rect(72, 72, 300, 300, fill=1), pages=2))


@pytest.mark.parametrize("keep", [9, 40, 400])
def test_half_a_document_is_refused(keep: int) -> None:
    assert "PDF" in refusal(drawn_pdf(plain)[:keep])


def test_too_many_pages_are_refused_with_the_limit() -> None:
    writer = PdfWriter()
    for _ in range(MAX_PAGES + 1):
        writer.add_blank_page(10, 10)
    buffer = io.BytesIO()
    writer.write(buffer)
    assert f"{MAX_PAGES:,} pages" in refusal(buffer.getvalue())


def test_what_takes_too_long_is_refused_in_time() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        for i in range(2_000):
            canvas.drawString(72, 700, f"会议{i}")

    data = drawn_pdf(draw, pages=20)
    begin = time.perf_counter()
    assert "seconds" in refusal(data, max_seconds=0.3)
    assert time.perf_counter() - begin < 5


def test_a_page_that_unpacks_to_far_more_is_refused() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas._code.append(" " * 60_000_000)

    data = drawn_pdf(draw)
    assert len(data) < 1_000_000
    assert "unpack" in refusal(data)


def test_a_fault_names_the_file() -> None:
    with pytest.raises(ArticleError, match=r"cannot be read \(.*\): '报告\.pdf'$|got .*'报告\.pdf'$"):
        article_from_bytes(b"%PDF-1.7 and nothing more", name="报告.pdf")
