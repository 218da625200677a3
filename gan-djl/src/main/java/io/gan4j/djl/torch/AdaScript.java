package io.gan4j.djl.torch;

import io.gan4j.layer.Ada;
import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.tensor.Shape;

/** Writes {@link AdaptiveAugment}: calls, and the methods of the game's class that they call. */
final class AdaScript {
    /** The methods' source; each image has its numbers in a row of {@code u}, of which the first is the probability. */
    static final String METHODS = """
              def dealt(self: __torch__.Game, u: Tensor, count: int) -> Tensor:
                first = torch.slice(u, 1, 0, 1)
                rows = torch.reshape(u, [torch.size(u, 0), -1, count])
                same = torch.expand(torch.unsqueeze(first, 2), [-1, torch.size(rows, 1), 1])
                return torch.reshape(torch.cat([same, torch.slice(rows, 2, 1)], 2), [-1, count])
              def with_first(self: __torch__.Game, u: Tensor, first: Tensor) -> Tensor:
                same = torch.expand(torch.reshape(torch.to(first, u), [1, 1]), [torch.size(u, 0), 1])
                return torch.cat([same, torch.slice(u, 1, 1)], 1)
              def with_chance(self: __torch__.Game, u: Tensor, chance: float) -> Tensor:
                return torch.cat([torch.full_like(torch.slice(u, 1, 0, 1), chance), torch.slice(u, 1, 1)], 1)
              def due(self: __torch__.Game, u: Tensor, place: int) -> Tensor:
                return torch.lt(torch.select(u, 1, place), torch.select(u, 1, 0))
              def due_image(self: __torch__.Game, u: Tensor, place: int) -> Tensor:
                return torch.reshape(self.due(u, place), [-1, 1, 1, 1])
              def due_half(self: __torch__.Game, u: Tensor, place: int) -> Tensor:
                half = torch.lt(self.of_image(u, torch.add(place, 1)), 0.5)
                return torch.logical_and(self.due_image(u, place), half)
              def normal(self: __torch__.Game, u: Tensor, place: int) -> Tensor:
                inside = torch.clamp(torch.select(u, 1, place), 9.9999999999999995e-07, 0.99999899999999997)
                return torch.mul(torch.erfinv(torch.sub(torch.mul(inside, 2.), 1.)), 1.4142135623730951)
              def still(self: __torch__.Game, u: Tensor) -> Tensor:
                return torch.zeros_like(torch.select(u, 1, 0))
              def deviate(self: __torch__.Game, u: Tensor, place: int, number: int, factor: float) -> Tensor:
                moved = torch.mul(self.normal(u, number), factor)
                return torch.where(self.due(u, place), moved, self.still(u))
              def jump(self: __torch__.Game, u: Tensor, place: int, number: int, most: float) -> Tensor:
                spread = torch.sub(torch.mul(torch.select(u, 1, number), 2.), 1.)
                return torch.where(self.due(u, place), torch.round(torch.mul(spread, most)), self.still(u))
              def mirrored(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                return torch.where(self.due_half(u, place), torch.flip(x, [3]), x)
              def turned_over(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                return torch.where(self.due_half(u, place), torch.flip(x, [2, 3]), x)
              def turned(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                number = torch.floor(torch.mul(self.of_image(u, torch.add(place, 1)), 4.))
                quarters = torch.where(self.due_image(u, place), number, torch.zeros_like(number))
                across = torch.transpose(x, 2, 3)
                once = torch.where(torch.eq(quarters, 1), torch.flip(across, [2]), x)
                twice = torch.where(torch.eq(quarters, 2), torch.flip(x, [2, 3]), once)
                return torch.where(torch.eq(quarters, 3), torch.flip(across, [3]), twice)
              def resampling(self: __torch__.Game, x: Tensor, axis: int, size: Tensor, drift: Tensor, jump: Tensor, \
            reflect: bool) -> Tensor:
                p = torch.unsqueeze(self.places(x, axis), 0)
                last = torch.sub(torch.size(x, axis), 1)
                middle = torch.mul(last, 0.5)
                apart = torch.sub(torch.sub(p, torch.unsqueeze(drift, 1)), middle)
                scaled = torch.add(torch.div(apart, torch.unsqueeze(size, 1)), middle)
                source = torch.sub(scaled, torch.unsqueeze(jump, 1))
                if reflect:
                  folded = torch.abs(torch.sub(torch.remainder(source, torch.mul(last, 2)), last))
                  from = torch.rsub(folded, last)
                else:
                  from = source
                away = torch.abs(torch.sub(torch.unsqueeze(from, 2), torch.unsqueeze(p, 1)))
                return torch.clamp_min(torch.rsub(away, 1.), 0.)
              def resampled(self: __torch__.Game, x: Tensor, zoom: Tensor, stretch: Tensor, down: Tensor, right: Tensor, \
            jump_down: Tensor, jump_right: Tensor, reflect: bool, back: float) -> Tensor:
                height = torch.pow(2., torch.sub(zoom, stretch))
                width = torch.pow(2., torch.add(zoom, stretch))
                rows = torch.unsqueeze(self.resampling(x, 2, height, down, jump_down, reflect), 1)
                columns = torch.unsqueeze(self.resampling(x, 3, width, right, jump_right, reflect), 1)
                y = torch.matmul(torch.matmul(rows, torch.sub(x, back)), torch.transpose(columns, 2, 3))
                all = torch.stack([zoom, stretch, down, right, jump_down, jump_right], 1)
                moves = torch.gt(torch.sum(torch.abs(all), [1]), 0)
                return torch.where(torch.reshape(moves, [-1, 1, 1, 1]), torch.add(y, back), x)
              def brightened(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                added = torch.reshape(self.deviate(u, place, torch.add(place, 1), 0.20000000000000001), [-1, 1, 1, 1])
                return torch.where(self.due_image(u, place), torch.add(x, added), x)
              def contrasted(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                power = torch.reshape(self.deviate(u, place, torch.add(place, 1), 0.5), [-1, 1, 1, 1])
                return torch.mul(x, torch.pow(2., power))
              def grey(self: __torch__.Game, x: Tensor) -> Tensor:
                return torch.mean(x, [1], True)
              def luma_flipped(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                return torch.where(self.due_half(u, place), torch.sub(x, torch.mul(self.grey(x), 2.)), x)
              def negated(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                return torch.where(self.due_half(u, place), torch.neg(x), x)
              def hue_turned(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                number = self.of_image(u, torch.add(place, 1))
                angle = torch.mul(torch.sub(torch.mul(number, 2.), 1.), 3.1415926535897931)
                mean = self.grey(x)
                along = torch.mul(torch.sub(x, mean), torch.cos(angle))
                across = torch.div(torch.sub(torch.roll(x, [1], [1]), torch.roll(x, [-1], [1])), 1.7320508075688772)
                turned = torch.add(torch.add(mean, along), torch.mul(across, torch.sin(angle)))
                return torch.where(self.due_image(u, place), turned, x)
              def saturated(self: __torch__.Game, x: Tensor, u: Tensor, place: int) -> Tensor:
                power = torch.reshape(self.deviate(u, place, torch.add(place, 1), 1.), [-1, 1, 1, 1])
                mean = self.grey(x)
                vivid = torch.add(mean, torch.mul(torch.sub(x, mean), torch.pow(2., power)))
                return torch.where(self.due_image(u, place), vivid, x)
              def colors_only(self: __torch__.Game, x: Tensor, changed: Tensor) -> Tensor:
                return torch.cat([changed, torch.slice(x, 1, torch.size(changed, 1))], 1)
            """;

