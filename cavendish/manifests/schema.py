# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The schema of a manifest's row: what `pair.row` writes, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cavendish.manifests.pair import Encoding, encoding_of

Byte = Annotated[int, Field(ge=0, le=255)]
Color = tuple[Byte, Byte, Byte]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class EntryRow(_Strict):
    """A colour of the target and what it stands for: `pair.Entry`."""

    name: str = Field(min_length=1)
    said: str
    color: Color
    spelt: str
    present: bool


class EncodingRow(_Strict):
    """How the target is decoded: `pair.Encoding`, its parameters as a JSON text."""

    codec: str = Field(min_length=1)
    version: int = Field(ge=1)
    parameters: str
    legend: tuple[EntryRow, ...]
    background: Color | None

    @model_validator(mode="after")
    def _parameters(self) -> EncodingRow:
        try:
            whole = json.loads(self.parameters)
        except ValueError as error:
            raise ValueError("its parameters are no JSON text; draw the pairs again") from error
        if not isinstance(whole, dict):
            raise ValueError("its parameters are no JSON object; draw the pairs again")
        return self


class Row(_Strict):
    """One row of metadata.jsonl."""

    id: str
    task: Name
    prompt: str = Field(min_length=1)
    input_image_file_name: str
    target_image_file_name: str
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    encoding: EncodingRow
    truth: str
    split: Name
    scene: int = Field(ge=0)
    view: int = Field(ge=0)
    seed: int = Field(ge=0)
    flip_safe: bool

    @model_validator(mode="after")
    def _places(self) -> Row:
        paths = {
            key: getattr(self, key) for key in ("input_image_file_name", "target_image_file_name", "truth")
        }
        for key, path in paths.items():
            # A dataset of unknown origin must not lead a reader out of its folder.
            if path.startswith("/") or "\\" in path or ".." in PurePosixPath(path).parts:
                raise ValueError(f"{key} leads out of the dataset ({path!r}); write it relative to the split")
        folder = f"{self.scene:06d}/{self.view}"
        wanted = {"input_image_file_name": f"{folder}/rgb.png", "truth": f"{folder}/truth.exr"}
        for key, path in wanted.items():
            if paths[key] != path:
                raise ValueError(f"{key} is {paths[key]!r}, and scene and view say {path!r}")
        stem = re.escape(f"{folder}/{self.task}-")
        found = re.fullmatch(rf"{stem}(0|[1-9]\d*)\.png", self.target_image_file_name)
        if found is None:
            raise ValueError(
                f"target_image_file_name is {self.target_image_file_name!r}, and scene, view and task say "
                f"'{folder}/{self.task}-N.png'"
            )
        name = f"{self.scene:06d}-{self.view}-{self.task}-{found.group(1)}"
        if self.id != name:
            raise ValueError(f"id is {self.id!r}, and scene, view, task and target say {name!r}")
        return self

    @property
    def how(self) -> Encoding:
        """The encoding as the tasks know it."""
        return encoding_of(self.model_dump())


def read_row(line: str | bytes) -> Row:
    """A row from its JSON line. Raises ValueError, one sentence, where it has not the manifest's form."""
    try:
        return Row.model_validate_json(line)
    except ValidationError as error:
        raise ValueError(_sentence(error)) from error


def _sentence(error: ValidationError) -> str:
    """The first complaint of pydantic in a sentence, and how many others there are."""
    first, *others = error.errors()
    key = ".".join(map(str, first["loc"])) or "the row"
    match first["type"]:
        case "missing":
            what = f"{key} is missing"
        case "extra_forbidden":
            what = f"{key} is not a key of a row"
        case "value_error":
            what = str(first["ctx"]["error"]) if key == "the row" else f"{key}: {first['ctx']['error']}"
        case _:
            shown = repr(first["input"])
            shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
            what = f"{key} cannot be {shown}: {first['msg'][0].lower()}{first['msg'][1:]}"
    return f"{what} ({len(others)} more after this one)" if others else what
