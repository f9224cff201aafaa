# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Alignment: the edges of the picture lie where the truth has its edges, to the pixel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.manifests.checks import Fault, Figure, Held, Said, Sums, Unchecked, view_check
from cavendish.manifests.checks.material import ViewFiles

REACH = 2  # pixels that the truth is shifted by, each way
BLOCK = 16  # pixels; edges within a block count as one observation
LEAST = 24  # blocks with edges that a view needs to be judged
TURN = 0.9  # cosine of the angle between neighbouring normals under which a crease is an edge
CAP = 0.98  # quantile at which a picture's steps are cut off, so that no lamp outvotes the rest

# How many standard errors another offset must beat (0, 0) by. On 27 good views of rooms no offset ever did: the best one
# stayed 1.1 (at 64 pixels) to 17.6 (512) behind. Shifted by a pixel, views of 256 and 512 pixels reached 4.2 to 21.7.
ONE_VIEW, ALL_VIEWS = 4.0, 4.0

SIDE = 2 * REACH + 1
OFFSETS = tuple((dy, dx) for dy in range(-REACH, REACH + 1) for dx in range(-REACH, REACH + 1))
LEAD = "lead of each offset over (0, 0), standard errors"
Float = npt.NDArray[np.float64]


def conclude(figures: dict[str, Sums]) -> Iterator[Said]:
    """Judge the leads of all views together: a shift too small to tell in each is told in the sum."""
    leads = figures.get(LEAD)
    if leads is None:
        return
    # Independent standard scores add up to one of their count's root.
    total = np.array(leads.total) / np.sqrt(leads.count)
    if total.max() > ALL_VIEWS:
        dy, dx = OFFSETS[int(np.argmax(total))]
        yield Fault(
            "the whole dataset",
            f"over {leads.count} views together the pictures lie {dx:+d} pixels across and {dy:+d} down from their truth "
            f"({total.max():.0f} standard errors); mend what rendered them and make the scenes again",
        )


@view_check(
    "alignment", "the picture's edges lie on the truth's edges, at no offset better than at none", conclude
)
def alignment(view: ViewFiles) -> Iterator[Said]:
    """Correlate the steps of the picture with the edges of the truth at offsets of up to two pixels."""
    rgb, truth = view.rgb.value, view.truth.value
    if rgb is None or truth is None:
        return
    if not {"instances", "normals"} & truth.keys():
        yield Unchecked("views", "the recipe keeps neither instances nor normals")
        return
    if any(pixels.shape[:2] != rgb.shape[:2] for pixels in truth.values()):
        return
    if min(rgb.shape[:2]) <= SIDE:
        yield Unchecked("views", "they are too small")
        return
    scores = np.concatenate([_scores(rgb, truth, axis) for axis in (0, 1)], axis=1)
    if scores.shape[1] < LEAST:
        yield Unchecked("views", "they have too few edges")
        return
    yield Held()
    lead = scores - scores[OFFSETS.index((0, 0))]
    error = lead.std(axis=1) / np.sqrt(lead.shape[1])
    leads = lead.mean(axis=1) / np.maximum(error, 1e-12)
    yield Figure(LEAD, tuple(map(float, leads)))
    if leads.max() > ONE_VIEW:
        dy, dx = OFFSETS[int(np.argmax(leads))]
        yield Fault(
            f"{view.place}/rgb.png",
            f"it lies {dx:+d} pixels across and {dy:+d} down from its truth ({leads.max():.0f} standard errors); make the "
            "scene again",
        )


def _scores(rgb: npt.NDArray[np.uint8], truth: Any, axis: int) -> Float:
    """(offsets, blocks): how large the picture's steps along an axis are on the truth's edges, summed in each block."""
    gray = rgb.astype(np.float32).sum(axis=-1)
    steps = np.abs(np.diff(gray, axis=axis))
    cap = float(np.quantile(steps, CAP))
    steps = np.minimum(steps, cap) / max(cap, 1e-6)
    rows, columns = np.nonzero(_edges(truth, axis)[REACH:-REACH, REACH:-REACH])
    if len(rows) == 0:
        return np.zeros((len(OFFSETS), 0))
    _, block = np.unique(rows // BLOCK * rgb.shape[1] + columns // BLOCK, return_inverse=True)
    return np.stack(
        [
            np.bincount(block, steps[rows + REACH + dy, columns + REACH + dx].astype(np.float64))
            for dy, dx in OFFSETS
        ]
    )


def _edges(truth: Any, axis: int) -> npt.NDArray[np.bool_]:
    """Where a pixel and the next along an axis are of two instances, or of surfaces that face two ways."""
    first, last = (np.s_[:-1], np.s_[1:]) if axis == 0 else (np.s_[:, :-1], np.s_[:, 1:])
    edges: Any = False
    if "instances" in truth:
        edges = truth["instances"][first] != truth["instances"][last]
    if "normals" in truth:
        normals = truth["normals"]
        # Towards nothing the product is NaN, which is no crease; the instances tell that edge.
        edges = edges | (np.einsum("ijk,ijk->ij", normals[first], normals[last]) < TURN)
    return np.asarray(edges)
