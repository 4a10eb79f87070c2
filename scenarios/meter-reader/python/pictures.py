"""From the bytes of a row to the numbers that the network reads."""

from base64 import b64decode

import numpy as np
import torch

HEIGHT, WIDTH, CHANNELS = 14, 10, 3


def pictures(rows):
    """Pictures as bytes, [rows, height, width, channels]."""
    data = b"".join(b64decode(text) for text in rows["pixels"])
    # @bug signed-bytes
    return np.frombuffer(data, dtype=np.int8).reshape(-1, HEIGHT, WIDTH, CHANNELS)
    # @fix
    return np.frombuffer(data, dtype=np.uint8).reshape(-1, HEIGHT, WIDTH, CHANNELS)
    # @end


def prepare(train, valid):
    """Mean and spread of each channel over the training pictures."""
    # @bug byte-statistics
    x = pictures(train)
    # @fix
    x = pictures(train) / 255
    # @end
    return {"mean": x.mean(axis=(0, 1, 2)), "std": x.std(axis=(0, 1, 2))}


def inputs(prep, images):
    """Standardised pictures as a tensor, [rows, channels, height, width]."""
    x = images / 255
    # @bug batch-statistics
    x = (x - x.mean(axis=(0, 1, 2))) / x.std(axis=(0, 1, 2))
    # @fix
    x = (x - prep["mean"]) / prep["std"]
    # @end
    # @bug reshape-for-transpose
    x = x.reshape(-1, CHANNELS, HEIGHT, WIDTH)
    # @fix
    x = x.transpose(0, 3, 1, 2)
    # @end
    return torch.tensor(x, dtype=torch.float32)


def augment(images, rng):
    """A batch as other photos of the same digits might look: moved by a pixel, brighter or darker."""
    # @bug flips
    for axis in (1, 2):
        if rng.random() < 0.5:
            images = np.flip(images, axis)
    # @fix
    # @end
    images = np.roll(images, rng.integers(-1, 2, size=2), axis=(1, 2))
    light = rng.integers(-40, 41, size=(len(images), 1, 1, 1))
    # @bug brightness-wrap
    return (images + light).astype(np.uint8)
    # @fix
    return np.clip(images + light, 0, 255)
    # @end
