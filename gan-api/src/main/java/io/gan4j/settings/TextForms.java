package io.gan4j.settings;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Modern;
import io.gan4j.architecture.NetworkPractices;
import io.gan4j.architecture.Residual;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.game.Adam;
import io.gan4j.game.Frozen;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.MatchingAware;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.RelativisticAverage;
import io.gan4j.loss.RelativisticPaired;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** The forms in which optimizers, schedules, losses and the other values of settings are written as text. */
public final class TextForms {
    private static final double USUAL_RATE = 2e-4;
    private static final int STYLE_FEATURES = 32;
    private static final int USUAL_FEATURES = 64;
    private static final int USUAL_REPLAY = 1_000;
    private static final Set<String> CURVE = Set.of("curve");
    private static final Set<String> KIND = Set.of("kind");

    private static final TextForm<Schedule> SCHEDULE = new ScheduleForm(Kind.of(
            "schedule",
            RecordCall.of("linear", Schedule.linear(1, 0), CURVE, "from", "to"),
            RecordCall.of("cosine", Schedule.cosine(1, 0), CURVE, "from", "to")));

    private static final TextForm<Optimizer> OPTIMIZER = Kind.of(
            "optimizer",
            RecordCall.<Optimizer>of("adam", Adam.of(USUAL_RATE), "learningRate"),
            RecordCall.<Optimizer>of("rmsProp", RmsProp.of(USUAL_RATE), "learningRate"),
            RecordCall.<Optimizer>of("sgd", Sgd.of(USUAL_RATE), "learningRate"),
            Call.<Optimizer>word("frozen", new Frozen()));

    private static final TextForm<LossStrategy> LOSS = Kind.of(
            "loss",
            Call.<LossStrategy>word("nonSaturating", new NonSaturating()),
            Call.<LossStrategy>word("minimax", new Minimax()),
            Call.<LossStrategy>word("hinge", new Hinge()),
            RecordCall.<LossStrategy>of("leastSquares", LeastSquares.standard()),
            Call.<LossStrategy>word("wasserstein", new Wasserstein()),
            Call.<LossStrategy>word("relativisticAverage", new RelativisticAverage()),
            Call.<LossStrategy>word("relativisticPaired", new RelativisticPaired()));

    private static final TextForm<Regularizer> REGULARIZER = Kind.of(
            "regularizer",
            RecordCall.<Regularizer>of("r1", R1.standard()),
            RecordCall.<Regularizer>of("r2", R2.standard()),
            RecordCall.<Regularizer>of("gradientPenalty", GradientPenalty.standard()),
            RecordCall.<Regularizer>of("dragan", Dragan.standard()),
            RecordCall.<Regularizer>of("matchingAware", MatchingAware.standard()),
            RecordCall.<Regularizer>of("weightClipping", WeightClipping.standard()),
            RecordCall.<Regularizer>of("featureMatching", FeatureMatching.standard()),
            RecordCall.<Regularizer>of("pathLength", PathLength.standard()),
            RecordCall.<Regularizer>of("historicalAveraging", new HistoricalAveraging(1), "weight"));

    private static final TextForm<Architecture> ARCHITECTURE = Kind.of(
            "architecture",
            Call.<Architecture>of(
                            "dcgan",
                            values -> new Dcgan((int) values.get(0), (int) values.get(1), (Dcgan.Critic) values.get(2)),
                            value -> value instanceof Dcgan recipe
                                    ? List.of(
                                            recipe.generatorFeatures(), recipe.discriminatorFeatures(), recipe.critic())
                                    : null)
                    .with("generatorFeatures", whole(1), USUAL_FEATURES)
                    .withSame("discriminatorFeatures", whole(1))
                    .with("critic", constants("kind of critic", Dcgan.Critic.class), Dcgan.Critic.BATCH_NORM),
            Call.<Architecture>of(
                            "mlp",
                            values -> new Mlp((int) values.get(0), (int) values.get(1)),
                            value -> value instanceof Mlp ? widths((Mlp) value) : null)
                    .with("generatorFeatures", whole(1), USUAL_FEATURES)
                    .withSame("discriminatorFeatures", whole(1)),
            Call.<Architecture>of(
                            "modern",
                            values -> new Modern((int) values.get(0), (int) values.get(1)),
                            value -> value instanceof Modern ? widths((Modern) value) : null)
                    .with("generatorFeatures", whole(1), USUAL_FEATURES)
                    .withSame("discriminatorFeatures", whole(1)),
            Call.<Architecture>of(
                            "residual",
                            values -> new Residual(
                                    (int) values.get(0), (int) values.get(1), (Residual.Attention) values.get(2)),
                            value -> value instanceof Residual recipe
                                    ? List.of(
                                            recipe.generatorFeatures(),
                                            recipe.discriminatorFeatures(),
                                            recipe.attention())
                                    : null)
                    .with("generatorFeatures", whole(1), USUAL_FEATURES)
                    .withSame("discriminatorFeatures", whole(1))
                    .with(
                            "attention",
                            constants("kind of attention", Residual.Attention.class),
                            Residual.Attention.NONE),
            RecordCall.withSame("styleGan2", StyleGan2.of(STYLE_FEATURES), "discriminatorFeatures"),
            RecordCall.withSame("styleGan", StyleGan.of(STYLE_FEATURES), "discriminatorFeatures"));

