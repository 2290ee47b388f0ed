"""Scores: weights against the mark of their level, scores against weights and totals, full marks and silence where a target was missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from extractors.checks.ledger import Ledger, finding, printed, span_of
from extractors.checks.midyear import monitored
from extractors.forms.bands import INDICATORS
from extractors.forms.words import component
from extractors.numbers.rounding import places
from extractors.row import plain
from extractors.tables.findings import Finding
from extractors.tables.indicators import IndicatorRow
from extractors.tables.scores import ScoreRow
from patterns.loader import load

WHOLE = 100.0
FEW = 0.2  # of a form's rows: more scores above their weight than this are a column read wrongly
APART = ("execution", "management")
LEVELS = ("output", "benefit", "satisfaction", "decision", "process", "management")

_PLACE = attrgetter("anchor")
_NOT_DONE = load("checks")["not_done"].find
_LOWER = load("checks")["lower_is_better"].find


def check(ledger: Ledger) -> Iterator[Finding]:
    forms: dict[str | None, list[IndicatorRow]] = {}
    for row in ledger.indicators:
        if row.source == "table":
            forms.setdefault(row.project_id, []).append(row)
    scores: dict[str | None, list[ScoreRow]] = {}
    for score in ledger.scores:
        scores.setdefault(score.project_id, []).append(score)
    reasons = _with_reasons(ledger) - monitored(ledger)  # within the year a target is still open
    for project, rows in forms.items():
        own = [s for s in scores.get(project, ()) if s.source == "table" and s.by == "self"]
        yield from _levels(ledger, rows, own)
        yield from _full_mark(rows, own)
        yield from _total(ledger, rows, own)
        yield from _over_weight(rows)
        yield from _unmet(ledger, rows, project in reasons)
    for told in scores.values():
        yield from _components(ledger, told)
        yield from _divided(ledger, told)
        yield from (_over(s, s.score, s.full_mark) for s in told if s.score is not None and s.full_mark and s.score > s.full_mark + 0.001)


def _with_reasons(ledger: Ledger) -> set[str | None]:
    """The projects whose form has a column for reasons."""
    read = ledger.read
    return {
        read.project_key(facts.project)
        for facts in read.forms
        if any(band.kind == INDICATORS and band.column("reason") is not None for band in facts.form.bands)
    }


def _is_blank(row: IndicatorRow) -> bool:
    return not (row.target_text or row.actual_text)


def _levels(ledger: Ledger, rows: Sequence[IndicatorRow], scores: Sequence[ScoreRow]) -> Iterator[Finding]:
    """The mark printed at a level (产出指标（50分）) against the weights of its indicators, where all have one."""
    for level in scores:
        if level.component not in LEVELS or level.full_mark is None or level.score is not None:
            continue
        below = [r for r in rows if r.level1 and component(r.level1) == level.component and not _is_blank(r)]
        weights = [r.weight for r in below if r.weight is not None]
        if len(below) < 2 or len(weights) != len(below) or sum(s.component == level.component for s in scores) > 1:
            continue
        made = sum(weights)
        if abs(made - level.full_mark) > 0.005 * (len(weights) + 1):
            yield _sum(level, level.full_mark, made, _weights(below), "warning", ("分值", "weights"))


def _weights(rows: Sequence[IndicatorRow], name: str = "weight") -> list[IndicatorRow]:
    return [row for row in rows if span_of(row, name) is not None]


def _sum(
    at: ScoreRow, stated: float, made: float, rows: Sequence[IndicatorRow | ScoreRow], severity: str, names: tuple[str, str]
) -> Finding:
    spans = [span_of(row, "weight" if names[1] == "weights" else "score") or row.anchor for row in rows]
    return finding(
        "score_sum_mismatch",
        severity,
        at,
        f"{at.component_text or '总分'}为{printed(stated)}分，而各项{names[0]}合计{printed(made)}分",
        f"{at.component_text or 'The total'} is {printed(stated)}, but the {names[1]} add up to {printed(made)}",
        stated=printed(stated),
        expected=printed(made),
        parts=spans,
    )


def _full_mark(rows: Sequence[IndicatorRow], scores: Sequence[ScoreRow]) -> Iterator[Finding]:
    """The full mark of a form against all its weights, where every indicator has one."""
    totals = [s for s in scores if s.component == "total" and s.full_mark]
    told = [r for r in rows if not _is_blank(r)]
    if len(totals) != 1 or len(told) < 2 or any(r.weight is None for r in told):
        return
    apart = [s for s in _apart(rows, scores) if s.full_mark]
    made = sum(r.weight or 0 for r in told)
    sums = (made, made + sum(s.full_mark or 0 for s in apart))
    full, place = totals[0].full_mark or WHOLE, span_of(totals[0], "full_mark")
    if place is not None and all(abs(one - full) > 0.005 * (len(told) + 1) for one in sums):
        yield finding(
            "score_sum_mismatch",
            "warning",
            place,
            f"满分为{printed(full)}分，而各项分值合计{printed(sums[1])}分",
            f"The full mark is {printed(full)}, but the weights add up to {printed(sums[1])}",
            stated=printed(full),
            expected=printed(sums[1]),
            project=totals[0].project_id,
            parts=[span_of(r, "weight") or r.anchor for r in told],
        )


def _apart(rows: Sequence[IndicatorRow], scores: Sequence[ScoreRow]) -> list[ScoreRow]:
    """What is scored beside the indicators; 部门管理（20分） over indicators of its own is the sum of theirs."""
    within = {component(row.level1) for row in rows if row.level1}
    return [s for s in scores if s.component in APART and s.component not in within]


def _total(ledger: Ledger, rows: Sequence[IndicatorRow], scores: Sequence[ScoreRow]) -> Iterator[Finding]:
    """The printed total against the scores of indicators and execution; an error where the weights prove that no row is missing."""
    totals = [s for s in scores if s.component == "total" and s.score is not None]
    marked = [r for r in rows if r.weight is not None] or [r for r in rows if not _is_blank(r)]
    told = [r.score for r in marked if r.score is not None]
    if len(totals) != 1 or not told or len(told) != len(marked) or totals[0].score is None:
        return
    apart = [s for s in _apart(rows, scores) if s.score is not None]
    made, weights = sum(told), sum(r.weight or 0 for r in marked)
    sums = (made, made + sum(s.score or 0 for s in apart))
    if any(abs(one - totals[0].score) <= _slack(ledger, totals[0], len(told)) for one in sums):
        return
    whole = {totals[0].full_mark or WHOLE, WHOLE}
    proved = any(abs(weights + extra - full) < 0.01 for full in whole for extra in (0, sum(s.full_mark or 0 for s in apart)))
    yield _sum(totals[0], totals[0].score, sums[1], [*marked, *apart], "error" if proved else "warning", ("得分", "scores"))


def _slack(ledger: Ledger, total: ScoreRow, summands: int) -> float:
    """Half of the total's last digit, and what rounding every score may add."""
    return float(0.5 * 10 ** -places(plain(ledger.text(total.anchor)))) * (places(plain(ledger.text(total.anchor))) > 0) + 0.005 * (
        summands + 1
    )


