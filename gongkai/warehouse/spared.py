"""What dbt does in every build that no build of this project needs, left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbt.context.manifest import ManifestContext
    from dbt.contracts.graph.manifest import Manifest
    from dbt.contracts.graph.nodes import ManifestSQLNode
    from dbt_common.events.base_types import BaseEvent

HEARD = "NodeFinished"


@cache
def spare() -> None:
    """Leave it out from now on, in this process."""
    _messages()
    _compiling()
    _contexts()
    _empty_tables()
    _callers()


@contextmanager
def unvalidated() -> Iterator[None]:
    """Project file and profile aren't held against dbt's schemas, which it makes of its classes first: for a project that was
    parsed, and with that validated, from the same files."""
    from dbt_common.dataclass_schema import dbtClassMixin

    validate = vars(dbtClassMixin)["validate"]
    dbtClassMixin.validate = classmethod(lambda _, __: None)  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        dbtClassMixin.validate = validate  # type: ignore[method-assign]


def _messages() -> None:
    """Only of the events that somebody listens to, and nothing of what they say: there are twenty for every model."""
    from dbt_common.events import base_types, event_manager, event_manager_client

    class Quiet(event_manager.EventManager):
        def fire_event(self, e: BaseEvent, *others: Any, **named: Any) -> None:
            if type(e).__name__ == HEARD:
                super().fire_event(e, *others, **named)

    vars(base_types)["ParseDict"] = lambda _, message: message
    event_manager_client.ctx_set_event_manager(Quiet())


def _compiling() -> None:
    """No template of a model whose SQL is kept with the project (gongkai/warehouse/kept.py)."""
    from dbt.compilation import Compiler

    compile_code = Compiler._compile_code

    def compiled(
        self: Compiler, node: ManifestSQLNode, manifest: Manifest, *others: Any, **named: Any
    ) -> Any:
        return node if node.compiled else compile_code(self, node, manifest, *others, **named)

    Compiler._compile_code = compiled  # type: ignore[method-assign]


def _contexts() -> None:
    """The macros in what a template sees, some hundreds for every model, are put there part by part: dbt looks for each in all."""
    from dbt.context.base import BaseContext
    from dbt.context.macros import MacroNamespace
    from dbt.context.manifest import ManifestContext

    bare: Any = BaseContext.to_dict
    with_macros: Any = ManifestContext.to_dict

    def to_dict(self: ManifestContext) -> Any:
        if type(self.namespace) is not MacroNamespace:
            return with_macros(self)
        found = bare(self)
        for part in reversed(list(self.namespace._search_order())):
            found.update(part)
        return found

    ManifestContext.to_dict = to_dict  # type: ignore[method-assign]


def _empty_tables() -> None:
    """One empty table for all statements that give no rows: to make one, it takes a calendar of all languages."""
    from dbt_common.clients import agate_helper

    agate_helper.empty_table = cache(agate_helper.empty_table)


def _callers() -> None:
    """No module looked up, through the source of all callers, to be named in a message about a flag."""
    from dbt_common.behavior_flags import BehaviorFlagRendered

    BehaviorFlagRendered._default_source = staticmethod(lambda: "")  # type: ignore[method-assign]
