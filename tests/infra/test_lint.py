"""What other people's rules say of the templates."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.cdk


def test_cfn_lint_is_content(synthesis_folder: Path) -> None:
    """No rule of errors and warnings is ignored."""
    templates = [str(path) for path in sorted((synthesis_folder / "cdk.out").glob("*.template.json"))]
    assert templates
    halves = [templates[0::2], templates[1::2]]
    cfn_lint = str(Path(sys.executable).with_name("cfn-lint"))
    command = [cfn_lint, "--format", "parseable", "--regions", "eu-central-1"]
    running = [subprocess.Popen([*command, "--", *half], stdout=subprocess.PIPE, text=True) for half in halves]  # noqa: S603
    said = [each.communicate()[0] for each in running]
    assert "".join(said) == ""
    assert [each.returncode for each in running] == [0, 0]


def test_cdk_nag_finds_nothing_that_is_not_accepted_where_it_stands(synthesis_folder: Path) -> None:
    assert json.loads((synthesis_folder / "findings.json").read_text(encoding="utf-8")) == []


def test_cdk_nag_would_find_something() -> None:
    from aws_cdk import App, Stack  # noqa: PLC0415 - only where the CDK packages are
    from aws_cdk.aws_s3 import CfnBucket  # noqa: PLC0415

    from tests.infra.synthesis import nag_findings  # noqa: PLC0415

    app = App()
    CfnBucket(Stack(app, "careless"), "Bucket")
    assert "AwsSolutions-S1 careless/Bucket" in nag_findings(app)
