# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A good dataset holds; every planted fault is found, with its checksums written anew as well."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from cavendish.engine import census, dataset, plan
from cavendish.engine.worker import draw, write_pairs
from cavendish.manifests import checks
from cavendish.manifests.checks import Finding, Tally
from cavendish.manifests.checksums import write_checksums
from cavendish.recipe import Recipe, digest
from cavendish.render import exr, png
from cavendish.render.frame import Frame, Item, View, seen, write_frame

WIDTH, HEIGHT = 128, 96
RECIPE = {
    "seed": 3,
    "count": 4,
    "scenes": [{"builder": "room", "parameters": {"use": ["living room", "bedroom", "office"]}}],
    "views": {"per_scene": 2, "width": WIDTH, "height": HEIGHT},
    "tasks": {"depth": None, "normals": None, "semantic": None, "instance": {"per_view": 2}},
    "splits": {"train": 2, "val": 1},
}
BALLS = ("chair", "chair", "ball", "vase", "ball", "chair")


def frame_of(scene: int, view: int, recipe: Recipe) -> Frame:
    """A floor, a wall that ends below the picture's top, and balls, in closed form; seen by a camera that looks down."""
    rng = np.random.default_rng([scene, view])
    turn, tilt = rng.uniform(-0.5, 0.5), rng.uniform(0.25, 0.4)
    right = np.array([np.cos(turn), np.sin(turn), 0])
    back = np.array([np.sin(turn) * np.cos(tilt), -np.cos(turn) * np.cos(tilt), np.sin(tilt)])
    rotation = np.stack([right, np.cross(back, right), back], axis=1)
    eye = np.array([0.0, 0.0, 1.6])
    focal = 100.0
    x = (np.arange(WIDTH) + 0.5 - WIDTH / 2) / focal
    y = -(np.arange(HEIGHT) + 0.5 - HEIGHT / 2) / focal
    rays = np.stack([*np.meshgrid(x, y), np.full((HEIGHT, WIDTH), -1.0)], axis=-1) @ rotation.T
    depth = np.full((HEIGHT, WIDTH), np.inf)
    normals = np.full((HEIGHT, WIDTH, 3), np.nan)
    instances = np.zeros((HEIGHT, WIDTH), np.uint32)

    def put(key: int, far: Any, facing: Any, where: Any) -> None:
        near = where & (far > 0) & (far < depth)
        depth[near], instances[near] = far[near], key
        normals[near] = np.broadcast_to(facing, rays.shape)[near]

    with np.errstate(all="ignore"):
        far = -eye[2] / rays[..., 2]
        put(1, far, (0, 0, 1), np.isfinite(far))
        far = 6 / rays[..., 1]
        put(2, far, (0, -1, 0), eye[2] + far * rays[..., 2] < 1.5)
        for key in range(len(BALLS)):
            radius = rng.uniform(0.3, 0.6)
            centre = np.array([-2.2 + 0.9 * key, rng.uniform(2.5, 4.5), radius])
            a = np.einsum("ijk,ijk->ij", rays, rays)
            b = rays @ (eye - centre)
            root = b * b - a * ((eye - centre) @ (eye - centre) - radius**2)
            far = (-b - np.sqrt(root)) / a
            put(3 + key, far, (eye + far[..., None] * rays - centre) / radius, root > 0)
        shade = np.nan_to_num(np.clip(normals @ (0.4, -0.5, 0.77), 0.2, 1), nan=0.9)
    paint = rng.uniform(0.1, 1, (len(BALLS) + 3, 3))
    rgb = np.clip(255 * paint[instances] * shade[..., None] + rng.normal(0, 3, rays.shape), 0, 255).astype(
        np.uint8
    )
    visible = seen(instances)
    names = {1: "floor", 2: "wall"} | {3 + k: name for k, name in enumerate(BALLS)}
    items = tuple(Item(key, name, key > 2, {}, *visible.get(key, (0, None))) for key, name in names.items())
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = rotation, eye
    source = {
        "scene": scene,
        "view": view,
        "seed": recipe.seed,
        "recipe": digest(recipe),
        "scene_digest": hashlib.sha256(bytes([scene])).hexdigest(),
        "rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
    }
    camera = View(WIDTH, HEIGHT, focal, focal, WIDTH / 2, HEIGHT / 2, tuple(map(tuple, pose.tolist())))
    return Frame(
        rgb,
        depth.astype(np.float32),
        (normals @ rotation).astype(np.float32),
        instances,
        camera,
        items,
        source,
    )


