# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The files that a recipe or an option names, read: Python files with builders, YAML files of classes and of prompts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from cavendish.errors import InputError
from cavendish.manifests.prompts import PromptError
from cavendish.manifests.prompts import brought as prompts
from cavendish.scenes.ontology import categories
from cavendish.scenes.packs.pack import Pack, PackError, read
from cavendish.scenes.userfile import BadFile, Source, source

Where = Callable[..., str]  # a place of the recipe -> file and line, as a complaint names it


def bring(data: dict[str, Any], folder: Path, at: Where, more: Iterable[Path] = ()) -> None:
    """Read the files that a recipe names, and put what they hold in their place. Raises InputError.

    data: the recipe, as it was read. folder: where its names count from. more: files with builders besides its own.
    """
    files: dict[str, Source] = {}
    for index, named in enumerate(_listed(data.get("builders"))):
        name = named.get("file") if isinstance(named, Mapping) else named
        if not isinstance(name, str):
            return  # the recipe's model says what it should be
        try:
            found = source(folder / Path(name).expanduser(), name)
        except BadFile as error:
            raise InputError(f"{at('builders', index)}: {error}") from error
        if isinstance(named, Mapping) and named.get("sha256", found.sha256) != found.sha256:
            raise InputError(
                f"{at('builders', index)}: {name} has changed: its SHA-256 is {found.sha256}, not {named['sha256']}"
            )
        files[found.sha256] = found
    for found in brought(more):
        files.setdefault(found.sha256, found)
    if files:
        data["builders"] = list(files.values())
    if isinstance(data.get("classes"), str | list):
        rows: dict[str, Any] = {}
        for index, name in enumerate(_listed(data["classes"])):
            if not isinstance(name, str):
                return
            rows |= _classes(folder / Path(name).expanduser(), rows, at("classes", index))
        data["classes"] = rows
    if isinstance(data.get("prompts"), str | list):
        told: dict[str, dict[str, Any]] = {}
        for index, name in enumerate(_listed(data["prompts"])):
            if not isinstance(name, str):
                return
            for language, tasks in _prompts(folder / Path(name).expanduser(), at("prompts", index)).items():
                twice = sorted(tasks.keys() & told.get(language, {}).keys())
                if twice:
                    raise InputError(
                        f"{at('prompts', index)}: another folder has a {language}/{twice[0]}.yaml too; make one of the two"
                    )
                told.setdefault(language, {}).update(tasks)
        data["prompts"] = told


def brought(paths: Iterable[Path]) -> list[Source]:
    """Files with builders that an option names, read and run. Raises InputError."""
    try:
        return [source(path) for path in paths]
    except BadFile as error:
        raise InputError(f"--builders: {error}") from error


def brought_again(recorded: Iterable[Mapping[str, str]], paths: Sequence[Path]) -> list[Source]:
    """The files with builders that a dataset was grown from. No code runs but that of `paths`, and of these only what
    has the SHA-256 that the dataset names. Raises InputError.
    """
    digests = {path: _digest(path) for path in paths}
    found = []
    for row in recorded:
        path = next((path for path, digest in digests.items() if digest == row["sha256"]), None)
        if path is None:
            others = ", ".join(f"{path} is another one, {digest[:12]}" for path, digest in digests.items())
            raise InputError(
                f"the dataset's builders are in {row['file']} with the SHA-256 {row['sha256'][:12]}...; "
                f"name that file by --builders{f' ({others})' if others else ''}"
            )
        found += brought([path])
    return found


def found_again(recorded: Iterable[Mapping[str, Any]], paths: Sequence[Path]) -> list[dict[str, Any]]:
    """The rows of the packs that a dataset was grown from, each with where it lies: one of `paths`, or where it lay.

    Raises InputError.
    """
    digests = {_read_pack(path).sha256: str(path) for path in paths}
    rows = []
    for row in recorded:
        here = digests.get(row["sha256"])
        if here is None and not Path(row["path"]).is_dir():
            raise InputError(
                f"the dataset draws from the pack {row['path']}, which is not there; name its folder by --packs"
            )
        rows.append({**row, "path": here or row["path"]})
    return rows


def _read_pack(path: Path) -> Pack:
    try:
        return read(path)
    except PackError as error:
        raise InputError(f"--packs: {error}") from error


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"--builders: {path} cannot be read: {error.strerror}") from error


def _classes(file: Path, before: Mapping[str, Any], where: str) -> dict[str, Any]:
    try:
        read = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        if not isinstance(read, dict):
            raise ValueError("it should map names of classes to their rows")
        categories({**before, **read})
    except OSError as error:
        raise InputError(f"{where}: {file} cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise InputError(f"{where}: {file}: {' '.join(str(error).split())}") from error
    return read


def _prompts(folder: Path, where: str) -> dict[str, dict[str, Any]]:
    try:
        if not folder.is_dir():
            raise PromptError(f"{folder} is no folder; name one that holds LANGUAGE/TASK.yaml")
        return prompts(folder)
    except (OSError, PromptError) as error:
        raise InputError(f"{where}: {error}") from error


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
