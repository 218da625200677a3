package io.gan4j.data;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * One way to write a character: the strokes of the pen, each a list of points that a smooth curve runs through.
 *
 * <p>As text: points are {@code x y} in hundredths of the character's height, {@code x} to the right, {@code y}
 * <em>down</em> from the upper edge, parted by commas; a slash lifts the pen; an exclamation mark makes the point a corner,
 * where the curve may turn sharply: {@code "4 8, 56 4!, 24 100 / 14 52, 58 48"} is a 7 with a bar.
 *
 * @param weight how often this way is chosen, relative to the others of the same character
 * @param strokes the strokes in the order of writing, at least one
 */
record Glyph(int weight, ImmutableList<Stroke> strokes) {
    private static final double UNIT = 0.01;

    /**
     * The points of one stroke, at least two.
     *
     * @param x to the right
     * @param y down from 0, the upper edge, to 1, the lower
     * @param corner whether the curve may turn sharply at the point
     */
    record Stroke(double[] x, double[] y, boolean[] corner) {
        int size() {
            return x.length;
        }
    }

    /** Reads the text form. */
    static Glyph parse(int weight, String text) {
        ImmutableList.Builder<Stroke> strokes = ImmutableList.builder();
        for (String stroke : Splitter.on('/').split(text)) {
            strokes.add(stroke(Splitter.on(',').trimResults().splitToList(stroke)));
        }
        return new Glyph(weight, strokes.build());
    }

    private static Stroke stroke(List<String> points) {
        int size = points.size();
        Stroke stroke = new Stroke(new double[size], new double[size], new boolean[size]);
        for (int i = 0; i < size; i++) {
            String point = points.get(i);
            List<String> numbers =
                    Splitter.on(' ').splitToList(CharMatcher.is('!').trimTrailingFrom(point));
            stroke.x[i] = UNIT * Integer.parseInt(numbers.get(0));
            stroke.y[i] = UNIT * Integer.parseInt(numbers.get(1));
            stroke.corner[i] = point.endsWith("!");
        }
        return stroke;
    }
}
