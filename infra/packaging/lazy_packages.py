"""Packages that hand on what their modules define, without importing all of them at once.

`from aws_lambda_powertools.event_handler import APIGatewayHttpResolver` also imports the resolvers of AppSync, Bedrock
and VPC Lattice, and with them asyncio. In the layer such a package imports a module when one of its names is asked for
(PEP 562).
"""

import ast
from pathlib import Path

_TEXT = '''"""Hands on what the modules of this package define; each is imported when it is first asked for."""

{eager}__all__ = {names!r}

_HOMES = {homes!r}


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    value = globals()[name] = getattr(import_module(module, __name__), attribute)
    return value


def __dir__():
    return sorted({{*globals(), *_HOMES}})
'''


def make_lazy(package: Path) -> None:
    """Rewrite the `__init__.py` of a package that only hands on names; raise `ValueError` where it does more."""
    source = package / "__init__.py"
    homes: dict[str, tuple[str, str]] = {}
    eager = []
    for statement in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.ImportFrom):
            module = "." * statement.level + (statement.module or "")
            found = {each.asname or each.name: (module, each.name) for each in statement.names}
            # Importing a module sets the package's attribute of that name: a function called like it would be hidden.
            hidden = [name for name in found if (package / f"{name}.py").exists() or (package / name).exists()]
            eager += [f"from {module} import {found[name][1]} as {name}\n" for name in hidden]
            homes |= {name: home for name, home in found.items() if name not in hidden}
        elif not _is_about_names(statement):
            raise ValueError(f"{source} does more than hand on names, in line {statement.lineno}")
    text = _TEXT.format(eager="".join(eager), names=_exported(source), homes=homes)
    source.write_text(text, encoding="utf-8")


def _is_about_names(statement: ast.stmt) -> bool:
    """Say whether a statement is a docstring or lists the package's names."""
    if isinstance(statement, ast.Assign):
        return [ast.unparse(target) for target in statement.targets] == ["__all__"]
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _exported(source: Path) -> list[str]:
    for statement in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Assign):
            return [str(name) for name in ast.literal_eval(statement.value)]
    return []
