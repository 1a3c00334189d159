"""Where an event happened: names of cities and countries, and the choice among those of a sentence."""

from pipeline.places.names import Place
from pipeline.places.reader import PlaceReader, load_places

__all__ = ["Place", "PlaceReader", "load_places"]
