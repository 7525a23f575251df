"""Lays out the widgets of the page and connects them to its functions."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import gradio as gr

from ui.bringing import Bringing
from ui.bringing_panel import BringingPanel
from ui.handing_out import hand_out
from ui.keeping import places
from ui.opinions import Opinions
from ui.options import DEFAULT_CONCURRENT
from ui.page import Page, head_html
from ui.revising import Revising
from ui.speaking import Labels, Speaking
from ui.texts import TEXTS

HERE = Path(__file__).parent
# A visitor who does nothing for so long is forgotten.  # seconds
IDLE_SECONDS = 2 * 3600
# Visitors waiting in the queue before newcomers are asked to try later.
QUEUE = 64

i18n = gr.I18n(
    **{"en": asdict(TEXTS["en"]), "zh": asdict(TEXTS["zh"]), "zh-CN": asdict(TEXTS["zh"]), "zh-TW": asdict(TEXTS["zh"])}
)
# Fonts that the reader's own machine has; none is loaded.
_FONT = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "system-ui", "sans-serif")
THEME = gr.themes.Base(
    primary_hue=gr.themes.colors.teal,
    neutral_hue=gr.themes.colors.stone,
    font=_FONT,
    font_mono=("ui-monospace", "Noto Sans Mono CJK SC", "monospace"),
)


def _html(name: str, value: str = "", *, script: str | None = None) -> gr.HTML:
    """Make a place for HTML of our own: `ui.markup.safe` has been over everything in it that is not ours."""
    code = (HERE / script).read_text("utf-8") if script else None
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=code)


def build(page: Page, *, max_concurrent: int = DEFAULT_CONCURRENT) -> gr.Blocks:
    """Lay out the page and connect it to its functions.

    :param max_concurrent: questions answered at once.
    """
    blocks = gr.Blocks(title="文章问答 · Article QA", fill_width=True, delete_cache=(3600, 3600))
    with blocks:
        visitor = gr.State(None, time_to_live=IDLE_SECONDS)
        kept = list(places())
        head = _html("head", head_html(TEXTS["zh"], "zh"), script="head.js")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat", scale=5, min_width=300):
                # Not gr.Chatbot, which renders Markdown and HTML: here every character of a message is shown as it is.
                talk = _html("talk", script="conversation.js")
                said = _html("notice")
                opinion = _html("opinion", script="opinion.js")
                file = _html("file", script="download.js")
                # No max_length on any box: the browser would cut a long paste without a word; our functions say so.
                box = gr.Textbox(
                    label=i18n("question"),
                    placeholder=i18n("placeholder"),
                    show_label=False,
                    max_lines=6,
                    submit_btn=str(i18n("ask")),
                    autofocus=True,
                    elem_id="question",
                )
                examples = gr.Dataset(
                    components=[gr.Textbox(visible=False)],
                    samples=[],
                    label=i18n("examples"),
                    type="values",
                    elem_id="examples",
                )
                past = _html("past")
            with gr.Column(elem_id="reading", scale=6, min_width=300):
                article = _html("article", script="article.js")
                news = _html("news")
                bringing = BringingPanel(i18n, allow_urls=page.allow_urls)

        revising, opinions = Revising(page), Opinions(page.feedback)
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        answered = [box, visitor, talk, article, said, news]
        limit: dict[str, Any] = {"concurrency_limit": max_concurrent, "concurrency_id": "ask"}
        asked = box.submit(page.ask, [box, visitor], answered, **limit, **quiet)
        picked = examples.click(page.pick, [examples], [box], **quiet).then(
            page.ask, [box, visitor], answered, **limit, **quiet
        )
        asking = [
            asked,
            picked,
            talk.retry(revising.retry, [visitor], answered, **limit, **quiet),
            talk.restore(revising.restore, [visitor], answered, **limit, **quiet),
        ]
        stopped = box.stop(page.stop, [visitor], [box, talk], cancels=asking, **quiet)
        talk.show(page.show, [visitor], [article], **quiet)
        talk.explain(page.explain, [visitor], [talk, article, said], **limit, **quiet)
        talk.edit(revising.edit, [visitor], [box, talk, said], **quiet)
        shown: dict[str, Any] = {"outputs": [box, talk, article, said], "cancels": asking, **quiet}
        revised = [talk.undo(revising.undo, [visitor], **shown), talk.renew(revising.renew, [visitor], **shown)]
        talk.export(hand_out, [visitor], [file], **quiet)
        rated = [asks.rate(opinions.rate, [visitor], [talk, said], **quiet) for asks in (talk, opinion)]
        laid_out = [talk, article, examples]
        brought = bringing.connect(
            Bringing(page), visitor=visitor, laid_out=laid_out, news=news, show_progress_on=article, cancels=asking
        )
        welcomed = blocks.load(page.welcome, kept, [visitor, head, opinion, box, *laid_out], **quiet)
        labels = Labels.of(blocks)
        speaking = Speaking(page, labels)
        spoken = head.speak(speaking.speak, [visitor], [head, opinion, talk, article, *labels.blocks], **quiet)
        welcomed.then(speaking.greet, None, labels.blocks, **quiet)
        ready = welcomed.then(page.wait_until_ready, None, [said], concurrency_limit=None, **quiet)
        for event in (*asking, stopped, *revised, *rated, *brought):
            event.then(page.keep, [visitor], kept, concurrency_limit=None, **quiet)
        for event in brought:
            event.then(page.head, [visitor], [head], concurrency_limit=None, **quiet)
        for event in (spoken, *revised, *brought):
            event.then(page.past, [visitor], [past], **quiet)
        background: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "suggest"}
        for event in (*asking, *brought, ready):
            event.then(page.suggest, [visitor], [examples], **background, **quiet)
    blocks.queue(max_size=QUEUE, api_open=False)
    return blocks
