# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The schema of a manifest's row: what `pair.row` writes, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from cavendish.manifests.pair import FORM, Encoding, Pair, encoding_of

Byte = Annotated[int, Field(ge=0, le=255)]
Color = tuple[Byte, Byte, Byte]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class EntryRow(_Strict):
    """A colour of the target and what it stands for: `pair.Entry`."""

    name: str = Field(min_length=1, description="The class, or 'class id' of an object.")
    said: str = Field(description="How the prompt says it; empty where it does not.")
    color: Color = Field(description="Red, green, blue, 0 to 255.")
    spelt: str = Field(description="How the prompt spells the colour; empty where it does not.")
    present: bool = Field(description="Whether the target shows it.")


class EncodingRow(_Strict):
    """How the target is decoded: `pair.Encoding`, its parameters as a JSON text."""

    codec: str = Field(
        min_length=1, description="A depth or normals codec, `legend`, `instances`, or a task's own."
    )
    version: int = Field(ge=1, description="The codec's version.")
    parameters: str = Field(description="The codec's parameters, as a JSON object in text.")
    legend: tuple[EntryRow, ...] = Field(description="The colours of the target.")
    background: Color | None = Field(description="The colour of all that the legend leaves out.")

    @field_validator("parameters")
    @classmethod
    def _parameters(cls, text: str) -> str:
        return _json_object(text, "its parameters are")


class Row(_Strict):
    """One row of metadata.jsonl."""

    form: Literal[2] = Field(description="The version of the row's form.")
    id: str = Field(description="Scene, view, task and number: 000012-0-depth-0; unique in the dataset.")
    task: Name = Field(description="The task that drew the pair.")
    prompt: str = Field(min_length=1, description="What the model is told.")
    input_image_file_name: str | None = Field(
        json_schema_extra={"pattern": r"^\d{6,}/\d+/rgb\.png$"},
        description="The input picture, in the split's folder as all paths; null where a prompt alone leads to the target.",
    )
    target_image_file_name: str = Field(
        json_schema_extra={"pattern": r"^\d{6,}/\d+/[A-Za-z0-9_-]+-\d+\.png$"},
        description="The picture to answer with, 8-bit RGB PNG.",
    )
    mask_image_file_name: str | None = Field(
        description="White where an edit changes the picture; null elsewhere."
    )
    width: int = Field(ge=1, description="Pixels.")
    height: int = Field(ge=1, description="Pixels.")
    weight: float = Field(
        ge=0, allow_inf_nan=False, description="How often a trainer should draw the pair, relative to others."
    )
    encoding: EncodingRow = Field(description="How the target is decoded.")
    program: str = Field(
        description="What the prompt says, as a JSON object in text; {} where the task has none."
    )
    truth: str = Field(description="The view's exact truth, OpenEXR; missing where truth.keep is empty.")
    split: Name = Field(description="The split; a scene lies whole in one.")
    scene: int = Field(ge=0, description="The scene's number.")
    view: int = Field(ge=0, description="The view's number in its scene.")
    seed: int = Field(
        ge=0, description="The seed that the pair was drawn with: the recipe's pairs_seed, or its seed."
    )
    flip_safe: bool = Field(description="Whether a horizontal flip of both pictures leaves the pair true.")

    @field_validator("program")
    @classmethod
    def _program(cls, text: str) -> str:
        return _json_object(text, "its program is")

    @model_validator(mode="after")
    def _places(self) -> Row:
        keys = ("input_image_file_name", "target_image_file_name", "mask_image_file_name", "truth")
        paths = {key: getattr(self, key) for key in keys}
        for key, path in paths.items():
            if path is None:
                continue
            # A dataset of unknown origin must not lead a reader out of its folder.
            if path.startswith("/") or "\\" in path or ".." in PurePosixPath(path).parts:
                raise ValueError(f"{key} leads out of the dataset ({path!r}); write it relative to the split")
        folder = f"{self.scene:06d}/{self.view}"
        wanted = {"input_image_file_name": f"{folder}/rgb.png", "truth": f"{folder}/truth.exr"}
        for key, path in wanted.items():
            if paths[key] not in (path, None):
                raise ValueError(f"{key} is {paths[key]!r}, and scene and view say {path!r}")
        stem = re.escape(f"{folder}/{self.task}-")
        found = re.fullmatch(rf"{stem}(0|[1-9]\d*)\.png", self.target_image_file_name)
        if found is None:
            raise ValueError(
                f"target_image_file_name is {self.target_image_file_name!r}, and scene, view and task say "
                f"'{folder}/{self.task}-N.png'"
            )
        name = f"{self.scene:06d}-{self.view}-{self.task}-{found.group(1)}"
        mask = f"{folder}/{self.task}-{found.group(1)}.mask.png"
        if self.mask_image_file_name not in (None, mask):
            raise ValueError(
                f"mask_image_file_name is {self.mask_image_file_name!r}, and the target says {mask!r}"
            )
        if self.id != name:
            raise ValueError(f"id is {self.id!r}, and scene, view, task and target say {name!r}")
        return self

    @property
    def drawn(self) -> tuple[str, ...]:
        """The files that are the pair's own: its target and, of an edit, its mask."""
        return tuple(name for name in (self.target_image_file_name, self.mask_image_file_name) if name)

    def pair(self, target: npt.NDArray[np.uint8], mask: npt.NDArray[np.bool_] | None = None) -> Pair:
        """The Pair that it is the row of, with its pictures."""
        program, has_input = json.loads(self.program), self.input_image_file_name is not None
        return Pair(
            self.task, self.prompt, target, self.how, self.flip_safe, self.weight, program, mask, has_input
        )

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


def schema() -> dict[str, Any]:
    """The JSON Schema of a row, as docs/row.schema.json has it."""
    whole = Row.model_json_schema()
    address = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": address, **whole, "title": f"A row of a Cavendish manifest, form {FORM}"}


def _json_object(text: str, who: str) -> str:
    try:
        whole = json.loads(text)
    except ValueError as error:
        raise ValueError(f"{who} no JSON text; draw the pairs again") from error
    if not isinstance(whole, dict):
        raise ValueError(f"{who} no JSON object; draw the pairs again")
    return text


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
