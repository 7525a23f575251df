"""Follow-ups of many forms, each as a person would complete it."""

import time

import pytest

from qa.conversation import complete
from qa.normalize import for_models
from qa.types import Answer, Article, Citation, Kind

TEXT = (
    "5月3日,覃玉兰在梧州图书馆主持了第四届读书大会。副馆长李雷宣读了《借阅办法》,志愿者韩梅梅作了题为《夜读》的报告。"
    "甲公司中标图书馆改造项目,裁员500人。四点要求。梧州。2019年。三百元。桂林队夺冠,魏强、韩梅梅获奖。读书强国。"
    "约翰·史密斯到场。GRX-7上线。李雷、韩梅梅。80万元。乙公司。丁酒店。因为下雨。"
)
ARTICLE = Article(Article.id_of(TEXT), "读书大会", TEXT)
PEOPLE = ["覃玉兰", "李雷", "韩梅梅", "魏强"]
Turn = tuple[str, str] | tuple[str, str, Kind]


def reply(question: str, words: str, kind: Kind = "fact") -> Answer:
    """Return a turn that was answered with these words of the article, or with a text of its own, or refused."""
    at = TEXT.find(words) if words else -1
    if at >= 0:
        citation = Citation.of(ARTICLE, at, at + len(words), focus=(at, at + len(words)))
        return Answer(words, True, 0.9, (citation,), kind, question, question)
    if words:
        return Answer(words, True, 0.9, (), kind, question, question)
    # A refusal shows the nearest sentence, which is about somebody else.
    near = TEXT.find("副馆长李雷")
    shown = Citation.of(ARTICLE, near, near + 13, focus=(near + 3, near + 5))
    return Answer("文章没有提到这一点。最接近的是：李雷", False, 0.6, (shown,), kind, question, question)


def understood(turns: list[Turn], question: str, people: list[str] | None = None) -> str:
    """Complete a question after turns whose own questions are completed first."""
    replies: list[Answer] = []
    names = PEOPLE if people is None else people
    for asked, *rest in turns:
        answer = reply(complete(replies, asked, names), *rest)  # type: ignore[arg-type]
        replies.append(answer)
    return complete(replies, question, names)


WHO = ("谁主持了读书大会?", "覃玉兰")
READ = ("李雷宣读了什么?", "《借阅办法》")
FIRM = ("哪家公司中标了图书馆改造项目?", "甲公司")
POINTS = ("覃玉兰提出了几点要求?", "四点", "count")

