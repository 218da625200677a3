"""The DCGAN step of StepBenchmark in PyTorch eager: same networks, batch, optimizer and threads.

Prints its version; then, for each line "n" on standard input, plays n steps and prints the seconds they took.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

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
fused = len(sys.argv) > 2 and sys.argv[2] == "fused"
adam_g = torch.optim.Adam(generator.parameters(), 2e-4, (0.5, 0.999), fused=fused)
adam_d = torch.optim.Adam(discriminator.parameters(), 2e-4, (0.5, 0.999), fused=fused)
data = torch.randint(0, 256, (4096, 1, 28, 28), dtype=torch.uint8)


def step():
    real = data[torch.randint(0, len(data), (BATCH,))].float() / 127.5 - 1
    with torch.no_grad():
        fake = generator(torch.randn(BATCH, LATENT))
    adam_d.zero_grad()
    loss = F.softplus(-discriminator(real)).mean() + F.softplus(discriminator(fake)).mean()
    loss.backward()
    adam_d.step()
    # the frozen discriminator: no gradients for its weights
    discriminator.requires_grad_(False)
    adam_g.zero_grad()
    of_generator = F.softplus(-discriminator(generator(torch.randn(BATCH, LATENT)))).mean()
    of_generator.backward()
    adam_g.step()
    discriminator.requires_grad_(True)
    return loss.item(), of_generator.item()


print("PyTorch " + torch.__version__ + " eager", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(int(line)):
        step()
    print(time.perf_counter() - start, flush=True)
