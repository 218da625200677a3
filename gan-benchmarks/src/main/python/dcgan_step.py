"""The DCGAN step of StepBenchmark in PyTorch: same networks, batch, optimizer and threads.

Arguments: threads, then any of "fused" (Adam's fused kernel), "channels-last", "autocast" (bfloat16), "cuda", and of
"side=28", "features=64", "channels=1", "batch=64". Prints its version; then, for each line "n" on standard input, plays n steps
and prints the seconds they took, or for "memory" the most memory that it has taken, in MiB.
"""

import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

variant = [argument for argument in sys.argv[2:] if "=" not in argument]
if set(variant) - {"fused", "channels-last", "autocast", "cuda"}:
    sys.exit("a variant is made of fused, channels-last, autocast and cuda, was " + str(variant))
numbers = {"side": 28, "features": 64, "channels": 1, "batch": 64}
for argument in sys.argv[2:]:
    if "=" in argument:
        name, value = argument.split("=")
        if name not in numbers:
            sys.exit("a number is one of " + str(list(numbers)) + ", was " + name)
        numbers[name] = int(value)
device = "cuda" if "cuda" in variant else "cpu"
SIDE, FEATURES, CHANNELS = numbers["side"], numbers["features"], numbers["channels"]
torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(0)
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
layout = torch.channels_last if "channels-last" in variant else torch.contiguous_format
generator.to(device, memory_format=layout)
discriminator.to(device, memory_format=layout)
fused = "fused" in variant
adam_g = torch.optim.Adam(generator.parameters(), 2e-4, (0.5, 0.999), fused=fused)
adam_d = torch.optim.Adam(discriminator.parameters(), 2e-4, (0.5, 0.999), fused=fused)
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
    discriminator.requires_grad_(False)
    adam_g.zero_grad()
    of_generator = F.softplus(-score(made())).mean()
    of_generator.backward()
    adam_g.step()
    discriminator.requires_grad_(True)
    return loss.item(), of_generator.item()


print(" ".join(["PyTorch", torch.__version__, *(variant or ["eager"])]), flush=True)
for line in sys.stdin:
    if line.strip() == "memory":
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(torch.cuda.max_memory_allocated() >> 20 if device == "cuda" else most, flush=True)
        continue
    start = time.perf_counter()
    for _ in range(int(line)):
        step()
    print(time.perf_counter() - start, flush=True)
