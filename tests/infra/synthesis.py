"""Synthesising both stages once, as `make synth` does, but with layers that nobody has to build.

Imported only where the CDK packages are: see the fixtures in `conftest.py`.
"""

import json
from pathlib import Path
from typing import Any

from aws_cdk import App
from cdk_nag import AwsSolutionsChecks

from infra import catalog, stages
from infra.app import add_stage
from infra.assets import Folder, Layers, own_lock
from infra.catalog import ROOT
from infra.constructs.place import Shared
from infra.stacks.domain import DomainStack

CONTEXT = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]


def synthesise(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the templates by stack; raise where the templates break a rule of CloudFormation's own."""
    app = App(outdir=str(folder / "cdk.out"), context=CONTEXT, analytics_reporting=False)
    for name in CONTEXT["stages"]:
        add_stage(app, stages.read(name, CONTEXT["stages"]), stub_layers(folder))
    stacks = app.synth().stacks
    (folder / "findings.json").write_text(json.dumps(nag_findings(app)), encoding="utf-8")
    return {
        stack.stack_name: json.loads(Path(stack.template_full_path).read_text(encoding="utf-8")) for stack in stacks
    }


def synthesise_domain(folder: Path, domain: str, **settings: Any) -> dict[str, Any]:
    """Return the template of one domain of the stage `dev` with other settings."""
    app = App(outdir=str(folder / "cdk.out"), context=CONTEXT, analytics_reporting=False)
    stage = stages.read("dev", CONTEXT["stages"]).model_copy(update=settings)
    stack = DomainStack(app, domain, stage, Shared("api", "pages", "authorizer", "pool", None), stub_layers(folder))
    template: dict[str, Any] = app.synth().get_stack_by_name(stack.stack_name).template
    return template


def nag_findings(scope: Any) -> list[str]:
    """Return what the AWS Solutions pack finds and nobody accepted."""
    report = AwsSolutionsChecks().validate_scope(scope)
    return [
        f"{violation.rule_name} {resource.construct_path}"
        for violation in report.violations
        for resource in violation.violating_resources
    ]


def stub_layers(folder: Path) -> Layers:
    """Return layers that are there and hold nothing."""

    def stub(name: str) -> Folder:
        path = folder / name
        (path / "python").mkdir(parents=True, exist_ok=True)
        (path / "python" / "stub.py").write_text("", encoding="utf-8")
        return Folder(path, name.encode().hex().ljust(64, "0"))

    own = {domain: stub(domain) for domain in catalog.domains() if own_lock(domain).exists()}
    return Layers(stub("dependencies"), stub("crm"), own)
