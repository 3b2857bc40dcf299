"""Grades objects by their measurements: an embedding, two hidden layers and a penalty on the weights, with Adam."""
import csv
import json
import random
from pathlib import Path

import numpy as np
import torch
import yaml
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

HERE = Path(__file__).parent
KINDS = ["ash", "birch", "cedar", "elm", "fir"]
GRADES = ["low", "middle", "high"]


class Grader(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.kind = nn.Embedding(len(KINDS), 6)
        self.fc1 = nn.Linear(6 + 8, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.fc2 = nn.Linear(hidden, hidden)
        self.act = nn.GELU()
        self.head = nn.Linear(hidden, len(GRADES))
        nn.init.normal_(self.head.weight, std=0.05)

    def forward(self, table):
        kind = self.kind(table[:, 0].long())
        measures = table[:, 1:].clamp(-4, 4)
        x = torch.cat([kind, measures], dim=1)
        x = self.norm(self.fc1(x))
        x = F.relu(x)
        y = self.act(self.fc2(x))
        x = x * 0.7 + y + x * 0.1
        return self.head(x)


def read_table(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = np.array([KINDS.index(row["kind"]) for row in rows], dtype=np.float32)
    measures = np.array([[float(row[f"m{place}"]) for place in range(8)] for row in rows], dtype=np.float32)
    grades = np.array([GRADES.index(row["grade"]) for row in rows])
    for place in range(measures.shape[1]):
        column = measures[:, place]
        centre, spread = column.mean(), 1.2 * column.std() + 1e-3
        measures[:, place] = (column - centre) / spread
    table = np.concatenate([kinds[:, None], measures], axis=1)
    return torch.from_numpy(table), torch.from_numpy(grades)


def accuracy(model, table, grades):
    model.eval()
    with torch.no_grad():
        guesses = model(table).argmax(dim=1)
    return (guesses == grades).float().mean().item()


def main():
    config = yaml.safe_load((HERE / "config.yaml").read_text())
    torch.set_num_threads(config["threads"])
    random.seed(config["seed"])
    np.random.seed(config["seed"])
    torch.manual_seed(config["seed"])

    table, grades = read_table(HERE / "measures.csv")
    rows = config["train_rows"]
    train = TensorDataset(table[:rows], grades[:rows])
    loader = DataLoader(train, batch_size=config["batch_size"], shuffle=True)

    model = Grader(config["hidden"])
    optimizer = torch.optim.Adam(model.parameters(), lr=config["lr"], betas=config["betas"])
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [config["milestone"]], gamma=config["gamma"])

    losses = []
    step = 0
    for _ in range(config["epochs"]):
        for rows_in, wanted in loader:
            model.train()
            noise = torch.randn_like(rows_in[:, 1:]) * config["noise"]
            rows_in = torch.cat([rows_in[:, :1], rows_in[:, 1:] + noise], dim=1)
            logits = model(rows_in)
            penalty = sum(weight.pow(2).sum() for weight in model.parameters())
            loss = F.cross_entropy(logits, wanted) + config["penalty"] * penalty
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), config["clip"])
            optimizer.step()
            scheduler.step()
            losses.append(loss.item())
            step += 1

    metrics = {
        "train_loss": losses[-1],
        "eval_accuracy": accuracy(model, table[220:], grades[220:]),
        "steps": step,
    }
    (HERE / "metrics.json").write_text(json.dumps(metrics) + "\n")


if __name__ == "__main__":
    main()
