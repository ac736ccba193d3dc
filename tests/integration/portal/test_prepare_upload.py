"""Sending a file from the page of a case."""

import pytest

from tests.browsing import Browser
from tests.integration.cases.conftest import CASE, Desk

PAGE = f"/p/cases/{CASE}"


def test_it_is_for_its_customer(stranger: Browser) -> None:
    token = stranger.get("/p/cases").form("/p/language").fields["_form"]
    fields = {"_form": token, "file_name": "x", "content_type": "text/plain"}
    assert stranger.post(f"{PAGE}/attachments", fields).status == 404


def test_what_the_desk_does_not_take_is_refused_and_the_name_kept(desk: Desk, buyer: Browser) -> None:
    form = buyer.get(PAGE).form(f"/p/cases/{desk.case_id}/attachments")
    shown = buyer.send(form, file_name="程序", content_type="application/x-msdownload")
    assert shown.status == 422
    assert "不支持此类文件" in shown.text
    assert shown.form(form.action).fields["file_name"] == "程序"


@pytest.mark.requirement("R-214")
def test_the_browser_takes_the_file_to_its_place_and_comes_back(desk: Desk, buyer: Browser) -> None:
    form = buyer.get(PAGE).form(f"/p/cases/{desk.case_id}/attachments")
    page = buyer.send(form, file_name="日志", content_type="text/plain")
    (upload,) = [each for each in page.forms if "/_s3/" in each.action]
    host = upload.action.partition("/_s3/")[0]
    assert f"form-action 'self' {host};" in page.answer.headers["Content-Security-Policy"]
    answer = desk.upload({"url": upload.action, "fields": upload.fields}, b"12345")
    assert (answer.status, answer.headers["Location"]) == (303, f"http://127.0.0.1/p/cases/{desk.case_id}")
    assert "日志.txt" in buyer.get(PAGE).text
    elsewhere = {"url": upload.action, "fields": upload.fields | {"success_action_redirect": "https://evil.example"}}
    assert desk.upload(elsewhere, b"12345").status == 403
    again = buyer.send(form, file_name="日志", content_type="text/plain")
    assert again.path == f"/p/cases/{desk.case_id}", "a page that is loaded again leads back to the case"
