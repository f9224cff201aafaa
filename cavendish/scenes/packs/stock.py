# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What builders draw from where a recipe names packs: our own samplers, and beside them the packs' assets by class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from cavendish.scenes.assets import ASSETS, Sampler
from cavendish.scenes.cutouts import has_holes
from cavendish.scenes.ontology import category
from cavendish.scenes.packs import prepared
from cavendish.scenes.packs.choice import PackChoice
from cavendish.scenes.packs.pack import AssetRow, MaterialRow, Pack, PackError, Stands
from cavendish.scenes.scene import Asset, Material, Object, Packed, Part, Scene, Support

Rng = np.random.Generator
ANY = "thing"  # the parent of what the ontology says nothing of


def things(packs: Sequence[PackChoice]) -> Mapping[str, Sampler]:
    """Samplers by class: ours and the packs'. A class that no pack has is ours alone. Raises PackError.

    A pack of weight w is drawn from w times as often as our own generator of the class; where there is none of ours,
    the packs are alone.
    """
    if not packs:
        return ASSETS
    ready(packs)
    rows: dict[str, list[tuple[float, Pack, tuple[AssetRow, ...]]]] = {}
    for choice in packs:
        for name, found in choice.pack.classes.items():
            if choice.weight > 0 and (choice.classes is None or name in choice.classes):
                rows.setdefault(name, []).append((choice.weight, choice.pack, found))
    mixed = {name: _Mixed(name, tuple(found), ASSETS.get(name)) for name, found in rows.items()}
    return {**ASSETS, **mixed}


def suited(mixed: Mapping[str, Sampler], own: Mapping[str, Sampler]) -> Mapping[str, Sampler]:
    """Samplers with some of our own made to suit a scene (its season, its hour); packs keep their shares."""
    made = {
        name: replace(there, own=make) if isinstance(there := mixed.get(name), _Mixed) else make
        for name, make in own.items()
    }
    return {**mixed, **made}


def kin(mixed: Mapping[str, Sampler], names: Iterable[str], stands: Stands) -> tuple[str, ...]:
    """The classes that packs alone bring, that stand so, and that have the parent of one of `names` in the ontology.

    Builders put them where they put those; without packs there are none.
    """
    parents = {category(name).parent for name in names} - {ANY}
    return tuple(
        name
        for name, sampler in sorted(mixed.items())
        if isinstance(sampler, _Mixed) and sampler.own is None and category(name).parent in parents
        if all(row.stands == stands for _, _, rows in sampler.packs for row in rows)
    )


def ready(packs: Iterable[PackChoice], heard: prepared.Heard | None = None) -> None:
    """Make all that may be drawn from packs ready on this machine. Raises PackError for what cannot be."""
    jobs = [prepared.job(choice.pack, row) for choice in packs for row in _drawn(choice)]
    failed = prepared.prepare(jobs, heard)
    if failed:
        one = next(job for job in jobs if job.key in failed)
        more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        reason = failed[one.key]
        said = reason if reason.startswith(one.name) else f"{one.name}: {reason}"
        raise PackError(
            f"{said}{more}; `cavendish packs check {one.pack.folder}` tells all, take it out of pack.yaml"
        )


def asset_of(pack: Pack, row: AssetRow) -> Asset:
    """An asset of a pack that is ready: one object a process, so that things that are alike share it."""
    return _asset(prepared.job(pack, row).key, pack.name, pack.version, pack.licence_of(row), _Frozen(row))


def again(packed: Packed) -> Asset:
    """The asset of a reference, with its parts alone, for `scenes.store.load`. Raises PackError."""
    return _credited(prepared.asset(packed.key), packed)


