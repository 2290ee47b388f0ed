"""The closed vocabularies of the tables; a value outside its vocabulary is an error before anything is written."""

REPORT_KINDS = (
    "project_self_evaluation",
    "transfer_self_evaluation",
    "fund_evaluation",
    "department_evaluation",
    "department_final_account",
    "department_budget",
    "other",
)
AGENCY_LEVELS = ("central", "province", "city", "county", "town")
BLOCK_KINDS = ("heading", "paragraph", "cell", "caption", "header", "footer", "note")
SECTION_KINDS = ("heading", "item")
MENTION_KINDS = ("amount", "percent", "count", "score", "date")
MEASURES = (
    "initial_budget",
    "budget",
    "added",
    "received",
    "executed",
    "income",
    "opening_balance",
    "closing_balance",
    "returned",
    "change",
    "asset",
    "contract",
    "penalty",
    "other",
)
FUND_SOURCES = (
    "total",
    "central",
    "provincial",
    "local",
    "fiscal",
    "general_budget",
    "government_fund",
    "state_capital",
    "carryover",
    "bond",
    "enterprise",
    "other",
)
FORMS = (
    "income_expenditure_summary",
    "income",
    "expenditure",
    "fiscal_summary",
    "general_budget_expenditure",
    "basic_expenditure",
    "three_public",
    "government_fund",
    "state_capital",
    "economic_classification",
    "project_expenditure",
    "other",
)
SIDES = ("income", "expenditure")
CODE_KINDS = ("function", "economic")
LINE_KINDS = ("detail", "subtotal", "total")
EXPENDITURE_KINDS = ("basic", "project", "other")
DIRECTIONS = ("increase", "decrease", "flat")
RATE_KINDS = ("execution", "completion", "share", "change")
ASPECTS = ("quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "sustainability", "satisfaction", "other")
TARGET_OPS = (">=", ">", "<=", "<", "=", "range", "text")
ATTAINMENTS = ("exceeded", "met", "partly", "unmet", "unknown")
COMPONENTS = ("total", "execution", "output", "benefit", "satisfaction", "decision", "process", "management", "other")
SCORERS = ("self", "review")
GRADES = ("优", "良", "中", "差")
STATUSES = ("ok", "partial", "failed")
ERROR_CODES = (
    "unsupported_format",
    "encrypted",
    "corrupt",
    "empty",
    "too_large",
    "timeout",
    "out_of_memory",
    "no_text_layer",
    "reader_crashed",
)
SEVERITIES = ("error", "warning", "info")
FINDING_RULES = (
    "rate_mismatch",
    "sum_mismatch",
    "table_text_mismatch",
    "score_sum_mismatch",
    "score_over_weight",
    "over_budget",
    "low_execution",
    "unmet_full_score",
    "unmet_no_reason",
    "year_mismatch",
    "unit_suspect",
    "numbering",
    "missing_value",
    "direction_mismatch",
    "empty_base",
    "missing_table",
    "name_mismatch",
    "placeholder",
    "wording",
    "ocr_suspect",
    "other",
)
