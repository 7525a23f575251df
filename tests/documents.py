"""Makes the PDF and Word documents that tests upload."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from pypdf import PdfReader, PdfWriter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

FONT = "STSong-Light"  # a font that readers have; nothing is embedded
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def drawn_pdf(
    draw: Callable[[Canvas, int], None], *, pages: int = 1, password: str | None = None, **properties: str
) -> bytes:
    """Return a PDF whose pages a function draws."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    canvas.setTitle(properties.get("title", ""))
    canvas.setAuthor(properties.get("author", ""))
    for page in range(pages):
        canvas.setFont(FONT, 12)
        draw(canvas, page)
        canvas.showPage()
    canvas.save()
    if password is None:
        return buffer.getvalue()
    writer = PdfWriter(clone_from=PdfReader(buffer))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def typeset_pdf(paragraphs: Sequence[str], **style: object) -> bytes:
    """Return a PDF in which a program has broken paragraphs into lines."""
    buffer = io.BytesIO()
    look = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=18, **style)
    SimpleDocTemplate(buffer).build([Paragraph(text, look) for text in paragraphs])
    return buffer.getvalue()


def word(build: Callable[[Any], object]) -> bytes:
    """Return a Word document that a function builds."""
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
