"""Makes candidate questions of the sentences of a Chinese article: the asked part gives way to an asking word."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from qa.candidates import (
    HANGING,
    QUESTION_CHARS,
    UNFINISHED,
    Candidate,
    Part,
    Writer,
    is_name,
    named,
    posts,
    predicate,
    speeches,
    subject,
    sure_name,
    usable,
)
from qa.clauses import FIGURE, Clause, Token, clauses
from qa.names import POST, post_before
from qa.passages import Span
from qa.prepared import PreparedArticle
from qa.sorts import fits
from qa.speakers import SAYS

_CLAUSES = 6  # of a sentence that are looked at
_EVENTS = (
    "举行|举办|召开|开幕|闭幕|揭幕|启动|开赛|开工|开业|揭牌|落成|上演|首演|首发"
    "|开馆|成立|发布|签约|竣工|通车|去世|出生|上线|上市|开播|发射"
)
# Predicates that hold for long: nobody asks when.
_LASTS = re.compile(
    r"(?:也|都|还|则|仍|一直|均)?(?:是|有|为|在|由|被视|认为|表示|称|说|获悉|拥有|具有|属于|作为|需要|可以|能|会|要|应|显示)"
)
# Verbs that are asked about with 了, and what shows that nothing is done yet.
_WITH_LE = re.compile(
    r"(?:主持|宣读|会见|走访|看望|慰问|观看|参观|考察|察看|获得|夺得|陪同|发布|签署|通报|摘得|击败|战胜|打进|收购|推出|出台|印发|公布|举办"
    r"|发表|发现|收到|赢得|捐赠|创办|接受|介绍|宣布)(?=[^了过着\s])"
)
_NOT_DONE = re.compile(r"[将拟没未不要会应能想欲曾已]|计划|准备|预计|正在?|可以?")
_ORGANISATIONS = (
    (r"(?:公司|集团)$", "哪家公司"),
    (r"银行$", "哪家银行"),
    (r"医院$", "哪家医院"),
    (r"(?:大学|学院)$", "哪所大学"),
    (r"(?:[局委厅部]|办公室)$", "哪个部门"),
    (r"(?:协会|学会|联合会|委员会)$", "哪个机构"),
    (r"[男女青球]?队$", "哪支队伍"),
)
_ABOUT = re.compile(r"约|近|逾|仅|至少|多达|共计?|大约|将近|了|不少于|不超过|约为")
_REACHES = re.compile(r"达到?|高达|超过?|突破|破")
# Units that need to be told of what.
_BARE = frozenset("个名位家项件条种类部份座处所支台辆架艘张只户套例起宗场次")
_AMOUNT = re.compile(
    r"(?:面积|价格?|总额|市值|数量|人口|长度?|高度?|投资|产量|销量|收入|营收|利润|比例|占比|率|总量|规模|租金|票房|金额|产值|人数|全长|总长|增速)$"
)
_NO_FIGURE = re.compile(r"另|还|又|共有$|人次|人数|[在超破近约将]$|预计$")
_NO_SEASON = re.compile(r"目前|近日|当前|日前|现在|如今|[今昨][天日]|[此随]后|此前")
_OBJECT_OF = re.compile(
    r"(?P<verb>发布|推出|宣布|获得|签署|收到|查获|发现|建成|设立|成立|启动|组建|研发|收购|击败|战胜|下达|夺得|荣获|新增|上调|下调|开通|修建"
    r"|捐赠|捐出|购买|引进|创办|出版|出台|印发|公布|遭遇|打破|创造|制定|建立)了?"
)
_ACTIVITY_OF = re.compile(r"(?P<verb>举办|举行|开展|组织)了?(?=[^,。]{2,30}(?:活动|仪式|[赛节会展])$)")
_BEFORE_VERB = ("已", "已经", "正式", "共同", "联合", "成功", "首次", "对外", "再次")
_DOCUMENT = re.compile(
    r"(报告|方案|办法|意见|通知|规划|条例|白皮书|指南|计划|公告|倡议书?|决定|措施|协议|规定|宣言|声明|名单|标准|公报|通告|守则)》$"
)
_ISSUES = re.compile(r"(?:联合|共同|正式|对外)?(?:印发|发布|出台|公布|推出|宣读|制定|签署|通过)")
_IS_A = re.compile(r"是一?(?P<measure>[家种个部款座所项位名支场条本档])(?P<kind>[^,。]{4,40})")
_CALLED = re.compile(r"(?P<be>(?:也|还|曾)?被(?:誉|称|叫|评)?[为作做])(?P<name>[^,。]{2,20})")
_PARTS = re.compile(r"(?:主要)?(?P<verb>包括|涵盖|包含|分为)(?P<parts>[^,。;:]{0,30}、[^,。;:]{2,60})$")
_MADE_OF = re.compile(
    r"由(?P<parts>[^,。;:]{0,40}、[^,。;:]{1,40}?)等?(?P<verb>组成|构成|联合举办|共同举办|主办|联合主办)"
)
_JOINT = re.compile(r"[、和及与]")
_SAYS_SO = re.compile(
    r"(?:则|也|还|此前|随后|同时)?(?:表示|称|说|回应称?|指出|强调|认为|透露|介绍|告诉.{2,8}|坦言|预计|预测|提醒|建议|呼吁|要求|提出|明确)"
)
_PUBLISHING = re.compile(r"公告|发布|发帖|发文|报告|声明|通报|数据|报警|报案|控")
_PAPER = re.compile(r"(?:会|会议|报告|文件|意见|通知|通告|指南|条例|方案|论文|文章|白皮书)$")
_PAPER_SAYS = ("指出", "强调", "要求", "提出", "明确", "建议", "呼吁", "透露")
_TOPIC = re.compile(
    rf"(?:就|对|谈到|谈及|针对)(?P<topic>[^,。;:“”]{{4,16}}?)(?:时)?{SAYS}(?!热烈|欢迎|衷心|感谢|祝贺|诚挚|慰问|赞|肯定)"
)
_CAUSE = re.compile(r"(?:由于|因为?|受)(?P<cause>[^,。;]{3,30}?)(?:的?影响|的?原因)?,")
_HELD = re.compile(rf"(?:正式|隆重|盛大|圆满|成功|顺利)?(?:{_EVENTS})了?$")
_POINTS = re.compile(
    r"(?P<verb>提出|作出|做出|部署|采取|总结|强调|推出|明确|制定|落实|分为|公布|发布|给出|概括)了?(?:以下|如下)?"
    r"(?P<asked>(?:[二两三四五六七八九十]|\d{1,2})(?:点|项|条|个方面的?|大|个|种|类)"
    r"(?:具体要求|要求|建议|意见|举措|措施|任务|原因|特点|特征|看法|主张|目标|条件|问题|优势|挑战|方向|原则|步骤|观点|希望|倡议|提醒|提示"
    r"|亮点|变化|趋势|规定|安排|工作))"
)


def candidates(prepared: PreparedArticle) -> list[Candidate]:
    """Return questions that a Chinese article may answer, in the order of its sentences, each once."""
    writer = Writer(prepared)
    found = [*_posts(writer), *_speeches(writer), *_points(writer)]
    for number in usable(prepared):
        sentence = prepared.sentences[number]
        found.extend(_why(writer, number, (sentence.start, sentence.end)))
        own = clauses(prepared.plain, sentence.start, sentence.end, prepared.people)
        for clause in islice(own, _CLAUSES):
            for make in _TEMPLATES:
                found.extend(make(writer, number, clause))
    unique = {c.question: c for c in reversed(found) if len(c.question) <= QUESTION_CHARS and _closed(c.question)}
    return sorted(unique.values(), key=lambda c: c.sentence)


def _closed(question: str) -> bool:
    """Tell whether brackets and quotation marks of a question are closed."""
    return all(question.count(a) == question.count(b) for a, b in ("《》", "“”", "()", "‘’"))


def _acts(writer: Writer, span: Span) -> tuple[Part, ...]:
    """Return the parts of a predicate as it is spoken: 在 for 于, and 了 behind a verb that tells what was done."""
    text = writer.plain(span)
    if text.startswith("于"):
        return "在", (span[0] + 1, span[1])
    if "了" not in text and (verb := _WITH_LE.match(text)):
        at = span[0] + verb.end()
        return (span[0], at), "了", (at, span[1])
    return (span,)


def _who(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask who did something: 敖宏主持会议 gives 谁主持了会议?, 甲公司推出… gives 哪家公司推出了…?."""
    prepared = writer.prepared
    last, verb = clause.subject[-1], clause.predicate[0]
    if not clause.whole or verb.tag[:1] not in ("v", "d", "p") or verb.text[0] in "是有由为与受经应":
        return
    if any(t.text in ("、", "等", "和", "与") for t in clause.subject):
        return
    span = predicate(clause, verb.start)
    if span is None or prepared.named_in(told := writer.plain(span)) or _LASTS.match(told):
        return
    if not any(
        t.tag[:1] in "njli" or t.tag in ("title", "quote", "vn", "figure")
        for t in clause.predicate
        if t.end - t.start > 1
    ):
        return
    if last.tag in ("name", "nr"):
        head = prepared.plain[clause.subject[0].start : last.start]
        post = post_before(prepared.plain, last.start, prepared.people)
        holds = not head or (post is not None and writer.plain(post).endswith(head[-2:]))
        if holds and not re.match(SAYS, told) and is_name(prepared, last.text, last.start):
            yield Candidate(writer.ask("谁", *_acts(writer, span)), (last.text,), number, "who", 1.0)
    elif verb.text != "被" and (span_of := subject(writer, clause)) and (len(told) >= 8 or "《" in told):
        words = writer.plain(span_of)
        for ending, asking in _ORGANISATIONS:
            if re.search(ending, words):
                yield Candidate(writer.ask(asking, *_acts(writer, span)), (words[-4:],), number, "organisation", 0.7)
                break


