package io.gan4j.benchmarks;

import io.gan4j.image.Images;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What translators and their simple rivals made of the same held-out images.
 *
 * @param input what was given, in the shape of the answers, to be looked at
 * @param answers what each made of it, by its name, in order
 * @param truth what should have been made
 * @param notes something else that was counted, by the name of the answer
 */
record Translations(Images input, Map<String, Answer> answers, Images truth, Map<String, String> notes) {
    /**
     * What one of them made.
     *
     * @param images the images
     * @param steps the steps of training, 0 for a rival that is not trained
     * @param cpuSeconds the time of processors from before training until the answers were there
     */
    record Answer(Images images, long steps, double cpuSeconds) {
        static Answer untrained(Images images) {
            return new Answer(images, 0, 0);
        }
    }

    static Translations of(Images input, Images truth) {
        return new Translations(input, new LinkedHashMap<>(), truth, new LinkedHashMap<>());
    }

    Translations rival(String name, Images images) {
        answers.put(name, Answer.untrained(images));
        return this;
    }

    /** Rows for the first images: what was given, the answers of these names, the truth. */
    Images grid(int columns, String... names) {
        Images rows = input.slice(0, columns);
        for (String name : names) {
            rows = Images.concat(
                    rows,
                    Optional.ofNullable(answers.get(name))
                            .orElseThrow()
                            .images()
                            .slice(0, columns));
        }
        return Images.concat(rows, truth.slice(0, columns)).grid(columns);
    }
}
