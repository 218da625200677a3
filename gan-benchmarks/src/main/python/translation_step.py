"""Steps of translators in PyTorch, with the networks and losses of gan4j's presets, for FamilyStepBenchmark.

Arguments: threads, a family: "pix2pix" (Isola et al. 2017), "cyclegan" (Zhu et al. 2017), "srgan" (Ledig et al. 2017) or
"nextframe" (Mathieu et al. 2016); any of "fused" (Adam's fused kernel), "channels-last" and "shared" (the images that one
player makes serve all players of a step, as users of PyTorch write it; otherwise each player's turn has images of its own,
made of samples of its own, as gan4j plays); and of "side=64", "features=32", "batch=8", "inputs=1" and "channels=3", the
channels of what is given and of what is made, and "scale=4". The protocol is that of peer.py.
"""

import torch
from torch import nn
from torch.nn import functional as F

import peer

FAMILIES = {"pix2pix", "cyclegan", "srgan", "nextframe"}
numbers, words = peer.arguments(
    {"side": 64, "features": 32, "batch": 8, "inputs": 1, "channels": 3, "scale": 4},
    peer.VARIANTS | FAMILIES | {"shared"})
(family,) = [word for word in words if word in FAMILIES]
variant = [word for word in words if word not in FAMILIES]
SIDE, FEATURES, BATCH = numbers["side"], numbers["features"], numbers["batch"]
INPUTS, CHANNELS, SCALE = numbers["inputs"], numbers["channels"], numbers["scale"]
SLOPE, WIDEST, SHORTEST_NORMALIZED = 0.2, 8, 4
BLOCKS, POOL = 5, 50


def width(level):
    return FEATURES * min(WIDEST, 2**level)


class Normalized(nn.Module):
    """A convolution and an instance normalization, which stands where there are at least 4x4 pixels and takes the bias away."""

    def __init__(self, layer, side, normalized, *channels, **settings):
        super().__init__()
        normalized = normalized and side >= SHORTEST_NORMALIZED
        self.conv = layer(*channels, bias=not normalized, **settings)
        self.norm = nn.InstanceNorm2d(channels[1]) if normalized else nn.Identity()

    def forward(self, x):
        return self.norm(self.conv(x))


class UNet(nn.Module):
    def __init__(self, inputs, outputs, normalized, residual):
        super().__init__()
        self.residual = residual
        depth = min(8, (SIDE & -SIDE).bit_length() - 1)
        sides = [SIDE >> level for level in range(depth + 1)]
        down, up, before = [], [], inputs
        for level in range(depth):
            inner = 0 < level < depth - 1
            down.append(Normalized(nn.Conv2d, sides[level + 1], normalized and inner, before, width(level),
                                   kernel_size=4, stride=2, padding=1))
            before = width(level)
        for level in reversed(range(depth - 1)):
            up.append(Normalized(nn.ConvTranspose2d, sides[level + 1], normalized, before, width(level),
                                 kernel_size=4, stride=2, padding=1))
            before = 2 * width(level)
        self.down, self.up = nn.ModuleList(down), nn.ModuleList(up)
        self.image = nn.ConvTranspose2d(before, outputs, 4, 2, 1)
        peer.normal_weights(self, 0.02)

    def forward(self, x):
        y, made = x, []
        for level, layer in enumerate(self.down):
            y = layer(F.leaky_relu(y, SLOPE) if level > 0 else y)
            made.append(y)
        for level, layer in enumerate(self.up):
            y = torch.cat([made[-2 - level], layer(F.relu(y))], 1)
        y = self.image(F.relu(y))
        return x[:, -y.shape[1]:] + y if self.residual else torch.tanh(y)


