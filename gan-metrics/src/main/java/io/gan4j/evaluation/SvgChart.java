package io.gan4j.evaluation;

import io.gan4j.file.VisibleText;
import io.gan4j.measurement.Measurement;
import java.util.List;
import java.util.Locale;

/** Charts as inline SVG. */
final class SvgChart {
    static final String GENERATED = "#0a6ed1";
    static final int WIDTH = 1040;
    private static final int LABELS = 260;
    private static final int ROW = 30;
    private static final double MOST = 1.25;
    private static final int FOOT = 40;
    /** The width of a column of text, about. */
    static final double LETTER = 7.5;

    private SvgChart() {}

    /**
     * Bars of shares, with their intervals, each with its number: what is beyond the scale is drawn to its edge.
     *
     * @param shown numbers that are shares of 1, or meant to come near 1; if there are none, nothing is drawn
     */
    static String shares(List<Measurement> shown) {
        if (shown.isEmpty()) {
            return "";
        }
        int height = shown.size() * ROW + FOOT;
        StringBuilder svg = open(height, "shares with their intervals");
        double unit = (WIDTH - LABELS - 60) / MOST;
        for (double tick = 0; tick <= 1; tick += 0.25) {
            double x = LABELS + tick * unit;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"%d\" stroke=\"#d8dee4\"/>%n",
                    x,
                    x,
                    height - FOOT));
            text(svg, x, height - FOOT + 16, "middle", TextTable.number(tick));
        }
        for (int i = 0; i < shown.size(); i++) {
            Measurement measurement = shown.get(i);
            int y = i * ROW;
            name(svg, LABELS - 8, y + 20, "end", measurement.metric(), LABELS - 8);
            bar(svg, LABELS, y + 7, onScale(measurement.value()) * unit, ROW - 14, GENERATED);
            if (measurement.estimate().hasInterval()) {
                whisker(
                        svg,
                        LABELS + onScale(measurement.low()) * unit,
                        LABELS + onScale(measurement.high()) * unit,
                        y + ROW / 2.0);
            }
            text(
                    svg,
                    LABELS + Math.max(onScale(measurement.value()), end(measurement)) * unit + 8,
                    y + 20,
                    "start",
                    TextTable.number(measurement.value()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static double end(Measurement measurement) {
        return onScale(measurement.estimate().hasInterval() ? measurement.high() : measurement.value());
    }

    private static double onScale(double share) {
        return Math.max(0, Math.min(MOST, share));
    }

    static StringBuilder open(int height, String title) {
        return new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"100%%\" role=\"img\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"13\">%n<title>%s</title>%n",
                WIDTH,
                height,
                HtmlPage.escape(title)));
    }

    static void bar(StringBuilder svg, double x, double y, double width, double height, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                colour));
    }

    private static void whisker(StringBuilder svg, double from, double to, double y) {
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %.1fH%.1fM%.1f %.1fv10M%.1f %.1fv10\" stroke=\"#1b1f24\" fill=\"none\"/>%n",
                from,
                y,
                to,
                from,
                y - 5,
                to,
                y - 5));
    }

    /** A name from outside: of one that is wider than its place the beginning, and all of it as its title. */
    static void name(StringBuilder svg, double x, double y, String anchor, String name, double width) {
        String shown = VisibleText.shortened(name, Math.max(1, (int) (width / LETTER)));
        String title = shown.equals(name) ? "" : "<title>" + HtmlPage.escape(name) + "</title>";
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" unicode-bidi=\"isolate\" fill=\"#1b1f24\">%s%s</text>%n",
                x,
                y,
                anchor,
                title,
                HtmlPage.escape(shown)));
    }

    static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#1b1f24\">%s</text>%n",
                x,
                y,
                anchor,
                HtmlPage.escape(text)));
    }
}
