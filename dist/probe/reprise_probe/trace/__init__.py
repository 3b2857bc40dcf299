"""The trace of a PyTorch training: what each step computed, in digests. `docs/trace.md` has the format.

Nothing of this package is imported before the training itself has imported torch, but `writer`, `lines` and
`schedule`, which the one-line API for other frameworks uses too.
"""
