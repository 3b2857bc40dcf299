"""Reads the frequency of a wave from sixteen points: two recurrent directions, trained by Lightning."""
import csv
import json
import logging
import warnings
from pathlib import Path

import lightning
import torch
import yaml
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

HERE = Path(__file__).parent
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
warnings.filterwarnings("ignore")


class Listener(lightning.LightningModule):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.rnn = nn.GRU(1, config["hidden"], batch_first=True, bidirectional=True)
        self.norm = nn.LayerNorm(2 * config["hidden"])
        self.drop = nn.Dropout(config["dropout"])
        self.head = nn.Linear(2 * config["hidden"], 1)

    def forward(self, waves):
        states, _ = self.rnn(waves.unsqueeze(-1))
        x = states.mean(dim=1)
        return self.head(self.drop(self.norm(x))).squeeze(-1)

    def training_step(self, batch):
        waves, frequencies = batch
        return F.mse_loss(self(waves), frequencies)

    def validation_step(self, batch):
        waves, frequencies = batch
        self.log("eval_error", F.l1_loss(self(waves), frequencies))

    def configure_optimizers(self):
        optimizer = torch.optim.AdamW(
            self.parameters(), lr=self.config["lr"], weight_decay=self.config["weight_decay"]
        )
        scheduler = torch.optim.lr_scheduler.StepLR(optimizer, self.config["step_size"], gamma=0.5)
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}


def read_waves(path):
    with open(path, newline="") as file:
        rows = [[float(cell) for cell in row] for row in csv.reader(file)]
    table = torch.tensor(rows)
    return TensorDataset(table[:, :-1] * 0.9, table[:, -1])


def main():
    config = yaml.safe_load((HERE / "config.yaml").read_text())
    torch.set_num_threads(config["threads"])
    lightning.seed_everything(config["seed"])

    waves = read_waves(HERE / "waves.csv")
    train = torch.utils.data.Subset(waves, range(120))
    held_out = torch.utils.data.Subset(waves, range(120, 160))
    loader = DataLoader(train, batch_size=config["batch_size"], shuffle=True)

    model = Listener(config)
    trainer = lightning.Trainer(
        accelerator="cpu",
        devices=1,
        max_epochs=config["epochs"],
        gradient_clip_val=config["clip"],
        num_sanity_val_steps=0,
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
    )
    trainer.fit(model, loader, DataLoader(held_out, batch_size=40))
    metrics = {"eval_error": trainer.callback_metrics["eval_error"].item()}
    (HERE / "metrics.json").write_text(json.dumps(metrics) + "\n")


if __name__ == "__main__":
    main()
