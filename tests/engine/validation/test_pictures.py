# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Every fault that is planted in pictures, truths and cameras is found, with its checksums written anew as well."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from cavendish.render import exr, png

WIDTH, HEIGHT = 128, 96


def scene(out: Path, number: int = 0) -> Path:
    """The folder of a scene."""
    return next(path for split in ("train", "val") if (path := out / split / f"{number:06d}").is_dir())


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


def set_pixels(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(truth: dict[str, Any]) -> None:
        truth[name] = truth[name].copy()
        truth[name][50:54, 60:64] = value

    return change


def flip(*signs: int) -> Callable[[dict[str, Any]], None]:
    def change(truth: dict[str, Any]) -> None:
        truth["normals"] = truth["normals"] * np.array(signs, np.float32)

    return change


def to_world(view: Path) -> None:
    pose = np.array(json.loads((view / "frame.json").read_text())["camera"]["camera_to_world"])
    retruth(view, lambda t: t.update(normals=(t["normals"] @ pose[:3, :3].T).astype(np.float32)))


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


def with_text(path: Path) -> None:
    more = PngImagePlugin.PngInfo()
    more.add_text("Comment", "x")
    Image.open(path).save(path, pnginfo=more, icc_profile=b"profile")


def convert(name: str, mode: str) -> Callable[[Path], None]:
    """Plants a picture of another mode."""
    return lambda folder: Image.open(folder / name).convert(mode).save(folder / name)


def short(truth: dict[str, Any]) -> None:
    truth.update({name: pixels[:-2] for name, pixels in truth.items()})


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
    *(("gradient", "0/truth.exr", truth(change)) for change in (tilted, along_rays)),
    ("gradient", "0/truth.exr", lambda s: to_world(s / "0")),
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
FAULTS = TARGETS + PICTURES + TRUTHS


def test_a_good_dataset_holds_and_every_check_looked_at_something(balls: Path, check: Any) -> None:
    tallies, findings, notes = check(balls)
    assert findings == [] and notes == ()
    for none in (
        "amodal",
        "edits",
        "captions",
    ):  # these frames say nothing of hidden pixels, nor are they edited
        assert tallies.pop(none).checked == 0
    assert all(tally.checked for tally in tallies.values()), tallies
    assert not any(tally.unchecked for tally in tallies.values())
    rows = sum(len((balls / split / "metadata.jsonl").read_text().splitlines()) for split in ("train", "val"))
    assert tallies["rows"].checked == tallies["prompts"].checked == tallies["targets"].checked == rows == 30


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f[0]}-{f[1]}")
def test_a_fault_is_found_by_its_checksum_and_without_it(fault: Fault, planted: Any, balls: Path) -> None:
    planted(*fault)


def test_ray_length_is_called_by_its_name(balls: Path, tmp_path: Path, check: Any) -> None:
    out = Path(shutil.copytree(balls, tmp_path / "out"))
    retruth(scene(out) / "0", along_rays)
    (found,) = (f for f in check(out)[1] if f.check == "gradient")
    assert found.message.startswith("depth is the length of rays")
