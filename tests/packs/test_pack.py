# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""pack.yaml: what it may say, and a sentence with the pack, the entry and the cure for all that it may not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.scenes.packs.pack import PackError, inside, read

Make = Callable[..., Path]
Entry = Callable[..., dict[str, Any]]


def test_a_pack_says_what_it_holds(make: Make, entry: Entry) -> None:
    folder = make([entry("a"), entry("b", "mug", licence="CC-BY-4.0"), entry("c")], version=2.5)
    pack = read(folder)
    assert pack.version == "2.5" and pack.licences == {"CC-BY-4.0": 1, "CC0-1.0": 2}
    assert {name: [one.name for one in rows] for name, rows in pack.classes.items()} == {
        "chair": ["a", "c"],
        "mug": ["b"],
    }
    assert read(folder / "pack.yaml") == pack, "its file names a pack as well as its folder"
    assert pack.path_of(pack.assets[0]) == folder / "a.ply"


@pytest.mark.parametrize(
    ("file", "up", "front"), [("a.ply", 2, (1, -1)), ("a.GLB", 1, (2, 1)), ("a.obj", 1, (2, 1))]
)
def test_axes_are_those_usual_for_the_format(
    make: Make, entry: Entry, file: str, up: int, front: tuple[int, int]
) -> None:
    turn = read(make([entry("a", file=file)])).assets[0].turn
    assert np.allclose(turn @ np.eye(3)[up], (0, 0, 1)) and np.allclose(
        turn @ (front[1] * np.eye(3)[front[0]]), (0, -1, 0)
    )
    assert np.isclose(np.linalg.det(turn), 1), "an asset is turned, never mirrored"


def test_all_axes_turn_and_never_mirror(make: Make, entry: Entry) -> None:
    axes = [sign + letter for letter in "xyz" for sign in ("", "-")]
    rows = [
        entry(f"a{k}", up=up, front=front)
        for k, (up, front) in enumerate((u, f) for u in axes for f in axes if u[-1] != f[-1])
    ]
    assert all(np.isclose(np.linalg.det(one.turn), 1) for one in read(make(rows)).assets)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sha256": "abc"}, "assets, a: sha256"),
        ({"class": ""}, "assets, a: class"),
        ({"up": "up"}, "assets, a: up"),
        ({"up": "z", "front": "-z"}, "assets, a: up .z. and front .-z. must be two different axes"),
        ({"scale": 0}, "assets, a: scale"),
        ({"scale": float("nan")}, "assets, a: scale"),
        ({"size": [1, 1]}, "assets, a: size"),
        ({"size": [1, 0, 1]}, "assets, a: size takes three lengths in metres"),
        ({"size": [1, 2000, 1]}, "under 1000"),
        ({"faces": -1}, "assets, a: faces"),
        ({"stands": "sky"}, "assets, a: stands"),
        ({"file": "a.fbx"}, r"a.fbx is of no known kind; .* \.glb"),
        ({"colour": "red"}, "assets, a: colour"),
        ({"supports": [{"x": [0, 1], "y": [0, 1]}]}, "assets, a: supports.0.z"),
        ({"class": "cha\x1b[31mir"}, "assets, a: class: .*printable"),
        ({"licence": "CC0\nMIT"}, "assets, a: licence: .*printable"),
        ({"attributes": {"color": "r\x07"}}, "assets, a: attributes.*printable"),
    ],
)
def test_a_bad_row_is_named(make: Make, entry: Entry, change: dict[str, Any], says: str) -> None:
    folder = make([{**entry("a", text=None), "sha256": "0" * 64, **change}])
    with pytest.raises(PackError, match=says) as caught:
        read(folder)
    said = str(caught.value)
    assert str(folder) in said and "\n" not in said and "\x1b" not in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this is no pack; its first key is `pack: 1`"),
        ("- a", "this is no pack"),
        ("pack: 2", "reads packs of form 1, not 2"),
        ("pack: {a: b}", "not a dict"),
        ("a: [b", "this is not YAML"),
        ("pack: 1\n\x07", "this is not YAML"),
        ("pack: 1\nname: a\nversion: 1", "lists neither assets nor materials"),
        ("pack: 1\nname: a b\nversion: 1", "name: "),
        ("a: 2020-99-99\npack: 1", "pack.yaml"),
        ("[" * 100_000, "pack.yaml"),
        ("pack: &a [*a]", "not a list"),
    ],
)
def test_a_broken_file_is_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "pack.yaml").write_text(text)
    with pytest.raises(PackError, match=says) as caught:
        read(tmp_path)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 600


def test_aliases_that_multiply_cost_nothing(tmp_path: Path) -> None:
    lines = ["a: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{k}: &l{k} [{', '.join([f'*l{k - 1}'] * 10)}]" for k in range(1, 12)]
    for end in (
        "pack: *l11",
        "pack: 1\nname: *l11\nversion: 1",
        "pack: 1\nname: a\nversion: 1\nassets: [{name: *l11}]",
    ):
        (tmp_path / "pack.yaml").write_text("\n".join([*lines, end]))
        with pytest.raises(PackError) as caught:
            read(tmp_path)
        assert len(str(caught.value)) < 600


def test_names_are_taken_once_and_all_is_licensed(make: Make, entry: Entry) -> None:
    with pytest.raises(PackError, match="two assets are called a; each takes a name of its own"):
        read(make([entry("a"), entry("a")]))
    with pytest.raises(PackError, match="b has no licence, nor has the pack"):
        read(make([entry("a", licence="MIT"), entry("b")], licence=None))


def test_folders_that_hold_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"holds no pack.yaml; `cavendish packs import"):
        read(tmp_path)
    with pytest.raises(PackError, match="there is no pack"):
        read(tmp_path / "nowhere")
    (tmp_path / "pack.yaml").mkdir()
    with pytest.raises(PackError, match="is no plain file"):
        read(tmp_path)
    (tmp_path / "p").mkdir()
    os.mkfifo(tmp_path / "p/pack.yaml")  # reading it would wait for ever
    with pytest.raises(PackError, match="is no plain file"):
        read(tmp_path / "p")


@pytest.mark.parametrize("name", ["../a.ply", "/etc/a.ply", "b/../../a.ply", "c\\a.ply", "a.ply\0.ply"])
def test_no_name_leads_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(PackError, match=r"tiny: a: .* leads out of the pack"):
        inside(tmp_path, name, "tiny: a")


def test_links_and_what_is_no_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.ply").touch()
    (tmp_path / "a.ply").symlink_to(tmp_path / "real/a.ply")
    (tmp_path / "folder").symlink_to(tmp_path / "real")
    for name in ("a.ply", "folder/a.ply"):
        with pytest.raises(PackError, match="is a link; a pack holds its files itself"):
            inside(tmp_path, name, "tiny: a")
    for name in ("none.ply", "real", "x" * 300 + ".ply"):
        with pytest.raises(PackError, match=r"there is no file|File name too long"):
            inside(tmp_path, name, "tiny: a")
    assert inside(tmp_path, "real/a.ply", "tiny: a") == tmp_path / "real/a.ply"
