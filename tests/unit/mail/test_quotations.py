"""New words, quoted ones and signatures, as mail programs set them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.mail import quotations

CASES = {
    "nothing quoted": ("你好\n打印机坏了", "你好\n打印机坏了", ""),
    "marks": ("行\n\n> 上一封\n> 的内容", "行", ""),
    "deep marks": ("ok\n>> a\n> b", "ok", ""),
    "full-width marks": ("好的\n＞ 上一封", "好的", ""),
    "answers between": ("> 颜色？\n红色\n> 尺寸？\n大号", "红色\n大号", ""),
    "Gmail en": ("Yes\n\nOn Mon, Mar 2, 2026 at 9:00 AM Li Lei <l@desk.example> wrote:\n\n> Hi", "Yes", ""),
    "Gmail en, broken line": (
        "Yes\n\nOn Mon, Mar 2, 2026 at 9:00 AM Li Lei <\nl@desk.example> wrote:\n> Hi",
        "Yes",
        "",
    ),
    "Gmail zh": ("好\n\n李雷 <l@desk.example> 于2026年3月2日周一 09:00写道：\n\n> 您好", "好", ""),
    "Gmail zh, broken line": ("好\n\n李雷 <l@desk.example> 于2026年3月2日周一\n09:00写道：\n\n> 您好", "好", ""),
    "Apple zh": ("好\n\n> 在 2026年3月2日，上午9:00，李雷 <l@desk.example> 写道：\n> \n> 您好", "好", ""),
    "Apple en": ("Yes\n\nOn 2 Mar 2026, at 09:00, Li Lei <l@desk.example> wrote:\n\nHi", "Yes", ""),
    "Thunderbird zh": ("好\n\n在 2026/3/2 9:00, 李雷 写道:\n> 您好", "好", ""),
    "Thunderbird en": ("Yes\n\nOn 02/03/2026 09:00, Li Lei wrote:\n> Hi\n\nand more", "Yes\n\n\nand more", ""),
    "163": ('好\n\n在 2026-03-02 09:00:00，"李雷" <l@desk.example> 写道：\n\n您好，\n请回复', "好", ""),
    "163 old": ('好\n\nAt 2026-03-02 09:00:00,"Li Lei" <l@desk.example> wrote:\n您好', "好", ""),
    "163 traditional": ("好\n\n在 2026-03-02 09:00:00，「李雷」 寫道：\n您好", "好", ""),
    "QQ": (
        '好\n\n\n------------------\u00a0原始邮件\u00a0------------------\n发件人: "李雷" <l@desk.example>;\n'
        '发送时间: 2026年3月2日(星期一) 上午9:00\n收件人: "王"<w@qq.example>;\n主题: Re: 打印机\n\n您好',
        "好",
        "",
    ),
    "QQ divider": ("好\n\n------------------ 原始邮件 ------------------\n您好", "好", ""),
    "Foxmail": (
        "好\n\nwang@customer.example\n \n发件人： 李雷\n发送时间： 2026-03-02 09:00\n收件人： 王\n主题： 打印机\n您好",
        "好",
        "wang@customer.example",
    ),
    "NetEase master": ("好\n\n---- 回复的原邮件 ----\n发件人 李雷\n您好", "好", ""),
    "Outlook en": (
        "Yes\n\nFrom: Li Lei <l@desk.example>\nSent: Monday, March 2, 2026 9:00 AM\nTo: Wang\nSubject: Printer\n\nHi",
        "Yes",
        "",
    ),
    "Outlook zh": (
        "好\n\n________________________________\n发件人: 李雷 <l@desk.example>\n发送时间: 2026年3月2日 9:00\n"
        "收件人: 王\n\n您好",
        "好",
        "",
    ),
    "Outlook bold": ("Yes\n\n*From:* Li Lei\n*Sent:* Monday, 2 March 2026 09:00\n*To:* Wang\n\nHi", "Yes", ""),
    "Outlook tw": ("好\n\n寄件者: 李雷\n寄件日期: 2026年3月2日 上午 09:00\n收件者: 王\n主旨: 印表機\n\n您好", "好", ""),
    "Original Message": ("Yes\n\n-----Original Message-----\nFrom: Li Lei\nHi", "Yes", ""),
    "原始邮件": ("好\n\n-----原始邮件-----\n发件人: 李雷\n您好", "好", ""),
    "German": (
        "Ja\n\nAm 02.03.2026 um 09:00 schrieb Li Lei:\n> Hi",
        "Ja\n\nAm 02.03.2026 um 09:00 schrieb Li Lei:",
        "",
    ),
    "German at the end": ("Ja\n\nAm 02.03.2026 um 09:00 Li Lei schrieb:\n> Hi", "Ja", ""),
    "French": ("Oui\n\nLe lun. 2 mars 2026 à 09:00, Li Lei <l@desk.example> a écrit :\n> Hi", "Oui", ""),
    "name only, marked": ("Yes\nbob wrote:\n> Hi", "Yes", ""),
    "name only, unmarked": ("李雷写道：\n请看说明书", "李雷写道：\n请看说明书", ""),
    "a time before": ("我 10:30 试过了\n李雷写道：\n> 您好", "我 10:30 试过了", ""),
    "a journey": ("From: Beijing\nTo: Shanghai\nThree seats", "From: Beijing\nTo: Shanghai\nThree seats", ""),
    "a field of a form": ("发件人：打不开\n怎么办", "发件人：打不开\n怎么办", ""),
    "a stroke": ("一\n--------------------\n二", "一\n--------------------\n二", ""),
    "forward": ("请看\n\n---------- Forwarded message ---------\nFrom: A\n\n坏了", None, ""),
    "forward zh": ("请看\n\n-------- 转发的邮件 --------\n发件人：A\n日期：2026年3月2日\n\n坏了", None, ""),
    "forward Apple": ("FYI\n\nBegin forwarded message:\n\n> From: A <a@b.example>\n> broken", None, ""),
    "signature": ("Hello\n\n-- \nWang\nCustomer Ltd.", "Hello", "-- \nWang\nCustomer Ltd."),
    "signature trimmed": ("你好\n--\n王\n公司", "你好", "--\n王\n公司"),
    "signature above": ("Hello\n-- \nWang\n\nOn 2 Mar 2026, Li wrote:\n> Hi", "Hello", "-- \nWang\n"),
    "a long end": ("Hello\n--\n" + "\n".join("abcdefghijklmnop"), "Hello\n--\n" + "\n".join("abcdefghijklmnop"), ""),
    "iPhone": ("Hello\n\nSent from my iPhone", "Hello", "Sent from my iPhone"),
    "iPhone zh": ("好的\n\n发自我的 iPhone", "好的", "发自我的 iPhone"),
    "phone zh": ("好的\n发自我的小米手机", "好的", "发自我的小米手机"),
    "NetEase app": ("好的\n发自网易邮箱大师", "好的", "发自网易邮箱大师"),
    "Outlook app": ("ok\nGet Outlook for iOS<https://aka.example>", "ok", "Get Outlook for iOS<https://aka.example>"),
    "Outlook app zh": ("好\n获取 Outlook for Android", "好", "获取 Outlook for Android"),
    "Windows zh": ("好\n从 Windows 版邮件发送", "好", "从 Windows 版邮件发送"),
    "no signature": ("请处理\n来自北京的客户很着急", "请处理\n来自北京的客户很着急", ""),
    "no device": ("Hello\nSent from my office yesterday", "Hello\nSent from my office yesterday", ""),
    "only quoted": ("> Hi", "", ""),
    "empty": ("", "", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_new_words_are_told_from_the_rest(name: str) -> None:
    text, new, signature = CASES[name]
    found = quotations.split(text)
    assert found.new == (text if new is None else new)
    assert found.signature.strip() == signature.strip()
    if new is None:
        assert found.quoted == ""


def test_in_a_mail_that_passes_another_on_nothing_is_quoted() -> None:
    text = "请看\n\n发件人：A <a@b.example>\n发送时间：2026年3月2日\n\n坏了\n-- \nA"
    assert quotations.split(text, is_forwarded=True).new == text
    assert quotations.split(text).new == "请看"


LINES = st.sampled_from(
    [
        *(
            "",
            " ",
            "> 引用",
            ">> x",
            "你好",
            "-- ",
            "--",
            "Sent from my iPhone",
            "发自我的iPhone",
            "李雷写道：",
            "a@b.example",
        ),
        *(
            "On 2 Mar 2026, Li <l@b.example> wrote:",
            "在 2026年3月2日 写道：",
            "On 2 Mar 2026, Li <",
            "l@b.example> wrote:",
        ),
        *("-----原始邮件-----", "From: A <a@b.example>", "Sent: 2 Mar 2026", "________________________", "----------"),
        *("---------- Forwarded message ---------", "发件人：A", "主题：B", "\ufeff", "\u2028", "\r", "\x0b"),
    ]
)


@given(st.lists(LINES | st.text(max_size=30), max_size=40).map("\n".join), st.booleans())
def test_every_line_is_somebodys_and_none_is_lost(text: str, is_forwarded: bool) -> None:
    shared = list(quotations.shared(text, is_forwarded=is_forwarded))
    assert "\n".join(line for line, _ in shared) == text
    found = quotations.split(text, is_forwarded=is_forwarded)
    for share in ("new", "quoted", "signature"):
        assert getattr(found, share) == "\n".join(line for line, each in shared if each == share).strip("\n")


@pytest.mark.parametrize(
    "line", [">", "> ", "On " + "1" * 900, "a@" * 450, "-" * 900, "发件人：" * 200, "From: " * 200, "\t"]
)
def test_the_work_grows_with_the_text_and_no_faster(line: str) -> None:
    text = "\n".join([line] * 3000)
    assert sum(len(each) + 1 for each, _ in quotations.shared(text)) == len(text) + 1