PERSON: list[tuple[list[Turn], str, str]] = [
    ([WHO], "他是什么职务?", "覃玉兰是什么职务?"),
    ([WHO], "她多大了?", "覃玉兰多大了?"),
    ([WHO], "那她呢,她是哪里人?", "覃玉兰是哪里人?"),
    ([WHO], "那她是哪里人?", "覃玉兰是哪里人?"),
    ([WHO], "此人是什么来头?", "覃玉兰是什么来头?"),
    ([WHO], "这个人是谁?", "覃玉兰是谁?"),
    ([WHO], "这位是什么职务?", "覃玉兰是什么职务?"),
    ([WHO], "这位女士说了什么?", "覃玉兰说了什么?"),
    ([WHO], "该负责人还说了什么?", "覃玉兰还说了什么?"),
    ([WHO], "其职务是什么?", "覃玉兰的职务是什么?"),
    ([WHO], "請問她的職務是什麼?", "覃玉兰的职务是什么?"),
    ([WHO], "她与李雷是什么关系?", "覃玉兰与李雷是什么关系?"),
    ([WHO], "李雷和她是什么关系?", "李雷和覃玉兰是什么关系?"),
    ([WHO], "李雷说他什么时候来?", "李雷说他什么时候来?"),
    ([READ], "他还做了什么?", "李雷还做了什么?"),
    ([READ], "他什么时候宣读的?", "李雷什么时候宣读的?"),
    ([("李雷把证书给了谁?", "韩梅梅")], "她是什么职务?", "韩梅梅是什么职务?"),
    ([("是李雷主持的吗?", "不是，是覃玉兰。", "yes_no")], "她是什么职务?", "覃玉兰是什么职务?"),
    ([("是李雷主持的吗?", "是的。", "yes_no")], "他是什么职务?", "李雷是什么职务?"),
    ([("李雷的父亲是哪年去世的?", "2019年")], "他去世时多大?", "李雷的父亲去世时多大?"),
    ([("馆长说了什么?", "读书强国")], "他什么时候说的?", "馆长什么时候说的?"),
    ([("覃某被判了多久?", "2019年")], "他认罪了吗?", "覃某认罪了吗?"),
    ([("约翰·史密斯来了吗?", "是的。", "yes_no")], "他是哪国人?", "约翰·史密斯是哪国人?"),
    ([("李雷和韩梅梅得了什么奖?", "《夜读》")], "他们是什么职务?", "李雷和韩梅梅是什么职务?"),
    ([("李雷和韩梅梅得了什么奖?", "《夜读》")], "他多大?", "他多大?"),
    ([("谁得了奖?", "李雷、韩梅梅")], "他们得了多少奖金?", "李雷、韩梅梅得了多少奖金?"),
    ([("谁得了奖?", "李雷、韩梅梅")], "他多大?", "他多大?"),
    ([("家属们等了几天?", "2019年")], "他们后来怎么样了?", "家属们后来怎么样了?"),
    ([("桂林队今年得了第几名?", "2019年")], "他们的教练是谁?", "桂林队的教练是谁?"),
    ([("谁得了奖?", "李雷、韩梅梅")], "两人是什么关系?", "李雷、韩梅梅是什么关系?"),
]
THING: list[tuple[list[Turn], str, str]] = [
    ([READ], "它有几条?", "《借阅办法》有几条?"),
    ([READ], "它是什么时候生效的?", "《借阅办法》是什么时候生效的?"),
    ([READ], "这是哪一年定的?", "《借阅办法》是哪一年定的?"),
    ([READ], "这份文件有几条?", "《借阅办法》有几条?"),
    ([READ], "该办法有几条?", "《借阅办法》有几条?"),
    ([READ], "这個辦法是誰定的?", "《借阅办法》是谁定的?"),
    ([FIRM], "该公司在哪里?", "甲公司在哪里?"),
    ([FIRM], "这家公司有多少员工?", "甲公司有多少员工?"),
    ([FIRM], "這家公司有多少員工?", "甲公司有多少员工?"),
    ([FIRM], "它的总部在哪里?", "甲公司的总部在哪里?"),
    ([FIRM], "上述公司的董事长是谁?", "甲公司的董事长是谁?"),
    ([FIRM], "其董事长是谁?", "甲公司的董事长是谁?"),
    ([FIRM], "其中有什么问题?", "其中有什么问题?"),
    ([FIRM], "其他公司来了吗?", "其他公司来了吗?"),
    ([("谁宣读了《借阅办法》?", "李雷")], "它有几条?", "《借阅办法》有几条?"),
    ([("第四届读书大会的主题是什么?", "读书强国")], "它是哪天举行的?", "第四届读书大会是哪天举行的?"),
    ([("第四届读书大会由谁主持?", "覃玉兰")], "这次会议来了多少人?", "第四届读书大会来了多少人?"),
    ([("第四届读书大会由谁主持?", "覃玉兰")], "此次大会来了多少人?", "第四届读书大会来了多少人?"),
    ([("梧州火灾烧了多久?", "2019年")], "这起事故的原因是什么?", "梧州火灾的原因是什么?"),
    ([("新上线的系统叫什么?", "GRX-7")], "它有什么功能?", "GRX-7有什么功能?"),
    ([("张军领导的是哪个党?", "乙公司")], "这个党有多少席?", "乙公司有多少席?"),
    ([("文章里的那本书叫什么?", "《夜读》")], "这本书多少钱?", "《夜读》多少钱?"),
]
PLACE_TIME: list[tuple[list[Turn], str, str]] = [
    ([("大会在哪里举行?", "梧州")], "那里有多少人口?", "梧州有多少人口?"),
    ([("大会在哪里举行?", "梧州")], "她在那里做了什么?", "她在梧州做了什么?"),
    ([("大会在哪里举行?", "梧州")], "当地天气怎么样?", "梧州天气怎么样?"),
    ([("桂林市来了多少人?", "四点")], "那里的市长是谁?", "桂林市的市长是谁?"),
    ([("大会哪天举行?", "5月3日")], "那天还发生了什么?", "5月3日还发生了什么?"),
    ([("大会哪天举行?", "5月3日")], "当天来了多少人?", "5月3日来了多少人?"),
    ([("他哪一年入馆?", "2019年")], "那年他多大?", "2019年他多大?"),
    ([("2018年谁夺冠?", "桂林队")], "当时谁到场了?", "2018年谁到场了?"),
    ([("1998年李雷去哪里找过人?", "梧州")], "那次找到了吗?", "1998年那次找到了吗?"),
    ([("谁主持了大会?", "覃玉兰")], "那天来了多少人?", "那天来了多少人?"),
]
INSTEAD: list[tuple[list[Turn], str, str]] = [
    ([READ], "韩梅梅呢?", "韩梅梅宣读了什么?"),
    ([READ], "那韓梅梅呢", "韩梅梅宣读了什么?"),
    ([READ], "韩梅梅又宣读了什么?", "韩梅梅又宣读了什么?"),
    ([READ], "至于韩梅梅呢?", "韩梅梅宣读了什么?"),
    ([READ, ("韩梅梅呢?", "《夜读》")], "魏强呢?", "魏强宣读了什么?"),
    ([READ], "韩梅梅呢,她做了什么?", "韩梅梅做了什么?"),
    ([READ], "韩梅梅呢,在会上做了什么?", "韩梅梅在会上做了什么?"),
    ([("北京的票房是多少?", "80万元")], "上海呢?", "上海的票房是多少?"),
    ([("北京的票房是多少?", "80万元")], "那上海呢", "上海的票房是多少?"),
    ([("北京的票房是多少?", "80万元")], "上海?", "上海的票房是多少?"),
    ([("北京的票房是多少?", "80万元")], "换成上海呢?", "上海的票房是多少?"),
    ([("北京的票房是多少?", "80万元")], "上海的呢?", "上海的票房是多少?"),
    ([("北京的票房是多少?", "80万元")], "上海的票房呢?", "上海的票房是多少?"),
    ([("北京的票房是多少?", "80万元")], "票价呢?", "北京的票价是多少?"),
    ([("北京的票房是多少?", "80万元"), ("上海呢?", "三百元")], "哪个更高?", "北京和上海的票房,哪个更高?"),
    ([("北京的票房是多少?", "80万元"), ("上海呢?", "三百元")], "广州呢?", "广州的票房是多少?"),
    ([("丙省有多少处火场?", "80万元")], "丁省呢?", "丁省有多少处火场?"),
    ([("甲公司裁员了多少人?", "500人")], "乙公司呢?", "乙公司裁员了多少人?"),
    ([("馆里的馆长是谁?", "覃玉兰")], "副馆长呢?", "馆里的副馆长是谁?"),
    ([("甲公司的董事长是谁?", "魏强")], "总经理呢?", "甲公司的总经理是谁?"),
    ([("2019年来了多少人?", "500人")], "2020年呢?", "2020年来了多少人?"),
    ([("2019年来了多少人?", "500人")], "去年呢?", "去年来了多少人?"),
    ([("甲公司营收是多少?", "80万元")], "去年呢?", "去年甲公司营收是多少?"),
    ([("5月3日来了多少人?", "500人")], "5月4日呢?", "5月4日来了多少人?"),
    ([("上半年的产量是多少?", "500人")], "下半年呢?", "下半年的产量是多少?"),
    ([("第三届是谁主持的?", "覃玉兰")], "第四届呢?", "第四届是谁主持的?"),
    ([("水位低于12米有多少天?", "80万元")], "10米呢?", "水位低于10米有多少天?"),
    ([("XB.1在梧州占多大比例?", "80万元")], "EG.5呢?", "EG.5在梧州占多大比例?"),
    ([("谁主持了大会?", "覃玉兰")], "是李雷吗?", "是李雷主持了大会吗?"),
    ([("大会由谁主持?", "覃玉兰")], "是李雷吗?", "大会由李雷主持吗?"),
    ([("大会是李雷主持的吗?", "")], "是魏强吗?", "大会是魏强主持的吗?"),
    ([("作者是谁?", "覃玉兰", "page")], "编辑呢?", "编辑是谁?"),
    ([("作者是誰?", "覃玉兰", "page")], "那來源呢?", "来源是什么?"),
    ([("《夜读》讲了什么?", "读书强国")], "《借阅办法》呢?", "《借阅办法》讲了什么?"),
]
ITEMS: list[tuple[list[Turn], str, str]] = [
    ([POINTS], "第三点呢?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS], "第三点是什么?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS], "第三點具體講了什麼?", "覃玉兰提出的第三点要求具体讲了什么?"),
    ([POINTS], "那最后一点呢?", "覃玉兰提出的最后一点要求是什么?"),
    ([POINTS, ("第二点呢?", "读书强国", "list")], "第三点呢?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS, ("第二点呢?", "读书强国", "list")], "下一点呢?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS, ("第二点呢?", "读书强国", "list")], "上一点呢?", "覃玉兰提出的第一点要求是什么?"),
    ([POINTS], "哪四点?", "覃玉兰提出了哪四点要求?"),
    ([POINTS], "分别是什么?", "覃玉兰提出的要求分别是什么?"),
    ([("图书馆的第一条提示是什么?", "读书强国", "list")], "第四条呢?", "图书馆的第四条提示是什么?"),
    ([("大会对读者有哪些建议?", "读书强国", "list")], "第二条里有什么?", "大会对读者的第二条建议里有什么?"),
    ([("有多少人参加了大会?", "500人")], "都有谁?", "有谁参加了大会?"),
    # what lies between the list and its item is about somebody, or something, else
    ([POINTS, ("她是谁?", "馆长")], "第三点呢?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS, ("她是谁?", "馆长")], "第三點是什麼?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS, ("第二点呢?", "读书强国", "list"), ("她是谁?", "馆长")], "下一点呢?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS, ("有哪些人参加了大会?", "500人", "list")], "第三点呢?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS, ("有多少人参加了大会?", "500人", "count")], "第三点呢?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS, ("第四届大会由谁主持?", "覃玉兰")], "第三点呢?", "覃玉兰提出的第三点要求是什么?"),
    ([POINTS, ("大会对读者有哪些建议?", "读书强国", "list"), WHO], "第二条呢?", "大会对读者的第二条建议是什么?"),
    ([POINTS, ("大会对读者有哪些建议?", "", "list"), WHO], "第二条呢?", "覃玉兰提出的第二条要求是什么?"),
    ([("第三届是谁主持的?", "覃玉兰"), ("她是谁?", "馆长")], "第四届呢?", "第四届是谁主持的?"),
    ([("图书馆在哪里?", "")], "第三点呢?", "图书馆的第三点是什么?"),
    (
        [("How many points did Li Lei make?", "四点", "count"), ("Who is he?", "馆长")],
        "What about the third?",
        "What is the third point that Li Lei did make?",
    ),
]
ASKING: list[tuple[list[Turn], str, str]] = [
    ([WHO], "什么时候?", "覃玉兰什么时候主持了读书大会?"),
    ([WHO], "在哪?", "覃玉兰在哪主持了读书大会?"),
    ([WHO], "时间?", "读书大会的时间?"),
    ([WHO], "那是在哪一年?", "覃玉兰主持了读书大会,是在哪一年?"),
    ([WHO], "那是什么时候的事?", "覃玉兰主持了读书大会,是什么时候的事?"),
    ([("甲公司上半年赚了多少利润?", "500人")], "比去年同期涨了多少?", "甲公司上半年的利润比去年同期涨了多少?"),
    ([WHO], "为什么?", "覃玉兰为什么主持了读书大会?"),
    ([("甲公司裁员了多少人?", "500人")], "为什么?", "甲公司为什么裁员了500人?"),
    ([("甲公司裁员了多少人?", "500人")], "為什麼呢?", "甲公司为什么裁员了500人?"),
    ([("甲公司裁员了多少人?", "500人")], "什么时候?", "甲公司什么时候裁员了500人?"),
    ([("大会延期了吗?", "是的。", "yes_no")], "为什么?", "大会为什么延期了?"),
    ([("大会是什么时候举行的?", "5月3日")], "在哪里?", "大会是在哪里举行的?"),
    ([("大会在哪里举行?", "梧州")], "什么时候?", "大会什么时候举行?"),
    ([("大会在哪里举行?", "梧州")], "谁主持的?", "大会谁主持的?"),
    ([("第四届读书大会的主题是什么?", "读书强国")], "什么时候?", "第四届读书大会什么时候?"),
    ([("第四届读书大会的主题是什么?", "读书强国")], "有多少人参加?", "第四届读书大会有多少人参加?"),
    ([("第四届读书大会由谁主持?", "覃玉兰")], "什么时候举行的?", "第四届读书大会什么时候举行的?"),
    ([("第四届读书大会由谁主持?", "覃玉兰")], "主题是什么?", "第四届读书大会的主题是什么?"),
    ([("谁主持会议?", "覃玉兰")], "主题是什么?", "会议的主题是什么?"),
    ([("谁领导研究团队?", "覃玉兰")], "有多少人?", "研究团队有多少人?"),
    ([("When did the line open?", "2021")], "How long is it?", "How long is the line?"),
    ([("第四届读书大会由谁主持?", "覃玉兰")], "时间呢?", "第四届读书大会的时间是什么?"),
    ([("第四届读书大会由谁主持?", "覃玉兰")], "地点在哪里?", "第四届读书大会的地点在哪里?"),
    ([("韩梅梅作了什么报告?", "《夜读》")], "题目是什么?", "韩梅梅的报告的题目是什么?"),
    ([("哪本书得了奖?", "《夜读》")], "多少钱?", "《夜读》多少钱?"),
    ([READ], "有几条?", "《借阅办法》有几条?"),
    ([READ], "还说了什么?", "李雷还说了什么?"),
    ([WHO], "宣读了什么?", "覃玉兰宣读了什么?"),
    ([WHO], "职务是什么?", "覃玉兰的职务是什么?"),
    ([WHO], "多大年纪?", "覃玉兰多大年纪?"),
    ([WHO], "还有谁?", "还有谁主持了读书大会?"),
    ([("大会提出了哪些要求?", "四点", "list")], "还有呢?", "大会提出了哪些要求?"),
    ([("大会提出了哪些要求?", "四点", "list")], "其他的呢?", "大会提出了哪些要求?"),
    ([("大会提出了哪些要求?", "四点", "list")], "具体说说", "大会提出了哪些要求?"),
    ([("大会提出了哪些要求?", "四点", "list")], "能详细一点吗?", "大会提出了哪些要求?"),
    ([FIRM], "什么时候成立的?", "甲公司什么时候成立的?"),
    ([FIRM], "多少钱?", "甲公司多少钱?"),
]
MORE: list[tuple[list[Turn], str, str]] = [
    ([("哪些地方下了雨?", "梧州", "list")], "桂林呢?", "桂林下了雨吗?"),
    ([("大会延期了吗?", "不是。", "yes_no")], "为什么?", "大会为什么没有延期?"),
    ([("地震造成多少人死亡?", "四点")], "受伤的呢?", "地震造成多少人受伤?"),
    ([("馆长是谁?", "覃玉兰")], "毕业于哪所学校?", "覃玉兰毕业于哪所学校?"),
    ([("图书馆位于哪里?", "梧州")], "总面积呢?", "图书馆的总面积是多少?"),
    ([("三名读者叫什么?", "")], "他们借了几本书?", "三名读者借了几本书?"),
    ([("大会来了多少家企业?", "500人")], "有多少人参加?", "大会有多少人参加?"),
    ([("谁率队参赛?", "甲省队员张建国")], "他多大?", "张建国多大?"),
    ([("馆方采取了什么措施?", "")], "这一措施到什么时候?", "馆方采取的措施到什么时候?"),
    ([("车队一共有几站?", "四点")], "几个司机?", "车队一共有几个司机?"),
    (
        [("丙国2015年到2019年举行过几次选举?", "四点", "count")],
        "那几次是谁赢的?",
        "丙国2015年到2019年举行的那几次选举是谁赢的?",
    ),
    ([("大会对读者有哪些建议?", "四点", "list")], "这些建议是谁提的?", "大会对读者的这些建议是谁提的?"),
    ([("李雷和韩梅梅得了什么奖?", "《夜读》")], "魏强呢?", "魏强得了什么奖?"),
    ([("覃某被判了多久?", "覃某七年,魏某五年")], "另外那个人呢?", "另外那个人呢?"),
    ([("大会谁主持的?", "覃玉兰")], "是李雷吗?", "大会是李雷主持的吗?"),
    ([("Who is 李雷?", "韩梅梅")], "How old is he?", "How old is 李雷?"),
    ([("李雷是谁?", "韩梅梅")], "他多大?", "李雷多大?"),
    ([("丙部考什么?", "")], "卷二的丙部呢?", "卷二的丙部考什么?"),
    ([("甲公司连续几年进了前十?", "四点", "count")], "最好的一次排第几?", "甲公司最好的一次排第几?"),
]
CARRIED: list[tuple[list[Turn], str, str]] = [
    ([WHO, ("她是什么职务?", "")], "她说了什么?", "覃玉兰说了什么?"),
    ([WHO, ("她是什么职务?", ""), ("她多大?", "")], "她是哪里人?", "覃玉兰是哪里人?"),
    ([WHO, ("谢谢", "不客气", "small_talk")], "她是什么职务?", "覃玉兰是什么职务?"),
    ([WHO, ("今天天气怎么样?", "", "off_topic")], "她是什么职务?", "覃玉兰是什么职务?"),
    ([WHO, ("作者是谁?", "", "page")], "她是什么职务?", "覃玉兰是什么职务?"),
    ([WHO, READ], "他是什么职务?", "李雷是什么职务?"),
    ([READ, FIRM], "它在哪里?", "甲公司在哪里?"),
    ([FIRM, WHO], "该公司有多少人?", "甲公司有多少人?"),
    # a refused turn gives its topic, not the person in the sentence that was shown
    ([("韩梅梅住哪家酒店?", "")], "她是什么职务?", "韩梅梅是什么职务?"),
    ([("甲公司的利润是多少?", "")], "乙公司呢?", "乙公司的利润是多少?"),
    ([("大会花了多少钱?", "")], "他是什么职务?", "他是什么职务?"),
    ([("谁资助了大会?", "")], "他是什么职务?", "他是什么职务?"),
]
ALONE: list[tuple[list[Turn], str]] = [
    ([WHO], "韩梅梅是什么职务?"),
    ([WHO], "《借阅办法》有几条?"),
    ([WHO], "甲公司中标了多少钱?"),
    ([WHO], "总结全文"),
    ([WHO], "作者是谁?"),
    ([WHO], "题目是什么?"),
    ([WHO], "这篇文章是什么时候发布的?"),
    ([WHO], "换个问题,这篇文章有多少次浏览?"),
    ([WHO], "你好"),
    ([WHO], "谢谢!"),
    ([WHO], "写一首诗"),
    ([READ], "那谁作了报告?"),
    ([READ], "图书馆改造项目花了多少钱?"),
    ([READ], "桂林队的教练是谁?"),
    ([READ], "尤其重要的是哪些工作?"),
    ([READ], "其他人说了什么?"),
    ([READ], "What is the headline?"),
    ([READ], "2019年发生了什么事?"),
    ([READ], "哪些人获奖?"),
    ([READ], "覃玉兰说她什么时候到?"),
]
ENGLISH: list[tuple[list[Turn], str, str]] = [
    ([("Who chaired the meeting?", "覃玉兰")], "What is her position?", "What is 覃玉兰's position?"),
    ([("Who chaired the meeting?", "覃玉兰")], "How old is she?", "How old is 覃玉兰?"),
    ([("Who chaired the meeting?", "覃玉兰")], "What else did she say?", "What else did 覃玉兰 say?"),
    ([("Who chaired the meeting?", "覃玉兰")], "Did anyone thank her?", "Did anyone thank 覃玉兰?"),
    ([("Who chaired the meeting?", "覃玉兰")], "When did it start?", "When did the meeting start?"),
    ([("Who chaired the meeting?", "覃玉兰")], "What was the theme?", "What was the theme of the meeting?"),
    ([("Who chaired the meeting?", "覃玉兰")], "她是什么职务?", "覃玉兰是什么职务?"),
    ([("谁主持了大会?", "覃玉兰")], "How old is she?", "How old is 覃玉兰?"),
    ([("What did 李雷 read out?", "《借阅办法》")], "What about 韩梅梅?", "What did 韩梅梅 read out?"),
    ([("What did 李雷 read out?", "《借阅办法》")], "And 韩梅梅?", "What did 韩梅梅 read out?"),
    ([("What did 李雷 read out?", "《借阅办法》")], "How long is it?", "How long is 《借阅办法》?"),
    ([("What did 李雷 read out?", "《借阅办法》")], "When?", "When did 李雷 read out 《借阅办法》?"),
    ([("How old is John Smith?", "四点")], "Where does he live?", "Where does John Smith live?"),
    ([("Where is Acme Corp based?", "梧州")], "Who runs the company?", "Who runs Acme Corp?"),
    ([("How many people live in Beijing?", "500人")], "And Shanghai?", "How many people live in Shanghai?"),
    ([("How many people came in 2019?", "500人")], "And in 2020?", "How many people came in 2020?"),
    (
        [("How many requirements did 李雷 put forward?", "四点", "count")],
        "What is the third one?",
        "What is the third one?",
    ),
    (
        [("How many points did 李雷 make?", "四点", "count")],
        "What about the third one?",
        "What is the third point that 李雷 did make?",
    ),
    ([("李雷宣读了什么?", "《借阅办法》")], "What about 韩梅梅?", "韩梅梅宣读了什么?"),
    (
        [("Did John Smith and Mary Jones win?", "是的。", "yes_no")],
        "Where do they live?",
        "Where do John Smith and Mary Jones live?",
    ),
    ([("Did John Smith win?", "是的。", "yes_no")], "Did Mary Jones say she lost?", "Did Mary Jones say she lost?"),
    ([("When did the fire start?", "5月3日")], "Why?", "Why did the fire start?"),
    ([("Who chaired the meeting?", "覃玉兰")], "Who wrote this article?", "Who wrote this article?"),
    ([("What are the demands?", "四点", "list")], "Anything else?", "What are the demands?"),
]


