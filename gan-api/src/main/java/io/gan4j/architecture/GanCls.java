package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;

/**
 * The networks of GAN-CLS (Reed et al., "Generative adversarial text to image synthesis", ICML 2016, section 4.1): those of
 * {@link Dcgan}, for square images of 8 to 256 pixels a side. A linear layer with LeakyReLU makes 128 features of the sentence
 * vector, in each network by itself. In the generator they are appended to the latent; in the discriminator they are repeated
 * for every pixel of the innermost features and appended there, and a convolution of kernel 1 looks at both before the score.
 *
 * <p>That linear layer begins as PyTorch's do, all others as those of {@link Dcgan}, beside whose latent the text would hardly
 * be heard otherwise.
 *
 * <p>Both networks are normalized by batch normalization, so that no penalty on the discriminator's gradient goes with them.
 *
 * @param generatorFeatures channels of the generator's last hidden layer; 128 in the paper
 * @param discriminatorFeatures channels of the discriminator's first hidden layer; 64 in the paper
 */
@CheckReturnValue
public record GanCls(int generatorFeatures, int discriminatorFeatures) implements TextArchitecture {
    /** The features that are made of a sentence vector. */
    private static final int PROJECTED = 128;

    private static final String PROJECTION = "sentence_projection";
    private static final String PROJECTED_SENTENCE = "sentence_features";
    private static final Init NORM = Init.normal(1, 0.02f);

    /**
     * Checks the widths.
     *
     * @throws IllegalArgumentException if one is below 1 or above 1,048,576
     */
    public GanCls {
        Widths.check(generatorFeatures, discriminatorFeatures);
    }

    /** Returns the recipe with this many channels next to the image in both networks. */
    public static GanCls of(int features) {
        return new GanCls(features, features);
    }

    @Override
    public GanCls features(int ofGenerator, int ofDiscriminator) {
        return new GanCls(ofGenerator, ofDiscriminator);
    }

    private Dcgan plain() {
        return new Dcgan(generatorFeatures, discriminatorFeatures, Dcgan.Critic.BATCH_NORM);
    }

    @Override
    public Network generator(int latent, int sentence, Shape sample) {
        checkSquare(sample);
        NetworkBuilder network = Network.from(LATENT, Shape.of(latent)).input(SENTENCE, Shape.of(sentence));
        project(network);
        network.join(new Concat(), LATENT, PROJECTED_SENTENCE).name("condition");
        return network.append("image_", plain().generator(latent + PROJECTED, sample), "condition")
                .build();
    }

    @Override
    public Network trunk(Shape sample) {
        checkSquare(sample);
        Network whole = plain().discriminator(sample);
        String last = whole.penultimate();
        NetworkBuilder trunk = Network.from("x", sample);
        for (Network.Node node : whole.nodes()) {
            trunk.joinAs(node.name(), node.layer(), node.inputs().toArray(String[]::new));
            if (node.name().equals(last)) {
                break;
            }
        }
        return trunk.build();
    }

    @Override
    public Network head(int sentence, Shape sample) {
        Shape features = trunk(sample).outputShape();
        NetworkBuilder network = Network.from(FEATURES, features).input(SENTENCE, Shape.of(sentence));
        project(network);
        network.reshape(Shape.of(PROJECTED, 1, 1))
                .upsampleNearest2d(features.height())
                .name("sentence_everywhere");
        network.join(new Concat(), FEATURES, "sentence_everywhere");
        Conv2d joining = Conv2d.of(network.shape().channels(), features.channels(), 1, 1, 0);
        network.add(joining.withoutBias().weights(Init.DCGAN))
                .add(BatchNorm.of(features.channels()).weights(NORM))
                .leakyRelu(ImageBlocks.SLOPE);
        return network.add(Conv2d.covering(network.shape(), 1).weights(Init.DCGAN))
                .flatten()
                .name("score")
                .build();
    }

    private static void project(NetworkBuilder network) {
        int sentence = network.shape().size();
        network.add(Linear.of(sentence, PROJECTED))
                .name(PROJECTION)
                .leakyRelu(ImageBlocks.SLOPE)
                .name(PROJECTED_SENTENCE);
    }

    private static void checkSquare(Shape sample) {
        checkArgument(
                sample.isImage() && sample.height() == sample.width(),
                "ganCls makes square images, the data's samples have shape %s: resize them while reading",
                sample);
    }
}
