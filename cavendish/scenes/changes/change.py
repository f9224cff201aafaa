# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A change of a Scene, and what a camera sees of the Scene before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Asset, Camera, Float, Object, Scene

Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class Sight:
    """What a camera sees. depth (H, W) metres, normals (H, W, 3) in camera space, instances (H, W): as in a Frame.

    named: the objects that a prompt can speak of, each with the word that tells it from others of its class ('' where
    none is needed).
    """

    camera: Camera
    depth: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    instances: npt.NDArray[np.uint32]
    named: Mapping[int, str]


@dataclass(frozen=True, eq=False)
class Change:
    """A Scene after one change.

    facts: what changed, as JSON: its kind, and what an instruction must say. touched: the IDs of what is altered, gone
    or new; None where it is the light, and so everything.
    """

    scene: Scene
    facts: Mapping[str, Any]
    touched: frozenset[int] | None = None

    @property
    def kind(self) -> str:
        """The kind of change, a key of `CHANGES`."""
        return str(self.facts["kind"])


Draw = Callable[[Scene, Sight, Rng], Change | None]
CHANGES: dict[str, Draw] = {}


def change(kind: str) -> Callable[[Draw], Draw]:
    """Register the function that draws changes of a kind; it gives None where the scene has no room for one."""

    def register(draw: Draw) -> Draw:
        CHANGES[kind] = draw
        return draw

    return register


def spoken(scene: Scene, sight: Sight, rng: Rng, classes: frozenset[str]) -> list[Object]:
    """The objects of some classes that a prompt can name and that shed no light, in a drawn order."""
    found = [
        thing
        for thing in scene.objects
        if thing.id in sight.named
        and thing.category in classes
        and not thing.asset.lights
        and thing.motion is None
    ]
    return [found[int(k)] for k in rng.permutation(len(found))]


def about(kind: str, thing: Object, sight: Sight, **more: Any) -> dict[str, Any]:
    """The facts of a change of one object: its kind, the object, its class and what tells it from others."""
    facts = {"kind": kind, "object": thing.id, "class": thing.category}
    return facts | {"which": sight.named[thing.id]} | more


def fresh(scene: Scene) -> int:
    """An ID that no object of the scene has."""
    return max(thing.id for thing in scene.objects) + 1


def without(scene: Scene, ids: frozenset[int]) -> Scene:
    """The scene without some objects."""
    return replace(scene, objects=tuple(thing for thing in scene.objects if thing.id not in ids))


def redone(scene: Scene, things: Mapping[int, Object]) -> Scene:
    """The scene with other objects in the place of some, by ID."""
    return replace(scene, objects=tuple(things.get(thing.id, thing) for thing in scene.objects))


def joined(scene: Scene, asset: Asset, pose: Float) -> Scene:
    """The scene and one more object, whose ID is `fresh`."""
    return replace(scene, objects=(*scene.objects, Object(fresh(scene), asset, pose)))
