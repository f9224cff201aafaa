# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A Frame on disk, each of its files read when it is asked for, once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.errors import InputError
from cavendish.render import exr, png
from cavendish.render.frame import Edit, Frame, Item, View, edits_of, items_of, view_of
from cavendish.render.passes import ALWAYS


class MissingPass(InputError):
    """A pass that the recipe's truth.keep left out; `name` says which."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(f"{folder} holds no {name}: the recipe's truth.keep left it out")
        self.name = name


class StoredFrame(Frame):
    """A Frame whose arrays are read from its folder at their first use.

    Every attribute is that of `Frame`. Raises InputError, where one is asked for, if its file is missing or torn, and
    MissingPass if the recipe kept no such pass.
    """

    folder: Path

    def __init__(self, folder: Path) -> None:
        object.__setattr__(self, "folder", folder)

    @cached_property
    def rgb(self) -> npt.NDArray[np.uint8]:
        """(H, W, 3) uint8 sRGB."""
        return picture(self.folder / "rgb.png")

    @cached_property
    def depth(self) -> npt.NDArray[np.float32]:
        """(H, W) float32, metres from the camera plane, +inf where nothing is."""
        return self._pass("depth")

    @cached_property
    def normals(self) -> npt.NDArray[np.float32]:
        """(H, W, 3) float32 unit vectors in camera space, NaN where nothing is."""
        return self._pass("normals")

    @cached_property
    def instances(self) -> npt.NDArray[np.uint32]:
        """(H, W) uint32, 0 where nothing is."""
        return self._pass("instances")

    @cached_property
    def more(self) -> Mapping[str, npt.NDArray[Any]]:
        """The optional passes that are there, by name."""
        return {name: pixels for name, pixels in self._passes.items() if name not in ALWAYS}

    @cached_property
    def view(self) -> View:
        """The camera."""
        return view_of(self._text)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The table of objects."""
        return items_of(self._text)

    @cached_property
    def provenance(self) -> Mapping[str, Any]:
        """Where the Frame comes from."""
        return dict(self._text["provenance"])

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The changes of the view that were rendered."""
        return edits_of(self.folder, self._text)

    @property
    def truth(self) -> dict[str, npt.NDArray[Any]]:
        """Every pass that was kept, by name."""
        return dict(self._passes)

    def _pass(self, name: str) -> npt.NDArray[Any]:
        if name not in self._passes:
            raise MissingPass(name, self.folder)
        return self._passes[name]

    @cached_property
    def _passes(self) -> dict[str, npt.NDArray[Any]]:
        path = self.folder / "truth.exr"
        if not path.exists() and (self.folder / "frame.json").exists():
            return {}  # nothing was kept
        try:
            return exr.read_truth(path)
        except (OSError, ValueError) as error:
            raise InputError(f"{path} cannot be read ({error}); make the scene again") from error

    @cached_property
    def _text(self) -> dict[str, Any]:
        path = self.folder / "frame.json"
        try:
            text = json.loads(path.read_text(encoding="utf-8"))
            if missing := {"camera", "objects", "provenance"} - text.keys():
                raise ValueError(f"it has no {', '.join(sorted(missing))}")
            return dict(text)
        except (OSError, ValueError, AttributeError) as error:
            raise InputError(f"{path} cannot be read ({error}); make the scene again") from error


def picture(path: Path) -> npt.NDArray[np.uint8]:
    """A picture of a dataset, (H, W, 3) uint8. Raises InputError where it is missing, torn or of another kind."""
    try:
        return png.read(path)
    except FileNotFoundError as error:
        raise InputError(f"{path} is missing; `cavendish validate` tells what else is") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read ({error}); `cavendish validate` tells what else is"
        ) from error
