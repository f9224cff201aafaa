# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a study measures against: one view's depth, normals and instances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.errors import InputError
from cavendish.render.exr import read_truth

Array = npt.NDArray[Any]

NOTHING = 1e9
"""Metres from which on a depth means that nothing is there: Blender itself writes 1e10."""


@dataclass(frozen=True)
class Truth:
    """One view's truth. group: views of one group are averaged in a report, such as "renders" or "street".

    depth: (H, W) float32 metres, +inf where nothing is, NaN where unknown: encoded as +inf, and scored nowhere.
    normals: (H, W, 3) float32 unit vectors, NaN where nothing is; or None. instances: (H, W), 0 nothing; or None.
    """

    name: str
    group: str
    depth: Array
    normals: Array | None = None
    instances: Array | None = None


def read(path: Path, group: str = "renders") -> Truth:
    """Read an EXR with depth in `Z`, and normals and instances where it has them, as `cavendish generate` writes it.

    Raises InputError where it is missing, unreadable, has no `Z`, or holds no depth to measure.
    """
    try:
        channels = read_truth(path)
    except (OSError, ValueError) as error:
        raise InputError(" ".join(str(error).split())) from error
    if "depth" not in channels:
        raise InputError(f"{path} has no depth: a channel called Z, in metres, is what is read")
    depth = np.where(channels["depth"] >= NOTHING, np.float32(np.inf), channels["depth"])
    if (depth < 0).any():
        raise InputError(
            f"{path} holds negative depth ({depth.min():g} m); metres from the camera plane are what is read"
        )
    if not (np.isfinite(depth) & (depth > 0)).any():
        raise InputError(f"{path} holds no finite depth above 0, so there is nothing to measure")
    normals = channels.get("normals")
    if normals is not None:  # at half precision they are not quite unit vectors
        with np.errstate(invalid="ignore", divide="ignore"):
            normals = normals / np.linalg.norm(normals, axis=-1, keepdims=True)
    return Truth("/".join(path.absolute().parts[-3:-1]), group, depth, normals, channels.get("instances"))


def thinned(truths: Sequence[Truth], side: int) -> list[Truth]:
    """Return the truths with every n-th pixel alone, so that no side is longer than `side` pixels."""
    return [_thin(truth, -(-max(truth.depth.shape) // side)) for truth in truths]


def _thin(truth: Truth, step: int) -> Truth:
    part = (slice(None, None, step), slice(None, None, step))
    normals = None if truth.normals is None else truth.normals[part]
    instances = None if truth.instances is None else truth.instances[part]
    return Truth(truth.name, truth.group, np.ascontiguousarray(truth.depth[part]), normals, instances)
