# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Make a pack out of a folder of meshes: copy them, measure them, find their scale, write pack.yaml."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cavendish.errors import InputError, nearest
from cavendish.scenes.ontology import category, ontology
from cavendish.scenes.packs import prepared
from cavendish.scenes.packs.companions import companions
from cavendish.scenes.packs.pack import (
    FILE,
    SUFFIXES,
    WIDEST,
    AssetRow,
    Axis,
    Pack,
    PackError,
    Stands,
    inside,
    read,
)
from cavendish.scenes.scene import Asset, Float

THIN = 1e-4  # metres that a side has at least: a sheet has one of none
Draw = Callable[[Asset, Path], None]  # writes a picture of an asset
UNITS = {"metres": 1.0, "millimetres": 0.001, "centimetres": 0.01, "inches": 0.0254, "feet": 0.3048}


class Row(BaseModel):
    """What a table of classes says of the files that match a pattern. height: metres, from which the scale is found."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    category: str = Field(alias="class", min_length=1)
    up: Axis | None = None
    front: Axis | None = None
    scale: float | None = Field(None, gt=0)
    height: float | None = Field(None, gt=0)
    stands: Stands = "floor"
    licence: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Terms:
    """What holds for the whole pack: its name, version, licence and source."""

    name: str
    version: str
    licence: str | None
    source: str | None


@dataclass(frozen=True)
class Brought:
    """What became of a folder: the pack's rows, and why other files were left out, by name. notes: guesses, by name."""

    rows: tuple[dict[str, Any], ...]
    left: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def table(path: Path | None) -> dict[str, Row]:
    """The table of classes: patterns of file names -> rows, from YAML. Raises InputError."""
    if path is None:
        return {}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise InputError(f"{path} cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict):
        raise InputError(f"{path}: it maps names of files to classes, as in `chairs/*.glb: chair`")
    rows = {}
    for pattern, value in data.items():
        try:
            rows[str(pattern)] = Row.model_validate({"class": value} if isinstance(value, str) else value)
        except ValidationError as error:
            raise InputError(f"{path}: {pattern}: {_said(error)}") from error
    return rows


def bring(
    folder: Path,
    out: Path,
    rows: Mapping[str, Row],
    terms: Terms,
    heard: prepared.Heard | None = None,
    draw: Draw | None = None,
) -> Brought:
    """Copy the meshes of a folder into a new pack and describe them. Raises InputError where it cannot begin.

    A file's class is that of the first pattern of `rows` that matches its name in the folder; else the name of the
    nearest folder that it lies in which is a class. draw: makes the thumbnails.
    """
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder}")
    try:
        if out.exists() and any(out.iterdir()):
            raise InputError(f"{out} is not empty; choose another folder with -o")
        out.mkdir(parents=True, exist_ok=True)
        return _bring(folder, out, rows, terms, heard, draw)
    except OSError as error:
        raise InputError(f"{error.filename or out} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            out.rmdir()  # where nothing came of it


def _bring(
    folder: Path,
    out: Path,
    rows: Mapping[str, Row],
    terms: Terms,
    heard: prepared.Heard | None,
    draw: Draw | None,
) -> Brought:
    found = list(_meshes(folder))
    if not found:
        raise InputError(f"{folder} holds no mesh: no file in it ends in {', '.join(SUFFIXES)}")
    left: dict[str, str] = {}
    drafts: dict[str, tuple[AssetRow, Row]] = {}
    used: set[str] = set()
    for path in found:
        name = path.relative_to(folder).as_posix()
        if not name.isprintable():
            left[repr(name)] = "its name holds what cannot be printed; rename it"
            continue
        try:
            row = _row_of(name, rows)
            draft = _draft(folder, path, row, terms, used)
        except ValidationError as error:
            left[name] = _said(error)
            continue
        except (ValueError, OSError) as error:
            left[name] = " ".join(str(error).split())
            continue
        drafts[name] = (draft, row)
    raw = _raw(folder, terms, [draft for draft, _ in drafts.values()]) if drafts else None
    failed = prepared.prepare([prepared.job(raw, draft) for draft in raw.assets], heard) if raw else {}
    made: list[dict[str, Any]] = []
    notes: dict[str, str] = {}
    for name, (draft, row) in drafts.items():
        assert raw is not None
        job = prepared.job(raw, draft)
        if job.key in failed:
            left[name] = failed[job.key].removeprefix(f"{job.name}: ")
            continue
        asset = prepared.asset(job.key)
        size = (asset.extent[1] - asset.extent[0]) / draft.scale
        if row.height and not size[2]:
            left[name] = (
                "it is flat, so that no scale gives it a height; give `scale` in its place, or turn `up`"
            )
            continue
        scale, note = _scale(draft.category, row, size)
        if float(size.max()) * scale >= WIDEST:
            left[name] = (
                f"it is {size.max() * scale:.4g} m large; give its `scale` or `height` in a table (--classes)"
            )
            continue
        if note:
            notes[name] = note
        made.append(_described(draft, row, scale, size * scale, sum(len(p.mesh.faces) for p in asset.parts)))
        _copy(folder, draft, out)
        if draw is not None:
            made[-1]["thumbnail"] = f"thumbnails/{draft.name}.jpg"
            draw(asset, out / made[-1]["thumbnail"])
    if not made:
        reasons = "; ".join(f"{name}: {why}" for name, why in list(left.items())[:3])
        raise InputError(f"no file of {folder} makes an asset ({reasons})")
    text = {"pack": 1, "name": terms.name, "version": terms.version}
    text |= {key: value for key, value in (("licence", terms.licence), ("source", terms.source)) if value}
    new = out / f".{FILE}.{os.getpid()}"
    new.write_text(yaml.safe_dump({**text, "assets": made}, sort_keys=False, width=110), encoding="utf-8")
    new.replace(out / FILE)
    try:
        read(out)
    except PackError as error:
        raise InputError(str(error)) from error
    return Brought(tuple(made), left, notes)


def _said(error: ValidationError) -> str:
    """What is wrong with a row, in a sentence."""
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ")
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {message}" if place else message


def _raw(folder: Path, terms: Terms, drafts: Sequence[AssetRow]) -> Pack:
    """The folder as if it were a pack. Raises InputError where the new one cannot be called so."""
    licence = terms.licence or "unknown"
    try:
        raw = Pack(pack=1, name=terms.name, version=terms.version, licence=licence, source=terms.source,
                   assets=tuple(drafts))  # fmt: skip
    except ValidationError as error:
        raise InputError(f"the new pack: {_said(error)}") from error
    raw._folder = folder.resolve()
    return raw


def _meshes(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            yield path


def _row_of(name: str, rows: Mapping[str, Row]) -> Row:
    """What the table or the folders say of a file. Raises ValueError with the cure."""
    for pattern, row in rows.items():
        if fnmatch.fnmatch(name, pattern) or fnmatch.fnmatch(Path(name).name, pattern):
            return row
    known = {word: one.name for one in ontology().values() for word in (one.name, one.plural, *one.synonyms)}
    for part in reversed(Path(name).parts[:-1]):
        word = re.sub(r"[_-]+", " ", part).strip().lower()
        if word in known:
            return Row(category=known[word])
    near = nearest(Path(name).parent.name or Path(name).stem, sorted(known))
    raise ValueError(
        f"its class is not known: name it in a table (--classes), or put it into a folder called as one; {near}"
    )


def _draft(folder: Path, path: Path, row: Row, terms: Terms, used: set[str]) -> AssetRow:
    """A row for a file where it lies, in its own units; its size is not known yet. Raises ValueError."""
    file = path.relative_to(folder).as_posix()
    if inside(folder, file, file).stat().st_size > prepared.BYTES:
        raise ValueError(f"it is over {prepared.BYTES >> 20} MiB, the most for an asset")
    stem = re.sub(r"[^A-Za-z0-9_.+-]+", "-", path.stem).strip("-._+") or "asset"
    name = next(one for one in _names(stem) if one not in used)
    used.add(name)
    others = {one: _sha(inside(folder, one, file)) for one in _others(folder, path)}
    asked = {
        "name": name,
        "class": row.category,
        "file": file,
        "sha256": _sha(path),
        "files": others,
        "faces": 1,
    }
    given = (("up", row.up), ("front", row.front), ("scale", row.scale))
    asked |= {key: value for key, value in given if value}
    licence = row.licence or terms.licence
    if not licence:
        raise ValueError("it has no licence; give --licence, or `licence` in the table")
    return AssetRow.model_validate({**asked, "size": (1, 1, 1), "licence": licence, "stands": row.stands})


def _others(folder: Path, path: Path) -> Iterator[str]:
    """The names in the folder of what a file takes data from. Raises ValueError for one that lies elsewhere."""
    for other in companions(path):
        found = path.parent / other
        if path.suffix.lower() == ".obj" and not found.is_file():
            found = (
                path.parent / Path(other).name
            )  # where Blender looks next; without it, the file is drawn all the same
            if not found.is_file():
                continue
        try:
            yield found.resolve().relative_to(folder.resolve()).as_posix()
        except ValueError:
            raise ValueError(f"it takes data from {other}, which lies outside of {folder}") from None


def _names(stem: str) -> Iterator[str]:
    yield stem[:90]
    count = 2
    while True:
        yield f"{stem[:90]}-{count}"
        count += 1


def _scale(name: str, row: Row, size: Float) -> tuple[float, str]:
    """From the file's units to metres, and what of that is a guess: by the table, else by the sizes of the class."""
    if row.scale:
        return row.scale, ""
    if row.height:
        return row.height / float(size[2]), ""
    usual = category(name).size
    if usual is None:
        return 1.0, "taken as metres; the class states no size to compare with"
    fits: Callable[[float], bool] = lambda scale: all(  # noqa: E731
        least / 1.25 <= side * scale <= most * 1.25 for side, (least, most) in zip(size, usual, strict=True)
    )
    for unit, scale in UNITS.items():
        if fits(scale):
            return scale, "" if scale == 1.0 else f"taken as {unit}, which makes it the size of a {name}"
    middle = float(np.exp(np.mean([np.log(np.sqrt(least * most) / max(side, 1e-9)) for side, (least, most) in
                                   zip(size, usual, strict=True)])))  # fmt: skip
    digits = float(f"{middle:.3g}")
    return (
        digits,
        f"no unit makes it the size of a {name}; scaled by {digits:g} to the middle of its sizes: look at it",
    )


def _described(draft: AssetRow, row: Row, scale: float, size: Float, faces: int) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "name": draft.name,
        "class": draft.category,
        "file": draft.file,
        "sha256": draft.sha256,
    }
    if draft.files:
        plain["files"] = draft.files
    plain |= {"faces": faces, "size": [round(max(float(side), THIN), 4) for side in size], "scale": scale}
    plain |= {"up": draft.up, "front": draft.front, "stands": draft.stands}
    return plain | {key: value for key, value in (("licence", row.licence), ("source", row.source)) if value}


def _copy(folder: Path, draft: AssetRow, out: Path) -> None:
    for name in (draft.file, *draft.files):
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, target)


def _sha(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