    private static final int RGB = 3;
    private static final int RGBA = 4;
    private static final double EIGHTH = 0.125;
    private static final double FIFTH = 0.2;

    private final Ada policy;
    private final Shape image;

    private AdaScript(Ada policy, Shape image) {
        this.policy = policy;
        this.image = image;
    }

    /** Returns the samples changed at random by numbers in [0, 1). */
    static String augmented(AdaptiveAugment layer, Shape sample, String samples, String numbers) {
        Shape image = Shape.of(sample.channels() / layer.images(), sample.height(), sample.width());
        String chosen = layer.policy().control() instanceof Ada.Fixed fixed
                ? "self.with_chance(" + numbers + ", " + fixed.probability() + ")"
                : numbers;
        boolean isOne = layer.images() == 1;
        AdaScript script = new AdaScript(layer.policy(), image);
        if (isOne) {
            return script.changed(samples, chosen);
        }
        String parted = "torch.reshape(" + samples + ", " + ExprScript.batched(image) + ")";
        String dealt = "self.dealt(" + chosen + ", " + AdaptiveAugment.DRAWN + ")";
        return "torch.reshape(" + script.changed(parted, dealt) + ", " + ExprScript.batched(sample) + ")";
    }

    private String changed(String images, String numbers) {
        String moved = resampled(turned(call(Ada.Kind.MIRROR, "mirrored", images, numbers), numbers), numbers);
        if (image.channels() != RGBA) {
            return recolored(moved, numbers);
        }
        String colors = "torch.slice(" + moved + ", 1, 0, " + RGB + ")";
        return "self.colors_only(" + moved + ", " + recolored(colors, numbers) + ")";
    }

