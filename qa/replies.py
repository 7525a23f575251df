"""Every sentence that the program says itself, in Chinese and English.

`said` gives them as the person writes: Chinese in simplified or in traditional characters. What they are filled with
stays as it is.
"""

from collections.abc import Mapping

from qa.errors import LLMTrouble
from qa.normalize import to_simplified, to_traditional
from qa.question import Language, Spoken

REFUSAL: dict[Language, str] = {"zh": "文章没有提到这一点。", "en": "The article does not say."}
# What is said in its place where it can be named.
NOT_NAMED: dict[Language, str] = {"zh": "文章没有提到{words}。", "en": "The article does not mention {words}."}
NOT_SAID: dict[Language, str] = {"zh": "文章没有说明{asked}。", "en": "The article does not answer “{asked}”"}
NOT_DECIDED: dict[Language, str] = {"zh": "文章没有说明“{claim}”是否属实。", "en": REFUSAL["en"]}
# Where the question takes for granted what the article tells of somebody else.
PREMISE: dict[Language, str] = {
    "zh": "文章里是{right}，不是{wrong}。",
    "en": "In the article it is {right}, not {wrong}.",
}
NEAREST: dict[Language, str] = {"zh": "最接近的是：{quote}", "en": "The nearest it comes is: {quote}"}
OFF_TOPIC: dict[Language, str] = {
    "zh": "我只回答关于这篇文章的问题，这个问题与它无关。",
    "en": "I only answer questions about this article; this one is not about it.",
}
GREETING: dict[Language, str] = {
    "zh": "你好！我回答关于《{title}》的问题，每个回答都附上原文作证；文章没写的，我会直说。可以问人物、时间、数字、要点、原因，也可以让我总结全文。",
    "en": "Hello! I answer questions about “{title}”, each with the exact words that prove it, and say so when the article "
    "does not tell. Ask about people, dates, figures, points, reasons, or for a summary.",
}
# Of a library, where no article in particular is spoken of.
LIBRARY_REFUSAL: dict[Language, str] = {
    "zh": "这{count}篇文章里没有找到答案。",
    "en": "None of the {count} articles was found to say.",
}
LIBRARY_NEAREST: dict[Language, str] = {
    "zh": "最接近的是{name}：{quote}",
    "en": "The nearest it comes is in {name}: {quote}",
}
LIBRARY_OFF_TOPIC: dict[Language, str] = {
    "zh": "我只回答关于这{count}篇文章的问题，这个问题与它们无关。",
    "en": "I only answer questions about these {count} articles; this one is not about them.",
}
LIBRARY_GREETING: dict[Language, str] = {
    "zh": "你好！我回答关于这{count}篇文章的问题，每个回答都说明出自哪一篇，并附上原文作证；文章没写的，我会直说。",
    "en": "Hello! I answer questions about these {count} articles, each with the article it comes from and the exact "
    "words that prove it, and say so when they do not tell.",
}
IN_ARTICLE: dict[Language, str] = {"zh": "{name}：{text}", "en": "{name}: {text}"}
THANKS: dict[Language, str] = {"zh": "不客气，欢迎继续提问。", "en": "You are welcome. Ask on whenever you like."}
# What is answered with THANKS rather than with GREETING.
THANKING = ("谢", "thank", "再见", "bye")
YES: dict[Language, str] = {"zh": "是的。", "en": "Yes."}
NO: dict[Language, str] = {"zh": "不是。", "en": "No."}
NO_BUT: dict[Language, str] = {"zh": "不是，是{right}。", "en": "No, it is {right}."}
NO_AS: dict[Language, str] = {"zh": "不是。文中写道：{quote}", "en": "No. The article reads: {quote}"}
YES_OF_TWO: dict[Language, str] = {"zh": "是的（{a}；{b}）。", "en": "Yes ({a}; {b})."}
NO_OF_TWO: dict[Language, str] = {"zh": "不是（{a}；{b}）。", "en": "No ({a}; {b})."}
COLON: dict[Language, str] = {"zh": "：", "en": ": "}
MORE: dict[Language, str] = {"zh": "{winner}更{adjective}（{a}；{b}）。", "en": "{winner} ({a}; {b})."}
SAME: dict[Language, str] = {"zh": "一样（{a}；{b}）。", "en": "The same ({a}; {b})."}
APART: dict[Language, str] = {"zh": "相差{difference}（{a}；{b}）。", "en": "{difference} apart ({a}; {b})."}
CONFLICT: dict[Language, str] = {"zh": "文章有两种说法：{a}；{b}。", "en": "The article says two things: {a}; {b}."}
YEAR: dict[Language, str] = {"zh": "{words}（{year}）", "en": "{words} ({year})"}
COUNTED: dict[Language, str] = {"zh": "{count}{measure}", "en": "{count}"}
COUNTED_ITEMS: dict[Language, str] = {"zh": "{counted}：{items}", "en": "{counted}: {items}"}
# Above a list that is whole, and above one that the article says is not.
ITEMS: dict[Language, str] = {"zh": "共{count}项：", "en": "{count} in all:"}
NAMED_ITEMS: dict[Language, str] = {"zh": "文中列出{count}项：", "en": "The article names {count}:"}
PAGE_FACT: dict[Language, str] = {"zh": "{value}（来自{where}）", "en": "{value} (from {where})"}
WHERE: dict[str, dict[Language, str]] = {
    "html": {"zh": "网页信息", "en": "the page's own data"},
    "document": {"zh": "文件属性", "en": "the file's properties"},
    "given": {"zh": "提供文章时给出的信息", "en": "what was given with the article"},
}
# What a language model's sentence is replaced by, where it is not proven or repeats an instruction of the article.
ARTICLE_READS: dict[Language, str] = {"zh": "文中写道：{quote}", "en": "The article reads: {quote}"}
LEFT_OUT: dict[Language, str] = {
    "zh": "大模型的回答中有{count}句在文中找不到依据，已略去或换成原文。",
    "en": "Of what the language model said, {count} sentence(s) had no proof in the article and were left out or replaced "
    "by its own words.",
}
NONE_PROVEN: dict[Language, str] = {
    "zh": "大模型的回答在文中找不到依据，这里是从原文中找出的回答。",
    "en": "What the language model said had no proof in the article; this answer was found in its text instead.",
}
# The same where nothing was found either.
NOTHING_PROVEN: dict[Language, str] = {
    "zh": "大模型的回答在文中找不到依据。",
    "en": "What the language model said had no proof in the article.",
}
MODEL_REFUSED: dict[Language, str] = {
    "zh": "大模型认为文章没有回答这个问题，这里是从原文中找出的回答。",
    "en": "The language model holds that the article does not tell; this answer was found in its text.",
}
# A sentence is shown up to this length in a reply; its citation has the whole.
QUOTED_CHARS = 120
# Why no language model answered; the answer comes from the article's text all the same.
LLM_TROUBLE: dict[LLMTrouble, dict[Language, str]] = {
    "unreachable": {
        "zh": "大模型连接不上，{instead}",
        "en": "The language model cannot be reached; {instead}",
    },
    "slow": {
        "zh": "大模型太久没有回应，{instead}",
        "en": "The language model took too long; {instead}",
    },
    "busy": {
        "zh": "大模型的用量已到上限，{instead}",
        "en": "The language model's limit of use is reached; {instead}",
    },
    "declined": {
        "zh": "大模型的服务拒绝了这次请求，{instead}",
        "en": "The language model's service declined the request; {instead}",
    },
    "broken": {
        "zh": "大模型的回复无法读取，{instead}",
        "en": "The language model's reply could not be read; {instead}",
    },
    "empty": {
        "zh": "大模型没有给出回答，{instead}",
        "en": "The language model gave no answer; {instead}",
    },
    "endless": {
        "zh": "大模型的回复过长，已中止，{instead}",
        "en": "The language model's reply was too long and was cut off; {instead}",
    },
}
INSTEAD: dict[Language, str] = {
    "zh": "这里是从原文中找出的回答。",
    "en": "this answer was found in the article's text.",
}
# Shown where a program or a page needs a word for a probability.
CONFIDENCE: dict[Language, tuple[tuple[float, str], ...]] = {
    "zh": ((0.8, "确定"), (0.55, "较确定"), (0.0, "不确定")),
    "en": ((0.8, "sure"), (0.55, "fairly sure"), (0.0, "unsure")),
}


