"""Instant messaging: what colleagues say in WeCom, Feishu, DingTalk and Slack, verified, understood and answered."""
