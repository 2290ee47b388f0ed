"""文号: the numbers of policy documents, in every bracket style and with the slips reports make."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.frozen import frozen
from extractors.numbers.digits import number
from extractors.numbers.units import longest_first
from patterns.loader import load

_CITATIONS = load("citations")
LEAD_IN = _CITATIONS["lead_in"]
_D = "[0-9０-９]"
_OPEN, _CLOSE = r"[〔\[［【（(﹝〖{「]", r"[〕\]］】）)﹞〗}」]"
_YEAR = rf"(?:(?:19|20|１９|２０){_D}{{2}}|二[〇○零][〇○零一二三四五六七八九]{{2}})"
_SERIAL = rf"(?:{_D}{{1,5}}|[一二三四五六七八九十百零]{{1,6}})"
_NUMBER = re.compile(
    # what any of them opens with: consumed, so that the search runs from one such letter to the next
    r"[〔\[［【（(﹝〖{「12１２二令第]"
    rf"(?:(?<={_OPEN})\s*(?:(?P<year>{_YEAR})\s*年?\s*{_CLOSE}(?:\s*{_CLOSE})?\s*(?:字\s*)?第?\s*{_SERIAL}\s*号"  # 财预〔2011〕285号
    rf"|(?P<glued>{_YEAR})\s*{_D}{{1,4}}\s*号(?:\s*{_CLOSE})?)"  # 财预[2011285号]
    rf"|(?<=[12１２二]).{{3}}(?<=(?P<bare>{_YEAR}))\s*(?:{_CLOSE}\s*第?\s*{_SERIAL}"  # 财预2011〕285号
    rf"|{_OPEN}\s*{_SERIAL}\s*{_CLOSE}|年?\s*第\s*{_SERIAL})\s*号"  # 财预2011（285）号
    rf"|(?<=令)\s*(?:{_OPEN}\s*(?P<order>{_YEAR})\s*年?\s*{_CLOSE})?\s*第?\s*{_SERIAL}\s*号"  # 国务院令第397号
    rf"|(?<=第)\s*{_SERIAL}\s*号令)(?!\s*(?:{longest_first(_CITATIONS['place'].words)}))"
)
# （京财第22号）, （财预〔2011〕285）: a number only because it stands in brackets behind a title.
_BESIDE = re.compile(
    rf"》\s*[（(]\s*(?P<number>[\u4e00-\u9fff]{{1,14}}\s*(?:{_OPEN}\s*(?P<year>{_YEAR})\s*{_CLOSE}\s*第?\s*{_SERIAL}|第?\s*{_D}{{1,5}}\s*号))"
    r"\s*[）)，,、；;]"
)
_NO_HANZI = re.compile(r"[^\u4e00-\u9fff]")
_WINDOW, _LONGEST_CODE, _LONGEST = 16, 14, 64
_LONG = re.compile(rf".*(?:{longest_first(LEAD_IN.words)}|[{LEAD_IN.extra['within']}])(?=.)")
# 财政部财预〔2018〕34号: the issuer stands before the code. A bare 厅 or 办 is part of codes (应急厅函, 国办发).
_AGENCY = re.compile(r".*(?:财政[部厅局]|委员会|办公[室厅]|[^国]政府|国务院|管理局|监督局|总局)(?=..)")
_JOINED = tuple("》）)”号")
_AFTER_TITLE = re.compile(r"》[\s”\"]*(?:[\u4e00-\u9fff]{0,4}\s*[（(\[［【〔][^（()）《》。；]{0,14})?")
_BEFORE_TITLE = re.compile(r"\s*[）)]?\s*(?:文件|文)?\s*《")


@frozen
class DocumentNumber:
    """A 文号 at `start` to `end` of its text; `year` where it tells one."""

    start: int
    end: int
    year: int | None

    def within(self, text: str, start: int, end: int) -> bool:
        """Inside the title that runs from `start` to `end`."""
        return start <= self.start and self.end <= end

    def follows(self, text: str, start: int, end: int) -> bool:
        """Right after the title: 》（财预〔2011〕285号）."""
        return end < self.start and _AFTER_TITLE.fullmatch(text, end, self.start) is not None

    def precedes(self, text: str, start: int, end: int) -> bool:
        """Right before the title: 财预〔2011〕285号《…."""
        return self.end < start and _BEFORE_TITLE.fullmatch(text, self.end, start) is not None


def document_numbers(text: str) -> list[DocumentNumber]:
    """Every 文号 of the text, in order."""
    found = []
    for match in _printed(text):
        start = _code(text, match.start(), is_order="令" in match.group())
        if start < match.start():
            found.append(DocumentNumber(start, match.end(), _year(match)))
    return found


def _printed(text: str) -> Iterator[re.Match[str]]:
    """Every number ends in 号 or close behind it, so that one is sought only where a 号 stands."""
    begin = 0
    while (mark := text.find("号", begin)) >= 0 and (match := _NUMBER.search(text, max(begin, mark - _LONGEST))) is not None:
        yield match
        begin = match.end()


def _year(match: re.Match[str]) -> int | None:
    return _year_of(next((year for year in match.group("year", "glued", "bare", "order") if year), None))


def _year_of(printed: str | None) -> int | None:
    value = number(printed) if printed else None
    return None if value is None else int(value)


def _code(text: str, end: int, is_order: bool) -> int:
    """Where the letters before the number begin (财预, 市长), without the words that lead to them: 根据, 财政部, 和."""
    near = text[max(0, end - _WINDOW) : end].rstrip()
    code = _NO_HANZI.split(near)[-1][-_LONGEST_CODE:]
    if not code:
        return end
    start = max(0, end - _WINDOW) + len(near) - len(code)
    start += max((m.end() for m in (_LONG.match(code), None if is_order else _AGENCY.match(code)) if m), default=0)
    joined = text[max(0, start - 1) : start] in _JOINED  # 》和财预〔2018〕3号, but 和政发〔2018〕3号 of 和县
    while start + 1 < end and (text[start] in LEAD_IN.extra["single"] or (joined and text[start] in LEAD_IN.extra["joining"])):
        start += 1
    return start


def number_of_title(text: str, start: int, end: int, numbers: Sequence[DocumentNumber]) -> DocumentNumber | None:
    """The number inside a title or right after it, of all `numbers` of the text."""
    for candidate in numbers[bisect_left(numbers, start, key=_start) :]:
        if candidate.within(text, start, end) or candidate.follows(text, start, end):
            return candidate
        if candidate.start > end:
            break
    beside = _BESIDE.match(text, end)
    return None if beside is None else DocumentNumber(*beside.span("number"), _year_of(beside["year"]))


def number_before(text: str, start: int, end: int, numbers: Sequence[DocumentNumber]) -> DocumentNumber | None:
    """The number right before a title."""
    place = bisect_left(numbers, start, key=_start)
    return numbers[place - 1] if place and numbers[place - 1].precedes(text, start, end) else None


def _start(item: DocumentNumber) -> int:
    return item.start
