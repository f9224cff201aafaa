# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A market stall for Cavendish: a builder, an asset, a material and their classes."""

from importlib.resources import files

CLASSES = files(__name__) / "classes.yaml"
