"""Mends what the parser is known to get wrong, before a tree is read; one module for each family of errors."""

from pipeline.actions.repairs.steps import repair_tree

__all__ = ["repair_tree"]