def grow(out: Path, **changes: Any) -> Path:
    """A dataset of such frames, written as a worker writes it."""
    recipe = Recipe.model_validate(RECIPE | changes)
    dataset.open_dataset(out, recipe)
    for scene in range(recipe.count):
        job = plan.job(recipe, scene)
        folder, rows = job.folder(out), []
        for view in range(recipe.views.per_scene):
            frame = frame_of(scene, view, recipe)
            pairs = list(draw(recipe, frame, scene, view))
            write_frame(folder / str(view), frame, recipe.truth.keep, recipe.truth.half_normals)
            rows += write_pairs(folder / str(view), pairs, job.split, scene, view, recipe.seed)
        (folder / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
        write_checksums(folder)
    dataset.write_manifest(out, recipe)
    return out


def check(root: Path) -> tuple[dict[str, Tally], list[Finding], tuple[str, ...]]:
    """All checks in this process: tallies, findings, notes."""
    counted = census.Census(census.read_description(root))
    tallies = {name: Tally() for name in checks.CHECKS}
    findings = []
    for scene in census.scenes(root, counted):
        found, more = checks.examine(scene)
        findings += more
        counted.digests(scene, scene.digests)
        for name, tally in found.items():
            tallies[name].merge(tally)
    for name, known in checks.CHECKS.items():
        if known.conclude:
            findings += census.tallied(name, known.conclude(tallies[name].figures))[1]
    last, more = census.conclude(counted, root)
    return tallies | last, findings + more, counted.notes()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow(tmp_path_factory.mktemp("good") / "out")


@pytest.fixture
def out(good: Path, tmp_path: Path) -> Path:
    """A copy of the good dataset, to plant a fault in."""
    return Path(shutil.copytree(good, tmp_path / "out"))


def scene(out: Path, number: int = 0) -> Path:
    """The folder of a scene."""
    return next(path for split in ("train", "val") if (path := out / split / f"{number:06d}").is_dir())


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "rows.jsonl").read_text().splitlines()]


