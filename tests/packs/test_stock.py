# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What builders draw where a recipe names packs: by weight, from one generator, as assets that know where they come from."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from cavendish.engine.worker import _credit, _worn
from cavendish.scenes import materials, store
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.cutouts import solid
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.packs import prepared, stock
from cavendish.scenes.packs.choice import Choice, PackChoice
from cavendish.scenes.packs.pack import PackError, read
from cavendish.scenes.scene import Asset, Object, Part, Scene

Make = Callable[..., Path]
Entry = Callable[..., dict[str, Any]]


pytestmark = pytest.mark.extra  # a process that stands for Blender is started


def choose(folder: Path, **more: Any) -> PackChoice:
    found: PackChoice = TypeAdapter(Choice).validate_python({"path": str(folder), **more})
    return found


@pytest.fixture
def seats(shared: Path, make: Make, entry: Entry) -> Path:
    """A pack of three chairs, one mug and something that nobody else has."""
    rows = [entry(f"c{k}", text=f"box 1 1 {k + 1}", size=[1, 1, k + 1]) for k in range(3)]
    rows[0] |= {"attributes": {"color": "red"}, "supports": [{"x": [-0.5, 0.5], "y": [-0.5, 0.5], "z": 1}]}
    return make([*rows, entry("m", "mug", text="box 2 2 2"), entry("z", "zither", text="box 3 3 3")])


def drawn(sampler: Any, count: int = 300, seed: int = 0) -> Counter[str]:
    rng = np.random.default_rng(seed)
    return Counter(found.packed.name if (found := sampler(rng)).packed else "ours" for _ in range(count))


def test_without_packs_things_are_ours() -> None:
    assert stock.things(()) is ASSETS


