"""Finds the people that a text names, by surname and by the company their names keep: posts before, verbs behind."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qa.normalize import for_models
from qa.passages import Span

# The surnames of some 95 % of Chinese people (Ministry of Public Security lists, public knowledge), then compound ones.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    "卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼"
    "盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍"
    "辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植"
    "衡富尧闭由傅萧阎赖洪钮荀贲羿汲邴糜隗宓郗郄钭韶蓟逄郦郤璩濮郏宦庾殳夔訾乜蒯竺佴桓贡缑蹇雒鄞仉呙郇芈琚仵苌禤鄂"
)
# Of the first hundred are some 85 % of people: without other signs a name has one of these.
COMMON_SURNAMES = frozenset(SURNAMES[:100])
_COMPOUND = (
    "欧阳|上官|司马|诸葛|东方|夏侯|皇甫|尉迟|公孙|慕容|司徒|令狐|宇文|长孙|端木|独孤|南宫|轩辕"
    "|呼延|完颜|纳兰|赫连|澹台|钟离|濮阳|淳于|申屠|闻人|拓跋|耶律|贺兰|万俟|范姜|张简|左丘|太史|宗政|第五"
)
_NAME = rf"(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
# The characters that foreign names are written with.
SOUNDS = (
    "约翰列修厄厉圭夸宰崔廖弥忒慕捷斐楚歇泊洁犹珀聂肖诃赛迦龙策茨阿埃艾安昂奥巴白班邦保鲍贝本比彼毕别宾波伯勃博布查达戴丹道得德登迪蒂丁东杜敦多恩尔法凡范菲费芬夫弗福盖甘冈高戈格根贡古瓜哈海汉豪赫亨洪侯胡华怀惠霍基吉加贾简杰金卡凯坎康考科克肯孔库奎拉莱赖兰朗劳勒雷黎里丽利莉连廉列林琳留卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密明摩莫默姆穆"
    "拿纳娜奈南内尼涅宁纽农努诺欧帕潘庞佩彭皮平蒲普奇乔切钦琼丘让热荣茹瑞若撒萨塞桑瑟森沙莎山尚舍申圣施什史士世舒朔斯司思丝松苏索塔泰坦汤唐陶特滕提廷通图土托陀瓦万王旺威韦维魏温文翁沃乌伍武希锡席夏香谢辛欣休许雪逊雅亚延扬杨耶叶伊依因英永尤于约泽扎詹珍芝朱卓兹子祖佐"
)
# What stands before a name …
POST = (
    r"首席[\u4e00-\u9fff]{2,4}官|修复师|[\u4e00-\u9fff]学家|馆长|行长|社长|台长|团长|州长|乡长|村长|船长|机长|组长|店长|园长|司长|署长|副总|总编|主编|主播|主持人|评委|志愿者|网友|顾客|消费者|乘客|业主|队员"
    r"|家长|里长|议员|建筑师|会计师|审计师|调解员|讲解员|护林员|管理员|网格员|支书|领队|裁判长?|主厨"
    r"|主帅|前锋|后卫|门将|科学家|学者|研究人员|分析师|经济学家|教师|政委"
    r"|讲师|导师|技师|厨师|设计师|主管|财务|会计|辅导员|驾驶员|飞行员|航天员|消防员|护士长|列车长|乘务员|快递员|骑手|"
    r"董事长|总经理|经理|总裁|书记|主席|部长|局长|处长|科长|厅长|市长|省长|县长|镇长|区长|院长|校长|所长|会长|秘书长|理事长|委员|主任|董事|监事|队长|教练|总监|负责人|发言人"
    r"|教授|研究员|院士|专家|博士生|博士后|研究生|博士|医生|医师|护士|老师|学生|记者|编辑|作者|导演|演员|歌手|作家|画家|律师|法官|检察官|民警|警官|总统|总理|首相|大臣|大使|参赞|司令|将军|少将|中将|上将|工程师|站长|村民|市民|居民|司机|选手|球员|运动员|先生|女士|男子|女子|嫌疑人|被告人?|原告|创始人|首席执行官|CEO|常委|代表|理事|院长|班长|会员|同志|顾问"
)
# … and behind it.
_ACTS = (
    r"(?:还|也|同时|随后|最后|则)?(?:表示|指出|强调|认为|说|称|介绍|透露|呼吁|回应|批评|反驳|质疑|坦承|建议|要求|希望|提到|谈到|解释|坦言|宣布|提出|告诉|主持|宣读|出席|担任|接任|出任|接替|就任|当选|作了?|致辞|参加|讲话|发言"
    r"|在(?:报告|接受|会|讲话|致辞|发言|采访)|代表|同志|先生|女士|教授|等人|率队|率团|获得|获|主演|饰演|领衔|执导|摄\b)"
)
_ACT = re.compile(_ACTS)
# Names stand behind these as behind posts.
_PRAISED = "小将|老将|名将|新秀|新星|主力|组合|冠军|亚军|季军|得主|状元"
_FOLLOWS_POST = re.compile(
    rf"(?:{POST}|{_PRAISED})(?=(?:[、,:：\s]{{0,2}}|—{{1,2}})((?:{_NAME})(?:、(?:{_NAME})(?![\u4e00-\u9fff]))*))"
)
_BEFORE_ACT = re.compile(
    rf"(?:(?<=[。！？!?；;，,、：:”』」\n\s由])|(?<=岁的)|^)((?:{_NAME})(?:[、和与](?:{_NAME}))*)(?=(?:{_ACTS}))",
    re.MULTILINE,
)
# Four or more things of two or three characters, set side by side.
_SIDE_BY_SIDE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3}){3,40}(?=等|[,，。;；和与])"
)
_ALSO = f"{SOUNDS}隆西京木力妮娃耐卜罕梭"  # beside the point these are sounds, too
# 贝奈·奥鲁科, as foreign names are written, behind a post or a word that no name holds: the one that begins with a
# Chinese surname is whole as well. One with a character that such names seldom have is left out rather than cut.
_FOREIGN = re.compile(
    rf"(?:(?<![\u4e00-\u9fff·A-Za-z])|(?:{POST}|{_PRAISED}|[人对由与和向跟及同让给被叫名长员者手师官]))"
    rf"(?P<name>[{_ALSO}]{{1,6}}(?:·[{_ALSO}]{{1,8}}){{0,2}}·[{_ALSO}]{{2,8}}+)(?!·)"
)
_CONVICTED = re.compile(
    rf"判处(?:被告人?)?((?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}?|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=有期|无期|死刑|拘役|管制)"
)
_STARTS_WITH_POST = re.compile(POST)
_NOT_IN_NAME = set(
    "到去来的了是在和与及就对向说称表指也还将曾均却仍因把被从为有这那各个其等以而并或所不主宣出参致作题村县市省区镇镜兵他她它我你您"
)
# Words that look like a name by their first character.
_WORDS = frozenset(
    """
    高度 高质 高级 高校 高速 高温 高考 高铁 高端 方面 方式 方案 方法 方向 成为 成功 成立 成果
    安全 安排 安徽 安装 江苏 江西 河北 常务 常年 常见 应当 应该 应对 应用 应急 国家 国内 国际
    国务 国有 国外 华人 华东 华南 武汉 武警 武器 文化 文件 文章 文明 文学 文旅 金融 金额 金属
    金牌 石油 石化 白天 白色 温度 温暖 时间 时代 时候 时期 时尚 明显 明确 明年 明天 平台 平均
    平安 平等 全国 全球 全面 全部 全市 全省 全力 全体 和平 和谐 海外 海南 海洋 海关 公司 公开
    公布 公安 公里 公众 公共 公民 利用 利益 利润 于是 于今 关于 关系 关注 关键 关心 向着 项目
    都是 都有 都市 云南 贵州 广东 山东 周边 周年 周期 周末 周一 周二 周三 周四 周五 周六 周日
    任务 任何 任命 计划 计算 信息 信心 信用 信任 展开 展示 展览 展现 由于 富有 原因 原来 原料
    原则 商业 商务 商品 商家 支持 支付 支援 相关 相信 相比 相当 来源 来自 来到 容易 强调 强化
    强降 强烈 强大 满足 满意 花费 权利 权益 包括 包含 包装 解决 解释 解放 解读 费用 管理 管道
    路线 路段 连续 连接 简单 单位 单元 党委 党员 党组 党建 农业 农村 农民 全长 马上 马路 金秋
    元素 智能 智慧 盛会 盛大 游客 游戏 游泳 车辆 车站 车祸 车主 古代 古城 查询 查看 查处 查明
    官方 官员 官网 封面 谈到 谈判 谈话 丰富 丰收 敬请 居民 居住 干部 干预 但是 但在 印发 印度
    那么 那些 那里 南京 南方 南部 冷空 冷静 席位 师生 仲裁 应邀 阳光 欧洲 欧盟 曲线 房屋 房地
    房价 万元 万人 严格 严重 严禁 康复 施工 施行 温馨 牛奶 易于 易发 季节 季度 蓝色 房间 黄色
    黄金 黄河 黄山 江南 江北 何时 何种 何地 余人 余名 余万 余元 段时 雷电 雷雨 龙头 史上 田间
    林业 林区 高兴 高达 高于 童年 边境 边防 明星 景区 景点 景观 季后 纪念 纪录 纪律 梅雨 毕业
    齐聚 齐全 齐心 齐声 齐齐 毕竟 左右 尚未 尚有 符合 祝贺 甘肃 宁夏 辛苦 路口 连日 储备 储存 郁闷 班级 班子 原定 楼市
    楼房 普通 普遍 普及 鲜花 战略 战斗 战争 银行 修复 修建 修改 卫生 卫星 通报 陆续 相约
    洪水 洪灾 洪涝 洪峰 洪流 赖以 贡献 都会 都能 都要
    """.split()
)


# Words that the dictionary takes for places or bodies, and that are none.
NO_PLACES = frozenset(
    """
    台风 海洋 深度 美丽 大桥 青春 新建 治安 东西 普及 西瓜 上门 海关 吉他 英雄 中断 满意度 滑坡 嘉宾 法治化 海鲜
    惠及 扎根 太阳 上台 关联 新鲜 古典 哥哥 福利 高原 桑拿天 长大 山水 河水 之日起 确保安全 锦旗 入口 开园 长度
    延时 长达 缅怀 平原 维度 山林 加密 宜居 上岗 长寿 串联 多维度 安宁 美化 入夏 广度 波及 池塘 巴士 加盟 馆藏
    华氏度 合龙 多角度 重建家园 立马 深渊 入园 神圣 普通高中 土建 美白 荷塘 扎堆 满头大汗 太多 湖畔 海滩
    青梅竹马 莲蓬 会徽 城市 上市公司 中医药 国际化 新兴产业 公立医院 公共场所 音乐会 新格局 广播电视 法律咨询
    列车运行 新进展 公共交通 国家有关 中华文化 科研院所 音乐厅 党组织 卫生院 卫生室 时限 收购 纳入 其他 短期
    """.split()
)
# What the dictionary calls words that are no people's names, and people whom it takes for places.
_NO_NAMES = frozenset("n d v vn vd a ad an t r s m c p l i f ns".split())
_PEOPLE_FOR_PLACES = frozenset(("普京", "于洋"))


# Kin stand before a name as posts do, but before much else as well.
KIN = (
    "母亲|父亲|妻子|丈夫|爱人|儿子|女儿|孙子|孙女|哥哥|弟弟|姐姐|妹妹|爷爷|奶奶|外公|外婆|舅父|舅舅|叔叔|侄子|侄女"
    "|徒弟|师傅|师父|妻弟|妻兄|岳父|岳母|嫂子|弟媳|弟妹|堂[兄弟姐妹哥]|表[兄弟姐妹哥]|外甥女?|侄女|养[父母子女]|前[妻夫]|女婿|儿媳|胞[兄弟姐妹]"
)
# Who is called so, and whose kin: 叫顾一鸣, 其妻弟侯启明.
_CALLED = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])叫|[的名人生汉客]叫|[其他她的](?:{KIN}))((?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
    rf"(?=[,，。、；;（(是说非]|$)"
)


def _trim(name: str, counts: Counter[str]) -> str | None:
    """Cut a third character that does not belong to the name; None where nothing of a name is left."""
    if (
        len(name) == 3
        and not re.match(_COMPOUND, name)
        and (name[2] in _NOT_IN_NAME or counts[name[:2]] > 2 * counts[name])
    ):
        name = name[:2]
    if (
        _STARTS_WITH_POST.match(name)
        or name[0] == "都"  # 家长都愁眉: the surname is rare, the word is not
        or name[:2] in _WORDS
        or name in _WORDS
        or any(c in _NOT_IN_NAME for c in name[1:])
    ):
        return None
    return name


def _without_verb(name: str, plain: str) -> str:
    """Leave off a last character that is the first of a word: 田野 and 到场 in 田野到场, 端木诚 and 暂代."""
    if len(name) != (4 if re.match(_COMPOUND, name) else 3):
        return name
    from rjieba import has_word  # loads a dictionary

    places = [m.end() for m in re.finditer(re.escape(name), plain)]
    if any(_ACT.match(plain, end) for end in places):
        return name  # the verb begins behind it
    return name[:-1] if places and all(len(b := plain[e - 1 : e + 1]) == 2 and has_word(b) for e in places) else name


def _runs_into_post(name: str, plain: str) -> bool:
    """Tell whether the last characters of a name begin a post wherever it stands: 由原总 and 经理."""
    places = [m.end() for m in re.finditer(re.escape(name), plain)]
    posts = (post for end in places for k in (1, 2) if (post := _STARTS_WITH_POST.match(plain, end - k)))
    return len(name) == 3 and sum(post.end() > post.start() + 1 for post in posts) >= len(places) > 0


def _is_team(name: str, plain: str) -> bool:
    """Tell whether a name is that of a team wherever it stands: 江州 of 冠军江州队."""
    return all("队" in plain[m.start() + 1 : m.end() + 1] for m in re.finditer(re.escape(name), plain))


def _is_word(name: str) -> bool:
    """Tell whether the dictionary has a name as a word that is no person's name: 方阵, 简直, 宿州."""
    import rjieba  # loads a dictionary

    words = rjieba.tag(name, False)
    return len(words) == 1 and words[0][1] in _NO_NAMES and name not in _PEOPLE_FOR_PLACES


