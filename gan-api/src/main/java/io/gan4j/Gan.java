package io.gan4j;

import com.google.common.collect.ImmutableList;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.GanCls;
import io.gan4j.architecture.ImageDiscriminator;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Modern;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.PatchDiscriminator;
import io.gan4j.architecture.Residual;
import io.gan4j.architecture.ResidualTranslator;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.architecture.SwapAutoencoder;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.architecture.UNet;
import io.gan4j.data.Datasets;
import io.gan4j.error.CheckpointException;
import io.gan4j.game.Adam;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.image.Kernel;
import io.gan4j.loss.CycleConsistency;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.GradientDifference;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.IdentityMapping;
import io.gan4j.loss.L1;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.MaskPenalty;
import io.gan4j.loss.MatchingAware;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.RelativisticPaired;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import io.gan4j.rules.GameRules;
import io.gan4j.run.RecordedRun;
import io.gan4j.tensor.Prior;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Mismatch;
import io.gan4j.training.TextToImageSettings;
import io.gan4j.training.TrainingStrategy;
import io.gan4j.training.TranslationSettings;
import io.gan4j.training.TranslationTask;
import java.io.IOException;
import java.nio.file.Path;

/** The front door: presets, each a complete GAN with its paper's settings, to be changed and trained. */
public final class Gan {
    private static final int CONVOLUTIONAL_FEATURES = 64;
    private static final int CONNECTED_FEATURES = 256;
    private static final int CRITIC_STEPS = 5;
    private static final double CRITIC_RATE = 5e-4;
    private static final double MODERN_RATE = 5e-4;
    private static final double MODERN_GAMMA = 1;
    private static final double MODERN_DECAY = 0.999;
    private static final double INFO_RATE = 1e-3;
    /** Beside 64 numbers, as in the paper, a generator hardly heeds a category of 10. */
    private static final int INFO_LATENT = 10;

    private static final double INFO_DECAY = 0.999;
    private static final double ATTENTION_RATE = 1e-4;
    private static final int TEXT_FEATURES = 16;
    private static final int TEXT_LATENT = 32;
    private static final int TEXT_BATCH = 32;
    private static final double TEXT_DECAY = 0.999;
    private static final int CLS_LATENT = 100;
    private static final long TEXT_ENCODER_STEPS = 2_000;

    private static final int TRANSLATOR_FEATURES = 32;
    /** CycleGAN's least squares are not halved, as {@link LeastSquares} are. */
    private static final double PAPERS_LEAST_SQUARES = 2;

    /** The weight of the adversarial loss of next frames; 0.05 in the paper, section 3.2. */
    private static final double FILM_ADVERSARIAL = 0.05;
    /** Five times the rate of the other translators: without normalization their rate hardly moves the weights at first. */
    private static final double FILM_RATE = 1e-3;

    /** The share of the run of a super-resolution GAN before the discriminator takes part. */
    private static final double FAITHFUL_SHARE = 0.5;

