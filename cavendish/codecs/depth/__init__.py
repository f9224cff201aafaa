# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Depth codecs, by name. A new codec is one new file with a `@register(...)` factory, imported below."""

from cavendish.codecs.depth import cube  # noqa: F401  (importing a codec registers it)
from cavendish.codecs.depth.codec import DepthCodec
from cavendish.codecs.depth.registry import depth_codec, depth_codecs

__all__ = ["DepthCodec", "depth_codec", "depth_codecs"]
