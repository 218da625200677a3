package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.common.collect.ImmutableList;
import io.gan4j.error.ModelFileException;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import io.gan4j.layer.Concat;
import io.gan4j.network.Network;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of two inputs as files: what is written, what is computed, what is refused. */
class ConditionalModelsTest {
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);

    private static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(ConditionalModels.generator(), ConditionalModels.card()),
                Arguments.of(ConditionalModels.discriminator(), ConditionalModels.discriminatorCard()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void network_ofTwoInputs_computesTheDefinitionAloneAndInABatch(Network network, ModelCard card) {
        List<float[]> inputs = ConditionalModels.inputs(network, 7);
        int size = network.outputShape().size();
        try (Runner runner = Models.runner(Models.write(network, card))) {
            float[] together = runner.run(inputs, 7).get(0);
            assertThat(together).hasSize(7 * size);
            for (int i = 0; i < 7; i++) {
                List<float[]> sample = ConditionalModels.row(network, inputs, i);
                double[] expected = ConditionalModels.expected(network, sample);
                float[] alone = runner.run(sample, 1).get(0);
                for (int j = 0; j < size; j++) {
                    assertThat((double) together[i * size + j]).isCloseTo(expected[j], within(1e-5));
                    assertThat((double) alone[j]).isCloseTo(expected[j], within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void batch_takenInParts_isTheSame(Network network, ModelCard card) {
        List<float[]> inputs = ConditionalModels.inputs(network, 23);
        byte[] file = Models.write(network, card);
        LoadOptions small = OPTIONS.maxElements(128);
        assertThat(OnnxPreflight.check(file, small).samples()).isBetween(1, 11);
        try (Runner whole = Models.runner(file);
                Runner parts = Models.FORMAT.read(file, small).runner()) {
            assertThat(parts.run(inputs, 23).get(0))
                    .containsExactly(whole.run(inputs, 23).get(0), within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void card_writtenAndRead_isTheSame(Network network, ModelCard card) {
        ModelCard full = card.provenance("0.1.0", "letters", "ab", Map.of("loss", "hinge"))
                .step(9)
                .licence("CC0-1.0");
        assertThat(Models.FORMAT.describe(Models.write(network, full), OPTIONS)).isEqualTo(full);
    }

    /** The score is psi + y^T V phi with phi = (3, 7): 10 + 0.3 + 1.4, and (3, 7) times the row of the class. */
    @Test
    void projection_ofKnownNumbers_givesTheScoresOfTheFormula() {
        Network network = Network.from("x", Shape.of(2, 1, 2))
                .globalSum()
                .name("features")
                .input("y", Shape.of(3))
                .embedding(2)
                .multiply("features")
                .sampleSum()
                .name("projection")
                .branch("features")
                .linear(1)
                .plus("projection")
                .build();
        Map<String, Tensor> parameters = Map.of(
                "embedding_1.weight", Tensor.of(Shape.of(3, 2), 1, 2, 0.5f, -1, 4, 4),
                "linear_1.weight", Tensor.of(Shape.of(1, 2), 0.1f, 0.2f),
                "linear_1.bias", Tensor.of(Shape.of(1), 10));
        ModelCard card = ModelCard.generator(1, Prior.NORMAL, Shape.of(2, 1, 2))
                .ofDiscriminator(Shape.of(2, 1, 2))
                .conditional("y", ConditionalModels.CLASSES);
        try (Runner runner = Models.runner(Models.FORMAT.write(network, parameters, card))) {
            float[] images = {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4};
            float[] classes = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5f, 0.5f, 0};
            assertThat(runner.run(List.of(images, classes), 4).get(0))
                    .containsExactly(new float[] {28.7f, 6.2f, 51.7f, 17.45f}, within(1e-5f));
        }
    }

    @Test
    void generator_loaded_generatesTheClassesThatAreAskedFor() {
        Network network = ConditionalModels.generator();
        try (Generator generator = Generator.load(ConditionalModels.proven(), OPTIONS)) {
            assertThat(generator.classes()).containsExactly("a", "b", "c");
            Images images = generator.generate(4, 42, Conditions.of("b"));
            for (int i = 0; i < 4; i++) {
                float[] latent = generator.latents(4, 42).get(i).toFloats();
                double[] expected = ConditionalModels.expected(network, List.of(latent, new float[] {0, 1, 0}));
                float[] image = images.get(i).toFloats();
                IntStream.range(0, image.length)
                        .forEach(j -> assertThat((double) image[j]).isCloseTo(expected[j], within(1e-5)));
            }
            Images every = generator.generateEveryClass(4, 42);
            for (int i = 0; i < 4; i++) {
                assertThat(every.get(4 + i).toFloats())
                        .containsExactly(images.get(i).toFloats(), within(1e-5f));
            }
            assertThat(every.get(0).toFloats()).isNotEqualTo(every.get(4).toFloats());
        }
    }

    @Test
    void manyImages_generatedInTheSessionsParts_areThoseOfEachClass() {
        try (Generator generator = Generator.load(ConditionalModels.proven(), OPTIONS)) {
            int count = (1 << 16) + 5;
            float[] many = generator.samples(generator.latents(count, 3), Conditions.of("c"));
            float[] last = generator.samples(generator.latents(count, 3).get(count - 1), Conditions.of("c"));
            assertThat(Arrays.copyOfRange(many, many.length - 64, many.length)).containsExactly(last, within(1e-5f));
        }
    }

    @Test
    void testVector_ofAnotherClass_isRefused() {
        Network network = ConditionalModels.generator();
        ModelCard card = ConditionalModels.card();
        float[] ofClassB;
        try (Runner runner = Models.runner(Models.write(network, card))) {
            ofClassB = runner.run(List.of(card.testInput(0), new float[] {0, 1, 0}), 1)
                    .get(0);
        }
        byte[] file = Models.write(network, card.testVectors(List.of(new TestVector(0, ofClassB))));
        assertThatThrownBy(() -> Generator.load(file, OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("does not compute what it was exported to: for seed 0");
    }

    @Test
    void file_written_namesEachEndWithItsShapeAndMeaning() throws Exception {
        ModelProto generator = ModelProto.parseFrom(Models.write(
                ConditionalModels.generator(), ConditionalModels.card().provenance("", "letters", "", Map.of())));
        assertThat(generator.getGraph().getInputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("z", "y");
        assertThat(generator.getDocString())
                .isEqualTo(
                        "A generator, trained on letters: z (N, 6), drawn from the normal prior, and y (N, 3), a weight"
                                + " for each of the classes a, b, c, to images (N, 1, 8, 8) in [-1, 1].");
        ModelProto discriminator = ModelProto.parseFrom(
                Models.write(ConditionalModels.discriminator(), ConditionalModels.discriminatorCard()));
        assertThat(discriminator.getDocString())
                .isEqualTo("A discriminator: x (N, 1, 8, 8) in [-1, 1], and y (N, 3), a weight for each of the classes"
                        + " a, b, c, to score (N, 1), raw and higher for what looks real.");
    }

    @Test
    void documentation_ofManyClasses_namesTheFirst() throws Exception {
        List<String> many = IntStream.range(0, 100).mapToObj(i -> "c" + i).toList();
        Network network = Network.from("z", Shape.of(2))
                .input("y", Shape.of(100))
                .join(new Concat(), "z", "y")
                .build();
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(102)).conditional("y", many);
        byte[] file = Models.FORMAT.write(network, Map.of(), card);
        assertThat(ModelProto.parseFrom(file).getDocString())
                .contains("of the classes c0, c1, c2,")
                .endsWith(", c18, c19 and 80 more, to samples (N, 102).");
        assertThat(Models.FORMAT.describe(file, OPTIONS).classes()).isEqualTo(many);
    }

    @Test
    void inputs_ofOtherNames_areTheNetworks() {
        Network network = Network.from("latent", Shape.of(2))
                .input("label", Shape.of(3))
                .join(new Concat(), "latent", "label")
                .build();
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(5)).conditional("y", ConditionalModels.CLASSES);
        byte[] file = Models.FORMAT.write(network, Map.of(), card);
        assertThat(Models.FORMAT.describe(file, OPTIONS).inputs())
                .extracting(Port::name)
                .containsExactly("latent", "label");
        try (Generator generator = Generator.load(file, OPTIONS)) {
            float[] latent = generator.latents(1, 5).toFloats();
            assertThat(generator.samples(generator.latents(1, 5), Conditions.of("c")))
                    .containsExactly(latent[0], latent[1], 0, 0, 1);
        }
    }

    @Test
    void input_ofACardOfTheFirstVersion_hasTheNameOfTheGraphs() {
        Network network = Network.from("noise", Shape.of(2)).relu().build();
        byte[] file = Models.FORMAT.write(network, Map.of(), Models.card(network));
        assertThat(Models.FORMAT.describe(file, OPTIONS).inputs())
                .extracting(Port::name)
                .containsExactly("noise");
    }

    @Test
    void output_ofAnotherName_isTheCards() {
        Network network = Models.smallGenerator();
        ModelCard plain = Models.card(network);
        ModelCard card = new ModelCard(
                plain.kind(),
                plain.inputs(),
                ImmutableList.of(plain.outputs().get(0).named("pictures")),
                plain.origin(),
                plain.testVectors());
        byte[] file = Models.write(network, card);
        assertThat(Models.FORMAT.describe(file, OPTIONS)).isEqualTo(card);
        Generator.load(file, OPTIONS).close();
    }

    @Test
    void cardOfOtherInputs_isRefusedWhenItIsWritten() {
        String taken = ", the network takes [Input[name=z, shape=(6)], Input[name=y, shape=(3)]]";
        Network network = ConditionalModels.generator();
        assertThatThrownBy(() -> Models.write(network, ModelCard.generator(6, Prior.NORMAL, Models.IMAGE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a generator of this card takes one input of shape (6)" + taken);
        assertThatThrownBy(() -> Models.write(
                        network,
                        ModelCard.generator(6, Prior.NORMAL, Models.IMAGE).conditional("y", List.of("a", "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a generator of this card takes inputs of the shapes [(6), (2)]" + taken);
        assertThatThrownBy(() -> Models.write(Models.smallGenerator(), ConditionalModels.card()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a generator of this card takes inputs of the shapes [(6), (3)], the network takes"
                        + " [Input[name=z, shape=(6)]]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void runner_givenOtherArrays_saysWhatItTakes(int count) {
        Network network = ConditionalModels.generator();
        try (Runner runner = Models.FORMAT
                .read(Models.write(network, ConditionalModels.card()), OPTIONS.maxElements(128))
                .runner()) {
            float[] latents = new float[6 * count];
            assertThatThrownBy(() -> runner.run(latents, count))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this network has the inputs [z, y], arrays were given for 1");
            assertThatThrownBy(() -> runner.run(List.of(latents, new float[3 * count + 1]), count))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an array of " + (count == 1 ? "1 sample" : count + " samples")
                            + " of shape (3) for the input 'y' must hold 3 for each, has " + (3 * count + 1));
        }
    }

    @Test
    void discriminator_loaded_passesItsTestVectors() {
        Network network = ConditionalModels.discriminator();
        ModelCard card = ConditionalModels.discriminatorCard();
        byte[] plain = Models.write(network, card);
        float[] score;
        try (Runner runner = Models.runner(plain)) {
            score = runner.run(card.testInputs(4), 1).get(0);
        }
        byte[] file = Models.write(network, card.testVectors(List.of(TestVector.of(4, score))));
        try (Discriminator discriminator = Discriminator.load(file, OPTIONS)) {
            assertThat(discriminator.card().isConditional()).isTrue();
            assertThat(discriminator.card().classes()).containsExactly("a", "b", "c");
        }
    }
}
