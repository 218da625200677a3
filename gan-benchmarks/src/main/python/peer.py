"""What the scripts beside the benchmarks share: the protocol of PythonPeer, and playing the steps that gan4j recorded.

A script reads its arguments by `arguments`, makes its networks, and ends in `serve`. A script whose step can be compared
with gan4j's is a `Twin`: its networks are modules by the names of gan4j's players, whose parameters stand in gan4j's order.
"""

import math
import resource
import sys
import time

import torch
from torch import nn

VARIANTS = {"fused", "channels-last", "autocast", "cuda"}


def arguments(numbers, variants=VARIANTS):
    """Reads threads, variants and numbers; sets the threads.

    Arguments: the numbers that can be set as "name=number", with their defaults; the names of the variants that there are.
    Gives the numbers and the list of variants.
    """
    variant = [argument for argument in sys.argv[2:] if "=" not in argument]
    if set(variant) - set(variants):
        sys.exit("a variant is made of " + ", ".join(sorted(variants)) + ", was " + str(variant))
    found = dict(numbers)
    for argument in sys.argv[2:]:
        if "=" in argument:
            name, value = argument.split("=")
            if name not in found:
                sys.exit("a number is one of " + str(list(found)) + ", was " + name)
            found[name] = int(value)
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(0)
    return found, variant


def most_memory():
    """The most memory that this process has taken, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def serve(variant, step, **answers):
    """Prints the version, then answers a line each on standard input.

    For "n" it plays n steps and prints the seconds they took, for "processor" it prints the seconds of the processor that
    the process has used, for "memory" the most memory that it has taken, in MiB; for another word what the answer of that
    name gives for the words behind it.
    """
    known = {"processor": time.process_time, "memory": most_memory} | answers
    print(" ".join(["PyTorch", torch.__version__, *(variant or ["eager"])]), flush=True)
    for line in sys.stdin:
        first, *rest = line.split()
        if first in known:
            print(known[first](*rest), flush=True)
            continue
        start = time.perf_counter()
        for _ in range(int(first)):
            step()
        print(time.perf_counter() - start, flush=True)


class Drawn:
    """What a step is given: batches of images at random, and numbers drawn when they are asked for."""

    def __init__(self, batch, layout, **parts):
        """Takes the number of samples of a batch, the layout of images in memory, and the shape of each part of a sample."""
        self.batch = batch
        self.layout = layout
        self.data = {name: torch.randint(0, 256, (256, *shape), dtype=torch.uint8) for name, shape in parts.items()}
        self.step = 0

    def images(self, phase, *names):
        """Batches of parts of the data, all of the same samples, in [-1, 1]."""
        places = torch.randint(0, 256, (self.batch,))
        return [self.scaled(self.data[name][places]) for name in names]

    def scaled(self, pixels):
        return (pixels.float() / 127.5 - 1).contiguous(memory_format=self.layout)

    def normal(self, phase, name, *shape):
        """Normal deviates."""
        return torch.randn(shape)

    def interval(self, phase, number):
        """The number at each step that is a multiple of it, 0 at the others."""
        return number if self.step % number == 0 else 0

    def replayed(self, phase, fakes, pool, capacity):
        """Fakes of which some are exchanged with those of a pool, a list, as CycleGAN does (section 4 of its paper)."""
        shown = []
        for fake in fakes.detach().split(1):
            if len(pool) < capacity:
                pool.append(fake)
                shown.append(fake)
            elif torch.rand(()) < 0.5:
                place = int(torch.randint(0, capacity, ()))
                shown.append(pool[place])
                pool[place] = fake
            else:
                shown.append(fake)
        return torch.cat(shown)

    def told(self, phase, loss, **learners):
        """Is told the loss of each phase, and the parameters of its learners with their gradients; does nothing."""

    def next(self):
        """Ends a step."""
        self.step += 1


class Recorded(Drawn):
    """What gan4j's steps were given, by the names of its draws, and what they gave, which is compared."""

    def __init__(self, file, layout):
        self.file = file
        self.layout = layout
        self.step = 0
        self.farthest = 0.0

    def given(self, phase, name):
        return torch.from_numpy(self.file[f"given/{self.step}/{phase}/{name}"].copy())

    def images(self, phase, *names):
        return [self.scaled(self.given(phase, name)) for name in names]

    def normal(self, phase, name, *shape):
        return self.given(phase, name).reshape(shape)

    def interval(self, phase, number):
        return self.given(phase, "interval").item()

    def replayed(self, phase, fakes, pool, capacity):
        for kept, fake in zip(self.given(phase, "put").flatten().tolist(), fakes.detach().split(1)):
            if int(kept) != len(pool):
                sys.exit("the pool of the first steps is filled in order")
            pool.append(fake)
        return fakes.detach()

    def told(self, phase, loss, **learners):
        self.compare(phase, "loss", loss.item())
        for name, parameters in learners.items():
            gradients = [p.grad.norm() for p in parameters if p.grad is not None]
            self.compare(phase, name + " gradient", torch.stack(gradients).norm().item())

    def compare(self, phase, name, own):
        theirs = self.file[f"gave/{self.step}/{phase}/{name}"].item()
        apart = abs(own - theirs) / max(abs(theirs), 1e-6)
        self.farthest = max(self.farthest, apart if math.isfinite(apart) else math.inf)
        print(f"step {self.step} phase {phase} {name}: gan4j {theirs:.6g}, here {own:.6g}", file=sys.stderr)


