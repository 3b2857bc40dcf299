"""One step of several kinds of trainings, by the name in the first argument: what of them is in the trace."""
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.line = nn.Linear(4, 4)
        self.norm = nn.BatchNorm1d(4)

    def forward(self, x, mask=None):
        return {"hidden": self.norm(self.line(x * mask)), "other": (x, 3)}


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block()
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        for _ in range(2):
            x = self.block(x, mask=torch.ones(4))["hidden"]
        return self.head(x)


def loader(count=8, size=4):
    pairs = [{"x": torch.full((4,), at / count), "y": at % 3} for at in range(count)]
    return torch.utils.data.DataLoader(pairs, batch_size=size)


def modules():
    model = Net()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for batch in loader():
        F.cross_entropy(model(batch["x"]), batch["y"]).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1e-3)
        optimizer.step()
        optimizer.param_groups[0]["lr"] = 0.05
        model.eval()
        for other in loader():
            F.cross_entropy(model(other["x"]), other["y"])
        model.train()


def accumulated():
    model = nn.Linear(4, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for at, batch in enumerate(loader()):
        F.cross_entropy(model(batch["x"]), batch["y"]).backward()
        if at == 1:
            optimizer.step()


def closure():
    model, batch = nn.Linear(4, 3), next(iter(loader()))
    optimizer = torch.optim.LBFGS(model.parameters(), max_iter=1)

    def evaluate():
        optimizer.zero_grad()
        loss = F.cross_entropy(model(batch["x"]), batch["y"])
        loss.backward()
        return loss

    optimizer.step(evaluate)


def adversaries():
    maker, judge = nn.Linear(4, 4), nn.Linear(4, 1)
    made, judged = torch.optim.SGD(maker.parameters(), lr=0.1), torch.optim.SGD(judge.parameters(), lr=0.1)
    x = torch.ones(2, 4)
    judge(maker(x).detach()).mean().backward()
    judged.step()
    judge(maker(x)).mean().backward()
    made.step()


def bare():
    weight = nn.Parameter(torch.ones(3))
    optimizer = torch.optim.SGD([weight], lr=0.1)
    (weight**2).sum().backward()
    optimizer.step()


def scaled():
    """The second of three steps overflows, and the scaler leaves it out."""
    model = nn.Linear(4, 3)
    optimizer, scaler = torch.optim.SGD(model.parameters(), lr=0.1), torch.amp.GradScaler("cpu", init_scale=8.0)
    for at in range(3):
        optimizer.zero_grad()
        loss = model(torch.ones(2, 4)).mean() * (float("inf") if at == 1 else 1)
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()


def compiled():
    model = torch.compile(nn.Linear(4, 3), backend="eager")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    F.mse_loss(model(torch.ones(2, 4)), torch.zeros(2, 3)).backward()
    optimizer.step()


def wrapped():
    model = nn.DataParallel(nn.Linear(4, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    F.mse_loss(model(torch.ones(2, 4)), torch.zeros(2, 3)).backward()
    optimizer.step()


torch.manual_seed(0)
globals()[sys.argv[1]]()
