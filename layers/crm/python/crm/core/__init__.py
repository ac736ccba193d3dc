"""The kernel: what every action of the suite shares, and the only place that knows AWS, time and people's tokens."""