def rewrite(folder: Path, rows: list[dict[str, Any]], manifest: bool = True) -> None:
    """Put other rows in the place of a scene's own, beside it and in the manifest."""
    (folder / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    path = folder.parent / "metadata.jsonl"
    if manifest:
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        number = int(folder.name)
        first = next(k for k, row in enumerate(lines) if row["scene"] == number)
        others = [row for row in lines if row["scene"] != number]
        path.write_text("".join(json.dumps(r) + "\n" for r in others[:first] + rows + others[first:]))


def redescribe(path: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change a JSON file."""
    whole = json.loads(path.read_text())
    change(whole)
    path.write_text(json.dumps(whole, indent=1) + "\n")


def text(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    """Plants a change in frame.json of a scene's first view."""
    return lambda folder: redescribe(folder / "0/frame.json", change)


def truth(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    """Plants a change in truth.exr of a scene's first view."""
    return lambda folder: retruth(folder / "0", change)


def retruth(view: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change the passes of a view."""
    truth = exr.read_truth(view / "truth.exr")
    change(truth)
    exr.write_truth(view / "truth.exr", truth)


def retarget(path: Path, change: Callable[[Any], Any]) -> None:
    png.write(path, np.ascontiguousarray(change(png.read(path))))


def patched(rgb: Any) -> Any:
    """20 x 20 pixels in another colour of the same picture."""
    rgb = rgb.copy()
    colors = np.unique(rgb.reshape(-1, 3), axis=0)
    rgb[40:60, 50:70] = next(c for c in colors if np.any(rgb[40:60, 50:70] != c))
    return rgb


def jpeg(rgb: Any) -> Any:
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, format="JPEG", quality=95, subsampling=0)
    return np.array(Image.open(buffer))


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def swap(one: Path, other: Path) -> None:
    middle = one.with_suffix(".swap")
    one.rename(middle)
    other.rename(one)
    middle.rename(other)


def swap_prompts(folder: Path, one: str, other: str) -> None:
    rows = rows_of(folder)
    a, b = (next(row for row in rows if row["id"].endswith(name)) for name in (one, other))
    a["prompt"], b["prompt"] = b["prompt"], a["prompt"]
    assert a["prompt"] != b["prompt"]
    rewrite(folder, rows)


def change_row(folder: Path, **change: Any) -> None:
    rows = rows_of(folder)
    rows[0] |= change
    rewrite(folder, rows)


def set_pixels(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(truth: dict[str, Any]) -> None:
        truth[name] = truth[name].copy()
        truth[name][50:54, 60:64] = value

    return change


def flip(*signs: int) -> Callable[[dict[str, Any]], None]:
    def change(truth: dict[str, Any]) -> None:
        truth["normals"] = truth["normals"] * np.array(signs, np.float32)

    return change


def to_world(truth: dict[str, Any]) -> None:
    pose = np.array(frame_of(0, 0, Recipe.model_validate(RECIPE)).view.pose)
    truth["normals"] = (truth["normals"] @ pose[:3, :3].T).astype(np.float32)


def tilted(truth: dict[str, Any]) -> None:
    """Normals 15 degrees off, which turns hardly a sign."""
    a = np.radians(15)
    turn = np.array([[1, 0, 0], [0, np.cos(a), np.sin(a)], [0, -np.sin(a), np.cos(a)]], np.float32)
    truth["normals"] = truth["normals"] @ turn


def along_rays(truth: dict[str, Any]) -> None:
    x = (np.arange(WIDTH) + 0.5 - WIDTH / 2) / 100
    y = (np.arange(HEIGHT) + 0.5 - HEIGHT / 2) / 100
    truth["depth"] = (truth["depth"] * np.sqrt(1 + x[None] ** 2 + y[:, None] ** 2)).astype(np.float32)


def shift_input(view: Path, dy: int, dx: int) -> None:
    """The picture a pixel off, and its digest with it."""
    retarget(view / "rgb.png", lambda rgb: np.roll(rgb, (dy, dx), (0, 1)))
    hashed = hashlib.sha256(png.read(view / "rgb.png").tobytes()).hexdigest()
    redescribe(view / "frame.json", lambda text: text["provenance"].update(rgb_sha256=hashed))


def relegend(folder: Path, task: str, **change: Any) -> None:
    rows = rows_of(folder)
    row = next(row for row in rows if row["task"] == task)
    row["encoding"]["legend"][0] |= change
    rewrite(folder, rows)


def with_text(path: Path) -> None:
    more = PngImagePlugin.PngInfo()
    more.add_text("Comment", "x")
    Image.open(path).save(path, pnginfo=more, icc_profile=b"profile")


def link_out(path: Path) -> None:
    path.rename(path.parents[4] / "outside.png")
    path.symlink_to(path.parents[4] / "outside.png")


def convert(name: str, mode: str) -> Callable[[Path], None]:
    """Plants a picture of another mode."""
    return lambda folder: Image.open(folder / name).convert(mode).save(folder / name)


def encoding(**change: Any) -> Callable[[Path], None]:
    """Plants another encoding in the first row, one of depth."""
    return lambda folder: change_row(folder, encoding=rows_of(folder)[0]["encoding"] | change)


def short(truth: dict[str, Any]) -> None:
    truth.update({name: pixels[:-2] for name, pixels in truth.items()})


def without_view(folder: Path) -> None:
    shutil.rmtree(folder / "1")
    rewrite(folder, [row for row in rows_of(folder) if row["view"] == 0])


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


Fault = tuple[
    str, str, Callable[[Path], Any]
]  # the check that finds it, a part of the place, how it is planted
ROLLS = [lambda rgb, step=step, axis=axis: np.roll(rgb, step, axis) for step in (-1, 1) for axis in (0, 1)]
TARGETS: list[Fault] = [
    ("targets", f"000000-0-{task}-0", lambda s, t=task, c=change: retarget(s / f"0/{t}-0.png", c))
    for task in ("depth", "normals", "semantic", "instance")
    for change in (patched, jpeg, *ROLLS, lambda rgb: rgb[:, ::-1])
]
PICTURES: list[Fault] = [
    *(
        ("readable", f"0/{n}", lambda s, n=n: torn(s / "0" / n))
        for n in ("depth-0.png", "rgb.png", "truth.exr")
    ),
    ("readable", "0/frame.json", lambda s: torn(s / "0/frame.json")),
    ("readable", "0/rgb.png", convert("0/rgb.png", "L")),
    ("readable", "0/depth-0.png", convert("0/depth-0.png", "RGBA")),
    (
        "readable",
        "0/depth-0.png",
        lambda s: Image.open(s / "0/depth-0.png").save(s / "0/depth-0.png", "JPEG"),
    ),
    ("readable", "0/depth-0.png", lambda s: with_text(s / "0/depth-0.png")),
    ("readable", "000000-0-depth-0", lambda s: retarget(s / "0/depth-0.png", lambda rgb: rgb[:-2])),
    ("readable", "0/rgb.png", lambda s: retarget(s / "0/rgb.png", lambda rgb: rgb[:, :-2])),
    ("readable", "0/truth.exr", truth(short)),
    ("readable", "0/truth.exr", truth(lambda t: t.pop("normals"))),
    ("readable", "000000-0-depth-0", lambda s: change_row(s, width=WIDTH + 1)),
    ("inputs", "0/rgb.png", lambda s: swap(s / "0/rgb.png", s / "1/rgb.png")),
    ("inputs", "0/rgb.png", lambda s: swap(s / "0/rgb.png", scene(s.parents[1], 1) / "0/rgb.png")),
    ("inputs", "0/frame.json", lambda s: swap(s / "0/frame.json", s / "1/frame.json")),
    ("inputs", "0/frame.json", text(lambda t: t["provenance"].update(seed=4))),
    ("inputs", "0/frame.json", text(lambda t: t["provenance"].update(recipe="x"))),
    *(
        ("alignment", "0/rgb.png", lambda s, by=by: shift_input(s / "0", *by))
        for by in ((0, 1), (-1, 0), (2, -2))
    ),
]
TRUTHS: list[Fault] = [
    *(
        ("gradient", "0/truth.exr", truth(flip(*signs)))
        for signs in ((-1, 1, 1), (1, -1, 1), (1, 1, -1), (1, -1, -1))
    ),
    *(("gradient", "0/truth.exr", truth(change)) for change in (to_world, tilted, along_rays)),
    *(("passes", "0/truth.exr", truth(set_pixels("depth", value))) for value in (np.inf, np.nan, -1, 0)),
    ("passes", "0/truth.exr", truth(set_pixels("normals", np.nan))),
    ("passes", "0/truth.exr", truth(set_pixels("instances", 0))),
    ("passes", "0/truth.exr", truth(lambda t: t.update(normals=t["normals"] * np.float32(1.00002)))),
    (
        "passes",
        "0/truth.exr",
        truth(lambda t: t.update(depth=np.where(np.isinf(t["depth"]), 1e10, t["depth"]))),
    ),
    ("objects", "0/truth.exr", truth(set_pixels("instances", 77))),
    ("objects", "0/frame.json", truth(set_pixels("instances", 2))),
    ("objects", "0/frame.json", text(lambda t: t["objects"][0].update(pixels=3))),
    ("objects", "0/frame.json", text(lambda t: t["objects"][0].update(box=[0, 0, 1, 1]))),
    ("objects", "0/frame.json", text(lambda t: t["objects"][1].update(id=1))),
    ("cameras", "0/frame.json", text(lambda t: t["camera"]["K"][0].__setitem__(0, -100.0))),
    ("cameras", "0/frame.json", text(lambda t: t["camera"]["camera_to_world"][0].__setitem__(0, 1.5))),
    (
        "cameras",
        "0/frame.json",
        text(lambda t: t["camera"].update(camera_to_world=np.diag([1.0, 1, -1, 1]).tolist())),
    ),
]
ROWS: list[Fault] = [
    ("prompts", "semantic-0", lambda s: swap_prompts(s, "0-semantic-0", "1-semantic-0")),
    ("prompts", "instance-0", lambda s: swap_prompts(s, "0-instance-0", "0-instance-1")),
    ("prompts", "000000-0-depth-0", lambda s: swap_prompts(s, "0-depth-0", "0-normals-0")),
    ("targets", "semantic-0", lambda s: relegend(s, "semantic", present=False)),
    ("targets", "semantic-0", lambda s: relegend(s, "semantic", color=[1, 2, 3])),
    ("prompts", "semantic-0", lambda s: relegend(s, "semantic", spelt="mauve")),
    ("targets", "instance-0", lambda s: relegend(s, "instance", name="chair 999")),
    ("prompts", "depth-0", lambda s: relegend(s, "depth", color=[1, 2, 3])),
    ("targets", "depth-0", encoding(version=9)),
    ("targets", "depth-0", encoding(codec="hue")),
    ("targets", "depth-0", encoding(parameters='{"x": 1}')),
    ("rows", "row 1", lambda s: change_row(s, input_image_file_name="000000/1/rgb.png")),
    ("rows", "row 1", lambda s: change_row(s, target_image_file_name="../../x.png")),
    ("rows", "000000-0-depth-0", lambda s: rewrite(s, rows_of(s)[:1] + rows_of(s))),
    ("rows", "000000-0-depth-0", lambda s: change_row(s, seed=8)),
    ("rows", "000000-0-depth-0", lambda s: change_row(s, split="test")),
    ("rows", "rows.jsonl", lambda s: rewrite(s, rows_of(s)[1:], manifest=False)),
    ("rows", "rows.jsonl", lambda s: rewrite(s, rows_of(s)[::-1], manifest=False)),
]
NAMES = ("rows.jsonl", "0/rgb.png", "0/truth.exr", "0/frame.json", "1/depth-0.png", "1/instance-0.png")
FILES: list[Fault] = [
    *(("files", f"000000/{name}", lambda s, n=name: (s / n).unlink()) for name in NAMES),
    ("files", "0/more.png", lambda s: shutil.copy(s / "0/rgb.png", s / "0/more.png")),
    ("files", "0/rgb.png", lambda s: link_out(s / "0/rgb.png")),
    ("files", "0/rgb.png", lambda s: pipe(s / "0/rgb.png")),
    ("files", "000000", without_view),
    ("manifest", "dataset.json", without_view),
]
FAULTS = TARGETS + PICTURES + TRUTHS + ROWS + FILES


def test_a_good_dataset_holds_and_every_check_looked_at_something(good: Path) -> None:
    tallies, findings, notes = check(good)
    assert findings == [] and notes == ()
    for none in (
        "amodal",
        "edits",
        "captions",
    ):  # these frames say nothing of hidden pixels, nor are they edited
        assert tallies.pop(none).checked == 0
    assert all(tally.checked for tally in tallies.values()), tallies
    assert not any(tally.unchecked for tally in tallies.values())
    rows = sum(len((good / split / "metadata.jsonl").read_text().splitlines()) for split in ("train", "val"))
    assert tallies["rows"].checked == tallies["prompts"].checked == tallies["targets"].checked == rows == 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f[0]}-{f[1]}")
def test_a_fault_is_found_by_its_checksum_and_without_it(fault: Fault, out: Path) -> None:
    name, place, plant = fault
    folder = scene(out)
    plant(folder)
    before = [f.place for f in check(out)[1] if f.check == "checksums"]
    assert before, "a change that leaves the checksums as they were"
    for path in (out / "train", out / "val"):
        for made in path.iterdir():
            if made.is_dir():
                write_checksums(made)
    _, findings, _ = check(out)
    assert (
        not [f for f in findings if f.check == "checksums" and "link" not in f.message] or "rgb.png" in place
    )
    found = [f for f in findings if f.check == name and place in f.place]
    assert found, findings
    assert all(f.message.count(";") >= 1 for f in found), "each finding ends with its cure"
    assert not any("could not end" in f.message for f in findings), findings


def test_ray_length_is_called_by_its_name(out: Path) -> None:
    retruth(scene(out) / "0", along_rays)
    (found,) = (f for f in check(out)[1] if f.check == "gradient")
    assert found.message.startswith("depth is the length of rays")
