"""Places by name, code and year; how an agency's name ends, what it is short for, what it does."""

from __future__ import annotations

import pytest

from extractors.identity import divisions
from extractors.identity.agencies import agency, agency_at, function, is_short_for, level, placed
from extractors.identity.divisions import region

PLACES = [
    ("湖北省武汉市青山区某局", 2018, ("湖北省", "武汉市", "青山区")),
    ("江岸区某局", 2018, ("湖北省", "武汉市", "江岸区")),
    ("北京市朝阳区某局", 2020, ("北京市", None, "朝阳区")),
    ("重庆市忠县某局", 2020, ("重庆市", None, "忠县")),
    ("吉林省吉林市船营区某局", 2020, ("吉林省", "吉林市", "船营区")),
    ("湘西州某局", 2020, ("湖南省", "湘西土家族苗族自治州", None)),
    ("内蒙古锡林郭勒盟某局", 2020, ("内蒙古自治区", "锡林郭勒盟", None)),
    ("阿拉善左旗某局", 2020, ("内蒙古自治区", "阿拉善盟", "阿拉善左旗")),
    ("大兴安岭地区某局", 2020, ("黑龙江省", "大兴安岭地区", None)),
    ("潜江市某局", 2020, ("湖北省", None, "潜江市")),
    ("湖南省长沙县某局", 2019, ("湖南省", "长沙市", "长沙县")),
    ("乐山市市中区某局", 2020, ("四川省", "乐山市", "市中区")),
]


@pytest.mark.parametrize(("name", "year", "wanted"), PLACES, ids=[name for name, _, _ in PLACES])
def test_a_name_tells_its_place_and_the_places_above(name: str, year: int, wanted: tuple[str | None, ...]) -> None:
    found = region(name, year)
    assert ((found.province, found.city, found.county), name[found.end :]) == (wanted, "某局")


def test_a_name_means_what_it_meant_in_its_year() -> None:
    """巢湖市 was a prefecture-level city until 2010 and is a county-level one of Hefei since."""
    before, after = region("巢湖市教育局", 2009), region("巢湖市教育局", 2019)
    assert (before.city, before.county) == ("巢湖市", None)
    assert (after.city, after.county) == ("合肥市", "巢湖市")


def test_a_county_that_became_a_district_has_the_code_of_the_year_and_todays() -> None:
    place = region("即墨区水利局", 2016).division
    assert place is not None
    assert (divisions.codes(place, 2016), divisions.codes(place, 2020)) == (("370282", "370215"), ("370215", "370215"))


def test_a_division_that_is_gone_has_no_code_of_today() -> None:
    place = region("闸北区教育局", 2013).division
    assert place is not None
    assert divisions.codes(place, 2013) == ("310108", None)


def test_a_district_of_several_cities_needs_a_city_in_the_text() -> None:
    told, open_ = region("鼓楼区教育局", 2020, "按照徐州市的部署"), region("鼓楼区教育局", 2020)
    assert (told.city, open_.city, open_.county) == ("徐州市", None, "鼓楼区")


@pytest.mark.parametrize("words", ["城区道路改造", "郊区公路养护", "市中区域绿化", "新城区建设"])
def test_common_words_are_no_places(words: str) -> None:
    assert region(words, 2018).name is None


def test_every_division_lies_in_one_that_is_known() -> None:
    table = divisions.table()
    orphans = [d.name for family in table.full.values() for d in family if d.parent and d.parent not in table.codes]
    assert orphans == []


def test_places_are_counted_by_their_full_names() -> None:
    assert divisions.named("衡阳市和衡阳市衡南县的中心城区") == {"衡阳市": 2, "衡南县": 1}


ENDINGS = [
    ("滨州市水利局农业灌溉专项资金", "滨州市水利局"),
    ("滨州市公安局交警支队2020年", "滨州市公安局交警支队"),
    ("滨州市人民政府办公室信息系统项目", "滨州市人民政府办公室"),
    ("中共滨州市委组织部部门决算", "中共滨州市委组织部"),
    ("人力资源和社会保障局2020年", "人力资源和社会保障局"),
    ("滨州市第八中学校舍维修", "滨州市第八中学"),
    ("滨州市中学校舍维修", None),
    ("农村饮水安全专项资金", None),
    ("我局关于", None),
    ("财政部2021年度", "财政部"),
]


@pytest.mark.parametrize(("text", "wanted"), ENDINGS, ids=[text for text, _ in ENDINGS])
def test_an_agency_ends_where_other_words_begin(text: str, wanted: str | None) -> None:
    assert agency_at(text) == wanted


CELLS = [
    ("219001-滨州市水利局", "滨州市水利局"),
    ("滨州市水利局（盖章）", "滨州市水利局"),
    ("　滨州市\n水利局　", "滨州市水利局"),
    ("各市县", None),
    ("办公室", None),
    ("鲁信会计师事务所（普通合伙）", None),
    ("100万元", None),
]


@pytest.mark.parametrize(("cell", "wanted"), CELLS, ids=[cell for cell, _ in CELLS])
def test_a_cell_names_an_agency_as_a_whole_or_none(cell: str, wanted: str | None) -> None:
    assert agency(cell) == wanted


@pytest.mark.parametrize(
    ("short", "full"),
    [("省发改委", "山东省发展和改革委员会"), ("滨州市人社局", "滨州市人力资源和社会保障局"), ("残联", "滨州市残疾人联合会")],
)
def test_a_short_name_is_spelled_out_by_the_full_one(short: str, full: str) -> None:
    assert is_short_for(short, full)


@pytest.mark.parametrize(
    ("short", "other"),
    [("滨州市财政局", "滨州市财政局国库支付局"), ("滨州市教育局", "潍坊市教育局"), ("滨州市水利局", "滨州市气象局")],
)
def test_another_office_is_no_full_name(short: str, other: str) -> None:
    assert not is_short_for(short, other)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("滨州市安全生产监督管理局", "应急管理"),
        ("滨州市环保局", "生态环境"),
        ("滨州市国土资源局", "自然资源"),
        ("滨州市卫生和计划生育委员会", "卫生健康"),
        ("滨州市工商行政管理局", "市场监督管理"),
        ("滨州市质量技术监督局", "市场监督管理"),
        ("滨州市文化广电新闻出版局", "文化和旅游"),
        ("共青团滨州市委员会", "共青团"),
        ("滨州市第八中学", "第八中学"),
        ("滨州市人民政府办公室", "政府办公"),
        ("滨州市人大常委会", "人大常委会"),
        ("中共滨州市委办公室", "党委办公"),
        ("滨州市科协", "科学技术协会"),
        ("滨州市科学技术协会", "科学技术协会"),
        ("滨州市公安局滨城分局", "公安"),
    ],
)
def test_renamed_agencies_keep_their_function(name: str, wanted: str) -> None:
    assert function(name) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("国家气象局", "central"),
        ("山东省水利厅", "province"),
        ("天津市水务局", "province"),
        ("天津市蓟州区水务局", "county"),
        ("滨州市沾化区水利局", "county"),
        ("滨州市生态环境局沾化分局", "county"),
        ("滨州市生态环境局惠民分局", "county"),
        ("滨州市公安局第一分局", "city"),
        ("滨州经济技术开发区管理委员会", "county"),
        ("惠民县孙武街道办事处", "town"),
        ("惠民县乡村振兴局", "county"),
    ],
)
def test_an_agency_belongs_to_the_level_its_name_tells(name: str, wanted: str) -> None:
    assert level(name, placed(name, 2021)) == wanted
