# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A depth codec that is a curve and a packing: arithmetic between a colour and a number of up to 24 bits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.arrays import any_array
from cavendish.codecs.blocks import blocks
from cavendish.codecs.colors import Legend
from cavendish.codecs.depth.curve import Curve
from cavendish.codecs.depth.steps import raised, step_errors, steps_along
from cavendish.codecs.images import as_depth, as_rgb


class Packing(Protocol):
    """Numbers 0 to `last` as colours, and back."""

    @property
    def last(self) -> int:
        """The largest number, below 2^24."""

    def paint(self, numbers: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return the (n, 3) colours of (n,) numbers."""

    def read(self, rgb: NDArray[np.uint8]) -> NDArray[np.intp]:
        """Return the (n,) numbers of the colours nearest to (n, 3) ones."""


@dataclass(frozen=True)
class PackedCodec:
    """Depth d takes the colour of the number floor(n f(d) + 1/2), n = packing.last; see `DepthCodec`."""

    name: str
    version: int
    parameters: Mapping[str, float | str] = field(hash=False)
    legend: Legend
    curve: Curve
    packing: Packing
    metric: bool = True

    @property
    def range(self) -> tuple[float, float]:
        """The near plane, or 0, and the farthest depth, in metres, that does not decode to inf."""
        last = self.packing.last
        return self.curve.near, float(self.curve.depth(np.array((last - 0.5) / last)))

    @any_array
    def encode(self, depth: ArrayLike) -> NDArray[np.uint8]:
        """Return (..., 3) colours of a (...) floating array of planar depths in metres, [0, inf].

        A depth halfway between two steps, to within 1e-3 of a step, takes either.
        Raises TypeError where depth is not floating, ValueError where it is negative or NaN.
        """
        depth = as_depth(depth)
        rgb = np.empty((depth.size, 3), np.uint8)
        for part, numbers in steps_along(self.curve, self.packing.last, depth):
            rgb[part] = self.packing.paint(numbers)
        return rgb.reshape(*depth.shape, 3)

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
        """Return the (...) metres, inf allowed, of (..., 3) colours: any uint8, or floats in [0, 1].

        With `residual`, also return how far each colour lies from the nearest that the codec writes, in 0-255
        units: 0 everywhere for 24 bits.
        Raises TypeError or ValueError where rgb is not such an array.
        """
        image = as_rgb(rgb)
        pixels = image.reshape(-1, 3)
        metres = np.empty(len(pixels), np.float32)
        off = np.empty(len(pixels) if residual else 0, np.float32)
        for part in blocks(len(pixels)):
            numbers = self.packing.read(pixels[part])
            metres[part] = self._metres(numbers)
            if residual:
                gaps = pixels[part].astype(np.float32) - self.packing.paint(numbers)
                off[part] = np.sqrt((gaps * gaps).sum(-1))
        shape = image.shape[:-1]
        return (metres.reshape(shape), off.reshape(shape)) if residual else metres.reshape(shape)

    @any_array
    def error_bound(self, depth: ArrayLike) -> NDArray[np.float32]:
        """Return the (...) largest error, in metres, among the depths that share each depth's colour.

        It is inf where depth takes the last colour, which decodes to inf. Of depths before a near plane, it is
        how far they are from it. The rounding of what is decoded to float32 is part of it.
        """
        depth = as_depth(depth)
        flat, bounds = depth.reshape(-1), np.empty(depth.size, np.float32)
        for part, numbers in steps_along(self.curve, self.packing.last, depth):
            decoded = self._metres(numbers).astype(np.float64)
            errors = step_errors(self.curve, self.packing.last, numbers, decoded)
            with np.errstate(over="ignore", invalid="ignore"):
                before = np.where(flat[part] < self.curve.near, decoded - flat[part], 0)
            bounds[part] = raised(np.maximum(errors, before))
        return bounds.reshape(depth.shape)

    def _metres(self, numbers: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the depth of numbers; the last is as far as the codec sees, or farther."""
        with np.errstate(over="ignore"):
            metres = self.curve.depth(numbers / self.packing.last).astype(np.float32)
        metres[numbers == self.packing.last] = np.inf
        return metres
