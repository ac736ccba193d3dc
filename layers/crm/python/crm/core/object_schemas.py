"""The form of the suite's objects, as JSON Schema: what each view and each kind of setting has for members."""

from importlib import import_module

from pydantic import BaseModel, JsonValue

from crm.core import settings_store
from crm.core.errors import NotFoundError
from crm.core.settings import kind_named

OBJECTS = {
    "account": "crm.customers.views:AccountView",
    "case": "crm.cases.views:CaseView",
    "contact": "crm.customers.views:ContactView",
    "message": "crm.messaging.views.messages:MessageView",
    "setting": "crm.core.settings_store:SettingView",
    "task": "crm.tasks.views:TaskView",
    "team": "crm.directory.views:TeamView",
    "user": "crm.directory.views:UserView",
}
"""Each object and where its view is, so that only the one that is asked for is loaded."""

JsonSchema = dict[str, JsonValue]


class ObjectsView(BaseModel):
    """What has a schema: `GET /schema/{name}`."""

    objects: list[str]
    settings: list[str]


def listing() -> ObjectsView:
    """Return the names of the objects and of the kinds of settings."""
    return ObjectsView(objects=sorted(OBJECTS), settings=settings_store.kinds())


def model(name: str) -> type[BaseModel]:
    """Return the model of an object or of a kind of setting; raise `NotFoundError` for any other name."""
    if name not in OBJECTS:
        kind = kind_named(name)
        if kind is None:
            raise NotFoundError("object", name)
        return kind
    module, _, class_ = OBJECTS[name].partition(":")
    found: type[BaseModel] = getattr(import_module(module), class_)
    return found


def schema(name: str) -> JsonSchema:
    """Return the JSON Schema of an object or of a kind of setting."""
    shown = model(name).model_json_schema(mode="serialization" if name in OBJECTS else "validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **shown}
