"""Every word that the page says itself, in Chinese and English."""

from dataclasses import dataclass

from qa.errors import Reason
from qa.question import Language
from qa.settings import MAX_ARTICLE_CHARS, MAX_FILE_BYTES, MAX_LIBRARY_ARTICLES, MAX_LIBRARY_CHARS


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of the page in one language; those with {braces} are filled by `str.format`."""

    name: str
    promise: str
    sent: str
    not_sent: str
    conversation: str
    article: str
    empty: str
    question: str
    placeholder: str
    ask: str
    stop: str
    examples: str
    follow: str
    another: str
    address: str
    fetch: str
    fetching: str
    no_address: str
    no_addresses: str
    paste: str
    paste_hint: str
    use: str
    upload: str
    back: str
    loading: str
    thinking: str
    stopped: str
    understood: str
    source: str
    paragraph: str
    show: str
    size: str
    sure: str
    sure_not: str
    copy: str
    copied: str
    said_answer: str
    why: str
    why_question: str
    why_decision: str
    why_answered: str
    why_refused: str
    why_unread: str
    why_read: str
    why_weighed: str
    thumb_up: str
    thumb_down: str
    wrong_title: str
    right_answer: str
    not_told: str
    comment: str
    where_kept: str
    send: str
    cancel: str
    thanks: str
    not_kept: str
    retry: str
    edit: str
    undo: str
    editing: str
    undone: str
    restore: str
    export: str
    renew: str
    own_name: str
    dark: str
    light: str
    opening: str
    earlier: str
    indexing: str
    summarising: str
    opened: str
    opened_several: str
    of_file: str
    articles: str
    of_several: str
    points: str
    cut: str
    expired: str
    failed: str
    no_question: str
    long_question: str
    no_article: str
    long_article: str
    wrong_type: str
    large_file: str
    many_files: str
    large_files: str
    long_articles: str
    bad_article: str
    no_model: str


TEXTS: dict[Language, Texts] = {
    "zh": Texts(
        name="文章问答",
        promise="每个回答都附原文为证；文章没写的，会直说。",
        sent="回答由大模型 {model} 措辞：您的问题和文章的段落会发送给 {where}；它的每句话都在文中找到依据后才显示。",
        not_sent="几篇文章一起提问时，回答不经大模型 {model} 措辞，什么都不会发送给 {where}。",
        conversation="对话",
        article="文章",
        empty="请向文章提问。回答会附上原句，并在文章里标出来。",
        question="问题",
        placeholder="输入问题，例如：谁主持了会议?",
        ask="提问",
        stop="停止",
        examples="可以这样问",
        follow="接着可以问",
        another="换一篇文章",
        address="或输入网址，例如 https://…",
        fetch="打开网址",
        fetching="正在取网页",
        no_address="请先输入网址。",
        no_addresses="这里不能打开网址。请粘贴文章，或上传文件。",
        paste="粘贴文章",
        paste_hint="把文章全文粘贴到这里，最多 200 万字",
        use="使用这篇文章",
        upload="上传文件，可多选（txt、md、html、pdf、docx）",
        back="回到默认文章",
        loading="正在加载模型…",
        thinking="正在查找…",
        stopped="已停止",
        understood="理解为：{question}",
        source="出处",
        paragraph="第{number}段",
        show="在文章中显示第{number}段",
        size="{chars:,} 字 · {paragraphs} 段",
        sure="这个回答有多大把握",
        sure_not="对“文章没有说”有多大把握",
        copy="复制",
        copied="已复制",
        said_answer="回答：{text}",
        why="为什么这样回答?",
        why_question="理解的问题",
        why_decision="判断",
        why_answered="找到的最好答案有 {likely:.0%} 的可能正确；达到 {threshold:.0%} 就回答。",
        why_refused="找到的最好答案只有 {likely:.0%} 的可能正确；达到 {threshold:.0%} 才回答。",
        why_unread="不用读文章就能回答。",
        why_read="读了 {number} 段文字，最相关的 {shown} 段和相关度",
        why_weighed="也考虑过的句子（文章中有浅色底线）",
        thumb_up="有用",
        thumb_down="有误",
        wrong_title="哪里有误?",
        right_answer="正确答案（可不填，最好用文章的原话）",
        not_told="文章其实没有说",
        comment="其他说明（可不填）",
        where_kept="问答和意见只存到运行本程序的机器上。",
        send="提交",
        cancel="取消",
        thanks="已记下，谢谢。",
        not_kept="没有记下：{problem}",
        retry="重新回答",
        edit="修改问题",
        undo="撤回",
        editing="改好后再次提问，会替换上一个问题。",
        undone="已撤回“{question}”。",
        restore="恢复",
        export="导出",
        renew="新对话",
        own_name="中文",
        dark="深色",
        light="浅色",
        opening="正在打开文件",
        earlier="以前的对话（{number}）",
        indexing="正在读文章",
        summarising="正在找要点",
        opened="已换成《{title}》，共 {paragraphs} 段，{chars:,} 字。",
        opened_several="已打开 {count} 篇文章：{names}，共 {chars:,} 字。",
        of_file="{file}：{problem}",
        articles="这里有 {count} 篇文章，可以一起提问",
        of_several="第 {number} 篇，共 {count} 篇",
        points="这篇文章的要点",
        cut="{chars:,} 字，{paragraphs} 段，分成 {passages} 个片段来查找。",
        expired="会话已过期，请刷新页面。",
        failed="出错了，请再试一次。",
        no_question="请先输入问题。",
        long_question="问题最多 {limit:,} 字，现在有 {length:,} 字。",
        no_article="请先粘贴文章。",
        long_article="文章最多 {limit:,} 字，现在有 {length:,} 字。",
        wrong_type="只支持 txt、md、html、pdf、docx 文件，收到的是 {type}。",
        large_file="文件最大 {limit} MB，收到的有 {size} MB。",
        many_files="一次最多上传 {limit} 个文件，收到的有 {number} 个。",
        large_files="一起上传的文件最大共 {limit} MB，收到的有 {size} MB。",
        long_articles="一起上传的文章最多共 {limit:,} 字，现在有 {length:,} 字。",
        bad_article="这篇文章无法使用：{problem}",
        no_model="模型无法加载：{problem}",
    ),
    "en": Texts(
        name="Article QA",
        promise="Every answer comes with the words that prove it; what the article does not say, it says so.",
        sent="Answers are worded by the language model {model}: your questions and passages of the article are sent to "
        "{where}. Each of its sentences is shown only once the article has proven it.",
        not_sent="Answers about several articles together are not worded by the language model {model}; "
        "nothing is sent to {where}.",
        conversation="Conversation",
        article="Article",
        empty="Ask about the article beside this. Answers quote the sentence that proves them; it is marked there.",
        question="Question",
        placeholder="Type a question, for example: 谁主持了会议?",
        ask="Ask",
        stop="Stop",
        examples="For example",
        follow="You could go on with",
        another="Another article",
        address="Or a web address, such as https://…",
        fetch="Open address",
        fetching="Fetching the page",
        no_address="Please enter a web address first.",
        no_addresses="Web addresses cannot be opened here. Please paste the article or upload a file.",
        paste="Paste an article",
        paste_hint="Paste the whole text here, at most 2 million characters",
        use="Use this text",
        upload="Upload files (txt, md, html, pdf, docx)",
        back="Back to the default article",
        loading="Loading the model…",
        thinking="Looking it up…",
        stopped="Stopped",
        understood="Understood as: {question}",
        source="Source",
        paragraph="Paragraph {number}",
        show="Show paragraph {number} in the article",
        size="{chars:,} characters · {paragraphs} paragraphs",
        sure="How sure this answer is",
        sure_not="How sure it is that the article does not say",
        copy="Copy",
        copied="Copied",
        said_answer="Answer: {text}",
        why="Why this answer?",
        why_question="The question as understood",
        why_decision="Decision",
        why_answered="The best answer found is {likely:.0%} likely to be right; one is given from {threshold:.0%} on.",
        why_refused="The best answer found is only {likely:.0%} likely to be right; it takes {threshold:.0%}.",
        why_unread="It needs no reading of the article.",
        why_read="{number} passages were read; the {shown} most relevant, with their scores",
        why_weighed="Sentences that were weighed too (faintly underlined in the article)",
        thumb_up="Helpful",
        thumb_down="Wrong",
        wrong_title="What is wrong?",
        right_answer="The right answer (if you like, in the words of the article)",
        not_told="The article does not say",
        comment="Anything else (if you like)",
        where_kept="Questions, answers and opinion are kept on the machine that runs this, nowhere else.",
        send="Send",
        cancel="Cancel",
        thanks="Noted, thank you.",
        not_kept="Not kept: {problem}",
        retry="Try again",
        edit="Edit question",
        undo="Undo",
        editing="Ask again once it is changed: it takes the place of the last question.",
        undone="Took back “{question}”.",
        restore="Restore",
        export="Export",
        renew="New chat",
        own_name="English",
        dark="Dark",
        light="Light",
        opening="Opening the file",
        earlier="Earlier conversations ({number})",
        indexing="Reading the article",
        summarising="Finding the main points",
        opened="Now reading “{title}”, {paragraphs} paragraphs, {chars:,} characters.",
        opened_several="Opened {count} articles: {names}, {chars:,} characters together.",
        of_file="{file}: {problem}",
        articles="{count} articles to ask about, together",
        of_several="Article {number} of {count}",
        points="The main points of this article",
        cut="{chars:,} characters, {paragraphs} paragraphs, cut into {passages} passages for searching.",
        expired="This session has expired. Please reload the page.",
        failed="Something went wrong. Please try again.",
        no_question="Please type a question first.",
        long_question="A question has at most {limit:,} characters; this one has {length:,}.",
        no_article="Please paste an article first.",
        long_article="An article has at most {limit:,} characters; this one has {length:,}.",
        wrong_type="Only txt, md, html, pdf and docx files can be read; this is {type}.",
        large_file="A file has at most {limit} MB; this one has {size} MB.",
        many_files="At most {limit} files can be uploaded at once; these are {number}.",
        large_files="Files uploaded together have at most {limit} MB; these have {size} MB.",
        long_articles="Articles uploaded together have at most {limit:,} characters; these have {length:,}.",
        bad_article="This article cannot be used: {problem}",
        no_model="The model cannot be loaded: {problem}",
    ),
}

# Why something cannot be used. In English the errors say so themselves, but for what people can do something about.
# {got}: what came.
REASONS: dict[Language, dict[Reason, str]] = {
    "zh": {
        "empty": "文件是空的。",
        "no_words": "里面没有文字。",
        "too_long": f"文章最多 {MAX_ARTICLE_CHARS:,} 字，这篇超过了。",
        "too_large": f"文件或网页最大 {MAX_FILE_BYTES // 1_000_000} MB，这个超过了。",
        "too_much": "页数过多，或展开后过大，无法读取。",
        "too_slow": "读取用时过长，已放弃。",
        "binary": "内容不是文字，可能是图片、压缩包、程序或其他格式的文档。",
        "encoding": "认不出文字的编码。请另存为 UTF-8 编码再试。",
        "broken": "内容已损坏，或与文件类型不符，无法读取。",
        "not_word": "这不是 Word 文档（docx）。",
        "scanned": "这个 PDF 里只有图片，没有文字，可能是扫描件。请先做文字识别（OCR）再上传。",
        "encrypted": "这个文件有密码。请先去掉密码再上传。",
        "fonts": "这个 PDF 没有说明字形对应哪些字，文字取不出来。",
        "unreadable": "没有这个文件，或无法读取。",
        "address": "请输入完整的公开网址，以 http:// 或 https:// 开头，不带用户名、密码和特殊端口。",
        "not_public": "只能打开公网上的网址，{got} 不是。",
        "no_host": "找不到网站 {got}，请检查网址。",
        "unreachable": "连不上这个网站，或网页取不下来。",
        "status": "网站没有给出这个网页（状态 {got}），可能已删除，或需要登录。",
        "page_type": "这个网址给出的不是网页、文字或 PDF。",
        "too_many": f"一次最多 {MAX_LIBRARY_ARTICLES} 篇文章，共 {MAX_LIBRARY_CHARS:,} 字。",
        "unknown": "没有这篇文章。",
        "put_away": "这篇文章已让位给其他访问者，请重新打开。",
        "long_opinion": "文字太长。",
        "feedback_file": "保存意见的文件写不进去，或已满。",
    },
    "en": {
        "scanned": "the PDF has pictures only, no text; it may be a scan. Please have its text recognised (OCR) first.",
        "encrypted": "the file is protected by a password. Please save it without one first.",
    },
}

# Offered until questions of the article's own have been found, in its language.
EXAMPLES: dict[Language, tuple[str, ...]] = {
    "zh": ("总结全文", "这篇文章的主要内容是什么?", "文中提到了哪些人?", "文章是什么时候发布的?"),
    "en": ("Summarise the article", "What is the article about?", "Who is mentioned?", "When was it published?"),
}


def page_language(accept_language: str) -> Language:
    """Return the language of the page for a browser's Accept-Language header: Chinese where it is wanted first.

    >>> page_language("zh-TW,zh;q=0.9,en;q=0.8"), page_language("de,zh;q=0.5"), page_language("")
    ('zh', 'en', 'en')
    """
    return "zh" if accept_language.strip().lower().startswith("zh") else "en"
