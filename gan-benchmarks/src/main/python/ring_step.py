"""The ring's step of RingStepBenchmark in PyTorch eager: same networks, losses, penalties, batch, optimizer and threads.

Argument: threads. The protocol is that of peer.py.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

import peer

_, variant = peer.arguments({}, ())
BATCH, WIDTH, GAMMA, DECAY = 512, 128, 0.02, 0.999


def connected(inputs, outputs):
    return nn.Sequential(
        nn.Linear(inputs, WIDTH),
        nn.LeakyReLU(0.2, True),
        nn.Linear(WIDTH, WIDTH),
        nn.LeakyReLU(0.2, True),
        nn.Linear(WIDTH, WIDTH),
        nn.LeakyReLU(0.2, True),
        nn.Linear(WIDTH, outputs),
    )


generator, discriminator = connected(2, 2), connected(2, 1)
average = [p.detach().clone() for p in generator.parameters()]
adam_g = peer.adam(generator.parameters(), 2e-3, (0.0, 0.99), ["fused"])
adam_d = peer.adam(discriminator.parameters(), 2e-3, (0.0, 0.99), ["fused"])
angles = torch.randint(0, 8, (100_000,)) * (2 * math.pi / 8)
data = torch.stack([angles.cos(), angles.sin()], 1) + 0.01 * torch.randn(100_000, 2)


def penalty(score, at):
    (gradient,) = torch.autograd.grad(score.sum(), at, create_graph=True)
    return GAMMA / 2 * gradient.square().sum(1).mean()


def step():
    real = data[torch.randint(0, len(data), (BATCH,))].requires_grad_()
    with torch.no_grad():
        fake = generator(torch.randn(BATCH, 2))
    fake.requires_grad_()
    of_real, of_fake = discriminator(real), discriminator(fake)
    adam_d.zero_grad()
    loss = F.softplus(of_fake - of_real).mean() + penalty(of_real, real) + penalty(of_fake, fake)
    loss.backward()
    adam_d.step()
    # the frozen discriminator: no gradients for its weights
    peer.frozen(discriminator)
    adam_g.zero_grad()
    real = data[torch.randint(0, len(data), (BATCH,))]
    of_generator = F.softplus(discriminator(real) - discriminator(generator(torch.randn(BATCH, 2)))).mean()
    of_generator.backward()
    adam_g.step()
    peer.learning(discriminator)
    with torch.no_grad():
        torch._foreach_lerp_(average, list(generator.parameters()), 1 - DECAY)
    return loss.item(), of_generator.item()


peer.serve(variant, step)
