"""Digests of the rows of a batch: each that of the row as a tensor of its own."""
from .mixing import finish
from .weights import COLUMNS, LARGE, folded
from .words import plain, words_of

MOST = 4096


class Rows:
    def __init__(self, torch, digests):
        self.torch = torch
        self.digests = digests

    def of(self, tensor):
        """A tensor of one number a row, and how many elements a row has; None where rows say no more than the whole."""
        tensor = plain(self.torch, tensor)
        if tensor is None or tensor.dim() == 0 or not 1 < tensor.shape[0] <= MOST or tensor.numel() == 0:
            return None
        flat = tensor.reshape(tensor.shape[0], -1)
        size = flat.element_size()
        if flat.shape[1] * size % 8:
            flat = self.padded(flat)
        words = words_of(self.torch, flat).view(flat.shape[0], -1)
        is_folded = size == 8 or words.shape[1] < LARGE
        return self.totals(words, is_folded), tensor.numel() // tensor.shape[0]

    def padded(self, flat):
        bytes_ = flat.contiguous().view(self.torch.uint8)
        room = self.torch.zeros(
            (len(bytes_), -(-bytes_.shape[1] // 8) * 8), dtype=self.torch.uint8, device=flat.device
        )
        room[:, : bytes_.shape[1]] = bytes_
        return room

    def totals(self, words, is_folded):
        weights = self.digests.at(words.device)
        total = 0
        for at, part in enumerate(words.split(COLUMNS, 1)):
            if is_folded:
                part = folded(part)
            scales = weights.columns[: part.shape[1]] + weights.rows_from(at, 1)
            total = total + (part * scales).sum(1)
        return total


def finish_rows(totals, count):
    return [finish(total, count) for total in totals]
