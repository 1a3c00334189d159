"""The codebooks: files that researchers edit, read, checked and compiled."""