def wear(scene: Scene, packs: Sequence[PackChoice], rng: Rng) -> Scene:
    """The scene with some of its surfaces in the packs' materials, those that a pack has of the kind.

    Each material of the scene is replaced or left as a whole, so that what is alike stays alike.
    """
    worn = [choice for choice in packs if choice.materials > 0 and choice.pack.materials]
    if not worn:
        return scene
    known: dict[str, Material] = {}
    assets: dict[int, Asset] = {}

    def dressed(material: Material) -> Material:
        name = repr(material)
        if name not in known:
            known[name] = _worn(material, worn, rng)
        return known[name]

    objects = []
    for thing in scene.objects:
        key = id(thing.asset)
        if key not in assets:
            parts = tuple(Part(part.mesh, dressed(part.material)) for part in thing.asset.parts)
            changed = any(
                a is not b.material
                for a, b in zip((p.material for p in parts), thing.asset.parts, strict=True)
            )
            assets[key] = (
                replace(thing.asset, parts=parts) if changed and not thing.asset.packed else thing.asset
            )
        objects.append(Object(thing.id, assets[key], thing.pose, thing.motion))
    return replace(scene, objects=tuple(objects))


def _worn(material: Material, worn: Sequence[PackChoice], rng: Rng) -> Material:
    offers = [
        (choice.pack, row, choice.materials)
        for choice in worn
        for row in choice.pack.materials
        if material.kind in row.kinds and not material.packed
    ]
    draw, pick = float(rng.random()), float(rng.random())
    if not offers or has_holes(material):  # a pack's would have none
        return material
    weight = sum({pack.name: share for pack, _, share in offers}.values())
    if draw * (1 + weight) >= weight:
        return material
    shares = np.cumsum([share for _, _, share in offers])
    pack, row, _ = offers[int(np.searchsorted(shares / shares[-1], pick, side="right"))]
    packed = Packed(pack.name, pack.version, row.name, pack.licence_of(row), prepared.job(pack, row).key)
    return Material(material.kind, {**material.parameters, "color": row.color}, packed)


@dataclass(frozen=True, eq=False)
class _Mixed:
    """Draws one of a class from packs or from our own generator, by their weights."""

    name: str
    packs: tuple[tuple[float, Pack, tuple[AssetRow, ...]], ...]
    own: Sampler | None

    def __call__(self, rng: Rng) -> Asset:
        weights = np.array([weight for weight, _, _ in self.packs] + [1.0] * (self.own is not None))
        pick = int(np.searchsorted(np.cumsum(weights) / weights.sum(), rng.random(), side="right"))
        if pick < len(self.packs):
            _, pack, rows = self.packs[pick]
            return asset_of(pack, rows[int(rng.integers(len(rows)))])
        assert self.own is not None
        return self.own(rng)


@dataclass(frozen=True)
class _Frozen:
    """A row that can be hashed, by its name: rows of one pack and version with one key and one name are the same."""

    row: AssetRow

    def __hash__(self) -> int:
        return hash(self.row.name)


@lru_cache(maxsize=1024)
def _asset(key: str, pack: str, version: str, licence: str, frozen: _Frozen) -> Asset:
    row = frozen.row
    made = replace(
        prepared.asset(key),
        category=row.category,
        attributes=dict(row.attributes),
        supports=tuple(Support(s.x, s.y, s.z, s.headroom) for s in row.supports),
    )
    return _credited(made, Packed(pack, version, row.name, licence, key))


def _credited(made: Asset, packed: Packed) -> Asset:
    parts = tuple(
        Part(
            part.mesh,
            replace(part.material, packed=replace(packed, slot=part.material.packed.slot))
            if part.material.packed
            else part.material,
        )
        for part in made.parts
    )
    return replace(made, parts=parts, packed=packed)


def _drawn(choice: PackChoice) -> Iterator[AssetRow | MaterialRow]:
    """What may be drawn from a pack."""
    if choice.weight > 0:
        for row in choice.pack.assets:
            if choice.classes is None or row.category in choice.classes:
                yield row
    if choice.materials > 0:
        yield from choice.pack.materials
