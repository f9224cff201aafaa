# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The names of colours: CSS's, those of XKCD's survey, and the choice of both that prompts speak."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from cavendish.manifests.pair import Rgb

Source = Literal["css", "xkcd"]


@cache
def named_by(source: Source) -> dict[str, Rgb]:
    """Every name of a source and its colour: CSS's as one word, as it has them; both spell gray and grey as they do."""
    text = (files(__package__) / f"{source}.txt").read_text(encoding="utf-8")
    rows = (line.split(" ", 1) for line in text.splitlines() if not line.startswith("# ") and line != "#")
    return {name: (int(rgb[1:3], 16), int(rgb[3:5], 16), int(rgb[5:7], 16)) for rgb, name in rows}


def spoken() -> dict[str, tuple[Rgb, str]]:
    """The names that prompts speak: name -> its colour and the group of names that people take for each other."""
    text = (files(__package__) / "spoken.yaml").read_text(encoding="utf-8")
    found: dict[str, tuple[Rgb, str]] = {}
    for group, names in yaml.safe_load(text).items():
        for name, source in names.items():
            own = name.replace(" ", "") if source == "css" else name.replace("gray", "grey")
            found[name] = (named_by(source)[own], group)
    return found
