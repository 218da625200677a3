package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import io.gan4j.evaluation.ClassificationAccuracy;
import io.gan4j.evaluation.LabelledSource;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A classifier that learns from "generated" digits, which are drawn, reads other drawn ones; from bad ones it does not. */
class ClassificationAccuracyTest {
    private static final Dataset TEST = digits(500, 99);
    private static final ClassificationAccuracy SCORE =
            ClassificationAccuracy.standard().images(1500).epochs(2).seed(5).threads(1);

    private static Dataset digits(int count, long seed) {
        return Digits.of(count).size(12).seed(seed).draw();
    }

    /** Labels of its own, of which the last ones may be told wrong. */
    private record Conditional(int rightClasses) implements LabelledSource {
        @Override
        public String name() {
            return "own labels";
        }

        @Override
        public String hash() {
            return "";
        }

        @Override
        public Dataset draw(int count, long seed) {
            Dataset drawn = digits(count, seed);
            int[] labels = IntStream.range(0, count)
                    .map(i -> Math.min(drawn.label(i), rightClasses - 1))
                    .toArray();
            return Datasets.labelled(drawn, drawn.classes(), labels);
        }
    }

    @Test
    void sourceWithItsOwnLabels_isScored() {
        Measurement score = SCORE.of(new Conditional(10), TEST);
        assertThat(score.metric()).isEqualTo("classification accuracy score");
        assertThat(score.value()).isBetween(0.85, 1.0);
        assertThat(score.low()).isBetween(score.value() - 0.05, score.value());
        assertThat(score.high()).isBetween(score.value(), 1.0);
        assertThat(score.better()).isEqualTo(Better.HIGHER);
        assertThat(score.warnings()).isEmpty();
        assertThat(score.protocol().real()).isEqualTo(500);
        assertThat(score.protocol().generated()).isEqualTo(1500);
        assertThat(score.protocol().seed()).isEqualTo(5);
        assertThat(score.protocol().extractor()).isEqualTo("classifier of 2 epochs; own labels");
    }

    /** Three of ten classes are never named, so at most seven can be read, and it says so. */
    @Test
    void sourceWithoutSomeClasses_isScoredLowerAndWarned() {
        Measurement score = SCORE.of(new Conditional(7), TEST);
        assertThat(score.value()).isLessThan(0.75);
        assertThat(score.warnings())
                .containsExactly(
                        "No generated image is of the class 7.",
                        "No generated image is of the class 8.",
                        "No generated image is of the class 9.");
    }

    /** The "generator" gives digits whose latents are their numbers. */
    private static Generator generator() {
        ModelCard card = ModelCard.generator(1, Prior.UNIFORM, Shape.of(1, 12, 12));
        Dataset drawn = digits(2000, 3);
        return Generator.of(card, new Runner.Single() {
            @Override
            public float[] run(float[] latents, int count) {
                int[] places = IntStream.range(0, count)
                        .map(i -> (int) ((latents[i] + 1) / 2 * 1999))
                        .toArray();
                return Datasets.values(drawn, places);
            }

            @Override
            public void close() {
                // holds nothing
            }
        });
    }

    @Test
    void generator_isLabelledByTheReference() {
        try (Generator generator = generator();
                Classifier reference = Classifier.train(digits(2000, 1), 2, 0, 1)) {
            LabelledSource source = LabelledSource.labelledBy(reference, generator);
            Dataset drawn = source.draw(700, 4);
            assertThat(drawn.size()).isEqualTo(700);
            assertThat(drawn.encoding()).isEqualTo(Dataset.Encoding.PIXELS);
            assertThat(drawn.classes()).isEqualTo(TEST.classes());
            assertThat(reference.accuracy(drawn)).isEqualTo(1);
            float[] last =
                    generator.generate(generator.latents(700, 4).get(699)).toFloats();
            assertThat(Datasets.values(drawn, 699)).containsExactly(last);
            assertThat(source.hash()).isEqualTo(reference.hash());
            Measurement score = SCORE.of(source, TEST);
            assertThat(score.value()).isGreaterThan(0.8);
            assertThat(score.protocol().extractorHash()).isEqualTo(reference.hash());
        }
    }

    @Test
    void generatorOfAnotherShape_isRefused() {
        Dataset larger = Digits.of(128).size(16).draw();
        try (Generator generator = generator();
                Classifier reference = Classifier.train(larger, 1, 0, 1)) {
            assertThatThrownBy(() -> LabelledSource.labelledBy(reference, generator))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the classifier reads images of shape (1, 16, 16), the generator makes samples of shape"
                            + " (1, 12, 12)");
        }
    }
}
