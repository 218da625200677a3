package io.gan4j.examples;

import com.google.common.html.HtmlEscapers;
import io.gan4j.data.Dataset;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Captions and the images that a generator makes of them: a row of images of the same latents for each caption, as a sheet and as a
 * page in HTML, which needs nothing but itself.
 *
 * @param captions what is to be seen
 * @param columns images of each caption
 * @param seed of the latents
 */
record CaptionPage(List<String> captions, int columns, long seed) {
    private static final int ROWS = 16;
    private static final int COLUMNS = 6;

    /** Up to 16 different captions of a dataset, spread over it. */
    static CaptionPage of(Dataset captioned, long seed) {
        Set<String> different = new LinkedHashSet<>();
        int size = captioned.size();
        for (int i = 0; i < ROWS; i++) {
            different.add(captioned.caption((int) ((long) i * size / ROWS)));
        }
        return new CaptionPage(List.copyOf(different), COLUMNS, seed);
    }

    /** The images of a caption, one for each latent. */
    private Images row(Generator generator, String caption) {
        return generator.generate(columns, seed, Conditions.text(caption));
    }

    /** Writes both. */
    void write(Generator generator, Path sheet, Path page, int enlargement) throws IOException {
        List<Images> rows = new ArrayList<>();
        for (String caption : captions) {
            rows.add(row(generator, caption));
        }
        Images.concat(rows.toArray(Images[]::new))
                .grid(columns)
                .enlarged(enlargement)
                .writePng(sheet);
        StringBuilder html = new StringBuilder(
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<title>Captions and their images</title>\n<style>\n"
                        + "body { font: 16px/1.5 sans-serif; margin: 2em; color: #222; background: #fff; }\n"
                        + "figure { margin: 0 0 1.5em; }\nfigcaption { margin-bottom: 0.3em; }\n"
                        + "img { image-rendering: pixelated; max-width: 100%; }\n</style>\n</head>\n<body>\n"
                        + "<h1>Captions and their images</h1>\n<p>Each row shows the same latents. All images are made by a model.</p>\n");
        for (int i = 0; i < rows.size(); i++) {
            String caption = HtmlEscapers.htmlEscaper().escape(captions.get(i));
            html.append("<figure><figcaption>")
                    .append(caption)
                    .append("</figcaption><img alt=\"")
                    .append(caption)
                    .append("\" src=\"data:image/png;base64,")
                    .append(png(rows.get(i).grid(columns).enlarged(enlargement)))
                    .append("\"></figure>\n");
        }
        Files.write(page, html.append("</body>\n</html>\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String png(Images row) {
        return Base64.getEncoder().encodeToString(row.toPng());
    }
}
