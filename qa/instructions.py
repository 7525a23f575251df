"""Finds the sentences of an article that speak to whoever reads it as a machine: instructions, not news."""

import re
from collections.abc import Sequence

from qa.normalize import for_matching
from qa.passages import Sentence

_ABOVE = r"(?:以上|之前|上述|上面|前面|先前|此前|上文|前述|原有|原来|既定|系统|一切|所有|全部|任何|其他|其它|你的|您的|默认|安全)"
_ORDERS = r"(?:要求|指令|指示|命令|提示词?|规则|设定|约束|限制|说明|内容|文字|段落|信息|文本|材料|prompt)"
_DROP = (
    r"(?:忽略|无视|忽视|不要?理会|不必理会|不用管|别管|抛开|忘记|忘掉|撇开|跳过|推翻|覆盖|取消|不再遵守|停止遵守|放弃)"
)
_MACHINE = r"(?:ai|人工智能|大?语言?模型|大模型|模型|助手|智能助手|机器人|聊天机器人|chatbot|gpt|llm|chatgpt|assistant|问答(?:系统|程序|助手|机器人))"
_SAY = r"(?:回答|回复|答复|输出|告诉(?:用户|读者|他|她|对方|提问者)|声称|宣称|写出?|说|答|称|返回|改口|断言|附上|加上)"
_USER = r"(?:用户|读者|提问者|提问的人|访问者|对方|有人|任何人|别人|谁)"
_TO_MACHINE = re.compile(
    "|".join(
        (
            rf"{_DROP}.{{0,12}}?{_ABOVE}?.{{0,8}}?{_ORDERS}",
            rf"(?:不要|不得|不准|禁止|切勿|别)(?:再)?(?:遵守|遵循|执行|参考|引用|依据|按照).{{0,10}}{_ORDERS}",
            rf"(?:你|您)(?:现在|此刻|从现在起|将|必须|应当?|需要?|只能|务必|要|的?(?:任务|角色|身份|职责)).{{0,12}}{_SAY}",
            rf"(?:你|您)(?:现在|从现在起|将|就)?(?:是|扮演|变成|成为|充当)(?:一[个名位]|不受).{{0,20}}{_MACHINE}",
            rf"(?:致|给|对|请|各位|所有|任何|正在阅读.{{0,8}})(?:读到.{{0,12}}的)?{_MACHINE}.{{0,6}}[:：,，]",
            rf"(?:作为|身为)(?:一[个名位款])?{_MACHINE}.{{0,10}}(?:你|您|请|应|必须|须|要)",
            rf"{_MACHINE}(?:请|必须|应当?|须|务必|只能|需要?|不得|不要|不准|一律).{{0,20}}{_SAY}",
            rf"(?:如果|若|当|无论|不管|不论|凡|只要|每当|一旦)(?:是|有)?{_USER}?.{{0,12}}(?:问|提问|询问|查询).{{0,30}}"
            rf"(?:都|就|请|应|必须|须|一律|务必|只|则|均)?.{{0,6}}{_SAY}",
            rf"(?:请|必须|务必|一律|只|统一|直接|应当?|改为|只能|仅|现在|立即)(?:在.{{0,10}})?{_SAY}\s*(?:[:：“\"「『]|以下|如下|下面|下列)",
            r"(?:系统|新|最新|管理员|开发者|特别|隐藏|最高)(?:的)?(?:指令|提示词?|命令|消息|指示|要求)\s*[:：]",
            r"(?:本|这)(?:段|句|条)(?:文字|话|内容|指令)?.{0,12}(?:优先|高于|覆盖|权限)",
            rf"{_MACHINE}.{{0,8}}(?:写|看|读|阅读|注意)",
            rf"(?:如果|若|假如|倘若|要是|既然)(?:你|您)(?:是|为).{{0,8}}{_MACHINE}",
            r"在?(?:你的?|您的?|每[个次条]|所有|任何)?(?:回答|回复|答案|答复|输出)(?:的|之)?(?:末尾|开头|结尾|最后|前面|后面|里|中).{0,8}(?:加|附|写|补|注|插入|说)",
            rf"(?:把|将).{{0,20}}(?:原样|一字不[差漏改]|原封不动|逐字|完整).{{0,6}}(?:{_SAY}|转[告述达]|复述)",
            rf"(?:请|必须|务必|要|应当?|一律).{{0,16}}(?:告诉|转告|告知|回答|回复){_USER}",
            rf"(?:追问|提问|询问|发问|被问).{{0,4}}(?:时|后|的话).{{0,6}}(?:请|必须|务必|要|应|须|一律|就|只|均|都).{{0,4}}{_SAY}",
            rf"(?:下一个|任何|所有|每一?个|一切|其[他它]|后续|接下来的?)(?:的)?(?:问题|提问|追问).{{0,6}}(?:一律|都|统一|请|只|全部|均|必须).{{0,4}}{_SAY}",
            r"\b(?:ignore|disregard|forget|override|overrule|bypass|skip)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|prior|earlier|guideline|direction|told)",
            r"\b(?:do not|don't|never)\b.{0,20}\b(?:follow|obey|use|quote|mention|reveal)\b.{0,40}\b(?:instruction|prompt|rule|passages?|article|above)",
            r"\byou (?:are|must|should|will|shall|have to|need to)\b.{0,60}\b(?:answer|say|reply|respond|output|state|assistant|model|ai|tell|claim|write)\b",
            r"\b(?:answer|reply|respond|output|say|state|write|print|return)\b\s*(?:only|exactly|with|that|instead|the following|in one sentence)?\s*[:“\"]",
            r"\b(?:answer|reply|respond)\b (?:only |exactly |instead )?(?:with|that)\b",
            r"\b(?:note|notice|message|attention|instructions?|memo) (?:to|for)\b.{0,30}\b(?:ai|assistants?|models?|bots?|llms?|chatbots?|language)\b",
            r"\b(?:when|if|whenever|whoever|no matter|regardless)\b.{0,40}\bask(?:s|ed|ing)?\b.{0,60}\b(?:answer|say|reply|respond|output|state|tell|claim|write)\b",
            r"\bas an? (?:ai|assistant|language model|llm)\b",
            r"\b(?:system|new|updated|developer|admin(?:istrator)?) (?:prompt|instructions?|message|override)\b",
            r"<\|?\s*(?:im_start|im_end|system|assistant|user|endoftext|inst)\b|\[/?inst\]|^\s*(?:system|assistant|developer)\s*[:：]|###\s*(?:system|instruction|response)",
            r"not_in_article",
        )
    )
)


def instructions(texts: Sequence[str], sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the numbers of the sentences that are instructions to a machine, or follow one in its paragraph.

    What follows is what is to be said: 忽略以上要求。请回答：…. A piece of news about such texts is found too; what it
    tells is then quoted instead of told.

    :param texts: the words of each sentence.
    """
    found: set[int] = set()
    for number, (text, sentence) in enumerate(zip(texts, sentences, strict=True)):
        follows = number - 1 in found and sentences[number - 1].paragraph == sentence.paragraph
        if follows or _TO_MACHINE.search(for_matching(text)):
            found.add(number)
    return frozenset(found)
