"""The weights of the digest `words64`, and the sum that they make of words.

Word i of a tensor stands in row t = i div 256 and column j = i mod 256. Its weight is W[j] + V[t], where W is odd and
V even, both fixed. So the sum needs no more than the sums of the rows and of the columns, which cost what reading
the memory costs, and integer addition gives the same on every device, in any order.

A sum modulo 2^64 keeps little of a word's highest bits: the sign bits of an even number of doubles would cancel. So
the upper half of each word, times a constant, is added to the word first, but for large tensors of small elements,
where the other elements of the words speak for themselves.
"""
from .mixing import GOLDEN, signed, weight

COLUMNS = 256
# Words.
LARGE = 65536


# One less and one more have few factors of two: nor do the signs of both halves of a word cancel.
FOLD = signed(GOLDEN - 2)


def is_folded(tensor, words):
    return tensor.element_size() == 8 or words.numel() < LARGE


def folded(words):
    """A new tensor of words whose upper halves, which keep their sign, count in the lower ones too."""
    return (words >> 32).mul_(FOLD).add_(words)


class Weights:
    """Those of one device."""

    def __init__(self, torch, device):
        self.torch = torch
        self.device = device
        self.columns = torch.tensor([signed(weight(at) | 1) for at in range(COLUMNS)], dtype=torch.int64, device=device)
        self.rows = self.make_rows(1024)

    def make_rows(self, count):
        """`weight(256 + t)`, doubled, but 0 for the first row, of which most tensors have no other."""
        number = self.torch.arange(COLUMNS + 1, COLUMNS + 1 + count, dtype=self.torch.int64, device="cpu")
        number = number * signed(GOLDEN)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            number = (number ^ shifted(number, shift)) * signed(factor)
        rows = (number ^ shifted(number, 31)) * 2
        rows[0] = 0
        return rows.to(self.device)

    def rows_from(self, first, count):
        if first + count > self.rows.numel():
            self.rows = self.make_rows(2 * (first + count))
        return self.rows[first : first + count]

    def dot(self, left, right):
        """torch has no product of integer vectors on a GPU."""
        if self.device.type == "cpu":
            return self.torch.dot(left, right)
        return (left * right).sum()

    def total(self, words, fold, first=0):
        """The weighted sum of words that begin in row `first`, as a tensor of one number."""
        if fold and words.numel() > LARGE:
            pieces = enumerate(words.split(LARGE))
            return sum(self.total(piece, True, LARGE // COLUMNS * at) for at, piece in pieces)
        if fold:
            words = folded(words)
        whole, rest = divmod(words.numel(), COLUMNS)
        total = 0
        if whole:
            square = words[: whole * COLUMNS].view(whole, COLUMNS)
            total = self.dot(square.sum(1), self.rows_from(first, whole)) + self.dot(square.sum(0), self.columns)
        if rest or not whole:
            tail = words[whole * COLUMNS :]
            total = total + self.dot(tail, self.columns[:rest])
            if first + whole:
                total = total + tail.sum() * self.rows_from(first + whole, 1)[0]
        return total

    def of_rows(self, squares):
        """The sum over the rows of several squares, one below the other, not folded."""
        sums = self.torch.empty(sum(len(square) for square in squares), dtype=self.torch.int64, device=self.device)
        columns, at = None, 0
        for square in squares:
            self.torch.sum(square, 1, out=sums[at : at + len(square)])
            at += len(square)
            columns = square.sum(0) if columns is None else columns.add_(square.sum(0))
        return self.dot(sums, self.rows_from(0, at)) + self.dot(columns, self.columns)


def shifted(number, by):
    """To the right, filled with zeros."""
    return (number >> by) & ((1 << (64 - by)) - 1)
