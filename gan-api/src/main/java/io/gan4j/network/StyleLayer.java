package io.gan4j.network;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A linear layer of a style-based generator that takes the style, known by its name: {@code conv_16_style} of
 * StyleGAN2, say, or {@code first_16_style} and {@code first_16_shift} of StyleGAN.
 *
 * @param use what is styled: at each size {@code up}, {@code conv} and {@code colors} of StyleGAN2, {@code first} and
 *     {@code second} of StyleGAN
 * @param side the pixels a side of what is styled
 */
public record StyleLayer(String use, int side) {
    private static final Pattern NAME = Pattern.compile("(conv|up|colors|first|second)_([0-9]{1,9})_(style|shift)");

    /** The layer of this name; empty if a layer of this name takes no style. */
    public static Optional<StyleLayer> of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new StyleLayer(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The sides of some layers, from the smallest to the largest. */
    public static List<Integer> sides(Collection<StyleLayer> layers) {
        TreeSet<Integer> sides = new TreeSet<>();
        layers.forEach(layer -> sides.add(layer.side()));
        return List.copyOf(sides);
    }

    /**
     * Which of the generator's styles it takes, counted from 0, the coarsest: one for the innermost size of StyleGAN2
     * and two for each further one, of which the colors take that of the next convolution; two for each size of StyleGAN.
     *
     * @param sides all sides of the generator, from the smallest to the largest
     */
    public int place(List<Integer> sides) {
        int level = 2 * sides.indexOf(side);
        return switch (use) {
            case "up" -> Math.max(0, level - 1);
            case "conv", "first" -> level;
            default -> level + 1;
        };
    }
}
