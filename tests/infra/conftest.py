"""Both stages, synthesised once for all tests of the session."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.infra.templates import Cloud


@pytest.fixture(scope="session")
def synthesis_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the templates of both stages lie, with what cdk-nag found in `findings.json`."""
    from tests.infra import synthesis  # noqa: PLC0415 - the CDK packages are needed by nothing else

    folder = tmp_path_factory.mktemp("synthesis")
    synthesis.synthesise(folder)
    return folder


@pytest.fixture(scope="session")
def clouds(synthesis_folder: Path) -> Mapping[str, Cloud]:
    """Return both stages, by name."""
    paths = sorted((synthesis_folder / "cdk.out").glob("*.template.json"))
    templates = {path.name.split(".")[0]: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    return {
        stage: Cloud({name: each for name, each in templates.items() if name.startswith(f"kairos-{stage}-")})
        for stage in ("dev", "prod")
    }


@pytest.fixture(params=["dev", "prod"])
def cloud(request: pytest.FixtureRequest, clouds: Mapping[str, Cloud]) -> Cloud:
    """Each stage in turn."""
    return clouds[request.param]
