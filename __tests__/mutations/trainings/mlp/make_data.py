"""Writes measures.csv: eight measurements of an object of one of five kinds, and its grade."""
import csv
import random
from pathlib import Path

ROWS = 270
KINDS = ("ash", "birch", "cedar", "elm", "fir")


def main():
    source = random.Random(20240917)
    with open(Path(__file__).parent / "measures.csv", "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["kind", *(f"m{place}" for place in range(8)), "grade"])
        for _ in range(ROWS):
            kind = source.randrange(len(KINDS))
            values = [source.gauss(kind * 0.3 + place, 1 + place / 4) for place in range(8)]
            score = values[0] + values[1] * values[2] / 4 - kind + source.gauss(0, 0.3)
            grade = "low" if score < 0.2 else "middle" if score < 1.8 else "high"
            table.writerow([KINDS[kind], *(f"{value:.3f}" for value in values), grade])


if __name__ == "__main__":
    main()
