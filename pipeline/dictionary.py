"""The data dictionary: every table and column as its row class states it, for the README, `jixiao schema` and the docs tests."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from extractors.row import columns
from pipeline.console import console
from pipeline.schema import TABLES, arrow_type


def dictionary() -> list[dict[str, Any]]:
    """One entry per table, one item per column."""
    return [
        {
            "table": row.TABLE,
            "label_zh": row.LABEL,
            "about": row.ABOUT,
            "columns": [
                {
                    "name": column.name,
                    "type": str(arrow_type(column.kind)),
                    "label_zh": column.label_zh,
                    "description": column.description,
                    "vocabulary": list(column.vocabulary) if column.vocabulary else None,
                }
                for column in columns(row)
            ],
        }
        for row in TABLES.values()
    ]


def print_dictionary(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        table = Table(title=f"{entry['table']} {entry['label_zh']}: {entry['about']}", title_justify="left")
        for header in ("column", "type", "中文", "what it holds"):
            table.add_column(header)
        for column in entry["columns"]:
            table.add_row(column["name"], column["type"], column["label_zh"], _meaning(column))
        console.print(table, soft_wrap=False)


def _meaning(column: dict[str, Any]) -> str:
    words = column["vocabulary"]
    return f"{column['description']} ({', '.join(words)})" if words else str(column["description"])


def markdown(label: str = "description") -> str:
    """The dictionary as the README prints it; `label_zh` for the Chinese one."""
    lines: list[str] = []
    for entry in dictionary():
        lines += [f"### `{entry['table']}` {entry['label_zh']}", "", f"One row: {entry['about']}.", ""]
        lines += ["| column | type | 中文 | what it holds |", "| --- | --- | --- | --- |"]
        lines += [f"| `{c['name']}` | {c['type']} | {c['label_zh']} | {_meaning(c)} |" for c in entry["columns"]]
        lines.append("")
    return "\n".join(lines)


COMMANDS_ZH = {
    "jixiao coverage": "逐句列出 FILE 中没有归属的金额和百分比；不给 FILE 时，每份报告一行，列出各有多少",
    "jixiao doctor": "列出已安装的组件、能读的格式，以及怎样补齐其余",
    "jixiao explain": "打印一个事实、它的原文，以及找到它的规则",
    "jixiao patterns check": "用每个模式自带的例子检验它；打印没有兑现的承诺",
    "jixiao patterns unmatched": "以可直接粘贴的 TOML 打印没有模式认得的表头文字",
    "jixiao patterns unused": "打印没有报告用到的模式文字",
    "jixiao query": "用 SQL 查询各表，以及视图 v_figures、v_projects、v_indicators、execution_rates、cells",
    "jixiao run": "把报告读成表；读过且没有变化的不再读",
    "jixiao schema": "打印各表各列：数据字典",
    "jixiao show": "打印一份报告读出的样子：大纲、表格、提及，金额突出显示",
}


def commands(chinese: bool = False) -> str:
    """Every command with its options and its first line of help, as the README lists them."""
    import typer

    from pipeline.cli import app

    root = typer.main.get_command(app)
    lines = ["| 命令 | 作用 |" if chinese else "| command | what it does |", "| --- | --- |"]
    lines += [f"| `{usage}` | {COMMANDS_ZH[path] if chinese else told} |" for path, usage, told in _commands(root, "jixiao")]
    return "\n".join(lines) + "\n"


def _commands(command: Any, path: str) -> list[tuple[str, str, str]]:
    """Each command's path, usage and first line of help."""
    below = getattr(command, "commands", None)
    if below:
        return [entry for name in sorted(below) for entry in _commands(below[name], f"{path} {name}")]
    words = [_word(parameter) for parameter in command.params if parameter.name != "help"]
    return [(path, " ".join([path, *words]), str(command.help).split("\n")[0])]


def _word(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.name).upper() if parameter.required else f"[{str(parameter.name).upper()}]"
    value = "" if parameter.is_flag else f" {str(parameter.metavar or parameter.name).upper()}"
    return f"[{parameter.opts[0]}{value}]"
