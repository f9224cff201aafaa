# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The dataset's own files: dataset.json, metadata.jsonl of each split, the log of timings, the quarantine."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cavendish import __version__
from cavendish.engine import plan
from cavendish.engine.commit import STAGING, replace_text
from cavendish.engine.packages import packages, packs
from cavendish.engine.worker import Report
from cavendish.errors import InputError
from cavendish.recipe import Recipe, digest

# Bytes a pixel, measured on quickstart (docs/architecture.md), to foretell the size of a dataset.
BYTES = {"rgb": 1.2, "depth": 3.0, "normals": 3.0, "instances": 0.06, "target": 0.15}
# Targets that are renders themselves, by task.
BYTES |= {"edit": 1.15, "generation": 1.15}
BYTES |= {"geometric_normals": 1.5, "albedo": 10.6, "position": 8.8}
HALF = {"normals": 1.3, "geometric_normals": 0.7}  # at half precision


def open_dataset(out: Path, recipe: Recipe) -> int:
    """Make OUT, or go on with the dataset of the same recipe in it; returns the largest count it was ever grown to.

    Raises InputError; touches nothing foreign.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"{out} cannot be written: {error.strerror}; choose another folder with -o"
        ) from error
    path = out / "dataset.json"
    ours = _header(recipe)
    if path.is_file():
        try:
            theirs = json.loads(path.read_text(encoding="utf-8"))
            same = theirs["recipe_digest"] == ours["recipe_digest"]
        except (ValueError, KeyError, OSError) as error:
            raise InputError(
                f"{path} cannot be read as a dataset's description; choose another folder with -o"
            ) from error
        if not same:
            gap = ", ".join(_differences(theirs["recipe"], ours["recipe"])[:3])
            raise InputError(
                f"{out} holds a dataset of another recipe ({gap}); choose another folder with -o"
            )
        if theirs["cavendish"] != __version__:
            raise InputError(
                f"{out} was begun with Cavendish {theirs['cavendish']} and this is {__version__}: their bytes may "
                "differ; choose another folder with -o, or go on with that version"
            )
        begun = theirs.get("packages", ours["packages"])
        if begun != ours["packages"]:
            raise InputError(
                f"{out} was begun with {_versions(begun)} and here is {_versions(ours['packages'])}: their bytes may "
                "differ; choose another folder with -o, or install what was there"
            )
        return max(recipe.count, int(theirs["recipe"]["count"]))
    strangers = [entry.name for entry in out.iterdir() if entry.name not in {STAGING, "logs"}]
    if strangers:
        raise InputError(
            f"{out} is not empty and holds no dataset (there is {strangers[0]}); choose another folder with -o"
        )
    replace_text(path, json.dumps(ours | {"complete": False}, indent=1) + "\n")
    return recipe.count


def finished(out: Path, recipe: Recipe) -> Iterator[plan.Job]:
    """The jobs of the recipe whose scenes are there, in order."""
    for scene in range(recipe.count):
        job = plan.job(recipe, scene)
        if job.folder(out).is_dir():
            yield job


def expected_bytes(recipe: Recipe) -> float:
    """How much disk the whole recipe will take, foretold."""
    views = recipe.views
    pixels = views.pixels * views.per_scene
    sizes = BYTES | HALF if recipe.truth.half_normals else BYTES
    truth = sum(sizes[name] for name in recipe.truth.keep)
    targets = sum(
        getattr(parameters, "per_view", 1) * BYTES.get(name, BYTES["target"])
        for name, parameters in recipe.tasks.items()
    )
    return recipe.count * pixels * (BYTES["rgb"] + truth + targets)


def log_report(out: Path, report: Report) -> None:
    """Add a made scene to the log of timings, which outlives a crash."""
    with (out / "logs" / "timings.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(report)) + "\n")


def read_reports(out: Path) -> dict[int, dict[str, Any]]:
    """The last report of each scene, from the log; a torn line is passed over."""
    reports = {}
    path = out / "logs" / "timings.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            report = json.loads(line)
            reports[report["scene"]] = report
        except (ValueError, KeyError):
            continue
    return reports


def write_quarantine(out: Path, failures: Mapping[int, Mapping[str, Any]]) -> None:
    """quarantine.jsonl: one line a failed scene; no file where none failed."""
    path = out / "quarantine.jsonl"
    if failures:
        replace_text(path, "".join(json.dumps(failures[scene]) + "\n" for scene in sorted(failures)))
    else:
        path.unlink(missing_ok=True)


def write_manifest(out: Path, recipe: Recipe) -> dict[str, Any]:
    """Write every split's metadata.jsonl from the scenes that are there, streaming, and dataset.json; returns the latter."""
    scenes: Counter[str] = Counter()
    views = 0
    pairs: dict[str, Counter[str]] = {}
    files = {}
    try:
        for job in finished(out, recipe):
            if job.split not in files:
                new = out / job.split / f".metadata.{os.getpid()}"
                files[job.split] = new.open("w", encoding="utf-8")
            text = (job.folder(out) / "rows.jsonl").read_text(encoding="utf-8")
            files[job.split].write(text)
            scenes[job.split] += 1
            views += recipe.views.per_scene
            for line in text.splitlines():
                pairs.setdefault(job.split, Counter())[json.loads(line)["task"]] += 1
        for split, file in files.items():
            file.close()
            Path(file.name).replace(out / split / "metadata.jsonl")
        for split in recipe.splits.keys() - files.keys():  # one whose scenes were taken away
            (out / split / "metadata.jsonl").unlink(missing_ok=True)
    finally:
        for file in files.values():
            file.close()
            Path(file.name).unlink(missing_ok=True)
    seconds: Counter[str] = Counter()
    for report in read_reports(out).values():
        seconds.update(report["seconds"])
    whole = _header(recipe) | {
        "complete": sum(scenes.values()) == recipe.count,
        "scenes": {split: scenes[split] for split in sorted(scenes)},
        "views": views,
        "pairs": {split: dict(sorted(pairs[split].items())) for split in sorted(pairs)},
        "seconds": {stage: round(value, 3) for stage, value in sorted(seconds.items())},
    }
    replace_text(out / "dataset.json", json.dumps(whole, indent=1) + "\n")
    return whole


def _header(recipe: Recipe) -> dict[str, Any]:
    return {
        "cavendish": __version__,
        "packages": packages(recipe),
        **({"packs": packs(recipe)} if recipe.packs else {}),
        "recipe_digest": digest(recipe),
        "recipe": recipe.model_dump(mode="json"),
    }


def _versions(packages: Mapping[str, str]) -> str:
    return (
        ", ".join(f"{name} {version}" for name, version in packages.items()) or "no package that adds to it"
    )


def _differences(theirs: Any, ours: Any, place: str = "") -> list[str]:
    """Where two resolved recipes differ, in words; what does not decide the bytes is left out."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        found = []
        for key in sorted(theirs.keys() | ours.keys()):
            inner = f"{place}.{key}" if place else key
            if inner not in {"count", "limits", "quality.threads"}:
                found += _differences(theirs.get(key), ours.get(key), inner)
        return found
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        pairs = enumerate(zip(theirs, ours, strict=True))
        return [gap for k, (a, b) in pairs for gap in _differences(a, b, f"{place}.{k}")]
    return [] if theirs == ours else [f"{place} is {_brief(theirs)} there and {_brief(ours)} here"]


def _brief(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
