# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Relations of two objects in view, in the camera's terms, each in two readings: what surely holds, what perhaps holds.

Each function takes a ViewGraph and returns two matrices (N, N): of row i and column j, whether i stands so to j. What
surely holds does so with a margin and by every measure; what does not even perhaps hold fails with a margin by all of them.
Lengths in the picture are shares of its width or height, others metres.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cavendish.manifests.programs.graph import Float, Mask, ViewGraph
from cavendish.scenes.ontology import category

Verdict = tuple[Mask, Mask]


def pair(graph: ViewGraph, name: str) -> Verdict:
    """The two readings of a relation or an order, (N, N) each; no thing stands in a relation to itself."""
    if name not in graph.cache:
        sure, possible = PAIRS[name](graph)
        apart = ~np.eye(len(graph), dtype=bool)
        # Of walls and floors it is only sure what stands on them: where else would they be?
        things = graph.thing[:, None] & (graph.thing[None] | (name == "on"))
        graph.cache[name] = (sure & possible & apart & things, possible & apart)
    found: Verdict = graph.cache[name]
    return found


def _leftmost(g: ViewGraph) -> Verdict:
    """i farther left than j. Surely: centre by 0.04 of the width, and both edges. Perhaps: centre or left edge."""
    return _sideways(g.center[:, 0], g.box[:, 0], g.box[:, 2], g.width)


def _rightmost(g: ViewGraph) -> Verdict:
    return _sideways(g.width - g.center[:, 0], g.width - g.box[:, 2], g.width - g.box[:, 0], g.width)


def _sideways(x: Float, first: Float, last: Float, width: int) -> Verdict:
    gap = _minus(x)
    sure = (gap > 0.04 * width) & (_minus(first) > 0.01 * width) & (_minus(last) > 0.01 * width)
    return sure, (gap > -0.01 * width) | (_minus(first) > 0.02 * width)


def _left_of(g: ViewGraph) -> Verdict:
    """i left of j. Surely: also ends before j's centre, and its own centre lies before j begins."""
    return _beside_on(_leftmost(g), g.center[:, 0], g.box[:, 0], g.box[:, 2])


def _right_of(g: ViewGraph) -> Verdict:
    return _beside_on(_rightmost(g), g.width - g.center[:, 0], g.width - g.box[:, 2], g.width - g.box[:, 0])


def _beside_on(order: Verdict, x: Float, first: Float, last: Float) -> Verdict:
    sure, possible = order
    return sure & (last[:, None] <= x[None]) & (x[:, None] <= first[None]), possible


def _nearer(g: ViewGraph) -> Verdict:
    """i nearer than j. Surely: its median depth by 8 % and 5 cm, its nearest by 5 %. Perhaps: either."""
    near, middle, _ = g.depth.T
    sure = (middle[:, None] * 1.08 + 0.05 < middle[None]) & (near[:, None] * 1.05 + 0.02 < near[None])
    return sure, (middle[:, None] < middle[None] * 1.03) | (near[:, None] < near[None] * 1.03)


def _larger(g: ViewGraph) -> Verdict:
    """i larger than j. Surely: 1.35 times the pixels, whatever hides j, and 1.15 times the metres. Perhaps: either."""
    metres = np.sqrt(g.area) * g.depth[:, 1] / g.focal
    at_most = np.sqrt(g.most) * g.depth[:, 1] / g.focal
    at_most = np.where(g.cut, np.inf, at_most)
    if len(g.spans) > 1:  # two longest sides of the box: a picture on a wall is no smaller for being thin
        sides = np.sort(g.spans[1][1] - g.spans[1][0], axis=1)
        face = np.sqrt(sides[:, 1] * sides[:, 2])
        metres, at_most = np.where(g.whole, face, metres), np.where(g.whole, face, at_most)
    pixels = np.where(np.isfinite(g.most), g.most, g.area)
    sure = (g.area[:, None] > 1.35 * pixels[None]) & (metres[:, None] > 1.15 * at_most[None])
    possible = (g.area[:, None] > 0.95 * g.area[None]) | (metres[:, None] > 0.97 * metres[None])
    return sure, possible


def _taller(g: ViewGraph) -> Verdict:
    """i taller than j. Surely: 1.2 times the pixels and 1.12 times the metres, j's whole height in view or known."""
    rows = g.box[:, 3] - g.box[:, 1]
    metres = g.spans[-1][1][:, 2] - g.spans[-1][0][:, 2]
    unknown = ~g.whole & (g.cut | (g.area < 0.9 * g.most))
    cut = (g.box[:, 1] <= 0) | (g.box[:, 3] >= g.height)
    ends = np.where(unknown, np.inf, metres)
    sure = (rows[:, None] > 1.2 * rows[None]) & (metres[:, None] > 1.12 * ends[None]) & ~cut[None]
    return sure, (rows[:, None] > 0.97 * rows[None]) | (metres[:, None] > 0.97 * metres[None])


