package io.gan4j;

import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.game.Adam;
import io.gan4j.game.RmsProp;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import io.gan4j.training.TrainingStrategy;

/** The front door: presets, each a complete GAN with its paper's settings, to be changed and trained. */
public final class Gan {
    private static final int CONVOLUTIONAL_FEATURES = 64;
    private static final int CONNECTED_FEATURES = 256;
    private static final int CRITIC_STEPS = 5;

    private Gan() {}

    /**
     * The fully connected GAN (Goodfellow et al. 2014; the networks of the digits lesson, {@link Mlp}) with the non-saturating
     * loss and Adam(2e-4, 0.5, 0.999). Learns images and vectors alike.
     */
    public static GanBuilder vanilla() {
        return GanBuilder.preset(
                "vanilla", Mlp.of(CONNECTED_FEATURES), new NonSaturating(), TrainingStrategy.standard());
    }

    /**
     * The deep convolutional GAN (Radford, Metz and Chintala 2016; {@link Dcgan}) with all five of its guidelines, the
     * non-saturating loss and Adam(2e-4, 0.5, 0.999). Learns images of 8 to 256 pixels a side.
     */
    public static GanBuilder dcgan() {
        return GanBuilder.preset(
                "dcgan", Dcgan.of(CONVOLUTIONAL_FEATURES), new NonSaturating(), TrainingStrategy.standard());
    }

    /**
     * The Wasserstein GAN (Arjovsky, Chintala and Bottou 2017, algorithm 1): weights clipped to 0.01, RMSProp(5e-5), five
     * updates of the critic for one of the generator, on the networks of {@link #dcgan}.
     */
    public static GanBuilder wgan() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .optimizer(RmsProp.of(5e-5))
                .discriminatorSteps(CRITIC_STEPS)
                .regularizers(WeightClipping.standard());
        return GanBuilder.preset("wgan", Dcgan.of(CONVOLUTIONAL_FEATURES), new Wasserstein(), strategy);
    }

    /**
     * The Wasserstein GAN with gradient penalty (Gulrajani et al. 2017, algorithm 1): penalty 10, Adam(1e-4, 0, 0.9), five
     * updates of the critic for one of the generator, on the networks of {@link #dcgan} with no normalisation in the critic.
     */
    public static GanBuilder wganGp() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .optimizer(Adam.of(1e-4).betas(0, 0.9))
                .discriminatorSteps(CRITIC_STEPS)
                .regularizers(GradientPenalty.standard());
        return GanBuilder.preset(
                "wgan-gp", Dcgan.of(CONVOLUTIONAL_FEATURES).withoutCriticNorm(), new Wasserstein(), strategy);
    }
}
