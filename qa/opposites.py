"""Words that exclude each other."""

# One in the claim against the other in the sentence makes the claim false.
OPPOSITES = tuple(
    (pair.split("/")[0], pair.split("/")[1])
    for pair in """
    高/低 增/减 升/降 涨/跌 增加/减少 上升/下降 上涨/下跌 增长/下降 提高/降低 扩大/缩小 多/少 大/小
    上升/回落 走高/走低
    早/晚 快/慢 长/短 男/女 儿子/女儿 父亲/母亲 哥哥/弟弟 姐姐/妹妹 胜/负 赢/输 成功/失败 允许/禁止 战胜/不敌 领先/落后
    可以/不得 支持/反对 同意/拒绝 买/卖 上午/下午 首/末 之前/之后 国内/国外 公开/秘密 盈利/亏损 合格/不合格 最高/最低
    开始/结束 最大/最小 左/右 东/西 南/北 进口/出口 提前/推迟 免费/收费 线上/线下 超过/低于 多于/少于
    开馆/闭馆 开门/关门 开门/闭馆 开放/关闭 营业/停业 开放/闭馆 通车/停运
    保留/失去 保留/取消 保住/失去 必须/自愿 强制/自愿 成功/失利 抓获/在逃 抓到/在逃 落网/在逃 到案/在逃
    涨价/不变 上涨/不变 涨/持平 改变/不变 调整/不变 涨价/相同 提价/不变 降价/不变
    赢/告负 胜/告负 获胜/落败 战胜/告负 击败/告负 赢/落败 夺冠/失利 强/弱 找到/失联
    晚/提前 早/推迟 早/延后 收费/免收 付费/免费 要钱/免费
    成功/驳回 成功/被拒 通过/驳回 跳过/失败
    加强/减弱 增强/减弱 有罪/无罪 生/死 施行/失效 实施/失效 生效/失效 施行/废止 实施/废止
    advance/retreat increase/decrease rise/fall more/less before/after higher/lower pay/free blamed/cleared
    adopted/defeated adopted/rejected passed/defeated passed/rejected approved/rejected accepted/rejected
    guilty/acquitted convicted/cleared convicted/acquitted alive/dead
    """.split()
)
