package io.gan4j.examples;

import io.gan4j.data.Dataset;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Captions and the images that a generator makes of them: a row of images of the same latents for each caption, as a sheet and
 * as a {@link CaptionPage}.
 *
 * @param captions what is to be seen
 * @param columns images of each caption
 * @param seed of the latents
 */
record CaptionSamples(List<String> captions, int columns, long seed) {
    private static final int ROWS = 16;
    private static final int COLUMNS = 6;

    /** Up to 16 different captions of a dataset, spread over it. */
    static CaptionSamples of(Dataset captioned, long seed) {
        Set<String> different = new LinkedHashSet<>();
        int size = captioned.size();
        for (int i = 0; i < ROWS; i++) {
            different.add(captioned.caption((int) ((long) i * size / ROWS)));
        }
        return new CaptionSamples(List.copyOf(different), COLUMNS, seed);
    }

    /** The images of a caption, one for each latent. */
    private Images row(Generator generator, Conditions caption) {
        return generator.generate(columns, seed, caption);
    }

    /**
     * Writes both.
     *
     * @param encoder reads the captions
     */
    void write(Generator generator, EncoderOptions.Opened encoder, Path sheet, Path page, int enlargement)
            throws IOException {
        List<Images> rows = new ArrayList<>();
        for (String caption : captions) {
            rows.add(row(generator, encoder.asked(caption)));
        }
        Images.concat(rows.toArray(Images[]::new))
                .grid(columns)
                .enlarged(enlargement)
                .writePng(sheet);
        CaptionPage.of(captions, rows, columns).write(page);
    }
}
