# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Rooms of boxes that are cast here, and flat pictures of rectangles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.programs import Program, run, view_graph
from cavendish.render.frame import Frame, Item, View, seen
from cavendish.render.object_truth import Box3d, ObjectTruth
from cavendish.scenes.ontology import category

PALETTE = {
    "red": (178, 34, 34), "orange": (226, 130, 30), "yellow": (228, 200, 50), "green": (60, 140, 60), "blue": (50, 80, 190),
    "purple": (120, 50, 150), "brown": (100, 62, 30), "white": (240, 240, 238), "black": (22, 22, 23), "gray": (125, 125, 125),
    "pink": (240, 160, 185), "teal": (40, 140, 140), "beige": (214, 190, 150), None: (150, 110, 115),
}  # fmt: skip
ON_FLOOR = {
    "table": ((0.8, 1.6), (0.6, 0.9), (0.7, 0.76)),
    "sofa": ((1.4, 2.0), (0.8, 0.9), (0.7, 0.9)),
    "chair": ((0.4, 0.5), (0.4, 0.5), (0.8, 1.0)),
    "box": ((0.3, 0.6), (0.3, 0.6), (0.2, 0.5)),
    "bin": ((0.25, 0.35), (0.25, 0.35), (0.3, 0.5)),
    "bookshelf": ((0.8, 1.1), (0.3, 0.4), (1.2, 1.9)),
    "bed": ((1.4, 1.6), (2.0, 2.0), (0.5, 0.6)),
    "dresser": ((0.8, 1.2), (0.4, 0.5), (0.7, 1.0)),
}
ON_TOP = {
    "mug": ((0.1, 0.14), (0.09, 0.1), (0.1, 0.12)),
    "book": ((0.15, 0.2), (0.2, 0.25), (0.03, 0.06)),
    "vase": ((0.12, 0.2), (0.12, 0.2), (0.25, 0.4)),
    "box": ((0.2, 0.3), (0.2, 0.3), (0.15, 0.25)),
    "bottle": ((0.09, 0.1), (0.09, 0.1), (0.25, 0.3)),
    "laptop": ((0.3, 0.35), (0.25, 0.3), (0.02, 0.2)),
    "bowl": ((0.2, 0.3), (0.2, 0.3), (0.08, 0.12)),
}
MATERIALS = ("wood", "metal", "plastic", "ceramic", "glass", "painted wood")


