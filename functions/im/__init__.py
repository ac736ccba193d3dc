"""Instant messaging: what colleagues say in WeCom, Feishu, DingTalk and Slack, and what they are answered."""