class Twin:
    """A game whose step is the same as gan4j's: players by name, and `play(draws)`."""

    def __init__(self, players, draws, layout):
        self.players = {name: player.to(memory_format=layout) for name, player in players.items()}
        self.draws = draws
        self.layout = layout

    def step(self):
        """Plays a step with what is drawn."""
        self.play(self.draws)
        self.draws.next()

    def parameters(self, player):
        """The number of a player's parameters."""
        return sum(parameter.numel() for parameter in self.players[player].parameters())

    def check(self, path):
        """Plays recorded steps, and gives the largest relative difference of a loss or of a gradient's norm from gan4j's."""
        import numpy  # which PyTorch does without, and so do the scripts that are only timed

        with numpy.load(path) as file:
            for name, player in self.players.items():
                self.load(file, name, player)
            recorded = Recorded(file, self.layout)
            while f"gave/{recorded.step}/0/loss" in file:
                self.play(recorded)
                recorded.next()
            return recorded.farthest

    @staticmethod
    def load(file, name, player):
        begin = f"weight/{name}/"
        weights = [file[key] for key in file.files if key.startswith(begin)]
        parameters = list(player.parameters())
        shapes = [tuple(parameter.shape) for parameter in parameters]
        if shapes != [weight.shape for weight in weights]:
            sys.exit(f"the shapes of {name} are {shapes} here and {[weight.shape for weight in weights]} in gan4j")
        with torch.no_grad():
            for parameter, weight in zip(parameters, weights):
                parameter.copy_(torch.from_numpy(weight))
            for layer in player.modules():
                if hasattr(layer, "load_statistics"):
                    layer.load_statistics(file, f"statistic/{name}/")


def adam(parameters, rate, betas, variant):
    """Adam as users make it; by its fused kernel if the variant says so."""
    return torch.optim.Adam(list(parameters), rate, betas, fused="fused" in variant)


def layout_of(variant):
    """How images lie in memory."""
    return torch.channels_last if "channels-last" in variant else torch.contiguous_format


def frozen(*players):
    """Has no gradients computed for the weights of players while they judge for others."""
    for player in players:
        player.requires_grad_(False)


def learning(*players):
    """Has gradients computed for the weights of players again."""
    for player in players:
        player.requires_grad_(True)


def normal_weights(player, deviation):
    """Draws the weights of convolutions and linear layers."""
    for layer in player.modules():
        if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            nn.init.normal_(layer.weight, 0, deviation)
