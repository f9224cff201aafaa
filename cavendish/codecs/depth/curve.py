# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Curves: depth in metres to a position in [0, 1] along a codec's path, and back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class PowerCurve:
    """Barron's power transform, rescaled: f(d) = 1 - (1 - d / (lam c))^(lam + 1), with f(0) = 0, f(inf) = 1.

    Source: arXiv 2604.20329 v3, section 3.2, after Barron, "A Power Transform" (arXiv 2502.10647).
    With the paper's lam = -3 and c = 10/3, f = 1 - (1 + d/10)^-2.

    Raises TypeError where a parameter is no number, ValueError unless -1e6 <= lam < -1 and 1e-6 <= c <= 1e6.
    """

    lam: float = -3.0
    c: float = 10 / 3

    def __post_init__(self) -> None:
        for name in ("lam", "c"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
                raise TypeError(f"{name} must be a number, not {value!r}")
            object.__setattr__(self, name, float(value))
        if not -1e6 <= self.lam < -1:
            raise ValueError(f"lam must be below -1 (and at least -1e6), not {self.lam}")
        if not 1e-6 <= self.c <= 1e6:
            raise ValueError(f"c must be above 0 (from 1e-6 to 1e6 metres), not {self.c}")

    @property
    def working_type(self) -> type[np.float32 | np.float64]:
        """The floats in which `position` is exact to 1e-6: a square is in float32, a power is not."""
        return np.float32 if self.lam == -3 else np.float64

    def position(self, depth: NDArray[np.floating], out: NDArray[np.floating]) -> None:
        """Write f(depth) to `out`, of the working type, for depths >= 0 of that type, inf included."""
        scale = out.dtype.type(-self.lam * self.c)
        np.add(depth, scale, out=out)
        np.divide(scale, out, out=out)
        if self.lam == -3:
            np.multiply(out, out, out=out)
        else:
            np.power(out, -(self.lam + 1), out=out)
        np.subtract(1, out, out=out)

    def depth(self, position: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the metres at positions in [0, 1]; inf at 1, and where they exceed a float64."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.asarray(-self.lam * self.c * ((1 - position) ** (1 / (self.lam + 1)) - 1))
