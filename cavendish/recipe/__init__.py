# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The Recipe: one YAML file, typed and checked. Every complaint names the file, the line, the key and the cure."""

from cavendish.recipe.json_schema import schema
from cavendish.recipe.model import Limits, Recipe, SceneChoice, Truth, digest, digest_of
from cavendish.recipe.read import again, find, load, shipped

__all__ = [
    "Limits",
    "Recipe",
    "SceneChoice",
    "Truth",
    "again",
    "digest",
    "digest_of",
    "find",
    "load",
    "schema",
    "shipped",
]
