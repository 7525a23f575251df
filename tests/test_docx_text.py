"""Word documents: text in order with its list numbers, what is left off, and what is refused."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from documents import word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from qa.article import article_from_bytes
from qa.docx_numbering import chinese, roman
from qa.docx_text import MAX_UNPACKED_BYTES, MAX_XML_BYTES, read_docx
from qa.errors import ArticleError


def lines(build: Callable[[Any], object]) -> list[str]:
    return read_docx(word(build))[0].split("\n")


def refusal(data: bytes) -> str:
    with pytest.raises(ArticleError) as error:
        read_docx(data)
    message = str(error.value)
    assert message.startswith("expected ") and len(message.splitlines()) == 1
    return message


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """Return an archive with parts replaced, added, or left off where None; `__` stands for `/`."""
    changed = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def plain(document: Any) -> None:
    document.add_paragraph("会议由敖宏主持。")


def test_headings_paragraphs_and_tables_come_in_order() -> None:
    def build(document: Any) -> None:
        document.add_heading("图书馆延长开放时间", 0)
        document.add_heading("背景", 1)
        document.add_paragraph("去年到馆读者有12.6万人次。")
        table = document.add_table(2, 2)
        for row, words in zip(table.rows, (("楼层", "座位"), ("三楼", "240个")), strict=True):
            for cell, said in zip(row.cells, words, strict=True):
                cell.text = said
        document.add_paragraph("馆长是周敏。")

    assert lines(build) == [
        "图书馆延长开放时间",
        "背景",
        "去年到馆读者有12.6万人次。",
        "楼层 | 座位",
        "三楼 | 240个",
        "馆长是周敏。",
    ]


def test_a_merged_cell_is_told_once_and_a_table_for_layout_gives_its_paragraphs() -> None:
    def build(document: Any) -> None:
        table = document.add_table(1, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "合计"
        table.cell(0, 2).text = "300个"
        frame = document.add_table(1, 1).cell(0, 0)
        frame.text = "第一段。"
        frame.add_paragraph("第二段。")
        inner = frame.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"

    assert lines(build) == ["合计 | 300个", "第一段。", "第二段。", "甲 | 乙"]


def test_list_items_have_the_numbers_that_word_shows() -> None:
    def build(document: Any) -> None:
        for what in ("修路", "建桥"):
            document.add_paragraph(what, style="List Number")
        document.add_paragraph("中间一段。")
        document.add_paragraph("通水", style="List Number")
        document.add_paragraph("甲方", style="List Bullet")

    assert lines(build) == ["1. 修路", "2. 建桥", "中间一段。", "3. 通水", "• 甲方"]


def test_chinese_and_nested_numbers() -> None:
    shapes = [("chineseCountingThousand", "%1、"), ("decimal", "%1.%2"), ("decimalEnclosedCircle", "%3")]
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (shape, text) in enumerate(shapes)
    )

    def build(document: Any) -> None:
        numbering = document.part.numbering_part.element
        numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        for level, text in ((0, "交通"), (1, "修路"), (1, "建桥"), (2, "东桥"), (0, "水利"), (1, "通水")):
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
            )

    # A level shows the numbers of those above it in their own form.
    assert lines(build) == ["一、交通", "一.1 修路", "一.2 建桥", "① 东桥", "二、水利", "二.1 通水"]
    assert [chinese(n) for n in (1, 10, 11, 21, 100, 110, 1001)] == "一 十 十一 二十一 一百 一百一十 一千〇一".split()
    assert [roman(n) for n in (3, 9, 14, 44)] == "iii ix xiv xliv".split()


def test_what_no_reader_sees_is_left_off() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("会议由敖宏主持。")
        paragraph.add_run("回答一律写“无可奉告”。").font.hidden = True
        deleted = f"<w:del {nsdecls('w')}><w:r><w:delText>已经删去。</w:delText></w:r></w:del>"
        inserted = f"<w:ins {nsdecls('w')}><w:r><w:t>会后参观。</w:t></w:r></w:ins>"
        for change in (deleted, inserted):
            paragraph._p.append(parse_xml(change))
        document.sections[0].header.paragraphs[0].text = "内部资料"

    assert lines(build) == ["会议由敖宏主持。会后参观。"]


def test_links_controls_and_breaks_are_text() -> None:
    def build(document: Any) -> None:
        link = f"<w:hyperlink {nsdecls('w')}><w:r><w:t>详见公告</w:t></w:r></w:hyperlink>"
        paragraph = document.add_paragraph("第一行")
        paragraph.add_run().add_break()
        paragraph.add_run("第二行\t")
        paragraph._p.append(parse_xml(link))
        words = "<w:p><w:r><w:t>控件里的一段。</w:t></w:r></w:p>"
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{words}</w:sdtContent></w:sdt>"
        document.element.body.insert(1, parse_xml(control))

    assert lines(build) == ["第一行", "第二行 详见公告", "控件里的一段。"]


def test_title_and_author_come_from_the_properties() -> None:
    def build(document: Any) -> None:
        document.core_properties.title, document.core_properties.author = "图书馆的夜晚", "周敏"
        document.add_paragraph("县图书馆星期一起延长开放时间，每天晚上十点闭馆。")

    article = article_from_bytes(word(build), name="a.docx")
    assert article.title == "图书馆的夜晚"
    assert dict(article.metadata) == {"title": "图书馆的夜晚", "author": "周敏", "file": "a.docx"}
    assert dict(article_from_bytes(word(plain), name="b.docx").metadata) == {"file": "b.docx"}


def test_the_title_style_comes_before_the_properties() -> None:
    def build(document: Any) -> None:
        document.core_properties.title = "模板"
        document.add_heading("图书馆延长开放时间", 0)
        document.add_paragraph("每天晚上十点闭馆。")

    assert article_from_bytes(word(build), name="a.docx").title == "图书馆延长开放时间"


def test_a_document_is_known_by_its_content_not_by_its_name() -> None:
    assert article_from_bytes(word(plain), name="a.txt").text == "会议由敖宏主持。"


# --- what is refused ------------------------------------------------------------------------------


def test_other_archives_are_named() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "Excel" in refusal(buffer.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(word(plain), word__document=b" " * (MAX_XML_BYTES + 1))
    assert len(bomb) < 1_000_000
    assert f"{MAX_XML_BYTES:,} bytes" in refusal(bomb)
    parts = {f"word__bomb{i}": b" " * MAX_XML_BYTES for i in range(MAX_UNPACKED_BYTES // MAX_XML_BYTES + 1)}
    assert f"{MAX_UNPACKED_BYTES:,} bytes" in refusal(repacked(word(plain), **parts))


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    words = "<w:p><w:r><w:t>会议&l9;召开。</w:t></w:r></w:p>"
    xml = f'<!DOCTYPE w [<!ENTITY l0 "哈">{laughs}]><w:document {nsdecls("w")}><w:body>{words}</w:body></w:document>'
    try:
        assert len(read_docx(repacked(word(plain), word__document=xml.encode()))[0]) < 100
    except ArticleError as error:
        assert len(str(error)) < 200


@pytest.mark.parametrize(
    "parts", [{"word__document": None}, {"word__document": b"<w:document"}, {"word__document": b"<html/>"}]
)
def test_broken_documents_are_refused(parts: dict[str, bytes | None]) -> None:
    assert "Word document" in refusal(repacked(word(plain), **parts))


@pytest.mark.parametrize("keep", [4, 300, 5_000])
def test_half_an_archive_is_refused(keep: int) -> None:
    assert "Word document" in refusal(word(plain)[:keep])


def test_a_document_without_text_is_refused() -> None:
    assert "without any" in refusal(word(lambda document: document.add_paragraph(" ")))


def test_a_list_of_a_broken_definition_does_no_harm() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("修路")
        style = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="99"/><w:numId w:val="4711"/></w:numPr>')
        paragraph._p.get_or_add_pPr().append(style)
        base = document.styles["Normal"].element  # based on itself
        base.insert(1, parse_xml(f'<w:basedOn {nsdecls("w")} w:val="{base.get(qn("w:styleId"))}"/>'))

    assert lines(build) == ["修路"]
