# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Arithmetic of many small vectors (..., 3), written out by component: several times as fast as NumPy's own."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.scene import Float


def cross(a: Float, b: Float) -> Float:
    """The cross products (..., 3) of vectors (..., 3), which broadcast against each other."""
    ax, ay, az = a[..., 0], a[..., 1], a[..., 2]
    bx, by, bz = b[..., 0], b[..., 1], b[..., 2]
    x = ay * bz - az * by
    out = np.empty((*x.shape, 3), x.dtype)
    out[..., 0] = x
    out[..., 1] = az * bx - ax * bz
    out[..., 2] = ax * by - ay * bx
    return out


def dots(a: Float, b: Float) -> Float:
    """The inner products (...) of vectors (..., 3)."""
    return np.asarray(a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1] + a[..., 2] * b[..., 2])


def lengths(vectors: Float) -> Float:
    """The lengths (...) of vectors (..., 3)."""
    return np.asarray(np.sqrt(dots(vectors, vectors)))


def unit(vectors: Float, least: float = 1e-12) -> Float:
    """The vectors (..., 3) at length 1; those shorter than `least` are divided by that, and so stay short."""
    return np.asarray(vectors / np.maximum(lengths(vectors), least)[..., None])
