# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Packs of a few bytes: folders with a pack.yaml, and a process that makes boxes of them where Blender would read meshes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from cavendish.scenes.packs import prepared


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def row(name: str, category: str = "chair", text: str = "box 1 1 1", **more: Any) -> dict[str, Any]:
    """A row of pack.yaml; `text` is what its file holds, which `preparer` reads."""
    given = {
        "name": name,
        "class": category,
        "file": f"{name}.ply",
        "faces": 12,
        "size": [1, 1, 1],
        "text": text,
    }
    return given | more


def write(folder: Path, assets: list[dict[str, Any]], **more: Any) -> Path:
    """A pack in a folder; each row's file holds its `text`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for one in assets:
        text = one.get("text")
        rest = {key: value for key, value in one.items() if key != "text"}
        if text is not None:
            (folder / rest["file"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / rest["file"]).write_text(text)
            rest.setdefault("sha256", sha(text.encode()))
        rows.append(rest)
    said = {
        "pack": 1,
        "name": "tiny",
        "version": "1",
        "licence": "CC0-1.0",
        "source": "tests",
        "assets": rows,
    } | more
    (folder / "pack.yaml").write_text(yaml.safe_dump(said))
    return folder


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, and boxes where Blender would read meshes."""
    return faked(tmp_path / "cache", monkeypatch)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def shared(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with the cache of all of a module's tests: what is ready costs the next no process."""
    return faked(kept, monkeypatch)


def faked(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setattr(prepared, "PREPARER", "preparer")
    prepared.asset.cache_clear()
    return cache / "cavendish" / "packs"


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """A pack of rows in a folder: make([row("a")], at="pack", **keys of pack.yaml)."""

    def made(assets: list[dict[str, Any]], at: str = "pack", **more: Any) -> Path:
        return write(tmp_path / at, assets, **more)

    return made


@pytest.fixture
def entry() -> Callable[..., dict[str, Any]]:
    """A row of pack.yaml."""
    return row
