"""The widgets with which a visitor brings an article, and what they call."""

from collections.abc import Sequence
from typing import Any

import gradio as gr
from gradio.events import Dependency

from ui.bringing import Bringing


class BringingPanel:
    """A panel that folds out: paste, upload, fetch from a web address, back to the opening article."""

    def __init__(self, i18n: gr.I18n, *, allow_urls: bool) -> None:
        """Lay out the panel where the caller's `with` is.

        :param allow_urls: whether there is a box for a web address.
        """
        with gr.Accordion(i18n("another"), open=False, elem_id="another") as self.panel:
            self.text = gr.Textbox(
                label=i18n("paste"), placeholder=i18n("paste_hint"), show_label=False, lines=5, max_lines=9
            )
            with gr.Row():
                # No file_types either: Gradio would refuse in English, in a red box.
                self.use = gr.Button(i18n("use"), variant="primary", size="sm")
                self.file = gr.UploadButton(str(i18n("upload")), size="sm", file_count="multiple")
                self.back = gr.Button(i18n("back"), size="sm")
            with gr.Row(visible=allow_urls, elem_id="address"):
                self.address = gr.Textbox(
                    label=i18n("address"), placeholder=i18n("address"), show_label=False, lines=1, max_lines=1, scale=1
                )
                self.fetch = gr.Button(i18n("fetch"), size="sm", scale=0)

    def connect(
        self,
        bringing: Bringing,
        *,
        visitor: gr.State,
        laid_out: Sequence[gr.components.Component],
        news: gr.HTML,
        show_progress_on: gr.HTML,
        cancels: list[Dependency],
    ) -> list[Dependency]:
        """Connect the widgets to their functions.

        :param laid_out: what `Page.laid_out` fills.
        :param news: the line that says what became of it.
        :param show_progress_on: what is covered meanwhile.
        :param cancels: what is stopped by another article, such as an answer that is coming.
        :return: the events after which there may be another article.
        """
        opened = [self.text, self.panel, visitor, *laid_out, news]
        private: dict[str, Any] = {"cancels": cancels, "api_visibility": "private"}
        reading: dict[str, Any] = {
            "show_progress_on": show_progress_on,
            "concurrency_limit": 1,
            "concurrency_id": "open",
            **private,
        }
        return [
            self.use.click(bringing.paste, [self.text, visitor], opened, **reading),
            self.file.upload(bringing.upload, [self.file, visitor], opened, **reading),
            self.fetch.click(bringing.open_address, [self.address, visitor], opened, **reading),
            self.address.submit(bringing.open_address, [self.address, visitor], opened, **reading),
            self.back.click(bringing.back, [visitor], opened, show_progress="hidden", **private),
        ]
