"""Words that decide what a claim says of its subject: not, perhaps, must, all, only, first, up, done, denied."""

import re

# 不 in these is part of a word of its own (不断, 不俗) and denies nothing that another word could say.
_WORD_OF_ITS_OWN = (
    "仅|断|但|同|少|过|错|久|得不|只|论|管|是说|到|足|等|止|超过|懈|俗|凡|菲|已|禁|良|幸|安|满|利|妨|时|日|乏|外"
    "|限|料|惜|锈|动产|法|当|明|慎|正|佳|善|适|便|平|容忽视|可或缺|可分割|约而同|遗余力|言而喻|折不扣|单|光|负众望|愧"
)
NEGATION = re.compile(
    rf"不(?!{_WORD_OF_ITS_OWN})|并非|没有?|(?<!缘)未(?!来|成年|婚|知)|无(?!论|疑|数|人机|线|偿|缝|锡|障碍)|别(?=再)"
    r"|切勿|禁止|严禁|拒绝|否认|避免|防止"
    r"|\bnot\b|n't\b|\bno\b|\bnever\b|\bwithout\b|\bden(?:y|ied|ies)\b|\brefus\w+|\bfailed to\b"
)
# Words that say not so without a word for not.
SHORT_OF = re.compile(
    r"缺|欠|难以|停止|终止|反对|除外|以外|落空|失败|空缺|有待|尚待|抗议|放弃|取消"
    r"|\black\w*|\bfail\w*|\bexcept\b|\bstopp?\w*|\bhalt\w*"
)
# Verbs that say little themselves: what they do it to is what is denied.
LIGHT = frozenset(
    "获得 得到 进行 造成 提出 出现 发生 存在 作出 做出 给予 予以 受到 任何 多少 什么 能够 可以"
    " 这个 这些 我们 他们 其他 这样".split()
)

# What is still to come, or meant, and what is only possible.
PLANNED = re.compile(
    r"拟(?!人)|计划(?=[在于将用建投把对从年新到])|预计|有望|力争|准备|即将|下一步|下阶段|接下来|今后|打算|争取|致力|尚待|目标是|希望|期待|(?:^|[,。在])未来(?=[,将会几数一二三\d])"
    r"|要求|建议|预报|预警|倡议|呼吁|(?:还|也|仍|都|均|就|必|亦|则|并)将(?![领军士帅])|将(?=进一步|持续|继续|充分|全力|加快|加强|积极|大力)"
    r"|\bwill\b|\bplan(?:s|ned)? to\b|\bexpect\w*|\baims?\b|\bhopes?\b|\bto be\b"
)
WILL = re.compile(r"将(?!近|军|士|领|帅|来)")
# Said of what is to come, it holds for the next sentences of the speech too.
AHEAD = re.compile(r"下一步|下阶段|接下来|今后|未来|将(?!近|军|士|领|帅|来)")
MAYBE = re.compile(
    r"可能|或(?=[将会有可因为超达再遭需]|面临|存在|出现|导致|引发|成为|是|影响|许(?!多))|也许|大概率|疑似|似乎|有望|涉嫌|估计|预计"
    r"|\bmay\b|\bmight\b|\bcould\b|\bpossibl[ey]\b|\blikely\b|\bperhaps\b|\bappears?\b|\bseems?\b|\bsuspected\b"
)
# A claim is as careful as its proof with one of these.
CAREFUL = re.compile(
    MAYBE.pattern + r"|可以|或|会|能|怀疑|推测|猜测|认为|看来|预测|预期|\bcan\b|\bestimat\w*|\bbeliev\w*|\bexpect\w*"
)
CERTAIN = re.compile(
    r"必[将然定会]|一定(?!程度)|肯定|势必|无疑|毫无疑问|就是|确定|断定|\b(?:certainly|definitely|surely|undoubtedly)\b"
)
MUST = re.compile(
    r"必须|务必|应当?(?![对邀用急聘该付届])|应该|必需|须(?!知)|一律|强制|要求|不得"
    r"|\b(?:must|have to|has to|required|should)\b"
)
MAY = re.compile(r"可以|可(?=[申成采根按向由在])|鼓励|有权|自愿|\b(?:may|can|allowed)\b")
DONE = re.compile(r"已|了(?!解)|完成|曾|过(?=[。,]|$)|成功|\b(?:has|have|had|was|were)\b")

ALL = re.compile(
    r"全部|所有|全体|任何|一律|全都|每[一个位名家座次]|整个|完全|彻底|\ball\b|\bevery\b|\bentire(?:ly)?\b|\bwhole\b|\bcompletely\b"
)
# What says as much in the proof.
ALL_TOLD = re.compile(
    ALL.pattern
    + r"|[都均](?!衡|匀|价|市|会)|皆|各|全(?!国|市|省|县|球)|整|凡|一切|遍|无一|任意|每|总|满|\bboth\b|\beach\b|\bany\b"
)
EACH = re.compile(r"[都均](?!衡|匀|价|市|会)|皆")
SOME = re.compile(r"部分|有的|少数|个别|某些|一些|几[家个名位所座]|近半|过半|\bsome\b|\bmost\b|\bpart(?:s|ly)?\b")
ONLY = re.compile(r"唯一|只有|仅有|仅仅|独家|[只仅](?![要能是])|\bonly\b|\bsole\b")
ONLY_TOLD = re.compile(ONLY.pattern + r"|[只仅唯独]|除|之外|才|限于|不过|\bjust\b|\bexcept\b")
FIRST = re.compile(r"首[个次份家批届位座创条部]|第一|率先|最早|首先|首开|\bfirst\b(?! half)")
FIRST_TOLD = re.compile(FIRST.pattern + r"|[首先]|初|开创|最|冠|\b1st\b")
MOST = re.compile(
    r"最(?!后|近|终|新|初)|之最|第一|首位|榜首|冠军|\b(?:best|worst|largest|highest|biggest|greatest)\b"
    r"|\b(?:long|tall|low|old|young|fast|small|strong|weak|deep|rich|poor|heavi|earli|lat|clos)est\b"
)
MOST_TOLD = re.compile(MOST.pattern + r"|[最首极冠顶]|至[多少]|之[王都]|\bmost\b|\bfirst\b|\btop\b")

