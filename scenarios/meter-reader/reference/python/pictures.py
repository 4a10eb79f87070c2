"""From the bytes of a row to the numbers that the network reads."""

from base64 import b64decode

import numpy as np
import torch

HEIGHT, WIDTH, CHANNELS = 14, 10, 3


def pictures(rows):
    """Pictures as bytes, the right way up, red first: [rows, height, width, channels]."""
    data = b"".join(b64decode(text) for text in rows["pixels"])
    images = np.frombuffer(data, dtype=np.uint8).reshape(-1, HEIGHT, WIDTH, CHANNELS).copy()
    turned = ((rows["camera"] == "Tarn 8") & (rows["firmware"] >= "2.4")).to_numpy()
    images[turned] = images[turned, ::-1, ::-1]
    blue_first = (rows["camera"] == "Orla M1").to_numpy()
    images[blue_first] = images[blue_first, ..., ::-1]
    return images


def prepare(train, valid):
    """Mean and spread of each channel over the training pictures."""
    x = pictures(train) / 255
    return {"mean": x.mean(axis=(0, 1, 2)), "std": x.std(axis=(0, 1, 2))}


def inputs(prep, images):
    """Standardised pictures as a tensor, [rows, channels, height, width]."""
    x = (images / 255 - prep["mean"]) / prep["std"]
    return torch.tensor(x.transpose(0, 3, 1, 2), dtype=torch.float32)


def augment(images, rng):
    """A batch as other photos of the same digits might look: moved by a pixel, brighter or darker."""
    images = np.roll(images, rng.integers(-1, 2, size=2), axis=(1, 2))
    light = rng.integers(-40, 41, size=(len(images), 1, 1, 1))
    return np.clip(images + light, 0, 255)
