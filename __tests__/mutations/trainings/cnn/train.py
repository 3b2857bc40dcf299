"""Tells drawings apart: two convolutions with batch norm and dropout, trained with momentum."""
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader

from drawings import NAMES, Drawings, read_drawings

HERE = Path(__file__).parent


class Net(nn.Module):
    def __init__(self, channels, dropout):
        super().__init__()
        self.conv1 = nn.Conv2d(1, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, 2 * channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(2 * channels)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(2 * channels * 4, len(NAMES))
        nn.init.kaiming_normal_(self.conv2.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, images):
        x = F.relu(self.bn1(self.conv1(images)))
        x = F.max_pool2d(x, 2)
        x = F.relu(self.bn2(self.conv2(x)))
        x = F.avg_pool2d(x, 2)
        x = self.drop(x.flatten(1))
        return self.head(x)


def rate_at(step, steps, config):
    """Constant, then falling in a straight line."""
    if step < config["decay_from"]:
        return config["lr"]
    left = (steps - step) / (steps - config["decay_from"])
    return config["final_lr"] + (config["lr"] - config["final_lr"]) * left


def evaluate(model, loader):
    model.eval()
    right = 0
    with torch.no_grad():
        for images, labels in loader:
            right += (model(images).argmax(dim=1) == labels).sum().item()
    model.train()
    return right / len(loader.dataset)


def main():
    config = json.loads((HERE / "config.json").read_text())
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    np.random.seed(config["seed"])

    drawings = read_drawings(HERE / "shapes.txt")
    train = Drawings(drawings[:160], config["shift"], config["flip"])
    order = torch.Generator().manual_seed(config["seed"])
    loader = DataLoader(train, batch_size=config["batch_size"], shuffle=True, generator=order)
    held_out = DataLoader(Drawings(drawings[160:]), batch_size=30)

    model = Net(config["channels"], config["dropout"])
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(
        model.parameters(),
        lr=config["lr"],
        momentum=config["momentum"],
        weight_decay=config["weight_decay"],
    )

    steps = config["epochs"] * len(loader)
    step = 0
    accuracies = []
    for _ in range(config["epochs"]):
        for images, labels in loader:
            for group in optimizer.param_groups:
                group["lr"] = rate_at(step, steps, config)
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            step += 1
        accuracies.append(evaluate(model, held_out))

    metrics = {"train_loss": loss.item(), "eval_accuracy": accuracies[-1], "steps": step}
    (HERE / "metrics.json").write_text(json.dumps(metrics) + "\n")


if __name__ == "__main__":
    main()
