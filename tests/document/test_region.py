"""Places that print under one name: today's name, former names of a place, and different places."""

import pytest

from loaders.document.region import find_region


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江北区2031年区本级“三公”经费预算", ""),  # one in Zhejiang, one in Chongqing that the latest list has no more
        ("重庆市江北区教育委员会", "500105"),
        ("宁波市江北区教育局", "330205"),
        ("桥东区财政局", ""),  # districts of cities that are all still there
        ("清河区档案馆", ""),
        ("寿县司法局", "340422"),  # a county that passed from one city to another
        ("钢城区财政局", "370117"),  # a district whose former city is gone with it
    ],
)
def test_a_former_place_of_the_same_name_elsewhere_keeps_the_name_undecided(text: str, code: str) -> None:
    assert find_region(text).code == code


@pytest.mark.parametrize(
    ("text", "city"),
    [("南漳县招商服务中心", "襄阳市"), ("谷城县审计局", "襄阳市"), ("巴宜区卫生局", "林芝市")],
)
def test_the_city_that_a_place_lies_in_has_its_present_name(text: str, city: str) -> None:
    assert find_region(text).city == city


def test_a_former_name_is_still_the_name_of_its_place() -> None:
    assert (find_region("襄樊市").code, find_region("綦江县").code) == ("420600", "500222")
