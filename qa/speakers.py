"""Who says which sentence: a speech goes on until its paragraph ends or another person speaks."""

import re
from collections.abc import Sequence

from qa.normalize import for_models
from qa.passages import Sentence

SAYS = (
    # Those in the second group are nouns as often, so they count only where what was said follows at once.
    r"(?:表示|指出|强调|认为|说|透露|呼吁|提到|谈到|坦言|提出|告诉|直言|批评|质疑|反驳"
    r"|(?:称|介绍|回应|建议|要求|希望|解释|宣布|补充|总结|回忆|评价|提醒|分析|感慨|致辞|代表)(?:说|称|道|到)?(?=[,，:：“])"
    r"|said|says|stressed|added|noted|told|explained|argued)"
)
_INTRODUCES = re.compile(r"[:：]\s*$")
# Between a name and its verb of saying there may be an occasion: 在报告中, 就…, 对记者, 代表…向….
OCCASION = r"[^,，。:：;；“]{0,30}?"
# Behind somebody who says something.
SAID = re.compile(OCCASION + SAYS)


def speakers(texts: Sequence[str], sentences: Sequence[Sentence], people: Sequence[str]) -> list[str | None]:
    """Return the speaker of each sentence, or None.

    :param texts: the words of each sentence.
    :param people: names in the article.
    """
    if not people:
        return [None] * len(texts)
    names = "|".join(map(re.escape, sorted(people, key=len, reverse=True)))
    saying = re.compile(rf"^\s*(?P<replies>{names})\s*:|(?P<name>{names}){OCCASION}{SAYS}")
    found: list[str | None] = []
    speaker: str | None = None
    carried = False  # whether the speech goes on below the line that introduces it
    for number, (text, sentence) in enumerate(zip(texts, sentences, strict=True)):
        plain = for_models(text)
        if number and sentence.paragraph != sentences[number - 1].paragraph:
            carried = carried or bool(speaker and _INTRODUCES.search(for_models(texts[number - 1])))
            if not (carried and re.match(r"[一二三四五六七八九十\d(（第首其再最]", plain)):
                speaker, carried = None, False
        if match := saying.search(plain):
            speaker = match["replies"] or match["name"]
        found.append(speaker)
    return found
