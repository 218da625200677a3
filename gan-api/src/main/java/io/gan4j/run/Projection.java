package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.StyledNetwork;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.HostedNetworks;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.file.Plural;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.image.Images;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the latent of a picture: the one of which a trained generator makes an image that is as much like it as can be (Karras
 * et al., "Analyzing and improving the image quality of StyleGAN", CVPR 2020, appendix D).
 *
 * <pre>{@code
 * try (TrainedGan faces = TrainedGan.load(Path.of("run"))) {
 *     Projected found = Projection.of(faces).project(Images.of(picture));
 *     found.film().writePng(Path.of("way.png"));
 *     found.writeLatent(Path.of("me.latent"));
 * }
 * }</pre>
 *
 * <p>The latent begins as the mean of those of the generator and learns by Adam, whose rate rises over the first twentieth of
 * the steps and falls as a cosine over the last quarter; noise on the latent, which falls to 0 within three quarters of the
 * steps, lets it look around first. What is minimized is the squared difference of pixels, at full size and at smaller ones,
 * and of the discriminator's features. The training backend is that of the GAN. Immutable: each setting returns a new value.
 *
 * <p>A picture of something that the generator has not learned to make is not found: the error says how far the image is off.
 */
@CheckReturnValue
public final class Projection {
    private static final int STANDARD_STEPS = 500;
    private static final double STANDARD_RATE = 0.1;
    private static final int STANDARD_FRAMES = 40;

    private static final int MEAN_OF = 2_000;
    private static final long MEAN_SEED = 0;
    private static final long NOISE_STREAM = 31;

    private static final double RISE = 0.05;
    private static final double FALL = 0.25;
    private static final double NOISY = 0.75;
    private static final double NOISE = 0.05;

    private final TrainedGan gan;
    private final Settings settings;

    /** Where the latent is looked for. */
    public enum Space {
        /** The latent that the generator takes: of every GAN. */
        LATENT,
        /** One style for all layers of a style-based generator: what it makes of a latent, or near it. */
        W,
        /**
         * A style for each layer of a style-based generator, which is nearer to the picture and further from what was learned.
         */
        W_PLUS
    }

    private record Settings(
            int steps,
            Space space,
            double learningRate,
            int frames,
            long seed,
            @Nullable Integer classIndex) {}

    private Projection(TrainedGan gan, Settings settings) {
        this.gan = gan;
        this.settings = settings;
    }

    /**
     * Returns the projection into the latents of a trained GAN, which must stay open: of a style-based one into its styles
     * ({@link Space#W_PLUS}), of any other into what its generator takes; by 500 steps with a learning rate of 0.1.
     *
     * @throws IllegalArgumentException if the GAN does not make images
     */
    public static Projection of(TrainedGan gan) {
        Shape made = gan.generator().shape();
        checkArgument(made.isImage(), "a projection is of pictures, this GAN makes samples of shape %s", made);
        boolean isStyled =
                StyledNetwork.of(gan.game().network(TwoPlayerGame.GENERATOR)).isPresent();
        Space space = isStyled ? Space.W_PLUS : Space.LATENT;
        return new Projection(gan, new Settings(STANDARD_STEPS, space, STANDARD_RATE, STANDARD_FRAMES, 0, null));
    }

    /**
     * Sets the number of steps. Default 500.
     *
     * @throws IllegalArgumentException if below 1
     */
    public Projection steps(int number) {
        checkArgument(number >= 1, "steps must be at least 1, was %s", number);
        return with(new Settings(
                number, settings.space, settings.learningRate, settings.frames, settings.seed, settings.classIndex));
    }

    /**
     * Sets where the latent is looked for.
     *
     * @throws IllegalArgumentException if styles are asked for and the generator has none
     */
    public Projection space(Space space) {
        checkArgument(
                space == Space.LATENT
                        || StyledNetwork.of(gan.game().network(TwoPlayerGame.GENERATOR))
                                .isPresent(),
                "this generator has no styles, which only those of Gan.styleGan2() and Gan.styleGan() have: set space(Space.LATENT)");
        return with(new Settings(
                settings.steps, space, settings.learningRate, settings.frames, settings.seed, settings.classIndex));
    }

