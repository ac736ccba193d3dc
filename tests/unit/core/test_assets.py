"""Files that lie beside the code."""

from collections.abc import Callable
from pathlib import Path

from crm.core import api_docs, assets
from infra import catalog


def test_beside_the_repository_without_a_folder_of_its_own(given: Callable[..., None]) -> None:
    assert assets.api_document() == (catalog.ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")


def test_in_the_layers_folder_where_the_stage_names_it(given: Callable[..., None], tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text('{"openapi": "3.1.0"}', encoding="utf-8")
    given({"ASSETS_DIR": str(tmp_path)})
    assert api_docs.document().text == '{"openapi": "3.1.0"}'
