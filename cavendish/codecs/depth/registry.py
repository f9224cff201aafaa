# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Depth codecs by name: a dict of factories, filled by a decorator."""

import inspect
from collections.abc import Callable
from typing import TypeVar

from cavendish.codecs.depth.codec import DepthCodec
from cavendish.codecs.names import known

Factory = TypeVar("Factory", bound=Callable[..., DepthCodec])

_FACTORIES: dict[str, Callable[..., DepthCodec]] = {}


def register(name: str) -> Callable[[Factory], Factory]:
    """Offer the decorated factory, whose keyword arguments are the codec's parameters, under `name`."""

    def enter(factory: Factory) -> Factory:
        _FACTORIES[name] = factory
        return factory

    return enter


def depth_codecs() -> tuple[str, ...]:
    """Return the names that `depth_codec` knows, in order."""
    return tuple(sorted(_FACTORIES))


def depth_codec(name: str = "cube", **parameters: float) -> DepthCodec:
    """Return the depth codec of that name, made with its own defaults where a parameter is not given.

    Raises ValueError for an unknown name or parameter (it names the nearest) or one out of its range.
    """
    factory = _FACTORIES[known(name, _FACTORIES, "depth codec")]
    allowed = inspect.signature(factory).parameters
    for parameter in parameters:
        known(parameter, allowed, f"parameter of depth codec {name!r}")
    return factory(**parameters)