@pytest.mark.parametrize(
    ("turns", "question", "completed"),
    [*PERSON, *THING, *PLACE_TIME, *INSTEAD, *ITEMS, *ASKING, *MORE, *CARRIED, *ENGLISH],
)
def test_a_follow_up_is_completed(turns: list[Turn], question: str, completed: str) -> None:
    assert understood(turns, question) == completed


@pytest.mark.parametrize(("turns", "question"), ALONE)
def test_a_question_that_stands_alone_is_left_alone(turns: list[Turn], question: str) -> None:
    assert understood(turns, question) == question


def test_enough_forms_are_tried() -> None:
    tried = [PERSON, THING, PLACE_TIME, INSTEAD, ITEMS, ASKING, MORE, CARRIED, ENGLISH, ALONE]
    assert sum(map(len, tried)) >= 120


@pytest.mark.parametrize("turns", [[WHO], [READ], [POINTS], [("Who chaired the meeting?", "覃玉兰")]])
@pytest.mark.parametrize(
    "question",
    [
        "他" * 2000,
        "那" * 150 + "呢?",
        "的" * 190 + "呢",
        "第一点" * 60,
        "·约翰" * 60,
        "A" * 190 + "?",
        "what about " * 18,
        "《" * 200,
        "呢?",
        "?",
        "这",
        "\ud800他呢?",
        "\\1他\\g<0>是谁?",
        "第十点呢?",
        "下一点呢?",
        "另外那个人呢?",
        "哪个更多?",
        "还有谁?",
        "分别是什么?",
        "𠀀呢?",
    ],
)
def test_odd_follow_ups_are_taken_quickly(turns: list[Turn], question: str) -> None:
    began = time.perf_counter()
    assert understood(turns, question)
    assert time.perf_counter() - began < 2


