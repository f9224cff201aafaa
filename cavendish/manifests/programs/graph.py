# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The view graph: what a picture shows of each object, measured on its visible pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.manifests.classes import FLOOR
from cavendish.manifests.colors.ciede import lab
from cavendish.manifests.programs import hues
from cavendish.render.frame import Frame, Item, View

Float = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

GLIMPSE = FLOOR / 2  # of the image's pixels: under that nobody sees a thing, and no expression minds it
SHOWN = 0.35  # share of an object that must be visible before it is spoken of, and that must lie within the picture
UNPROVEN = 5 * FLOOR  # of the image's pixels, where it is not known how much of an object is hidden
SIDE = 3  # pixels: the least side of its visible bounds
GRAYISH = frozenset({"wall", "ceiling", "road", "sidewalk"})  # what is near gray, were the light white
SAMPLES = 4096  # pixels of an object that are looked at for its depth and its place
_GRID = np.stack(np.meshgrid(*[(np.arange(5) + 0.5) / 5 - 0.5] * 3), axis=-1).reshape(
    -1, 3
)  # in a box of side 1


@dataclass(frozen=True, eq=False)
class ViewGraph:
    """The N objects that a picture shows, and what is measured of each. Picture measures in pixels, others in metres.

    clear: (N,) what may be spoken of; the others are there, and may spoil an expression. thing: (N,) countable.
    center: (N, 2) mean x and y of the visible pixels. box: (N, 4) left, top, right, bottom (exclusive) of them.
    area: (N,) visible pixels; most: (N,) at most so many, were nothing before it. cut: (N,) whether it goes on beyond the
    picture's edge. depth: (N, 3) the 5th, 50th and 95th percentile of its depth.
    spans: boxes along the world's axes as (low, high), (N, 3) each: of the visible points, and, where 3-D boxes are known,
    of the whole objects. whole: (N,) whether its 3-D box is known.
    stands: (N, N) the share of the feet of i that stand on j, of those that are not hidden.
    color_sure, color_possible: (N, words of hues.CORES).
    """

    items: tuple[Item, ...]
    width: int
    height: int
    focal: float
    clear: Mask
    thing: Mask
    center: Float
    box: Float
    area: Float
    most: Float
    cut: Mask
    depth: Float
    spans: tuple[tuple[Float, Float], ...]
    whole: Mask
    stands: Float
    color_sure: Mask
    color_possible: Mask
    cache: dict[Any, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.items)


