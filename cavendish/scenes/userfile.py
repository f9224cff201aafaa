# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Python files of a user's own with builders, assets and materials; each is known by its SHA-256."""

from __future__ import annotations

import ast
import hashlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.blame import told
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.datafile import SHA
from cavendish.scenes.materials import KINDS
from cavendish.scenes.plugins import Taken

REGISTRIES: tuple[dict[str, Any], ...] = (BUILDERS, ASSETS, KINDS)
_LOADED: dict[
    str, tuple[str, list[set[str]]]
] = {}  # by file: its SHA-256, and what it added to each registry


class BadFile(ValueError):
    """A user's file cannot be had; the message names it, its line and the cure."""


class Source(BaseModel):
    """A Python file with builders. file: as the user named it. Its text travels with it to wherever scenes are built."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str = Field(pattern=SHA)
    _text: bytes = PrivateAttr(b"")
    _path: str = PrivateAttr("")

    def load(self) -> None:
        """Run the file, once, so that its builders, assets and materials are there. Raises BadFile."""
        if self._path:
            _run(self._path, self._text, self.sha256)


def source(path: Path, named: str | None = None) -> Source:
    """The file at a path, read and run. named: how the user calls it. Raises BadFile."""
    if path.suffix != ".py":
        raise BadFile(f"{path} is no Python file; builders are written in one, such as my_scenes.py")
    try:
        text = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}") from error
    found = Source(file=named or str(path), sha256=hashlib.sha256(text).hexdigest())
    found._text, found._path = text, str(path.resolve())
    found.load()
    return found


def _run(path: str, text: bytes, sha: str) -> None:
    if path in _LOADED:
        if _LOADED[path][0] == sha:
            return
        for registry, names in zip(REGISTRIES, _LOADED.pop(path)[1], strict=True):  # it was edited since
            for name in names:
                registry.pop(name, None)
    before = [dict(registry) for registry in REGISTRIES]
    # A name of its own, so that the file can be called anything; the folder it lies in is not searched for modules.
    module = ModuleType(f"cavendish_user_{Path(path).stem}_{sha[:12]}")
    module.__file__ = path
    sys.modules[module.__name__] = module
    try:
        exec(compile(text, path, "exec", dont_inherit=True), module.__dict__)
    except BaseException as error:
        del sys.modules[module.__name__]
        for registry, old in zip(REGISTRIES, before, strict=True):
            registry.clear()
            registry.update(old)
        if not isinstance(error, Exception | SystemExit):
            raise
        said = str(error) if isinstance(error, Taken) else told(error, Path(path))
        raise BadFile(f"{said}{_cure(error, Path(path))}") from error
    added = [registry.keys() - old.keys() for registry, old in zip(REGISTRIES, before, strict=True)]
    _LOADED[path] = sha, added
    if not any(added):
        hint = "; write @builder(name, Parameters) above its function" if _functions(text) else ""
        _LOADED.pop(path)
        raise BadFile(f"{path} adds no builder, asset or material{hint}")


def _cure(error: BaseException, path: Path) -> str:
    name = getattr(error, "name", None) if isinstance(error, ModuleNotFoundError) else None
    if name and (path.with_name(f"{name}.py").is_file() or path.with_name(name).is_dir()):
        return (
            "; a file of builders stands alone, and its folder is not searched: make the two a package "
            "(docs/extending.md), or put all into one file"
        )
    return ""


def _functions(text: bytes) -> bool:
    return any(isinstance(node, ast.FunctionDef) for node in ast.parse(text).body)
