# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What checks look at: the files of a scene and of a view, read when they are asked for, once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from cavendish.manifests.schema import Row, read_row
from cavendish.render import exr, png
from cavendish.render.frame import Frame, items_of, view_of
from cavendish.render.passes import ALWAYS

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Image = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Expected:
    """What the recipe says of a scene: its split, the seed, the recipe's digest, the passes kept, the count of views.

    pairs_seed: the seed of its pairs, None where that is the recipe's.
    """

    split: str
    seed: int
    recipe: str
    keep: tuple[str, ...]
    half_normals: bool
    views: int
    pairs_seed: int | None = None


@dataclass(frozen=True)
class Read(Generic[T_co]):
    """A file's content, or None and why it cannot be had. fault '': the file is missing, which its folder's check says."""

    value: T_co | None
    fault: str = ""


@dataclass(frozen=True)
class SceneFiles:
    """One scene on disk. lines: its rows in metadata.jsonl, as they stand there."""

    root: Path
    split: str
    number: int
    lines: tuple[bytes, ...]
    expected: Expected

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.root / self.split / f"{self.number:06d}"

    @property
    def place(self) -> str:
        """The folder as findings name it."""
        return f"{self.split}/{self.number:06d}"

    @cached_property
    def parsed(self) -> tuple[Row | str, ...]:
        """Each line as a row, or what is wrong with its form."""
        return tuple(_parsed(line) for line in self.lines)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that have the manifest's form and are this scene's."""
        return tuple(row for row in self.parsed if isinstance(row, Row) and row.scene == self.number)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The views that there are, as folders or in rows."""
        folders = self.folder.iterdir() if self.folder.is_dir() else ()
        there = {int(path.name) for path in folders if path.name.isdigit() and path.is_dir()}
        return tuple(sorted(there | {row.view for row in self.rows}))

    @cached_property
    def digests(self) -> frozenset[str]:
        """The digests of the Scene that its frames name."""
        read = (view.text.value for view in self.views())
        named = (text["provenance"].get("scene_digest") for text in read if text is not None)
        return frozenset(digest for digest in named if isinstance(digest, str))

    def views(self) -> Iterator[ViewFiles]:
        """Its views in order, none of them read yet."""
        for number in self.numbers:
            rows = tuple(row for row in self.rows if row.view == number)
            yield ViewFiles(self.root, self.split, self.number, number, rows, self.expected)


@dataclass(frozen=True)
class ViewFiles:
    """One view on disk, with its rows."""

    root: Path
    split: str
    scene: int
    number: int
    rows: tuple[Row, ...]
    expected: Expected

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.root / self.split / f"{self.scene:06d}" / str(self.number)

    @property
    def place(self) -> str:
        """The folder as findings name it."""
        return f"{self.split}/{self.scene:06d}/{self.number}"

    @cached_property
    def rgb(self) -> Read[Image]:
        """The picture, (H, W, 3) uint8."""
        return _read(self.folder / "rgb.png", png.read)

    @cached_property
    def text(self) -> Read[Mapping[str, Any]]:
        """frame.json."""
        return _read(self.folder / "frame.json", _described)

    @cached_property
    def truth(self) -> Read[Mapping[str, npt.NDArray[Any]]]:
        """The passes of truth.exr by name; empty where the recipe keeps none."""
        if not self.expected.keep:
            return Read({})
        return _read(self.folder / "truth.exr", exr.read_truth)

    @cached_property
    def targets(self) -> Mapping[str, Read[Image]]:
        """The target of each row, by the row's id."""
        return {
            row.id: _read(self.root / self.split / row.target_image_file_name, png.read) for row in self.rows
        }

    @cached_property
    def masks(self) -> Mapping[str, Read[Image]]:
        """The masks of edits, by the row's id."""
        return {
            row.id: _read(self.root / self.split / row.mask_image_file_name, png.read)
            for row in self.rows
            if row.mask_image_file_name
        }

    @cached_property
    def frame(self) -> Frame | None:
        """The Frame, or None where a file of it is broken or the sizes differ.

        Where the recipe keeps only some passes, the others are no attributes of it: who asks for one gets an
        AttributeError that names it.
        """
        rgb, text, truth = self.rgb.value, self.text.value, self.truth.value
        if rgb is None or text is None or truth is None:
            return None
        view = view_of(text)
        if any(pixels.shape[:2] != (view.height, view.width) for pixels in (rgb, *truth.values())):
            return None
        parts: dict[str, Any] = {name: pixels for name, pixels in truth.items() if name in ALWAYS}
        parts["more"] = {name: pixels for name, pixels in truth.items() if name not in ALWAYS}
        parts |= {"rgb": rgb, "view": view, "items": items_of(text), "provenance": text["provenance"]}
        frame = object.__new__(Frame)
        for name, value in parts.items():
            object.__setattr__(frame, name, value)
        return frame


def _parsed(line: bytes) -> Row | str:
    try:
        return read_row(line)
    except ValueError as error:
        return str(error)


def _described(path: Path) -> Mapping[str, Any]:
    """frame.json with all that a Frame needs of it. Raises ValueError where it lacks anything."""
    try:
        text = json.loads(path.read_text(encoding="utf-8"))
        view_of(text)
        items_of(text)
        dict(text["provenance"])
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"it lacks a camera, objects or provenance in their form ({error!r})") from error
    return dict(text)


def _read(path: Path, reader: Callable[[Path], T]) -> Read[T]:
    if not path.is_file():  # a pipe in its place would be read for ever
        return Read(None)
    try:
        return Read(reader(path))
    except (OSError, ValueError) as error:
        return Read(None, str(error))