    /**
     * Sets the largest learning rate of Adam. Default 0.1.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public Projection learningRate(double rate) {
        checkArgument(rate > 0 && Double.isFinite(rate), "learningRate must be a finite number above 0, was %s", rate);
        return with(new Settings(
                settings.steps, settings.space, rate, settings.frames, settings.seed, settings.classIndex));
    }

    /**
     * Sets the number of images in the film of the way. Default 40; there are never more than one a step and one before the
     * first.
     *
     * @throws IllegalArgumentException if below 2
     */
    public Projection frames(int number) {
        checkArgument(number >= 2, "frames must be at least 2, was %s", number);
        return with(new Settings(
                settings.steps, settings.space, settings.learningRate, number, settings.seed, settings.classIndex));
    }

    /** Sets the seed of the noise on the latent. Default 0. The same seed on the same machine finds the same latent. */
    public Projection seed(long seed) {
        return with(new Settings(
                settings.steps, settings.space, settings.learningRate, settings.frames, seed, settings.classIndex));
    }

    /**
     * Sets the class of the picture, for a conditional GAN.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public Projection condition(String name) {
        List<String> classes = gan.generator().card().classes();
        int index = classes.indexOf(name);
        checkArgument(index >= 0, "there is no class '%s'; there are %s", name, classes);
        return with(new Settings(
                settings.steps, settings.space, settings.learningRate, settings.frames, settings.seed, index));
    }

    private Projection with(Settings changed) {
        return new Projection(gan, changed);
    }

    /**
     * Finds the latent of a picture, on the calling thread.
     *
     * @param picture one image of the shape that the generator makes, in [-1, 1]
     * @throws IllegalArgumentException if there are several images, or one of another shape
     * @throws IllegalStateException if the GAN is conditional and no class was set
     */
    public Projected project(Images picture) {
        Shape shape = gan.generator().shape();
        checkArgument(picture.count() == 1, "a projection is of one picture, there are %s", picture.count());
        checkArgument(
                picture.shape().equals(shape),
                "the picture has shape %s, the generator makes images of %s: %s",
                picture.shape(),
                shape,
                picture.shape().channels() == shape.channels()
                        ? "fit it by picture.resized(" + shape.height() + ", " + shape.width() + ")"
                        : "read it with " + Plural.of(shape.channels(), "channel"));
        return project(picture.toFloats());
    }

    private Projected project(float[] wanted) {
        TrainingBackend backend = gan.origin().backend();
        ProjectionGame.Networks networks = networks();
        ProjectionGame rules = new ProjectionGame(networks, settings.space, (float) settings.learningRate);
        Start start = start(backend, networks, rules);
        Game game = rules.game(start.latent());
        try (CompiledGame compiled = ProjectionGame.compile(backend, game)) {
            Runner maker = compiled.evaluator(ProjectionGame.MAKER);
            List<PhasePlan.Draw> draws = ProjectionGame.draws(game);
            List<Images> film = new ArrayList<>();
            for (int step = 0; step < settings.steps; step++) {
                if (step == 0 || frame(step) != frame(step - 1)) {
                    film.add(image(maker, networks, ProjectionGame.latent(compiled)));
                }
                float[] outcomes = compiled.step(feeds(draws, wanted, step, start.noise()));
                checkState(
                        Float.isFinite(outcomes[0]),
                        "the loss of step %s is %s: set a learningRate below %s",
                        step + 1,
                        outcomes[0],
                        settings.learningRate);
            }
            float[] found = ProjectionGame.latent(compiled);
            Images image = image(maker, networks, found);
            film.add(image);
            return new Projected(settings.space, spread(networks, found), layers(networks), image, wanted, film);
        }
    }

    /** The image of the film that a step belongs to; the last one is that of the end. */
    private long frame(int step) {
        return (long) step * (settings.frames - 1) / settings.steps;
    }

