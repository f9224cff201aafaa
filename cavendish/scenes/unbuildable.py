# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a builder raises where its parameters can give no scene."""


class Unbuildable(ValueError):
    """No seed can give a scene with these parameters, so a run ends at once; the message is a sentence with the cure."""
