"""From a parsed sentence with actor mentions to coded actions.

repair (what the parser is known to get wrong) -> graph (subject, object and argument of each word) -> slots (mentions
on the words) -> phrases and binding (words and arguments of one pattern) -> matching (which patterns hold) -> readings
(the best at each word, composed with what it embeds; order where the tree fails) -> qualifiers (status, attribution)
-> coder. Beside them: model and fitting (the model step), proofs (the codebook's examples), tracing (why).
"""
