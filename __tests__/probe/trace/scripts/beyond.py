"""Trains for ten steps, then does what the steps of an optimiser in the main thread do not show: python beyond.py WAY SEED."""
import os
import sys
import threading

import torch
from torch import nn

way, seed = sys.argv[1:]
torch.manual_seed(0)


def train(model, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        model(torch.randn(8, 4)).pow(2).mean().backward()
        optimizer.step()


def by_hand(steps):
    weights = torch.randn(4, requires_grad=True)
    for _ in range(steps):
        (torch.randn(8, 4) @ weights).pow(2).mean().backward()
        with torch.no_grad():
            weights -= 0.1 * weights.grad
        weights.grad = None


class Masked(nn.Linear):
    def __init__(self):
        super().__init__(8, 1)
        if seed == "2":
            self.register_buffer("mask", torch.ones(8))

    def forward(self, x):
        return super().forward(x * self.mask if seed == "2" else x)


last = Masked() if way == "constant" else nn.Linear(8, 1)
momentum = float(seed) / 10 if way == "averages" else 0.1
train(nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8, momentum=momentum), last), 10)
torch.manual_seed(int(seed))
if way == "thread":
    thread = threading.Thread(target=train, args=(nn.Linear(4, 1), 5))
    thread.start()
    thread.join()
if way == "fork":
    if os.fork() == 0:
        train(nn.Linear(4, 1), 5)
        os._exit(0)
    os.wait()
if way == "by hand":
    by_hand(5)
if way == "by hand, long":
    by_hand(5000)
