"""Writes shapes.txt: small drawings of bars, columns, boxes and diagonals; one a line, a digit a pixel."""
import random
from pathlib import Path

SIZE = 8
NAMES = ("bar", "box", "column", "diagonal")
DRAWINGS = 220


def drawn(name, row, column, reach):
    pixels = set()
    for step in range(-reach, reach + 1):
        if name == "bar":
            pixels.add((row, column + step))
        elif name == "column":
            pixels.add((row + step, column))
        elif name == "diagonal":
            pixels.add((row + step, column + step))
        else:
            pixels.update({(row - reach, column + step), (row + reach, column + step)})
            pixels.update({(row + step, column - reach), (row + step, column + reach)})
    return pixels


def main():
    source = random.Random(81)
    lines = []
    for _ in range(DRAWINGS):
        name = source.choice(NAMES)
        ink = drawn(name, source.randint(2, 5), source.randint(2, 5), source.randint(2, 3))
        pixels = [
            min(9, source.randint(0, 2) + (source.randint(5, 7) if (row, column) in ink else 0))
            for row in range(SIZE)
            for column in range(SIZE)
        ]
        lines.append(f"{name} {''.join(map(str, pixels))}\n")
    (Path(__file__).parent / "shapes.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
