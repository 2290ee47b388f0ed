"""The year a report is about, and the day it bears: printed dates and years, Arabic or Chinese."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_CHINESE = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_YEAR = r"(?<![0-9０-９])(20[0-9]{2}|２０[０-９]{2}|二[〇○Ｏ零][〇○Ｏ零一二][〇○Ｏ零一二三四五六七八九])"
_PRINTED = re.compile(_YEAR + r"\s*(?:财政|预算|会计|绩效)?(年度|年|学年)?(?![0-9０-９]*\s*(?:文|号))")
_FORM_YEAR = re.compile(r"[（(]?\s*" + _YEAR + r"\s*年?度?\s*[）)]?")
_ANNUAL = re.compile(r"(?<!获)(?<!获[得评])(?<!评为)" + _YEAR + r"\s*(?:财政|预算)?年度")  # 荣获2020年度…奖 tells of another year
_PERIOD_END = re.compile(_YEAR + r"\s*年\s*(?:12|十二)\s*月\s*(?:31|三十一)\s*日|" + _YEAR + r"\s*年底")
_ANY = re.compile(_YEAR + r"\s*年(?!\s*[0-9０-９]{1,2}\s*月)")
_QUOTED = re.compile("《[^》]*》")
# a year that another one is measured by: 较2020年度决算数减少, 与2020年相比
_MEASURE = re.compile(r"(?:[比较]|[高低多少]于|[与和同跟](?=\s*20[0-9]{2}[^，,。；;]{0,24}(?:相比|对比|持平)))\s*" + _YEAR)
_OPENS = re.compile(r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]+\s*)?" + _YEAR + r"\s*年(?!\s*[0-9０-９]{1,2}\s*月)")
_ANNOUNCED = re.compile("现[将就对][^。；;\n]{0,60}?" + _YEAR + r"\s*年(?!\s*[0-9０-９]{1,2}\s*月)")
_DAY = re.compile(
    r"([0-9０-９]{4}|[二一][〇○Ｏ零一二三四五六七八九]{3})\s*[年.．\-/]\s*([0-9０-９]{1,2}|十?[一二三四五六七八九]|十)\s*[月.．\-/]\s*"
    r"([0-9０-９]{1,2}|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])\s*[日号]?"
)


def _year(text: str) -> int:
    return int(unicodedata.normalize("NFKC", text.translate(_CHINESE)).translate(_CHINESE))


def _small(text: str) -> int:
    """A month or a day: 9, 09, ９, 九, 十二, 二十八, 三十."""
    if text[0] not in "一二三四五六七八九十":
        return int(unicodedata.normalize("NFKC", text))
    tens, ten, ones = text.rpartition("十")
    digit = "零一二三四五六七八九".index
    return (digit(tens) if tens else 1 if ten else 0) * 10 + (digit(ones) if ones else 0)


def year_in_title(text: str) -> int | None:
    """The year of a title: one said as 年度 before others, the last of a range (2018-2020年)."""
    found = [(m[2] or "", _year(m[1])) for m in _PRINTED.finditer(text)]
    annual = [year for unit, year in found if unit == "年度"]
    years = annual or [year for unit, year in found if unit] or [year for _, year in found]
    return years[-1] if years else None


def year_of_form(text: str) -> int | None:
    """The year of a line that is nothing else: （2020年度）, 2020年, 2020."""
    match = _FORM_YEAR.fullmatch(text.strip())
    return _year(match[1]) if match else None


def year_line(text: str) -> int | None:
    """The year of a line below a title: （2020年度）, （2020年）, 2020年度; never 2020年 alone, which heads columns."""
    return year_of_form(text) if text.rstrip().endswith(("）", ")", "度")) else None


def year_of_text(texts: Iterable[str]) -> int | None:
    """The year most often said as 年度, else the one whose end closes the period (截至2019年12月31日); titles of other papers apart."""
    annual, ends = Counter[int](), Counter[int]()
    for text in texts:
        if "年" not in text:
            continue
        text = _of_its_own(text)
        if "年度" in text:
            annual.update(_year(m[1]) for m in _ANNUAL.finditer(text))
        if "日" in text or "年底" in text:
            ends.update(_year(m[1] or m[2]) for m in _PERIOD_END.finditer(text))
    for counts in (annual, ends):
        if counts:
            return max(counts, key=lambda year: (counts[year], year))
    return None


def _of_its_own(text: str) -> str:
    """A text without the titles of other papers and the years it measures its own by."""
    text = _QUOTED.sub("", text) if "《" in text else text
    return _MEASURE.sub("", text) if "比" in text or "较" in text or "于" in text or "持平" in text else text


def year_most_named(texts: Iterable[str]) -> int | None:
    """The year a text names more often than all others together, or twice and no other, else the one it opens with and names none after;
    a last resort."""
    own = [_of_its_own(text) for text in texts if "年" in text]
    counts = Counter(_year(m[1]) for text in own for m in _ANY.finditer(text))
    if not counts:
        return None
    year, most = counts.most_common(1)[0]
    if (most >= 3 and most * 2 > counts.total()) or (most > 1 and len(counts) == 1):
        return year
    opened = {_year(m[1]) for text in own if (m := _OPENS.match(text) or ("现" in text and _ANNOUNCED.search(text)) or None)}
    return max(counts) if opened == {max(counts)} else None


def day(text: str) -> dt.date | None:
    """The day a text consists of."""
    found = last_day(text)
    return found[0] if found and not found[1] else None


def last_day(text: str) -> tuple[dt.date, str] | None:
    """The day a text ends with, and what stands before it."""
    text = text.strip().strip("（）()。")
    if text[-1:] not in "日号0123456789０１２３４５６７８９":
        return None
    match = next((m for m in _DAY.finditer(text) if m.end() == len(text)), None)
    if match is None:
        return None
    try:
        return dt.date(_year(match[1]), _small(match[2]), _small(match[3])), text[: match.start()].strip(" \n\u3000（(：:")
    except ValueError:  # 2021年2月30日 is printed somewhere: no day
        return None
