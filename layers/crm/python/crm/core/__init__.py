"""The kernel: what every action of the suite shares, and the only place that knows AWS, time and people's tokens."""

import gc
import os

if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    # What is made while a container starts lives as long as it does: `runtime.prepare` turns collecting on again.
    gc.disable()
