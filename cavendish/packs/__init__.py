# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What is done to packs of assets as a whole: growing them with other projects' generators."""
