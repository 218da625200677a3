package io.gan4j.evaluation;

import com.google.common.html.HtmlEscapers;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.image.Provenance;
import io.gan4j.inference.ModelCard;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A report as a page that needs nothing else. */
final class HtmlPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="UTF-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="generator" content="gan4j"/>
            <title>%s</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; color: #1b1f24; background: #fff; margin: 2em auto; padding: 0 1em;
              max-width: 1080px; overflow-wrap: anywhere; }
            bdi { unicode-bidi: isolate; }
            h1 { font-size: 1.6em; } h2 { font-size: 1.2em; margin-top: 2em; }
            table { border-collapse: collapse; width: 100%%; } th, td { text-align: left; padding: .35em .6em;
              border-bottom: 1px solid #d8dee4; vertical-align: top; } th { background: #f3f5f8; }
            td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            p.note, td small { color: #57606a; } .pair { display: flex; flex-wrap: wrap; gap: 1.5em; }
            figure { margin: 0 1em 0 0; } figcaption { color: #57606a; margin-bottom: .4em; }
            img { image-rendering: pixelated; max-width: 100%%; background: #fff; }
            </style>
            </head>
            <body>
            """;
    private static final int SHEET_WIDTH = 480;
    private static final int STRIP_WIDTH = 1040;
    private static final int SHORT_HASH = 12;
    /** Columns of a name that are shown. */
    private static final int MOST_SHOWN = 80;

    private final EvaluationReport report;
    private final StringBuilder html = new StringBuilder();

    private HtmlPage(EvaluationReport report) {
        this.report = report;
    }

    static String of(EvaluationReport report) {
        return new HtmlPage(report).write();
    }

    private String write() {
        String title = "Evaluation against " + VisibleText.shortened(report.dataset(), MOST_SHOWN);
        html.append(String.format(Locale.ROOT, HEAD, escape(title)));
        html.append("<h1>Evaluation against ").append(name(report.dataset())).append("</h1>\n");
        html.append("<p class=\"note\">").append(model(report.card())).append("</p>\n");
        List<String> verdict = report.verdict();
        if (!verdict.isEmpty()) {
            html.append("<p><strong>")
                    .append(escape(verdict.get(0)))
                    .append("</strong> ")
                    .append(escape(String.join(" ", verdict.subList(1, verdict.size()))))
                    .append("</p>\n");
        }
        report.gallery().ifPresent(this::pictures);
        report.scatter().ifPresent(plot -> {
            heading("Real and generated");
            html.append(plot.svg());
        });
        numbers();
        charts();
        skipped();
        note(String.format(
                Locale.ROOT, "Measured in %.1f s by gan4j.", report.elapsed().toMillis() / 1e3));
        return html.append("</body>\n</html>\n").toString();
    }

    private static String model(ModelCard card) {
        String trained =
                card.origin().dataset().isEmpty() ? "not stated" : card.origin().dataset();
        String settings = card.origin().configuration().getOrDefault("preset", "");
        return String.format(
                Locale.ROOT,
                "A generator of samples of shape %s from latents of length %d%s. Trained on: %s; step %,d.",
                escape(card.sample().toString()),
                card.latentSize(),
                settings.isEmpty() ? "" : ", preset " + name(settings),
                name(trained),
                card.origin().step());
    }

    private void numbers() {
        heading("Numbers");
        html.append("<table>\n<tr><th>metric</th><th>value</th><th>95 % interval</th><th>real data</th><th>better</th>"
                + "<th>real : generated</th><th>seen by</th><th>seed</th></tr>\n");
        for (Measurement measurement : report.measurements()) {
            Protocol protocol = measurement.protocol();
            html.append("<tr><td>").append(name(measurement.metric()));
            String meaning = report.meaning(measurement);
            if (!meaning.isEmpty()) {
                html.append("<br/><small>").append(escape(meaning)).append("</small>");
            }
            measurement
                    .warnings()
                    .forEach(warning -> html.append("<br/><small><bdi>")
                            .append(escape(warning))
                            .append("</bdi></small>"));
            html.append("</td>");
            cell("number", TextTable.number(measurement.value()));
            cell("number", TextTable.interval(measurement));
            cell("number", TextTable.real(report, measurement));
            cell("", TextTable.better(measurement.better()));
            cell("number", TextTable.samples(protocol));
            html.append("<td>")
                    .append(name(report.seenBy(measurement)))
                    .append(details(protocol))
                    .append("</td>");
            cell("number", Long.toString(protocol.seed()));
            html.append("</tr>\n");
        }
        html.append("</table>\n");
        note(
                "Real data is what one half of the data scores when it is held against the other, as a perfect generator would. "
                        + "The intervals hold what other samples of the same number would give. Numbers of other conditions (samples, data,"
                        + " what saw them, seed) cannot be compared with these.");
    }

    private static String details(Protocol protocol) {
        String hash = protocol.extractorHash();
        String resized = protocol.resizing().equals("none") ? "" : protocol.resizing();
        String shown = hash.length() > SHORT_HASH ? hash.substring(0, SHORT_HASH) : hash;
        String details = String.join(" ", resized, shown).strip();
        return details.isEmpty() ? "" : "<br/><small>" + escape(details) + "</small>";
    }

    private void charts() {
        String shares = SvgChart.shares(report.shares());
        if (!shares.isEmpty()) {
            heading("Shares");
            html.append(shares);
        }
    }

    private void pictures(Gallery gallery) {
        heading("Real and generated");
        html.append("<div class=\"pair\">\n");
        figure("real", gallery.real().grid(), Provenance.NONE, SHEET_WIDTH);
        figure("generated", gallery.generated().grid(), Provenance.TRAINED_ALGORITHMIC_MEDIA, SHEET_WIDTH);
        html.append("</div>\n");
        heading("Nearest neighbours");
        note("The first generated images, and below each the image of the data that is nearest to it by its pixels.");
        Images both = Images.concat(gallery.first(), gallery.nearest());
        figure(
                "generated above, real below",
                both.grid(gallery.first().count()),
                Provenance.TRAINED_ALGORITHMIC_MEDIA,
                STRIP_WIDTH);
        gallery.histogram().ifPresent(histogram -> {
            heading("Classes");
            html.append(ClassChart.of(histogram));
        });
        heading("Between latents");
        note("Each row goes from one latent to the next by spherical interpolation.");
        figure(
                "interpolation",
                gallery.interpolation().grid(Gallery.STEPS),
                Provenance.TRAINED_ALGORITHMIC_MEDIA,
                STRIP_WIDTH);
    }

    private void skipped() {
        if (report.skipped().isEmpty()) {
            return;
        }
        heading("Not measured");
        html.append("<ul>\n");
        report.skipped()
                .forEach(skip -> html.append("<li>")
                        .append(escape(skip.metric().name()))
                        .append(": <bdi>")
                        .append(escape(skip.reason()))
                        .append("</bdi></li>\n"));
        html.append("</ul>\n");
    }

    private void heading(String text) {
        html.append("<h2>").append(escape(text)).append("</h2>\n");
    }

    private void note(String text) {
        html.append("<p class=\"note\">").append(escape(text)).append("</p>\n");
    }

    private void cell(String style, String text) {
        html.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">")
                .append(escape(text))
                .append("</td>");
    }

    private void figure(String caption, Images image, Provenance provenance, int width) {
        html.append("<figure><figcaption>")
                .append(escape(caption))
                .append("</figcaption><img alt=\"")
                .append(escape(caption))
                .append("\" width=\"")
                .append(width)
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(image.toPng(provenance)))
                .append("\"/></figure>\n");
    }

    /**
     * A name from outside, apart from the direction of the words around it; of a long one the beginning, and all as its title.
     */
    private static String name(String text) {
        String shown = VisibleText.shortened(text, MOST_SHOWN);
        String title = shown.equals(text) ? "" : " title=\"" + escape(text) + "\"";
        return "<bdi" + title + ">" + escape(shown) + "</bdi>";
    }

    /** Text, with whatever markup means escaped, and without characters that cannot be seen or that XML cannot hold. */
    static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(VisibleText.forMarkup(text));
    }
}