UP = re.compile(
    r"增长|上升|提高|增加|上涨|回升|扩大|攀升|走高|提升|增强|强化|加强|加快|翻|涨|上调|上扬|飙升|激增|骤增|猛增|增多|递增|壮大"
    r"|越[来发]?越?[大高多强快]|\b(?:up|rose|rise[sn]?|grew|grow\w*|increas\w*|gain\w*|rais\w+)\b"
)
DOWN = re.compile(
    r"下降|减少|降低|下滑|回落|缩小|下跌|走低|减弱|弱化|放缓|跌|降(?!雨|水|临|碳|落|解|温|价|本)|缩水|缩减|萎缩|收窄|下调|锐减|骤减|递减|滑坡"
    r"|越[来发]?越?[小低少弱慢]|\b(?:down|fell|fall\w*|declin\w*|decreas\w*|drop\w*|cut)\b"
)

# What is said to have been said or done with effect must be told so: words of a claim, and those of a proof.
DEEDS = tuple(
    (re.compile(claimed), re.compile(f"{claimed}|{told}"))
    for claimed, told in (
        ("否认|不属实|辟谣", "不实|澄清|不是|并非|没有|未"),
        ("承认|坦承|认罪|认罚|供述", "坦言|认可|接受|供认|坦白|交代|认识到"),
        ("拒绝|婉拒|谢绝", "不[接愿肯予同]|未[接同予]|拒|无意"),
        ("反对|抗议|反驳", "不同意|质疑|异议|不满|谴责|争辩|抵制|批评|不赞成"),
        (
            "批准|获批|(?:表决|审议|投票|获得?|一致)通过|通过了|同意|核准",
            "通过|准予|许可|赞成|支持|批复|核定|签署|决定",
        ),
        ("谴责|抨击|强烈不满", "批评|指责|抗议|斥责|声讨"),
        ("道歉|致歉|歉意", "对不起|抱歉|赔礼|歉"),
        ("辞职|辞去|请辞|卸任", "辞|离职|离任|退"),
        ("撤销|取消|撤回|撤(?:了|掉)", "剥夺|废|终止|停|解除|撤|不再"),
        ("起诉|公诉|诉讼|告上", "诉|告"),
        ("逮捕|抓获|刑拘|拘留|被捕|落网|归案", "抓|拘|捕|羁押|控制"),
        ("死亡|身亡|遇难|丧生|去世", "死|亡|逝|离世|病故|罹难|殉|夭折|牺牲|遗体|辞世"),
        ("失踪|失联", "下落不明|联系不上|走失"),
        ("破产|倒闭", "清算|资不抵债"),
        ("收购|并购|买下", "购买|购入|买|入股"),
        (r"\bden(?:y|ied|ies)\b", "否认|不|未|没"),
        (r"\bresign\w*", "辞"),
        (r"\bapolog\w*", "歉"),
        (r"\barrest\w*|\bdetain\w*", "逮|抓|拘|捕"),
        (r"\bkilled\b|\bdied\b", "死|亡|遇难|丧生|逝"),
    )
)
MORE_OPPOSITES = tuple(
    (pair.split("/")[0], pair.split("/")[1])
    for pair in """
    回升/回落 加快/放缓 强化/弱化 提升/降低 增强/削弱 扩大/收窄 好转/恶化 改善/恶化 允许/不得 鼓励/限制 真币/假币
    原告/被告 买入/卖出 流入/流出 升级/降级 上调/下调 上半场/下半场 上半年/下半年 受害/加害
    换上/换下 越大/越小 越高/越低 越多/越少 较大/较小 较高/较低 允许/严禁 允许/禁止 有效/无效 合法/违法
    合法/非法 开放/关闭 开幕/闭幕 上任/卸任 东侧/西侧
    南侧/北侧 左侧/右侧 上游/下游 入口/出口 首位/末位
    """.split()
)
# Of each of these sets a claim must not have another than its proof has.
SETS = tuple(
    tuple(line.split())
    for line in """
    全球|世界|国际 全国|国内|我国|中国 全省|省内 全市|市内 全县|县内 全区|区内 全校 全村
    上午|早上|早晨|凌晨|清晨 中午 下午|傍晚|午后 晚上|晚间|当晚|夜间|夜里
    春 夏 秋 冬
    星期一|周一 星期二|周二 星期三|周三 星期四|周四 星期五|周五 星期六|周六 星期日|周日|星期天
    以东|向东 以西|向西 以南|向南 以北|向北
    东北 东南 西北 西南
    一等 二等 三等 特等
    冠军 亚军 季军
    金牌 银牌 铜牌
    红色 黄色 蓝色 绿色 白色 黑色 橙色 紫色 粉色 灰色
    真 假
    去年|上年|20\\d\\d年 今年|本年|20\\d\\d年 明年|20\\d\\d年 前年|20\\d\\d年
    上半年 下半年
    一季度 二季度 三季度 四季度
    年初 年中 年底|年末
    月初|上旬 月中|中旬 月底|月末|下旬
    首席 副
    行政 刑事 民事
    spring summer autumn|fall winter
    morning afternoon evening|night
    monday tuesday wednesday thursday friday saturday sunday
    north south east west
    early late
    gold silver bronze
    """.strip().split("\n")
)
