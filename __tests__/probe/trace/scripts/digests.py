"""Holds the digests against a plain model of them, and prints which of many changes to a tensor it tells."""
import json
import os
import sys

sys.path.insert(0, os.environ["PROBE"])
import warnings

import torch

from reprise_probe.trace.digest import Digests
from reprise_probe.trace.mixing import combine, finish, spell, weight
from reprise_probe.trace.rows import Rows, finish_rows
from reprise_probe.trace.sketch import Sketches

warnings.simplefilter("ignore")
digests, sketches = Digests(torch), Sketches(torch)
rows = Rows(torch, digests)
torch.manual_seed(0)


def digest(tensor):
    total = digests.of(tensor)
    return spell(total.make(total.numbers))


def digest_all(tensors):
    total = digests.of_all(tensors)
    return spell(total.make(total.numbers))


def bits(tensor):
    flat = tensor.contiguous().reshape(-1)
    return bytes(flat.view(torch.uint8).tolist()) if flat.numel() else b""


def model(tensor):
    content = bits(tensor)
    content += bytes(-len(content) % 8)
    words = [int.from_bytes(content[at : at + 8], sys.byteorder) for at in range(0, len(content), 8)]
    total = 0
    for at, word in enumerate(words):
        if tensor.element_size() == 8 or len(words) < 65536:
            word += ((word >> 32) - (1 << 32 if word >> 63 else 0)) * 0x9E3779B97F4A7C13
        row, column = divmod(at, 256)
        total += word * ((weight(column) | 1) + (2 * weight(256 + row) if row else 0))
    return spell(finish(total, tensor.numel()))


DTYPES = [torch.float32, torch.float64, torch.bfloat16, torch.float16, torch.int64, torch.int32, torch.uint8, torch.bool]
SIZES = [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1031, 70001, 131072, 140002]
wrong = []
for size in SIZES:
    for dtype in DTYPES:
        tensor = (torch.randn(size) * 50).to(dtype)
        if digest(tensor) != model(tensor):
            wrong.append("%s %d" % (dtype, size))

base = torch.randn(300, 512)


def changed(change, tensor=base):
    other = tensor.clone()
    change(other)
    return digest(other) != digest(tensor), digest_all([other, base]) != digest_all([tensor, base])


def ulp(tensor):
    tensor.view(torch.int32)[299, 511] ^= 1


def swap(a, b):
    def change(tensor):
        tensor.view(-1)[[a, b]] = tensor.view(-1)[[b, a]]

    return change


def tiles(tensor):
    tensor.copy_(torch.cat([tensor[128:256], tensor[:128], tensor[256:]]))


def flip(at, dtype):
    def change(tensor):
        tensor.view(dtype).view(-1)[at] ^= torch.iinfo(dtype).min

    return change


small = torch.ones(64)
zeros = torch.zeros(8)
nan = torch.tensor([float("nan")] * 4)
doubles = torch.randn(1000, dtype=torch.float64)
told = {
    "one unit in the last place": changed(ulp),
    "neighbours swapped": changed(swap(0, 1)),
    "halves of a word swapped far away": changed(swap(3, 512 * 200 + 7)),
    "rows swapped": changed(lambda tensor: tensor.copy_(tensor[torch.arange(299, -1, -1)])),
    "tiles of 65536 elements swapped": changed(tiles),
    "zeros with a sign": changed(lambda tensor: tensor.copy_(-zeros), zeros),
    "another NaN": changed(lambda tensor: tensor.view(torch.int32).add_(1), nan),
    "two signs in the upper halves of words": changed(flip([1, 3], torch.int32), small),
    "two signs exchanged in words": changed(lambda tensor: tensor.neg_(), torch.tensor([1.0, -1.0] * 8)),
    "all bits": changed(lambda tensor: tensor.sub_(1), torch.zeros(2, dtype=torch.int64)),
    "two signs of doubles": changed(flip([10, 500], torch.int64), doubles),
    "all signs of doubles": changed(lambda tensor: tensor.neg_(), doubles),
    "one element more": (digest(torch.zeros(4)) != digest(torch.zeros(5)),) * 2,
}

noncontiguous = {
    "transposed": (base.t(), base.t().contiguous()),
    "every second": (base[:, ::2], base[:, ::2].contiguous()),
    "expanded": (torch.ones(1).expand(9), torch.ones(9)),
    "misaligned": (base.view(-1)[1:1001], base.view(-1)[1:1001].clone()),
    "channels last": (
        torch.randn(2, 3, 4, 4).to(memory_format=torch.channels_last),
        None,
    ),
    "conjugated": (torch.view_as_complex(base[:1, :8].view(4, 2)).conj(), None),
    "imaginary part of a conjugate": (torch.view_as_complex(base[:1, :8].view(4, 2)).conj().imag, None),
    "a parameter": (torch.nn.Parameter(base), base),
}
strides = {}
for name, (tensor, same) in noncontiguous.items():
    same = tensor.detach().resolve_conj().resolve_neg().contiguous() if same is None else same
    strides[name] = digest(tensor) == digest(same)


class Sub(torch.Tensor):
    pass


sparse = torch.sparse_coo_tensor([[0, 2]], [1.0, 2.0], (4,))
others = {
    "of a subclass": digest(base.as_subclass(Sub)) == digest(base),
    "sparse, by its values": digest(sparse) != digest(torch.sparse_coo_tensor([[0, 2]], [1.0, 3.0], (4,))),
    "sparse, by its places": digest(sparse) != digest(torch.sparse_coo_tensor([[0, 3]], [1.0, 2.0], (4,))),
    "on no device": digests.of(torch.empty(3, device="meta")) is None,
    "without a shape yet": digests.of(torch.nn.LazyLinear(3).weight) is None,
}

several = [torch.randn(5), torch.randn(64, 512), None, torch.randn(3).double(), torch.randn(70, 130)]
lists = {
    "order counts": digest_all(several) != digest_all(several[::-1]),
    "a missing one counts": digest_all(several) != digest_all([one for one in several if one is not None]),
    "strides do not": digest_all(several) == digest_all([None if one is None else one.clone() for one in several]),
    "empty": digest_all([]) == spell(combine([combine([])])),
}

row_digests = {}
for shape, dtype in (((7, 33), torch.float32), ((5,), torch.int64), ((4, 3, 5, 5), torch.uint8), ((3, 700), torch.float64)):
    tensor = (torch.randn(shape) * 50).to(dtype)
    totals, count = rows.of(tensor)
    same = [spell(one) for one in finish_rows(totals.tolist(), count)] == [digest(row.clone()) for row in tensor]
    row_digests["%s %s" % (dtype, list(shape))] = same
row_digests["one row, or too many"] = rows.of(torch.ones(1, 4)) is None and rows.of(torch.ones(5000, 1)) is None


def ratio(size):
    """The estimated length of a difference by its true length."""
    one, other = torch.randn(size), torch.randn(size) * 1e-3
    return ((sketches.of(one + other) - sketches.of(one)).norm() / ((one + other) - one).double().norm()).item()


print(
    json.dumps(
        {
            "model": wrong,
            "told": told,
            "strides": strides,
            "others": others,
            "lists": lists,
            "rows": row_digests,
            "ratios": [ratio(size) for size in (40, 5000, 50000) for _ in range(40)],
            "linear": [len(sketches.of(base)), (sketches.of(2 * base) - 2 * sketches.of(base)).abs().max().item()],
        }
    )
)
