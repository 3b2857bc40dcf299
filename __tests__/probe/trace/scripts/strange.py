"""Imports a module that is called torch and has nothing of it."""
import sys

with open("torch.py", "w") as file:
    file.write('__version__ = "9.0"\n')
sys.path.insert(0, "")
import torch  # noqa: E402

print("trained" if torch.__version__ == "9.0" else "another torch")