def _all_names(run: str) -> list[str]:
    """Return the members of 甲、乙、丙, where each looks like a name; else none. The last may be cut off by 等."""
    members = run.split("、")
    return members if all(like_a_name(m) and _trim(m, Counter({m: 1})) == m for m in members) else []


def _joined(run: str) -> list[str]:
    """Return the names in 甲、乙和丙; 和 may be a part of one as well."""
    names = re.split("[、和与]", run)
    return names if all(len(name) > 1 for name in names) else run.split("、")


def like_a_name(words: str) -> bool:
    """Tell whether words are a surname with one or two characters behind it.

    >>> like_a_name("张三"), like_a_name("中铝")
    (True, False)
    """
    return bool(re.fullmatch(_NAME, words)) and words[:2] not in _WORDS


def _begins_with_word(name: str) -> bool:
    """Tell whether the dictionary has the first two characters of a name as a word: 方面 of 方面军."""
    from rjieba import has_word  # loads a dictionary

    return bool(has_word(name[:2]))


def is_name(words: str) -> bool:
    """Tell whether words are a surname and two characters that the dictionary has for nothing else.

    >>> is_name("侯启明"), is_name("方面军")
    (True, False)
    """
    return (
        len(words) == 3
        and like_a_name(words)
        and not _is_word(words)
        and not _begins_with_word(words)
        and not set(words[1:]) & _NOT_IN_NAME
        and words[2] not in "先调正再"
    )


