# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Recipes read from files, and keys of them set from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from cavendish.errors import InputError, nearest
from cavendish.recipe.complaint import Duplicate, Place, lines_of, sentence
from cavendish.recipe.model import Recipe
from cavendish.userfiles import bring, brought_again, found_again


def load(
    name: str | Path,
    overrides: Iterable[str] = (),
    count: int | None = None,
    seed: int | None = None,
    builders: Iterable[Path] = (),
    packs: Iterable[Path] = (),
) -> Recipe:
    """Read a recipe: a path, or the name of a shipped one.

    overrides: 'a.b=value' each, the value in YAML. count, seed: replace the recipe's own. builders: Python files with
    builders, packs: folders of packs, besides the recipe's own. Raises InputError.
    """
    path = find(name)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        lines = dict(lines_of(root, ()))
        data = yaml.safe_load(text)
    except Duplicate as error:
        raise InputError(f"{path}:{error.line}: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{path}:{line}: this is not YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: this is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise InputError(
            f"{path}: a recipe is a mapping of keys such as scenes and tasks; see `cavendish recipes`"
        )
    given: dict[Place, str] = {}
    extra = [f"count={count}"] if count is not None else []
    extra += [f"seed={seed}"] if seed is not None else []
    for override in overrides:
        given[_override(data, override, "--set")] = f"--set {override}"
    for override in extra:
        given[_override(data, override, "--")] = f"--{override.replace('=', ' ')}"

    def at(*place: str | int) -> str:
        known = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 1)
        return given.get(place[:1], f"{path}:{known}")

    bring(data, path.parent, at, builders)
    more = [str(pack.resolve()) for pack in packs]
    if more:
        data["packs"] = [*(data.get("packs") or ()), *more]
    try:
        # What a shipped recipe names is the user's, and lies where the command runs.
        folder = Path() if path in shipped().values() else path.parent
        return Recipe.model_validate(data, context={"folder": folder})
    except ValidationError as error:
        raise InputError(sentence(path, lines, given, error)) from error


def again(data: Mapping[str, Any], builders: Sequence[Path], packs: Sequence[Path] = ()) -> Recipe:
    """The recipe that a dataset holds, resolved. builders, packs: what its `builders` and `packs` were read from.

    No code runs but that of these files, and only where their SHA-256 is the dataset's. Raises InputError, and
    ValidationError where the recipe is none for this Cavendish.
    """
    files = brought_again(data.get("builders", ()), builders)
    return Recipe.model_validate(
        {**data, "builders": files, "packs": found_again(data.get("packs", ()), packs)}
    )


def find(source: str | Path) -> Path:
    """The file of a recipe that is given by path or by the name of a shipped one. Raises InputError."""
    path = Path(source)
    if path.is_file():
        return path
    shipped_ones = shipped()
    if str(source) in shipped_ones:
        return shipped_ones[str(source)]
    raise InputError(
        f"there is no recipe {source}: no such file, nor a shipped recipe; {nearest(path.stem, shipped_ones)}"
    )


def shipped() -> dict[str, Path]:
    """The recipes that come with Cavendish, name -> file."""
    package = Path(__file__).parents[1]
    for folder in (package / "configs", package.parent / "configs"):
        if folder.is_dir():
            return {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    return {}


def _override(data: dict[str, Any], text: str, option: str) -> Place:
    """Set one key of nested data by 'a.b=value'; returns the place that it set."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise InputError(f"{option} {text}: write it as a.b=value, for example --set quality.samples=64")
    try:
        parsed = yaml.safe_load(value)
    except yaml.YAMLError as error:
        raise InputError(f"{option} {text}: the value is not YAML") from error
    place: list[str | int] = []
    at: Any = data
    steps = key.split(".")
    for depth, step in enumerate(steps):
        if isinstance(at, list):
            if not step.isdigit() or int(step) >= len(at):
                raise InputError(
                    f"{option} {text}: {'.'.join(steps[:depth])} is a list of {len(at)}; {step} is no index of it"
                )
            where: str | int = int(step)
        elif isinstance(at, dict):
            where = step
        else:
            raise InputError(
                f"{option} {text}: {'.'.join(steps[:depth])} holds a value, so nothing can be set inside it"
            )
        place.append(where)
        if depth == len(steps) - 1:
            at[where] = parsed
        else:
            if isinstance(at, dict) and at.get(step) is None:
                at[step] = {}
            at = at[where]
    return tuple(place)
