"""Mixed precision on a CPU: bfloat16 under autocast, with a scaler that meets an infinite gradient once."""
import torch
from torch import nn

from ending import finish, seed

OVERFLOW = 4


def main():
    seed(5)
    x, y = torch.randn(64, 16), torch.randn(64, 1)
    model = nn.Sequential(nn.Linear(16, 32), nn.GELU(), nn.Linear(32, 1))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    losses = []
    for turn in range(10):
        rows = slice(turn % 4 * 16, turn % 4 * 16 + 16)
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = nn.functional.mse_loss(model(x[rows]).float(), y[rows])
        scaled = scaler.scale(loss)
        if turn == OVERFLOW:
            scaled = scaled * float("inf")
        scaled.backward()
        scaler.unscale_(optimizer)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        scaler.step(optimizer)
        scaler.update()
        losses.append(loss.item())
    finish(model, losses=losses, scale=scaler.get_scale())


if __name__ == "__main__":
    main()
