"""Every sentence that the program says itself, in Chinese and English."""

from qa.question import Language

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
THANKS: dict[Language, str] = {"zh": "不客气，欢迎继续提问。", "en": "You are welcome. Ask on whenever you like."}
YES: dict[Language, str] = {"zh": "是的。", "en": "Yes."}
NO: dict[Language, str] = {"zh": "不是。", "en": "No."}
NO_BUT: dict[Language, str] = {"zh": "不是，是{right}。", "en": "No, it is {right}."}
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
WHERE: dict[Language, dict[str, str]] = {
    "zh": {"html": "网页信息", "given": "提供文章时给出的信息"},
    "en": {"html": "the page's own data", "given": "what was given with the article"},
}
# Shown where a program or a page needs a word for a probability.
CONFIDENCE: dict[Language, tuple[tuple[float, str], ...]] = {
    "zh": ((0.8, "确定"), (0.55, "较确定"), (0.0, "不确定")),
    "en": ((0.8, "sure"), (0.55, "fairly sure"), (0.0, "unsure")),
}


def quoted(quote: str, language: Language, *, limit: int = 120) -> str:
    """Put a sentence in quotation marks, shortened to `limit` characters where it is longer."""
    shown = quote if len(quote) <= limit else quote[: limit - 1].rstrip() + "…"
    return f"“{shown}”"


def confidence_word(confidence: float, language: Language) -> str:
    """Return the word for a confidence in [0, 1].

    >>> confidence_word(0.9, "zh"), confidence_word(0.1, "en")
    ('确定', 'unsure')
    """
    return next(word for bound, word in CONFIDENCE[language] if confidence >= bound)
