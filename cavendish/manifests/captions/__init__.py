# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Words for what a Frame shows: which object a phrase means, and what a caption may say of the whole."""
