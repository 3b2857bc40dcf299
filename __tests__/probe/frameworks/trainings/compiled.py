"""A compiled model; says how often the compiler had to break its graph."""
import sys

import torch
from torch import nn
from torch._dynamo.utils import counters

from ending import finish, seed


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(16, 32)
        self.norm = nn.LayerNorm(32)
        self.last = nn.Linear(32, 4)

    def forward(self, x):
        return self.last(torch.nn.functional.gelu(self.norm(self.first(x))))


def main(backend):
    seed(6)
    x = torch.randn(64, 16)
    y = x[:, :4].argmax(1)
    model = Net()
    fast = torch.compile(model, backend=backend)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    losses = []
    for step in range(12):
        rows = slice(step % 4 * 16, step % 4 * 16 + 16)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(fast(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    breaks, graphs = sum(counters["graph_break"].values()), counters["stats"]["unique_graphs"]
    finish(model, losses=losses, breaks=breaks, graphs=graphs)


if __name__ == "__main__":
    main(sys.argv[1])
