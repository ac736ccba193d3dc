"""What packages import though no function uses it, replaced by what does as much with less.

Of what a container spends on importing, a tenth goes into texts for people (botocore writes the documentation of its
clients), types for checkers (pydantic-core describes each kind of schema in a `TypedDict`), and plugins that
`PYDANTIC_DISABLE_PLUGINS` switches off (`python -m tests.load.init`). `tests/infra/test_packaging.py` holds what
comes of it against the originals.
"""

import ast
import shutil
from pathlib import Path

_DOCSTRING = '''"""Texts for people, which nobody reads here."""


class _Nothing(str):
    def __new__(cls, *_, **__):
        return super().__new__(cls)


class ClientMethodDocstring(_Nothing):
    pass


class WaiterDocstring(_Nothing):
    pass


class PaginatorDocstring(_Nothing):
    pass
'''
_LOADER = '''"""There are no plugins here."""


def get_plugins():
    return ()
'''


def put_in(folder: Path) -> None:
    """Replace what is not used, in the folder that the packages are installed in."""
    docs = folder / "botocore" / "docs"
    for path in sorted(docs.iterdir()):
        if path.name != "utils.py":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (docs / "__init__.py").write_text("", encoding="utf-8")
    (docs / "docstring.py").write_text(_DOCSTRING, encoding="utf-8")
    (folder / "pydantic" / "plugin" / "_loader.py").write_text(_LOADER, encoding="utf-8")
    empty_typed_dicts(folder / "pydantic_core" / "core_schema.py")


def empty_typed_dicts(module: Path) -> None:
    """Take the members out of the `TypedDict`s of a module: only type checkers know them apart from a `dict`."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            isinstance(each, ast.Name) and each.id == "TypedDict" for each in node.bases
        ):
            node.body = [ast.Pass()]
    module.write_text(ast.unparse(tree), encoding="utf-8")
