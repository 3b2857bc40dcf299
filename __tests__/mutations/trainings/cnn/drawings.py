"""Reads the drawings, and moves them about a little each time one is asked for."""
import numpy as np
import torch
from torch.utils.data import Dataset

NAMES = ["bar", "box", "column", "diagonal"]


def read_drawings(path):
    drawings = []
    for line in path.read_text().splitlines():
        name, pixels = line.split()
        image = np.array([int(pixel) for pixel in pixels], dtype=np.float32).reshape(1, 8, 8)
        drawings.append((image, NAMES.index(name)))
    return drawings


class Drawings(Dataset):
    def __init__(self, drawings, shift=0, flip=0.0):
        self.drawings = drawings
        self.shift = shift
        self.flip = flip

    def __len__(self):
        return len(self.drawings)

    def __getitem__(self, place):
        image, label = self.drawings[place]
        image = image / 9 - 0.25
        image = image * (1.3 - image.mean())
        if self.shift:
            rows, columns = np.random.randint(-self.shift, self.shift + 1, size=2)
            image = np.roll(image, (rows, columns), axis=(1, 2))
        if np.random.rand() < self.flip:
            image = image[:, :, ::-1]
        return torch.from_numpy(image.copy()), label