# What stands right before the name of somebody who wrote the article.
BYLINE = re.compile(r"(?:记者|通讯员|编辑|作者|摄影|[文图]/|责编|采写|见习)[\s:]*$")


def holds_post(sentence: str, name: str) -> bool:
    """Tell whether a name stands right behind a post or a word for kin, whatever the surname.

    Both as `for_models` gives them.

    >>> holds_post("总经理宓成武提出方案", "宓成武"), holds_post("集团总经理提出方案", "方案")
    (True, False)
    """
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,5}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+", name)) and bool(
        re.search(rf"(?:{POST}|{KIN})[:\s]?{re.escape(name)}", sentence)
    )


_BREAK = re.compile(r"[,，。;；:：!！?？\n“”()（）]|\s")
_TALKS_TO = re.compile("(?:独家)?(?:对话|专访|走近|采访)(?=.{2})")  # as headlines begin
_POST_END = re.compile(rf"(?:{POST})$")


def post_before(text: str, name_at: int, names: Sequence[str]) -> Span | None:
    """Return the span of the post that stands right before a name, or None.

    :param text: as the models read it.
    :param name_at: where the name begins.
    :param names: all names of the article; a post ends where another name stands.

    >>> t = "会上,甲公司董事长姚林、总经理、党委副书记刘洋发言。"
    >>> [t[slice(*post_before(t, t.find(n), ["姚林", "刘洋"]))] for n in ("姚林", "刘洋")]
    ['甲公司董事长', '总经理、党委副书记']
    """
    breaks = [m.end() for m in _BREAK.finditer(text, max(0, name_at - 80), name_at)]
    start = max(breaks, default=max(0, name_at - 80))
    for name in names:
        if (at := text.rfind(name, start, name_at)) >= 0:
            start = max(start, at + len(name))
    while start < name_at and text[start] in "、和与及":
        start += 1
    start += len(talk[0]) if (talk := _TALKS_TO.match(text[start:name_at])) else 0
    return (start, name_at) if _POST_END.search(text[start:name_at]) else None


