# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What every depth codec offers."""

from collections.abc import Mapping
from typing import Literal, Protocol, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.colors import Legend


class DepthCodec(Protocol):
    """A pair of functions, depth to RGB and back, with a stated error bound."""

    @property
    def name(self) -> str:
        """The name it is asked for by."""

    @property
    def version(self) -> int:
        """Raised whenever the same depth would encode to other colours: part of a pair's provenance."""

    @property
    def parameters(self) -> Mapping[str, float]:
        """What `depth_codec(name, **parameters)` needs to make this codec again."""

    @property
    def metric(self) -> bool:
        """Whether `decode` returns metres; if not, depth is known up to scale and shift."""

    @property
    def legend(self) -> Legend:
        """The colours from near to far, as (name, (r, g, b)), that a prompt may name."""

    def encode(self, depth: ArrayLike) -> NDArray[np.uint8]:
        """Return (..., 3) colours of a (...) floating array of planar depths in metres, [0, inf].

        Raises TypeError where depth is not floating, ValueError where it is negative or NaN.
        """

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

        With `residual`, also return how far each colour lies from the codec's path, in 0-255 units.
        Raises TypeError or ValueError where rgb is not such an array.
        """

    def error_bound(self, depth: ArrayLike) -> NDArray[np.float32]:
        """Return the (...) largest error, in metres, of `decode(encode(depth))`; inf where that is inf."""
