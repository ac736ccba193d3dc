"""Leaving the portal."""

from tests.browsing import Browser


def test_who_has_left_is_at_the_door(buyer: Browser) -> None:
    page = buyer.get("/p/cases")
    assert buyer.post("/p/sign-out", {}).status == 403, "a form of ours is needed"
    assert buyer.send(page.form("/p/sign-out")).path == "/p/sign-in"
    assert buyer.cookies["kairos"] == ""
    assert buyer.get("/p/cases").path == "/p/sign-in"
