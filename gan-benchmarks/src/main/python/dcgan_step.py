"""The DCGAN step of StepBenchmark in PyTorch: same networks, batch, optimizer and threads.

Arguments: threads, then any of "fused" (Adam's fused kernel), "channels-last", "autocast" (bfloat16). Prints its version; then,
for each line "n" on standard input, plays n steps and prints the seconds they took.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

variant = sys.argv[2:]
if set(variant) - {"fused", "channels-last", "autocast"}:
    sys.exit("a variant is made of fused, channels-last and autocast, was " + str(variant))
torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(0)
BATCH, LATENT = 64, 100

generator = nn.Sequential(
    nn.Linear(LATENT, 256 * 49, bias=False),
    nn.Unflatten(1, (256, 7, 7)),
    nn.BatchNorm2d(256),
    nn.ReLU(True),
    nn.ConvTranspose2d(256, 64, 4, 2, 1, bias=False),
    nn.BatchNorm2d(64),
    nn.ReLU(True),
    nn.ConvTranspose2d(64, 1, 4, 2, 1),
    nn.Tanh(),
)
discriminator = nn.Sequential(
    nn.Conv2d(1, 64, 4, 2, 1),
    nn.LeakyReLU(0.2, True),
    nn.Conv2d(64, 128, 4, 2, 1),
    nn.LeakyReLU(0.2, True),
    nn.Flatten(),
    nn.Linear(128 * 49, 1),
)
layout = torch.channels_last if "channels-last" in variant else torch.contiguous_format
generator.to(memory_format=layout)
discriminator.to(memory_format=layout)
fused = "fused" in variant
adam_g = torch.optim.Adam(generator.parameters(), 2e-4, (0.5, 0.999), fused=fused)
adam_d = torch.optim.Adam(discriminator.parameters(), 2e-4, (0.5, 0.999), fused=fused)
data = torch.randint(0, 256, (4096, 1, 28, 28), dtype=torch.uint8)


def autocast():
    return torch.autocast("cpu", torch.bfloat16, enabled="autocast" in variant)


def score(x):
    with autocast():
        return discriminator(x.contiguous(memory_format=layout)).float()


def made():
    with autocast():
        return generator(torch.randn(BATCH, LATENT))


def step():
    real = data[torch.randint(0, len(data), (BATCH,))].float() / 127.5 - 1
    with torch.no_grad():
        fake = made()
    adam_d.zero_grad()
    loss = F.softplus(-score(real)).mean() + F.softplus(score(fake)).mean()
    loss.backward()
    adam_d.step()
    # the frozen discriminator: no gradients for its weights
    discriminator.requires_grad_(False)
    adam_g.zero_grad()
    of_generator = F.softplus(-score(made())).mean()
    of_generator.backward()
    adam_g.step()
    discriminator.requires_grad_(True)
    return loss.item(), of_generator.item()


print(" ".join(["PyTorch", torch.__version__, *(variant or ["eager"])]), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(int(line)):
        step()
    print(time.perf_counter() - start, flush=True)
