package io.gan4j.examples;

import com.google.common.html.HtmlEscapers;
import io.gan4j.file.AtomicFile;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * A page of texts and the images of each, as one HTML file that needs nothing beside it.
 *
 * @param html the whole page
 */
record CaptionPage(String html) {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Texts and their images</title>
            <style>
            body { font-family: sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; }
            figure { margin: 0 0 1.5em; }
            figcaption { margin-bottom: .4em; overflow-wrap: anywhere; }
            img { image-rendering: pixelated; max-width: 100%; min-width: 40%; }
            </style>
            </head>
            <body>
            <h1>Texts and their images</h1>
            <p>All images were made by a model, those of one column from the same latent.</p>
            """;

    private static final String TAIL = """
            </body>
            </html>
            """;

    /**
     * The page of some texts.
     *
     * @param images those of each text
     * @param columns how many of them stand beside each other
     */
    static CaptionPage of(List<String> texts, List<Images> images, int columns) {
        StringBuilder html = new StringBuilder(HEAD);
        for (int i = 0; i < texts.size(); i++) {
            String text = HtmlEscapers.htmlEscaper().escape(VisibleText.forMarkup(texts.get(i)));
            String png = Base64.getEncoder()
                    .encodeToString(images.get(i).grid(columns).toPng());
            html.append("<figure>\n<figcaption>").append(text).append("</figcaption>\n<img alt=\"");
            html.append(text).append("\" src=\"data:image/png;base64,");
            html.append(png).append("\">\n</figure>\n");
        }
        return new CaptionPage(html.append(TAIL).toString());
    }

    /** Writes the page whole or not at all. */
    void write(Path file) throws IOException {
        AtomicFile.write(file, html.getBytes(StandardCharsets.UTF_8));
    }
}
