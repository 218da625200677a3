package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a conditional generator makes what it was asked for. */
class ClassAccuracyTest {
    private static final Shape PIXEL = Shape.of(1, 1, 1);
    private static final List<String> CLASSES = List.of("dark", "bright");
    private static final Dataset DATA =
            Datasets.labelled(Datasets.pixels(PIXEL, new byte[] {0}, new byte[] {-1}), CLASSES, 0, 1);

    /** Makes dark and bright pixels as asked, but the first of five samples is always dark. */
    private static Generator generator(ModelCard card) {
        return Generator.of(card, new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] pixels = new float[count];
                for (int i = 0; i < count; i++) {
                    boolean bright = inputs.size() > 1 && inputs.get(1)[2 * i + 1] == 1;
                    pixels[i] = bright && i % 5 != 0 ? 0.9f : -0.9f;
                }
                return List.of(pixels);
            }

            @Override
            public void close() {}
        });
    }

    private static final ClassReader READER = new ClassReader() {
        @Override
        public String name() {
            return "brightness";
        }

        @Override
        public String hash() {
            return "b";
        }

        @Override
        public Shape shape() {
            return PIXEL;
        }

        @Override
        public List<String> classes() {
            return CLASSES;
        }

        @Override
        public Features probabilities(float[] images) {
            float[] rows = new float[2 * images.length];
            for (int i = 0; i < images.length; i++) {
                rows[2 * i + (images[i] > 0 ? 1 : 0)] = 1;
            }
            return Features.of(rows, 2);
        }
    };

    @Test
    void accuracy_isTheShareThatIsReadAsAsked() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, PIXEL).conditional("y", CLASSES);
        try (Generator generator = generator(card)) {
            // of ten samples in turn, those at 5 are asked to be bright and are not: one of ten
            Measurement measured =
                    Metric.classAccuracy().samples(100).classifier(READER).measure(generator, DATA);
            assertThat(measured.value()).isCloseTo(0.9, within(1e-9));
            assertThat(measured.estimate().low()).isCloseTo(0.9 - 1.96 * 0.03, within(1e-3));
        }
    }

    /** Categories have names of their own, and the first stands for what is bright: the same share as of the right classes. */
    @Test
    void matchedAccuracy_givesEachCategoryTheClassThatFitsBest() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, PIXEL).conditional("y", List.of("code 0", "code 1"));
        Generator swapped = Generator.of(card, new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] pixels = new float[count];
                for (int i = 0; i < count; i++) {
                    boolean first = inputs.get(1)[2 * i] == 1;
                    pixels[i] = first && i % 10 != 0 ? 0.9f : -0.9f;
                }
                return List.of(pixels);
            }

            @Override
            public void close() {}
        });
        try (swapped) {
            // of ten in turn, the one at 0 is of the first category and dark
            assertThat(Metric.matchedAccuracy()
                            .samples(100)
                            .classifier(READER)
                            .measure(swapped, DATA)
                            .value())
                    .isCloseTo(0.9, within(1e-9));
            assertThatThrownBy(() -> Metric.classAccuracy()
                            .samples(100)
                            .classifier(READER)
                            .measure(swapped, DATA))
                    .hasMessage("the classifier tells the classes " + CLASSES
                            + ", the generator is asked for [code 0, code 1]");
        }
    }

    /** Dark and bright pixels are far apart, and each category has one kind of the two; the labels play no part. */
    @Test
    void categoryInformation_needsNoLabels() {
        Dataset unlabelled = Datasets.pixels(PIXEL, new byte[] {0}, new byte[] {-1}, new byte[] {2}, new byte[] {-3});
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, PIXEL).conditional("y", CLASSES);
        try (Generator generator = generator(card)) {
            Metric metric = Metric.categoryInformation().samples(4).features(FeatureExtractors.pixels(PIXEL));
            assertThat(metric.of(generator, unlabelled)).isCloseTo(1, within(1e-9));
            assertThat(metric.problem(unlabelled)).isEmpty();
        }
    }

    /** A generator that looks at nothing but the class does not move along a path. */
    @Test
    void pathLength_ofAGeneratorOfClassesAlone_isZero() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, PIXEL).conditional("y", CLASSES);
        Generator generator = Generator.of(card, new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] pixels = new float[count];
                for (int i = 0; i < count; i++) {
                    pixels[i] = inputs.get(1)[2 * i];
                }
                return List.of(pixels);
            }

            @Override
            public void close() {}
        });
        Metric length = Metric.perceptualPathLength().samples(20).features(FeatureExtractors.pixels(PIXEL));
        assertThat(length.measure(generator, DATA).value()).isZero();
    }

    @Test
    void askedLabels_areThoseOfTheImages() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, PIXEL).conditional("y", CLASSES);
        try (Generator generator = generator(card)) {
            Dataset drawn = LabelledSource.asked(generator).draw(7, 3);
            assertThat(drawn.classes()).isEqualTo(CLASSES);
            for (int i = 0; i < 7; i++) {
                assertThat(drawn.label(i)).isEqualTo(i % 2);
                float value = Datasets.values(drawn, new int[] {i})[0];
                assertThat(value > 0).isEqualTo(i % 2 == 1 && i % 5 != 0);
            }
        }
    }

    @Test
    void generator_withoutClasses_isRefused() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, PIXEL);
        try (Generator generator = generator(card)) {
            assertThatThrownBy(() -> Metric.classAccuracy()
                            .samples(10)
                            .classifier(READER)
                            .measure(generator, DATA))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("it needs a conditional generator, this one takes no classes");
        }
    }
}
