# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a Scene can be rendered: what is wrong with it in words, found in milliseconds. And what could be better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args, get_type_hints

import numpy as np

from cavendish.scenes.cameras import CAMERAS
from cavendish.scenes.materials import KINDS
from cavendish.scenes.ontology import is_known
from cavendish.scenes.scene import Asset, Light, Material, Mesh, Object, Part, Region, Scene

LARGEST_ID = 16_777_215
LIGHTS = get_args(get_type_hints(Light)["kind"])
EVEN = frozenset({"plain", "glass", "mirror"})  # kinds that look the same whatever the UVs


def faults(scene: object) -> Iterator[str]:
    """Each thing that keeps a scene from being rendered, in a sentence."""
    if not isinstance(scene, Scene):
        yield f"it returned {_a(scene)}, not a Scene; end it with `return Scene(objects, ...)`"
        return
    if not _all(scene.objects, Object):
        yield f"Scene.objects is {_a(scene.objects)}; it takes a tuple of Objects"
        return
    if not scene.objects:
        yield "the scene has no objects, so there is nothing to see"
    yield from _ids(scene.objects)
    yield from _poses([(_name(thing), thing.pose) for thing in scene.objects])
    seen: set[int] = set()
    for thing in scene.objects:
        if id(thing.asset) not in seen:
            seen.add(id(thing.asset))
            yield from (f"{_name(thing)}: {fault}" for fault in _asset(thing.asset, seen))
    if not _all(scene.lights, Light):
        yield f"Scene.lights is {_a(scene.lights)}; it takes a tuple of Lights"
    else:
        yield from (f"light {k}: {fault}" for k, light in enumerate(scene.lights) for fault in _light(light))
    yield from _air(scene)


def hints(scene: Scene) -> Iterator[str]:
    """What can be rendered and may not be meant: classes that are not in the ontology, parts without UVs."""
    strangers = Counter(thing.category for thing in scene.objects if not is_known(thing.category))
    for name, count in strangers.items():
        yield (
            f"the class {name!r} ({count} objects) is not in the ontology: prompts say {name!r} and "
            f"'{name}s', and take it for a thing that can be counted, unless the recipe's `classes` say better"
        )
    told: set[tuple[str, str]] = set()
    for thing in scene.objects:
        for part in thing.asset.parts:
            said = thing.category, part.material.kind
            if part.mesh.uvs is None and said[1] not in EVEN and said not in told:
                told.add(said)
                yield (
                    f"{_name(thing)} has a part of {said[1]} without UVs, so its pattern cannot be seen; "
                    "`cavendish.scenes.geometry.with_box_uvs(mesh)` gives it some, in metres"
                )


def _ids(objects: tuple[Object, ...]) -> Iterator[str]:
    for thing in objects:
        if isinstance(thing.id, bool) or not isinstance(thing.id, int | np.integer):
            yield f"{_name(thing)} has an ID that is {_a(thing.id)}; it takes a whole number from 1 to {LARGEST_ID:,}"
        elif not 1 <= thing.id <= LARGEST_ID:
            yield f"{_name(thing)} cannot have that ID: 0 is the background, and IDs go from 1 to {LARGEST_ID:,}"
    twice = [number for number, count in Counter(thing.id for thing in objects).items() if count > 1]
    if twice:
        both = ", ".join(thing.asset.category for thing in objects if thing.id == twice[0])
        yield f"the ID {twice[0]} stands for more than one object ({both}); each object takes one of its own"


def _poses(named: list[tuple[str, Any]]) -> Iterator[str]:
    whole: list[tuple[str, Any]] = []
    for name, pose in named:
        if not isinstance(pose, np.ndarray) or pose.shape != (4, 4):
            yield f"{name}: its pose is {_a(pose)}; it takes a (4, 4) array, such as geometry.translation(x, y, z)"
        else:
            whole.append((name, pose))
    if not whole:
        return
    poses = np.stack([pose for _, pose in whole]).astype(np.float64)
    finite = np.isfinite(poses).all(axis=(1, 2))
    poses[~finite] = np.eye(4)
    turn = poses[:, :3, :3]
    skew = np.abs(turn @ turn.transpose(0, 2, 1) - np.eye(3)).max(axis=(1, 2)) > 1e-3
    rigid = ~skew & (np.linalg.det(turn) > 0) & np.all(poses[:, 3] == (0, 0, 0, 1), axis=1)
    for k in np.flatnonzero(~(finite & rigid)):
        if not finite[k]:
            yield f"{whole[k][0]}: its pose holds a number that is not finite"
        else:
            yield f"{whole[k][0]}: its pose scales, shears or mirrors; poses only turn and move, so size the mesh instead"


