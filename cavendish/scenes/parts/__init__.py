# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the things of `scenes.assets` are put together from; nothing here is a thing by itself."""
