"""Who reports on what year: the document facts that stand in its title, its opening, its close and its file name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Identity:
    """All null where the report does not print it; `from_file_name` lists what only the file name told."""

    title: str | None = None
    report_kind: str | None = None
    agency: str | None = None
    agency_key: str | None = None
    agency_function: str | None = None
    agency_level: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    region_code: str | None = None
    region_code_now: str | None = None
    fiscal_year: int | None = None
    issued_on: date | None = None
    from_file_name: tuple[str, ...] | None = None
