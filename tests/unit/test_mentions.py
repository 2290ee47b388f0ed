"""The mention grammar, form by form. Every sentence is invented."""

import datetime as dt
from decimal import Decimal

import pytest

from extractors.document import Block, Document, Mention, Span
from extractors.mentions import bare, mentions, merge, money_unit, unit_of_header


def document(*texts: str, kind: str = "paragraph") -> Document:
    return Document("示例.txt", "txt", tuple(Block(n, kind, text) for n, text in enumerate(texts)), "test")


def read(text: str, kind: str, cell: bool = False) -> list[tuple[str, Decimal | None, Decimal | None]]:
    whole = document(text, kind="cell" if cell else "paragraph")
    return [(whole.text(m.span), m.value, m.upper) for m in mentions(whole) if m.kind == kind]


def quotes(text: str, kind: str, cell: bool = False) -> list[str]:
    return [quote for quote, _, _ in read(text, kind, cell)]


@pytest.mark.parametrize(
    ("text", "quote", "yuan"),
    [
        ("安排资金1,493.39 万元", "1,493.39 万元", "14933900"),
        ("支出3，518.85万元", "3，518.85万元", "35188500"),
        ("支出８６．５万元", "８６．５万元", "865000"),
        ("共计4.54亿元", "4.54亿元", "454000000"),
        ("共计1亿2000万元", "1亿2000万元", "120000000"),
        ("奖励3万5千元", "3万5千元", "35000"),
        ("补助5千元", "5千元", "5000"),
        ("总投资2百万元", "2百万元", "2000000"),
        ("约27461万元", "27461万元", "274610000"),
        ("支出300余万元", "300余万元", "3000000"),
        ("支出20多万元", "20多万元", "200000"),
        ("人民币壹佰万元整", "壹佰万元整", "1000000"),
        ("补助五十万元", "五十万元", "500000"),
        ("每人一元钱不够，每人两百元", "两百元", "200"),
        ("合同价￥5,000.00，", "￥5,000.00", "5000"),
        ("合同价¥300元", "300元", "300"),
        ("标准1300元/人/月", "1300元", "1300"),
        ("单价0.5万元元/部", "0.5万元", "5000"),
        ("结余，867.48万元", "867.48万元", "8674800"),
        ("变动额为-5万元", "-5万元", "-50000"),
        ("——5万元用于维修", "5万元", "50000"),
        ("4*6=24万元", "24万元", "240000"),
        ("3期×5万元=15万元", "15万元", "150000"),
        ("3.6元", "3.6元", "3.6"),
        ("实际支出0元", "0元", "0"),
        ("1.2021年投入5万元", "5万元", "50000"),
        ("人员经费762. 40万元", "762. 40万元", "7624000"),
        ("公用经费 31. 6 万元", "31. 6 万元", "316000"),
        ("预算数2,415. 08万元", "2,415. 08万元", "24150800"),
        ("支出1, 206.35万元", "1, 206.35万元", "12063500"),
        ("支出85 .2万元", "85 .2万元", "852000"),
        ("1. 48万元用于养护", "48万元", "480000"),
        ("（一）概况。2. 30万元用于养护", "30万元", "300000"),
        ("见表1. 5万元以上", "5万元", "50000"),
        ("总投资￥450.5万元", "450.5万元", "4505000"),
        ("合同价¥1,234,567.89元", "1,234,567.89元", "1234567.89"),
        ("合同价￥450.5，", "￥450.5", "450.5"),
        ("合同价¥2千元", "2千元", "2000"),
        ("合同价¥1 234 567.89，", "¥1 234 567.89", "1234567.89"),
        ("合同价¥2 700万元", "2 700万元", "27000000"),
        ("项目预算3 000万元", "3 000万元", "30000000"),
        ("项目预算3　000万元", "3　000万元", "30000000"),
        ("实际支出2\xa0700万元", "2\xa0700万元", "27000000"),
        ("支出1 234 567.89元", "1 234 567.89元", "1234567.89"),
        ("设备款12 345.6万元", "12 345.6万元", "123456000"),
        ("一共3 200万元", "3 200万元", "32000000"),
        ("1 300万元用于养护", "300万元", "3000000"),
        ("绿化；2 300万元用于养护", "300万元", "3000000"),
        ("2022年 300万元", "300万元", "3000000"),
        ("2022 300万元", "300万元", "3000000"),
        ("标段2 300万元", "300万元", "3000000"),
        ("支出2千8百万元", "2千8百万元", "28000000"),
        ("支出2千8百元", "2千8百元", "2800"),
        ("支出3千500元", "3千500元", "3500"),
        ("支出1亿2千8百万元", "1亿2千8百万元", "128000000"),
        ("支出3百6十万元", "3百6十万元", "3600000"),
        ("壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", "1234567.89"),
        ("叁拾元零伍分", "叁拾元零伍分", "30.05"),
        ("伍元捌角整", "伍元捌角整", "5.8"),
        ("两万元三分之二", "两万元", "20000"),
        ("四百五十多万元", "四百五十多万元", "4500000"),
        ("壹仟余万元", "壹仟余万元", "10000000"),
        ("一亿二千万余元", "一亿二千万余元", "120000000"),
        ("九点五万元", "九点五万元", "95000"),
    ],
)
def test_an_amount_is_read_in_every_written_form(text: str, quote: str, yuan: str) -> None:
    assert read(text, "amount")[-1] == (quote, Decimal(yuan), None)