def _over_weight(rows: Sequence[IndicatorRow]) -> Iterator[Finding]:
    both = [(r, r.score, r.weight) for r in rows if r.score is not None and r.weight is not None]
    over = [(r, score, weight) for r, score, weight in both if score > weight + 0.001]
    if len(over) <= max(1, FEW * len(both)):
        yield from (_over(r, score, weight) for r, score, weight in over)


def _over(at: IndicatorRow | ScoreRow, score: float, full: float | None) -> Finding:
    place = span_of(at, "score") or at.anchor
    return finding(
        "score_over_weight",
        "error" if at.source == "table" else "warning",
        place,
        f"得分{printed(score)}超过分值{printed(full or 0)}",
        f"The score of {printed(score)} is above the full mark of {printed(full or 0)}",
        stated=printed(score),
        expected=f"≤{printed(full or 0)}",
        project=at.project_id,
        against=[s for name in ("weight", "full_mark") if (s := span_of(at, name)) is not None],
    )


def _unmet(ledger: Ledger, rows: Sequence[IndicatorRow], has_reasons: bool) -> Iterator[Finding]:
    assert _NOT_DONE is not None
    for row in rows:
        missed = _missed(row) or bool(row.actual_text and _NOT_DONE.search(row.actual_text))
        lost = row.score is not None and row.weight is not None and row.score < row.weight
        if missed and not lost and row.weight and row.score == row.weight and row.aspect != "cost":
            yield _telling(
                "unmet_full_score", row, f"，却得满分{printed(row.weight)}分", f", yet it has the full mark of {printed(row.weight)}"
            )
        if (missed or (lost and row.attainment not in ("met", "exceeded"))) and has_reasons and not row.reason and row.aspect != "cost":
            marks = f"（得{printed(row.score or 0)}分，分值{printed(row.weight or 0)}分）" if lost else ""
            scored = f" (scored {printed(row.score or 0)} of {printed(row.weight or 0)})" if lost else ""
            yield _telling("unmet_no_reason", row, f"{marks}，未说明原因", f"{scored}, and no reason is given")