def held_posts(text: str, name: str, names: Sequence[str]) -> Iterator[tuple[Span, Span]]:
    """Yield where a text tells a post right before a name: the spans of the name and of the post; else as post_before.

    >>> t = "董事长姚林主持,姚林说"
    >>> [(t[slice(*who)], t[slice(*post)]) for who, post in held_posts(t, "姚林", ["姚林"])]
    [('姚林', '董事长')]
    """
    for match in re.finditer(re.escape(name), text):
        if post := post_before(text, match.start(), names):
            yield match.span(), post


# A name that is told again stands between ever other words, and its characters stand nowhere without each other.
_ANY_NAME = re.compile(rf"(?=((?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{2}}))")
_AGAIN_CHARS = 200_000  # of longer texts the rest is left: other signs find their names
_MOST_AGAIN = 300
_LIKE_WORDS = frozenset("明云勾皮巴索时成路全计都门相平强权家阳展信")
_NO_NAME_END = frozenset(
    "队省市县区镇乡村州局厅委部院校厂店馆站路街桥河山湖岛港杯赛组团会社人号期次届级岁元万亿名位家座条间台架种款类型性率量度化者员师们"
    "里上下内外前后时间处所点场地多少二三四五六七八九两几百千的了是在有和与不也都就还很被把让给从向对于以为因而但则并或其此这那哪检购"
)


