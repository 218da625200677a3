package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.RunBuilder;
import io.gan4j.architecture.ImageDiscriminator;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Faces;
import io.gan4j.data.MovingDigits;
import io.gan4j.data.Shapes;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.run.GameRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The families whose steps {@link FamilyStepBenchmark} measures: the presets as they are, but for what is said here.
 */
enum StepFamily {
    /** StyleGAN2 at 32 pixels a side, with half of the preset's features. */
    STYLEGAN2_32(run -> styles(32, run), 16, "stylegan2_step.py", "side=32", "features=16", "batch=32"),
    /** StyleGAN2 at 64 pixels a side, with half of the preset's features. */
    STYLEGAN2_64(run -> styles(64, run), 16, "stylegan2_step.py", "side=64", "features=16", "batch=32"),
    /** pix2pix from outlines to faces at 64 pixels a side. */
    PIX2PIX(
            run -> run.of(Gan.pix2pix()).start(Datasets.outlines(faces(1, 64))),
            8,
            "translation_step.py",
            "pix2pix",
            "side=64",
            "inputs=1",
            "channels=3"),
    /** CycleGAN between two drawn persons at 32 pixels a side. */
    CYCLEGAN(
            run -> run.of(Gan.cycleGan()).start(faces(1, 32), faces(2, 32)),
            4,
            "translation_step.py",
            "cyclegan",
            "side=32",
            "channels=3"),
    /**
     * SRGAN's second half, from 16 to 64 pixels a side, in which the discriminator takes part; half of the preset's
     * features.
     */
    SRGAN(
            run -> run.of(Gan.superResolution(4)
                            .translator(SuperResolver.of(4, StepFamily.NARROW))
                            .discriminator(ImageDiscriminator.of(StepFamily.NARROW))
                            .adversarial(1e-3)
                            .pretraining(0))
                    .start(faces(1, 64)),
            4,
            "translation_step.py",
            "srgan",
            "side=64",
            "features=16",
            "batch=16",
            "channels=3",
            "scale=4"),
    /** The next frame of moving digits after three, at 48 pixels a side. */
    NEXTFRAME(
            run -> run.of(Gan.nextFrame(3))
                    .start(MovingDigits.of(100).size(48).draw().history(3)),
            8,
            "translation_step.py",
            "nextframe",
            "side=48",
            "inputs=3",
            "channels=1");

    private static final int IMAGES = 500;
    private static final int NARROW = 16;

    private final Function<Run, GameRun<?>> start;
    private final int stepsARound;
    private final String script;
    private final List<String> arguments;

    StepFamily(Function<Run, GameRun<?>> start, int stepsARound, String script, String... arguments) {
        this.start = start;
        this.stepsARound = stepsARound;
        this.script = script;
        this.arguments = List.of(arguments);
    }

    /**
     * How a run is played.
     *
     * @param engine the engine
     * @param threads the threads that compute
     * @param steps the length of the run
     */
    record Run(TrainingBackend engine, int threads, long steps) {
        <B extends RunBuilder<B>> B of(B preset) {
            return preset.threads(threads).steps(steps).backend(engine);
        }
    }

    /** Starts the run as a user does. */
    GameRun<?> start(Run run) {
        return start.apply(run);
    }

    /** The family of a name, as {@code stylegan2-32}. */
    static StepFamily named(String name) {
        return Stream.of(values())
                .filter(family -> family.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no family '" + name + "', there are "
                        + Stream.of(values()).map(StepFamily::label).toList()));
    }

    /** The family's name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The script that plays the same in Python. */
    String script() {
        return script;
    }

    /** The steps of a round: a multiple of the interval of what is not computed at each step. */
    int stepsARound() {
        return stepsARound;
    }

    /** The variants of the script that are measured. */
    List<List<String>> variants() {
        List<List<String>> variants = new ArrayList<>();
        variants.add(List.of("fused"));
        variants.add(List.of("fused", "channels-last"));
        if (script.startsWith("stylegan2")) {
            variants.add(List.of("fused", "scaled"));
        } else {
            variants.add(List.of("fused", "channels-last", "shared"));
        }
        return variants;
    }

    /** What a variant of the script is called with. */
    String[] arguments(List<String> variant) {
        return Stream.concat(arguments.stream(), variant.stream()).toArray(String[]::new);
    }

    private static Dataset faces(int identity, int side) {
        return Faces.of(IMAGES).identity(identity).size(side).draw();
    }

    private static GameRun<?> styles(int side, Run run) {
        return run.of(Gan.styleGan2().generatorFeatures(NARROW).discriminatorFeatures(NARROW))
                .start(Shapes.of(IMAGES).size(side).draw());
    }
}
