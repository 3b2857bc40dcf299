"""Writes waves.csv: sixteen points of a wave a row, and its frequency."""
import csv
import math
import random
from pathlib import Path


def main():
    source = random.Random(314)
    with open(Path(__file__).parent / "waves.csv", "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        for _ in range(160):
            frequency, phase = source.uniform(0.5, 3), source.uniform(0, 6)
            points = [math.sin(frequency * at / 2 + phase) + source.gauss(0, 0.1) for at in range(16)]
            table.writerow([*(f"{point:.3f}" for point in points), f"{frequency:.3f}"])


if __name__ == "__main__":
    main()
