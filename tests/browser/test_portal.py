"""The portal on a phone of 360 pixels: in both languages, light and dark, by keyboard, and without scripts."""

from itertools import count
from pathlib import Path

import pytest

from tests.browser.conftest import Opens, is_sound, language, open_case
from tests.conformance.served import Served

CUSTOMER = "contact-b"
LOCALES = ("zh-CN", "en")
_numbers = count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_is_usable(open_page: Opens, company: Served, locale: str, scheme: str) -> None:
    door = open_page("/p/sign-in", locale=locale, scheme=scheme, script=True)
    assert language(door) == locale
    is_sound(door)
    page = open_page("/p/cases", contact=CUSTOMER, locale=locale, scheme=scheme, script=True)
    case = open_case(
        page, company, "设备不开机，按电源键没有反应" if locale == "zh-CN" else "The device does not start"
    )
    for path in (case, "/p/cases", "/p/cases/new", "/p/cases/new?category=product/fault"):
        page.goto(path)
        assert language(page) == locale
        is_sound(page)
    page.locator("#field-serial").fill("12345")
    page.locator("#field-title").fill("x" * 200)
    page.locator("main form button").click()
    assert page.locator("#field-serial").input_value() == "12345"
    is_sound(page)
    page.goto("/p/cases/C-999999")
    is_sound(page)


@pytest.mark.requirement("R-017")
def test_a_customer_goes_all_the_way_without_a_script(open_page: Opens, company: Served, tmp_path: Path) -> None:
    page = open_page("/p/cases", contact=CUSTOMER)
    page.get_by_role("link", name="提交工单").click()
    page.get_by_label("您遇到哪类问题？").select_option("product/fault")
    page.get_by_role("button", name="继续").click()
    page.get_by_label("问题概述").fill("打印机不出纸")
    page.get_by_label("产品序列号").fill("KS20260301")
    page.get_by_role("button", name="提交工单").click()
    assert page.get_by_role("heading", level=1).inner_text() == "打印机不出纸"
    page.get_by_label("您的留言").fill("重启后仍然如此")
    page.get_by_role("button", name="发送").click()
    assert "重启后仍然如此" in page.locator(".events").inner_text()
    page.get_by_text("添加文件").first.click()
    page.get_by_label("文件名称").fill("日志")
    page.get_by_label("文件类型").select_option("text/plain")
    page.locator("details[open] button").click()
    (tmp_path / "a.txt").write_text("log", encoding="utf-8")
    page.get_by_label("选择文件").set_input_files(tmp_path / "a.txt")
    page.get_by_role("button", name="上传").click()
    assert page.get_by_role("heading", level=1).inner_text() == "打印机不出纸"
    case_id = page.url.rpartition("/")[2]
    bearer = company.bearer(user="wang-qiang")
    company.call("POST /_local/settle", {})
    company.call(
        f"POST /cases/{case_id}/resolution",
        {"solution": "更换搓纸轮", "cause_code": "defect"},
        authorization=bearer,
        idempotency_key=f"browser-solution-{next(_numbers)}",
    )
    page.reload()
    assert "日志.txt" in page.locator("main").inner_text()
    assert "更换搓纸轮" in page.locator("main").inner_text()
    page.get_by_role("button", name="确认已解决").click()
    assert page.locator(".state").inner_text() == "已关闭"
    page.get_by_text("问题没有解决").click()
    page.get_by_label("还有什么问题？").fill("又卡纸了")
    page.get_by_role("button", name="重新打开工单").click()
    assert page.locator(".state").inner_text() != "已关闭"


def test_the_language_is_switched_where_one_stands(open_page: Opens) -> None:
    page = open_page("/p/cases/new?category=product/fault", contact=CUSTOMER)
    page.get_by_role("button", name="English").click()
    assert page.url.endswith("/p/cases/new?category=product/fault")
    assert language(page) == "en"


def test_the_keyboard_is_enough(open_page: Opens) -> None:
    page = open_page("/p/sign-in", locale="en")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "field-email"
    page.keyboard.type("contact@customer-b.example")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text().startswith("If we know the address")
