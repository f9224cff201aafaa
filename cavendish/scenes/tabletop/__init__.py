# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Small things on surfaces: what lies where (`theme`), in which room (`stage`), how it comes to lie (`drop`)."""