@pytest.mark.parametrize(
    "text",
    [
        "支出100 0000元",
        "支出3,0000万元",
        "支出3，5000万元",
        "设备2 700万元",
        "（3 200万元）",
        "预算 2 700万元",
        "1 000-2 000万元",
        "1 000至2 000万元",
        "奖励12千5百元",
    ],
)
def test_thousands_parted_in_a_way_nobody_can_tell_are_no_amount(text: str) -> None:
    assert quotes(text, "amount") == []


def test_a_cell_of_digits_in_threes_is_one_amount_and_a_number_beside_another_is_not() -> None:
    assert quotes("2 700 000元", "amount", cell=True) == ["2 700 000元"]
    assert quotes("3 000万元", "amount", cell=True) == ["3 000万元"]
    assert quotes("2 700万元", "amount", cell=True) == ["700万元"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("支出1938\n万元", "1938\n万元"),
        ("支出1938万\n元", "1938万\n元"),
        ("支出19\n38.5万元", "19\n38.5万元"),
        ("支出1938.\n5万元", "1938.\n5万元"),
    ],
)
def test_a_line_end_may_tear_an_amount_anywhere(text: str, quote: str) -> None:
    ((found, value, _),) = read(text, "amount")
    assert found == quote
    assert value == Decimal(quote.replace("\n", "").removesuffix("万元")) * 10**4


def test_a_line_end_in_a_cell_parts_two_numbers_unless_a_point_shows_the_tear() -> None:
    assert quotes("120\n50万元", "amount", cell=True) == ["50万元"]
    assert quotes("1,120.\n50万元", "amount", cell=True) == ["1,120.\n50万元"]
    assert quotes("2021\n50万元", "amount") == ["50万元"]


