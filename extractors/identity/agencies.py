"""How an agency's name is told from what stands around it: where it ends, what it is short for, its level and its function.

The words are patterns/agency_names.toml (endings) and patterns/agencies.toml (functions, with their names before the reforms).
"""

from __future__ import annotations

import dataclasses
import re
from functools import cache, lru_cache

from extractors.identity import divisions
from extractors.identity.divisions import Region
from patterns.loader import asked, load

_NAMES = load("agency_names")


def _any(*meanings: str) -> str:
    """The words of some meanings as one alternation, long ones first."""
    words = {word for meaning in meanings for word in _NAMES[meaning].words}
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_RUN = re.compile("[一-龥·]+")
# One flat alternation, so that a search skips the letters no ending begins with.
_ENDING = re.compile(f"{_any('administrative', 'known')}|{_any('site')}|{_any('institution', 'proper', 'town')}")
_STRONG, _SITE = frozenset(_NAMES["administrative"].words + _NAMES["known"].words), frozenset(_NAMES["site"].words)
_WORD = asked("agency_words")
_PROPER, _KIND_OF_SCHOOL = tuple(_NAMES["proper"].words), tuple(_NAMES["proper"].extra["unless"])
_MINISTRY = re.compile(f"(?:中华人民共和国)?(?:{_any('ministry')})")
_PARTY = re.compile(f"(?:{_any('party')})")
_CENTRAL = re.compile(f"(?:{_any('central')})")
_CORPS = re.compile(
    "(?:新疆)?(?:生产建设)?兵团(?P<division>第?[一二三四五六七八九十]{1,3}师)?|(?P<alone>第[一二三四五六七八九十]{1,3}师)(?!范)"
)
_CODE = re.compile(r"^[\[（(]?[0-9A-Za-z０-９]+[\])）]?[\s\-—－_:：]*")
_NOT_OFFICES = ("主办", "承办", "协办")  # who runs the page: 某县人民政府主办
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")


def agency_at(text: str, start: int = 0) -> str | None:
    """The agency whose name begins at `start` and runs on into other words: 滨州市水利局2021年度…, 惠民县卫健局关于…."""
    run = _RUN.match(text, start)
    if run is None:
        return None
    words = run.group().split("关于")[0]
    if ministry := _MINISTRY.match(words):
        return ministry.group()
    end = _end(words)
    return words[:end] if end and _is_named(words[:end]) else None


def _end(words: str) -> int | None:
    """Where the name ends: at the last ending before a word that begins something else, else at the first ending of an office."""
    ends = [
        m for m in _ENDING.finditer(words) if not _WORD["no_end"].match(words, m.end() - 1) and not words.startswith("社会", m.end() - 2)
    ]
    strong = [m for m in ends if m.group() in _STRONG or _WORD["numbered"].search(words, 0, m.end())]
    closed = [
        m for m in ends if _WORD["boundary"].match(words, m.end()) and not (m.group() in _SITE and _WORD["worked_on"].match(words, m.end()))
    ]
    while closed and _WORD["inner"].search(words, 0, closed[-1].end()) and any(not _WORD["head"].search(words, 0, m.end()) for m in strong):
        closed.pop()  # 财政局预算科 writes for 财政局; 市委党史研究室 is an office of its own
    if closed:
        return closed[-1].end()
    if not strong:
        return None
    first, *more = strong
    end = first.end()
    for after in more:  # 人民政府办公室, 市委宣传部, 区人大常委会办公室: a body's own office goes on after the body's name
        if not _WORD["head"].search(words, 0, end) or after.end() - end > 14:
            break
        end = after.end()
    return end


def _is_named(name: str) -> bool:
    """Whether a name is one: it names a place, the state, or a kind of office that no common word ends with."""
    if _WORD["internal"].match(name) or _WORD["phrase"].search(name) or not 3 <= len(name) <= 40:
        return False
    if placed(name).end:
        return True
    if _WORD["ours"].match(name):  # 本局, but 本溪市 is a place
        return False
    if _WORD["generic"].match(name) or _CENTRAL.match(name) or _PARTY.match(name):
        return True
    if name.endswith(_PROPER):  # 东华医科大学 is a name of its own, 综合性大学 a kind
        return len(name) >= 5 and not name.removesuffix("大学").removesuffix("学院").endswith(_KIND_OF_SCHOOL)
    *_, last = _ENDING.finditer(name)
    return last.group() in _STRONG and last.end() == len(name) and len(name) <= 20