def _told_again(plain: str) -> list[str]:
    """Return the names of three characters or more that stand at least twice in a text.

    >>> _told_again("昨天储晓萌赢了首盘。教练说,储晓萌年轻。")
    ['储晓萌']
    """
    from rjieba import has_word  # loads a dictionary

    plain = plain[:_AGAIN_CHARS]
    around: dict[str, tuple[list[str], list[str]]] = {}
    pairs = Counter(plain[i : i + 2] for i in range(len(plain) - 1))
    for match in _ANY_NAME.finditer(plain):
        name, start = match[1], match.start()
        left, right = around.setdefault(name, ([], []))
        left.append(plain[max(0, start - 1) : start])
        right.append(plain[start + len(name) : start + len(name) + 1])
    found: list[str] = []
    for name, (left, right) in sorted(around.items(), key=lambda item: -len(item[1][0])):
        if len(found) == _MOST_AGAIN:
            break
        if len(left) < 2 or min(len(set(left)), len(set(right))) < 2 or _NO_NAME_END.intersection(name[1:]):
            continue
        if all(before.isdigit() for before in left):
            continue  # 96.3万标箱
        inner = [name[i : i + 2] for i in range(len(name) - 1)]
        together = all(pairs[pair] == len(left) for pair in inner)
        if together and name[0] not in _LIKE_WORDS and not any(has_word(w) for w in (*inner, name)):
            found.append(name)
    return found


