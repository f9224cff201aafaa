# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The Frame: one camera's picture, its exact truth, and the table of the objects in it; kept as a folder of files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.render import exr, png
from cavendish.render.object_truth import KNOWN, ObjectTruth, as_json, from_json
from cavendish.render.passes import ALWAYS


@dataclass(frozen=True)
class View:
    """The camera of a Frame. Sizes and intrinsics in pixels, pixel centres at +0.5.

    pose: camera to world, 4 rows of 4; camera axes +X right, +Y up, +Z towards the viewer.
    """

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float
    pose: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Item:
    """An object of the Frame's table. `box`: the pixel bounds left, top, right, bottom (exclusive) of what is visible.

    more: its amodal mask, 3-D box and occluders, those that the recipe asks for.
    pack: the pack, version, name and licence of what is not Cavendish's own.
    """

    id: int
    category: str
    thing: bool
    attributes: Mapping[str, str]
    pixels: int
    box: tuple[int, int, int, int] | None
    more: ObjectTruth | None = None
    pack: Mapping[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Edit:
    """The view after one change of its scene.

    change: what changed: its kind and what an instruction says of it (`scenes.changes`), with IDs of the Frame's table.
    rgb: (H, W, 3) uint8, from the same camera, exposed alike. mask: (H, W) bool, where the truth changed.
    source: where it comes from: the digests of the changed Scene, of the picture and of the mask.
    """

    change: Mapping[str, Any]
    rgb: npt.NDArray[np.uint8]
    mask: npt.NDArray[np.bool_]
    source: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Frame:
    """What one camera sees.

    rgb: (H, W, 3) uint8 sRGB.
    depth: (H, W) float32, metres from the camera plane (planar z), +inf where nothing is.
    normals: (H, W, 3) float32 unit vectors in camera space (+X right, +Y up, +Z to the viewer), NaN where nothing is.
    instances: (H, W) uint32, 0 where nothing is.
    items: the objects of the scene with what is seen of each.
    provenance: where the Frame comes from: builder, parameters, seed, scene, view, digests, versions.
    more: the optional passes that were asked for, by name (`render.passes`).
    edits: the view after changes of its scene, where the recipe asks for some.
    """

    rgb: npt.NDArray[np.uint8]
    depth: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    instances: npt.NDArray[np.uint32]
    view: View
    items: tuple[Item, ...]
    provenance: Mapping[str, Any]
    more: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()

    @property
    def truth(self) -> dict[str, npt.NDArray[Any]]:
        """Every pass by name."""
        return {name: getattr(self, name) for name in ALWAYS} | dict(self.more)


def seen(instances: npt.NDArray[np.uint32]) -> dict[int, tuple[int, tuple[int, int, int, int]]]:
    """Pixels and pixel bounds (left, top, right, bottom) of each instance in (H, W) uint32."""
    height, width = instances.shape
    # Runs of equal pixels within a row: far fewer than pixels, and each has its bounds at hand.
    begins = np.ones(instances.shape, bool)
    np.not_equal(instances[:, 1:], instances[:, :-1], out=begins[:, 1:])
    first = np.flatnonzero(begins)
    lengths = np.diff(first, append=instances.size)
    rows, left = np.divmod(first, max(width, 1))
    ids, index = np.unique(instances.reshape(-1)[first], return_inverse=True)
    counts = np.zeros(len(ids), int)
    low_x, low_y = np.full(len(ids), width), np.full(len(ids), height)
    high_x, high_y = np.zeros(len(ids), int), np.zeros(len(ids), int)
    np.add.at(counts, index, lengths)
    np.minimum.at(low_x, index, left)
    np.minimum.at(low_y, index, rows)
    np.maximum.at(high_x, index, left + lengths)
    np.maximum.at(high_y, index, rows + 1)
    return {
        int(i): (int(n), (int(a), int(b), int(c), int(d)))
        for i, n, a, b, c, d in zip(ids, counts, low_x, low_y, high_x, high_y, strict=True)
        if i != 0
    }


def write_frame(
    folder: Path, frame: Frame, keep: Iterable[str] | None = None, half_normals: bool = False
) -> None:
    """Write rgb.png, truth.exr (the passes in `keep`, or all; no file where none is kept) and frame.json into `folder`.

    The pictures and masks of edits are the targets of their pairs, and are written with these.
    """
    folder.mkdir(parents=True, exist_ok=True)
    png.write(folder / "rgb.png", frame.rgb)
    kept = None if keep is None else set(keep)
    truth = {name: pixels for name, pixels in frame.truth.items() if kept is None or name in kept}
    if truth:
        exr.write_truth(folder / "truth.exr", truth, half_normals=half_normals)
    view = frame.view
    text: dict[str, Any] = {
        "camera": {
            "width": view.width,
            "height": view.height,
            "K": [[view.fx, 0.0, view.cx], [0.0, view.fy, view.cy], [0.0, 0.0, 1.0]],
            "camera_to_world": view.pose,
            "axes": "camera: +x right, +y up, +z towards the viewer; world: z up; metres; pixel centres at +0.5",
        },
        "objects": [_row(item) for item in frame.items],
        "provenance": frame.provenance,
    }
    if frame.edits:
        text["edits"] = [{"change": edit.change, "source": edit.source} for edit in frame.edits]
    (folder / "frame.json").write_text(_lines(text), encoding="utf-8")


def read_frame(folder: Path) -> Frame:
    """Read a Frame back. Raises FileNotFoundError where a file is missing, ValueError where it lacks a pass."""
    text = json.loads((folder / "frame.json").read_text(encoding="utf-8"))
    truth = exr.read_truth(folder / "truth.exr")
    missing = [name for name in ALWAYS if name not in truth]
    if missing:
        raise ValueError(
            f"{folder / 'truth.exr'} holds no {', '.join(missing)}: the recipe's truth.keep left it out"
        )
    return Frame(
        rgb=png.read(folder / "rgb.png"),
        depth=truth.pop("depth"),
        normals=truth.pop("normals"),
        instances=truth.pop("instances"),
        view=view_of(text),
        items=items_of(text),
        provenance=text["provenance"],
        more=truth,
        edits=edits_of(folder, text),
    )


def view_of(text: Mapping[str, Any]) -> View:
    """The camera of a frame.json."""
    camera, k = text["camera"], text["camera"]["K"]
    pose = tuple(tuple(row) for row in camera["camera_to_world"])
    return View(camera["width"], camera["height"], k[0][0], k[1][1], k[0][2], k[1][2], pose)


def items_of(text: Mapping[str, Any]) -> tuple[Item, ...]:
    """The table of objects of a frame.json."""
    return tuple(_item(row) for row in text["objects"])


def edits_of(folder: Path, text: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits of a frame.json, as far as their pictures are there: the pairs may have been drawn without them."""
    found = []
    for number, row in enumerate(text.get("edits", ())):
        picture, mask = edit_files(folder, number)
        if not picture.is_file() or not mask.is_file():
            break
        found.append(Edit(row["change"], png.read(picture), png.read(mask)[..., 0] > 127, row["source"]))
    return tuple(found)


def edit_files(folder: Path, number: int) -> tuple[Path, Path]:
    """The picture and the mask of a view's edit."""
    return folder / f"edit-{number}.png", folder / f"edit-{number}.mask.png"


def _lines(text: Mapping[str, Any]) -> str:
    """JSON with a line for each key, and for each object of a list."""

    def written(value: Any) -> str:
        if isinstance(value, list):
            return "[\n " + ",\n ".join(json.dumps(entry, sort_keys=True) for entry in value) + "\n]"
        return json.dumps(value, sort_keys=True)

    return "{\n" + ",\n".join(f"{json.dumps(key)}: {written(text[key])}" for key in sorted(text)) + "\n}\n"


def _row(item: Item) -> dict[str, Any]:
    plain = asdict(replace(item, more=None))
    del plain["more"]
    if item.pack is None:
        del plain["pack"]
    return plain | (as_json(item.more) if item.more else {})


def _item(row: Mapping[str, Any]) -> Item:
    own = {key: value for key, value in row.items() if key not in KNOWN}
    own["box"] = row["box"] and tuple(row["box"])
    return Item(**own, more=from_json(row) if len(own) < len(row) else None)
