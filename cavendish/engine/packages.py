# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The installed packages that add to what a recipe makes: what else to install to grow the same bytes again."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from cavendish.codecs.depth.registry import GROUP, home
from cavendish.manifests.tasks import TASKS
from cavendish.recipe import Recipe
from cavendish.scenes.builders import BUILDERS

NAMED = ("cavendish.builders", "cavendish.tasks", GROUP)
DRAWN = ("cavendish.assets", "cavendish.materials", "cavendish.blender_materials", "cavendish.classes")
OPEN = {"blend"}  # of Cavendish's builders, those that take names of things, materials or classes from a user


def packages(recipe: Recipe) -> dict[str, str]:
    """Name -> version of the installed packages that a recipe's bytes may hang on, sorted.

    They are those whose builders, tasks or codecs the recipe names. Where it names a builder that is not Cavendish's own, they
    are also those that offer things, materials or classes: such a builder may draw on any of them.
    """
    builders = {choice.builder: BUILDERS[choice.builder].build.__module__ for choice in recipe.scenes}
    codec = getattr(recipe.tasks.get("depth"), "codec", None)
    tasks = [TASKS[name].draw.__module__ for name in recipe.tasks]
    roots = {_root(module) for module in (*builders.values(), *tasks, *([home(codec)] if codec else ()))}
    others = any(name in OPEN or _root(module) != "cavendish" for name, module in builders.items())
    found = {}
    for group in (*NAMED, *(DRAWN if others else ())):
        for plugin in entry_points(group=group):
            if plugin.dist is not None and (group in DRAWN or _root(plugin.module) in roots):
                found[plugin.dist.name] = plugin.dist.version
    return dict(sorted(found.items()))


def packs(recipe: Recipe) -> list[dict[str, Any]]:
    """The packs of assets that a recipe draws from: name, version, source, SHA-256, and how many rows have which licence."""
    return [
        {
            "name": choice.pack.name,
            "version": choice.pack.version,
            "source": choice.pack.source,
            "sha256": choice.sha256,
            "licences": choice.pack.licences,
        }
        for choice in recipe.packs
    ]


def _root(module: str) -> str:
    return module.partition(".")[0]