class Room:
    """Boxes (low, high) of objects: a table is a top and four legs, a bookshelf its boards."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.boxes: list[tuple[Any, Any, int]] = []
        self.names: dict[int, str] = {}
        self.whole: dict[int, tuple[Any, Any]] = {}
        self.add("floor", [((-6, -6, -0.1), (6, 8, 0.0))])
        self.add("wall", [((-6, 4.6, 0), (6, 4.8, 3))])
        for _ in range(int(rng.integers(5, 11))):
            self.stand()
        for _ in range(int(rng.integers(0, 4))):
            self.hang()

    def add(self, name: str, boxes: list[Any]) -> int:
        key = len(self.names) + 1
        self.names[key] = name
        parts = [(np.array(low, float), np.array(high, float)) for low, high in boxes]
        self.boxes += [(low, high, key) for low, high in parts]
        self.whole[key] = (np.min([p[0] for p in parts], 0), np.max([p[1] for p in parts], 0))
        return key

    def free(self, low: Any, high: Any) -> bool:
        return not any(
            np.all(low < h - 1e-6) and np.all(high > b + 1e-6)
            for key, (b, h) in self.whole.items()
            for _ in (key,)
        )

    def sized(self, ranges: Any) -> Any:
        return np.array([self.rng.uniform(*r) for r in ranges])

    def stand(self) -> None:
        names = list(ON_FLOOR)
        name = names[int(self.rng.integers(len(names)))]
        size = self.sized(ON_FLOOR[name])
        low = np.array([self.rng.uniform(-2.4, 2.4), self.rng.uniform(0.6, 4.4 - size[1]), 0.0])
        high = low + size
        if not self.free(low, high):
            return
        (x, y, _), (u, v, w) = low, high
        t = 0.04
        if name == "table":
            legs = [((a, b, 0), (a + t, b + t, w - t)) for a in (x, u - t) for b in (y, v - t)]
            self.add(name, [((x, y, w - t), (u, v, w)), *legs])
        elif name == "bookshelf":
            levels = np.linspace(0, w - t, 5)
            boards = [((x, y, z), (u, v, z + t)) for z in levels]
            sides = [((x, y, 0), (x + t, v, w)), ((u - t, y, 0), (u, v, w)), ((x, v - 0.01, 0), (u, v, w))]
            self.add(name, [*boards, *sides])
            for z in levels[:-1]:
                at = x + t
                while at < u - 0.2 and self.rng.random() < 0.6:
                    width, tall = self.rng.uniform(0.05, 0.12), self.rng.uniform(0.15, 0.24)
                    self.add("book", [((at, y + 0.02, z + t), (at + width, v - 0.05, z + t + tall))])
                    at += width + self.rng.uniform(0.0, 0.2)
            return
        else:
            self.add(name, [(low, high)])
        if name in ("table", "dresser", "bed", "box"):
            for _ in range(int(self.rng.integers(0, 5 if name != "box" else 2))):
                self.put(low, high)

    def put(self, low: Any, high: Any) -> None:
        names = list(ON_TOP)
        name = names[int(self.rng.integers(len(names)))]
        size = self.sized(ON_TOP[name])
        room = (high - low - size)[:2]
        if np.any(room <= 0):
            return
        corner = np.array([*(low[:2] + self.rng.random(2) * room), high[2]])
        if self.free(corner, corner + size):
            self.add(name, [(corner, corner + size)])

    def hang(self) -> None:
        size = np.array([self.rng.uniform(0.4, 0.9), 0.03, self.rng.uniform(0.4, 0.8)])
        low = np.array([self.rng.uniform(-2.4, 1.8), 4.57, self.rng.uniform(1.2, 1.8)])
        if self.free(low, low + size):
            self.add("picture", [(low, low + size)])


def cast(room: Room, view: View) -> Iterator[tuple[int, Any, Any]]:
    """Of each box: its object, the planar depth at each pixel (inf beside it), and the axis of the face that is hit."""
    pose = np.array(view.pose)
    columns, rows = np.meshgrid(np.arange(view.width) + 0.5, np.arange(view.height) + 0.5)
    local = np.stack([(columns - view.cx) / view.fx, -(rows - view.cy) / view.fy, -np.ones_like(rows)], -1)
    ways, eye = local @ pose[:3, :3].T, pose[:3, 3]
    ways = np.where(np.abs(ways) < 1e-12, 1e-12, ways)
    for low, high, key in room.boxes:
        one, two = (low - eye) / ways, (high - eye) / ways
        enter, leave = np.minimum(one, two), np.maximum(one, two)
        near, far = enter.max(-1), leave.min(-1)
        yield key, np.where((near < far) & (near > 0.01), near, np.inf), enter.argmax(-1)


def pictured(seed: int, width: int = 160, height: int = 120) -> Frame:
    """A Frame of a room of boxes, with amodal pixels and 3-D boxes; now and then without them."""
    rng = np.random.default_rng(seed)
    room = Room(rng)
    eye = np.array([rng.uniform(-1.5, 1.5), rng.uniform(-3.2, -1.2), rng.uniform(1.3, 1.9)])
    aim = np.array([rng.uniform(-0.8, 0.8), 2.5, rng.uniform(0.3, 0.9)])
    back = (eye - aim) / np.linalg.norm(eye - aim)
    right = np.cross([0, 0, 1.0], back)
    right /= np.linalg.norm(right)
    pose = np.eye(4)
    pose[:3] = np.stack([right, np.cross(back, right), back, eye], 1)
    view = View(
        width, height, width * 0.75, width * 0.75, width / 2, height / 2, tuple(map(tuple, pose.tolist()))
    )
    depth = np.full((height, width), np.inf)
    instances, face = np.zeros((height, width), np.uint32), np.zeros((height, width), int)
    alone: dict[int, Any] = {}
    for key, away, axis in cast(room, view):
        nearer = away < depth
        depth, instances, face = (
            np.where(nearer, away, depth),
            np.where(nearer, key, instances),
            np.where(nearer, axis, face),
        )
        alone[key] = alone.get(key, False) | np.isfinite(away)
    world = np.eye(3)[face] * np.sign(eye - aim)[face][..., None]
    world[..., 2] = np.abs(world[..., 2])
    normals = np.where(np.isfinite(depth)[..., None], world @ pose[:3, :3], np.nan)
    known, told = rng.random() < 0.75, {}
    rgb = np.full((height, width, 3), 130.0)
    items = []
    visible = seen(instances)
    for key, name in room.names.items():
        words = list(PALETTE)
        word = words[int(rng.integers(len(words)))] if rng.random() < 0.8 else "gray"
        here = instances == key
        rgb[here] = np.array(PALETTE[word]) * rng.uniform(0.9, 1.05)
        attributes = {"material": MATERIALS[int(rng.integers(len(MATERIALS)))]} if rng.random() < 0.8 else {}
        if word is not None and rng.random() < 0.7:
            attributes["color"] = word
        low, high = room.whole[key]
        count = int(np.sum(alone[key]))
        told[key] = ObjectTruth(
            key,
            amodal_pixels=count,
            visible=visible.get(key, (0, None))[0] / count if count else None,
            box3d=Box3d(
                tuple(((low + high) / 2).tolist()),
                tuple((high - low).tolist()),
                tuple(map(tuple, np.eye(3).tolist())),
            ),
        )
        pixels, box = visible.get(key, (0, None))
        items.append(
            Item(key, name, category(name).thing, attributes, pixels, box, told[key] if known else None)
        )
    rgb = np.clip(rgb + rng.normal(0, 4, rgb.shape), 0, 255).astype(np.uint8)
    return Frame(rgb, depth.astype(np.float32), normals.astype(np.float32), instances, view, tuple(items), {})


def flat(boxes: dict[int, tuple[str, tuple[int, int, int, int], dict[str, str]]], **visible: float) -> Frame:
    """A wall with rectangles (left, top, right, bottom), each 2 m away and gray but for its attributes."""
    height, width = 100, 200
    instances, depth = np.ones((height, width), np.uint32), np.full((height, width), 3.0, np.float32)
    rgb = np.full((height, width, 3), 125, np.uint8)
    for key, (_, (a, b, c, d), attributes) in boxes.items():
        instances[b:d, a:c], depth[b:d, a:c] = key, 2.0
        rgb[b:d, a:c] = PALETTE[attributes.get("paint", attributes.get("color", "gray"))]
    found = seen(instances)
    rows = {1: ("wall", None, {})} | boxes
    items = tuple(
        Item(
            key,
            name,
            category(name).thing,
            {k: v for k, v in attributes.items() if k != "paint"},
            *found.get(key, (0, None)),
            ObjectTruth(key, visible=visible.get(f"v{key}", 1.0)),
        )
        for key, (name, _, attributes) in rows.items()
    )
    view = View(width, height, 150.0, 150.0, width / 2, height / 2, tuple(map(tuple, np.eye(4).tolist())))
    normals = np.broadcast_to(np.float32([0, 0, 1]), (height, width, 3)).copy()
    return Frame(rgb, depth, normals, instances, view, items, {})


def found(frame: Frame, *steps: Any) -> tuple[set[int], set[int]]:
    graph = view_graph(frame)
    result = run(Program(steps), graph)
    return tuple({graph.items[k].id for k in np.flatnonzero(m)} for m in (result.sure, result.possible))  # type: ignore[return-value]


@pytest.fixture(scope="session")
def boxes() -> SimpleNamespace:
    """room(seed): a Frame of a room of boxes, made once; flat(...): a wall with rectangles; found(frame, *steps)."""
    return SimpleNamespace(room=cache(pictured), flat=flat, found=found, palette=PALETTE)
