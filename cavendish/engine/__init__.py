# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""From a recipe to a dataset: plan, workers, commit and resume."""
