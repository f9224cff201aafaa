# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The labels of public benchmarks: Cityscapes, ADE20K, COCO and NYU40, as `vocabularies.yaml` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml


@dataclass(frozen=True)
class Label:
    """A label of a benchmark.

    id: in its annotation files. train_id: counted from 0 over the labels that models are trained on; None where they
    are not trained on this one.
    """

    name: str
    id: int
    train_id: int | None


def vocabularies() -> tuple[str, ...]:
    """The names of the benchmarks."""
    return tuple(_read())


@cache
def vocabulary(name: str) -> Mapping[str, Label]:
    """The labels of a benchmark by their names, in its own order. Raises KeyError, naming those that are there."""
    known = _read()
    if name not in known:
        raise KeyError(f"there is no vocabulary {name}; there are {', '.join(known)}")
    untrained = set(known[name].get("untrained", ()))
    found: dict[str, Label] = {}
    trained = 0
    for number, word in known[name]["labels"].items():
        found[word] = Label(word, number, None if number in untrained else trained)
        trained += number not in untrained
    return MappingProxyType(found)


@cache
def _read() -> dict[str, dict[str, Any]]:
    text = (files("cavendish.scenes") / "vocabularies.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
