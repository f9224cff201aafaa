# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A Scene as one file (.npz), and its digest. Shared assets and meshes stay shared; those of packs are named by key."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from cavendish.scenes import scene as nouns
from cavendish.scenes.packs.pack import PackError
from cavendish.scenes.scene import Asset, Packed, Scene

Array = npt.NDArray[Any]
_NOUNS = {
    name: noun
    for name, noun in vars(nouns).items()
    if isinstance(noun, type) and dataclasses.is_dataclass(noun)
}
_SHARED = (nouns.Asset, nouns.Mesh)


def save(path: Path, scene: Scene) -> None:
    """Write a scene; the suffix should be .npz."""
    tree, arrays = _flatten(scene)
    text = np.frombuffer(json.dumps(tree).encode(), np.uint8)
    with path.open("wb") as file:
        named: dict[str, Any] = {f"a{k}": array for k, array in enumerate(arrays)}
        np.savez_compressed(file, scene=text, **named)


def load(path: Path, packed: Callable[[Packed], Asset] | None = None) -> Scene:
    """Read a scene back. packed: gets an asset of a pack, and may raise PackError.

    Raises ValueError where the file is no saved scene.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            tree = json.loads(file["scene"].tobytes())
            arrays = [file[f"a{k}"] for k in range(len(file.files) - 1)]
        scene = _rebuild(tree, arrays, {}, packed)
    except PackError:
        raise
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError, BadZipFile) as error:
        raise ValueError(f"{path} is not a saved scene") from error
    if not isinstance(scene, Scene):
        raise ValueError(f"{path} is not a saved scene")
    return scene


def digest(scene: Scene) -> str:
    """SHA-256 of all that a scene holds."""
    tree, arrays = _flatten(scene)
    total = hashlib.sha256(json.dumps(tree, sort_keys=True).encode())
    for array in arrays:
        total.update(f"{array.dtype.str}{array.shape}".encode())
        total.update(np.ascontiguousarray(array).data)
    return total.hexdigest()


def _flatten(scene: Scene) -> tuple[Any, list[Array]]:
    """A JSON tree with arrays replaced by their numbers, and the arrays."""
    arrays: list[Array] = []
    shared: dict[int, int] = {}

    def plain(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            arrays.append(value)
            return {"array": len(arrays) - 1}
        if dataclasses.is_dataclass(value):
            if isinstance(value, _SHARED):
                if id(value) in shared:
                    return {"same": shared[id(value)]}
                shared[id(value)] = len(shared)
            fields = {
                field.name: plain(getattr(value, field.name))
                for field in dataclasses.fields(value)
                if not (field.name == "parts" and isinstance(value, Asset) and value.packed)
            }
            label = {"shared": shared[id(value)]} if isinstance(value, _SHARED) else {}
            return {"noun": type(value).__name__, **label, "fields": fields}
        if isinstance(value, Mapping):
            return {"map": {str(key): plain(item) for key, item in value.items()}}
        if isinstance(value, tuple | list):
            return [plain(item) for item in value]
        return value.item() if isinstance(value, np.generic) else value

    return plain(scene), arrays


def _rebuild(tree: Any, arrays: list[Array], shared: dict[int, Any], packed: Any) -> Any:
    def again(part: Any) -> Any:
        return _rebuild(part, arrays, shared, packed)

    if isinstance(tree, list):
        return tuple(again(item) for item in tree)
    if not isinstance(tree, dict):
        return tree
    if "array" in tree:
        return arrays[tree["array"]]
    if "same" in tree:
        return shared[tree["same"]]
    if "map" in tree:
        return {key: again(item) for key, item in tree["map"].items()}
    fields = {key: again(item) for key, item in tree["fields"].items()}
    if tree["noun"] == "Asset" and "parts" not in fields:
        if packed is None:
            raise ValueError(f"{fields['packed'].name} is of the pack {fields['packed'].pack}")
        fields["parts"] = packed(fields["packed"]).parts
    noun = _NOUNS[tree["noun"]](**fields)
    if "shared" in tree:
        shared[tree["shared"]] = noun
    return noun
