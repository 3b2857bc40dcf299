"""One hidden layer, softmax and cross-entropy, trained by plain stochastic gradient descent."""

import math
from operator import mul


class Network:
    """Weights are lists of rows, one row a unit; the last weight of a row is its bias."""

    def __init__(self, inputs, hidden, outputs, rng):
        def layer(units, width):
            scale = math.sqrt(2 / width)
            return [[rng.gauss(0, scale) for _ in range(width)] + [0.0] for _ in range(units)]

        self.hidden = layer(hidden, inputs)
        self.output = layer(outputs, hidden)

    def forward(self, pixels):
        """Returns the hidden activations and the probability of each digit."""
        hidden = [max(0.0, sum(map(mul, row, pixels)) + row[-1]) for row in self.hidden]
        scores = [sum(map(mul, row, hidden)) + row[-1] for row in self.output]
        top = max(scores)
        exponents = [math.exp(score - top) for score in scores]
        total = sum(exponents)
        return hidden, [exponent / total for exponent in exponents]

    def learn(self, batch, rate):
        """One step of gradient descent on a batch; returns its mean loss before the step."""
        loss = 0.0
        step = rate / len(batch)
        for pixels, label in batch:
            hidden, probabilities = self.forward(pixels)
            loss -= math.log(max(probabilities[label], 1e-12))
            errors = [p - (digit == label) for digit, p in enumerate(probabilities)]
            back = [
                sum(error * row[unit] for error, row in zip(errors, self.output)) if active > 0 else 0.0
                for unit, active in enumerate(hidden)
            ]
            descend(self.output, errors, hidden, step)
            descend(self.hidden, back, pixels, step)
        return loss / len(batch)


def descend(layer, errors, inputs, step):
    """Moves each row of a layer against its gradient."""
    for unit, error in enumerate(errors):
        if error == 0.0:
            continue
        change = step * error
        row = layer[unit]
        layer[unit] = [w - change * x for w, x in zip(row, inputs)] + [row[-1] - change]
