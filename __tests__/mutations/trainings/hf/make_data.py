"""Writes phrases.jsonl: sequences of token ids, positive where the good tokens outweigh the bad ones."""
import json
import random
from pathlib import Path


def main():
    source = random.Random(77)
    lines = []
    for _ in range(150):
        tokens = [source.randrange(4, 60) for _ in range(source.randint(6, 14))]
        good = sum(token < 20 for token in tokens) - sum(token > 44 for token in tokens)
        lines.append(json.dumps({"tokens": tokens, "label": int(good > 0)}) + "\n")
    (Path(__file__).parent / "phrases.jsonl").write_text("".join(lines))


if __name__ == "__main__":
    main()