@pytest.mark.parametrize(
    "text",
    [
        "甲财〔2018〕34号",
        "功能科目2081199",
        "建筑面积54.27万平方米",
        "印制宣传册3万元份以上",
        "预算数（万元）",
        "单位：万元",
        "多元化、单元、公元、元旦、美元",
        "二元结构明显，三元区完成",
        "折合500万美元",
        "支出****万元",
        "“5.27”较大事故",
        "2022年",
        "电话0730-8359876",
        "数十万元和上百万元",
        "1.2021年完成",
    ],
)
def test_what_only_looks_like_money_is_no_amount(text: str) -> None:
    assert quotes(text, "amount") == []


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("维护渠道12公里，余款8万已上缴县财政。", ["8万"]),
        ("往来款清理慢，借出12万两年未收回。", ["12万"]),
        ("会议费2万由各股室分担，培训费1万多。", ["2万", "1万"]),
        ("垫付6万给施工队，村民自筹9万修渠。", ["6万", "9万"]),
        ("补助资金2万户，罚款3万人次，发放宣传册2万份，产粮1.2亿斤。", []),
        ("水塔清淤5.5万，实际花了5.2万，还缺3万左右", ["5.5万", "5.2万", "3万"]),
        ("没用完的0.3万留到下年接着用。", ["0.3万"]),
        ("惠及5万群众，游客增加3万，", []),
        ("还缺3万名教师，剩下2万亩，来访5.5万，实际接待4万户", []),
    ],
)
def test_wan_without_yuan_is_money_right_behind_a_word_of_money(text: str, amounts: list[str]) -> None:
    assert quotes(text, "amount") == amounts


def test_wan_without_yuan_is_money_only_beside_money() -> None:
    assert read("年初预算20万，实际支出18.5万用于维护", "amount") == [("20万", 200000, None), ("18.5万", 185000, None)]
    assert read("完成60.3万资金支付", "amount") == [("60.3万", 603000, None)]
    assert quotes("培训3万人，服务1万家，发放5万余份，覆盖20万亩", "amount") == []
    assert read("受教育人群达3万", "count") == [("3万", 30000, None)]


@pytest.mark.parametrize(
    ("text", "kind", "quote", "low", "high"),
    [
        ("补助5-10万元", "amount", "5-10万元", "50000", "100000"),
        ("补助5万元至10万元", "amount", "5万元至10万元", "50000", "100000"),
        ("达到90%-95%", "percent", "90%-95%", "0.9", "0.95"),
        ("达到90～95%", "percent", "90～95%", "0.9", "0.95"),
        ("百分之九十至百分之九十五", "percent", "百分之九十至百分之九十五", "0.9", "0.95"),
        ("每期20-30人", "count", "20-30人", "20", "30"),
    ],
)
def test_a_range_is_one_mention_with_two_values(text: str, kind: str, quote: str, low: str, high: str) -> None:
    assert read(text, kind) == [(quote, Decimal(low), Decimal(high))]


def test_a_tab_parts_two_cells_and_a_hyphen_behind_it_is_a_minus() -> None:
    assert read("接待费\t13.06\t10.20\t-2.86\t-21.9%", "percent") == [("-21.9%", Decimal("-0.219"), None)]
    assert read("接待费\t5%\t-21.9%", "percent") == [("5%", Decimal("0.05"), None), ("-21.9%", Decimal("-0.219"), None)]


def test_a_hyphen_before_a_smaller_number_makes_no_range() -> None:
    assert read("2019-500万元", "amount") == [("500万元", 5000000, None)]


@pytest.mark.parametrize(
    ("text", "quote", "rate"),
    [
        ("完成100.00 %", "100.00 %", "1"),
        ("占５．１％", "５．１％", "0.051"),
        ("达98﹪", "98﹪", "0.98"),
        ("下降27.%。", "27.%", "0.27"),
        ("结案率百分之百", "百分之百", "1"),
        ("满意度百分之九十八点五", "百分之九十八点五", "0.985"),
        ("合格率100百分比", "100百分比", "1"),
        ("增长率为-3.2%", "-3.2%", "-0.032"),
        ("≥95%", "95%", "0.95"),
        ("死亡率5‰", "5‰", "0.005"),
        ("2.100%完成任务", "100%", "1"),
    ],
)
def test_a_percent_is_a_fraction(text: str, quote: str, rate: str) -> None:
    assert read(text, "percent") == [(quote, Decimal(rate), None)]


