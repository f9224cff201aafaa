# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A depth codec that is a curve and a palette: the nearest step of the one is a colour of the other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.blocks import BLOCK, blocks, color_indices
from cavendish.codecs.colors import Legend
from cavendish.codecs.depth.curve import PowerCurve
from cavendish.codecs.images import as_depth, as_rgb, check_depth

SLACK = 1e-3
"""How far, in steps, the curve's working arithmetic may move a depth across the middle between two steps."""


@dataclass(frozen=True)
class PaletteCodec:
    """Depth d takes the colour floor(n f(d) + 1/2) of a palette of n + 1 colours; see `DepthCodec`.

    palette: returns the (n + 1, 3) uint8 colours from near to far, n < 65535.
    nearest: returns the (2^24,) uint16 step of the palette nearest to each colour r + 256 g + 65536 b.
    """

    name: str
    version: int
    parameters: Mapping[str, float] = field(hash=False)
    legend: Legend
    curve: PowerCurve
    palette: Callable[[], NDArray[np.uint8]]
    nearest: Callable[[], NDArray[np.uint16]]
    metric: bool = True

    def encode(self, depth: ArrayLike) -> NDArray[np.uint8]:
        """Return (..., 3) colours of a (...) floating array of planar depths in metres, [0, inf].

        A depth halfway between two steps, to within 1e-3 of a step, takes either.
        Raises TypeError where depth is not floating, ValueError where it is negative or NaN.
        """
        depth = as_depth(depth)
        rgb = np.empty((depth.size, 3), np.uint8)
        words = self._words
        word = np.empty(min(depth.size, BLOCK), words.dtype)
        channels = word.view(np.uint8).reshape(-1, 4)
        for part, steps in self._steps(depth):
            count = len(steps)
            words.take(steps, out=word[:count], mode="clip")
            for channel in range(3):  # three strided copies are four times as fast as one of triples
                rgb[part, channel] = channels[:count, channel]
        return rgb.reshape(*depth.shape, 3)

    @overload
    def decode(self, rgb: ArrayLike) -> NDArray[np.float32]: ...
    @overload
    def decode(self, rgb: ArrayLike, residual: Literal[False]) -> NDArray[np.float32]: ...
    @overload
    def decode(
        self, rgb: ArrayLike, residual: Literal[True]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
    def decode(
        self, rgb: ArrayLike, residual: bool = False
    ) -> NDArray[np.float32] | tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the (...) metres, inf allowed, of (..., 3) colours: any uint8, or floats in [0, 1].

        With `residual`, also return how far each colour lies from the palette, in 0-255 units.
        The first call builds the table of all 2^24 colours (32 MiB), once for a process.
        Raises TypeError or ValueError where rgb is not such an array.
        """
        image = as_rgb(rgb)
        pixels = image.reshape(-1, 3)
        metres = np.empty(len(pixels), np.float32)
        off = np.empty(len(pixels) if residual else 0, np.float32)
        nearest, channels = self.nearest(), np.ascontiguousarray(self.palette().T, dtype=np.float32)
        short = np.empty(min(len(pixels), BLOCK), np.uint16)
        for part, steps in color_indices(pixels):
            nearest.take(steps, out=short[: len(steps)], mode="clip")
            steps[...] = short[: len(steps)]
            self._metres.take(steps, out=metres[part], mode="clip")
            if residual:
                gaps = (pixels[part, i] - channel.take(steps) for i, channel in enumerate(channels))
                np.sqrt(sum(gap * gap for gap in gaps), out=off[part])
        shape = image.shape[:-1]
        return (metres.reshape(shape), off.reshape(shape)) if residual else metres.reshape(shape)

    def error_bound(self, depth: ArrayLike) -> NDArray[np.float32]:
        """Return the (...) largest error, in metres, among the depths that share each depth's colour.

        A colour at position f stands for the depths of f -+ 1/(2n); the curve is convex, so the farthest of
        them has the largest error. It is inf where depth takes the last colour, which decodes to inf.
        """
        depth = as_depth(depth)
        bounds = np.empty(depth.size, np.float32)
        for part, steps in self._steps(depth):
            self._bounds.take(steps, out=bounds[part], mode="clip")
        return bounds.reshape(depth.shape)

    def _steps(self, depth: NDArray[np.floating]) -> Iterator[tuple[slice, NDArray[np.intp]]]:
        """Yield blocks of the flattened depth as (slice, steps of the palette); the steps are scratch."""
        flat = depth.reshape(-1)
        last = len(self.palette()) - 1
        size = min(flat.size, BLOCK)
        position = np.empty(size, self.curve.working_type)
        whole, steps = np.empty(size, np.int32), np.empty(size, np.intp)
        for part in blocks(flat.size):
            count = part.stop - part.start
            metres, here = flat[part], position[:count]
            check_depth(metres)
            if metres.dtype != here.dtype:
                with np.errstate(over="ignore"):  # a float64 beyond float32 is inf, and white either way
                    metres = metres.astype(here.dtype)
            self.curve.position(metres, out=here)
            here *= last
            here += 0.5
            whole[:count] = here  # by way of int32, as the processor converts eight at once to that
            steps[:count] = whole[:count]
            yield part, steps[:count]

    @cached_property
    def _words(self) -> NDArray[np.uint32]:
        """The palette as (n + 1,) words whose first three bytes are r, g, b."""
        words = np.zeros((len(self.palette()), 4), np.uint8)
        words[:, :3] = self.palette()
        return words.view(np.uint32).reshape(-1)

    @cached_property
    def _metres(self) -> NDArray[np.float32]:
        """The (n + 1,) depth of each colour."""
        last = len(self.palette()) - 1
        with np.errstate(over="ignore"):
            return self.curve.depth(np.arange(last + 1) / last).astype(np.float32)

    @cached_property
    def _bounds(self) -> NDArray[np.float32]:
        """The (n + 1,) error bound of each colour, its rounding to float32 included."""
        last = len(self.palette()) - 1
        farthest = self.curve.depth(np.minimum((np.arange(last + 1) + 0.5 + SLACK) / last, 1))
        with np.errstate(invalid="ignore", over="ignore"):
            bounds = (farthest - self._metres + np.spacing(self._metres)).astype(np.float32)
        return np.where(np.isfinite(self._metres), bounds, np.float32(np.inf))
