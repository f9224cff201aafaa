# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The passes of the truth: what each means, and the channels that hold it in truth.exr."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Pass:
    """A pass: one channel, (H, W), or three, (H, W, 3).

    nothing: its value where nothing is. optional: rendered only where a recipe asks for it. unit: it holds unit
    vectors, which half precision serves well. meaning: in a sentence.
    """

    channels: tuple[str, ...]
    dtype: type[np.float32 | np.uint32]
    nothing: float
    optional: bool
    unit: bool
    meaning: str


def _xyz(name: str) -> tuple[str, ...]:
    return tuple(f"{name}.{axis}" for axis in "XYZ")


PASSES: Mapping[str, Pass] = MappingProxyType(
    {
        "depth": Pass(("Z",), np.float32, np.inf, False, False, "metres from the camera plane (planar)"),
        "normals": Pass(
            _xyz("normal"),
            np.float32,
            np.nan,
            False,
            True,
            "unit shading normals without bump, camera space (+x right, +y up, +z to the viewer)",
        ),
        "instances": Pass(("instance",), np.uint32, 0, False, False, "IDs of the objects"),
        "geometric_normals": Pass(
            _xyz("geometric"),
            np.float32,
            np.nan,
            True,
            True,
            "unit normals of the flat triangles, camera space, facing the viewer",
        ),
        "albedo": Pass(
            tuple(f"albedo.{c}" for c in "RGB"),
            np.float32,
            0.0,
            True,
            False,
            "diffuse reflectance, linear Rec.709; black for bare metal",
        ),
        "position": Pass(
            _xyz("position"), np.float32, np.nan, True, False, "the point seen, metres in the world"
        ),
    }
)
ALWAYS = tuple(name for name, known in PASSES.items() if not known.optional)


def to_channels(
    truth: Mapping[str, npt.NDArray[Any]], half_normals: bool = False
) -> dict[str, npt.NDArray[Any]]:
    """Channels of truth.exr from passes by name. half_normals: unit vectors at half precision."""
    channels = {}
    for name, pixels in truth.items():
        known = PASSES[name]
        kind = np.float16 if half_normals and known.unit else known.dtype
        layers = pixels[..., None] if len(known.channels) == 1 else pixels
        for index, channel in enumerate(known.channels):
            channels[channel] = np.ascontiguousarray(layers[..., index].astype(kind, copy=False))
    return channels


def from_channels(channels: Mapping[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """The passes whose channels are all there."""
    truth = {}
    for name, known in PASSES.items():
        if all(channel in channels for channel in known.channels):
            layers = [channels[channel].astype(known.dtype, copy=False) for channel in known.channels]
            truth[name] = layers[0] if len(layers) == 1 else np.stack(layers, axis=-1)
    return truth
