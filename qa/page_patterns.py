"""The patterns of what pages print around their text: labels, dates, names, numbers of readers, ends of values."""

import re


def _spaced(labels: str) -> str:
    """Return a pattern for labels, divided by bars, whose characters may stand apart: 来 源, 作　者."""
    return "|".join("[ \\u3000]?".join(label) for label in sorted(labels.split("|"), key=len, reverse=True))


_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_GAP = r"[ \t\u3000\xa0]"
# A newspaper before its reporter: 新华社记者, 见习记者, 本报驻京记者.
_PAPER = (
    r"(?:[\u4e00-\u9fffA-Za-z]{0,10}(?:报|网|社|台|刊|新闻|视|媒体?|客户端|频道|在线|财经|经济|首席|见习|实习|特派|特约"
    r"|驻[\u4e00-\u9fff]{2,4}))?"
)
_DATE_LABELS = "发布时间|发布日期|发表时间|发表日期|发稿时间|发文时间|刊发时间|发布于|发表于"
_SOURCE_LABELS = "文章来源|新闻来源|稿件来源|本文来源|消息来源|信息来源|稿源|来源|源自"
_CATEGORY_LABELS = "所属栏目|所属分类|所属频道|文章分类|分类|栏目|频道|类别"
# These name no fact of ours, but end the value before them.
_OTHER_LABELS = (
    "实习生|校对|审核|审校|校审|初审|复审|终审|复核|二审|三审|监制|监审|主编|总编|值班主任|签发|摄影|摄像|摄|图片|图源|视频|供图"
    "|供稿|图|排版|美编|制作|设计|策划|统筹|翻译|实习|图文|字号|字体|标签|关键词|浏览量|浏览次数|浏览|阅读量|阅读|点击量|点击数|点击"
    "|评论|人气|声明|打印|分享到|本文链接|地点|标题"
)
# Which label names which fact; a lower rank is trusted more.
LABELS: tuple[tuple[str, int, str], ...] = (
    ("date", 0, _spaced(_DATE_LABELS) + "|(?i:published(?: on| at)?|posted(?: on| at)?|pubdate|date)"),
    ("date", 1, _spaced("时间|日期")),
    ("date", 4, _spaced("更新时间|更新日期|最后更新") + "|(?i:(?:last )?updated(?: on| at)?)"),
    ("source", 0, _spaced(_SOURCE_LABELS)),
    ("source", 1, _spaced("本文转载自|本文转自|转载自|转自") + "|(?i:source)"),
    ("author", 0, _spaced("本文作者|文章作者|作者") + "|(?i:authors?|written by)"),
    ("author", 1, _PAPER + _spaced("记者") + "|(?i:reporters?)"),
    ("author", 1, _spaced("撰文|撰稿|采写|采访|文字|文")),
    ("author", 2, _spaced("通讯员|编译")),
    ("editor", 0, _spaced("责任编辑")),
    ("editor", 1, _spaced("责编|本文编辑|本期编辑|网络编辑|网页编辑|执行编辑")),
    ("editor", 2, _spaced("编辑") + "|(?i:editor|edited by)"),
    ("category", 0, _spaced(_CATEGORY_LABELS) + "|(?i:category|section)"),
    ("", 0, _spaced(_OTHER_LABELS)),
)
LABEL = re.compile(
    "(?:" + "|".join(f"(?P<f{i}>{pattern})" for i, (_, _, pattern) in enumerate(LABELS)) + ")"
    rf"(?P<sep>{_GAP}*[:：]{_GAP}*|{_GAP}*[/／|｜丨]{_GAP}*|{_GAP}+)"
)
ENGLISH_VERB = re.compile("(?i:published|posted|updated|last updated|written by|edited by)")
TRADITIONAL = re.compile(
    "來源|轉自|記者|發[布表佈稿]|時間|編輯|編審|責編|瀏覽|點擊|閱讀|欄目|頻道|分類|類別|撰稿|採寫|通訊員"
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_CLOCK = r"(?:上午|下午|晚)?\d{1,2} ?[:：] ?\d{1,2}(?: ?[:：] ?\d{1,2})?(?: ?[AaPp]\.?[Mm]\b\.?)?|\d{1,2}时\d{1,2}分"
DATE = re.compile(
    r"(?<![\d-])(?:"
    r"(?:19|20)\d\d ?年 ?(?:0?[1-9]|1[0-2]) ?月 ?(?:3[01]|[12]\d|0?[1-9]) ?日"
    r"|(?:19|20)\d\d([-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    rf"|{_MONTH} \d{{1,2}},? \d{{4}}\b|\d{{1,2}} {_MONTH},? \d{{4}}\b)"
    rf"(?P<time>(?:T|[, \u3000\xa0]*)(?:{_CLOCK}))?"
)
EVENT = re.compile("地[ \u3000]?点")  # with a date beside it: when and where something takes place
_NUMBER = r"\d[\d,]*(?:\.\d+)? ?(?:万|亿|[wWkK](?![A-Za-z]))?\+?"
_READ = r"(?:浏览|阅读|点击|访问)"
VIEWS = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{_READ}(?:量|数|次数|率)?|人气|(?i:\b(?:page ?)?views?))"
    rf"{_GAP}*(?P<colon>[:：(（]?){_GAP}*(?P<after>{_NUMBER})(?![\d年月日%％.])"
    rf"|(?<![\d.:：/-])(?P<before>{_NUMBER}) ?"
    rf"(?:(?:人?次)?{_READ}(?![量数次率]* ?[:：\d])|(?i:views?\b)(?! ?[:：]))"
)