def _foreign(plain: str) -> Iterator[str]:
    """Yield the foreign names of a text, without last characters that begin the next word: 提 of 提醒.

    >>> list(_foreign("副外长贝奈·奥鲁科说,商人里卡多·本韦努蒂提醒大家,总统马克·卡尼明确表示"))
    ['贝奈·奥鲁科', '里卡多·本韦努蒂', '马克·卡尼']
    """
    from rjieba import has_word  # loads a dictionary

    found = []
    for match in _FOREIGN.finditer(plain):
        end = match.end("name")
        last = match["name"].rfind("·") + match.start("name")
        # At most so many: in 奥鲁科达成 one, and no name has fewer than two.
        if end - last > 3 and (plain[end - 1] == "于" or has_word(plain[end - 1 : end + 1])):
            end -= 1
        found.append(plain[match.start("name") : end])
    # Where it is told again without the last character, it was the next word's.
    yield from (name for name in found if name[:-1] not in found)


def _is_part(name: str, whole: str, plain: str) -> bool:
    """Tell whether a name stands in a text only as a part of a longer one: 伊万 of 伊万·达索."""
    return name in whole.split("·") and plain.count(name) == plain.count(whole)


def people(text: str) -> dict[str, int]:
    """Return the Chinese names of people in a text, with how often each stands there.

    >>> people("会议由董事长姚林主持。姚林表示,要抓好落实。")
    {'姚林': 2}
    """
    plain = for_models(text)
    found = [
        name for pattern in (_FOLLOWS_POST, _BEFORE_ACT) for m in pattern.finditer(plain) for name in _joined(m[1])
    ]
    found += [m[1] for pattern in (_CALLED, _CONVICTED) for m in pattern.finditer(plain)]
    found = [name for name in found if not (_runs_into_post(name, plain) or _is_team(name, plain))]
    found += [name for run in _SIDE_BY_SIDE.finditer(plain) for name in _all_names(run[0])]
    found = [_without_verb(name, plain) for name in found] + _told_again(plain)
    counts = Counter({name: plain.count(name) for name in {n for name in found for n in (name, name[:2])}})
    names = Counter(trimmed for name in found if (trimmed := _trim(name, counts)))
    foreign = dict.fromkeys(_foreign(plain))
    names = Counter({name: n for name, n in names.items() if not any(_is_part(name, f, plain) for f in foreign)})
    dropped = {n for n in names for o in names if o != n and o.startswith(n) and plain.count(o) * 2 > plain.count(n)}
    dropped |= {n for n in names if n[1:] in names}  # a preposition before a name: 向某某
    kept = [name for name in names if name not in dropped and not _is_word(name)]
    kept = sorted([*kept, *foreign], key=plain.find)
    return {name: plain.count(name) for name in kept}
