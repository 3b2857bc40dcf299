"""A text as numbers: one a character."""

import torch
from torch.utils.data import Dataset


class Text:
    """The whole text, its alphabet, and its split: the last tenth is for evaluation."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.alphabet = sorted(set(text))
        number = {character: index for index, character in enumerate(self.alphabet)}
        codes = torch.tensor([number[character] for character in text])
        border = len(codes) * 9 // 10
        self.train, self.eval = codes[:border], codes[border:]

    def decode(self, codes):
        return "".join(self.alphabet[code] for code in codes)


class Windows(Dataset):
    """Consecutive pieces of a text; the target of each character is the one that follows it."""

    def __init__(self, codes, context):
        self.codes, self.context = codes, context

    def __len__(self):
        return (len(self.codes) - 1) // self.context

    def __getitem__(self, index):
        start = index * self.context
        piece = self.codes[start : start + self.context + 1]
        return piece[:-1], piece[1:]
