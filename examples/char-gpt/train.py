"""Trains a small GPT on a book, character by character; writes metrics.jsonl and model.pt.

    python3 train.py --config configs/mini.json
"""

import argparse
import json
import math

import torch
from torch import nn
from torch.utils.data import DataLoader

from gpt.model import GPT
from gpt.text import Text, Windows


def learning_rate(step, config):
    """Rises in a line while warming up, then falls along half a cosine to a tenth."""
    if step < config["warmup_steps"]:
        return config["learning_rate"] * (step + 1) / config["warmup_steps"]
    done = (step - config["warmup_steps"]) / (config["steps"] - config["warmup_steps"])
    return config["learning_rate"] * (0.1 + 0.45 * (1 + math.cos(math.pi * done)))


def optimizer_of(model, config):
    """AdamW; biases, norms and embeddings do not decay."""
    decay = [module.weight for module in model.modules() if isinstance(module, nn.Linear)]
    kept = {id(weight) for weight in decay}
    rest = [weight for weight in model.parameters() if id(weight) not in kept]
    groups = [{"params": decay, "weight_decay": config["weight_decay"]}, {"params": rest, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=config["learning_rate"], betas=(0.9, 0.95))


def endless(loader):
    while True:
        yield from loader


def loss_of(model, codes, targets):
    return nn.functional.cross_entropy(model(codes).flatten(0, 1), targets.flatten())


@torch.no_grad()
def evaluate(model, loader, device):
    model.eval()
    losses = [loss_of(model, codes.to(device), targets.to(device)) for codes, targets in loader]
    model.train()
    return torch.stack(losses).double().mean().item()


def train(model, loader, config, device, report):
    optimizer = optimizer_of(model, config)
    total = torch.zeros((), device=device)
    for step, (codes, targets) in zip(range(config["steps"]), endless(loader)):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, config)
        loss = loss_of(model, codes.to(device), targets.to(device))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), config["clip"])
        optimizer.step()
        total += loss.detach()
        if (step + 1) % config["log_every"] == 0:
            report(step=step + 1, train_loss=total.item() / config["log_every"])
            total.zero_()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", default="configs/mini.json")
    with open(parser.parse_args().config) as file:
        config = json.load(file)

    torch.manual_seed(config["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    text = Text("data/opticks.txt")
    shape = {name: config[name] for name in ("layers", "heads", "width", "context", "dropout")}
    model = GPT(len(text.alphabet), **shape).to(device)
    order = torch.Generator().manual_seed(config["seed"])
    train_loader = DataLoader(
        Windows(text.train, config["context"]), config["batch_size"], shuffle=True, drop_last=True, generator=order
    )
    eval_loader = DataLoader(Windows(text.eval, config["context"]), config["batch_size"], drop_last=True)

    with open("metrics.jsonl", "w") as metrics:

        def report(**values):
            print(json.dumps(values), file=metrics, flush=True)
            print("  ".join(f"{name} {value:.4g}" for name, value in values.items()), flush=True)

        train(model, train_loader, config, device, report)
        report(step=config["steps"], eval_loss=evaluate(model, eval_loader, device))

    torch.save(model.state_dict(), "model.pt")
    prompt = text.eval[None, : config["context"]]
    print(text.decode(model.cpu().eval().continued(prompt, 200)[0].tolist()))


if __name__ == "__main__":
    main()
