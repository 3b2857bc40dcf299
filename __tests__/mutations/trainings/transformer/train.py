"""Learns to write like tale.txt, letter by letter."""
import json
from pathlib import Path

import torch
import yaml
from torch.nn import functional as F

from model import Tale

HERE = Path(__file__).parent


def get_batch(ids, config, source):
    starts = torch.randint(len(ids) - config["context"] - 1, (config["batch_size"],), generator=source)
    x = torch.stack([ids[start : start + config["context"]] for start in starts])
    y = torch.stack([ids[start + 1 : start + config["context"] + 1] for start in starts])
    return x, y


def rate_at(step, config):
    if step < config["warmup"]:
        return config["lr"] * (step + 1) / config["warmup"]
    if step < config["decay_from"]:
        return config["lr"]
    return config["lr"] * 0.5


@torch.no_grad()
def held_out_loss(model, ids, config):
    model.eval()
    source = torch.Generator().manual_seed(99)
    losses = []
    for _ in range(4):
        x, y = get_batch(ids, config, source)
        losses.append(F.cross_entropy(model(x).flatten(0, 1), y.flatten()).item())
    model.train()
    return sum(losses) / len(losses)


def main():
    config = yaml.safe_load((HERE / "config.yaml").read_text())
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    source = torch.Generator().manual_seed(config["data_seed"])

    text = (HERE / "tale.txt").read_text()
    letters = sorted(set(text))
    ids = torch.tensor([letters.index(letter) for letter in text])
    cut = int(0.9 * len(ids))

    model = Tale(len(letters), config)
    decayed = [weight for weight in model.parameters() if weight.dim() == 2]
    others = [weight for weight in model.parameters() if weight.dim() != 2]
    optimizer = torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": config["weight_decay"]},
            {"params": others, "weight_decay": 0.0},
        ],
        lr=config["lr"],
        betas=(0.9, config["beta2"]),
    )

    for step in range(config["steps"]):
        x, y = get_batch(ids[:cut], config, source)
        logits = model(x)
        loss = F.cross_entropy(logits.flatten(0, 1), y.flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), config["clip"])
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, config)
        optimizer.step()

    metrics = {"train_loss": loss.item(), "eval_loss": held_out_loss(model, ids[cut:], config)}
    (HERE / "metrics.json").write_text(json.dumps(metrics) + "\n")


if __name__ == "__main__":
    main()