def said(sentence: Mapping[Language, str], spoken: Spoken, **words: object) -> str:
    """Return a sentence as the person writes, filled by `str.format`.

    >>> said(NOT_NAMED, "zh-Hant", words="“饭店”"), said(NO, "en")
    ('文章沒有提到“饭店”。', 'No.')
    """
    wording = to_traditional(sentence["zh"]) if spoken == "zh-Hant" else sentence[spoken]
    return wording.format(**words)


def asked_again(words: str, spoken: Spoken) -> str:
    """Return words of a question in the script of the person; those that are in it already stay as they are.

    >>> asked_again("敖宏的年纪", "zh-Hant"), asked_again("敖宏的年紀", "zh-Hant"), asked_again("年纪", "zh")
    ('敖宏的年紀', '敖宏的年紀', '年纪')
    """
    return to_traditional(words) if spoken == "zh-Hant" and to_simplified(words) == words else words


def quoted(quote: str, *, limit: int = QUOTED_CHARS) -> str:
    """Put a sentence in quotation marks, shortened to `limit` characters where it is longer."""
    shown = quote if len(quote) <= limit else quote[: limit - 1].rstrip() + "…"
    return f"“{shown}”"


def confidence_word(confidence: float, language: Language) -> str:
    """Return the word for a confidence in [0, 1].

    >>> confidence_word(0.9, "zh"), confidence_word(0.1, "en")
    ('确定', 'unsure')
    """
    return next(word for bound, word in CONFIDENCE[language] if confidence >= bound)
