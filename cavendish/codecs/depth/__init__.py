# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Depth codecs, by name. A new codec is one new file here with a `@register(...)` factory.

Or a module of another package, which names it in its entry points of the group `cavendish.codecs`.
"""

from importlib import import_module
from pkgutil import iter_modules

from cavendish.codecs.depth.codec import DepthCodec, RelativeDepthCodec
from cavendish.codecs.depth.registry import depth_codec, depth_codecs, register

__all__ = ["DepthCodec", "RelativeDepthCodec", "depth_codec", "depth_codecs", "register"]

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
