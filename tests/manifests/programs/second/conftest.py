# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A second evaluator: it looks at masks, depth and the table of objects alone, and knows no margin."""

from __future__ import annotations

import colorsys
import os
from collections.abc import Callable
from itertools import chain, islice
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.programs import (
    Affords,
    Attribute,
    Count,
    Kind,
    Most,
    Program,
    Related,
    propose,
    question,
    say,
    view_graph,
)
from cavendish.manifests.prompts import load
from cavendish.render.frame import Frame
from cavendish.scenes.ontology import category

COUNT = int(os.environ.get("CAVENDISH_EXPRESSIONS", "2000"))
FRAMES = max(COUNT // 140, 8)  # rooms; a few of them have little to say


class Eye:
    """Looks at one Frame; an expression is either true of an object or not."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.known: dict[tuple[str, int, int], bool] = {}
        view, depth = frame.view, frame.depth.astype(float)
        v, u = np.mgrid[0 : view.height, 0 : view.width] + 0.5
        pose, away = np.array(view.pose), np.where(np.isfinite(depth), depth, 1e6)
        cam = np.stack([(u - view.cx) / view.fx * away, (view.cy - v) / view.fy * away, -away], -1)
        self.world = cam @ pose[:3, :3].T + pose[:3, 3]
        least = 1e-4 * depth.size
        self.mask = {i.id: frame.instances == i.id for i in frame.items}
        self.mask = {key: mask for key, mask in self.mask.items() if mask.sum() >= least}
        self.item = {i.id: i for i in frame.items if i.id in self.mask}
        self.points = {key: self.world[mask] for key, mask in self.mask.items()}
        self.pixel = {key: np.argwhere(mask) for key, mask in self.mask.items()}

    def find(self, program: Program) -> set[int]:
        named = any(isinstance(step, Kind) for step in program.steps)
        left = [key for key, item in self.item.items() if item.thing or named]
        for step in program.steps:
            match step:
                case Kind(of):
                    left = [key for key in left if self.item[key].category == of]
                case Affords(use):
                    left = [key for key in left if use in (category(self.item[key].category).affords or ())]
                case Attribute("color", value):
                    left = [key for key in left if self.color(key) == value]
                case Attribute("material", value):
                    left = [key for key in left if self.item[key].attributes.get("material") == value]
                case Attribute("size", value):
                    ranked = self.ranked(left, value)
                    left = ranked[:1] if len(ranked) > 1 else []
                case Related(relation, to):
                    anchors = self.find(to)
                    left = [k for k in left if any(self.holds(relation, k, a) for a in anchors)]
                case Most(by, rank):
                    left = self.ranked(left, by)[rank - 1 : rank] if len(left) > 1 else []
                case Count(of):
                    assert not left or len(left) == of, f"{len(left)} and not {of}"
        return set(left)

    def holds(self, relation: str, one: int, other: int) -> bool:
        key = (relation, one, other)
        if key not in self.known:
            self.known[key] = one != other and getattr(self, relation)(one, other)
        return self.known[key]

    def ranked(self, keys: list[int], by: str) -> list[int]:
        score: Callable[[int], float] = {
            "left": lambda k: self.pixel[k][:, 1].mean(),
            "right": lambda k: -self.pixel[k][:, 1].mean(),
            "near": lambda k: self.away(k),
            "far": lambda k: -self.away(k),
            "large": lambda k: -len(self.pixel[k]),
            "small": lambda k: len(self.pixel[k]),
            "tall": lambda k: -float(np.ptp(self.pixel[k][:, 0])),
        }[by]
        return sorted(keys, key=score)

    def away(self, key: int) -> float:
        return float(np.median(self.frame.depth[self.mask[key]]))

    def color(self, key: int) -> str:
        red, green, blue = (np.median(self.frame.rgb[self.mask[key]], axis=0) / 255).tolist()
        hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
        hue *= 360
        if saturation < 0.12 or value < 0.16:
            return "white" if value > 0.82 else "black" if value < 0.16 else "gray"
        if 15 <= hue < 40:
            return "brown" if value < 0.52 and saturation > 0.4 else "orange" if saturation > 0.7 else "none"
        ranges = {
            "yellow": (45, 62),
            "green": (70, 160),
            "blue": (205, 250),
            "purple": (265, 305),
            "pink": (325, 350),
        }
        if hue < 12 or hue > 350:
            return "red" if saturation > 0.6 else "none"
        return next((word for word, (a, b) in ranges.items() if a <= hue < b and saturation > 0.3), "none")

    def left(self, one: int, other: int) -> bool:
        return self.pixel[one][:, 1].mean() < self.pixel[other][:, 1].mean()

    def right(self, one: int, other: int) -> bool:
        return self.left(other, one)

    def nearer(self, one: int, other: int) -> bool:
        return self.away(one) < self.away(other)

    def farther(self, one: int, other: int) -> bool:
        return self.away(one) > self.away(other)

    def columns(self, one: int, other: int) -> bool:
        a, b = self.pixel[one][:, 1], self.pixel[other][:, 1]
        return max(a.min(), b.min()) <= min(a.max(), b.max())

    def behind(self, one: int, other: int) -> bool:
        return self.away(one) > self.away(other) and self.columns(one, other)

    def in_front(self, one: int, other: int) -> bool:
        return self.behind(other, one)

    def on(self, one: int, other: int) -> bool:
        """Below the lowest pixel of most columns of its foot lies the other, at the height of the foot."""
        if self.item[other].category in ("wall", "ceiling") or not self.item[one].thing:
            return False
        low = np.percentile(self.points[one][:, 2], 3)
        feet = hits = 0
        for column in np.unique(self.pixel[one][:, 1]):
            for row in np.flatnonzero(np.diff(self.mask[one][:, column].astype(int)) == -1):
                here, under = self.world[row, column], self.world[row + 1, column]
                if (
                    here[2] > low + 0.08
                    or self.frame.depth[row + 1, column] < self.frame.depth[row, column] - 0.35
                ):
                    continue
                feet += 1
                hits += bool(self.mask[other][row + 1, column]) and abs(under[2] - here[2]) < 0.12
        return feet > 0 and hits / feet > 0.4

    def supports(self, one: int, other: int) -> bool:
        return self.on(other, one)

    def span(self, key: int) -> tuple[Any, Any]:
        return np.percentile(self.points[key], 1, axis=0), np.percentile(self.points[key], 99, axis=0)

    def ground(self, one: int, other: int, grown: float) -> float:
        """The share of the points of one that lie over the ground of the other."""
        low, high = self.span(other)
        spots = self.points[one][:, :2]
        return float(np.all((spots > low[:2] - grown) & (spots < high[:2] + grown), axis=1).mean())

    def under(self, one: int, other: int) -> bool:
        if self.on(other, one) and not self.inside(other, one):
            return True
        lower = self.span(one)[1][2] < self.span(other)[1][2] - 0.05
        table = (
            category(self.item[other].category).parent == "table-like" or self.item[other].category == "bed"
        )
        return table and lower and self.ground(one, other, 0.05) > 0.5 and not self.on(one, other)

    def above(self, one: int, other: int) -> bool:
        higher = self.span(one)[0][2] > self.span(other)[1][2] - 0.1
        return (
            higher
            and self.columns(one, other)
            and self.pixel[one][:, 0].mean() < self.pixel[other][:, 0].mean()
        )

    def below(self, one: int, other: int) -> bool:
        return self.above(other, one)

    def beside(self, one: int, other: int) -> bool:
        (a, b), (c, d) = self.span(one), self.span(other)
        gap = np.maximum(np.maximum(c - b, a - d)[:2], 0)
        return float(np.linalg.norm(gap)) < 0.8

    def inside(self, one: int, other: int) -> bool:
        if not category(self.item[other].category).encloses:
            return False
        low, high = self.span(other)
        foot = self.span(one)[0][2]
        smaller = len(self.pixel[one]) < len(self.pixel[other])
        return self.ground(one, other, 0.12) > 0.8 and low[2] - 0.05 < foot < high[2] - 0.03 and smaller

    def contains(self, one: int, other: int) -> bool:
        return self.inside(other, one)

    def rests_on(self, one: int, other: int, depth: int = 0) -> bool:
        if self.holds("on", one, other):
            return True
        steps = [
            k
            for k in self.item
            if k not in (one, other) and (self.holds("on", one, k) or self.inside(one, k))
        ]
        return depth < 3 and any(self.rests_on(k, other, depth + 1) for k in steps)


@pytest.fixture(scope="session")
def eye() -> type[Eye]:
    """Eye(frame).find(program): the IDs of the objects that it means; AssertionError where a count is wrong."""
    return Eye


@pytest.fixture(scope="session")
def expressions(boxes: SimpleNamespace) -> list[tuple[Frame, Any, str]]:
    """Expressions of referring and reasoning, each with what is said, spread over rooms; every one of a room differs."""
    found: list[tuple[Frame, Any, str]] = []
    referring = load("referring")
    reasoning = {**referring, **load("reasoning")}
    each = COUNT * 11 // (FRAMES * 10) + 4  # a few rooms have little to say
    for seed, frame in enumerate(map(boxes.room, range(FRAMES))):
        rng, graph = np.random.default_rng(seed), view_graph(frame)
        shares = (each * 5 // 10, each * 3 // 10, each * 2 // 10)
        sources = (
            propose.positives(graph, dict.fromkeys(propose.KINDS, 1.0), rng),
            propose.negatives(graph, 0.8, rng),
            chain(
                islice(question.questions(graph, dict.fromkeys(question.KINDS, 1.0), rng), shares[2] * 2),
                question.unanswered(graph, dict.fromkeys(question.KINDS, 1.0), rng),
            ),
        )
        told = set()
        for k, (source, share) in enumerate(zip(sources, shares, strict=True)):
            mine = 0
            for expression in islice(source, 6 * share):
                if expression.program in told:
                    continue
                told.add(expression.program)
                text = ""
                if k < 2:
                    text = say(expression.program, referring, rng)
                else:
                    text = question.asked(expression, graph, reasoning, rng)[0]
                found.append((frame, expression, text))
                mine += 1
                if mine == share:
                    break
    return found
