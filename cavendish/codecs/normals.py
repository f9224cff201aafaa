# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Surface normals to RGB and back: a channel for each axis.

Normals are unit vectors in camera space, right-handed: +x right, +y up, +z out of the image towards the
camera; NaN where nothing is. Source of "banana": arXiv 2604.20329 v3, checked on its published outputs.
"""

import math
from dataclasses import dataclass
from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.arrays import any_array
from cavendish.codecs.blocks import BLOCK, blocks
from cavendish.codecs.images import as_rgb
from cavendish.codecs.names import known

PRESETS: dict[str, tuple[int, int, int]] = {
    "banana": (-1, 1, 1),  # facing left is pinkish red, up light green, the camera light blue
    "opengl": (1, 1, 1),  # the usual normal map
    "directx": (1, -1, 1),  # the same with green down
    "dsine": (
        -1,
        1,
        1,
    ),  # outward normals in (right, down, front) axes, i.e. (left, up, back): banana's colours
}
"""The sign of each axis in its channel, by the name of the convention."""

FRAMES: dict[str, tuple[int, int, int]] = {**PRESETS, "opencv": (1, -1, -1)}  # right, down, front
"""The sign of each of the camera's axes (right, up, back) in a frame, by the name of the convention."""

TOLERANCE = 1e-3
"""How far from 1 the length of a vector to encode may be."""

SHORTEST = 0.5
"""The length under which a decoded vector is no direction."""


@dataclass(frozen=True)
class NormalCodec:
    """Channel i is (1 + signs[i] n[i]) / 2 in [0, 1], rounded to eight bits; invalid is (128, 128, 128)."""

    name: str
    signs: tuple[int, int, int]
    version: int = 1

    @property
    def error_bound(self) -> float:
        """The largest angle, in degrees, between a unit normal and its round trip: 0.3896.

        Rounding moves each component by at most 1/255, hence the vector n by e with |e| <= sqrt(3)/255; the
        direction of n + e is at most asin(|e| / |n|) from that of n, and |n| is at least 0.999.
        """
        return math.degrees(math.asin(math.sqrt(3) / 255 / (1 - TOLERANCE)))

    @any_array
    def encode(self, normals: ArrayLike) -> NDArray[np.uint8]:
        """Return (..., 3) colours of a (..., 3) floating array of unit vectors, NaN where invalid.

        Raises TypeError where it is not floating, ValueError for another last axis, or for a vector without
        NaN whose length is not 1 to within 1e-3.
        """
        array = _as_normals(normals)
        vectors = array.reshape(-1, 3)
        rgb = np.empty(vectors.shape, np.uint8)
        scale = np.tile(np.float32(127.5) * np.array(self.signs, np.float32), min(len(vectors), BLOCK))
        for part in blocks(len(vectors)):
            with np.errstate(over="ignore"):
                here = vectors[part].astype(np.float32)
                squares = np.einsum("ij,ij->i", here, here)
            invalid = np.isnan(squares)
            if not (invalid | (np.abs(np.sqrt(squares) - 1) <= TOLERANCE)).all():
                worst = np.sqrt(squares[np.nanargmax(np.abs(squares - 1))])
                raise ValueError(f"normals must be unit vectors or NaN, and here is one of length {worst}")
            here[invalid] = 0
            flat = here.reshape(-1)
            flat *= scale[: flat.size]
            flat += 128  # 127.5, and a half so that the cast below rounds
            rgb[part] = np.clip(here, 0, 255, out=here)
        return rgb.reshape(array.shape)

    @overload
    def decode(self, rgb: ArrayLike) -> NDArray[np.float32]: ...
    @overload
    def decode(self, rgb: ArrayLike, residual: Literal[False]) -> NDArray[np.float32]: ...
    @overload
    def decode(
        self, rgb: ArrayLike, residual: Literal[True]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
    @any_array
    def decode(
        self, rgb: ArrayLike, residual: bool = False
    ) -> NDArray[np.float32] | tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the (..., 3) unit vectors of (..., 3) colours; NaN where the colour's is under 0.5 long.

        With `residual`, also return (...) how far from 1 the length was, a sign of doubt.
        Raises TypeError or ValueError where rgb is neither uint8 nor floats in [0, 1] of 3 channels.
        """
        image = as_rgb(rgb)
        pixels = image.reshape(-1, 3)
        normals = np.empty(pixels.shape, np.float32)
        off = np.empty(len(pixels) if residual else 0, np.float32)
        signs = np.array(self.signs, np.float32)
        components = (
            (np.arange(256, dtype=np.float32)[:, None] - np.float32(127.5)) / np.float32(127.5) * signs
        )
        for part in blocks(len(pixels)):
            x, y, z = (components[:, axis].take(pixels[part, axis]) for axis in range(3))
            length = np.sqrt(x * x + y * y + z * z)
            if residual:
                off[part] = np.abs(length - 1)
            length[length < SHORTEST] = np.nan
            for axis, component in enumerate((x, y, z)):
                np.divide(component, length, out=normals[part, axis])
        vectors = normals.reshape(image.shape)
        return (vectors, off.reshape(image.shape[:-1])) if residual else vectors


@any_array
def convert_normals(normals: ArrayLike, source: str, target: str = "opengl") -> NDArray[np.floating]:
    """Return (..., 3) normals of one frame in another; same dtype, NaN stays NaN.

    A frame is a preset's name, for the axes that its channels are along, or "opencv" (right, down, front).
    "opengl" (right, up, back) is what the codecs encode and decode.
    Raises TypeError or ValueError where normals are no floating array of 3 components, or a frame is unknown.
    """
    array = _as_normals(normals)
    here, there = (FRAMES[known(name, FRAMES, "frame of normals")] for name in (source, target))
    return array * np.multiply(here, there).astype(array.dtype)


def _as_normals(normals: ArrayLike) -> NDArray[np.floating]:
    """Return a (..., 3) floating array; raises TypeError or ValueError where it is not one."""
    array = np.asarray(normals)
    if array.dtype.kind != "f":
        raise TypeError(f"normals must be floating-point, not {array.dtype}")
    if array.ndim == 0 or array.shape[-1] != 3:
        raise ValueError(f"normals must have a last axis of 3 components, not the shape {array.shape}")
    return array


def normal_codecs() -> tuple[str, ...]:
    """Return the names that `normal_codec` knows, in order."""
    return tuple(sorted(PRESETS))


def normal_codec(name: str = "banana") -> NormalCodec:
    """Return the normal codec of that convention; ValueError, naming the nearest, for an unknown one."""
    return NormalCodec(name, PRESETS[known(name, PRESETS, "normal codec")])