    /** The categories that are found where no number is said. */
    private static final int CODES = 10;

    private static final TextForm<Conditioning> CONDITIONING = Kind.of(
            "conditioning",
            Call.<Conditioning>word("none", Conditioning.none()),
            Call.<Conditioning>word("projection", Conditioning.projection()),
            Call.<Conditioning>word("concatenated", Conditioning.concatenated()),
            RecordCall.<Conditioning>of("auxiliary", new Conditioning.Auxiliary(1)),
            RecordCall.<Conditioning>of("discovered", new Conditioning.Discovered(CODES, 2, 1, 1)));

    private static final TextForm<Labels> LABELS = Kind.of(
            "kind of labels",
            Call.word("hard", Labels.hard()),
            Call.<Labels>of(
                            "smoothed",
                            values -> Labels.smoothed((float) values.get(0)).flipped((float) values.get(1)),
                            value -> value instanceof Labels labels
                                            && labels.equals(Labels.smoothed(labels.realLow())
                                                    .flipped(labels.flips()))
                                    ? List.of(labels.realLow(), labels.flips())
                                    : null)
                    .with(
                            "real",
                            decimal("a number above 0 and at most 1.2"),
                            Labels.smoothed().realLow())
                    .with("flips", decimal("a number of at least 0 and below 0.5"), 0f),
            RecordCall.of("soft", Labels.soft()));

    private static final TextForm<Replay> REPLAY = Kind.of(
            "replay buffer",
            RecordCall.of("pool", Replay.pool(), KIND),
            RecordCall.of("half", Replay.half(USUAL_REPLAY), KIND, "capacity"));

    private static final TextForm<GradientClipping> CLIPPING = Kind.of(
            "gradient clipping",
            RecordCall.of("norm", GradientClipping.norm(1), KIND, "limit"),
            RecordCall.of("value", GradientClipping.value(1), KIND, "limit"));

    private static final TextForm<NetworkPractices.Kernels> KERNELS =
            Kind.of("minibatch discrimination", RecordCall.of("kernels", new NetworkPractices.Kernels(100, 5)));

    private TextForms() {}

    private static List<Object> widths(Architecture recipe) {
        return List.of(recipe.generatorFeatures(), recipe.discriminatorFeatures());
    }

    /**
     * A number, which stays, or {@code linear(1, 0)} or {@code cosine(1, 0, begin=0.5)}, which changes in the course of a run.
     */
    public static TextForm<Schedule> schedule() {
        return SCHEDULE;
    }

    /** An optimizer: {@code adam(2e-4, 0.5)}. */
    public static TextForm<Optimizer> optimizer() {
        return OPTIMIZER;
    }

    /** A loss: {@code hinge}. */
    public static TextForm<LossStrategy> loss() {
        return LOSS;
    }

    /** Regularizers with commas between them: {@code r1(10), r2(10)}; {@code none} if there are none. */
    public static TextForm<ImmutableList<Regularizer>> regularizers() {
        return new ListForm<>(REGULARIZER);
    }

    /** A recipe of both networks: {@code dcgan(64)}. */
    public static TextForm<Architecture> architecture() {
        return ARCHITECTURE;
    }

