# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""`python -m cavendish` is the command line."""

from cavendish.cli import main

if __name__ == "__main__":
    main()