def _how_many(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask for a figure: 新馆投资3.2亿元 gives 新馆投资多少元?."""
    at = next((n for n, t in enumerate(clause.predicate) if t.tag == "figure"), None)
    whom = subject(writer, clause)
    if at is None or whom is None:
        return
    figure = clause.predicate[at]
    match = FIGURE.match(writer.prepared.plain, figure.start, figure.end)
    before = _without_about(clause.predicate[:at])
    tail = _tail(clause.predicate[at + 1 :])
    if match is None or tail is None or writer.prepared.plain.startswith("/", figure.end):
        return
    unit = match["unit"]
    told = "".join(t.text for t in before)
    is_amount = bool(_AMOUNT.search(before[-1].text if before else clause.subject[-1].text))
    if not (is_amount or any(t.tag == "v" for t in before)) or any(t.tag in ("m", "paren", "time") for t in before):
        return
    if (before and before[-1].tag.startswith("n") and not is_amount) or HANGING.search(told) or _NO_FIGURE.search(told):
        return
    if (unit in _BARE and not tail) or (unit in "%‰" and (tail or (told[-1:] in "为是" and not is_amount))):
        return
    asking = "多少" if unit in "%‰" else f"多少{unit.lstrip('亿万')}"
    middle = ((before[0].start, before[-1].end),) if before else ()
    question = writer.ask(*_season(clause), whom, *middle, asking, *tail)
    yield Candidate(question, (match["number"],), number, "figure", 0.8)


def _without_about(words: Sequence[Token]) -> Sequence[Token]:
    """Leave off the words before a figure that say how exact it is, and 达到 where another verb stands before it."""
    while words and _ABOUT.fullmatch(words[-1].text):
        words = words[:-1]
    if len(words) > 1 and _REACHES.fullmatch(words[-1].text):
        other = words[-2]
        if other.tag == "v" and not _NOT_DONE.match(other.text):
            words = words[:-1]
    return words


def _season(clause: Clause) -> tuple[Part, ...]:
    """Return the year, month or season that a clause begins with: amounts mean little without it."""
    if clause.time is None or _NO_SEASON.fullmatch(clause.time.text):
        return ()
    return (clause.time.start, clause.time.end), "，"


def _tail(after: Sequence[Token]) -> tuple[Span, ...] | None:
    """Return what follows a figure and belongs to the question; None where the clause goes on otherwise."""
    kept: list[Token] = []
    for number, token in enumerate(after):
        if token.text in ("的", "至", "到", "-", "~", "—"):
            return None
        if token.tag in ("c", "x") or token.text in ("、", "左右", "以上", "并"):
            follows = after[number + 1 :]
            if kept and follows and not any(t.tag == "figure" for t in follows[:2]):
                return None  # 90架战斗机、轰炸机: the figure counts both
            break
        kept.append(token)
    text = "".join(t.text for t in kept)
    if any(t.tag in ("figure", "m", "time", "paren") for t in kept) or len(text) > 8:
        return None
    if text and (HANGING.search(text) or UNFINISHED.search(text)):
        return None
    return ((kept[0].start, kept[-1].end),) if kept else ()


def _when(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask for a day: 3月5日,新馆开放 gives 新馆什么时候开放?, 大会于6月8日举行 gives 大会什么时候举行?."""
    whom, words = subject(writer, clause), clause.predicate
    if whom is None:
        return
    at = next((n for n, t in enumerate(words) if t.tag == "time"), None)
    if at is None:
        span = predicate(clause, words[0].start)
        day = _day(clause.time.text) if clause.time and clause.time.tag == "time" else ""
        if span and day and not _LASTS.match(writer.plain(span)):
            yield Candidate(writer.ask(whom, "什么时候", span), (day,), number, "time", 0.75)
        return
    day = _day(words[at].text)
    before = words[:at]
    if before and before[-1].text in ("于", "在", "自", "从"):
        before = before[:-1]
    if not day:
        return
    if len(words) == at + 1 == 3 and words[1].text == "于":  # 成立于1970年10月
        yield Candidate(writer.ask(whom, (words[0].start, words[1].end), "什么时候"), (day,), number, "time", 0.8)
    elif all(t.tag in ("d", "ad") for t in before) and words[at - 1].text not in ("将", "把"):
        span = predicate(clause, words[at].end)
        if span and not _LASTS.match(writer.plain(span)):
            kept = tuple((t.start, t.end) for t in before if t.text not in ("将", "已", "已经", "定", "拟"))
            yield Candidate(writer.ask(whom, *kept, "什么时候", span), (day,), number, "time", 0.8)


def _day(time: str) -> str:
    """Return the day of a time, else its month: what an answer must at least tell; empty where it tells neither."""
    match = re.search(r"\d{1,2}月\d{1,2}日|\d{1,2}月|\d{1,2}日", time)
    return match[0] if match else ""


def _where(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask for a place: 招待会在柏林举行 gives 招待会在哪里举行?, 派出所位于… gives 派出所位于哪里?."""
    whom, words = subject(writer, clause), clause.predicate
    at = next((n for n, t in enumerate(words[:6]) if t.text in ("在", "位于")), None)
    if whom is None or at is None or any(t.tag not in ("d", "ad", "time", "p", "t") for t in words[:at]):
        return
    end = words[-1].end
    verb: Token | None = None
    if words[at].text == "在":
        verb = next((t for t in words[at + 1 :] if _HELD.match(writer.prepared.plain, t.start, end)), None)
        if verb is None:
            return
    place = writer.prepared.plain[words[at].end : verb.start if verb else end]
    if not 2 <= len(place) <= 20 or not fits("place", place) or HANGING.search(place):
        return
    asking = ("在哪里", (verb.start, end)) if verb else ("位于哪里",)
    yield Candidate(writer.ask(whom, *asking), (place[:2],), number, "place", 0.75)


def _what(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask for an object: 某公司发布一款新车 gives 某公司发布了什么?, 发布《…报告》 gives 发布了什么报告?."""
    whom, plain, words = subject(writer, clause), writer.prepared.plain, list(clause.predicate)
    while len(words) > 2 and (words[0].tag in ("time", "t") or words[0].text in _BEFORE_VERB):
        words.pop(0)
    if whom is None or len(words) < 2:
        return
    start, end = words[0].start, words[-1].end
    title = next((t for t in words if t.tag == "title"), None)
    if title:
        kind, match = _DOCUMENT.search(title.text), _ISSUES.match(plain, start, title.start)
        if kind and match and plain[match.end() : title.start] in ("", "了"):
            yield Candidate(
                writer.ask(whom, match.span(), f"了什么{kind[1]}"), (title.text[1:5],), number, "document", 0.75
            )
        return
    activity = _ACTIVITY_OF.match(plain, start, end)
    match = activity or _OBJECT_OF.match(plain, start, end)
    if match is None or match.end("verb") not in [t.end for t in words]:
        return
    told = plain[match.end() : end]
    if not 4 <= len(told) <= 36 or HANGING.search(told) or UNFINISHED.search(told) or words[-1].tag[:1] not in "nvxtq":
        return
    if not (activity and "活动" in writer.plain(whom)):
        asking = "了什么活动" if activity else "了什么"
        yield Candidate(writer.ask(whom, match.span("verb"), asking), (told[-2:],), number, "what", 0.6)


def _kind_of(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask what something is: 甲是一家独立的公司 gives 甲是一家什么样的公司?, 甲被称为… gives 甲被称为什么?."""
    whom, head = subject(writer, clause), clause.predicate[-1]
    if whom is None:
        return
    told = writer.prepared.plain[clause.predicate[0].start : head.end]
    if match := _IS_A.fullmatch(told):
        if head.tag in ("n", "vn") and len(head.text) >= 2 and not HANGING.search(match["kind"]):
            question = writer.ask(whom, f"是一{match['measure']}什么样的", (head.start, head.end))
            yield Candidate(question, (told[-2:],), number, "kind", 0.65)
    elif (match := _CALLED.fullmatch(told)) and not HANGING.search(match["name"]):
        yield Candidate(writer.ask(whom, match["be"], "什么"), (match["name"][1:3],), number, "kind", 0.65)


def _parts(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask for parts: 新馆包括书库、展厅和讲堂 gives 新馆包括哪些?, 由甲、乙主办 gives 由哪些单位主办?."""
    whom = subject(writer, clause)
    if whom is None:
        return
    told = writer.prepared.plain[clause.predicate[0].start : clause.predicate[-1].end]
    if HANGING.search(told):
        return
    if match := _PARTS.match(told):
        parts = _JOINT.split(match["parts"].removesuffix("等"))
        expected = (parts[0][-2:], parts[-1][-2:])
        yield Candidate(writer.ask(whom, match["verb"], "哪些"), expected, number, "parts", 0.7)
    elif match := _MADE_OF.match(told):
        asking = "由哪些单位" if "办" in match["verb"] else "由哪些部分"
        first = _JOINT.split(match["parts"])[0]
        yield Candidate(writer.ask(whom, asking, match["verb"]), (first,), number, "parts", 0.7)


def _plan(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask for a plan: 某公司计划明年开两家新店 gives 某公司计划做什么?."""
    whom, verb = subject(writer, clause), clause.predicate[0]
    told = writer.prepared.plain[verb.end : clause.predicate[-1].end]
    if whom and verb.text in ("计划", "打算", "拟", "准备") and 5 <= len(told) <= 40 and not HANGING.search(told):
        yield Candidate(writer.ask(whom, "计划做什么"), (told[-2:],), number, "plan", 0.6)


def _says(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask what an organisation or a paper says: 外交部表示 gives 外交部怎么说?, 会议强调 gives 会议强调了什么?."""
    whom = subject(writer, clause)
    if whom is None or not named(clause) or not _SAYS_SO.fullmatch("".join(t.text for t in clause.predicate)):
        return
    last, verb = clause.subject[-1], clause.predicate[-1].text
    if any(t.tag in ("a", "ad", "l", "i") for t in clause.subject):
        return  # 省厅迅速贯彻…: something else was done before
    if last.tag == "title" or _PAPER.search(last.text):
        asking = f"{verb}了什么" if verb in _PAPER_SAYS else ""
    elif last.tag in ("nr", "name") or re.search(rf"(?:{POST}|警官)$", last.text):
        # people of the article have `_speeches`
        asking = "" if writer.prepared.named_in(writer.plain(whom)) else "说了什么"
    else:
        asking = "" if _PUBLISHING.search(writer.plain(whom)) else "怎么说"
    if asking:
        yield Candidate(writer.ask(whom, asking), (), number, "speech", 0.5)


def _because(writer: Writer, number: int, clause: Clause) -> Iterator[Candidate]:
    """Ask why: 张某因盗窃被拘留 gives 张某为什么被拘留?."""
    whom, words = subject(writer, clause), clause.predicate
    at = next((n for n, t in enumerate(words) if t.text in ("被", "而", "遭")), 0)
    if whom is None or words[0].text not in ("因", "因为", "由于") or at < 2 or at + 1 >= len(words):
        return
    span = predicate(clause, words[at + (words[at].text == "而")].start)
    cause = writer.prepared.plain[words[0].end : words[at].start]
    if span and len(cause) <= 24 and not HANGING.search(cause):
        yield Candidate(writer.ask(whom, "为什么", span), (cause,), number, "reason", 0.8)


_TEMPLATES: tuple[Callable[[Writer, int, Clause], Iterator[Candidate]], ...] = (
    _who,
    _how_many,
    _when,
    _where,
    _what,
    _kind_of,
    _parts,
    _plan,
    _says,
    _because,
)


def _why(writer: Writer, number: int, sentence: Span) -> Iterator[Candidate]:
    """Ask why: 由于设备在调试,阅览室推迟开放 gives 为什么阅览室推迟开放?."""
    plain = writer.prepared.plain
    match = _CAUSE.match(plain, *sentence)
    if match is None or HANGING.search(match["cause"]):
        return
    for clause in islice(clauses(plain, match.end(), sentence[1], writer.prepared.people), 1):
        whom, span = subject(writer, clause), predicate(clause, clause.predicate[0].start)
        if whom and span and plain[match.end() : clause.start].strip() == "":
            yield Candidate(writer.ask("为什么", (whom[0], span[1])), (match["cause"],), number, "reason", 0.7)


def _posts(writer: Writer) -> Iterator[Candidate]:
    """Ask for posts: 副馆长马超群 gives 马超群担任什么职务?."""
    for name, post, number in posts(writer.prepared):
        at = writer.prepared.plain.find(name)
        yield Candidate(writer.ask((at, at + len(name)), "担任什么职务"), (post[-2:],), number, "post", 0.6)


def _speeches(writer: Writer) -> Iterator[Candidate]:
    """Ask what people say, and what they say about a topic: 姚林就绿色转型表示 gives 姚林对绿色转型怎么看?."""
    prepared = writer.prepared
    for name, number in speeches(prepared):
        at = prepared.plain.find(name, prepared.sentences[number].start)
        yield Candidate(writer.ask((at, at + len(name)), "说了什么"), (), number, "speech", 0.65)
    for number in usable(prepared):
        name_of, sentence = prepared.speakers[number], prepared.sentences[number]
        at = prepared.plain.find(name_of, sentence.start, sentence.end) if name_of else -1
        if name_of is None or at < 0:
            continue
        end = at + len(name_of)
        match = _TOPIC.match(prepared.plain, end, sentence.end)
        if match and not HANGING.search(match["topic"]) and sure_name(prepared, name_of):
            yield Candidate(writer.ask((at, end), "对", match.span("topic"), "怎么看"), (), number, "topic", 0.7)


def _points(writer: Writer) -> Iterator[Candidate]:
    """Ask for the items of an enumeration: 姚林就…提出四点要求: gives 姚林提出了哪四点要求?."""
    prepared = writer.prepared
    for enumeration in islice(prepared.enumerations, 8):
        low, high = enumeration.intro
        sentence = prepared.sentence_at(low)
        match = _POINTS.search(prepared.plain, max(low, high - 150), high)
        if match is None or not 2 <= len(enumeration.items) <= 10:
            continue
        people = prepared.named_in(prepared.plain[sentence.start : match.start()])
        speaker = people[0] if len(people) == 1 else prepared.speakers[prepared.sentence_number(low)]
        heads = clauses(prepared.plain, sentence.start, high, prepared.people)
        whom = next((s for c in islice(heads, 1) if (s := subject(writer, c))), None)
        if speaker:
            at = prepared.plain.find(speaker)
            whom = at, at + len(speaker)
        if whom:
            expected = tuple(prepared.plain[a + 3 : a + 7] for a, _ in enumeration.items)
            number = prepared.sentence_number(enumeration.items[0][0])
            le = "哪" if match["verb"] == "分为" else "了哪"
            question = writer.ask(whom, match.span("verb"), le, match.span("asked"))
            yield Candidate(question, expected, number, "points", 1.0)
