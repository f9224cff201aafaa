# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a user's .blend file into a Scene: `python -m cavendish.render.blender.blend FILE SCENE.npz NOTES.json`.

No script of the file is run, and it may hang on no other file: its SHA-256 says all that the scene is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render.blender.blend_light import lights_of, world_of
from cavendish.render.blender.blend_mesh import parts_of
from cavendish.render.blender.evaluated import SURFACES
from cavendish.render.blender.materials.truth import INSTANCE_PROPERTY
from cavendish.scenes.scene import Asset, Float, Object, Part, Region, Scene
from cavendish.scenes.store import save

CLASS = "class"
AIR = "air"  # Empties of this name, or air.001 and so on
OWN = frozenset({CLASS, INSTANCE_PROPERTY})
Key = tuple[object, ...]


@dataclass
class _Thing:
    """What becomes one Object: its class, attributes, its rigid pose, and parts as keys of shared geometry."""

    category: str
    attributes: dict[str, str]
    pose: Float
    parts: list[tuple[Key, tuple[Part, ...]]] = field(default_factory=list)


def read(path: Path) -> tuple[Scene, list[str]]:
    """The Scene of a .blend file, and what of the file is not in it. Raises ValueError with the cure."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=False)
    _stands_alone()
    unit = bpy.context.scene.unit_settings
    scale = float(unit.scale_length) if unit.system != "NONE" else 1.0
    _as_rendered()
    things, ignored = _things(scale)
    if not things:
        raise ValueError(
            f"none of its {len(ignored)} objects carries the custom property `{CLASS}`; give each object that is to be seen one, "
            "such as 'chair' (Object Properties > Custom Properties)"
        )
    objects = _objects(things)
    scene = Scene(
        objects, lights_of(bpy.context.scene, scale), world_of(bpy.context.scene), (), _air(objects, scale)
    )
    return scene, _notes(ignored)


def _stands_alone() -> None:
    """Raises ValueError where the file takes geometry from other files, which its SHA-256 does not cover."""
    images = {bpy.path.abspath(image.filepath) for image in bpy.data.images}
    others = sorted(set(bpy.utils.blend_paths(absolute=True, packed=False)) - images - {""})
    if others:
        raise ValueError(
            f"it takes data from another file ({others[0]}); make it all local (Object > Relations > Make Local > All) and pack "
            "the rest (File > External Data > Pack Resources), so that the one file is the whole scene"
        )


def _as_rendered() -> None:
    """Blender evaluates for its viewport when a script asks; modifiers and visibility are set there as for renders."""
    for body in bpy.context.scene.objects:
        body.hide_viewport = body.hide_render
        body.hide_set(False)
        for modifier in body.modifiers:
            modifier.show_viewport = modifier.show_render
            if hasattr(modifier, "render_levels"):
                modifier.levels = modifier.render_levels
    bpy.context.view_layer.update()


def _things(scale: float) -> tuple[dict[Key, _Thing], set[str]]:
    """The things by owner, and the names of objects that belong to no class."""
    graph = bpy.context.evaluated_depsgraph_get()
    things: dict[Key, _Thing] = {}
    ignored: set[str] = set()
    shared: dict[Key, tuple[Part, ...]] = {}
    for instance in graph.object_instances:
        body = instance.object
        if not instance.show_self or body.type not in SURFACES:
            continue
        world = np.array(instance.matrix_world, np.float64)
        if abs(np.linalg.det(world[:3, :3])) < 1e-15:
            continue  # scaled to nothing
        key, owner = _owner(instance)
        if owner is None:
            ignored.add(body.name)
            continue
        if key not in things:
            base = world
            if (
                owner.name != body.name
            ):  # as that of its part: instanced, it stands elsewhere than where it lies
                lies = np.array(body.original.evaluated_get(graph).matrix_world, np.float64)
                parent = np.array(owner.evaluated_get(graph).matrix_world, np.float64)
                base = world @ np.linalg.inv(lies) @ parent if _instanced(instance, owner) else parent
            things[key] = _Thing(
                str(owner[CLASS]).strip().lower(), _attributes(owner), _rigid(_scaled(base, scale))
            )
        local = np.linalg.inv(things[key].pose) @ _scaled(world, scale)
        local[:3, :3] *= scale
        mesh = _geometry(body, local)
        if mesh not in shared:
            shared[mesh] = parts_of(body, local)
        things[key].parts.append((mesh, shared[mesh]))
    return {key: thing for key, thing in things.items() if any(parts for _, parts in thing.parts)}, ignored


def _owner(instance: bpy.types.DepsgraphObjectInstance) -> tuple[Key, bpy.types.Object | None]:
    """The object with a class that an instance belongs to, and a key of that one thing.

    Itself or a parent of it; else, where it is instanced, what instances it or a parent of that.
    """
    own = _classed(instance.object.original)
    parent = instance.parent.original if instance.is_instance and instance.parent else None
    if own is not None and own == _classed(parent):  # so come the letters of a text
        parent = None
    if own is not None and parent is not None:
        if parent.instance_type == "COLLECTION":  # its parts share one Empty
            return (parent.name, own.name), own
        return (parent.name, own.name, *instance.persistent_id), own
    if own is None and parent is not None:
        own = _classed(parent)
    return ((own.name,), own) if own is not None else ((), None)


def _instanced(instance: bpy.types.DepsgraphObjectInstance, owner: bpy.types.Object) -> bool:
    """Whether an instance's owner is instanced with it, and not what instances it."""
    return bool(instance.is_instance) and owner == _classed(instance.object.original)


