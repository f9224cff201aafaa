# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The shells of a body: triangles that hang together, closed ones that bound a room, and open sheets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float
from cavendish.scenes.vectors import cross, dots, lengths

Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
WELD = 1e-5  # metres; vertices that are nearer are one
MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)
THICK = 1e-5  # metres of volume over area: a sheet with two faces bounds no room


@dataclass(frozen=True, eq=False)
class Shell:
    """Triangles (F, 3, 3) that hang together."""

    triangles: Float

    @cached_property
    def points(self) -> Float:
        """Its vertices, each once, (V, 3)."""
        return np.unique(self.triangles.reshape(-1, 3), axis=0)


@dataclass(frozen=True, eq=False)
class Shells:
    """The shells of triangles (F, 3, 3), S of them.

    label: the shell of each triangle (F,). order: the triangles (F,) shell by shell; ends: (S + 1,), where each shell
    starts and ends there. closed: (S,), whether it bounds a room; inward: whether that room is a hollow. low, high: (S, 3),
    its box. firm: (S,), whether anything of it is of a material that does not bend out of the way.
    """

    triangles: Float
    label: Index
    order: Index
    ends: Index
    closed: Mask
    inward: Mask
    firm: Mask
    low: Float
    high: Float

    def __len__(self) -> int:
        return len(self.closed)

    def __getitem__(self, number: int) -> Shell:
        if number not in self._made:
            self._made[number] = Shell(self.triangles[self.faces(number)])
        return self._made[number]

    def faces(self, number: int) -> Index:
        """The numbers of a shell's triangles (F,), rising."""
        return self.order[self.ends[number] : self.ends[number + 1]]

    @cached_property
    def rooms(self) -> Mask:
        """Whether each bounds something solid (S,)."""
        return self.closed & ~self.inward

    @cached_property
    def hollows(self) -> Index:
        """The numbers of those that bound a hollow."""
        return np.flatnonzero(self.closed & self.inward)

    @cached_property
    def spots(self) -> Float:
        """A vertex of each (S, 3)."""
        return np.asarray(self.triangles[self.order[self.ends[:-1]], 0])

    @cached_property
    def _made(self) -> dict[int, Shell]:
        return {}


def shells_of(points: Float, faces: Index, owner: Index, hard: Mask) -> Shells:
    """The shells of triangles (F, 3) of points (V, 3): first within a part, then of what is left open across parts.

    owner: the part of each point (V,). hard: (F,), whether a triangle is of a material that does not bend out of the way.
    """
    cells = np.round(points / WELD).astype(np.int64).view(np.uint64)
    place = (cells * MIX[:3]).sum(axis=1)
    mine = np.unique(_mixed(place ^ (owner.astype(np.uint64) * MIX[3])), return_inverse=True)[1][faces]
    label, open_ = _hanging(mine)
    if open_.any():
        rest = np.flatnonzero(open_[label])
        all_ = np.unique(place, return_inverse=True)[1][faces[rest]]
        again, still = _hanging(all_)
        names = np.concatenate([np.flatnonzero(~open_), len(open_) + np.arange(len(still))])
        label[rest] = len(open_) + again
        label = np.searchsorted(names, label)
        open_ = np.concatenate([open_[~open_], still])
    return _told(points[faces], label, ~open_, hard)


def _told(triangles: Float, label: Index, closed: Mask, hard: Mask) -> Shells:
    count = len(closed)
    order = np.argsort(label, kind="stable")
    ends = np.concatenate([[0], np.cumsum(np.bincount(label, minlength=count))])
    sorted_ = triangles[order]
    a, b, c = sorted_[:, 0], sorted_[:, 1], sorted_[:, 2]
    low, high = (pick.reduceat(pick(pick(a, b), c), ends[:-1], axis=0) for pick in (np.minimum, np.maximum))
    origin = np.repeat(a[ends[:-1]], np.diff(ends), axis=0)  # of each shell its own, so that little is lost
    turned = cross(b - a, c - a)
    volume = np.add.reduceat(dots(a - origin, turned), ends[:-1]) / 6
    area = np.add.reduceat(lengths(turned), ends[:-1]) / 2
    firm = np.logical_or.reduceat(hard[order], ends[:-1])
    return Shells(
        triangles, label, order, ends, closed & (np.abs(volume) > THICK * area), volume < 0, firm, low, high
    )


def _hanging(faces: Index) -> tuple[Index, Mask]:
    """A number for each triangle (F, 3), the same for those that share corners at any remove, and whether each is open."""
    root = np.arange(int(faces.max()) + 1)
    while True:
        of = root[faces]
        least = np.minimum(np.minimum(of[:, 0], of[:, 1]), of[:, 2])
        loose = (of != least[:, None]).any(axis=1)
        if not loose.any():
            break
        np.minimum.at(root, of[loose].reshape(-1), np.repeat(least[loose], 3))
        while not np.array_equal(root, root[root]):
            root = root[root]
    label = np.unique(least, return_inverse=True)[1]
    # An edge that is gone along both ways as often cancels out of a shell's sum; in a closed one all do.
    total = np.zeros(int(label.max()) + 1, np.uint64)
    for k in range(3):
        start, end = faces[:, k], faces[:, (k + 1) % 3]
        word = _mixed((np.minimum(start, end) * len(root) + np.maximum(start, end)).astype(np.uint64))
        word[start == end] = 0
        np.add.at(total, label, np.where(start < end, word, np.uint64(0) - word))
    return label, total != 0


def _mixed(words: Words) -> Words:
    """A hash of each word (N,), of 64 bits, that wraps."""
    words = (words ^ (words >> np.uint64(31))) * MIX[0]
    words = (words ^ (words >> np.uint64(29))) * MIX[1]
    return np.asarray(words ^ (words >> np.uint64(32)))
