"""Recipe that makes the parser in `pipeline/english` from Universal Dependencies treebanks."""
