# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with where things are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["through", "floating", "camera", "doorway"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TOLERANCE = 1e-3  # metres


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. size: metres, how deep, how far off, how near or how far in the way. where: in the world.

    through: two things are in each other. floating: nothing carries a thing. camera: it is inside a thing, or nearer to one
    than its style allows. doorway: a thing stands in the way of a door. ids, classes: of the things, as many.
    """

    kind: Kind
    ids: tuple[int, ...]
    classes: tuple[str, ...]
    size: float
    where: tuple[float, float, float]

    def __str__(self) -> str:
        named = [f"{name} {number}" for name, number in zip(self.classes, self.ids, strict=True)]
        said = {
            "through": f"{' and '.join(named)} are {self._size} in each other",
            "floating": f"{named[0]} floats {self._size} over what is nearest" if named else "",
            "camera": f"the camera is inside {', '.join(named)}"
            if self.size == 0
            else f"{', '.join(named)} is {self._size} before the camera",
            "doorway": f"{named[0]} reaches {self._size} into the way of {named[-1]}" if named else "",
        }[self.kind]
        return f"{said}, at ({', '.join(f'{value:.2f}' for value in self.where)})"

    @property
    def _size(self) -> str:
        return f"{1000 * self.size:.1f} mm" if self.size < 0.1 else f"{self.size:.2f} m"