def _on(g: ViewGraph) -> Verdict:
    """i stands or lies on j. Surely: 0.6 of its visible feet rest on j. Perhaps: one in twenty, or by their boxes."""
    sure = (g.stands >= 0.6) & ~(_wall_like(g)[None])
    possible = g.stands >= 0.05
    for low, high in g.spans:
        tall = high[:, 2] - low[:, 2]
        rise = low[:, None, 2] - low[None, :, 2]
        reaches = (rise >= np.minimum(0.15 * tall, 0.1)[None] - 0.03) & (
            low[:, None, 2] <= high[None, :, 2] + 0.1
        )
        # What stands on the same ground as j does not stand on j, unless j is flat.
        level = (np.abs(rise) < 0.06) & (tall[None] > 0.15)
        possible |= (_overlap(low, high, 0.03) > 0) & reaches & ~level
    return sure, possible | sure


def _wall_like(g: ViewGraph) -> Mask:
    return np.array([item.category in ("wall", "ceiling", "window", "curtain") for item in g.items], bool)


def _supports(g: ViewGraph) -> Verdict:
    return _turned(pair(g, "on"))


def _inside(g: ViewGraph) -> Verdict:
    """i lies in j, a thing that encloses things in view. Surely: within j's box to the side, its foot between foot and rim."""
    holds = np.array([category(item.category).encloses for item in g.items], bool)
    sure, possible = np.repeat(((holds & g.whole)[None]), len(g), 0), np.zeros((len(g), len(g)), bool)
    low, high = g.spans[-1]
    for k, (least, top) in enumerate(g.spans):
        rise = least[:, None, 2] - low[None, :, 2]
        share = _share(least, top, low - 0.01, high + 0.01)
        between = (rise > -0.02) & (
            least[:, None, 2] < high[None, :, 2] - np.minimum(0.05, 0.3 * (high - low)[:, 2])[None]
        )
        sure &= (share > (0.95 if k == 0 else 0.85)) & between
        possible |= (_share(least, top, low - 0.05, high + 0.05) > 0.2) & (rise > -0.05)
        possible &= least[:, None, 2] < high[None, :, 2] + 0.02
    smaller = g.area[:, None] < g.area[None]
    return sure & smaller, (possible & holds[None]) | (sure & smaller)


def _contains(g: ViewGraph) -> Verdict:
    return _turned(pair(g, "inside"))


def _under(g: ViewGraph) -> Verdict:
    """i under j. Surely: j stands on it and not in it, or j is a table or a bed with 0.7 of i's ground beneath its top.
    Perhaps: a twentieth of it."""
    (on, maybe), low, high = pair(g, "on"), *g.spans[-1]
    beneath = np.ones((len(g), len(g)), bool)
    touched = np.zeros((len(g), len(g)), bool)
    for least, top in g.spans:
        tall = (high - low)[:, 2]
        lower = top[:, None, 2] < (high[:, 2] - np.maximum(0.1, 0.2 * tall))[None]
        beneath &= (_share(least, top, low, high) > 0.7) & lower & (least[:, None, 2] < low[None, :, 2] + 0.1)
        touched |= (_share(least, top, low - 0.05, high + 0.05) > 0.05) & (
            top[:, None, 2] < high[None, :, 2] + 0.05
        )
    tables = [category(item.category).parent == "table-like" or item.category == "bed" for item in g.items]
    beneath &= g.whole[:, None] & (g.whole & np.array(tables, bool))[None]
    return (on.T & ~pair(g, "contains")[1]) | (beneath & ~maybe), maybe.T | touched


def _above(g: ViewGraph) -> Verdict:
    """i above j, as a picture above a sofa. Surely: in the picture and in the room, over half of the narrower, near it."""
    low, high = g.spans[-1]
    over = g.box[None, :, 1] - g.box[:, None, 3]
    sure = (over > -0.02 * g.height) & (_across(g) > 0.5) & ~pair(g, "on")[1]
    sure &= over < 0.5 * g.height
    for least, top in g.spans:
        sure &= (least[:, None, 2] > high[None, :, 2] - 0.03) & (_gap(least, top, low, high) < 0.6)
    possible = (_across(g) > -0.02) & (g.center[:, None, 1] < g.center[None, :, 1] + 0.02 * g.height)
    higher = np.any([low[:, None, 2] > low[None, :, 2] - 0.05 for low, _ in g.spans], axis=0)
    return sure, possible & higher


def _below(g: ViewGraph) -> Verdict:
    return _turned(pair(g, "above"))


