"""Shows the dialog in which a visitor says what is wrong with an answer."""

from qa.feedback import MAX_COMMENT_CHARS
from qa.settings import MAX_QUESTION_CHARS
from ui.markup import safe
from ui.texts import Texts


def opinion_html(texts: Texts) -> str:
    """Return the dialog that asks what is wrong with an answer; `opinion.js` opens it and reads it out."""
    return (
        f"<dialog aria-labelledby='opinion-title'><h2 id='opinion-title'>{safe(texts.wrong_title)}</h2>"
        f"<label>{safe(texts.right_answer)}<textarea name='right' rows='2' maxlength='{MAX_QUESTION_CHARS}'></textarea>"
        f"</label><label class='check'><input type='checkbox' name='not_told'> {safe(texts.not_told)}</label>"
        f"<label>{safe(texts.comment)}<textarea name='comment' rows='2' maxlength='{MAX_COMMENT_CHARS}'></textarea>"
        f"</label><p class='note'>{safe(texts.where_kept)}</p>"
        f"<p class='buttons'><button type='button' class='primary' name='send'>{safe(texts.send)}</button>"
        f"<button type='button' name='close'>{safe(texts.cancel)}</button></p></dialog>"
    )
