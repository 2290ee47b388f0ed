"""The shapes numbers take beside their units, as one regex: dates, amounts, percents, scores and counts. `quantities` reads them."""

from __future__ import annotations

import re

from extractors.numbers.units import COUNT, MONEY, PERCENT_SIGNS, PERMILLE, SCORE, UNITS, longest_first

D = "[0-9０-９]"
BLANKS = re.compile(r"[\s\u200b]+")
B = r"[\s\u200b]{0,3}"  # pdf readers and narrow cells put blanks and line ends anywhere between number and unit
MINUS = frozenset("-－−")
POINT, COMMA, BLANK = "[.．]", "[,，]", "[ 　\xa0\u2009\u202f]"
# What follows a number's first digit. A line end inside digits is judged afterwards (`quantities.single`). Six groups at most:
# without a bound, a long run of groups would be read again from each of them.
_GROUP = rf"(?:{COMMA}\n?|,[ \xa0](?={D}{{3}}(?:,{D}{{3}}){{0,2}}{POINT}{D}))(?:{D}{{3}}|{D}\n{D}{{2}}|{D}{{2}}\n{D})"
_MORE = rf"(?:\n{D}++|)"  # `(?:x|)` is `(?:x)?`, but told by its first character
# Recognised text has a blank beside the point (986. 30万元); whether it is one number is judged afterwards, too.
_POINTED = rf"{POINT}(?:[ 　\xa0]{D}{{1,2}}(?![ 　]?[0-9０-９.．、,，])|\n?{D}*+{_MORE})"
_WHOLE = rf"(?:{D}{{0,2}}+(?={COMMA})(?:{_GROUP}){{1,6}}+(?!{D})|{D}*+){_MORE}"
_REST = rf"{_WHOLE}(?:{_POINTED}|\n{POINT}\n?{D}*+{_MORE}|[ \xa0]{POINT}{D}{{1,2}}(?!{D})|)"
WHOLE = rf"{D}{_REST}"
# behind ¥ all of it or nothing (¥450.5万元 is no ¥450), blanks between its thousands among it
_REST_OF_SIGNED = rf"(?>{D}{{0,2}}(?:{BLANK}{D}{{3}}){{1,4}}+(?!{D})(?:{POINT}{D}++|)|{_REST})"
_TO = "[-－–—~～〜至到]"
TO = rf"(?:[^\S\t]{_TO}|{_TO})[^\S\t]?"  # a TAB parts two cells
_STOP = r"\s*(?:[，,。；;、）)]|$)"
CN = "〇○零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億"
CN_FIRST = "零一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾貳參陸"
_CN_NUMBER = rf"[{CN}]++(?:点[{CN}]++)?"
_ABOUT = "[余多来几]?"
_GREAT = "(?:万亿?|[亿萬億])"
_SCALE = rf"(?:{_GREAT}|[十百千]{B}{_GREAT}|[\s\u200b][\s\u200b]{{0,2}}{_GREAT}|[百千]|)"
_TENS = rf"(?:{D}{{2}}|{D}十)"
_YUAN = rf"[元圆]整?(?![{MONEY.extra['unless']}])"
_CENTS = rf"(?:{B}[{CN_FIRST}]角(?:{B}[{CN_FIRST}]分(?!之)|整|)|{B}零[{CN_FIRST}]分|)"
_FOREIGN = longest_first(UNITS["foreign"].words)


def _counted() -> str:
    """Every counting unit, each with what may not follow it; of those with one first character longer words first."""
    unless: dict[str, str] = COUNT.extra["unless"]
    alike: dict[str, list[str]] = {}
    for word in sorted(COUNT.words, key=len, reverse=True):
        alike.setdefault(word[0], []).append(re.escape(word[1:]) + (f"(?![{unless[word]}])" if word in unless else ""))
    words = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in alike.items())
    return f"(?=[{''.join(alike)}])(?:{words})"


