"""Reads the images: one a row, 64 pixels from 0 to 16 and a label."""

import csv


def read_images(path):
    """Returns a list of (pixels scaled to 0..1, label)."""
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [([int(pixel) / 16 for pixel in row[:64]], int(row[64])) for row in rows]