def test_percentage_points_and_glued_cells_are_no_percents() -> None:
    assert quotes("提高3.5个百分点", "percent") == []
    assert quotes("202010100.00%10", "percent") == []
    assert quotes("http://a.cn/%E5%8D%97", "percent") == []


def test_counts_carry_their_unit() -> None:
    whole = document("培训12期共386人，接待28批次、116人次，排查2000余家次，用时24个月、16个工作日，第3期、06项、A4张、2019年")
    found = [(whole.text(m.span), m.value, m.unit) for m in mentions(whole)]
    assert found == [
        ("12期", 12, "期"),
        ("386人", 386, "人"),
        ("28批次", 28, "批次"),
        ("116人次", 116, "人次"),
        ("2000余家次", 2000, "家次"),
        ("24个月", 24, "个月"),
        ("16个工作日", 16, "个工作日"),
    ]


def test_a_unit_that_begins_another_word_counts_nothing() -> None:
    assert quotes("2020支出、2020人员经费、2021所有、2021次年、2022台账", "count") == []


def test_scores_are_not_parts_branches_or_minutes() -> None:
    assert read("自评得90分，复核84.75 分", "score") == [("90分", 90, None), ("84.75 分", Decimal("84.75"), None)]
    assert quotes("5分钟、2分公司、8:30分、3部分、20分值", "score") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018年4月20日", dt.date(2018, 4, 20)),
        ("2018 年 04 月 20 日", dt.date(2018, 4, 20)),
        ("二〇二三年九月二十八日", dt.date(2023, 9, 28)),
        ("二○二三年十月三十一日", dt.date(2023, 10, 31)),
        ("２０２０年３月１日", dt.date(2020, 3, 1)),
        ("2018-04-20", dt.date(2018, 4, 20)),
        ("2018.4.20", dt.date(2018, 4, 20)),
        ("2018/4/20", dt.date(2018, 4, 20)),
        ("2020年12月", None),
    ],
)
def test_a_date_is_read_and_no_day_is_guessed(text: str, day: dt.date | None) -> None:
    whole = document(f"截至{text}，")
    assert [(whole.text(m.span), m.date) for m in mentions(whole) if m.kind == "date"] == [(text, day)]


def test_a_day_without_a_year_and_an_impossible_day_are_no_dates() -> None:
    assert quotes("12月25日、2019年、2018年13月5日、2018年2月30日", "date") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("收、支总计分别为51.13、50.53万元。", [("51.13", 511300), ("50.53万元", 505300)]),
        ("基本支出、项目支出和其他支出分别为20、1,030和5万元。", [("20", 200000), ("1,030", 10300000), ("5万元", 50000)]),
        ("收、支总计各减少17.86，57.97万元。", [("17.86", 178600), ("57.97万元", 579700)]),
        ("拨付3个镇20户、30万元。", [("30万元", 300000)]),
        ("见附件1、2万元以下。", [("2万元", 20000)]),
    ],
)
def test_what_is_told_of_several_at_once_shares_the_unit_of_the_last(text: str, told: list[tuple[str, int]]) -> None:
    assert [(quote, int(value or 0)) for quote, value, _ in read(text, "amount")] == told


def test_a_number_whose_sentence_forgot_the_unit_takes_that_of_its_neighbours() -> None:
    whole = document("培训班预算收入37.62，实际支出36.9万元，执行率98.09%，培训2021。")
    first = mentions(whole)[0]
    assert (whole.text(first.span), first.value, first.rule) == ("37.62", 376200, "amount.cued")
    assert first.unit_span is not None
    assert whole.text(first.unit_span) == "万元"


def test_a_paragraph_without_any_unit_looks_to_the_paragraphs_beside_it() -> None:
    whole = document("本年收入合计120.5万元。", "本年支出决算数为118.62，完成预算100%。", "团组为2，人数为5.5，")
    found = [(whole.text(m.span), m.value) for m in mentions(whole) if m.kind == "amount"]
    assert found == [("120.5万元", 1205000), ("118.62", 1186200)]