# what can stand behind a number that has a unit or is the lower end of a range; most numbers without are told so at once
_TAIL = rf"\s\u200b{PERCENT_SIGNS}{PERMILLE}余多来几十百千万亿萬億元圆分至到–—~～〜－\-{''.join(sorted({word[0] for word in COUNT.words}))}"
ALONE = re.compile(rf"{WHOLE}(?={_STOP})")
GRAMMAR = re.compile(
    # what a shape can begin with: consumed, so that the search runs from one such character to the next
    rf"[0-9０-９¥￥百千一二{CN_FIRST}](?:"
    # 2018年4月20日, 2020年12月, 2018-04-20
    rf"(?<={D})(?<!{D}{D})(?:(?P<rest>{D}{{3}}){B}(?:"
    rf"年{B}(?P<month>{D}{{1,2}}){B}月(?P<day>{B}{D}{{1,2}}{B}[日号](?!{D}))?"
    rf"|(?P<mark>[-－/.．]){B}(?P<month2>{D}{{1,2}}){B}(?P=mark){B}(?P<day2>{D}{{1,2}})(?!{D}|{POINT}{D}))"
    # numbers with a unit, alone or as the upper end of a range; 2.3万元 never begins at its 3, 第3期 is no count
    rf"|(?<!{D}{POINT}{D})(?<!第{D})(?:(?P<digits>{_REST})(?=[{_TAIL}])(?:"
    rf"(?P<compound>{B}(?:亿{B}(?:{D}千{D}百|{D}{{1,4}}(?:{POINT}{D}+)?{B}千?)万{B}{_YUAN}|万{B}(?:{D}千{D}百|{D}{{4}}|{D}{B}千){B}{_YUAN}"
    rf"|(?:千(?:{D}百(?:{_TENS})?|{D}{{3}})|百{_TENS}){B}[万亿]?{B}{_YUAN}))"
    rf"|(?:{TO}(?P<high>{WHOLE})|)(?:"
    rf"(?P<percent>{B}(?:[{PERCENT_SIGNS}{PERMILLE}]|百分比))"
    rf"|(?P<money>{B}{_ABOUT}{_SCALE}{_ABOUT}{B}{_YUAN})"
    rf"|(?P<score>[ 　\n]?分(?![{SCORE.extra['unless']}]))"
    rf"|(?P<count>[ 　\n]?{_ABOUT}{_SCALE}{_ABOUT}[ 　]?{_counted()})"
    rf"|(?P<short>{B}{_ABOUT}[百千]?[万亿](?!{B}(?:元|{_FOREIGN})))))"
    # 收入51.13，支出50.53万元: a number that lost its unit
    rf"|(?={_REST}{_STOP})(?P<alone>)))"
    # without figures, and what such a shape goes on with
    rf"|(?<!{D})(?=[{CN}OＯ0-9０-９点分年余多元圆\s\u200b])(?:"
    # ¥5,000.00 has no unit behind it
    rf"(?<=[¥￥]){B}{D}(?P<signed>{_REST_OF_SIGNED}(?:{B}[万亿])?)(?!{B}{_SCALE}{B}[元圆])"
    # 百分之九十八点五, 百分之90
    rf"|(?<=[百千])分之(?P<part>{_CN_NUMBER}|{WHOLE})"
    # 二〇二三年九月二十八日
    rf"|(?<=[一二])(?P<year>[〇○零一二三四五六七八九OＯ0０]{{3}}){B}年{B}(?P<month3>[一二三四五六七八九十]{{1,2}}){B}月"
    rf"(?P<day3>{B}[一二三四五六七八九十廿]{{1,3}}{B}[日号])?"
    # 五十万元, 人民币壹佰万元整
    rf"|(?<=[{CN_FIRST}])(?<![数几上{CN}][{CN_FIRST}])(?P<capital>[{CN}]*+(?:点[{CN}]++)?{B}(?:[余多]{B}{_GREAT}?)?{B}{_YUAN}{_CENTS})))"
)
