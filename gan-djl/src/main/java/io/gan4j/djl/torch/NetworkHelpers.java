package io.gan4j.djl.torch;

/** The methods of the game's class that the networks' methods call: what takes more than a line. */
final class NetworkHelpers {
    /** Their source. */
    static final String SOURCE = """
              def pixel_norm(self: __torch__.Game, x: Tensor, eps: float) -> Tensor:
                return torch.mul(x, torch.rsqrt(torch.add(torch.mean(torch.square(x), [1], True), eps)))
              def kept(self: __torch__.Game, s: Tensor, newest: Tensor) -> Tensor:
                _ = torch.copy_(s, torch.detach(newest))
                return newest
              def faded(self: __torch__.Game, old: Tensor, new: Tensor, alpha: Tensor) -> Tensor:
                a = float(alpha)
                return torch.add(torch.mul(old, torch.sub(1., a)), torch.mul(new, a))
              def gathered(self: __torch__.Game, s: Tensor, newest: Tensor, momentum: float) -> Tensor:
                _ = torch.lerp_(s, torch.mean(torch.detach(newest), [0]), momentum)
                return newest
              def two_lines(self: __torch__.Game, x: Tensor, slope: float) -> Tensor:
                still = torch.detach(x)
                return torch.mul(x, torch.leaky_relu_backward(torch.ones_like(still), still, slope, False))
              def pixels_in_line(self: __torch__.Game, x: Tensor) -> Tensor:
                return torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), -1])
              def reference_mean(self: __torch__.Game, x: Tensor, n: int) -> Tensor:
                return torch.mean(self.pixels_in_line(torch.slice(x, 0, 0, n)), [0, 2])
              def reference_var(self: __torch__.Game, x: Tensor, n: int) -> Tensor:
                return torch.var(self.pixels_in_line(torch.slice(x, 0, 0, n)), [0, 2], False)
              def virtual_batch_norm(self: __torch__.Game, x: Tensor, mean: Tensor, var: Tensor, n: int, \
            weight: Tensor, bias: Tensor, eps: float) -> Tensor:
                apart = torch.div(torch.sub(x, mean), torch.add(n, 1))
                both = torch.add(torch.div(torch.mul(var, n), torch.add(n, 1)), torch.mul(torch.square(apart), n))
                scaled = torch.mul(torch.rsqrt(torch.add(both, eps)), weight)
                return torch.add(torch.mul(torch.mul(apart, n), scaled), bias)
              def virtual_batch_norm_of_image(self: __torch__.Game, x: Tensor, mean: Tensor, var: Tensor, n: int, \
            weight: Tensor, bias: Tensor, eps: float) -> Tensor:
                line = self.pixels_in_line(x)
                own = torch.mean(line, [2], True)
                apart = torch.div(torch.sub(own, torch.unsqueeze(mean, 1)), torch.add(n, 1))
                vars = torch.add(torch.mul(torch.unsqueeze(var, 1), n), torch.var(line, [2], False, True))
                both = torch.add(torch.div(vars, torch.add(n, 1)), torch.mul(torch.square(apart), n))
                centred = torch.sub(line, torch.add(torch.unsqueeze(mean, 1), apart))
                scaled = torch.mul(torch.rsqrt(torch.add(both, eps)), torch.unsqueeze(weight, 1))
                y = torch.add(torch.mul(centred, scaled), torch.unsqueeze(bias, 1))
                return torch.reshape(y, torch.size(x))
              def matrix(self: __torch__.Game, w: Tensor, axis: int) -> Tensor:
                return torch.flatten(torch.transpose(w, 0, axis), 1)
              def unit(self: __torch__.Game, x: Tensor, eps: float) -> Tensor:
                return torch.div(x, torch.clamp_min(torch.norm(x, 2), eps))
              def spectral_norm(self: __torch__.Game, w: Tensor, u: Tensor, v: Tensor, axis: int, eps: float) -> Tensor:
                sigma = torch.dot(self.unit(u, eps), torch.mv(self.matrix(w, axis), self.unit(v, eps)))
                return torch.div(w, sigma)
              def spectral_norm_followed(self: __torch__.Game, w: Tensor, u: Tensor, v: Tensor, axis: int, \
            eps: float) -> Tensor:
                still = torch.detach(self.matrix(w, axis))
                _ = torch.copy_(v, self.unit(torch.mv(torch.t(still), u), eps))
                _0 = torch.copy_(u, self.unit(torch.mv(still, v), eps))
                return self.spectral_norm(w, u, v, axis, eps)
              def closeness(self: __torch__.Game, x: Tensor, w: Tensor, kernels: int, dimensions: int) -> Tensor:
                rows = torch.permute(torch.reshape(torch.mm(x, w), [-1, kernels, dimensions]), [1, 2, 0])
                closenesses = annotate(List[Tensor], [])
                # one kernel at a time, whose distances of all pairs stay in the cache
                for row in torch.unbind(rows):
                  apart = torch.sum(torch.abs(torch.sub(torch.unsqueeze(row, 2), torch.unsqueeze(row, 1))), [0])
                  _ = torch.append(closenesses, torch.sub(torch.sum(torch.exp(torch.neg(apart)), [1]), 1.))
                return torch.stack(closenesses, 1)
              def deviation(self: __torch__.Game, x: Tensor, group: int, size: int, eps: float) -> Tensor:
                dealt = torch.reshape(x, [group, -1, size])
                var = torch.var(dealt, [0], False)
                of_group = torch.mean(torch.sqrt(torch.add(var, eps)), [1], True)
                return torch.repeat(of_group, [group, 1])
              def with_nothing(self: __torch__.Game, rows: Tensor) -> Tensor:
                return torch.cat([torch.zeros_like(torch.slice(rows, 0, 0, 1)), rows])
              def embedded(self: __torch__.Game, x: Tensor, words: Tensor, position: Tensor) -> Tensor:
                # numbers of ScalarType: 4 is int64
                ids = torch.to(torch.add(torch.clamp(x, 0, torch.size(words, 0)), 0.5), 4)
                there = torch.to(torch.unsqueeze(torch.clamp_max(ids, 1), 2), position)
                return torch.transpose(torch.add(torch.embedding(self.with_nothing(words), ids), \
            torch.mul(position, there)), 1, 2)
              def word_pool(self: __torch__.Game, x: Tensor, ids: Tensor, absent: float) -> Tensor:
                there = torch.unsqueeze(torch.clamp(ids, 0, 1), 1)
                count = torch.sum(there, [2])
                kept = torch.mul(x, there)
                mean = torch.div(torch.sum(kept, [2]), torch.clamp_min(count, 1))
                most = torch.amax(torch.add(kept, torch.mul(torch.rsub(there, 1.), absent)), [2])
                return torch.cat([mean, torch.mul(most, torch.clamp_max(count, 1))], 1)
              def matched(self: __torch__.Game, a: Tensor, b: Tensor) -> Tensor:
                own = torch.sum(torch.mul(a, torch.slice(b, 0, 0, torch.size(a, 0))), [1], True)
                return torch.sub(own, torch.logsumexp(torch.mm(a, torch.t(b)), [1], True))
              def appended(self: __torch__.Game, x: Tensor, o: Tensor) -> Tensor:
                return torch.cat([x, torch.expand(o, [torch.size(x, 0), -1])], 1)
              def appended_channel(self: __torch__.Game, x: Tensor, o: Tensor) -> Tensor:
                pixel = torch.reshape(o, [-1, 1, 1, 1])
                channel = torch.expand(pixel, [torch.size(x, 0), 1, torch.size(x, 2), torch.size(x, 3)])
                return torch.cat([x, channel], 1)
              def of_channels(self: __torch__.Game, s: Tensor) -> Tensor:
                return torch.reshape(s, [torch.size(s, 0), torch.size(s, 1), 1, 1])
              def demodulated(self: __torch__.Game, y: Tensor, s: Tensor, squares: Tensor, demodulate: bool, \
            gain: float, eps: float) -> Tensor:
                if demodulate:
                  d = torch.mul(torch.rsqrt(torch.add(torch.mm(torch.square(s), squares), eps)), gain)
                  z = torch.mul(y, torch.to(self.of_channels(d), y))
                else:
                  z = torch.mul(y, gain)
                return z
              def modulated(self: __torch__.Game, x: Tensor, s: Tensor, w: Tensor, demodulate: bool, gain: float, \
            eps: float) -> Tensor:
                p = torch.floordiv(torch.size(w, 2), 2)
                scaled = torch.mul(x, torch.to(self.of_channels(s), x))
                y = torch.conv2d(scaled, torch.to(w, x), None, [1, 1], [p, p])
                squares = torch.t(torch.sum(torch.square(w), [2, 3]))
                return self.demodulated(y, s, squares, demodulate, gain, eps)
              def modulated_up(self: __torch__.Game, x: Tensor, s: Tensor, w: Tensor, demodulate: bool, gain: float, \
            eps: float) -> Tensor:
                scaled = torch.mul(x, torch.to(self.of_channels(s), x))
                y = torch.conv_transpose2d(scaled, torch.to(w, x), None, [2, 2])
                squares = torch.sum(torch.square(w), [2, 3])
                return self.demodulated(self.fir(y, 4., 1, 1), s, squares, demodulate, gain, eps)
              def attended(self: __torch__.Game, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
                fits = torch.bmm(torch.transpose(self.pixels_in_line(k), 1, 2), self.pixels_in_line(q))
                shares = torch.softmax(fits, 1)
                y = torch.bmm(self.pixels_in_line(v), shares)
                return torch.reshape(y, [torch.size(q, 0), torch.size(v, 1), torch.size(q, 2), torch.size(q, 3)])
              def mixed_styles(self: __torch__.Game, x: Tensor, own: Tensor, u: Tensor, probability: float) -> Tensor:
                switches = torch.lt(torch.select(u, 0, 0), probability)
                return torch.where(switches, torch.roll(own, [-1], [0]), x)
              def fir_kernel(self: __torch__.Game, x: Tensor, gain: float) -> Tensor:
                taps = torch.to(torch.tensor([0.125, 0.375, 0.375, 0.125]), x)
                kernel = torch.mul(torch.mul(torch.unsqueeze(taps, 1), taps), gain)
                return torch.expand(kernel, [torch.size(x, 1), 1, -1, -1])
              def fir(self: __torch__.Game, x: Tensor, gain: float, stride: int, padding: int) -> Tensor:
                k = self.fir_kernel(x, gain)
                return torch.conv2d(x, k, None, [stride, stride], [padding, padding], [1, 1], torch.size(x, 1))
              def fir_up(self: __torch__.Game, x: Tensor, gain: float, stride: int, padding: int) -> Tensor:
                k = self.fir_kernel(x, gain)
                p = [padding, padding]
                return torch.conv_transpose2d(x, k, None, [stride, stride], p, [0, 0], torch.size(x, 1))
              def of_image(self: __torch__.Game, u: Tensor, place: int) -> Tensor:
                return torch.reshape(torch.select(u, 1, place), [-1, 1, 1, 1])
              def recolored(self: __torch__.Game, x: Tensor, u: Tensor) -> Tensor:
                bright = torch.add(x, torch.sub(self.of_image(u, 0), 0.5))
                pixel = torch.mean(bright, [1], True)
                vivid = torch.add(torch.mul(torch.sub(bright, pixel), torch.mul(self.of_image(u, 1), 2.)), pixel)
                whole = torch.mean(vivid, [1, 2, 3], True)
                return torch.add(torch.mul(torch.sub(vivid, whole), torch.add(self.of_image(u, 2), 0.5)), whole)
              def places(self: __torch__.Game, x: Tensor, axis: int) -> Tensor:
                return torch.to(torch.arange(torch.size(x, axis)), x)
              def drawn_to(self: __torch__.Game, u: Tensor, place: int, most: int) -> Tensor:
                return torch.reshape(torch.floor(torch.mul(torch.select(u, 1, place), most)), [-1, 1, 1])
              def shifting(self: __torch__.Game, x: Tensor, u: Tensor, place: int, axis: int, most: int) -> Tensor:
                p = self.places(x, axis)
                shift = torch.sub(self.drawn_to(u, place, torch.add(torch.mul(most, 2), 1)), most)
                apart = torch.sub(torch.unsqueeze(p, 1), p)
                return torch.to(torch.eq(torch.unsqueeze(apart, 0), shift), x)
              def translated(self: __torch__.Game, x: Tensor, u: Tensor, down: int, right: int, back: float) -> Tensor:
                rows = torch.unsqueeze(self.shifting(x, u, 3, 2, down), 1)
                columns = torch.transpose(torch.unsqueeze(self.shifting(x, u, 4, 3, right), 1), 2, 3)
                return torch.add(torch.matmul(torch.matmul(rows, torch.sub(x, back)), columns), back)
              def covered(self: __torch__.Game, x: Tensor, u: Tensor, place: int, axis: int, hole: int) -> Tensor:
                side = torch.size(x, axis)
                free = torch.add(side, torch.sub(1, torch.remainder(hole, 2)))
                first = torch.sub(self.drawn_to(u, place, free), torch.floordiv(hole, 2))
                p = torch.sub(self.places(x, axis), torch.reshape(first, [-1, 1]))
                return torch.mul(torch.to(torch.ge(p, 0), x), torch.to(torch.lt(p, hole), x))
              def cut_out(self: __torch__.Game, x: Tensor, u: Tensor, height: int, width: int, back: float) -> Tensor:
                rows = torch.unsqueeze(self.covered(x, u, 5, 2, height), 2)
                columns = torch.unsqueeze(self.covered(x, u, 6, 3, width), 1)
                kept = torch.unsqueeze(torch.rsub(torch.mul(rows, columns), 1.), 1)
                return torch.add(torch.mul(torch.sub(x, back), kept), back)
            """ + ConvolutionScript.METHODS + AdaScript.METHODS;

    private NetworkHelpers() {}
}
