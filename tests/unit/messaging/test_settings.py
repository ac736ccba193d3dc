"""The policy and the templates as settings."""

from datetime import time
from typing import Any

import pytest
from pydantic import ValidationError

from crm.core.i18n import LOCALES
from crm.core.settings import kind_named
from crm.messaging.settings import KINDS
from crm.messaging.settings.policy import Policy, QuietHours
from crm.messaging.settings.template import Template

TEXT = {"title": "t", "body": "b"}


def document(**members: Any) -> dict[str, Any]:
    texts = {locale: {"in_app": TEXT} for locale in LOCALES}
    return {"category": "case", "channels": ["in_app"], "texts": texts, **members}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shipped_holds_what_is_demanded(kind: str) -> None:
    class_ = kind_named(kind)
    assert class_ is not None
    for value in class_.shipped().values():
        assert class_.model_validate_json(value.model_dump_json()) == value
        assert value.prepared() == value


def test_shipped_templates_belong_to_known_categories() -> None:
    known = Policy.shipped()["default"].categories
    assert {each.category for each in Template.shipped().values()} <= set(known)


def test_only_what_is_shipped_is_read_from_the_folder() -> None:
    shipped = Template.shipped()
    assert "case_assigned" in shipped
    assert shipped.get("../locales/en") is None
    assert len(shipped) == len(list(shipped))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_template_says_everything_in_both_languages(locale: str) -> None:
    texts = {each: {"in_app": TEXT} for each in LOCALES if each != locale}
    with pytest.raises(ValidationError, match="text_missing") as caught:
        Template.model_validate(document(texts=texts))
    (fault,) = caught.value.errors()
    assert fault["ctx"]["locales"] == locale


def test_each_channel_of_a_template_has_its_text() -> None:
    with pytest.raises(ValidationError, match="text_missing"):
        Template.model_validate(document(channels=["in_app", "email"]))


def test_a_template_that_jinja_cannot_read_is_refused_at_its_place() -> None:
    texts = {locale: {"in_app": {"title": "t", "body": "{% if %}"}} for locale in LOCALES}
    with pytest.raises(ValidationError) as refused:
        Template.model_validate(document(texts=texts)).prepared()
    assert refused.value.errors()[0]["loc"] == ("texts", "zh-CN", "in_app", "body")


@pytest.mark.parametrize(
    "members",
    [
        {"begins": time(8), "until": time(8)},
        {"begins": "21:00:00Z", "until": time(8)},
        {"message_classes": ()},
    ],
)
def test_quiet_hours_that_make_no_sense(members: dict[str, Any]) -> None:
    usual = {
        "audience": "user",
        "message_classes": ("service",),
        "channels": ("email",),
        "begins": time(21),
        "until": time(8),
    }
    with pytest.raises(ValidationError):
        QuietHours.model_validate({**usual, **members})


def test_a_category_is_called_something_in_both_languages() -> None:
    shipped = Policy.shipped()["default"].model_dump(mode="json")
    shipped["categories"]["case"]["label"] = {"en": "Cases"}
    with pytest.raises(ValidationError, match="both_languages"):
        Policy.model_validate(shipped)


def test_a_category_the_policy_does_not_know_may_be_switched_off() -> None:
    policy = Policy.shipped()["default"]
    assert policy.mandatory("access")
    assert not policy.mandatory("case")
    assert not policy.mandatory("brand_new")
