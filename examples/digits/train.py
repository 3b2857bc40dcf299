"""Trains the network and writes metrics.csv: one row an epoch.

    python3 train.py --config configs/mini.json
"""

import argparse
import csv
import json
import math
import random

from digits.data import read_images
from digits.network import Network


def evaluate(network, images):
    """Returns mean loss and accuracy over images."""
    loss = 0.0
    right = 0
    for pixels, label in images:
        _, probabilities = network.forward(pixels)
        loss -= math.log(max(probabilities[label], 1e-12))
        right += max(range(10), key=probabilities.__getitem__) == label
    return loss / len(images), right / len(images)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", default="configs/mini.json")
    with open(parser.parse_args().config) as file:
        config = json.load(file)

    train, test = read_images("data/train.csv"), read_images("data/test.csv")
    rng = random.Random(config["seed"])
    network = Network(64, config["hidden"], 10, rng)

    with open("metrics.csv", "w", newline="") as file:
        metrics = csv.writer(file)
        metrics.writerow(["epoch", "train_loss", "eval_loss", "accuracy"])
        for epoch in range(1, config["epochs"] + 1):
            rng.shuffle(train)
            size = config["batch_size"]
            batches = [train[start : start + size] for start in range(0, len(train), size)]
            train_loss = sum(network.learn(batch, config["learning_rate"]) for batch in batches) / len(batches)
            eval_loss, accuracy = evaluate(network, test)
            metrics.writerow([epoch, train_loss, eval_loss, accuracy])
            print(f"epoch {epoch}/{config['epochs']} loss={train_loss:.4f} eval_loss={eval_loss:.4f} accuracy={accuracy:.3f}", flush=True)


if __name__ == "__main__":
    main()
