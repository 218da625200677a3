"""StyleGAN2's step of FamilyStepBenchmark in PyTorch, by Karras et al. (CVPR 2020) and as gan4j's StyleGan2 defines it.

Arguments: threads, then any of "fused" (Adam's fused kernel), "channels-last" and "scaled" (the modulated convolution scales
its input and output; otherwise it makes weights for each sample and is grouped, as users of PyTorch write it), and of
"side=32", "channels=3", "features=16", "batch=32". The protocol is that of peer.py.
"""

import copy
import math

import torch
from torch import nn
from torch.nn import functional as F

import peer

numbers, variant = peer.arguments(
    {"side": 32, "channels": 3, "features": 16, "batch": 32}, peer.VARIANTS | {"scaled"})
LATENT, STYLE, MAPPING, WIDEST, GROUP = 128, 128, 4, 4, 4
SLOPE, ROOT, GAMMA, INTERVAL, DECAY = 0.2, math.sqrt(2), 10, 16, 0.998
FEATURES, COLORS, BATCH = numbers["features"], numbers["channels"], numbers["batch"]
SIDES = [numbers["side"]]
while SIDES[-1] >= 8:
    SIDES.append(SIDES[-1] // 2)


def width(level):
    return FEATURES * min(WIDEST, 2**level)


class Equalized(nn.Module):
    """Weights of one deviation, multiplied when they are used (Karras et al., ICLR 2018, section 4.1)."""

    def __init__(self, shape, outputs, fan_in, gain=1.0, rate=1.0, bias=True, first=0.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(shape) / rate)
        self.bias = nn.Parameter(torch.full([outputs], first / (gain * rate))) if bias else None
        self.factor, self.bias_factor = gain * rate / math.sqrt(fan_in), gain * rate

    def weights(self):
        return self.weight * self.factor

    def biases(self):
        return None if self.bias is None else self.bias * self.bias_factor


class Linear(Equalized):
    def __init__(self, inputs, outputs, **settings):
        super().__init__((outputs, inputs), outputs, inputs, **settings)

    def forward(self, x):
        return F.linear(x, self.weights(), self.biases())


class Conv(Equalized):
    def __init__(self, inputs, outputs, kernel, stride=1, padding=0, **settings):
        super().__init__((outputs, inputs, kernel, kernel), outputs, inputs * kernel * kernel, **settings)
        self.stride, self.padding = stride, padding

    def forward(self, x):
        return F.conv2d(x, self.weights(), self.biases(), self.stride, self.padding)


class Filter(nn.Module):
    """[1, 3, 3, 1] along both sides, channel by channel."""

    def __init__(self, channels, gain, stride, padding):
        super().__init__()
        taps = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 8
        self.register_buffer("kernel", (gain * torch.outer(taps, taps)).expand(channels, 1, 4, 4).contiguous())
        self.stride, self.padding = stride, padding

    def forward(self, x):
        return F.conv2d(x, self.kernel, None, self.stride, self.padding, 1, x.shape[1])


class Upsample(Filter):
    def __init__(self, channels):
        super().__init__(channels, 4, 2, 1)

    def forward(self, x):
        return F.conv_transpose2d(x, self.kernel, None, 2, 1, 0, x.shape[1])


class Modulated(nn.Module):
    """A convolution whose weight each sample scales by its style (section 2.2 of the paper)."""

    def __init__(self, inputs, outputs, kernel, doubling=False, demodulated=True):
        super().__init__()
        self.style = Linear(STYLE, inputs, first=1.0)
        shape = (inputs, outputs, kernel, kernel) if doubling else (outputs, inputs, kernel, kernel)
        self.conv = Equalized(shape, outputs, inputs * kernel * kernel, gain=ROOT if demodulated else 1.0)
        self.doubling, self.demodulated = doubling, demodulated
        self.filter = Filter(outputs, 4, 1, 1) if doubling else None
        self.padding = kernel // 2
        self.gain = ROOT if demodulated else 1.0

    def forward(self, x, style):
        scale = self.style(style)
        made = self.scaled(x, scale) if "scaled" in variant else self.grouped(x, scale)
        return made + self.conv.biases().view(1, -1, 1, 1)

    def grouped(self, x, scale):
        n, channels, height, across = x.shape
        side = -1 if self.doubling else 1
        scale = scale.view(n, channels, 1, 1, 1) if side < 0 else scale.view(n, 1, channels, 1, 1)
        weight = self.conv.weights()[None] * scale
        if self.demodulated:
            inputs = 1 if self.doubling else 2
            norm = weight.square().sum([inputs, 3, 4], keepdim=True)
            weight = weight * (torch.rsqrt(norm + 1e-8) * self.gain)
        x, weight = x.reshape(1, n * channels, height, across), weight.flatten(0, 1)
        if self.doubling:
            y = F.conv_transpose2d(x, weight, stride=2, groups=n)
            return self.filter(y.view(n, -1, *y.shape[2:]))
        return F.conv2d(x, weight, padding=self.padding, groups=n).view(n, -1, height, across)

    def scaled(self, x, scale):
        weight = self.conv.weights()
        x = x * scale[:, :, None, None]
        if self.doubling:
            y = self.filter(F.conv_transpose2d(x, weight, stride=2))
        else:
            y = F.conv2d(x, weight, padding=self.padding)
        if self.demodulated:
            squares = weight.square().sum([2, 3])
            squares = squares if self.doubling else squares.t()
            y = y * (torch.rsqrt(scale.square() @ squares + 1e-8) * self.gain)[:, :, None, None]
        return y


class Noise(nn.Module):
    def __init__(self):
        super().__init__()
        self.strength = nn.Parameter(torch.zeros(1))

    def forward(self, x, noise):
        return x + noise * (self.strength * ROOT)


class Constant(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.value = nn.Parameter(torch.randn(shape))

    def forward(self, samples):
        return self.value.expand(samples, -1, -1, -1)


class Styled(nn.Module):
    """A modulated convolution, noise and a rectifier."""

    def __init__(self, inputs, outputs, doubling=False):
        super().__init__()
        self.conv = Modulated(inputs, outputs, 3, doubling)
        self.noise = Noise()

    def forward(self, x, style, noise):
        y = self.conv(x, style)
        return F.leaky_relu(self.noise(y, noise(y)), SLOPE)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [LATENT] + [STYLE] * MAPPING
        self.mapping = nn.ModuleList(Linear(a, b, gain=ROOT, rate=0.01) for a, b in zip(sizes, sizes[1:]))
        level = len(SIDES) - 1
        channels = width(level)
        self.constant = Constant(channels, SIDES[-1], SIDES[-1])
        layers = [Styled(channels, channels), Modulated(channels, COLORS, 1, demodulated=False)]
        while level > 0:
            level -= 1
            layers += [
                Styled(channels, width(level), doubling=True),
                Styled(width(level), width(level)),
                Modulated(width(level), COLORS, 1, demodulated=False),
            ]
            channels = width(level)
        self.layers = nn.ModuleList(layers)
        self.upsample = Upsample(COLORS)

    def forward(self, z, noise):
        w = z * torch.rsqrt(z.square().mean(1, keepdim=True) + 1e-8)
        for layer in self.mapping:
            w = F.leaky_relu(layer(w), SLOPE)
        x = self.constant(len(z))
        image = None
        for layer in self.layers:
            if isinstance(layer, Styled):
                x = layer(x, w, noise)
            else:
                colors = layer(x, w)
                image = colors if image is None else self.upsample(image) + colors
        return image


class Block(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        self.first = Conv(channels, channels, 3, 1, 1, gain=ROOT)
        self.second = Conv(channels, outputs, 3, 2, 0)
        self.beside = Conv(channels, outputs, 1, bias=False, gain=math.sqrt(0.5))
        self.before, self.down = Filter(channels, 1, 1, 2), Filter(channels, 1, 2, 1)

    def forward(self, x):
        y = F.leaky_relu(self.first(x), SLOPE)
        y = F.leaky_relu(self.second(self.before(y)), SLOPE)
        return self.beside(self.down(x)) + y


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Conv(COLORS, width(0), 1, gain=ROOT)
        levels = range(1, len(SIDES))
        self.blocks = nn.ModuleList(Block(width(level - 1), width(level)) for level in levels)
        channels = width(len(SIDES) - 1)
        self.conv = Conv(channels + 1, channels, 3, 1, 1, gain=ROOT)
        self.linear = Linear(channels * SIDES[-1] ** 2, channels, gain=ROOT)
        self.score = Linear(channels, 1)

    def forward(self, x):
        x = F.leaky_relu(self.first(x), SLOPE)
        for block in self.blocks:
            x = block(x)
        x = F.leaky_relu(self.conv(torch.cat([x, self.deviation(x)], 1)), SLOPE)
        return self.score(F.leaky_relu(self.linear(x.flatten(1)), SLOPE))

    @staticmethod
    def deviation(x):
        """The standard deviation in groups of 4, as one more channel (Karras et al., ICLR 2018, section 3)."""
        dealt = x.reshape(GROUP, -1, x[0].numel())
        mean = (dealt.var(0, correction=0) + 1e-8).sqrt().mean(1)
        return mean.repeat(GROUP).view(-1, 1, 1, 1).expand(-1, 1, *x.shape[2:])


class StyleGan2(peer.Twin):
    def __init__(self):
        layout = peer.layout_of(variant)
        draws = peer.Drawn(BATCH, layout, real=(COLORS, SIDES[0], SIDES[0]))
        super().__init__({"generator": Generator(), "discriminator": Discriminator()}, draws, layout)
        self.g, self.d = self.players["generator"], self.players["discriminator"]
        self.average = copy.deepcopy(self.g).requires_grad_(False)
        self.adam_g = peer.adam(self.g.parameters(), 0.002, (0.0, 0.99), variant)
        self.adam_d = peer.adam(self.d.parameters(), 0.002, (0.0, 0.99), variant)

    def made(self, draws, phase):
        count = iter(range(2 * len(SIDES)))

        def noise(like):
            return draws.normal(phase, f"noise {next(count)}", len(like), 1, *like.shape[2:])

        return self.g(draws.normal(phase, "z", BATCH, LATENT), noise)

    def play(self, draws):
        (real,) = draws.images(0, "real")
        interval = draws.interval(0, INTERVAL)
        real.requires_grad_(interval > 0)
        with torch.no_grad():
            fake = self.made(draws, 0)
        of_real, of_fake = self.d(real), self.d(fake)
        loss = F.softplus(-of_real).mean() + F.softplus(of_fake).mean()
        if interval > 0:
            (slope,) = torch.autograd.grad(of_real.sum(), real, create_graph=True)
            loss = loss + slope.square().sum([1, 2, 3]).mean() * (GAMMA / 2 * interval)
        self.adam_d.zero_grad()
        loss.backward()
        draws.told(0, loss, discriminator=self.d.parameters())
        self.adam_d.step()
        peer.frozen(self.d)
        self.adam_g.zero_grad()
        of_generator = F.softplus(-self.d(self.made(draws, 1))).mean()
        of_generator.backward()
        draws.told(1, of_generator, generator=self.g.parameters())
        self.adam_g.step()
        peer.learning(self.d)
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.g.parameters()), 1 - DECAY)
        return loss.item(), of_generator.item()


twin = StyleGan2()
peer.serve(variant, twin.step, parameters=twin.parameters, check=twin.check)
