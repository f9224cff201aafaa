# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a dataset's manifests hold, in numbers: read line by line, so that any size takes the same memory."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cavendish.scenes.ontology import ontology

EXAMPLES = 3  # prompts kept of each task
LONG = 400  # letters; longer prompts are no examples


@dataclass(frozen=True)
class Manifest:
    """A split's metadata.jsonl as a file: its SHA-256 and bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Contents:
    """manifests: by split. examples: prompts by task. flip_safe: pairs that a flip leaves true, by task.
    shown, absent: pairs whose legend holds a class that the target has, or has not, by class.
    """

    manifests: dict[str, Manifest] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    flip_safe: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    absent: Counter[str] = field(default_factory=Counter)


def contents(out: Path, dataset: Mapping[str, Any]) -> Contents:
    """Read every split's manifest, as far as it is there."""
    classes = {*ontology(), *dataset.get("recipe", {}).get("classes", {})}
    found = Contents()
    for split in dataset["scenes"]:
        path = out / split / "metadata.jsonl"
        if not path.is_file():
            continue
        digest = hashlib.sha256()
        with path.open("rb") as file:
            for line in file:
                digest.update(line)
                if line.strip():
                    _add(found, json.loads(line), classes)
        found.manifests[split] = Manifest(digest.hexdigest(), path.stat().st_size)
    return found


def _add(found: Contents, row: Mapping[str, Any], classes: set[str]) -> None:
    task, prompt = row["task"], row["prompt"]
    kept = found.examples.setdefault(task, [])
    if len(kept) < EXAMPLES and prompt not in kept and len(prompt) <= LONG:
        kept.append(prompt)
    found.flip_safe[task] += bool(row["flip_safe"])
    # An object's entry is its class and its number.
    named = {(re.sub(r" \d+$", "", entry["name"]), entry["present"]) for entry in row["encoding"]["legend"]}
    for name, present in named:
        if name in classes:
            (found.shown if present else found.absent)[name] += 1
