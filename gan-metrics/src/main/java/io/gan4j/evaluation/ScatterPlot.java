package io.gan4j.evaluation;

import java.util.Locale;

/**
 * Real and generated points in the plane of their first two components.
 *
 * @param real the first two components of each real point, one after the other
 * @param generated those of each generated point
 */
record ScatterPlot(float[] real, float[] generated) {
    private static final int MOST = 1_000;
    private static final int SIDE = 520;
    private static final int MARGIN = 40;

    /** The first points of each; they must have at least two components. */
    static ScatterPlot of(Subject subject) {
        int size = subject.data().shape().size();
        return new ScatterPlot(
                plane(subject.real(Math.min(MOST, subject.realSamples())), size),
                plane(subject.generated(Math.min(MOST, subject.samples())), size));
    }

    private static float[] plane(float[] points, int size) {
        float[] plane = new float[points.length / size * 2];
        for (int i = 0; i < plane.length / 2; i++) {
            plane[2 * i] = points[i * size];
            plane[2 * i + 1] = points[i * size + 1];
        }
        return plane;
    }

    /** Where a scale begins, and how long it is. */
    private record Axis(double least, double length) {
        static Axis of(float[] points, int component) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = component; i < points.length; i += 2) {
                least = Math.min(least, points[i]);
                most = Math.max(most, points[i]);
            }
            double length = most > least ? most - least : 1;
            // generated points may lie beyond the real ones
            return new Axis(least - length / 4, 1.5 * length);
        }

        double share(double value) {
            return Math.max(0, Math.min(1, (value - least) / length));
        }
    }

    /** The plot as SVG: real points in grey below generated ones; what is beyond the scale lies on its edge. */
    String svg() {
        Axis x = Axis.of(real, 0);
        Axis y = Axis.of(real, 1);
        StringBuilder svg = SvgChart.open(SIDE + 2 * MARGIN, "real and generated points");
        points(svg, real, x, y, "#8c959f");
        points(svg, generated, x, y, SvgChart.GENERATED);
        SvgChart.text(svg, MARGIN, SIDE + MARGIN + 24, "start", TextTable.number(x.least()));
        SvgChart.text(svg, MARGIN + SIDE, SIDE + MARGIN + 24, "end", TextTable.number(x.least() + x.length()));
        SvgChart.text(svg, MARGIN + SIDE + 16, MARGIN + 8, "start", TextTable.number(y.least() + y.length()));
        SvgChart.text(svg, MARGIN + SIDE + 16, MARGIN + SIDE, "start", TextTable.number(y.least()));
        SvgChart.text(svg, MARGIN + SIDE + 120, MARGIN + SIDE / 2.0, "start", "grey: real, blue: generated");
        return svg.append("</svg>\n").toString();
    }

    private static void points(StringBuilder svg, float[] points, Axis x, Axis y, String colour) {
        svg.append("<g fill=\"").append(colour).append("\" fill-opacity=\"0.6\">\n");
        for (int i = 0; i < points.length; i += 2) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>%n",
                    MARGIN + SIDE * x.share(points[i]),
                    MARGIN + SIDE * (1 - y.share(points[i + 1]))));
        }
        svg.append("</g>\n");
    }
}
