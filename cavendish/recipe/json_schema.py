# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of a recipe, for editors and other programs."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from cavendish.manifests.tasks import TASKS
from cavendish.recipe.model import Recipe
from cavendish.scenes.builders import BUILDERS


def schema() -> dict[str, Any]:
    """The JSON Schema of a recipe, with the parameters of every builder and task."""
    whole = Recipe.model_json_schema()
    definitions = whole["$defs"]

    def define(model: type[BaseModel]) -> dict[str, str]:
        text = model.model_json_schema(ref_template="#/$defs/{model}")
        definitions.update(text.pop("$defs", {}))
        name = model.__name__
        if definitions.get(name, text) != text:  # two packages may call theirs alike
            name = f"{model.__module__}.{name}"
        definitions[name] = text
        return {"$ref": f"#/$defs/{name}"}

    choice = definitions["SceneChoice"]
    choice["properties"]["builder"]["enum"] = sorted(BUILDERS)
    choice["properties"]["parameters"] = {"type": "object", "description": "The builder's parameters."}
    choice["allOf"] = [
        {
            "if": {"properties": {"builder": {"const": name}}},
            "then": {"properties": {"parameters": define(BUILDERS[name].parameters)}},
        }
        for name in sorted(BUILDERS)
    ]
    tasks = whole["properties"]["tasks"]
    tasks.pop("additionalProperties", None)
    tasks["properties"] = {
        name: {"anyOf": [define(TASKS[name].parameters), {"type": "null"}]} for name in sorted(TASKS)
    }
    tasks["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}
