"""How each training here begins and ends: its end is one line with all that a probe could have disturbed."""
import hashlib
import json
import random

import numpy
import torch


def seed(number):
    random.seed(number)
    numpy.random.seed(number)
    torch.manual_seed(number)


def finish(model, **metrics):
    weights = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        weights.update(name.encode())
        weights.update(tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
    states = {
        "python": repr(random.getstate()),
        "numpy": repr([part.tolist() if hasattr(part, "tolist") else part for part in numpy.random.get_state()]),
        "torch": repr(torch.get_rng_state().tolist()),
    }
    states = {name: hashlib.sha256(state.encode()).hexdigest()[:16] for name, state in states.items()}
    print(json.dumps({"weights": weights.hexdigest(), "metrics": metrics, "random": states}), flush=True)