    /** The call of a method where a kind is wanted. */
    private String call(Ada.Kind kind, String method, String images, String numbers) {
        return has(kind) ? "self." + method + "(" + images + ", " + numbers + ", " + kind.place() + ")" : images;
    }

    private boolean has(Ada.Kind kind) {
        return policy.kinds().contains(kind);
    }

    private String turned(String images, String numbers) {
        boolean isSquare = image.height() == image.width();
        return call(Ada.Kind.TURN, isSquare ? "turned" : "turned_over", images, numbers);
    }

    private String resampled(String images, String numbers) {
        if (!has(Ada.Kind.SHIFT) && !has(Ada.Kind.ZOOM) && !has(Ada.Kind.STRETCH) && !has(Ada.Kind.DRIFT)) {
            return images;
        }
        double down = image.height() * EIGHTH;
        double right = image.width() * EIGHTH;
        return "self.resampled(" + images + ", "
                + number(Ada.Kind.ZOOM, "deviate", 1, FIFTH, numbers) + ", "
                + number(Ada.Kind.STRETCH, "deviate", 1, FIFTH, numbers) + ", "
                + number(Ada.Kind.DRIFT, "deviate", 1, down, numbers) + ", "
                + number(Ada.Kind.DRIFT, "deviate", 2, right, numbers) + ", "
                + number(Ada.Kind.SHIFT, "jump", 1, down, numbers) + ", "
                + number(Ada.Kind.SHIFT, "jump", 2, right, numbers) + ", "
                + (policy.border() == Ada.Border.REFLECTED ? "True" : "False") + ", " + policy.background() + ")";
    }

    /** By how much each image is moved in a kind's way, which is 0 where the kind is not wanted or not due. */
    private String number(Ada.Kind kind, String method, int further, double most, String numbers) {
        return has(kind)
                ? "self." + method + "(" + numbers + ", " + kind.place() + ", " + (kind.place() + further) + ", " + most
                        + ")"
                : "self.still(" + numbers + ")";
    }

    private String recolored(String images, String numbers) {
        boolean hasColors = image.channels() == RGB || image.channels() == RGBA;
        String changed = call(Ada.Kind.BRIGHTNESS, "brightened", images, numbers);
        changed = call(Ada.Kind.CONTRAST, "contrasted", changed, numbers);
        changed = call(Ada.Kind.LUMA_FLIP, hasColors ? "luma_flipped" : "negated", changed, numbers);
        if (!hasColors) {
            return changed;
        }
        changed = call(Ada.Kind.HUE, "hue_turned", changed, numbers);
        return call(Ada.Kind.SATURATION, "saturated", changed, numbers);
    }
}
