"""What is counted and measured: the spellings of each unit, and the measure words of Chinese."""

# What may be counted with any measure word: 4个, 四项, 四点 requirements are as many.
ANY = "个"
_SPELLINGS = """
个/项/条/点/件/种/类/份/则/款/处
人/名/位/口/people/persons/person
元/元人民币/人民币/圆/块钱/yuan/rmb
美元/美金/dollars/dollar/usd
欧元/euros/euro
英镑/pounds
港元/港币
日元/日圆/yen
韩元/won
卢布/roubles/rubles
泰铢/baht
公里/千米/kilometres/kilometers/kilometre/kilometer/km
米/metres/meters/metre/meter
厘米/公分/centimetres/centimeters/cm
毫米/millimetres/millimeters/mm
微米/micrometres/micrometers
纳米/nanometres/nanometers/nm
英里/miles/mile
海里/nautical miles/nautical mile
英尺/feet/foot
英寸/inches/inch
平方公里/平方千米
平方米/平米/㎡
公顷/hectares/hectare
亩
立方米/㎥
吨/tonnes/tonne/tons/ton
公斤/千克/kilograms/kilogram/kg
克/grams/gram
毫克/milligrams/milligram/mg
微克/micrograms/microgram
斤
升/litres/liters
毫升/ml
秒/秒钟/seconds
分钟/minutes/minute
小时/个小时/个钟头/hours/hour
天/days/day
周/星期/个星期/weeks/week
月/个月/months/month
年/years/year
岁/周岁/years old/years of age
倍
度/摄氏度/℃
千瓦时/kwh
千瓦/kw
兆瓦时/megawatt-hours/megawatt-hour/mwh
吉瓦时/gigawatt-hours/gigawatt-hour/gwh
分贝/decibels/decibel/db
兆瓦/megawatts/megawatt/mw
吉瓦/gigawatts/gigawatt/gw
人次
阶段/个阶段
百分点/个百分点/percentage points/percentage point
季度/个季度/quarters
年级
"""
# These stand for themselves.
_MEASURES = """
家 所 座 栋 幢 间 套 户 辆 台 架 艘 列 部 张 本 册 篇 首 幅 只 头 尾 匹 株 棵 朵 次 回 遍 趟 场 届 期 轮 季 批 组
支 队 群 对 双 段 层 排 级 步 枚 颗 粒 块 片 面 根 把 瓶 杯 碗 箱 盒 袋 桶 包 笔 宗 起 例 单 课 句 字 行 页 集 章 节
分 票 环 局 盘 球 胜 负 平 冠 金 银 铜 国 省 市 县 区 镇 乡 村 州 号 卷 代 任 世纪
"""
# The unit by its spelling; the first spelling names it.
UNITS: dict[str, str] = {measure: measure for measure in _MEASURES.split()} | {
    spelling: line.split("/")[0] for line in _SPELLINGS.split("\n") if line for spelling in line.split("/")
}
# What ANY goes with: counted things, not measured amounts.
COUNTED = frozenset(_MEASURES.split()) | {ANY, "人", "人次", "阶段"}
# Measure words of which one may ask and the other tell: 几本书? 10册.
_ALIKE = tuple(
    map(
        frozenset,
        (
            "本 册 部".split(),
            "次 回 遍 趟 场".split(),
            ("人", "人次"),
            "辆 台".split(),
            "栋 幢 座".split(),
            "笔 宗 起 例".split(),
            "家 间 所".split(),
        ),
    )
)


def compatible(a: str, b: str) -> bool:
    """Tell whether two units, as the values of UNITS, can be of the same thing; "" is a unit left out.

    >>> compatible("个", "家"), compatible("", "元"), compatible("元", "美元"), compatible("个", "元")
    (True, True, False, False)
    """
    return a == b or not a or not b or (ANY in (a, b) and a in COUNTED and b in COUNTED)


def answers(asked: str, told: str) -> bool:
    """Tell whether an amount in one unit can answer a question in another, both as the values of UNITS.

    >>> answers("本", "册"), answers("人", "人次"), answers("本", "家")
    (True, True, False)
    """
    return compatible(asked, told) or any(asked in group and told in group for group in _ALIKE)
