"""What colleagues ask for, in the ways they put it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.im.inbound import Mention
from crm.im.instructions.model import Colleague, Customer
from tests.unit.im.conftest import COLLEAGUES, CUSTOMERS, a_message, understood

SHANGHAI = ZoneInfo("Asia/Shanghai")
MIN, LEI, SAN, QIANG = ("zhang-min",), ("li-lei",), ("zhang-san",), ("wang-qiang",)
SERVICE = "客户 B 售后问题"

PHRASINGS = [
    # the seed's own words, and the ways of parting role, name and request
    ("@客服-张敏 帮忙跟进客户B 售后问题", MIN, "customer-b", SERVICE),
    ("@客服-张敏 帮忙跟进客户 B 售后问题", MIN, "customer-b", SERVICE),
    ("@客服张敏 帮忙跟进客户B 售后问题", MIN, "customer-b", SERVICE),
    ("@张敏 帮忙跟进客户B 售后问题", MIN, "customer-b", SERVICE),
    ("@张敏帮忙跟进客户B售后问题", MIN, "customer-b", SERVICE),
    ("@张敏\u2005帮忙跟进客户B的售后问题", MIN, "customer-b", SERVICE),
    ("@客服-张敏\u00a0帮忙跟进客户B 售后问题", MIN, "customer-b", SERVICE),
    ("＠客服－张敏　帮忙跟进客户Ｂ　售后问题", MIN, "customer-b", SERVICE),
    ("@客服—张敏，帮忙跟进客户B：售后问题", MIN, "customer-b", SERVICE),
    ("@客服:张敏 客户B售后问题", MIN, "customer-b", SERVICE),
    ("@客服·张敏 客户B 售后问题 谢谢", MIN, "customer-b", SERVICE),
    ("@【客服】张敏 请跟进客户B的售后问题", MIN, "customer-b", SERVICE),
    ("@张敏（客服） 麻烦处理一下客户B 售后问题", MIN, "customer-b", SERVICE),
    ("@张敏-客服 客户B 售后问题", MIN, "customer-b", SERVICE),
    ("@\u200b客服-张\u200b敏 帮忙跟进客户B 售后问题", MIN, "customer-b", SERVICE),
    ("@销售-张敏 帮忙跟进客户B 售后问题", MIN, "customer-b", SERVICE),
    ("售后问题，麻烦 @客服-张敏 跟进客户B", MIN, "customer-b", SERVICE),
    ("客户B 售后问题 @张敏", MIN, "customer-b", SERVICE),
    ("抄送li.lei@kairos.example，@张敏 客户B 开票", MIN, "customer-b", "客户 B 抄送 li.lei@kairos.example，开票"),
    ("@主管-王强 客户A 续约审批", QIANG, "customer-a", "客户 A 续约审批"),
    ("@主管 客户A 续约审批", QIANG, "customer-a", "客户 A 续约审批"),
    ("@产品-张三 宏达集团 接口需求", SAN, "hongda", "宏达集团 接口需求"),
    # several people
    ("@张敏 @李雷 跟进客户B 退货", (*MIN, *LEI), "customer-b", "客户 B 退货"),
    ("@张敏和@李雷跟进客户B 退货", (*MIN, *LEI), "customer-b", "客户 B 退货"),
    ("@张敏、@客服-李雷，跟进客户B 退货", (*MIN, *LEI), "customer-b", "客户 B 退货"),
    ("@李雷@张敏@李雷 客户B 退货", (*LEI, *MIN), "customer-b", "客户 B 退货"),
    ("@工单机器人 @张敏 跟进客户B 退货", MIN, "customer-b", "客户 B 退货"),
    ("@所有人 @张敏 跟进客户B 退货", MIN, "customer-b", "客户 B 退货"),
    # the customer by link, code, name and close name
    ("@张敏 https://crm.example/accounts/customer-b 售后问题", MIN, "customer-b", SERVICE),
    ("@张敏 售后问题 https://crm.example/accounts/customer-b?tab=cases，谢谢", MIN, "customer-b", SERVICE),
    ("@张敏 erp-2002 售后问题", MIN, "customer-b", SERVICE),
    ("@张敏 #customer-b 售后问题", MIN, "customer-b", SERVICE),
    ("@张敏 【客户B】售后问题", MIN, "customer-b", SERVICE),
    ("@张敏 宏达的合同续签", MIN, "hongda", "宏达集团 合同续签"),
    ("@张敏 宏大集团 合同续签", MIN, "hongda", "宏达集团 合同续签"),
    ("@张敏 星际科技API报错", MIN, "xingji", "星际科技 API 报错"),
    # with a time and how urgent it is
    ("@客服-张敏 明天下午3点前帮忙跟进客户B 售后问题", MIN, "customer-b", SERVICE),
    ("@客服-张敏 帮忙跟进客户B 售后问题，加急，周五下班前给到", MIN, "customer-b", SERVICE),
    ("@张敏 尽快联系客户B 确认合同", MIN, "customer-b", "客户 B 确认合同"),
    # English
    ("@service-张敏 please follow up on 客户B after-sales issue", MIN, "customer-b", "客户 B after-sales issue"),
    ("@Service 张敏: could you check the invoice for 客户B?", MIN, "customer-b", "客户 B invoice"),
    ("@李雷 pls help with HONGDA GROUP contract by Friday 5pm, thanks!", LEI, "hongda", "宏达集团 contract"),
    ("hi @support-李雷, the API is down for 星际科技, urgent", LEI, "xingji", "星际科技 API is down"),
    ("@李雷 and @张敏 take care of the refund for 客户A, thank you", (*LEI, *MIN), "customer-a", "客户 A refund"),
    ("Follow up with customer-b about renewal, @李雷", LEI, "customer-b", "客户 B renewal"),
]


@pytest.mark.parametrize(("text", "assignees", "customer", "title"), PHRASINGS, ids=[each[0] for each in PHRASINGS])
def test_a_phrasing(text: str, assignees: tuple[str, ...], customer: str, title: str) -> None:
    said = understood(text)
    assert said.assignee_ids == assignees
    assert said.customer is not None
    assert (said.customer.customer_id, said.title) == (customer, title)
    assert said.understood
    assert said.problems == ()


def test_there_are_phrasings_enough() -> None:
    assert len({text for text, *_ in PHRASINGS}) >= 40


NOT_UNDERSTOOD = [
    ("客户B 售后问题", ["nobody_mentioned"]),
    ("@所有人 客户B 售后问题", ["nobody_mentioned"]),
    ("@工单机器人 客户B 售后问题", ["only_bots"]),
    ("@张敏 帮忙跟进", ["no_customer"]),
    ("@张敏 帮忙跟进客户C 售后问题", ["no_customer"]),
    ("@张敏 帮忙跟进客户BC 售后问题", ["no_customer"]),
    ("@赵六 跟进客户B", ["person_unknown"]),
    ("@客服 跟进客户B", ["role_only"]),
    ("@张敏 客户A 和客户B 都要回访", ["customer_ambiguous"]),
    ("@张 敏 跟进客户B", ["person_unknown"]),
    ("zhang@min.example 请跟进客户B", ["nobody_mentioned"]),
    ("发到 @kairos.example 邮箱，客户B", ["nobody_mentioned"]),
    ("https://social.example/@张敏 客户B", ["nobody_mentioned"]),
    ("@_@ 客户B", ["nobody_mentioned"]),
    ("bot@赵六 客户B", ["nobody_mentioned"]),
    ("", ["nobody_mentioned", "no_customer"]),
    ("@", ["nobody_mentioned", "no_customer"]),
]


@pytest.mark.parametrize(("text", "codes"), NOT_UNDERSTOOD, ids=[each[0] or "nothing" for each in NOT_UNDERSTOOD])
def test_what_is_not_understood_has_its_reason(text: str, codes: list[str]) -> None:
    said = understood(text)
    assert not said.understood
    assert [each.code for each in said.problems] == codes


def test_what_was_understood_beside_a_problem_is_kept_for_the_form() -> None:
    said = understood("@赵六 加急跟进客户B 退货，明天下午3点前")
    assert (said.title, said.urgency) == ("客户 B 退货", "urgent")
    assert said.customer is not None
    assert said.due is not None
    assert said.problems[0].written == "@赵六"


def test_an_unknown_name_beside_a_known_one_hinders_nothing_but_is_told() -> None:
    said = understood("@张敏 @赵六 跟进客户B 退货")
    assert said.understood
    assert [(each.code, each.written) for each in said.problems] == [("person_unknown", "@赵六")]


def test_a_name_that_begins_another_is_not_taken_for_it() -> None:
    people = (Colleague(id="short", name="客服-张"), Colleague(id="long", name="客服-张敏"), *COLLEAGUES[1:])
    assert understood("@客服-张敏 跟进客户B", people).assignee_ids == ("long",)
    assert understood("@客服-张 跟进客户B", people).assignee_ids == ("short",)
    assert understood("@客服-张 敏感客户B", people).assignee_ids == ("short",)


def test_a_latin_name_ends_where_its_word_ends() -> None:
    people = (Colleague(id="zhang-min", name="Zhang Min"), Colleague(id="zhang-san", name="Zhang San"))
    assert understood("@zhang min please call 客户B", people).assignee_ids == ("zhang-min",)
    assert understood("@ZhangMin please call 客户B", people).assignee_ids == ("zhang-min",)
    assert understood("@Zhang Mina please call 客户B", people).assignee_ids == ()


def test_namesakes_are_told_apart_by_role_or_not_at_all() -> None:
    people = (
        Colleague(id="min-1", name="张敏", roles=("agent",)),
        Colleague(id="min-2", name="张敏", roles=("product",)),
    )
    assert understood("@产品-张敏 客户B", people).assignee_ids == ("min-2",)
    said = understood("@张敏 客户B", people)
    assert said.assignee_ids == ()
    assert said.problems[0].code == "person_ambiguous"
    assert said.problems[0].candidates == ("min-1", "min-2")


def test_how_somebody_was_recognised_is_said() -> None:
    said = understood("@客服-张敏 @主管 @李雷 客户B")
    assert [(each.how, each.role) for each in said.people] == [
        ("role_and_name", "客服"),
        ("only_one_in_role", "主管"),
        ("name", None),
    ]
    assert said.settings == "default@0"


def test_the_provider_knows_best_whom_it_mentions() -> None:
    mentioned = Mention(im_user_id="ou_min", name="阿敏", start=0, end=3)
    said = understood(a_message("@阿敏 跟进客户B 退货", mentioned))
    assert said.assignee_ids == MIN
    assert said.people[0].how == "im_id"
    assert (said.shown, said.request) == ("@张敏 跟进客户B 退货", "跟进客户B 退货")


def test_somebody_without_an_account_here_is_found_by_name_or_not_at_all() -> None:
    by_name = Mention(im_user_id="ou_unknown", name="李雷", start=0, end=3)
    assert understood(a_message("@李雷 客户B", by_name)).assignee_ids == LEI
    stranger = Mention(im_user_id="ou_unknown", name="赵六", start=0, end=3)
    said = understood(a_message("@赵六 客户B", stranger))
    assert said.assignee_ids == ()
    assert [each.code for each in said.problems] == ["person_not_in_roster"]
    nameless = understood(a_message("@U9 客户B", Mention(im_user_id="U9", start=0, end=3)))
    assert [each.code for each in nameless.problems] == ["person_not_in_roster"]


def test_who_is_named_beside_the_text_counts_once() -> None:
    beside = Mention(im_user_id="staff-min")
    assert understood(a_message("@张敏 客户B 退货", beside)).assignee_ids == MIN
    assert len(understood(a_message("@张敏 客户B 退货", beside)).people) == 1
    assert understood(a_message("客户B 退货", beside)).assignee_ids == MIN


def test_a_link_outweighs_a_name_and_a_code_outweighs_it_too() -> None:
    linked = understood("@张敏 客户A https://crm.example/accounts/customer-b")
    assert linked.customer is not None
    assert (linked.customer.customer_id, linked.customer.how) == ("customer-b", "link")
    coded = understood("@张敏 客户A ERP-2002")
    assert coded.customer is not None
    assert (coded.customer.customer_id, coded.customer.how) == ("customer-b", "code")


def test_a_link_to_an_unknown_customer_is_no_customer() -> None:
    assert understood("@张敏 https://crm.example/accounts/nobody").customer is None


def test_the_longer_of_two_names_counts() -> None:
    customers = (*CUSTOMERS, Customer(id="hongda-east", name="宏达集团华东"))
    said = understood("@张敏 宏达集团华东 续约", customers=customers)
    assert said.customer is not None
    assert said.customer.customer_id == "hongda-east"


def test_customers_of_one_name_are_not_guessed() -> None:
    customers = (Customer(id="one", name="宏达集团"), Customer(id="other", name="宏达集团"))
    said = understood("@张敏 宏达集团 续约", customers=customers)
    assert said.problems[0].code == "customer_ambiguous"
    assert said.problems[0].candidates == ("one", "other")


def test_a_close_name_says_how_close_it_is_and_who_else_came_near() -> None:
    customers = (Customer(id="hongda", name="宏达集团有限公司"), Customer(id="honda", name="宏图集团有限公司"))
    said = understood("@张敏 宏达集团 续约", customers=customers)
    assert said.customer is not None
    assert (said.customer.how, said.customer.percent, said.customer.written) == ("close_name", 99, "宏达集团")
    unclear = understood("@张敏 宏山集团有限公司 续约", customers=customers)
    assert unclear.customer is None
    assert unclear.problems[0].code == "customer_unclear"
    assert unclear.problems[0].candidates == ("honda", "hongda")


@pytest.mark.parametrize("text", ["客户C", "客户Ｃ", "客户2", "客户", "A"])
def test_short_names_and_their_marks_are_never_guessed(text: str) -> None:
    assert understood(f"@张敏 {text} 退货").customer is None


def test_a_letter_or_digit_in_a_chinese_name_is_never_guessed() -> None:
    customers = (Customer(id="east-a", name="华东大区A组"), Customer(id="plant-1", name="宏达1号工厂"))
    assert understood("@张敏 华东大区B组 退货", customers=customers).customer is None
    assert understood("@张敏 宏达2号工厂 退货", customers=customers).customer is None
    near = understood("@张敏 华冬大区A组 退货", customers=customers).customer
    assert near is not None
    assert near.customer_id == "east-a"


def test_a_name_in_two_pieces_is_only_like_the_name() -> None:
    pieces, whole = understood("@张敏 宏达 集团 续约").customer, understood("@张敏 Hongda  Group 续约").customer
    assert pieces is not None
    assert whole is not None
    assert (pieces.how, whole.how) == ("close_name", "name")


def test_nothing_is_read_across_a_mention() -> None:
    assert understood("客户 @张敏 B 退货").customer is None


URGENCIES = [
    ("加急", "urgent"),
    ("ASAP", "urgent"),
    ("不紧急", "low"),
    ("no rush", "low"),
    ("尽快", "high"),
    ("high priority", "high"),
    ("应急预案", "normal"),
    ("asapx", "normal"),
]


@pytest.mark.parametrize(("words", "level"), URGENCIES)
def test_urgency(words: str, level: str) -> None:
    assert understood(f"@张敏 客户B 退货 {words}").urgency == level


@given(st.text(max_size=300))
def test_whatever_is_written_is_read_without_a_fault(text: str) -> None:
    said = understood(text)
    assert said.understood == (bool(said.assignee_ids) and said.customer is not None)


_PIECES = [
    "@",
    "＠",
    "张敏",
    "客服",
    "-",
    " ",
    "\u2005",
    "客户B",
    "，",
    "和",
    "明天",
    "3点",
    "前",
    "by Friday",
    "\0",
    "B",
    "集团",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join), st.integers(0, 40), st.integers(0, 40))
def test_pieces_of_instructions_in_any_order_are_read_without_a_fault(text: str, start: int, length: int) -> None:
    mention = Mention(im_user_id="ou_min", name="张敏", start=min(start, len(text)), end=min(start + length, len(text)))
    said = understood(a_message(text, mention))
    assert said.assignee_ids[:1] == MIN or "zhang-min" in said.assignee_ids


@given(st.sampled_from([text for text, *_ in PHRASINGS]))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert understood(text) == understood(text)


SUBJECTS = [
    ("请帮忙安排技术支持", "安排技术支持"),
    ("下单失败", "下单失败"),
    ("请看下看板问题", "看板问题"),
    ("并发问题", "并发问题"),
    ("请假流程", "请假流程"),
    ("解决方案评审吧", "解决方案评审吧"),
    ("退货 处理一下吧，谢谢", "退货"),
    ("看看", ""),
    ("please help with the helper page", "helper page"),
    ("thanks for the update", "update"),
]


@pytest.mark.parametrize(("asked", "subject"), SUBJECTS)
def test_courtesies_are_no_subject_and_words_that_begin_like_them_stay(asked: str, subject: str) -> None:
    assert understood(f"@张敏 客户B {asked}").subject == subject


def test_a_title_is_cut_where_it_is_too_long() -> None:
    title = understood("@张敏 客户B " + "设备无法联网" * 60).title
    assert len(title) <= 120
    assert title.endswith("…")


def test_it_is_read_by_the_clock_it_is_given() -> None:
    later = datetime(2026, 12, 31, 1, 0, tzinfo=UTC)
    said = understood("@张敏 客户B 明天中午前", now=later)
    assert said.due is not None
    assert said.due.at.astimezone(SHANGHAI) == datetime(2027, 1, 1, 12, 0, tzinfo=SHANGHAI)


def test_a_bot_whose_name_is_not_told_is_no_stranger() -> None:
    """Slack marks who is a bot and tells no name; that is no colleague who is missing from the roster."""
    bot = Mention(im_user_id="U_NEW_BOT", bot=True, start=0, end=10)
    found = understood(a_message("@U_NEW_BOT @张敏 跟进客户B 退货", bot))
    assert found.understood
    assert found.problems == ()