def _beside(g: ViewGraph) -> Verdict:
    """i next to j. Surely: less than 0.4 m and 0.06 of the width between them, neither on, in, under nor above the other,
    and of like size. Perhaps: less than 1.5 m apart."""
    near, close = np.ones((2, len(g), len(g)), bool)
    close = ~close
    for low, high in g.spans:
        size = (high - low).max(axis=1)
        alike = (size[:, None] < 4 * size[None]) & (size[None] < 4 * size[:, None])
        gap = _gap(low, high, low, high)
        level = (low[:, None, 2] < high[None, :, 2] - 0.02) & (low[None, :, 2] < high[:, None, 2] - 0.02)
        near &= (gap < np.minimum(0.4, 0.6 * np.minimum(size[:, None], size[None]))) & level & alike
        close |= gap < 1.5
    near &= (_across(g) > -0.06) & (_across(g) < 0.3)
    for other in ("on", "supports", "inside", "contains", "under"):
        near &= ~pair(g, other)[1]
    near &= ~pair(g, "under")[1].T & ~pair(g, "above")[0] & ~pair(g, "below")[0]
    return near, close


def _behind(g: ViewGraph) -> Verdict:
    """i behind j, seen from here. Surely: all of it farther than the middle of j, its middle farther than all of j, both in
    the same part of the picture, and neither on, in, under nor above the other."""
    near, middle, far = g.depth.T
    sure = (near[:, None] > middle[None] * 1.03 + 0.05) & (middle[:, None] > far[None] * 1.03 + 0.05)
    level = np.minimum(g.box[:, None, 3], g.box[None, :, 3]) - np.maximum(
        g.box[:, None, 1], g.box[None, :, 1]
    )
    sure &= (_across(g) > 0.5) & (level > 0)
    for other in ("on", "supports", "inside", "contains", "under"):
        sure &= ~pair(g, other)[1]
    sure &= ~pair(g, "above")[0]
    return sure, (middle[:, None] > middle[None] * 0.97) & (_across(g) > -0.03)


def _rests_on(g: ViewGraph) -> Verdict:
    """i would fall were j gone: it is on j, or on or in what is."""
    (on, maybe_on), (inside, maybe_in) = pair(g, "on"), pair(g, "inside")
    return _closure(on, on | inside), _closure(maybe_on, maybe_on | maybe_in)


def _closure(first: Mask, step: Mask) -> Mask:
    """What leads to j by any number of steps of which the last is of `first`."""
    found, size = first.copy(), -1
    while size != found.sum():
        size = int(found.sum())
        found |= (step.astype(np.int32) @ found.astype(np.int32)) > 0
    return found


def _turned(verdict: Verdict) -> Verdict:
    return verdict[0].T, verdict[1].T


def _minus(x: Float) -> Float:
    """(N, N): how much less i is than j."""
    return np.asarray(x[None] - x[:, None])


def _across(g: ViewGraph) -> Float:
    """(N, N): the share of the narrower one's columns that both have; where they have none in common, minus the gap as a
    share of the picture's width."""
    left, right = g.box[:, 0], g.box[:, 2]
    common = np.minimum(right[:, None], right[None]) - np.maximum(left[:, None], left[None])
    narrow = np.minimum((right - left)[:, None], (right - left)[None])
    return np.asarray(np.where(common > 0, common / np.maximum(narrow, 1), common / g.width))


def _overlap(low: Float, high: Float, grown: float) -> Float:
    """(N, N): square metres that the grounds of i and j share, j's grown by so many metres on each side."""
    sides = np.minimum(high[:, None, :2], high[None, :, :2] + grown) - np.maximum(
        low[:, None, :2], low[None, :, :2] - grown
    )
    return np.asarray(np.prod(np.maximum(sides, 0), axis=-1))


def _share(low: Float, high: Float, least: Float, top: Float) -> Float:
    """(N, N): which share of i's ground lies in the ground of j, whose boxes may be others."""
    sides = np.minimum(high[:, None, :2], top[None, :, :2]) - np.maximum(low[:, None, :2], least[None, :, :2])
    own = np.maximum(high - low, 1e-3)[:, None, :2]
    return np.asarray(np.prod(np.clip(sides / own, 0, 1), axis=-1))


def _gap(low: Float, high: Float, least: Float, top: Float) -> Float:
    """(N, N): metres between the grounds of i and of j, 0 where they overlap."""
    sides = np.maximum(least[None, :, :2] - high[:, None, :2], low[:, None, :2] - top[None, :, :2])
    return np.asarray(np.linalg.norm(np.maximum(sides, 0), axis=-1))


PAIRS: dict[str, Callable[[ViewGraph], Verdict]] = {
    # orders: i comes before j
    "order left": _leftmost,
    "order right": _rightmost,
    "order near": _nearer,
    "order far": lambda g: _turned(pair(g, "order near")),
    "order large": _larger,
    "order small": lambda g: _turned(pair(g, "order large")),
    "order tall": _taller,
    # relations: i stands so to j
    "left": _left_of,
    "right": _right_of,
    "nearer": _nearer,
    "farther": lambda g: _turned(pair(g, "nearer")),
    "behind": _behind,
    "in_front": lambda g: _turned(pair(g, "behind")),
    "on": _on,
    "under": _under,
    "above": _above,
    "below": _below,
    "beside": _beside,
    "inside": _inside,
    "supports": _supports,
    "contains": _contains,
    "rests_on": _rests_on,
}