def _asset(asset: object, seen: set[int]) -> Iterator[str]:
    if not isinstance(asset, Asset):
        yield f"its asset is {_a(asset)}, not an Asset"
        return
    if not isinstance(asset.category, str) or not asset.category.strip():
        yield f"its class is {asset.category!r}; it takes a name, such as 'chair'"
    if not _all(asset.parts, Part) or not asset.parts:
        yield f"its parts are {_a(asset.parts)}; it takes a tuple of one Part or more, as in (Part(mesh, material),)"
        return
    for k, part in enumerate(asset.parts):
        if id(part.mesh) not in seen:
            seen.add(id(part.mesh))
            yield from (f"part {k}: {fault}" for fault in _mesh(part.mesh))
        yield from (f"part {k}: {fault}" for fault in _material(part.material))
    yield from (f"its light {k}: {fault}" for k, light in enumerate(asset.lights) for fault in _light(light))


def _mesh(mesh: object) -> Iterator[str]:
    if not isinstance(mesh, Mesh):
        yield f"its mesh is {_a(mesh)}, not a Mesh"
        return
    count, faces = len(mesh.vertices), len(mesh.faces)
    shapes: list[tuple[str, Any, tuple[int, ...], str]] = [
        ("vertices", mesh.vertices, (count, 3), "f"),
        ("faces", mesh.faces, (faces, 3), "iu"),
        ("normals", mesh.normals, (count, 3), "f"),
        ("uvs", mesh.uvs, (faces, 3, 2), "f"),
        *(
            (f"layer {key!r}", layer, (faces, 3, *np.shape(layer)[2:3]), "f")
            for key, layer in mesh.layers.items()
        ),
    ]
    sound = True
    for name, array, shape, kinds in shapes:
        if array is None and name in ("normals", "uvs"):
            continue
        if not isinstance(array, np.ndarray) or array.shape != shape or array.dtype.kind not in kinds:
            sound = False
            numbers = "floats" if kinds == "f" else "whole numbers"
            yield f"its {name} are {_a(array)}; they take an array of {numbers} of the shape {shape}"
        elif kinds == "f" and not np.isfinite(array.sum()):  # a sum is quicker, and NaN and inf survive it
            bad = np.flatnonzero(~np.isfinite(array.reshape(len(array), -1)).all(axis=1))
            if len(bad):
                of = "vertex" if name in ("vertices", "normals") else "face"
                yield f"its {name} are not finite at {len(bad)} of {len(array)}, first at {of} {bad[0]}"
    if not sound:
        return
    if not faces:
        yield "its mesh has no faces"
    elif mesh.faces.min() < 0 or mesh.faces.max() >= count:
        bad = np.flatnonzero(((mesh.faces < 0) | (mesh.faces >= count)).any(axis=1))
        yield f"face {bad[0]} is {mesh.faces[bad[0]].tolist()}, and there are vertices 0 to {count - 1}"


def _material(material: object) -> Iterator[str]:
    if not isinstance(material, Material):
        yield f"its material is {_a(material)}, not a Material; take one of cavendish.scenes.materials"
    elif material.kind not in KINDS:
        near = get_close_matches(material.kind, KINDS, n=1, cutoff=0.5)
        cure = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(KINDS))}"
        yield f"there is no material of kind {material.kind!r}; {cure}"


def _light(light: Light) -> Iterator[str]:
    if light.kind not in LIGHTS:
        yield f"there is no light of kind {light.kind!r}; known are {', '.join(LIGHTS)}"
    if not np.isfinite(light.power) or light.power < 0:
        yield f"its power is {light.power} W"
    if not isinstance(light.pose, np.ndarray) or light.pose.shape != (4, 4):
        yield f"its pose is {_a(light.pose)}; it takes a (4, 4) array"
    elif not np.isfinite(light.pose).all():
        yield "its pose holds a number that is not finite"


def _air(scene: Scene) -> Iterator[str]:
    if not _all(scene.air, Region) or not scene.air:
        yield f"Scene.air is {_a(scene.air)}; it takes a tuple of one Region or more, where a camera may be"
        return
    for k, region in enumerate(scene.air):
        if not np.isfinite([region.low, region.high]).all() or np.any(
            np.subtract(region.high, region.low) < 0
        ):
            yield f"air region {k} goes from {region.low} to {region.high}; its low corner must be under its high one"
    strange = [style for style in scene.styles if style not in CAMERAS]
    if strange or not scene.styles:
        yield f"Scene.styles is {scene.styles}; known are {', '.join(sorted(CAMERAS))}"


def _name(thing: Object) -> str:
    return f"object {thing.id} ({getattr(thing.asset, 'category', '?')})"


def _all(values: object, kind: type) -> bool:
    return isinstance(values, tuple) and all(isinstance(value, kind) for value in values)


def _a(value: object) -> str:
    """A wrong value in a few words."""
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} of the shape {value.shape}"
    if isinstance(value, list | tuple):
        kinds = sorted({type(item).__name__ for item in value})
        return f"a {type(value).__name__} of {', '.join(kinds) or 'nothing'}"
    return (
        "None"
        if value is None
        else f"{'an' if type(value).__name__[0] in 'aeiouAEIOU' else 'a'} {type(value).__name__}"
    )
