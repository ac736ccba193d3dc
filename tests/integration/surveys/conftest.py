"""The demo company, whose customers are asked how it was."""

from tests.flows.conftest import company, founded

__all__ = ["company", "founded"]
