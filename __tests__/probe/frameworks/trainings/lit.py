"""A training in Lightning."""
import logging
import warnings

logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
warnings.filterwarnings("ignore")

import lightning
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from ending import finish


class Lit(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Dropout(0.1), nn.Linear(16, 1))
        self.losses = []

    def training_step(self, batch, index):
        inputs, targets = batch
        loss = nn.functional.mse_loss(self.net(inputs), targets)
        self.losses.append(loss.item())
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-2)


def main():
    lightning.seed_everything(10, verbose=False)
    data = TensorDataset(torch.randn(40, 8), torch.randn(40, 1))
    model = Lit()
    trainer = lightning.Trainer(
        max_steps=12, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, barebones=False,
    )
    trainer.fit(model, DataLoader(data, 4, shuffle=True))
    finish(model, losses=model.losses)


if __name__ == "__main__":
    main()