    /** How networks are given classes: {@code projection}. */
    public static TextForm<Conditioning> conditioning() {
        return CONDITIONING;
    }

    /** The targets of a discriminator: {@code smoothed(0.9)}. */
    public static TextForm<Labels> labels() {
        return LABELS;
    }

    /** A replay buffer: {@code pool(50)}. */
    public static TextForm<Replay> replay() {
        return REPLAY;
    }

    /** A bound of gradients: {@code norm(1)}. */
    public static TextForm<GradientClipping> gradientClipping() {
        return CLIPPING;
    }

    /** The size of minibatch discrimination: {@code kernels(100, 5)}. */
    public static TextForm<NetworkPractices.Kernels> kernels() {
        return KERNELS;
    }

    /** A whole number of 32 bits of at least a least one, which is the rule; whoever takes the number checks it. */
    public static TextForm<Integer> whole(int least) {
        return new NumberForm<>("a whole number of at least " + least, Integer::valueOf, String::valueOf);
    }

    /** A whole number of 64 bits. */
    public static TextForm<Long> wholeLong(String rule) {
        return new NumberForm<>(rule, Long::valueOf, String::valueOf);
    }

    /** A number; whoever takes it checks it by the rule. */
    public static TextForm<Float> decimal(String rule) {
        return new NumberForm<>(rule, NumberForm::finite, NumberForm::text);
    }

    /** A number of double precision; whoever takes it checks it by the rule. */
    public static TextForm<Double> decimalDouble(String rule) {
        return new NumberForm<>(rule, NumberForm::finiteDouble, NumberForm::text);
    }

    /**
     * The constants of an enum, whose names are written as Java writes variables: {@code NO_NORM} is {@code noNorm}.
     *
     * @param kind what such a value is, in a word, for messages
     */
    public static <E extends Enum<E>> TextForm<E> constants(String kind, Class<E> type) {
        return NamedForm.of(kind, type.getEnumConstants());
    }

    /**
     * Values by name.
     *
     * @param kind what such a value is, in a word, for messages
     */
    public static <T> TextForm<T> named(String kind, Map<String, T> values) {
        return new NamedForm<>(kind, ImmutableMap.copyOf(values));
    }

    /**
     * Values by the names that the modules on the class path give them, see {@link SettingsExtension#named}.
     *
     * @param kind what such a value is, in a word, for messages
     */
    public static <T> TextForm<T> named(String kind, Class<T> type) {
        ImmutableMap.Builder<String, T> values = ImmutableMap.builder();
        for (SettingsExtension extension :
                ServiceLoader.load(SettingsExtension.class, SettingsExtension.class.getClassLoader())) {
            values.putAll(extension.named(type));
        }
        return new NamedForm<>(kind, values.buildOrThrow());
    }

    /** {@code on} or {@code off}. */
    public static TextForm<Boolean> onOff() {
        return named("state", ImmutableMap.of("on", true, "off", false));
    }

    /** Values with commas between them, {@code none} if there are none. */
    public static <T> TextForm<ImmutableList<T>> list(TextForm<T> form) {
        return new ListForm<>(form);
    }

    /**
     * Values that there may be none of.
     *
     * @param absent the word for none
     */
    public static <T> TextForm<Optional<T>> optional(String absent, TextForm<T> form) {
        return new OptionalForm<>(absent, form);
    }

    /** A time: {@code 30s}, {@code 10min}. */
    public static TextForm<Duration> duration() {
        return new DurationForm();
    }

    /** The form of what a component of a record holds. */
    @SuppressWarnings("unchecked")
    static TextForm<Object> ofComponent(Class<?> type) {
        return (TextForm<Object>) componentForm(type);
    }

    private static TextForm<?> componentForm(Class<?> type) {
        if (type == int.class) {
            return new NumberForm<>("a whole number", Integer::valueOf, String::valueOf);
        }
        if (type == float.class) {
            return decimal("a number");
        }
        if (type == double.class) {
            return decimalDouble("a number");
        }
        if (type == Schedule.class) {
            return schedule();
        }
        checkArgument(type.isEnum(), "no text is known for a component of %s", type);
        return NamedForm.of("value", (Enum<?>[]) type.getEnumConstants());
    }
}
