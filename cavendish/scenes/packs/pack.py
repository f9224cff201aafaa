# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A pack: a folder with `pack.yaml`, which says of each asset its class, real size, axes, licence and checksum."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)

from cavendish.scenes.datafile import SHA
from cavendish.scenes.scene import Float

FORM = 1  # of pack.yaml
FILE = "pack.yaml"
LARGEST = 64 * 2**20  # bytes of a pack.yaml
DEEP = 100  # how far it may be nested
Y_UP = (".glb", ".gltf", ".obj")
SUFFIXES = (".blend", ".glb", ".gltf", ".obj", ".ply", ".stl")
NAME = r"^[A-Za-z0-9][A-Za-z0-9_.+-]*$"
Axis = Literal["x", "-x", "y", "-y", "z", "-z"]
Stands = Literal["floor", "thing", "wall", "ceiling", "ground"]
WIDEST = 1000.0  # metres that a side of an asset is under
Span = tuple[float, float]


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("takes printable text on one line")
    return text


Text = Annotated[str, AfterValidator(_printable)]  # what terminals, frames and prompts will show


class PackError(ValueError):
    """A pack, or one of its assets, cannot be had; the message names it, the place and the cure."""


class Shelf(BaseModel):
    """A level rectangle of an asset where smaller things may stand, in the asset's frame, metres."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    x: Span
    y: Span
    z: float
    headroom: float = Field(10.0, gt=0)


class _Entry(BaseModel):
    """What the rows of assets and materials have in common. files: others that `file` takes data from, and their SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str = Field(pattern=NAME, max_length=100)
    file: str
    sha256: str = Field(pattern=SHA)
    files: dict[str, Annotated[str, Field(pattern=SHA)]] = Field(default_factory=dict)
    thumbnail: str | None = None
    licence: Text | None = None
    source: Text | None = None

    @field_validator("file")
    @classmethod
    def _kind(cls, value: str) -> str:
        if not value.lower().endswith(SUFFIXES):
            raise ValueError(f"{value} is of no known kind; a pack's files end in {', '.join(SUFFIXES)}")
        return value


class AssetRow(_Entry):
    """One asset of a pack. up, front: the axes of its file that point up and towards the viewer; scale: file to metres.

    Where they are not given, they are y and z for glTF and OBJ, as is the custom there, and z and -y for all others.
    size: width, depth and height in metres once it stands upright and faces -Y. Its frame is that of `scene.Asset`.
    """

    category: Text = Field(alias="class", min_length=1, max_length=100)
    faces: int = Field(gt=0)
    size: tuple[float, float, float]
    up: Axis = "z"
    front: Axis = "-y"
    scale: float = Field(1.0, gt=0, allow_inf_nan=False)
    stands: Stands = "floor"
    supports: tuple[Shelf, ...] = ()
    attributes: dict[Text, Text] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, data: Any) -> Any:
        if isinstance(data, dict) and str(data.get("file", "")).lower().endswith(Y_UP):
            return {"up": "y", "front": "z", **data}
        return data

    @model_validator(mode="after")
    def _sound(self) -> AssetRow:
        if self.up[-1] == self.front[-1]:
            raise ValueError(f"up ({self.up}) and front ({self.front}) must be two different axes")
        if not all(0 < side < WIDEST for side in self.size):
            raise ValueError(f"size takes three lengths in metres, over 0 and under {WIDEST:g}")
        return self

    @property
    def turn(self) -> Float:
        """(3, 3): from the file's axes to the asset's frame, without the scale."""
        up, front = _axis(self.up), _axis(self.front)
        return np.stack([np.cross(-front, up), -front, up])


class MaterialRow(_Entry):
    """A material of a pack. kinds: which of our own it may stand in for; color: its mean, sRGB in 0..1."""

    kinds: tuple[str, ...] = Field(min_length=1)
    color: tuple[float, float, float]


