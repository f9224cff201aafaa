# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A depth codec that is a curve and a palette: the nearest step of the one is a colour of the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.arrays import any_array
from cavendish.codecs.blocks import BLOCK, color_indices
from cavendish.codecs.colors import Legend
from cavendish.codecs.depth.curve import Curve
from cavendish.codecs.depth.nearest import middles
from cavendish.codecs.depth.steps import raised, step_errors, steps_along
from cavendish.codecs.images import as_depth, as_rgb


@dataclass(frozen=True)
class PaletteCodec:
    """Depth d takes the colour floor(n f(d) + 1/2) of a palette of n + 1 colours; see `DepthCodec`.

    A palette may be finer than its colours, and repeat one: it then decodes to the middle of its steps.

    palette: returns the (n + 1, 3) uint8 colours from near to far, n < 65536.
    nearest: returns the (2^24,) uint16 step of the palette nearest to each colour r + 256 g + 65536 b; to one
        of the palette's own, that of `middles`.
    """

    name: str
    version: int
    parameters: Mapping[str, float | str] = field(hash=False)
    legend: Legend
    curve: Curve
    palette: Callable[[], NDArray[np.uint8]]
    nearest: Callable[[], NDArray[np.uint16]]
    metric: bool = True

    @property
    def range(self) -> tuple[float, float]:
        """The near plane, or 0, and the farthest depth, in metres, that does not decode to inf."""
        last = len(self.palette()) - 1
        finite = int(np.flatnonzero(np.isfinite(self._bounds))[-1])
        return self.curve.near, float(self.curve.depth(np.array((finite + 0.5) / last)))

    @any_array
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
        for part, steps in steps_along(self.curve, len(words) - 1, depth):
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
    @any_array
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
        shown = self.palette().astype(np.intp) @ (1, 256, 65536)
        short = np.empty(min(len(pixels), BLOCK), np.uint16)
        for part, colors in color_indices(pixels):
            steps = nearest.take(colors, out=short[: len(colors)], mode="clip").astype(np.intp)
            self._metres.take(steps, out=metres[part], mode="clip")
            if residual and np.array_equal(shown.take(steps), colors):  # as `encode` wrote them
                off[part] = 0
            elif residual:
                gaps = (pixels[part, i] - channel.take(steps) for i, channel in enumerate(channels))
                np.sqrt(sum(gap * gap for gap in gaps), out=off[part])
        shape = image.shape[:-1]
        return (metres.reshape(shape), off.reshape(shape)) if residual else metres.reshape(shape)

    @any_array
    def error_bound(self, depth: ArrayLike) -> NDArray[np.float32]:
        """Return the (...) largest error, in metres, among the depths that share each depth's colour.

        It is inf where depth takes the last colour, which decodes to inf. Of depths before a near plane, it is
        how far they are from where they land.
        """
        depth = as_depth(depth)
        flat, bounds = depth.reshape(-1), np.empty(depth.size, np.float32)
        for part, steps in steps_along(self.curve, len(self._words) - 1, depth):
            self._bounds.take(steps, out=bounds[part], mode="clip")
            if self.curve.near > 0:
                before = self._first - np.minimum(flat[part], self.curve.near).astype(np.float64)
                np.maximum(bounds[part], raised(before), out=bounds[part], where=flat[part] < self.curve.near)
        return bounds.reshape(depth.shape)

    @cached_property
    def _words(self) -> NDArray[np.uint32]:
        """The palette as (n + 1,) words whose first three bytes are r, g, b."""
        words = np.zeros((len(self.palette()), 4), np.uint8)
        words[:, :3] = self.palette()
        return words.view(np.uint32).reshape(-1)

    @cached_property
    def _metres(self) -> NDArray[np.float32]:
        """The (n + 1,) depth of each step; the last is as far as the codec sees, or farther."""
        last = len(self.palette()) - 1
        with np.errstate(over="ignore"):
            metres = self.curve.depth(np.arange(last + 1) / last).astype(np.float32)
        metres[-1] = np.inf
        return metres

    @cached_property
    def _first(self) -> float:
        """The metres of the first colour."""
        return float(self._metres[middles(self.palette())[0]])

    @cached_property
    def _bounds(self) -> NDArray[np.float32]:
        """The (n + 1,) error bound of each step's colour."""
        shown = middles(self.palette()).astype(np.intp)
        steps = np.arange(len(shown))
        errors = step_errors(self.curve, len(shown) - 1, steps, self._metres[shown].astype(np.float64))
        worst = np.zeros(len(shown))
        np.maximum.at(worst, shown, errors)
        return raised(worst)[shown]
