"""Sketches of tensors: `signs16`, 16 sums from which two traces tell how far two tensors are apart.

Element i is added to sum i mod 16 with a fixed sign, in float64. The sums are linear, so the difference of two
sketches is the sketch of the difference, and its length is about the length of the difference. Complex numbers are
pairs of elements.

Source: Alon, Matias, Szegedy, "The space complexity of approximating the frequency moments", 1999.
"""
from .mixing import weight
from .words import plain

SUMS = 16
TILE = 16384
# Digits after which two sketches of float32 tensors that are one rounding apart still differ.
DIGITS = "%.10g"


class Sketches:
    def __init__(self, torch):
        self.torch = torch
        self.signs = {}

    def of(self, tensor):
        """A tensor of 16 sums on the tensor's device; None where there is nothing to sum."""
        tensor = plain(self.torch, tensor)
        if tensor is None or tensor.numel() == 0:
            return None
        if tensor.element_size() == 1 and tensor.is_floating_point():
            tensor = tensor.to(self.torch.float32)
        sums = None
        for at, tile in enumerate(tensor.reshape(-1).split(TILE)):
            found = self.of_tile(tile) * sign(weight(at))
            sums = found if sums is None else sums.add_(found)
        return sums

    def of_tile(self, tile):
        signed = tile * self.at(tile.device)[: tile.numel()]
        rest = -tile.numel() % SUMS
        if rest:
            signed = self.torch.cat([signed, signed.new_zeros(rest)])
        return signed.view(-1, SUMS).sum(0)

    def at(self, device):
        found = self.signs.get(device)
        if found is None:
            numbers = [sign(weight(at // 64) >> at % 64) for at in range(TILE)]
            found = self.torch.tensor(numbers, dtype=self.torch.float64, device=device)
            self.signs[device] = found
        return found


def sign(number):
    return 1.0 if number & 1 else -1.0


def rounded(sums):
    """As the trace has them."""
    return [float(DIGITS % number) for number in sums]