@lru_cache(maxsize=1)  # the pairs of a Frame follow one another
def view_graph(frame: Frame) -> ViewGraph:
    """Measure a Frame. Objects of fewer pixels than GLIMPSE are left out."""
    size = frame.instances.size
    items = tuple(
        item for item in frame.items if item.box is not None and item.pixels >= max(1, GLIMPSE * size)
    )
    height, width = frame.instances.shape
    count = len(items)
    labels = _labels(frame, items)
    order = np.argsort(labels, axis=None, kind="stable")
    ends = np.searchsorted(labels.reshape(-1)[order], np.arange(count + 1))
    center, depth = np.zeros((count, 2)), np.full((count, 3), np.inf)
    seen = np.zeros((2, count, 3))
    sure, possible = (np.zeros((count, len(hues.CORES)), bool) for _ in range(2))
    albedo, cast = frame.more.get("albedo"), _cast(frame, items)
    rgb = frame.rgb.reshape(-1, 3)
    for k, item in enumerate(items):
        pixels = order[ends[k] : ends[k + 1]]
        rows, columns = np.divmod(pixels, width)
        center[k] = columns.mean() + 0.5, rows.mean() + 0.5
        some = pixels[np.linspace(0, len(pixels) - 1, min(len(pixels), SAMPLES)).astype(int)]
        points = _points(frame.view, frame.depth, some)
        if len(points):
            depth[k] = np.percentile(
                frame.depth.reshape(-1)[some][np.isfinite(frame.depth.reshape(-1)[some])], (5, 50, 95)
            )
            seen[:, k] = np.percentile(points, (2, 98), axis=0)
        few = some[:: max(1, len(some) // hues.SAMPLES)]
        base = None if albedo is None else _srgb(albedo.reshape(-1, albedo.shape[-1])[few, :3])
        sure[k], possible[k] = hues.judged(rgb[few], item.attributes.get("color"), base, cast)
    box = np.array([item.box for item in items], float).reshape(-1, 4)
    area = np.array([item.pixels for item in items], float)
    edge = np.array([0, 0, width, height])
    shown, most, known = _hidden(items, area)
    clear = (area >= np.where(known, FLOOR, UNPROVEN) * size) & (shown >= SHOWN) & np.isfinite(depth[:, 1])
    clear &= np.minimum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) >= SIDE
    clear &= np.array([_framed(frame.view, item) >= SHOWN or not item.thing for item in items], bool)
    whole = np.array([item.more is not None and item.more.box3d is not None for item in items], bool)
    spans: tuple[tuple[Float, Float], ...] = ((seen[0], seen[1]),)
    if whole.any():
        spans += (_boxes(items, seen),)
    return ViewGraph(
        items=items,
        width=width,
        height=height,
        focal=frame.view.fy,
        clear=clear,
        thing=np.array([item.thing for item in items], bool),
        center=center,
        box=box,
        area=area,
        most=most,
        cut=np.any(box == edge, axis=1),
        depth=depth,
        spans=spans,
        whole=whole,
        stands=_stands(frame, labels, seen[0][:, 2], count),
        color_sure=sure,
        color_possible=possible,
    )


def _cast(frame: Frame, items: tuple[Item, ...]) -> tuple[float, float] | None:
    """The median a and b of CIELAB of what is mostly gray, None where little of it is seen.

    Where it is not gray but painted, fewer words are said, and none that is wrong.
    """
    own = [item.id for item in items if item.category in GRAYISH]
    pixels = frame.rgb[np.isin(frame.instances, np.array(own, np.uint32))]
    if len(pixels) < 0.02 * frame.instances.size:
        return None
    a, b = np.median(lab(pixels[np.linspace(0, len(pixels) - 1, SAMPLES).astype(int)])[:, 1:], axis=0)
    return float(a), float(b)


def _labels(frame: Frame, items: tuple[Item, ...]) -> npt.NDArray[np.int16]:
    """(H, W): the index in `items` of each pixel's object, their number for all others."""
    ids = np.array([item.id for item in items], np.uint32)
    order = np.argsort(ids)
    table = np.append(ids[order], np.uint32(2**32 - 1))
    spot = np.searchsorted(table[:-1], frame.instances)
    found = table[spot] == frame.instances
    return np.where(found, np.append(order, len(ids))[spot], len(ids)).astype(np.int16)


def _points(view: View, depth: npt.NDArray[np.float32], pixels: npt.NDArray[np.integer[Any]]) -> Float:
    """(n, 3) metres in the world of the pixels, by their flat index, that have a depth."""
    rows, columns = np.divmod(pixels, depth.shape[1])
    away = depth.reshape(-1)[pixels].astype(float)
    there = np.isfinite(away)
    x = (columns + 0.5 - view.cx) / view.fx * away
    y = -(rows + 0.5 - view.cy) / view.fy * away
    local = np.stack([x, y, -away], axis=-1)[there]
    pose = np.array(view.pose)
    return np.asarray(local @ pose[:3, :3].T + pose[:3, 3])


def _hidden(items: tuple[Item, ...], area: Float) -> tuple[Float, Float, Mask]:
    """Of each object: the share of it that shows, how many pixels it would have at most, and whether that is known."""
    shown, most, known = np.ones(len(items)), np.full(len(items), np.inf), np.zeros(len(items), bool)
    for k, item in enumerate(items):
        more = item.more
        pixels = None if more is None else more.amodal_pixels
        if pixels is None and more is not None and more.visible:
            pixels = round(area[k] / more.visible)
        if pixels:
            known[k], most[k] = True, max(pixels, area[k])
            shown[k] = min(1.0, area[k] / pixels) if more is None or more.visible is None else more.visible
    return shown, most, known


def _framed(view: View, item: Item) -> float:
    """Which share of an object's 3-D box lies within the picture's field of view; 1 where none is known."""
    if item.more is None or item.more.box3d is None:
        return 1.0
    box, pose = item.more.box3d, np.array(view.pose)
    spots = np.array(box.center) + (_GRID * box.size) @ np.array(box.rotation).T
    local = (spots - pose[:3, 3]) @ pose[:3, :3]
    away = np.maximum(-local[:, 2], 1e-6)
    x, y = view.cx + view.fx * local[:, 0] / away, view.cy - view.fy * local[:, 1] / away
    return float(np.mean((local[:, 2] < 0) & (x > 0) & (x < view.width) & (y > 0) & (y < view.height)))


def _boxes(items: tuple[Item, ...], seen: Float) -> tuple[Float, Float]:
    """The whole objects' boxes along the world's axes; the visible points' where none is known."""
    low, high = seen[0].copy(), seen[1].copy()
    for k, item in enumerate(items):
        if item.more is not None and item.more.box3d is not None:
            corners = item.more.box3d.corners
            low[k], high[k] = corners.min(axis=0), corners.max(axis=0)
    return low, high


def _stands(frame: Frame, labels: npt.NDArray[np.int16], bottoms: Float, count: int) -> Float:
    """(N, N): which share of the visible feet of i rests on j.

    A foot is a pixel of i's lower outline at the height of its lowest visible points; it rests on the object of the pixel
    below where that looks upwards, at that height and that depth. Feet behind something nearer are not counted.
    """
    view, depth, width = frame.view, frame.depth, frame.instances.shape[1]
    edge = (labels[:-1] != labels[1:]) & (labels[:-1] < count)
    above = np.flatnonzero(edge.reshape(-1))
    below = above + width
    flat, away = labels.reshape(-1), depth.reshape(-1)
    valid = np.isfinite(away[above])
    above, below = above[valid], below[valid]
    up = np.array(view.pose)[2, :3]
    i, j = flat[above].astype(int), flat[below].astype(int)
    z = away[above].astype(float)
    high = _points(view, depth, above)[:, 2]
    reach = 0.02 + 1.5 * z / view.fy  # what a pixel makes out
    foot = high <= bottoms[i] + reach
    i, j, z, high, reach, above, below = (a[foot] for a in (i, j, z, high, reach, above, below))
    under = np.where(np.isfinite(away[below]), away[below], 1e6).astype(float)
    hidden = under < z - 0.06 - 0.03 * z
    # At half precision, as a recipe may store them, so that a stored Frame gives the same graph.
    normals = frame.normals.reshape(-1, 3)[below].astype(np.float16).astype(float)
    upward = np.nan_to_num(normals @ up, nan=-1.0) > 0.8
    other = np.full(len(below), np.inf)
    there = under < 1e6
    other[there] = _points(view, depth, below[there])[:, 2]
    rests = (
        ~hidden
        & upward
        & (np.abs(other - high) < reach)
        & (np.abs(under - z) < 0.06 + 0.04 * z)
        & (j < count)
    )
    feet = np.bincount(i[~hidden], minlength=count).astype(float)
    behind = np.bincount(i[hidden], minlength=count)
    stands = np.zeros((count, count))
    np.add.at(stands, (i[rests], j[rests]), 1.0)
    enough = (feet >= 3) & (feet >= behind)
    return np.where(enough[:, None], stands / np.maximum(feet, 1)[:, None], np.minimum(stands, 0.3))


def _srgb(albedo: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Linear reflectance (n, 3) as sRGB bytes."""
    linear = np.clip(np.nan_to_num(albedo.astype(float)), 0, 1)
    curve = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.round(curve * 255), np.uint8)