    private static final double FACE_ADVERSARIAL = 0.1;
    private static final TrainingStrategy TRANSLATION =
            TrainingStrategy.standard().batch(8).optimizer(Adam.of(2e-4).betas(0.5, 0.999));

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
     * The Wasserstein GAN with gradient penalty (Gulrajani et al. 2017, algorithm 1): penalty 10, Adam(5e-4, 0, 0.9), five
     * updates of the critic for one of the generator, on the networks of {@link #dcgan} with no normalisation in the critic.
     *
     * <p>The paper's rate is 1e-4, which is for runs of 100,000 steps and more. After the hundreds or thousands of steps that a
     * run on a few cores has, generated digits are still blobs with it and legible with 5e-4 ({@code docs/numbers/wgan-gp.md}).
     * For a long run set {@code learningRate(1e-4)}.
     */
    public static GanBuilder wganGp() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .optimizer(Adam.of(CRITIC_RATE).betas(0, 0.9))
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
     * spectral normalisation instead of batch normalisation: hinge loss, Adam(2e-4, 0.5, 0.999), one update of the
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
     * InfoGAN (Chen et al., NeurIPS 2016): a GAN whose generator is asked for one of 10 categories and whose latent's first two
     * elements are read as well, so that they come to stand for what differs most between samples, without any labels: for
     * digits, often which digit it is, and how slanted. The networks of {@link #dcgan} with an auxiliary network,
     * non-saturating loss, uniform latents, Adam with betas (0.5, 0.999) at 1e-3 for the generator and 2e-4 for the
     * discriminator, as in the paper's experiment on digits. Unlike there, latents have 10 elements rather than 64, beside
     * which the category is heard, and the generator is averaged. Generate by {@code Conditions.of("code 3")}; {@link
     * GanBuilder#conditional(Conditioning)} sets other numbers of categories.
     *
     * <p>Which categories are found is not certain: on the built-in digits most stand for one digit and some for two, which a
     * continuous code tells apart. {@code docs/numbers/conditional.md} has what was tried.
     */
    public static GanBuilder infoGan() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .generatorOptimizer(Adam.of(INFO_RATE).betas(0.5, 0.999))
                .ema(INFO_DECAY);
        return GanBuilder.preset("infogan", Dcgan.of(CONVOLUTIONAL_FEATURES), new NonSaturating(), strategy)
                .conditional(Conditioning.discovered(10, 2))
                .prior(Prior.UNIFORM)
                .latent(INFO_LATENT);
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
     * points and other vectors; the penalties' double gradients make a step more expensive than {@link #dcgan}'s. What
     * was measured on points of the plane:
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
     * The style-based GAN (Karras et al., "Analyzing and improving the image quality of StyleGAN", CVPR 2020; {@link
     * StyleGan2}), as for small images: latents and styles of 128, the non-saturating loss, batches of 32, Adam(0.002) with
     * betas 0 and 0.99 for both players, R1 at every 16th step, and a moving average of the generator. Learns square images of
     * 16 to 256 pixels a side that are 4 or 7 times a power of two; a step takes several times as long as {@link #dcgan}'s.
     *
     * <p>R1's gamma is 10. NVIDIA's rule of thumb, {@code 0.0002 size^2 / batch}, gives 0.01 and less for small images, which
     * is for runs of tens of millions of them. In the first hundred thousand the discriminator is then so steep that the
     * generator runs after it from one image to the next, the same for all latents ({@code docs/numbers/style.md}). Where a
     * long run stays blurred, let it fall: {@code R1.of(Schedule.cosine(10, 1)).every(16)}. {@code PathLength} and {@link
     * StyleGan2#mixing(double)} are off, as for NVIDIA's CIFAR-10.
     */
    public static GanBuilder styleGan2() {
        return StylePresets.styleGan2();
    }

    /**
     * The first style-based GAN (Karras, Laine and Aila, "A style-based generator architecture for generative adversarial
     * networks", CVPR 2019; {@link StyleGan}), which grows from 8 pixels a side to the size of the data, or from 14: adaptive
     * instance normalization, the non-saturating loss, Adam(0.001) with betas 0 and 0.99 for both players, R1 with a gamma of
     * 10 at every step, and a moving average of the generator, with latents and styles of 128 and batches of 32. Learns square
     * images of 16 to 256 pixels a side that are 4 or 7 times a power of two.
     *
     * <p>A run is dealt out over the sizes, with the same number of steps at each; at each new size its layers are faded in
     * over half of them ({@link StyleGan#fading(double)}, {@link StyleGan#lastSize(double)}). Each part begins with new
     * optimizers. A run that is stopped while layers are faded in gives the networks as they are then; one that ends has the
     * whole networks. With {@link GanBuilder#weightsFrom} the networks have grown already, and all steps are at the last size.
     * {@link #styleGan2} has the same abilities, and does without growing.
     */
    public static GanBuilder styleGan() {
        return StylePresets.styleGan();
    }

    /**
     * The self-attention GAN (Zhang et al., ICML 2019): {@link Residual} networks of 64 features with {@link
     * io.gan4j.architecture.SelfAttention} at half of the image's size, spectral normalization in both, hinge loss, and two
     * time-scale updates, one of the discriminator at Adam(4e-4) for one of the generator at Adam(1e-4), betas 0 and 0.9.
     * Learns images whose shorter side is 4 to 7 times a power of two. The paper is conditional, by conditional batch
     * normalization and projection: {@code conditional()}.
     */
    public static GanBuilder sagan() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .generatorOptimizer(Adam.of(ATTENTION_RATE).betas(0, 0.9))
                .discriminatorOptimizer(Adam.of(4 * ATTENTION_RATE).betas(0, 0.9));
        return GanBuilder.preset("sagan", Residual.of(CONVOLUTIONAL_FEATURES).withAttention(), new Hinge(), strategy)
                .generatorSpectralNorm()
                .spectralNorm()
                .latent(StylePresets.LATENT);
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
     * again. Any other setting that decides what is learnt is refused when training starts, unless its change is asked for
     * here.
     *
     * @param folder a folder that was given to {@link GanBuilder#checkpoints}
     * @param changes which settings may differ from the recorded ones
     * @throws IOException if the folder cannot be read
     * @throws CheckpointException if there is no checkpoint, or the run had settings that the library does not know (a loss, a
     *     regularizer, an architecture, a metric), which no file can hold: the message names them; then make the same settings
     *     in code, with {@link Checkpoints#resume}
     */
    public static GanBuilder resume(Path folder, Checkpoints.Change... changes) throws IOException {
        return GanBuilder.of(RecordedRun.ofGan(folder, changes));
    }

    /**
     * The settings of a run of a translator that was stopped, to go on from its newest intact checkpoint, as {@link #resume}
     * does with a GAN:
     *
     * <pre>{@code
     * Gan.resumeTranslation(folder).train(Datasets.pairs(outlines, pictures));
     * }</pre>
     *
     * <p>The data must be the same, as they were given to {@code train}: the small images of super-resolution and the windows
     * of films are made of them again.
     *
     * @param folder a folder that was given to {@link TranslationBuilder#checkpoints}
     * @param changes which settings may differ from the recorded ones
     * @throws IOException if the folder cannot be read
     * @throws CheckpointException if there is no checkpoint, or the run had settings that the library does not know (a loss, a
     *     recipe), which no file can hold: the message names them; then make the same settings in code, with {@link
     *     Checkpoints#resume}
     */
    public static TranslationBuilder resumeTranslation(Path folder, Checkpoints.Change... changes) throws IOException {
        return TranslationBuilder.of(RecordedRun.ofTranslation(folder, changes));
    }

    /**
     * The settings of a run of a GAN that makes images of sentences, to go on from its newest intact checkpoint, as {@link
     * #resume} does with another GAN. The text encoder that learned first is in the checkpoint, and does not learn again; a run
     * whose encoder was given in code cannot go on in this way.
     *
     * @param folder a folder that was given to {@link TextToImageBuilder#checkpoints}
     * @param changes which settings may differ from the recorded ones
     * @throws IOException if the folder cannot be read
     * @throws CheckpointException if there is no checkpoint, or its settings were not recorded, or are ones that the library
     *     does not know, which no file can hold: make the same settings in code, with {@link Checkpoints#resume}
     */
    public static TextToImageBuilder resumeTextToImage(Path folder, Checkpoints.Change... changes) throws IOException {
        return TextToImageBuilder.of(RecordedRun.ofTextToImage(folder, changes));
    }

    /**
     * A game by rules of your own, such as one with two discriminators or with an encoder beside the generator: it trains, is
     * kept in checkpoints, resumed and exported as the GANs of this library are.
     */
    public static GameBuilder game(GameRules rules) {
        return GameBuilder.of(rules);
    }

    /**
     * A GAN that makes images of sentences (DF-GAN, Tao et al., CVPR 2022): {@link DeepFusion} networks of 16 features without
     * normalization, latents of 32, hinge loss, {@linkplain MatchingAware the matching-aware gradient penalty}, Adam with 4e-4
     * for the generator and 8e-4 for the discriminator and betas (0, 0.9), batches of 32, and a moving average of the generator
     * with a decay of 0.999. The paper, whose runs are longer, has rates of 1e-4 and 4e-4 and no moving average. Half of the
     * captions that are shown as wrong are nearly right ({@link Mismatch#NEAR_CAPTIONS}). Learns square images of 8 to 256
     * pixels a side that can be halved until 4 to 7 are left.
     */
    public static TextToImageBuilder textToImage() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .batch(TEXT_BATCH)
                .generatorOptimizer(Adam.of(4e-4).betas(0, 0.9))
                .discriminatorOptimizer(Adam.of(8e-4).betas(0, 0.9))
                .regularizers(MatchingAware.standard())
                .ema(TEXT_DECAY);
        return TextToImageBuilder.preset(new TextToImageSettings(
                "text-to-image",
                DeepFusion.of(TEXT_FEATURES),
                TEXT_LATENT,
                new Hinge(),
                Mismatch.NEAR_CAPTIONS,
                0,
                0,
                TextEncoder.standard(),
                TEXT_ENCODER_STEPS,
                strategy));
    }

    /**
     * The first GAN that made images of sentences (GAN-CLS with caption interpolation, Reed et al., ICML 2016): {@link GanCls}
     * networks of 64 features with batch normalization, latents of 100, the non-saturating loss, other images beside the
     * captions as what does not go together, sentence vectors halfway between two captions of weight 1, Adam(2e-4) with betas
     * (0.5, 0.999), batches of 64.
     */
    public static TextToImageBuilder ganCls() {
        return TextToImageBuilder.preset(new TextToImageSettings(
                "gan-cls",
                GanCls.of(CONVOLUTIONAL_FEATURES),
                CLS_LATENT,
                new NonSaturating(),
                Mismatch.IMAGES,
                1,
                0,
                TextEncoder.standard(),
                TEXT_ENCODER_STEPS,
                TrainingStrategy.standard()));
    }

    /**
     * A translator that is learned from pairs (pix2pix, Isola et al. 2017): what is given, and the image that should be made of
     * it. A {@link UNet} of 32 features against a {@link PatchDiscriminator}, non-saturating loss and {@link L1} of weight 100,
     * Adam(2e-4) with betas (0.5, 0.999), batches of 8; instance normalization and no dropout, so that training and use agree.
     */
    public static TranslationBuilder pix2pix() {
        return TranslationBuilder.preset(new TranslationSettings(
                "pix2pix",
                new TranslationTask.Paired(),
                UNet.of(TRANSLATOR_FEATURES),
                PatchDiscriminator.of(TRANSLATOR_FEATURES),
                new NonSaturating(),
                1,
                0,
                ImmutableList.of(L1.standard()),
                TRANSLATION));
    }

    /**
     * Two translators between two kinds of images of which there are no pairs (CycleGAN, Zhu et al. 2017): residual networks of
     * 32 features against patch discriminators with least squares as the paper weighs them, cycle consistency of weight 10 and
     * identity mapping of weight 5, pools of 50 fakes, Adam(2e-4) with betas (0.5, 0.999), batches of 8. Where colors are to
     * change, leave identity mapping out: {@code reconstructions(CycleConsistency.standard())}.
     */
    public static TranslationBuilder cycleGan() {
        return TranslationBuilder.preset(new TranslationSettings(
                "cyclegan",
                new TranslationTask.Unpaired(),
                ResidualTranslator.of(TRANSLATOR_FEATURES),
                PatchDiscriminator.of(TRANSLATOR_FEATURES),
                LeastSquares.standard(),
                PAPERS_LEAST_SQUARES,
                0,
                ImmutableList.of(CycleConsistency.standard(), IdentityMapping.standard()),
                TRANSLATION));
    }

    /**
     * A translator that makes pictures larger (SRResNet, Ledig et al. 2017): it learns from photos, which are made smaller by
     * {@link Kernel#BICUBIC}. By default it minimizes the {@link L1} distance alone and is faithful; {@code adversarial(1e-3)}
     * makes it a SRGAN, whose pictures are crisper and less exact: the first half of the run is as before, in the second the
     * discriminator takes part, see {@link TranslationBuilder#pretraining}. Adam(2e-4) with betas (0.9, 0.999), batches of 16.
     *
     * @param scale by what height and width grow: 2 or 4
     * @throws IllegalArgumentException if it is another number
     */
    public static TranslationBuilder superResolution(int scale) {
        return TranslationBuilder.preset(new TranslationSettings(
                "superresolution",
                new TranslationTask.Larger(scale, Kernel.BICUBIC),
                SuperResolver.of(scale, TRANSLATOR_FEATURES),
                ImageDiscriminator.of(TRANSLATOR_FEATURES),
                new NonSaturating(),
                0,
                FAITHFUL_SHARE,
                ImmutableList.of(L1.of(1)),
                TRANSLATION.batch(16).optimizer(Adam.of(2e-4))));
    }

    /**
     * A translator that continues a film (Mathieu et al. 2016): it makes the next frame of the frames before it, and learns
     * from {@link Datasets#clips clips}. A {@link UNet} without normalization that predicts the change of the last frame,
     * {@link L1} of weight 1 and gradient difference of weight 1, and least squares of weight 0.05 against a patch
     * discriminator that sees the history too; Adam(1e-3) with betas (0.5, 0.999), batches of 8. {@link
     * io.gan4j.architecture.MultiScaleTranslator} is the paper's own translator.
     *
     * @param history the number of frames that it looks at, at least 2
     * @throws IllegalArgumentException if it is below 2
     */
    public static TranslationBuilder nextFrame(int history) {
        return TranslationBuilder.preset(new TranslationSettings(
                "nextframe",
                TranslationTask.NextFrame.of(history),
                UNet.of(TRANSLATOR_FEATURES).normalization(Normalization.NONE).residual(),
                PatchDiscriminator.of(TRANSLATOR_FEATURES),
                LeastSquares.standard(),
                FILM_ADVERSARIAL,
                0,
                ImmutableList.of(L1.of(1), GradientDifference.standard()),
                TRANSLATION.optimizer(Adam.of(FILM_RATE).betas(0.5, 0.999))));
    }

    /**
     * Two translators that swap faces: one shows the second identity with the pose and expression of a face of the first, the
     * other the reverse. One encoder, a decoder for each ({@link SwapAutoencoder}), {@link L1} of weight 1 on warped faces, a
     * {@link MaskPenalty}, and least squares of weight 0.1 against patch discriminators; Adam(1e-4) with betas (0.5, 0.999),
     * batches of 8.
     *
     * <p>Show people only with their consent, and say that the pictures are made: every picture that is written carries the
     * mark of synthetic media.
     */
    public static TranslationBuilder faceSwap() {
        return TranslationBuilder.preset(new TranslationSettings(
                "faceswap",
                new TranslationTask.Faces(),
                SwapAutoencoder.of(TRANSLATOR_FEATURES),
                PatchDiscriminator.of(TRANSLATOR_FEATURES),
                LeastSquares.standard(),
                FACE_ADVERSARIAL,
                0,
                ImmutableList.of(L1.of(1), MaskPenalty.standard()),
                TRANSLATION.optimizer(Adam.of(1e-4).betas(0.5, 0.999))));
    }
}