def test_weights_are_shares_of_draws(seats: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = ASSETS["chair"](np.random.default_rng(0))
    monkeypatch.setitem(ASSETS, "chair", lambda rng: own)
    found = drawn(stock.things([choose(seats, weight=3)])["chair"])
    assert found["ours"] == pytest.approx(75, abs=25)
    assert all(found[f"c{k}"] == pytest.approx(75, abs=25) for k in range(3))
    assert drawn(stock.things([choose(seats, weight=0)])["chair"]) == {"ours": 300}


def test_two_packs_share_by_weight(seats: Path, make: Make, entry: Entry) -> None:
    other = choose(make([entry("n", text="box 5 5 5")], "other", name="other"), weight=4)
    mixed = stock.things([choose(seats, weight=1), other])["zither"], stock.things([choose(seats), other])
    assert drawn(mixed[0], 20) == {"z": 20}, "where we have none, packs are alone"
    assert mixed[1]["mug"] is not ASSETS["mug"] and mixed[1]["plant"] is ASSETS["plant"]


def test_what_packs_alone_bring_is_kin_of_what_stands_so(shared: Path, make: Make, entry: Entry) -> None:
    rows = [entry("d", "durian", stands="thing"), entry("a", "apple", stands="thing")]
    rows += [entry("w", "dishwasher"), entry("z", "zither", stands="thing")]
    things = stock.things([choose(make(rows))])
    assert stock.kin(things, ("orange", "kettle", "zither"), "thing") == ("durian",)
    assert stock.kin(things, ("orange",), "floor") == () == stock.kin(ASSETS, ("orange",), "thing")


def test_classes_limit_what_is_drawn_and_made_ready(cached: Path, make: Make, entry: Entry) -> None:
    folder = make([entry("c"), entry("m", "mug", text="box 2 2 2"), entry("z", "zither", text="box 3 3 3")])
    things = stock.things([choose(folder, classes=["mug"])])
    assert things["chair"] is ASSETS["chair"] and "zither" not in things
    assert len([one for one in cached.iterdir() if one.is_dir()]) == 1


def test_a_seed_is_a_draw(seats: Path) -> None:
    for name in ("chair", "mug"):
        a, b = (stock.things([choose(seats)])[name](np.random.default_rng(4)) for _ in range(2))
        assert a.packed == b.packed and (a is b or not a.packed)


def test_what_is_alike_is_one_object(seats: Path) -> None:
    pack = read(seats)
    stock.ready([choose(seats)])
    assert stock.asset_of(pack, pack.assets[0]) is stock.asset_of(read(seats), read(seats).assets[0])


def test_a_row_tells_of_its_asset(seats: Path) -> None:
    pack = read(seats)
    stock.ready([choose(seats)])
    chair = stock.asset_of(pack, pack.assets[0])
    assert chair.category == "chair" and chair.attributes == {"color": "red"} and chair.supports[0].z == 1
    assert _credit(chair.packed) == {"name": "tiny", "version": "1", "asset": "c0", "licence": "CC0-1.0"}


def scene_of(folder: Path) -> Scene:
    pack = read(folder)
    stock.ready([choose(folder)])
    chair = stock.asset_of(pack, pack.assets[0])
    ours = Asset("box", (Part(box((1, 1, 1)), materials.plain((0.2, 0.3, 0.4))),))
    return Scene(
        tuple(Object(k + 1, thing, translation(2 * k, 0, 0)) for k, thing in enumerate((chair, ours, chair)))
    )


def test_a_scene_names_what_is_of_packs(seats: Path, tmp_path: Path) -> None:
    scene, path = scene_of(seats), tmp_path / "scene.npz"
    store.save(path, scene)
    again = store.load(path, stock.again)
    assert store.digest(again) == store.digest(scene)
    assert again.objects[0].asset is again.objects[2].asset
    np.testing.assert_array_equal(
        again.objects[0].asset.parts[0].mesh.vertices, scene.objects[0].asset.parts[0].mesh.vertices
    )
    with pytest.raises(ValueError, match="is not a saved scene"):
        store.load(path)
    prepared.asset.cache_clear()
    shutil.rmtree(prepared.folder(scene.objects[0].asset.packed.key))  # type: ignore[union-attr]
    with pytest.raises(PackError, match="is not ready on this machine"):
        store.load(path, stock.again)


def test_a_digest_does_not_know_where_a_pack_lies(seats: Path, tmp_path: Path) -> None:
    before = store.digest(scene_of(seats))
    shutil.copytree(seats, tmp_path / "elsewhere/deep")
    assert store.digest(scene_of(tmp_path / "elsewhere/deep")) == before
    text = (seats / "pack.yaml").read_text()
    (seats / "pack.yaml").write_text(text.replace("version: '1'", "version: '2'"))
    assert store.digest(scene_of(seats)) != before


@pytest.fixture
def clad(shared: Path, make: Make, entry: Entry) -> Path:
    """A pack of two materials, for plaster and for a kind with holes."""
    text = entry("x")
    made = make([text])
    sha = read(made).assets[0].sha256
    rows = [
        {"name": name, "file": "x.ply", "sha256": sha, "kinds": [kind], "color": [0.1, 0.2, 0.3]}
        for name, kind in (("stucco", "plaster"), ("mesh", "foliage"))
    ]
    return make([text], materials=rows)


def surfaces() -> Scene:
    kinds = [materials.plaster((0.01 * k, 0.5, 0.5)) for k in range(60)] + [
        materials.foliage((0.2, 0.5, 0.2))
    ]
    assets = [Asset("box", (Part(box((1, 1, 1)), kind),)) for kind in kinds]
    return Scene(tuple(Object(k + 1, asset, np.eye(4)) for k, asset in enumerate([*assets, *assets])))


def test_surfaces_wear_a_packs_materials(clad: Path) -> None:
    scene = surfaces()
    worn = stock.wear(scene, [choose(clad, materials=2)], np.random.default_rng(0))
    found = [thing.asset.parts[0].material for thing in worn.objects]
    changed = [one for one in found if one.packed]
    assert len(changed) == pytest.approx(80, abs=24) and {
        one.packed.name for one in changed if one.packed
    } == {"stucco"}
    assert all(one.color == (0.1, 0.2, 0.3) and one.kind == "plaster" for one in changed)
    assert found[60].packed is None, "the truth knows the holes of our own materials alone"
    assert all(a.asset is b.asset for a, b in zip(worn.objects[:61], worn.objects[61:], strict=True))
    assert _worn(worn) == [{"name": "tiny", "version": "1", "asset": "stucco", "licence": "CC0-1.0"}]
    assert stock.wear(scene, [choose(clad, materials=0)], np.random.default_rng(0)) is scene
    again = stock.wear(scene, [choose(clad, materials=2)], np.random.default_rng(0))
    assert store.digest(again) == store.digest(worn)


def test_what_a_pack_brings_has_no_holes_whatever_its_kind() -> None:
    uv = np.random.default_rng(0).random((200, 2))
    ours = materials.foliage((0.2, 0.5, 0.2))
    packed = replace(ours, packed=prepared.Packed("tiny", "1", "leaf", "MIT", "0" * 64))
    assert not solid(ours, uv).all() and solid(packed, uv).all()


def test_what_is_of_a_pack_keeps_its_own_materials(clad: Path) -> None:
    stock.ready([choose(clad)])
    pack = read(clad)
    part = replace(stock.asset_of(pack, pack.assets[0]).parts[0], material=materials.plaster((0.5, 0.5, 0.5)))
    thing = replace(stock.asset_of(pack, pack.assets[0]), parts=(part,))
    worn = stock.wear(
        Scene((Object(1, thing, np.eye(4)),)), [choose(clad, materials=1000)], np.random.default_rng(0)
    )
    assert worn.objects[0].asset is thing


def test_scenes_with_packs_are_checked_for_placement(
    shared: Path, make: Make, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cavendish import placement

    tins = [
        entry(f"t{k}", "can", text="box 0.07 0.07 0.1", size=[0.07, 0.07, 0.1], stands="thing")
        for k in (1, 2)
    ]
    seen: list[Scene] = []
    monkeypatch.setattr(placement, "faults", lambda scene, *rest: seen.append(scene) or ())  # type: ignore[func-returns-value]
    job = placement.Job(
        "tabletop", 1, {"count": (12, 12), "theme": ["market"]}, packs=(choose(make(tins), weight=99),)
    )
    assert placement.check(job).faults == ()
    (scene,) = seen
    assert any(thing.asset.packed for thing in scene.objects)