def _classed(body: bpy.types.Object | None) -> bpy.types.Object | None:
    while body is not None and not isinstance(body.get(CLASS), str):
        body = body.parent
    return body


def _attributes(owner: bpy.types.Object) -> dict[str, str]:
    return {key: value for key, value in sorted(owner.items()) if key not in OWN and isinstance(value, str)}


def _geometry(body: bpy.types.Object, local: Float) -> Key:
    """What two bodies must have alike to share their geometry."""
    return (
        body.data.name if body.data else body.name,
        bool(body.modifiers) and body.name,
        (np.round(local, 5) + 0.0).tobytes(),
    )


def _rigid(pose: Float) -> Float:
    """The pose without its scale, shear and mirroring, which go into the mesh: the nearest rotation."""
    left, _, right = np.linalg.svd(pose[:3, :3])
    found = np.eye(4)
    found[:3, :3] = left @ np.diag([1, 1, np.sign(np.linalg.det(left @ right))]) @ right
    found[:3, 3] = pose[:3, 3]
    return found


def _scaled(pose: Float, scale: float) -> Float:
    found = pose.copy()
    found[:3, 3] *= scale
    return found


def _objects(things: dict[Key, _Thing]) -> tuple[Object, ...]:
    assets: dict[Key, Asset] = {}
    objects = []
    for number, key in enumerate(sorted(things, key=repr), start=1):
        thing = things[key]
        like: Key = (thing.category, *sorted(thing.attributes.items()), *(mesh for mesh, _ in thing.parts))
        if like not in assets:
            parts = tuple(part for _, parts in thing.parts for part in parts)
            assets[like] = Asset(thing.category, parts, thing.attributes)
        objects.append(Object(number, assets[like], thing.pose))
    return tuple(objects)


def _air(objects: Iterable[Object], scale: float) -> tuple[Region, ...]:
    """The boxes of the Empties called `air`; else what of the scene's middle is at the height of eyes."""
    boxes = []
    for body in sorted(bpy.context.scene.objects, key=lambda body: body.name):
        if body.type == "EMPTY" and body.name.partition(".")[0] == AIR:
            size = body.empty_display_size
            corners = size * np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1)
            pose = np.array(body.matrix_world, np.float64)
            points = scale * (pose[:3, :3] @ corners + pose[:3, 3:])
            boxes.append(_region(points.min(axis=1), points.max(axis=1)))
    if boxes:
        return tuple(boxes)
    points = np.concatenate(list(_corners(objects)))
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = (low + high) / 2, (high - low) / 2
    floor, top = low[2] + min(1.2, 0.4 * 2 * half[2]), low[2] + max(1.8, 0.7 * 2 * half[2])
    return (
        _region(
            np.array([*(middle - 0.8 * half)[:2], floor]),
            np.array([*(middle + 0.8 * half)[:2], min(top, floor + 1.0)]),
        ),
    )


def _corners(objects: Iterable[Object]) -> Iterator[Float]:
    for thing in objects:
        corners = np.array(np.meshgrid(*np.stack(thing.asset.extent, axis=1))).reshape(3, -1).T
        yield corners @ thing.pose[:3, :3].T + thing.pose[:3, 3]


def _region(low: npt.NDArray[Any], high: npt.NDArray[Any]) -> Region:
    a, b = (tuple(float(x) for x in np.round(corner, 6)) for corner in (low, high))
    return Region((a[0], a[1], a[2]), (b[0], b[1], b[2]))


def _notes(ignored: set[str]) -> list[str]:
    notes = [
        "materials of the .blend are drawn as the nearest of Cavendish's, by base colour, roughness and metal; a material's "
        "custom property `kind` names another"
    ]
    if ignored:
        some = ", ".join(sorted(ignored)[:4])
        notes.append(f"{len(ignored)} objects of the .blend have no `{CLASS}` and are left out: {some}")
    return notes


def main(path: Path, out: Path, notes: Path) -> None:
    """Read the file and write its scene and notes; what is wrong is the last line of standard error."""
    try:
        scene, said = read(path)
    except (ValueError, RuntimeError) as error:
        sys.stderr.write("\n" + " ".join(str(error).split()) + "\n")
        sys.exit(2)
    notes.write_text(json.dumps(said), encoding="utf-8")
    save(out, scene)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
