# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Arrays of other libraries: what comes in as torch's, or any array API's, goes out as that, on its device.

The codecs compute in NumPy. A CPU tensor is viewed, not copied, on its way in and out; one on a GPU is copied
to the host and back, a few bytes a pixel. Gradients do not pass: eight-bit colours have none.
"""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np

P = ParamSpec("P")
Result = TypeVar("Result")

HOST = 1
"""DLPack's number of the host's memory."""


def any_array(function: Callable[P, Result]) -> Callable[P, Result]:
    """Let a function of NumPy arrays take those of other libraries, and return its arrays as the first is.

    Dtypes are the function's own: uint8 colours, float32 numbers, int32 labels. What has no array of another
    library among its arguments is passed on as it is.
    """

    @wraps(function)
    def of_any(*args: P.args, **kwargs: P.kwargs) -> Result:
        foreign = [value for value in (*args, *kwargs.values()) if _is_foreign(value)]
        if not foreign:
            return function(*args, **kwargs)
        named = {name: _as_numpy(value) for name, value in kwargs.items()}
        result = function(*map(_as_numpy, args), **named)
        return cast(Result, _as_theirs(result, foreign[0]))

    return of_any


def _is_foreign(value: object) -> bool:
    """Say whether it is an array of another library."""
    return hasattr(value, "__dlpack__") and not isinstance(value, (np.ndarray, np.generic))


def _as_numpy(value: Any) -> Any:
    """Return an array of another library, or a tuple of some, as NumPy's on the host; anything else as it is.

    torch's bfloat16, which NumPy lacks, becomes float32.
    """
    if isinstance(value, tuple):
        return _each(_as_numpy, value)
    if not _is_foreign(value):
        return value
    if hasattr(value, "detach"):  # torch: off its graph, and off its device
        value = value.detach().cpu()
        return np.asarray(value.float() if str(value.dtype) == "torch.bfloat16" else value)
    on_host = value.__dlpack_device__()[0] == HOST
    return np.from_dlpack(value) if on_host else np.from_dlpack(value, device="cpu")


def _as_theirs(result: Any, like: Any) -> Any:
    """Return a NumPy array, or a tuple of some, as one of the library and on the device of `like`."""
    if isinstance(result, tuple):
        return _each(lambda part: _as_theirs(part, like), result)
    if not isinstance(result, (np.ndarray, np.generic)):
        return result
    theirs = sys.modules["torch"] if hasattr(like, "detach") else like.__array_namespace__()
    return theirs.asarray(np.asarray(result), device=like.device)


def _each(function: Callable[[Any], Any], values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the tuple, named or not, of what a function makes of its members."""
    made = map(function, values)
    return type(values)(*made) if hasattr(values, "_fields") else tuple(made)
