"""Convolutions and batch norm; samples are augmented at random in two loader workers."""
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

from ending import finish, seed


class Images(Dataset):
    def __init__(self):
        generator = torch.Generator().manual_seed(7)
        self.images = torch.rand(48, 1, 8, 8, generator=generator)
        self.labels = torch.randint(0, 3, (48,), generator=generator)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index]
        if torch.rand(()) < 0.5:
            image = image.flip(-1)
        return image, self.labels[index]


def main():
    seed(1)
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.Flatten(), nn.Dropout(0.1), nn.Linear(32, 3),
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 4, 0.5)
    criterion = nn.CrossEntropyLoss()
    losses = []
    for epoch in range(2):
        for images, labels in DataLoader(Images(), 8, shuffle=True, num_workers=2):
            optimizer.zero_grad(set_to_none=True)
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
    model.eval()
    with torch.no_grad():
        right = (model(Images().images).argmax(1) == Images().labels).sum().item()
    finish(model, losses=losses, right=right)


if __name__ == "__main__":
    main()
