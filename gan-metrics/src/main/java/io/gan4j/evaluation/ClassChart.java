package io.gan4j.evaluation;

import io.gan4j.file.VisibleText;
import java.util.List;
import java.util.Locale;

/**
 * A chart of the classes' shares: columns as long as names and numbers fit below them, otherwise a row a class, with room for a
 * name. Of more classes than people read the names are titles alone.
 */
final class ClassChart {
    private static final String REAL = "#8c959f";
    private static final int HEIGHT = 220;
    private static final int FOOT = 40;
    private static final int ROW = 26;
    private static final int LABELS = 260;
    private static final int NUMBERS = 70;
    /** {@code 100.0 %} and a gap. */
    private static final int NUMBER_COLUMNS = 9;
    /** The rows of more classes would fill pages. */
    private static final int MOST_NAMED = 200;

    private final List<String> names;
    private final double[] real;
    private final double[] generated;
    private final double most;
    private final boolean hasReal;

    private ClassChart(Gallery.Histogram histogram) {
        names = histogram.classes();
        hasReal = !histogram.real().isEmpty();
        real = shares(histogram.real(), names.size());
        generated = shares(histogram.generated(), names.size());
        double largest = 1e-9;
        for (int i = 0; i < names.size(); i++) {
            largest = Math.max(largest, Math.max(real[i], generated[i]));
        }
        most = largest;
    }

    static String of(Gallery.Histogram histogram) {
        ClassChart chart = new ClassChart(histogram);
        double step = (double) SvgChart.WIDTH / chart.names.size();
        int widest = chart.names.stream().mapToInt(VisibleText::columns).max().orElse(0);
        boolean fits = Math.max(widest + 1, NUMBER_COLUMNS) * SvgChart.LETTER <= step;
        StringBuilder svg = fits || chart.names.size() > MOST_NAMED ? chart.columns(step, fits) : chart.rows();
        svg.append("</svg>\n<p class=\"note\">");
        if (chart.hasReal) {
            svg.append("<span style=\"color:").append(REAL).append("\">&#9632;</span> real, ");
        }
        svg.append("<span style=\"color:").append(SvgChart.GENERATED).append("\">&#9632;</span> generated</p>\n");
        return svg.toString();
    }

    private static double[] shares(List<Long> counts, int classes) {
        double[] shares = new double[classes];
        double sum = counts.stream().mapToLong(Long::longValue).sum();
        for (int i = 0; i < counts.size() && sum > 0; i++) {
            shares[i] = counts.get(i) / sum;
        }
        return shares;
    }

    private StringBuilder columns(double step, boolean named) {
        StringBuilder svg = SvgChart.open(HEIGHT + FOOT, "shares of the classes");
        for (int i = 0; i < names.size(); i++) {
            double x = i * step + 0.15 * step;
            begin(svg, i);
            column(svg, x, real[i] / most, 0.34 * step, REAL);
            column(svg, x + 0.36 * step, generated[i] / most, 0.34 * step, SvgChart.GENERATED);
            svg.append("</g>\n");
            if (named) {
                SvgChart.name(svg, i * step + step / 2, HEIGHT + 16, "middle", names.get(i), step);
                SvgChart.text(svg, i * step + step / 2, HEIGHT + 33, "middle", percent(generated[i]));
            }
        }
        return svg;
    }

    private StringBuilder rows() {
        StringBuilder svg = SvgChart.open(names.size() * ROW, "shares of the classes");
        double unit = (SvgChart.WIDTH - LABELS - NUMBERS) / most;
        for (int i = 0; i < names.size(); i++) {
            int y = i * ROW;
            SvgChart.name(svg, LABELS - 8, y + 18, "end", names.get(i), LABELS - 8);
            begin(svg, i);
            SvgChart.bar(svg, LABELS, y + 3, real[i] * unit, 9, REAL);
            SvgChart.bar(svg, LABELS, y + 13, generated[i] * unit, 9, SvgChart.GENERATED);
            svg.append("</g>\n");
            SvgChart.text(
                    svg, LABELS + Math.max(real[i], generated[i]) * unit + 8, y + 18, "start", percent(generated[i]));
        }
        return svg;
    }

    /** Begins a class's bars, which say what they are when a mouse is on them. */
    private void begin(StringBuilder svg, int place) {
        svg.append("<g><title>")
                .append(HtmlPage.escape(names.get(place)))
                .append(": ")
                .append(hasReal ? percent(real[place]) + " real, " : "")
                .append(percent(generated[place]))
                .append(" generated</title>\n");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static void column(StringBuilder svg, double x, double part, double width, String colour) {
        double tall = part * (HEIGHT - 10);
        SvgChart.bar(svg, x, HEIGHT - tall, width, tall, colour);
    }
}
