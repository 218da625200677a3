"""The DCGAN step of StepBenchmark in PyTorch: same networks, batch, optimizer and threads.

Arguments: threads, then any of "fused" (Adam's fused kernel), "channels-last", "autocast" (bfloat16), "cuda", and of
"side=28", "features=64", "channels=1", "batch=64". The protocol is that of peer.py; "memory" is that of the GPU on one.
"""

import torch
from torch import nn
from torch.nn import functional as F

import peer

numbers, variant = peer.arguments({"side": 28, "features": 64, "channels": 1, "batch": 64})
device = "cuda" if "cuda" in variant else "cpu"
SIDE, FEATURES, CHANNELS = numbers["side"], numbers["features"], numbers["channels"]
BATCH, LATENT = numbers["batch"], 100

generator = nn.Sequential(
    nn.Linear(LATENT, 4 * FEATURES * (SIDE // 4) ** 2, bias=False),
    nn.Unflatten(1, (4 * FEATURES, SIDE // 4, SIDE // 4)),
    nn.BatchNorm2d(4 * FEATURES),
    nn.ReLU(True),
    nn.ConvTranspose2d(4 * FEATURES, FEATURES, 4, 2, 1, bias=False),
    nn.BatchNorm2d(FEATURES),
    nn.ReLU(True),
    nn.ConvTranspose2d(FEATURES, CHANNELS, 4, 2, 1),
    nn.Tanh(),
)
discriminator = nn.Sequential(
    nn.Conv2d(CHANNELS, FEATURES, 4, 2, 1),
    nn.LeakyReLU(0.2, True),
    nn.Conv2d(FEATURES, 2 * FEATURES, 4, 2, 1),
    nn.LeakyReLU(0.2, True),
    nn.Flatten(),
    nn.Linear(2 * FEATURES * (SIDE // 4) ** 2, 1),
)
layout = peer.layout_of(variant)
generator.to(device, memory_format=layout)
discriminator.to(device, memory_format=layout)
adam_g = peer.adam(generator.parameters(), 2e-4, (0.5, 0.999), variant)
adam_d = peer.adam(discriminator.parameters(), 2e-4, (0.5, 0.999), variant)
data = torch.randint(0, 256, (1024, CHANNELS, SIDE, SIDE), dtype=torch.uint8)


def autocast():
    return torch.autocast(device, torch.bfloat16, enabled="autocast" in variant)


def score(x):
    with autocast():
        return discriminator(x.contiguous(memory_format=layout)).float()


def made():
    with autocast():
        return generator(torch.randn(BATCH, LATENT, device=device))


def step():
    real = data[torch.randint(0, len(data), (BATCH,))].to(device).float() / 127.5 - 1
    with torch.no_grad():
        fake = made()
    adam_d.zero_grad()
    loss = F.softplus(-score(real)).mean() + F.softplus(score(fake)).mean()
    loss.backward()
    adam_d.step()
    # the frozen discriminator: no gradients for its weights
    peer.frozen(discriminator)
    adam_g.zero_grad()
    of_generator = F.softplus(-score(made())).mean()
    of_generator.backward()
    adam_g.step()
    peer.learning(discriminator)
    return loss.item(), of_generator.item()


def memory():
    return torch.cuda.max_memory_allocated() >> 20 if device == "cuda" else peer.most_memory()


peer.serve(variant, step, memory=memory)