def test_a_year_after_a_money_word_is_no_amount() -> None:
    assert quotes("预算2021，支出30万元，预算2,021、", "amount") == ["30万元", "2,021"]


def cell(text: str, unit: str, kind: str = "amount") -> Mention | None:
    return bare(document("表头", text, kind="cell"), Span(1, 0, len(text)), unit, kind=kind)


@pytest.mark.parametrize(
    ("text", "unit", "kind", "value"),
    [
        ("210", "万元", "amount", "2100000"),
        (" 1,938.50 ", "万元", "amount", "19385000"),
        ("0.00", "万元", "amount", "0"),
        ("-12.5", "元", "amount", "-12.5"),
        ("12.\n", "元", "amount", "12"),
        ("1,234,5\n67.00", "元", "amount", "1234567"),
        ("20元", "万元", "amount", "20"),
        ("20万", "元", "amount", "200000"),
        ("≤15", "万元", "amount", "150000"),
        ("98.5", "%", "percent", "0.985"),
        ("≥98.5%", "%", "percent", "0.985"),
        ("9.8", "分", "score", "9.8"),
        ("３０", "人", "count", "30"),
    ],
)
def test_a_bare_cell_is_read_in_the_unit_of_its_column_and_its_own_unit_wins(text: str, unit: str, kind: str, value: str) -> None:
    found = cell(text, unit, kind)
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "-", "—", "/", "无", "10\n20", "1-12月", "持平", "5人", "12；13"])
def test_a_cell_without_one_bare_number_has_no_value(text: str) -> None:
    assert cell(text, "万元") is None


def test_an_unknown_unit_of_money_reads_nothing() -> None:
    assert cell("210", "亩") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("预算数（万元）", "万元"),
        ("单位：万元", "万元"),
        ("金额单位：人民币万元", "万元"),
        ("编制部门：示例局 单位：元", "元"),
        ("（亿）", "亿"),
        ("执行率(%)", "%"),
        ("执行率（B/A×100%）", "%"),
        ("得分（分）", "分"),
        ("预算数/万元", "万元"),
        ("单位：万\n元", "万\n元"),
        ("万元", "万元"),
        ("主管单位：元江县", None),
        ("分值（10分）", None),
        ("年初预算数", None),
    ],
)
def test_a_header_or_unit_line_names_its_unit(text: str, unit: str | None) -> None:
    found = unit_of_header(text)
    assert (found and found[0]) == unit
    if found:
        assert text[found[1] : found[2]] == unit


def test_money_units_are_worth_their_yuan() -> None:
    worth = {
        unit: money_unit(unit) for unit in ("元", "万元", "亿", "人民币万元", "百万元", "元整", "万 元", "￥", "万元/期", "人", "%", "")
    }
    assert worth == {
        "元": 1,
        "万元": 10**4,
        "亿": 10**8,
        "人民币万元": 10**4,
        "百万元": 10**6,
        "元整": 1,
        "万 元": 10**4,
        "￥": 1,
        "万元/期": 10**4,
        "人": None,
        "%": None,
        "": None,
    }


def test_the_later_and_more_specific_mention_wins_where_two_overlap() -> None:
    long, short, apart = Mention("count", Span(0, 2, 9), "a"), Mention("amount", Span(0, 4, 7), "b"), Mention("score", Span(0, 9, 12), "c")
    assert merge([long, apart], [short]) == (short, apart)


@pytest.mark.parametrize(
    ("text", "value"),
    [("年末结余-50万元", -500000), ("比上年增加-3.5万元", -35000), ("办公费-30万元", 300000), ("支出同比下降-2.4万元", -24000)],
)
def test_a_hyphen_behind_a_balance_or_a_change_is_a_minus_and_joins_behind_a_name(text: str, value: int) -> None:
    assert [told for _, told, _ in read(text, "amount")] == [Decimal(value)]