def _missed(row: IndicatorRow) -> bool:
    """A number short of its target. A plain number, or a time, may be a ceiling where less is better; 及时率 is none."""
    assert _LOWER is not None
    if row.attainment not in ("unmet", "partly") or row.aspect == "cost" or (row.aspect == "timeliness" and row.target_unit != "%"):
        return False
    named = f"{row.level3 or ''}{row.target_text or ''}{row.actual_text or ''}"
    return row.target_op in (">=", ">") or (row.target_op == "=" and not _LOWER.search(named))


def _telling(rule: str, row: IndicatorRow, zh: str, en: str) -> Finding:
    target, actual = row.target_text or "—", row.actual_text or "—"
    return finding(
        rule,
        "warning",
        span_of(row, "actual") or row.anchor,
        f"「{row.level3 or row.level2 or '指标'}」指标值{target}，完成值{actual}{zh}",
        f"{row.level3 or row.level2 or 'The indicator'}: target {target}, actual {actual}{en}",
        stated=row.actual_text,
        expected=row.target_text,
        project=row.project_id,
        against=[e.span for e in row.evidence if e.field == "target"],
    )


def _components(ledger: Ledger, scores: Sequence[ScoreRow]) -> Iterator[Finding]:
    """A total against the components told with it: more than the total never, less only where their full marks are all there."""
    for total in (s for s in scores if s.component == "total" and s.score is not None):
        beside = [s for s in scores if s.component != "total" and s.score is not None and _is_beside(ledger, s, total)]
        whole = abs(sum(p.full_mark or 0 for p in beside) - (total.full_mark or WHOLE)) < 0.01  # names of their own, and all there are
        parts = beside if whole else [s for s in beside if s.component != "other"]
        if len(parts) < 2 or total.score is None or (not whole and len({p.component for p in parts}) != len(parts)):
            continue
        made, full = sum(p.score or 0 for p in parts), sum(p.full_mark or 0 for p in parts)
        complete = all(p.full_mark for p in parts) and abs(full - (total.full_mark or WHOLE)) < 0.01
        slack = _slack(ledger, total, len(parts))
        if made > total.score + slack or (complete and made < total.score - slack):
            yield _sum(total, total.score, made, parts, "error" if complete else "warning", ("得分", "scores"))


def _divided(ledger: Ledger, scores: Sequence[ScoreRow]) -> Iterator[Finding]:
    """A part against what it is divided into: 过程权重20分，得18.8分。其中资金管理12分，得11.8分；组织实施8分，得8分."""
    told = sorted((s for s in scores if s.source == "narrative" and s.score is not None and s.full_mark), key=_PLACE)
    for place, head in enumerate(told):
        parts: list[ScoreRow] = []
        rest = head.full_mark or 0
        for part in told[place + 1 :]:
            if part.anchor.block != head.anchor.block or (rest := rest - (part.full_mark or 0)) < -0.001:
                break
            parts.append(part)
            if rest < 0.001:
                break
        if len(parts) < 2 or rest > 0.001 or "其中" not in _between(ledger, head, parts[0]) or head.component == "total":
            continue
        made = sum(p.score or 0 for p in parts)
        if abs(made - (head.score or 0)) > _slack(ledger, head, len(parts)):
            yield _sum(head, head.score or 0, made, parts, "error", ("得分", "scores"))


def _between(ledger: Ledger, one: ScoreRow, other: ScoreRow) -> str:
    return ledger.read.document.blocks[one.anchor.block].text[one.anchor.end : other.anchor.start]


def _is_beside(ledger: Ledger, part: ScoreRow, total: ScoreRow) -> bool:
    """In one paragraph, or in one summary table."""
    if part.by != total.by or part.source != total.source:
        return False
    blocks = ledger.read.document.blocks
    if part.source == "narrative":
        return part.anchor.block == total.anchor.block
    return blocks[part.anchor.block].place.table == blocks[total.anchor.block].place.table
