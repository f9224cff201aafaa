# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Depth codecs by name: a dict of factories, filled by a decorator and by the entry points of other packages."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import TypeVar
from warnings import warn

from cavendish.codecs.depth.codec import DepthCodec
from cavendish.codecs.names import known

Factory = TypeVar("Factory", bound=Callable[..., DepthCodec])

GROUP = "cavendish.codecs"
"""The group of entry points that name modules of depth codecs in other packages."""

_FACTORIES: dict[str, Callable[..., DepthCodec]] = {}


def register(name: str) -> Callable[[Factory], Factory]:
    """Offer the decorated factory, whose keyword arguments are the codec's parameters, under `name`.

    Raises ValueError where another factory has the name.
    """

    def enter(factory: Factory) -> Factory:
        other = _FACTORIES.setdefault(name, factory)
        if (other.__module__, other.__qualname__) != (factory.__module__, factory.__qualname__):
            raise ValueError(f"depth codec {name!r} is that of {other.__module__}; choose another name")
        _FACTORIES[name] = factory
        return factory

    return enter


def depth_codecs() -> tuple[str, ...]:
    """Return the names that `depth_codec` knows, those of installed packages included, in order."""
    _load_plugins()
    return tuple(sorted(_FACTORIES))


def depth_codec(name: str = "cube", **parameters: float | str) -> DepthCodec:
    """Return the depth codec of that name, made with its own defaults where a parameter is not given.

    Raises ValueError for an unknown name or parameter (it names the nearest) or one out of its range.
    """
    factory = _FACTORIES.get(name) or _FACTORIES[known(name, depth_codecs(), "depth codec")]
    allowed = inspect.signature(factory).parameters
    for parameter in parameters:
        known(parameter, allowed, f"parameter of depth codec {name!r}")
    return factory(**parameters)


def home(name: str) -> str:
    """Return the module of the depth codec of that name. Raises ValueError for an unknown name."""
    return (_FACTORIES.get(name) or _FACTORIES[known(name, depth_codecs(), "depth codec")]).__module__


@cache
def _load_plugins() -> None:
    """Import, once, what installed packages offer; one that cannot be is warned of and left out."""
    from importlib.metadata import entry_points  # a name that is known at once does not pay for this

    for plugin in entry_points(group=GROUP):
        try:
            plugin.load()
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            warn(f"the depth codecs of {plugin.value} cannot be loaded: {reason}", stacklevel=3)
