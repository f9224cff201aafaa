# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A street under way: what stands in it, and a few assets of each kind to draw from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from cavendish.scenes.assets import ASSETS, bicycle, motorcycle
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.lamplight import driving
from cavendish.scenes.layout import Layout, add, footprint, overlap
from cavendish.scenes.parts.mount import Mount
from cavendish.scenes.scene import Asset, Object
from cavendish.scenes.town import Town

Rng = np.random.Generator
RIDDEN = {"bicycle": bicycle.ridden_rand, "motorcycle": motorcycle.ridden_rand}


@dataclass(frozen=True, eq=False)
class Site:
    """A street under way: its plan, what stands, a few assets of each kind to draw from, and chance.

    make: samplers that know of the season and the hour; dark: whether lamps are on; machines: what is ridden; spans: from
    and to in Y of what stands, in its order.
    """

    town: Town
    layout: Layout
    rng: Rng
    make: Mapping[str, Callable[[Rng], Asset]]
    dark: bool
    stock: dict[str, list[Asset]] = field(default_factory=dict)
    machines: dict[str, list[tuple[Asset, Mount]]] = field(default_factory=dict)
    spans: list[tuple[float, float]] = field(default_factory=list)

    def draw(self, kind: str, variety: int) -> Asset:
        """One of at most `variety` different assets of a kind: streets repeat themselves, and copies share memory."""
        known = self.stock.setdefault(kind, [])
        if len(known) < variety:
            known.append(self.make.get(kind, ASSETS[kind])(self.rng))
            return known[-1]
        return known[int(self.rng.integers(len(known)))]

    def tree(self, reach: float) -> Asset | None:
        """A tree whose crown reaches no farther than `reach` metres from its trunk, if one was found."""
        known = self.stock.setdefault("tree", [])
        slim = [tree for tree in known if np.abs(tree.extent)[:, :2].max() <= reach]
        while len(slim) < 5 and len(known) < 10:
            known.append(self.make["tree"](self.rng))
            if np.abs(known[-1].extent)[:, :2].max() <= reach:
                return known[-1]
        return slim[int(self.rng.integers(len(slim)))] if slim else None

    def machine(self, kind: str) -> tuple[Asset, Mount]:
        """One of two different bicycles or motorcycles, and where it holds its rider."""
        known = self.machines.setdefault(kind, [])
        if len(known) < 2:
            known.append(RIDDEN[kind](self.rng))
            return known[-1]
        return known[int(self.rng.integers(len(known)))]

    def driven(self, asset: Asset) -> Asset:
        """A vehicle in the traffic: after dark its lamps are on."""
        if not self.dark:
            return asset
        lit = self.stock.setdefault(f"driven {id(asset)}", [])
        if not lit:
            lit.append(driving(asset))
        return lit[0]

    def put(
        self, asset: Asset, x: float, y: float, turn: float, z: float, clear: float = 0.15
    ) -> Object | None:
        """Stand an asset there if nothing else is."""
        pose = translation(x, y, z) @ rotation("z", turn)
        box = footprint(asset, pose, clear)
        low, high = float(box.corners[:, 1].min()), float(box.corners[:, 1].max())
        beside = zip(self.layout.taken, self.spans, strict=True)
        if any(overlap(box, other) for other, (a, b) in beside if a < high and low < b):
            return None
        self.spans.append((low, high))
        return add(self.layout, asset, pose)