@lru_cache(4096)
def agency(value: str) -> str | None:
    """The agency a cell, a line or a signature names as a whole: 219001-某局（本级）, 某局（盖章）; None where it names none.

    Of several that stand side by side (某县水利局　某县财政局) the first."""
    parts = value.split()
    if len(parts) > 1 and all(map(agency, parts)):
        return agency(parts[0])
    name = _ASIDE.sub("", _CODE.sub("", "".join(value.split()))).strip("：:，,。;；、·|/")
    name = re.sub("(?:本级|(?<=[局厅委办])机关(?:本级)?|公章|盖章)$", "", name)
    if not 3 <= len(name) <= 40 or not _RUN.fullmatch(name) or name.endswith(_NOT_OFFICES):
        return None
    if _MINISTRY.fullmatch(name):
        return name
    whole = any(m.end() == len(name) for m in _ENDING.finditer(name))
    return name if whole and _is_named(name) and not is_firm(name) else None


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('firm')})$")


def is_firm(name: str) -> bool:
    """Audit and consulting firms write reports about agencies; they are none."""
    return _firm().search(name.replace("(", "（").replace(")", "）")) is not None


@lru_cache(4096)
def placed(name: str, year: int | None = None, hint: str = "") -> Region:
    """The region an agency's name tells, behind 中共, 共青团, 国家税务总局 and their like."""
    if corps := _CORPS.match(name):
        city = divisions.region(name, year, hint, corps.end())
        return city if city.end else dataclasses.replace(divisions.region("新疆", year), end=corps.end())
    party = _PARTY.match(name)
    found = divisions.region(name, year, hint, party.end() if party else 0)
    branch = _WORD["branch"].search(name, found.end) if found.level == "city" else None
    if branch and found.division and (county := divisions.below(branch["place"], found.division, year)):
        return divisions.of(county, year or divisions.TODAY - 1, found.end)
    return found if found.end or party is None else divisions.region(name, year, hint)


def own_words(name: str) -> str:
    """What of a name is left without its place: 安监局 of 山东省安监局 and of 省安监局."""
    if end := placed(name).end:
        return name[end:]
    generic = _WORD["generic"].match(name) or _WORD["state"].match(name)
    return name[generic.end() :] if generic else name


def is_short_for(short: str, full: str) -> bool:
    """Whether `full` spells out `short`: 省安监局 -> 山东省安全生产监督管理局; never a unit below it (财政局国库支付局)."""
    here, there = placed(short).name, placed(full).name
    a, b = own_words(short), own_words(full)
    if (here and here != there) or len(full) <= len(short) or not a or not b or a[0] != b[0]:
        return False
    if a == b:
        return True  # 楚雄州林草局 and 楚雄彝族自治州林草局: one place, printed in full
    letters = iter(b)
    return not b.startswith(a) and a[-1] in b[-3:] and all(letter in letters for letter in a)


def generic_level(name: str) -> str | None:
    """The mark of the place a name leaves out: 市 of 市应急管理局."""
    match = None if placed(name).end else _WORD["generic"].match(name)
    return match.group() if match else None


def level(name: str, where: Region) -> str | None:
    """The level of government an agency belongs to, by the division in its name."""
    own = placed(name)
    words = own_words(name)
    if _WORD["town"].match(words) or (not own.end and re.match("镇|乡|街道", name)):
        return "town"
    if corps := _CORPS.match(name):
        return "city" if corps["division"] or corps["alone"] else "province"
    if own.level:
        return "county" if own.level == "city" and _WORD["zone"].search(words) else where.level or own.level
    if _MINISTRY.match(name) or _CENTRAL.match(name):
        return "central"
    if generic := generic_level(name):
        return level_of(generic, where)
    return "province" if name.endswith("厅") else where.level


def level_of(mark: str, where: Region) -> str:
    """The level of 省, 我市, 我镇: a city of the county's level is still 我市, an autonomous region 我区."""
    if mark[-1] in "省厅" or mark == "自治区" or (mark == "区" and where.level == "province"):
        return "province"
    if mark[-1] in "镇乡":
        return "town"
    if mark[-1] in "县区旗":
        return "county"
    return where.level if where.level and where.name and where.name.endswith(mark) else "city"


def function(name: str) -> str | None:
    """What an agency does, comparable over places and reforms: the name without place and ending, old names folded into today's."""
    words = own_words(name)
    if town := _WORD["town"].match(words):
        rest = words[town.end() :]
        return town.group(1) + rest if rest else town.group(1)
    words = _WORD["branch"].sub("局", _WORD["outer"].sub("", words))
    bare = _WORD["suffix"].sub("", words) or words
    known = load("agencies")
    if (party := _PARTY.match(name)) and (meaning := known.meaning(party.group().removeprefix("中国"))):
        return known[meaning].label
    for word in (words, bare, re.split("[和与]", bare)[0]):  # 科学技术和人才工作: counties join offices under the first one's name
        if meaning := known.meaning(word):
            return known[meaning].label
    return bare or None
