# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A command with limits, set by a small process that then becomes the command.

They are not set by `preexec_fn`, which may deadlock where the parent has threads.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from os import PathLike

LAUNCHER = """
import ctypes, os, resource, signal, sys
memory, written = map(int, sys.argv[1:3])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
if written:
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: it ends with its parent
os.execv(sys.argv[3], sys.argv[3:])
"""


def limited(command: Sequence[str | PathLike[str]], memory: int, written: int = 0) -> list[str]:
    """The command, an absolute path first, with at most so many bytes of address space and of each file that it writes
    (0: no limit); it is killed when the thread that starts it ends.
    """
    return [sys.executable, "-I", "-S", "-c", LAUNCHER, str(memory), str(written), *map(str, command)]
