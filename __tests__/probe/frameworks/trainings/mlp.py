"""A small network with dropout; the loader shuffles and its worker processes use a generator of their own."""
import sys

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from ending import finish, seed

STEPS = 20


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(16, 32)
        self.dropout = nn.Dropout(0.2)
        self.last = nn.Linear(32, 4)

    def forward(self, x):
        hidden = torch.relu(self.first(x))
        return self.last(self.dropout(hidden))


def main(workers=0, start="fork"):
    seed(0)
    x = torch.randn(80, 16)
    y = (x[:, :4] + 0.1 * torch.randn(80, 4)).argmax(1)
    context = {"multiprocessing_context": start} if workers else {}
    loader = DataLoader(TensorDataset(x, y), batch_size=8, shuffle=True, num_workers=workers, **context)
    model = Net()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    step, losses = 0, []
    while step < STEPS:
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(inputs), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            step += 1
    finish(model, losses=losses)


if __name__ == "__main__":
    main(*(int(word) if word.isdigit() else word for word in sys.argv[1:]))
