"""Hands a conversation out as a file, which the browser makes: the server keeps none."""

import base64
import itertools
from typing import Any

import gradio as gr

from ui.conversation import Visitor
from ui.export import as_json, markdown
from ui.markup import safe
from ui.page import language

_NAME_CHARS = 40
_numbers = itertools.count()  # the same file may be wanted twice: each time it is another value for the page


def hand_out(visitor: Visitor | None, request: gr.Request, event: gr.EventData) -> Any:
    """Return the conversation as a file for `download.js`, in Markdown or JSON as was asked."""
    if visitor is None or not visitor.conversation.turns:
        return gr.skip()
    wants_json = isinstance(event._data, dict) and event._data.get("format") == "json"
    conversation = visitor.conversation
    text = as_json(conversation) if wants_json else markdown(conversation, language(request))
    return file_html(text, title=conversation.title, suffix="json" if wants_json else "md")


def file_html(text: str, *, title: str, suffix: str) -> str:
    """Return a file that the page can take out of the HTML to the byte.

    :param title: what its name is made of.
    """
    name = "".join(c if c.isalnum() else "-" for c in title[:_NAME_CHARS]).strip("-") or "article"
    data = base64.b64encode(text.encode("utf-8")).decode("ascii")
    return f"<div hidden data-number='{next(_numbers)}' data-name='{safe(name)}.{suffix}' data-file='{data}'></div>"
