package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.base.Splitter;
import io.gan4j.Gan;
import io.gan4j.data.Captions;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Shapes;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Recogniser;
import io.gan4j.inference.TextReader;
import io.gan4j.rules.TextMatching;
import io.gan4j.run.TrainedGame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text encoder that learns by matching captions with images. */
class TextMatchingTest {
    @TempDir
    Path folder;

    /**
     * After 250 steps, with combinations that it never saw. A sum over words cannot tell the two captions apart, and would be right
     * for half of the images.
     */
    @Test
    void encoder_thatLearnedFromShapes_bindsColorsToThings() throws IOException {
        Dataset seen = Captions.tokenized(
                Shapes.of(4000).size(16).combinations(Shapes.Combinations.SEEN).draw());
        try (TrainedGame trained = Gan.game(TextMatching.standard())
                .batch(64)
                .steps(250)
                .seed(3)
                .threads(1)
                .train(seen)) {
            trained.export(TextMatching.TEXT_ENCODER, folder.resolve("texts.onnx"));
            trained.export(TextMatching.IMAGE_ENCODER, folder.resolve("images.onnx"));
        }
        Dataset heldOut = Shapes.of(200)
                .size(16)
                .seed(9)
                .combinations(Shapes.Combinations.HELD_OUT)
                .draw();
        try (TextReader texts = TextReader.load(folder.resolve("texts.onnx"));
                Recogniser images = Recogniser.load(
                        Files.readAllBytes(folder.resolve("images.onnx")),
                        LoadOptions.defaults(),
                        ModelCard.Kind.EXTRACTOR)) {
            float[] both = texts.read(List.of(
                    "a large red circle on a blue background in the centre",
                    "a large blue circle on a red background in the centre"));
            assertThat(cosine(both, 0, both, 1)).isLessThan(0.7);
            int right = 0;
            for (int i = 0; i < heldOut.size(); i++) {
                String caption = heldOut.caption(i);
                float[] image = images.read(Datasets.values(heldOut, i)).features();
                float[] vectors = texts.read(List.of(caption, exchanged(caption)));
                right += cosine(image, 0, vectors, 0) > cosine(image, 0, vectors, 1) ? 1 : 0;
            }
            assertThat(right).isGreaterThan(180);
        }
    }

    @Test
    void matching_ofDataWithoutTexts_saysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Gan.game(TextMatching.standard()).steps(1).train(Datasets.shapes(64)))
                .withMessage(
                        "this game cannot be played: the samples of drawn shapes, 64 images of 32 x 32, seed 0 have no"
                                + " captions as numbers: make them by Captions.tokenized(captioned)");
    }

    /** The same caption with the colors of shape and background exchanged. */
    private static String exchanged(String caption) {
        List<String> words = new ArrayList<>(Splitter.on(' ').splitToList(caption));
        int background = words.indexOf("on") + 2;
        Collections.swap(words, 2, background);
        words.set(background - 1, words.get(background).equals("orange") ? "an" : "a");
        return String.join(" ", words);
    }

    private static double cosine(float[] a, int i, float[] b, int j) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int k = 0; k < 64; k++) {
            dot += a[64 * i + k] * b[64 * j + k];
            aa += a[64 * i + k] * a[64 * i + k];
            bb += b[64 * j + k] * b[64 * j + k];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
