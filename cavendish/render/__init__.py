# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""From a Scene to Frames: what a camera sees, with its exact truth."""
