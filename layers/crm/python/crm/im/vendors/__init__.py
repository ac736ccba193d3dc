"""The providers: how each signs, encrypts, names people and wants to be answered. One module each, no SDK.

The providers' own packages cost up to seconds of import (lark-oapi 2.2 s, wechatpy 0.24 s, slack_sdk 0.12 s); what
is needed of them is here and loads in some ten milliseconds.
"""
