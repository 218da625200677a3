package io.gan4j.onnx;

import com.google.common.collect.ImmutableList;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import io.gan4j.layer.BatchNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Networks of two inputs, the second a weight for each of three classes, and what they compute. */
final class ConditionalModels {
    static final List<String> CLASSES = List.of("a", "b", "c");
    static final Shape LATENT = Shape.of(6);

    private ConditionalModels() {}

    /** A generator of 8x8 images whose batch normalisation takes scale and shift from the class. */
    static Network generator() {
        return Network.from("z", LATENT)
                .linear(32)
                .reshape(Shape.of(2, 4, 4))
                .name("image")
                .input("y", Shape.of(3))
                .embedding(2)
                .name("gamma")
                .branch("y")
                .embedding(2)
                .name("beta")
                .branch("image")
                .add(BatchNorm.of(2).withoutAffine())
                .modulate("gamma", "beta")
                .relu()
                .convTranspose2d(1, 4, 2, 1)
                .tanh()
                .build();
    }

    /** A projection discriminator of 8x8 images: psi(phi(x)) + y^T V phi(x). */
    static Network discriminator() {
        return Network.from("x", Models.IMAGE)
                .conv2d(4, 4, 2, 1)
                .leakyRelu(0.2f)
                .globalSum()
                .name("features")
                .input("y", Shape.of(3))
                .embedding(4)
                .spectralNorm()
                .multiply("features")
                .sampleSum()
                .name("projection")
                .branch("features")
                .linear(1)
                .plus("projection")
                .build();
    }

    static ModelCard card() {
        return ModelCard.generator(6, Prior.NORMAL, Models.IMAGE).conditional("y", CLASSES);
    }

    static ModelCard discriminatorCard() {
        return ModelCard.generator(6, Prior.NORMAL, Models.IMAGE)
                .ofDiscriminator(Models.IMAGE)
                .conditional("y", CLASSES);
    }

    /** A generator with a test vector for each class. */
    static byte[] proven() {
        byte[] plain = Models.write(generator(), card());
        try (Runner runner = Models.runner(plain)) {
            List<TestVector> vectors = LongStream.range(0, 3)
                    .mapToObj(seed -> TestVector.of(
                            seed, runner.run(card().testInputs(seed), 1).get(0)))
                    .toList();
            return Models.write(generator(), card().testVectors(vectors));
        }
    }

    /** Random inputs for a number of samples: of the first input normal numbers, of the second the classes in turn, softened. */
    static ImmutableList<float[]> inputs(Network network, int count) {
        float[] first = new float[count * network.inputs().get(0).shape().size()];
        RandomStream.of(11).fillNormal(first, 0, 1);
        float[] weights = new float[3 * count];
        for (int i = 0; i < count; i++) {
            weights[3 * i + i % 3] = 0.75f;
            weights[3 * i + (i + 1) % 3] = 0.25f;
        }
        return ImmutableList.of(first, weights);
    }

    /** One of the samples in inputs. */
    static ImmutableList<float[]> row(Network network, List<float[]> inputs, int index) {
        List<float[]> row = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            int size = network.inputs().get(i).shape().size();
            row.add(Arrays.copyOfRange(inputs.get(i), index * size, (index + 1) * size));
        }
        return ImmutableList.copyOf(row);
    }

    /** What a network with the parameters of {@link Models#write} computes for one sample. */
    static double[] expected(Network network, List<float[]> sample) {
        Map<String, double[]> values = new HashMap<>();
        for (int i = 0; i < sample.size(); i++) {
            float[] numbers = sample.get(i);
            double[] doubles = new double[numbers.length];
            Arrays.setAll(doubles, j -> numbers[j]);
            values.put(network.inputs().get(i).name(), doubles);
        }
        return new Reference(network, Models.trained(network, 7)).evaluate(values);
    }
}
