"""Who acts: dictionary names, roles by date, agents composed with their country, and reference inside the article."""

from pipeline.actors.coder import ActorCoder

__all__ = ["ActorCoder"]
