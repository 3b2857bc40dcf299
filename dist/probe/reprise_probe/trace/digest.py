"""Digests of tensors: `words64`, a 64-bit number of a tensor's bits and the number of its elements.

A `Total` is what is known at once: the numbers of which a function makes the digest. On a CPU they are integers; on
another device they stay there as tensors until the step is over (`later`).
"""
from .mixing import combine, finish
from .weights import COLUMNS, Weights, is_folded
from .words import plain, words_of

# Words from which a tensor is worth sums of its own; smaller ones are put together first.
LEAST = 4096


class Total:
    __slots__ = ("numbers", "make")

    def __init__(self, numbers, make):
        self.numbers = numbers
        self.make = make


class Digests:
    def __init__(self, torch):
        self.torch = torch
        self.weights = {}

    def of(self, tensor):
        """The Total of one tensor; None where it has no bits of its own."""
        tensor = plain(self.torch, tensor)
        if tensor is None:
            return None
        count = tensor.numel()
        words = words_of(self.torch, tensor)
        number = self.at(words.device).total(words, is_folded(tensor, words))
        return Total([known(number)], lambda numbers: finish(numbers[0], count))

    def at(self, device):
        found = self.weights.get(device)
        if found is None:
            found = self.weights[device] = Weights(self.torch, device)
        return found

    def of_all(self, tensors):
        """One Total of many tensors, in their order; None stands for one that is missing.

        Whole rows of the large ones form one long column of rows a device; what is left over is put together by type.
        """
        counts, rows, rests = [], {}, {}
        for tensor in tensors:
            tensor = None if tensor is None else plain(self.torch, tensor)
            counts.append(None if tensor is None else tensor.numel())
            if tensor is not None:
                self.share_out(tensor, rows, rests)
        numbers = [self.at(device).of_rows(squares) for device, squares in rows.items()]
        for rest in rests.values():
            words = words_of(self.torch, self.torch.cat(rest) if len(rest) > 1 else rest[0])
            numbers.append(self.at(words.device).total(words, True))
        shape = combine(counts)
        return Total([known(number) for number in numbers], lambda totals: combine([shape, *totals]))

    def share_out(self, tensor, rows, rests):
        flat = tensor.reshape(-1)
        share = 8 * COLUMNS // flat.element_size()
        whole = 0
        if share > COLUMNS and flat.numel() >= LEAST // COLUMNS * share:
            whole = flat.numel() // share * share
            square = words_of(self.torch, flat if whole == flat.numel() else flat[:whole]).view(-1, COLUMNS)
            rows.setdefault(flat.device, []).append(square)
        if whole < flat.numel():
            rests.setdefault((flat.device, flat.dtype), []).append(flat[whole:] if whole else flat)


def known(number):
    """An integer where the number is at hand."""
    return number.item() if number.device.type == "cpu" else number