class PatchDiscriminator(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        halvings = max(1, min(3, (SIDE // 16).bit_length() - 1))
        layers, side, before = [], SIDE, inputs
        for layer in range(halvings + 1):
            stride = 2 if layer < halvings else 1
            side = side // 2 if stride == 2 else side - 1
            layers.append(
                Normalized(nn.Conv2d, side, layer > 0, before, width(layer), kernel_size=4, stride=stride, padding=1))
            layers.append(nn.LeakyReLU(SLOPE, True))
            before = width(layer)
        self.layers = nn.Sequential(*layers, nn.Conv2d(before, 1, 4, 1, 1))
        peer.normal_weights(self, 0.02)

    def forward(self, *images):
        return self.layers(images[0] if len(images) == 1 else torch.cat(images, 1))


class Block(nn.Module):
    """CycleGAN's block: two convolutions, added to what they were given."""

    def __init__(self, channels, side):
        super().__init__()
        self.layers = nn.Sequential(
            nn.ReflectionPad2d(1), Normalized(nn.Conv2d, side, True, channels, channels, kernel_size=3), nn.ReLU(True),
            nn.ReflectionPad2d(1), Normalized(nn.Conv2d, side, True, channels, channels, kernel_size=3))

    def forward(self, x):
        return self.layers(x) + x


class ResidualTranslator(nn.Sequential):
    def __init__(self, inputs, outputs):
        f, inner = FEATURES, SIDE // 4
        grown = {"kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1}
        super().__init__(
            nn.ReflectionPad2d(3), Normalized(nn.Conv2d, SIDE, True, inputs, f, kernel_size=7), nn.ReLU(True),
            Normalized(nn.Conv2d, SIDE // 2, True, f, 2 * f, kernel_size=3, stride=2, padding=1), nn.ReLU(True),
            Normalized(nn.Conv2d, inner, True, 2 * f, 4 * f, kernel_size=3, stride=2, padding=1), nn.ReLU(True),
            *(Block(4 * f, inner) for _ in range(3 if SIDE < 64 else 6 if SIDE < 256 else 9)),
            Normalized(nn.ConvTranspose2d, SIDE // 2, True, 4 * f, 2 * f, **grown), nn.ReLU(True),
            Normalized(nn.ConvTranspose2d, SIDE, True, 2 * f, f, **grown), nn.ReLU(True),
            nn.ReflectionPad2d(3), nn.Conv2d(f, outputs, 7), nn.Tanh())
        peer.normal_weights(self, 0.02)


def same(inputs, outputs, kernel):
    return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2)


class Trunk(nn.Module):
    """SRGAN's block: two convolutions with a parametric rectifier in between, added to what they were given."""

    def __init__(self, channels):
        super().__init__()
        self.layers = nn.Sequential(same(channels, channels, 3), nn.PReLU(channels), same(channels, channels, 3))

    def forward(self, x):
        return self.layers(x) + x


class SuperResolver(nn.Module):
    def __init__(self, channels):
        super().__init__()
        f = FEATURES
        self.stem = nn.Sequential(same(channels, f, 9), nn.PReLU(f))
        self.trunk = nn.Sequential(*(Trunk(f) for _ in range(BLOCKS)), same(f, f, 3))
        growing = []
        for _ in range(SCALE.bit_length() - 1):
            growing += [same(f, 4 * f, 3), nn.PixelShuffle(2), nn.PReLU(f)]
        self.growing = nn.Sequential(*growing, same(f, channels, 9))

    def forward(self, x):
        stem = self.stem(x)
        return F.interpolate(x, scale_factor=SCALE) + self.growing(self.trunk(stem) + stem)


class Spectral(nn.Module):
    """A layer whose weight is divided by its largest singular value (Miyato et al. 2018)."""

    def __init__(self, layer):
        super().__init__()
        self.layer = nn.utils.spectral_norm(layer)
        # the weight was registered anew, behind the bias, which stands last in gan4j
        bias = self.layer._parameters.pop("bias")
        self.layer.register_parameter("bias", bias)

    def forward(self, x):
        return self.layer(x)


class ImageDiscriminator(nn.Sequential):
    def __init__(self, channels):
        layers, side, pair, before = [], SIDE, 0, channels
        while side > 4:
            for stride in (1, 2):
                layers += [Spectral(nn.Conv2d(before, width(pair), 3, stride, 1)), nn.LeakyReLU(SLOPE, True)]
                before = width(pair)
            side, pair = (side + 1) // 2, pair + 1
        super().__init__(
            *layers, nn.Flatten(), Spectral(nn.Linear(before * side * side, 8 * FEATURES)), nn.LeakyReLU(SLOPE, True),
            Spectral(nn.Linear(8 * FEATURES, 1)))

    def load_statistics(self, file, begin):
        """Takes the singular vectors of gan4j's layers, which are followed in the same order."""
        vectors = [torch.from_numpy(file[key]) for key in file.files if key.startswith(begin)]
        layers = [layer.layer for layer in self if isinstance(layer, Spectral)]
        for layer, u, v in zip(layers, vectors[::2], vectors[1::2]):
            layer.weight_u.copy_(u)
            layer.weight_v.copy_(v)


def least_squares(score, target):
    return (score - target).square().mean() * 0.5


def cross_entropy(score, target):
    return F.softplus(-score if target else score).mean()


def distance(a, b):
    return (a - b).abs().mean()


def gradient_difference(a, b):
    def along(axis):
        return distance(a.diff(dim=axis).abs(), b.diff(dim=axis).abs())

    return along(2) + along(3)


class Paired(peer.Twin):
    """A translator that learns from pairs, against a discriminator that may see what was given."""

    def __init__(self, translator, discriminator, parts, loss, adversarial, rate, beta):
        layout = peer.layout_of(variant)
        super().__init__(
            {"translator": translator, "discriminator": discriminator}, peer.Drawn(BATCH, layout, **parts), layout)
        self.t, self.d = self.players["translator"], self.players["discriminator"]
        self.loss, self.adversarial = loss, adversarial
        self.adam_t = peer.adam(self.t.parameters(), rate, (beta, 0.999), variant)
        self.adam_d = peer.adam(self.d.parameters(), rate, (beta, 0.999), variant)

    def reconstruction(self, made, truth):
        raise NotImplementedError

    def judged(self, given, image):
        return self.d(given, image)

    def judging(self, draws, given, truth, made):
        real, fake = self.judged(given, truth), self.judged(given, made)
        return self.loss(real, 1) + self.loss(fake, 0)

    def play(self, draws):
        given, truth = draws.images(0, "input", "target")
        shared = self.t(given) if "shared" in variant else None
        with torch.no_grad():
            made = self.t(given) if shared is None else shared.detach()
        self.adam_d.zero_grad()
        of_d = self.judging(draws, given, truth, made)
        of_d.backward()
        draws.told(0, of_d, discriminator=self.d.parameters())
        self.adam_d.step()
        peer.frozen(self.d)
        self.d.eval()
        self.adam_t.zero_grad()
        if shared is None:
            given, truth = draws.images(1, "input", "target")
        made = self.t(given) if shared is None else shared
        of_t = self.reconstruction(made, truth) + self.adversarial * self.loss(self.judged(given, made), 1)
        of_t.backward()
        draws.told(1, of_t, translator=self.t.parameters())
        self.adam_t.step()
        self.d.train()
        peer.learning(self.d)
        return of_d.item(), of_t.item()


class Pix2Pix(Paired):
    def __init__(self):
        super().__init__(
            UNet(INPUTS, CHANNELS, normalized=True, residual=False), PatchDiscriminator(INPUTS + CHANNELS),
            {"input": (INPUTS, SIDE, SIDE), "target": (CHANNELS, SIDE, SIDE)}, cross_entropy, 1, 2e-4, 0.5)

    def reconstruction(self, made, truth):
        return 100 * distance(made, truth)


class NextFrame(Paired):
    def __init__(self):
        shapes = {"input": (INPUTS, SIDE, SIDE), "target": (CHANNELS, SIDE, SIDE), "other_input": (INPUTS, SIDE, SIDE)}
        super().__init__(
            UNet(INPUTS, CHANNELS, normalized=False, residual=True), PatchDiscriminator(INPUTS + CHANNELS),
            shapes, least_squares, 0.05, 1e-3, 0.5)

    def reconstruction(self, made, truth):
        return distance(made, truth) + gradient_difference(made, truth)

    def judging(self, draws, given, truth, made):
        """The true frame with the history of another film is a fake too."""
        (other,) = draws.images(0, "other_input")
        real, fake, mismatched = self.d(given, truth), self.d(given, made), self.d(other, truth)
        matched = self.loss(real, 1) + self.loss(fake, 0)
        return 0.5 * (matched + self.loss(real, 1) + self.loss(mismatched, 0))


class SrGan(Paired):
    def __init__(self):
        small = SIDE // SCALE
        super().__init__(
            SuperResolver(CHANNELS), ImageDiscriminator(CHANNELS),
            {"input": (CHANNELS, small, small), "target": (CHANNELS, SIDE, SIDE)}, cross_entropy, 1e-3, 2e-4, 0.9)

    def reconstruction(self, made, truth):
        return distance(made, truth)

    def judged(self, given, image):
        return self.d(image)


class CycleGan(peer.Twin):
    def __init__(self):
        layout = peer.layout_of(variant)
        shape = (CHANNELS, SIDE, SIDE)
        players = {name: ResidualTranslator(CHANNELS, CHANNELS) for name in ("to_b", "to_a")}
        players |= {name: PatchDiscriminator(CHANNELS) for name in ("judge_a", "judge_b")}
        super().__init__(players, peer.Drawn(BATCH, layout, a=shape, b=shape), layout)
        self.to_a, self.to_b = players["to_a"], players["to_b"]
        self.judges = {"a": players["judge_a"], "b": players["judge_b"]}
        self.adams = {
            name: peer.adam(player.parameters(), 2e-4, (0.5, 0.999), variant) for name, player in players.items()}
        self.pools = {"a": [], "b": []}

    def play(self, draws):
        a, b = draws.images(0, "a") + draws.images(0, "b")
        peer.frozen(*self.judges.values())
        self.adams["to_a"].zero_grad()
        self.adams["to_b"].zero_grad()
        fake_a, fake_b = self.to_a(b), self.to_b(a)
        adversarial = least_squares(self.judges["a"](fake_a), 1) + least_squares(self.judges["b"](fake_b), 1)
        cycle = distance(self.to_a(fake_b), a) + distance(self.to_b(fake_a), b)
        identity = distance(self.to_b(b), b) + distance(self.to_a(a), a)
        loss = 2 * adversarial + 10 * cycle + 5 * identity
        loss.backward()
        draws.told(0, loss, **{"translators " + name: self.players[name].parameters() for name in ("to_b", "to_a")})
        self.adams["to_a"].step()
        self.adams["to_b"].step()
        peer.learning(*self.judges.values())
        losses = [loss.item()]
        for phase, (name, fake, source, maker) in enumerate(
                (("a", fake_a, "b", self.to_a), ("b", fake_b, "a", self.to_b)), 1):
            losses.append(self.judging(draws, phase, name, fake, source, maker, a if name == "a" else b))
        return losses

    def judging(self, draws, phase, name, fake, source, maker, real):
        if "shared" not in variant:
            (real,), (given,) = draws.images(phase, name), draws.images(phase, source)
            with torch.no_grad():
                fake = maker(given)
        shown = draws.replayed(phase, fake, self.pools[name], POOL)
        adam, judge = self.adams["judge_" + name], self.judges[name]
        adam.zero_grad()
        loss = least_squares(judge(real), 1) + least_squares(judge(shown), 0)
        loss.backward()
        draws.told(phase, loss, **{"judge_" + name: judge.parameters()})
        adam.step()
        return loss.item()


twin = {"pix2pix": Pix2Pix, "cyclegan": CycleGan, "srgan": SrGan, "nextframe": NextFrame}[family]()
peer.serve(variant, twin.step, parameters=twin.parameters, check=twin.check)