# The surnames of nine in ten Chinese people: what stands behind a first name is one more only if it begins so.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关"
    "兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项"
    "连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐"
    "冀郁胥南班储原栗燕楚鄢劳谌欧阳上官司马诸"
)
_NOT_NAMES = (
    "(?!报道|综合|整理|编译|摄影|文图|图文|文字|通讯员|实习|特约|记者|本报|原创|编辑|今日|近日|日前|昨日|北京|上海|广州|新闻|来源"
    "|未知|佚名|匿名)"
)
# 董 城: a name of two characters is often set as wide as one of three.
_HAN_NAME = rf"{_NOT_NAMES}(?:{_HAN}{{2,4}}(?:[·•・]{_HAN}{{1,8}})*|[{_SURNAMES}][ \u3000]{_HAN})(?!{_HAN})"
_HAN_NAMES = rf"{_HAN_NAME}(?:(?: ?[、,，/&] ?|[ \u3000\xa0]+)(?=[{_SURNAMES}]){_HAN_NAME})*"
_NOT_DAYS = (
    "(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October"
    "|November|December)"
)
_LATIN_NAME = rf"{_NOT_DAYS}[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|de|van|von|al|bin|la|der)){{1,3}}"
_LATIN_NAMES = rf"{_LATIN_NAME}(?:(?:, and | and | & |, ){_LATIN_NAME})*(?![A-Za-z])"
NAMES = re.compile(f"{_HAN_NAMES}|{_LATIN_NAMES}")
BYLINE = re.compile(rf"(?:By|BY|by:) +(?P<names>{_LATIN_NAMES})(?=\s*(?:$|[,|·•/\d(]|in\b|{_MONTH}))")
ORGANISATION = re.compile(rf"(?:[/、]?(?:图片?|视频|摄影))*[ :：]*\S{{2,14}}?(?:记者)?[ :：\u3000\xa0]+(?={_HAN_NAME})")
NICKNAME = re.compile(r"[A-Za-z0-9_]{2,15}(?![\w\u4e00-\u9fff])")
IN_BRACKETS = re.compile(r"[（(【\[]([^（）()【】\[\]\n]{3,80})[）)】\]]")
REPORTERS = re.compile(
    rf"(?:^|[ \u3000\xa0/])[\u4e00-\u9fffA-Za-z·-]{{0,14}}"
    rf"(?:(?:记者|作者|撰文)[ \u3000\xa0:：/|]*|文 ?[:：/／|｜丨] ?)(?:{_HAN}{{2,10}}[ \u3000\xa0])??"
    rf"(?P<names>{NAMES.pattern})(?=$|[ \u3000\xa0/，,；;]|通讯员)"
)
# (某某日报 于璐)
PAPER_AND_NAMES = re.compile(
    rf"{_HAN}{{1,8}}(?:报|网|社|台|视|新闻|客户端)[ \u3000\xa0]+(?P<names>(?=[{_SURNAMES}]){_HAN_NAMES})[ \u3000\xa0]*"
)
# Behind the last full stop somebody signs: (于小璐), (于璐、李敏). Of places, too, there are many of three characters.
SIGNED = re.compile(
    rf"(?!全文|以上|张家|石家){_NOT_NAMES}(?=[{_SURNAMES}]){_HAN}{{2}}[^\W\d_省市县区镇村图版文刊社报网台站摄完片]"
    rf"|(?=[{_SURNAMES}]){_HAN_NAME}(?:(?: ?[、,，/] ?|[ \u3000\xa0])(?=[{_SURNAMES}]){_HAN_NAME})+"
)
OPENING_BYLINE = re.compile(
    rf"[□■◎●▲\s]*(?:{_HAN}{{0,12}}记者[ \u3000\xa0]+|(?:撰文|文) ?[|｜丨/／] ?)"
    rf"(?P<names>{NAMES.pattern})(?=[ \u3000\xa0]|$)"
)
BYLINE_ALONE = re.compile(rf"[□■◎●▲（(\s]*{_HAN}{{0,12}}?记者(?P<names>(?=[{_SURNAMES}]){_HAN_NAMES})[）)]?$")

SENTENCE_ENDS = re.compile(r"[。！？!?…][”’」』）)]*")
# Where a value ends, and what sites print right behind one.
VALUE_END = re.compile(
    rf"{_GAP}{{2,}}|[|｜丨;；,，。！？!?)）】\]〕」”\t\n<>＞◆◇■□●▲]|原创稿?$|http|来源[:：]|责编|责任编辑|编辑|值班|流程"
    "|返回搜狐|查看更多|分享让更多人看到|版权|扫码|点击|猜你喜欢|阅读推荐"
)
EDITION = re.compile(r"[（(][^（）()]{1,6}版[)）]")
BAD_SOURCE = re.compile(r"^[“\"‘'（(:：.…]|截图|图片|的$|^[的为是于]|^记者|^\W*$|[“”\"]")
# Some sites print it before the first sentence: [ 2023-07-28 16：40 ] ，正文：
STAMP = re.compile(r"^.{0,160}?正文[:：]\s*")
