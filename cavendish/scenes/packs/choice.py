# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A pack as a recipe names it: where it lies, and how often builders draw from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    WrapValidator,
)

from cavendish.scenes.datafile import SHA
from cavendish.scenes.packs.pack import Pack, PackError, read


class PackChoice(BaseModel):
    """A pack that builders draw from. sha256: of its pack.yaml, which holds the checksum of every file of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(description="The pack's folder, counted from the recipe's.")
    sha256: str = Field(pattern=SHA, description="Of its pack.yaml; found where none is given.")
    weight: float = Field(
        3.0,
        ge=0,
        le=1000,
        description="How often a thing is of the pack, where our own of its class weigh 1.",
    )
    materials: float = Field(
        1.0,
        ge=0,
        le=1000,
        description="How often a surface wears a material of the pack, where our own weigh 1.",
    )
    classes: tuple[str, ...] | None = Field(None, description="Only these classes; all where none are given.")
    _pack: Pack | None = PrivateAttr(None)

    @property
    def pack(self) -> Pack:
        """What its pack.yaml says."""
        assert self._pack is not None, "a PackChoice is made by validation, which reads its pack"
        return self._pack


def _choice(value: Any, handler: Any, info: ValidationInfo) -> PackChoice:
    """A PackChoice of a path or a mapping. The validation's context has the folder that paths are counted from."""
    if isinstance(value, PackChoice):
        return value
    asked = dict(value) if isinstance(value, Mapping) else {"path": value}
    name = asked.get("path")
    if not isinstance(name, str) or not name:
        raise ValueError("takes the path of a pack's folder, or a mapping with `path` and `weight`")
    base = Path((info.context or {}).get("folder", "."))
    pack = read(base / os.path.expanduser(name))  # noqa: PTH111 (Path's raises for a user who is not there)
    if asked.get("sha256") not in (None, pack.sha256):
        raise ValueError(f"the pack {name} has changed: its pack.yaml has the SHA-256 {pack.sha256}")
    made: PackChoice = handler({**asked, "sha256": pack.sha256})
    unknown = [one for one in made.classes or () if one not in pack.classes]
    if unknown:
        raise ValueError(f"the pack {name} has no {unknown[0]}; it has {', '.join(pack.classes)}")
    made._pack = pack
    return made


# The type of a recipe's `packs`.
Choice = Annotated[
    PackChoice,
    WrapValidator(_choice),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {
                        "path": {"type": "string"},
                        "sha256": {"type": "string"},
                        "weight": {"type": "number", "minimum": 0},
                        "materials": {"type": "number", "minimum": 0},
                        "classes": {"type": "array", "items": {"type": "string"}},
                    },
                    "required": ["path"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


def chosen(paths: Iterable[Path]) -> tuple[PackChoice, ...]:
    """Packs by their folders, as a recipe that names nothing but these. Raises PackError."""
    adapter = TypeAdapter(tuple[Choice, ...])
    try:
        return adapter.validate_python([str(path.resolve()) for path in paths])
    except ValidationError as error:
        first = error.errors()[0]
        raise PackError(str(first.get("ctx", {}).get("error") or first["msg"])) from error