    private ProjectionGame.Networks networks() {
        Network generator = gan.game().network(TwoPlayerGame.GENERATOR);
        float[] condition = null;
        if (generator.inputs().size() > 1) {
            List<String> classes = gan.generator().card().classes();
            Integer index = settings.classIndex;
            if (index == null) {
                throw new IllegalStateException(
                        "this GAN is conditional: set condition(...) to the class of the picture, one of " + classes);
            }
            condition = new float[classes.size()];
            condition[index] = 1;
        }
        return new ProjectionGame.Networks(
                generator,
                gan.parameters(TwoPlayerGame.GENERATOR),
                gan.game().network(TwoPlayerGame.DISCRIMINATOR),
                gan.parameters(TwoPlayerGame.DISCRIMINATOR),
                condition);
    }

    /** Where the latent begins, and the standard deviation of the noise on it at first. */
    private record Start(float[] latent, double noise) {}

    private Start start(TrainingBackend backend, ProjectionGame.Networks networks, ProjectionGame rules) {
        int latent = gan.generator().latentSize();
        if (settings.space == Space.LATENT) {
            return new Start(new float[latent], NOISE * Math.sqrt(latent));
        }
        StyledNetwork styled = networks.styled().orElseThrow();
        try (HostedNetworks mapping = rules.mapping(backend, styled)) {
            List<float[]> inputs = new ArrayList<>();
            inputs.add(gan.generator().latents(MEAN_OF, MEAN_SEED).toFloats());
            float[] condition = networks.condition();
            if (condition != null) {
                inputs.add(repeated(condition, MEAN_OF));
            }
            float[] styles = mapping.evaluator(ProjectionGame.MAPPING)
                    .run(inputs, MEAN_OF)
                    .get(0);
            int size = styled.size();
            double[] mean = new double[size];
            for (int i = 0; i < styles.length; i++) {
                mean[i % size] += styles[i] / (double) MEAN_OF;
            }
            double variance = 0;
            for (int i = 0; i < styles.length; i++) {
                double apart = styles[i] - mean[i % size];
                variance += apart * apart / MEAN_OF;
            }
            float[] first = new float[settings.space == Space.W ? size : styled.layers() * size];
            for (int i = 0; i < first.length; i++) {
                first[i] = (float) mean[i % size];
            }
            return new Start(first, NOISE * Math.sqrt(variance));
        }
    }

    private static float[] repeated(float[] values, int times) {
        float[] all = new float[values.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i % values.length];
        }
        return all;
    }

    private List<ByteBuffer> feeds(List<PhasePlan.Draw> draws, float[] wanted, int step, double noise) {
        double progress = step / (double) settings.steps;
        double rise = Math.min(1, (step + 1) / Math.max(1, RISE * settings.steps));
        double fall = Math.min(1, (1 - progress) / FALL);
        double rate = rise * (0.5 - 0.5 * Math.cos(Math.PI * fall));
        double calm = Math.max(0, 1 - progress / NOISY);
        List<ByteBuffer> feeds = new ArrayList<>();
        for (PhasePlan.Draw draw : draws) {
            float[] values = new float[draw.samples(1) * draw.shape().size()];
            if (draw instanceof PhasePlan.ScheduleDraw scheduled) {
                values[0] = (float) (scheduled.schedule().equals(ProjectionGame.RATE) ? rate : noise * calm * calm);
            } else if (draw instanceof PhasePlan.InputDraw input
                    && input.input().name().equals(ProjectionGame.WANTED)) {
                values = wanted;
            } else if (draw instanceof PhasePlan.RandomDraw) {
                RandomStream.of(settings.seed, NOISE_STREAM, step).fillNormal(values, 0, 1);
            }
            ByteBuffer buffer =
                    ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
            buffer.asFloatBuffer().put(values);
            feeds.add(buffer);
        }
        return feeds;
    }

    private Images image(Runner maker, ProjectionGame.Networks networks, float[] latent) {
        List<float[]> inputs = new ArrayList<>();
        inputs.add(spread(networks, latent));
        float[] condition = networks.condition();
        if (condition != null && settings.space == Space.LATENT) {
            inputs.add(condition);
        }
        return Images.of(gan.generator().shape(), maker.run(inputs, 1).get(0));
    }

    private float[] spread(ProjectionGame.Networks networks, float[] latent) {
        return settings.space == Space.W ? repeated(latent, layers(networks)) : latent;
    }

    private int layers(ProjectionGame.Networks networks) {
        return settings.space == Space.LATENT
                ? 1
                : networks.styled().orElseThrow().layers();
    }
}
