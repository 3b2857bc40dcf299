"""A network with one hidden layer learns digits, in numpy. Writes metrics.csv: one row an epoch.

    python3 train.py --config configs/mini.json
"""

import argparse
import csv
import json

import numpy as np

try:
    from reprise_probe import step as tell
except ImportError:  # not started by Reprise
    def tell(*args, **kwargs): pass


def read_images(path):
    """Returns pixels between 0 and 1, and labels."""
    table = np.loadtxt(path, delimiter=",", skiprows=1)
    return table[:, :64] / 16, table[:, 64].astype(int)


def build(rng, sizes):
    """Weights after He and biases of 0, by name."""
    weights = {}
    for layer, (width, units) in enumerate(zip(sizes, sizes[1:])):
        weights[f"w{layer}"] = rng.normal(0, np.sqrt(2 / width), (width, units))
        weights[f"b{layer}"] = np.zeros(units)
    return weights


def forward(weights, pixels):
    """Returns the hidden activations and the probability of each digit."""
    hidden = np.maximum(pixels @ weights["w0"] + weights["b0"], 0)
    scores = hidden @ weights["w1"] + weights["b1"]
    exponents = np.exp(scores - scores.max(1, keepdims=True))
    return hidden, exponents / exponents.sum(1, keepdims=True)


def cross_entropy(probabilities, labels):
    return -np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)).mean()


def backward(weights, pixels, hidden, probabilities, labels):
    """Returns the gradient of the mean cross-entropy, by the names of the weights."""
    errors = (probabilities - np.eye(10)[labels]) / len(labels)
    back = errors @ weights["w1"].T * (hidden > 0)
    return {"w0": pixels.T @ back, "b0": back.sum(0), "w1": hidden.T @ errors, "b1": errors.sum(0)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", default="configs/mini.json")
    with open(parser.parse_args().config) as file:
        config = json.load(file)

    pixels, labels = read_images("data/train.csv")
    test_pixels, test_labels = read_images("data/test.csv")
    rng = np.random.default_rng(config["seed"])
    weights = build(rng, (64, config["hidden"], 10))
    tell(-1, parameters=weights)

    step, rate = 0, config["learning_rate"]
    with open("metrics.csv", "w", newline="") as file:
        metrics = csv.writer(file)
        metrics.writerow(["epoch", "train_loss", "eval_loss", "accuracy"])
        for epoch in range(1, config["epochs"] + 1):
            order = rng.permutation(len(labels))
            losses = []
            for start in range(0, len(order), config["batch_size"]):
                chosen = order[start : start + config["batch_size"]]
                batch = pixels[chosen], labels[chosen]
                hidden, probabilities = forward(weights, batch[0])
                losses.append(cross_entropy(probabilities, batch[1]))
                gradients = backward(weights, batch[0], hidden, probabilities, batch[1])
                weights = {name: weights[name] - rate * gradients[name] for name in weights}
                computed = {"hidden": hidden, "output": probabilities}
                tell(step, loss=losses[-1], batch=batch, tensors=computed, gradients=gradients, parameters=weights, hyper={"lr": rate}, random=rng)
                step += 1
            rate *= config["decay"]
            _, probabilities = forward(weights, test_pixels)
            eval_loss = cross_entropy(probabilities, test_labels)
            accuracy = (probabilities.argmax(1) == test_labels).mean()
            metrics.writerow([epoch, np.mean(losses), eval_loss, accuracy])
            print(f"epoch {epoch}/{config['epochs']} loss={np.mean(losses):.4f} eval_loss={eval_loss:.4f} accuracy={accuracy:.3f}", flush=True)


if __name__ == "__main__":
    main()
