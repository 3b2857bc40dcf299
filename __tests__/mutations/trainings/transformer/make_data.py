"""Writes tale.txt: sentences of a toy grammar."""
import random
from pathlib import Path

WHO = ("the miller", "a fox", "the old ferryman", "my sister", "a child", "the queen of crows")
DOES = ("carries", "finds", "loses", "sells", "hides", "mends")
WHAT = ("a lantern", "three stones", "the boat", "an empty jar", "the last apple", "a letter")
WHERE = ("by the river", "under the hill", "at dawn", "in the rain", "before winter")


def main():
    source = random.Random(5)
    lines = [
        f"{source.choice(WHO)} {source.choice(DOES)} {source.choice(WHAT)} {source.choice(WHERE)}.\n"
        for _ in range(90)
    ]
    (Path(__file__).parent / "tale.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