def test_odd_turns_before_are_taken_quickly() -> None:
    for long in (
        "他" * 1900 + "?",
        "甲公司的" * 450 + "利润是多少?",
        "A b " * 450 + "?",
        "约翰·" * 600 + "?",
        "·" * 1900,
    ):
        turns = [reply(long, "覃玉兰"), reply(long, "")]
        for question in ("他呢?", "为什么?", "第三点呢?", "它是什么?", "What about it?", "主题是什么?", "那上海呢?"):
            began = time.perf_counter()
            assert len(complete(turns, question, PEOPLE)) <= 2000
            assert time.perf_counter() - began < 2


def test_names_with_signs_of_regular_expressions_are_put_as_they_are() -> None:
    assert understood([("A\\1(b是谁?", "覃玉兰")], "他多大?", ["A\\1(b"]) == "A\\1(b多大?"


def test_every_word_of_a_completed_question_is_of_the_turns() -> None:
    """Nothing is invented: beyond the turns only what asks and joins is added."""
    joins = set("的是什么做了谁还有在不没为和、,?吗哪多少")
    for turns, question, _ in [*PERSON, *THING, *PLACE_TIME, *INSTEAD, *ASKING, *CARRIED]:
        known = set(question) | joins
        for turn in turns:
            known |= set(turn[0]) | set(turn[1])
        plain = {c for text in known for c in for_models(text)}
        assert set(understood(turns, question)) <= plain | known
