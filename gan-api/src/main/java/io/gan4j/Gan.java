package io.gan4j;

import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Modern;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.error.CheckpointException;
import io.gan4j.game.Adam;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.RelativisticPaired;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import io.gan4j.run.RecordedRun;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.TrainingStrategy;
import java.io.IOException;
import java.nio.file.Path;

/** The front door: presets, each a complete GAN with its paper's settings, to be changed and trained. */
public final class Gan {
    private static final int CONVOLUTIONAL_FEATURES = 64;
    private static final int CONNECTED_FEATURES = 256;
    private static final int CRITIC_STEPS = 5;
    private static final double MODERN_RATE = 5e-4;
    private static final double MODERN_GAMMA = 1;
    private static final double MODERN_DECAY = 0.999;
    private static final int STYLE_FEATURES = 32;
    private static final int STYLE_LATENT = 128;
    private static final int STYLE_BATCH = 32;
    private static final double STYLE_RATE = 0.002;
    private static final double STYLE_GENERATOR_RATE = 0.0005;
    private static final double STYLE_GAMMA = 0.01;
    private static final int STYLE_INTERVAL = 16;
    /** Half of the average is of the newest 10,000 images (Karras et al., StyleGAN2-ADA, NeurIPS 2020, CIFAR-10: 500,000). */
    private static final double STYLE_DECAY = 0.998;

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

    /**
     * The least-squares GAN (Mao et al., ICCV 2017, equation 9) on the networks of {@link #dcgan}: fakes are drawn towards the
     * decision boundary however sure the discriminator is of them.
     */
    public static GanBuilder lsgan() {
        return GanBuilder.preset(
                "lsgan", Dcgan.of(CONVOLUTIONAL_FEATURES), LeastSquares.standard(), TrainingStrategy.standard());
    }

    /**
     * The spectrally normalised GAN (Miyato et al., ICLR 2018) on the networks of {@link #dcgan}, whose discriminator has
     * spectral normalisation in the place of batch normalisation: hinge loss, Adam(2e-4, 0.5, 0.999), one update of the
     * discriminator for one of the generator (the paper's setting C).
     */
    public static GanBuilder sngan() {
        return GanBuilder.preset(
                        "sngan",
                        Dcgan.of(CONVOLUTIONAL_FEATURES).withoutCriticNorm(),
                        new Hinge(),
                        TrainingStrategy.standard())
                .spectralNorm();
    }

    /**
     * DRAGAN (Kodali et al. 2017): the non-saturating loss with a gradient penalty of 10 around the real samples, Adam(1e-4,
     * 0.5, 0.9), on the networks of {@link #dcgan} with no normalisation in the discriminator, which would mix the samples
     * whose gradients are penalised.
     */
    public static GanBuilder dragan() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .optimizer(Adam.of(1e-4).betas(0.5, 0.9))
                .regularizers(Dragan.standard());
        return GanBuilder.preset(
                "dragan", Dcgan.of(CONVOLUTIONAL_FEATURES).withoutCriticNorm(), new NonSaturating(), strategy);
    }

    /**
     * The modern baseline (Huang et al., "The GAN is dead; long live the GAN!", NeurIPS 2024, R3GAN): the relativistic paired
     * loss with R1 and R2, which together make training converge locally, on {@link Modern} networks without normalisation;
     * Adam(5e-4, 0, 0.99) whose rate falls to zero along a cosine, and a moving average of the generator. For images and for
     * points and other vectors; the penalties' double gradients make a step about twice as dear as {@link #dcgan}'s. What was
     * measured on points of the plane:
     *
     * <pre>{@code
     * Schedule gamma = Schedule.cosine(1, 0.0005).between(0, 0.5);
     * Gan.modern().architecture(Modern.of(128)).latent(2).batch(512)
     *         .optimizer(Adam.of(1.2e-3).betas(0, 0.99))
     *         .rate(Schedule.cosine(1, 0).between(0.5, 1))
     *         .regularizers(R1.of(gamma), R2.of(gamma));
     * }</pre>
     *
     * <p>While gamma is large the discriminator can slope towards far modes alone, and the generator spreads over all of them;
     * what it finds grows sharp when gamma has fallen. With a small gamma from the start a mode was lost now and then.
     */
    public static GanBuilder modern() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .optimizer(Adam.of(MODERN_RATE).betas(0, 0.99))
                .rate(Schedule.cosine(1, 0))
                .regularizers(R1.of(MODERN_GAMMA), R2.of(MODERN_GAMMA))
                .ema(MODERN_DECAY);
        return GanBuilder.preset("modern", Modern.of(CONVOLUTIONAL_FEATURES), new RelativisticPaired(), strategy);
    }

    /**
     * The style-based GAN (Karras et al., "Analyzing and improving the image quality of StyleGAN", CVPR 2020; {@link StyleGan2}),
     * as for small images: latents and styles of 128, the non-saturating loss, R1 with gamma 0.01 at every 16th step, batches of
     * 32, Adam with betas 0 and 0.99, and a moving average of the generator. The discriminator's learning rate is the paper's,
     * 0.002; the generator's is a quarter of that, because in runs of some thousand images, in which the discriminator of equalized
     * rates has hardly learned to see it, a generator of the same rate gives one image for all latents. Learns square images of 16 to 256 pixels a side that are
     * 4 or 7 times a power of two; a step takes several times as long as {@link #dcgan}'s. The rule of thumb for gamma is {@code
     * 0.0002 size^2 / batch}.
     */
    public static GanBuilder styleGan2() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .batch(STYLE_BATCH)
                .generatorOptimizer(Adam.of(STYLE_GENERATOR_RATE).betas(0, 0.99))
                .discriminatorOptimizer(Adam.of(STYLE_RATE).betas(0, 0.99))
                .regularizers(R1.of(STYLE_GAMMA).every(STYLE_INTERVAL))
                .ema(STYLE_DECAY);
        return GanBuilder.preset("stylegan2", StyleGan2.of(STYLE_FEATURES), new NonSaturating(), strategy)
                .latent(STYLE_LATENT);
    }

    /**
     * The settings of a run that was stopped, as its run folder records them, to go on from its newest intact checkpoint:
     *
     * <pre>{@code
     * Gan.resume(folder).train(data);                                                    // the rest: the same bits
     * Gan.resume(folder, Checkpoints.Change.LENGTH).steps(20_000).train(data);           // longer than planned
     * }</pre>
     *
     * <p>The data must be the same; checkpoints are kept as often as before. Listeners and a backend are not recorded: set them
     * again. Any other setting that decides what is learnt is refused when training starts, unless its change is asked for here.
     *
     * @param folder a folder that was given to {@link GanBuilder#checkpoints}
     * @param changes which settings may differ from the recorded ones
     * @throws IOException if the folder cannot be read
     * @throws CheckpointException if there is no checkpoint, or the run had settings of its user's own (a loss, a regularizer, an
     *     architecture, a metric), which no file can hold: the message names them; then make the same settings in code, with
     *     {@link Checkpoints#resume}
     */
    public static GanBuilder resume(Path folder, Checkpoints.Change... changes) throws IOException {
        return GanBuilder.of(RecordedRun.read(folder, changes));
    }
}
