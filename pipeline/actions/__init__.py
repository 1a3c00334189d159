"""From a parsed sentence with actor mentions to coded actions.

graph (what is subject, object and argument of each word) -> matching (which patterns hold) -> operators
(demands, refusals and threats around an action) -> slots (which mention fills source and target) -> qualifiers
(status, attribution) -> coder.
"""
