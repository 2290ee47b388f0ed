"""The shapes numbers take beside their units, as one regex: dates, amounts, percents, scores and counts. `quantities` reads them."""

from __future__ import annotations

import re

from extractors.numbers.units import COUNT, MONEY, PERCENT_SIGNS, PERMILLE, SCORE, UNITS, longest_first

D = "[0-9０-９]"
BLANKS = re.compile(r"[\s\u200b]+")
B = r"[\s\u200b]{0,3}"  # pdf readers and narrow cells put blanks and line ends anywhere between number and unit
MINUS = ("-", "－", "−")
POINT, COMMA, DASH = "[.．]", "[,，]", "[-－–—~～〜]"
# What follows a number's first digit. A line end inside digits is judged afterwards (`quantities.single`). Six groups at most:
# without a bound, a long run of groups would be read again from each of them.
_GROUP = rf"{COMMA}\n?(?:{D}{{3}}|{D}\n{D}{{2}}|{D}{{2}}\n{D})"
_REST = rf"(?:{D}{{0,2}}(?:{_GROUP}){{1,6}}+(?!{D})|{D}*+)(?:\n{D}++)?(?:\n?{POINT}\n?{D}*+(?:\n{D}++)?)?"
WHOLE = rf"{D}{_REST}"
TO = rf"\s?(?:{DASH}|至|到)\s?"
CN = "〇○零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億"
CN_FIRST = "零一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾貳參陸"
_CN_NUMBER = rf"[{CN}]++(?:点[{CN}]++)?"
_ABOUT = "[余多来几]?"
_SCALE = rf"(?:[十百千]?{B}(?:万亿|[万亿萬億])|[百千])?"
_YUAN = rf"[元圆]整?(?![{MONEY.extra['unless']}])"
_FOREIGN = longest_first(UNITS["foreign"].words)


def _counted() -> str:
    """Every counting unit, each with what may not follow it; longer words first."""
    unless: dict[str, str] = COUNT.extra["unless"]
    words = sorted(COUNT.words, key=len, reverse=True)
    return "|".join(re.escape(word) + (f"(?![{unless[word]}])" if word in unless else "") for word in words)


HINT = re.compile("[0-9０-９元圆年分]")  # no shape does without one of these

GRAMMAR = re.compile(
    # what a shape can begin with: most characters begin none, and are told so at once
    rf"(?=[0-9０-９¥￥百千一二{CN_FIRST}])(?:"
    # 2018年4月20日, 2020年12月, 2018-04-20
    rf"(?P<first>{D})(?<!{D}{D})(?:(?P<rest>{D}{{3}}){B}(?:"
    rf"年{B}(?P<month>{D}{{1,2}}){B}月(?P<day>{B}{D}{{1,2}}{B}[日号](?!{D}))?"
    rf"|(?P<mark>[-－/.．]){B}(?P<month2>{D}{{1,2}}){B}(?P=mark){B}(?P<day2>{D}{{1,2}})(?!{D}|{POINT}{D}))"
    # numbers with a unit, alone or as the upper end of a range; 2.3万元 never begins at its 3, 第3期 is no count
    rf"|(?<!{D}{POINT}{D})(?<!第{D})(?P<digits>{_REST})(?:"
    rf"(?P<compound>{B}亿{B}{D}{{1,4}}(?:{POINT}{D}+)?{B}千?万{B}{_YUAN}|{B}万{B}(?:{D}{{4}}|{D}{B}千){B}{_YUAN})"
    rf"|(?:{TO}(?P<high>{WHOLE}))?(?:"
    rf"(?P<percent>{B}(?:[{PERCENT_SIGNS}{PERMILLE}]|百分比))"
    rf"|(?P<money>{B}{_ABOUT}{_SCALE}{_ABOUT}{B}{_YUAN})"
    rf"|(?P<score>[ 　\n]?分(?![{SCORE.extra['unless']}]))"
    rf"|(?P<count>[ 　\n]?{_ABOUT}{_SCALE}{_ABOUT}[ 　]?(?:{_counted()}))"
    rf"|(?P<short>{B}{_ABOUT}[百千]?[万亿](?!{B}(?:元|{_FOREIGN}))))))"
    # ¥5,000.00 has no unit behind it
    rf"|[¥￥]{B}{D}(?P<signed>{_REST}(?:{B}[万亿])?)(?!{B}[万亿]?{B}元)"
    # 百分之九十八点五, 百分之90
    rf"|[百千]分之(?P<part>{_CN_NUMBER}|{WHOLE})"
    # 二〇二三年九月二十八日
    rf"|(?P<year>[一二][〇○零一二三四五六七八九OＯ0０]{{3}}){B}年{B}(?P<month3>[一二三四五六七八九十]{{1,2}}){B}月"
    rf"(?P<day3>{B}[一二三四五六七八九十廿]{{1,3}}{B}[日号])?"
    # 五十万元, 人民币壹佰万元整
    rf"|(?<![数几上{CN}])[{CN_FIRST}](?P<capital>[{CN}]*+(?:点[{CN}]++)?{B}[余多]?{B}{_YUAN}))"
)
