# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Look a pack through: does every file load, is it the size of its kind, do its faces look outward, is it licensed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from cavendish.scenes.materials import KINDS
from cavendish.scenes.ontology import category, is_known
from cavendish.scenes.packs import prepared, stock
from cavendish.scenes.packs.pack import FILE, AssetRow, MaterialRow, Pack, PackError, inside
from cavendish.scenes.scene import Asset, Float

NEAR = 0.02  # how far, relative, an asset may be off the size that its row states; or 5 mm
WIDE = 1.5  # how far, as a factor, it may be off the sizes of its class before that is an error
INWARD = 0.05  # the share of its area whose normals may look inward
PLAIN = frozenset({".jpg", ".jpeg", ".png", ".md", ".txt", ".json", ".yaml", ".csv", ""})


@dataclass(frozen=True)
class Finding:
    """Something about an entry of a pack (or the pack, where name is empty): an error keeps it from use."""

    level: Literal["error", "warning"]
    name: str
    said: str


def inspect(pack: Pack, heard: prepared.Heard | None = None) -> Iterator[Finding]:
    """Make all of a pack ready, and tell everything that is wrong with it."""
    yield from _folder(pack)
    failed = prepared.prepare([prepared.job(pack, row) for row in pack.rows], heard)
    for row in pack.rows:
        yield from (Finding(level, row.name, said) for level, said in _row(pack, row))
        key = prepared.job(pack, row).key
        if key in failed:
            yield Finding("error", row.name, failed[key].removeprefix(f"{pack.name}: {row.name}: "))
            continue
        yield from (Finding("warning", row.name, note) for note in prepared.notes(key))
        if isinstance(row, AssetRow):
            try:
                asset = stock.asset_of(pack, row)
            except PackError as error:
                yield Finding("error", row.name, str(error))
                continue
            yield from (Finding(level, row.name, said) for level, said in _asset(row, asset))


Said = tuple[Literal["error", "warning"], str]


def _folder(pack: Pack) -> Iterator[Finding]:
    listed = {FILE}
    for row in pack.rows:
        listed |= {row.file, *row.files, *([row.thumbnail] if row.thumbnail else [])}
    strangers = []
    for path in sorted(pack.folder.rglob("*")):
        name = path.relative_to(pack.folder).as_posix()
        shown = name if name.isprintable() else repr(name)
        if path.is_symlink():
            yield Finding("error", "", f"{shown} is a link; a pack holds its files itself")
        elif path.is_file() and name not in listed and path.suffix.lower() not in PLAIN:
            strangers.append(shown)
    if strangers:
        yield Finding("warning", "", f"{len(strangers)} files are not in {FILE}, such as {strangers[0]}")


def _row(pack: Pack, row: AssetRow | MaterialRow) -> Iterator[Said]:
    if not (row.source or pack.source):
        yield "warning", "it has no source, nor has the pack: say where it comes from"
    if row.thumbnail:
        try:
            inside(pack.folder, row.thumbnail, "its thumbnail")
        except PackError as error:
            yield "error", str(error)
    if isinstance(row, MaterialRow):
        unknown = [kind for kind in row.kinds if kind not in KINDS]
        if unknown:
            yield (
                "error",
                f"there is no kind of material {unknown[0]!r}; known are {', '.join(sorted(KINDS))}",
            )
    elif not is_known(row.category):
        yield (
            "warning",
            f"the class {row.category!r} is not in the ontology; a recipe's `classes` can describe it",
        )


def _asset(row: AssetRow, asset: Asset) -> Iterator[Said]:
    low, high = asset.extent
    size = high - low
    if np.any(np.abs(size - row.size) > np.maximum(NEAR * size, 0.005)):
        yield "error", f"it measures {_metres(size)}, and its row says {_metres(np.array(row.size))}"
    yield from _plausible(row, size)
    count = sum(len(part.mesh.faces) for part in asset.parts)
    if not 0.5 * count <= row.faces <= 1.02 * count + 1:
        yield "warning", f"it has {count:,} triangles, and its row says {row.faces:,} faces"
    inward = _inward(asset)
    if inward > 0.5:
        yield (
            "error",
            "it is inside out: turn its faces over (in Blender: Mesh > Normals > Recalculate Outside)",
        )
    elif inward > INWARD:
        yield "warning", f"the normals on {inward:.0%} of its area look away from their faces' front"
    for support in row.supports:
        if not (low[2] - 0.005 <= support.z <= high[2] + 0.005) or any(
            a < low[axis] - 0.005 or b > high[axis] + 0.005 or a >= b
            for axis, (a, b) in enumerate((support.x, support.y))
        ):
            yield "error", f"its support at z = {support.z:g} m lies outside of it"


def _plausible(row: AssetRow, size: Float) -> Iterator[Said]:
    usual = category(row.category).size
    if usual is None:
        return
    for side, (least, most), word in zip(size, usual, ("wide", "deep", "high"), strict=True):
        if side < least / WIDE or side > most * WIDE:
            yield (
                "error",
                (
                    f"it is {side:.3g} m {word}, and a {row.category} is {least:g} to {most:g}: mend `scale`, `up` or `front`"
                ),
            )
        elif not least <= side <= most:
            yield "warning", f"it is {side:.3g} m {word}; a {row.category} is {least:g} to {most:g} as a rule"


def _inward(asset: Asset) -> float:
    """The share of an asset's area that looks inward: all of it where its volume is negative, else what its normals say."""
    volume = area = wrong = 0.0
    for part in asset.parts:
        corners = part.mesh.vertices.astype(np.float64)[part.mesh.faces]
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]) / 2
        sizes = np.linalg.norm(across, axis=1)
        middle = (asset.extent[0] + asset.extent[1]) / 2
        volume += float(np.sum((corners[:, 0] - middle) * across) / 3)
        area += float(sizes.sum())
        if part.mesh.normals is not None:
            shading = part.mesh.normals.astype(np.float64)[part.mesh.faces].sum(axis=1)
            wrong += float(sizes[np.sum(shading * across, axis=1) < 0].sum())
    closed = abs(volume) > 0.02 * float(np.prod(asset.extent[1] - asset.extent[0]))
    return 1.0 if closed and volume < 0 else wrong / max(area, 1e-12)


def _metres(size: Float) -> str:
    return " x ".join(f"{side:.3g}" for side in size) + " m"
