"""Keras on JAX learns to tell two spirals apart. Writes metrics.csv: one row an epoch.

    python3 train.py --config configs/mini.json
"""

import argparse
import json
import os

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np

try:
    from reprise_probe import step as tell
except ImportError:  # not started by Reprise
    def tell(*args, **kwargs): pass


class Steps(keras.callbacks.Callback):
    """Tells Reprise each step."""

    step = 0

    def on_train_begin(self, logs=None):
        tell(-1, parameters=self.model.trainable_variables)

    def on_train_batch_end(self, batch, logs=None):
        tell(self.step, loss=logs["loss"], parameters=self.model.trainable_variables, hyper={"lr": self.model.optimizer.learning_rate})
        self.step += 1


def spirals(rng, count):
    """Points on two arms, and which arm each is on."""
    arm = rng.integers(0, 2, count)
    turn = rng.uniform(0.5, 2.5, count)
    angle = np.pi * (turn + arm)
    points = np.stack([turn * np.cos(angle), turn * np.sin(angle)], 1) + rng.normal(0, 0.05, (count, 2))
    return points.astype("float32"), arm.astype("float32")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", default="configs/mini.json")
    with open(parser.parse_args().config) as file:
        config = json.load(file)

    keras.utils.set_random_seed(config["seed"])
    rng = np.random.default_rng(config["seed"])
    points, arms = spirals(rng, config["points"])
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(config["hidden"], activation="tanh"),
            keras.layers.Dense(config["hidden"], activation="tanh"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.Adam(config["learning_rate"]), keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(
        points,
        arms,
        batch_size=config["batch_size"],
        epochs=config["epochs"],
        validation_data=spirals(rng, 128),
        callbacks=[Steps(), keras.callbacks.CSVLogger("metrics.csv")],
        verbose=2,
    )


if __name__ == "__main__":
    main()
