# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A file that a builder's parameters name, known by its SHA-256, so that a changed file is another recipe."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    WithJsonSchema,
    WrapValidator,
)

SHA = r"^[0-9a-f]{64}$"


class DataFile(BaseModel):
    """A file that a builder's parameters name. file: as the user named it, counted from the recipe's folder.

    The SHA-256 is part of the parameters, and so of the recipe: a changed file is another recipe.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str = Field(pattern=SHA)
    _path: Path = PrivateAttr(Path())

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._path

    def read(self) -> bytes:
        """Its bytes. Raises ValueError where they are not those that the recipe was read with."""
        data = self._path.read_bytes()
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise ValueError(f"{self._path} has changed since the recipe was read; start the run anew")
        return data


def _data_file(value: Any, handler: Any, info: ValidationInfo) -> DataFile:
    """A DataFile of a name. The validation's context has the folder that names are counted from; else the current one."""
    if isinstance(value, DataFile):
        return value
    asked = value if isinstance(value, Mapping) else {"file": value}
    name = asked.get("file")
    if not isinstance(name, str) or not name:
        raise ValueError("takes the name of a file")
    folder = Path((info.context or {}).get("folder", "."))
    path = (folder / Path(name).expanduser()).resolve()
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if asked.get("sha256", digest) != digest:
        raise ValueError(f"{path} is another file than was asked for: its SHA-256 is {digest}")
    made = DataFile(file=name, sha256=digest)
    made._path = path
    return made


# The type to annotate a parameter with: `mesh: UserFile = Field(description="...")`.
UserFile = Annotated[
    DataFile,
    WrapValidator(_data_file),
    WithJsonSchema({"type": "string", "description": "A file, counted from the recipe's folder."}),
]