class Pack(BaseModel):
    """What `pack.yaml` says. licence, source: of all entries that name none of their own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pack: Literal[1]
    name: str = Field(pattern=NAME, max_length=60)
    version: Text = Field(min_length=1, max_length=60)
    licence: Text | None = None
    source: Text | None = None
    assets: tuple[AssetRow, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    _folder: Path = PrivateAttr(Path())
    _sha256: str = PrivateAttr("")

    @field_validator("version", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int | float) else value

    @model_validator(mode="after")
    def _whole(self) -> Pack:
        if not self.assets and not self.materials:
            raise ValueError("the pack is empty: it lists neither assets nor materials")
        for noun, rows in (("assets", self.assets), ("materials", self.materials)):
            twice = [name for name, count in Counter(row.name for row in rows).items() if count > 1]
            if twice:
                raise ValueError(f"two {noun} are called {twice[0]}; each takes a name of its own")
        for row in self.rows:
            if not (row.licence or self.licence):
                raise ValueError(f"{row.name} has no licence, nor has the pack; name one, such as CC0-1.0")
        return self

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self._folder

    @property
    def sha256(self) -> str:
        """Of its pack.yaml, which holds the checksum of every file."""
        return self._sha256

    @property
    def rows(self) -> tuple[AssetRow | MaterialRow, ...]:
        """Its assets and its materials."""
        return (*self.assets, *self.materials)

    @property
    def licences(self) -> dict[str, int]:
        """How many of its rows are of each licence."""
        return dict(sorted(Counter(self.licence_of(row) for row in self.rows).items()))

    @cached_property
    def classes(self) -> dict[str, tuple[AssetRow, ...]]:
        """Its assets by class."""
        found: dict[str, list[AssetRow]] = {}
        for row in self.assets:
            found.setdefault(row.category, []).append(row)
        return {name: tuple(rows) for name, rows in sorted(found.items())}

    def licence_of(self, row: AssetRow | MaterialRow) -> str:
        """The licence of an entry."""
        return row.licence or self.licence or ""

    def path_of(self, row: AssetRow | MaterialRow) -> Path:
        """Where the file of an entry lies. Raises PackError where that is not a plain file within the pack."""
        return inside(self._folder, row.file, f"{self.name}: {row.name}")


def inside(folder: Path, name: str, who: str) -> Path:
    """A plain file of a folder, by its name there. Raises PackError for a way out of it, a link or no file."""
    steps = Path(name)
    if steps.is_absolute() or ".." in steps.parts or "\\" in name or "\0" in name:
        raise PackError(f"{who}: {name} leads out of the pack; name files from the pack's own folder")
    path = folder
    try:
        for step in steps.parts:
            path = path / step
            if path.is_symlink():
                raise PackError(f"{who}: {path} is a link; a pack holds its files itself")
        if path.is_file():
            return path
    except OSError as error:
        raise PackError(f"{who}: {name} cannot be looked at: {error.strerror}") from error
    raise PackError(f"{who}: there is no file {path}")


def read(folder: Path) -> Pack:
    """The pack in a folder (or whose pack.yaml this is). Raises PackError."""
    folder = folder.parent if folder.name == FILE else folder
    path = folder / FILE
    try:
        if path.exists() and not path.is_file():
            raise PackError(f"{path} is no plain file")
        if path.stat().st_size > LARGEST:
            raise PackError(f"{path} is larger than {LARGEST >> 20} MiB; split the pack")
        data = path.read_bytes()
    except FileNotFoundError:
        if folder.is_dir():
            raise PackError(
                f"{folder} holds no {FILE}; `cavendish packs import {folder} -o PACK` makes a pack of meshes"
            ) from None
        raise PackError(
            f"there is no pack {folder}; `cavendish packs import` makes one of meshes, `cavendish packs grow` grows one"
        ) from None
    except OSError as error:
        raise PackError(f"{path} cannot be read: {error.strerror}") from error
    try:
        if _may_be_deep(data):
            _refuse_deep(data)
        found = yaml.load(data, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PackError(f"{path}: this is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(found, dict) or "pack" not in found:
        raise PackError(f"{path}: this is no pack; its first key is `pack: {FORM}`")
    if found["pack"] != FORM:
        raise PackError(f"{path}: this Cavendish reads packs of form {FORM}, not {_short(found['pack'])}")
    try:
        pack = Pack.model_validate(found)
    except ValidationError as error:
        raise PackError(f"{path}: {_sentence(found, error)}") from error
    pack._folder, pack._sha256 = folder.resolve(), hashlib.sha256(data).hexdigest()
    return pack


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a pack has thousands of rows


def _may_be_deep(data: bytes) -> bool:
    """Whether YAML may be nested over `DEEP`: flows by their brackets, blocks by what lines begin with."""
    marks = np.frombuffer(data, np.uint8)
    marks = marks[(marks | 32 == ord("{")) | (marks | 32 == ord("}"))]
    opens = marks | 32 == ord("{")
    depth = np.cumsum(np.where(opens, 1, -1))
    return (
        bool(len(depth) and depth.max() > DEEP) or re.search(rb"^[ \t?-]{%d}" % DEEP, data, re.M) is not None
    )


def _refuse_deep(data: bytes) -> None:
    """Raises ValueError where YAML is nested over `DEEP`, which libyaml's loader would crash of."""
    depth = 0
    for event in yaml.parse(data, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEP:
            raise ValueError(f"it is nested over {DEEP} deep")


def _axis(name: Axis) -> Float:
    axis = np.zeros(3)
    axis["xyz".index(name[-1])] = -1.0 if name[0] == "-" else 1.0
    return axis


def _short(value: Any) -> str:
    """A value as a complaint shows it: aliases of YAML may make one of any size."""
    said = str(value) if isinstance(value, str | int | float) else f"a {type(value).__name__}"
    said = said if len(said) <= 60 else f"{said[:57]}..."
    return said if said.isprintable() else repr(said)


def _sentence(data: dict[str, Any], error: ValidationError) -> str:
    """The first complaint, with the name of the entry it is about."""
    detail = error.errors()[0]
    place = list(detail["loc"])
    rows = data.get(str(place[0])) if len(place) > 1 else None
    if isinstance(rows, list) and isinstance(place[1], int) and isinstance(rows[place[1]], dict):
        name = rows[place[1]].get("name")
        place[:2] = [f"{place[0]}, {_short(name) if isinstance(name, str) else f'number {place[1] + 1}'}"]
    key = (
        ": ".join([str(place[0]), ".".join(map(_short, place[1:]))])
        if len(place) > 1
        else "".join(map(_short, place))
    )
    said = str(detail.get("ctx", {}).get("error") or detail["msg"])
    more = f" ({error.error_count() - 1} more after this one)" if error.error_count() > 1 else ""
    return f"{key}: {said}{more}" if key else f"{said}{more}"
