package io.gan4j.settings;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.DiscriminatorArchitecture;
import io.gan4j.architecture.GanCls;
import io.gan4j.architecture.ImageDiscriminator;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Modern;
import io.gan4j.architecture.MultiScaleTranslator;
import io.gan4j.architecture.NetworkPractices;
import io.gan4j.architecture.PatchDiscriminator;
import io.gan4j.architecture.Residual;
import io.gan4j.architecture.ResidualTranslator;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.architecture.SwapAutoencoder;
import io.gan4j.architecture.TextArchitecture;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.architecture.UNet;
import io.gan4j.game.Adam;
import io.gan4j.game.Frozen;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Ada;
import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.layer.Add;
import io.gan4j.layer.Affine;
import io.gan4j.layer.Attention;
import io.gan4j.layer.Augmentation;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv1d;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.LearnedScale;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Multiply;
import io.gan4j.layer.Noise;
import io.gan4j.layer.PRelu;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.Scale;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.StyleMixing;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.TokenEmbedding;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.layer.WordPool;
import io.gan4j.loss.CycleConsistency;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.GradientDifference;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.IdentityMapping;
import io.gan4j.loss.L1;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LearnedFeatures;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.MaskPenalty;
import io.gan4j.loss.MatchingAware;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.RandomFeatures;
import io.gan4j.loss.Reconstruction;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.RelativisticAverage;
import io.gan4j.loss.RelativisticPaired;
import io.gan4j.loss.TotalVariation;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import io.gan4j.network.Network;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The closed table of the types that settings are read as. A type is in it by its class, not by a name from a file; its name in
 * files is that of the class without the package. Immutable: each addition returns a new table.
 */
@CheckReturnValue
public final class SettingsTypes {
    /** What a file says instead of a type's name for a value of a type that is not in the table. */
    static final String OWN = "own";

    private static final SettingsTypes STANDARD = new SettingsTypes(
                    ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of())
            .records(Adam.class, RmsProp.class, Sgd.class, Frozen.class)
            .records(Schedule.Constant.class, Schedule.Ramp.class, Schedule.Averaging.class, Schedule.Progress.class)
            .records(Labels.class, Replay.class, GradientClipping.class)
            .records(NonSaturating.class, Minimax.class, Hinge.class, LeastSquares.class, Wasserstein.class)
            .records(RelativisticAverage.class, RelativisticPaired.class)
            .records(GradientPenalty.class, Dragan.class, R1.class, R2.class, FeatureMatching.class)
            .records(MatchingAware.class, PathLength.class)
            .records(WeightClipping.class, HistoricalAveraging.class)
            .records(L1.class, GradientDifference.class, CycleConsistency.class, IdentityMapping.class)
            .records(TotalVariation.class, MaskPenalty.class, FeatureLoss.class, RandomFeatures.class)
            .as(LearnedFeatures.class, RecordedFeatures.class, RecordedFeatures::of, RecordedFeatures::features)
            .records(Dcgan.class, Mlp.class, Modern.class, Residual.class)
            .later(StyleGan2.class, "mixing", 0f)
            .records(StyleGan.class)
            .records(NetworkPractices.class, NetworkPractices.Kernels.class)
            .records(DeepFusion.class, GanCls.class, TextEncoder.class)
            .records(UNet.class, ResidualTranslator.class, SuperResolver.class, SwapAutoencoder.class)
            .records(MultiScaleTranslator.class, PatchDiscriminator.class, ImageDiscriminator.class)
            .records(Conditioning.Auxiliary.class)
            .later(Conditioning.Discovered.class, "numbersWeight", 1d)
            .records(Conditioning.None.class, Conditioning.Projection.class, Conditioning.Concatenated.class)
            .records(Init.Constant.class, Init.Normal.class, Init.Uniform.class, Init.Repeated.class)
            .records(Linear.class, Embedding.class)
            .later(Conv2d.class, "groups", 1)
            .later(ConvTranspose2d.class, "groups", 1)
            .later(BatchNorm.class, "affine", Affine.LEARNED)
            .later(InstanceNorm2d.class, "affine", Affine.LEARNED)
            .records(LayerNorm.class, PixelNorm.class)
            .records(VirtualBatchNorm.class, SpectralNorm.class)
            .records(MinibatchDiscrimination.class, MinibatchStdDev.class)
            .records(Relu.class, LeakyRelu.class, Tanh.class, Sigmoid.class, Dropout.class)
            .records(Reshape.class, Concat.class, Add.class, Multiply.class, Modulate.class)
            .records(SampleSum.class, GlobalSum.class, PRelu.class, Scale.class, Channels.class)
            .records(ReflectionPad2d.class, UpsampleNearest2d.class, PixelShuffle.class)
            .records(AvgPool2d.class)
            .later(MaxPool2d.class, "overlap", 0)
            .records(Equalized.class, ModulatedConv2d.class, Fir2d.class, LearnedConstant.class)
            .later(Noise.class, "strengths", 1)
            .records(TokenEmbedding.class, Conv1d.class, WordPool.class)
            .records(Ada.class, Ada.Followed.class, Ada.Fixed.class, AdaptiveAugment.class)
            .untyped(Augmentation.class, DiffAugment.class)
            .later(DiffAugment.class, "fill", DiffAugment.Fill.SET)
            .records(StyleMixing.class, Attention.class, LearnedScale.class)
            .records(Fade.class)
            .records(NetworkGraph.InputNode.class, NetworkGraph.LayerNode.class)
            .as(Network.class, NetworkGraph.class, NetworkGraph::of, NetworkGraph::network)
            .open(LossStrategy.class, Object::toString, new NonSaturating())
            .open(LabelledLoss.class, Object::toString, new NonSaturating())
            .open(Regularizer.class, Object::toString, null)
            .open(Reconstruction.class, Object::toString, null)
            .open(Architecture.class, Object::toString, Mlp.of(1))
            .open(TextArchitecture.class, Object::toString, DeepFusion.of(1))
            .open(TranslatorArchitecture.class, Object::toString, UNet.of(1))
            .open(DiscriminatorArchitecture.class, Object::toString, PatchDiscriminator.of(1));

    private final ImmutableMap<Class<?>, Form> forms;
    private final ImmutableMap<String, Form> byName;
    private final ImmutableMap<Class<?>, Open> open;
    private final ImmutableMap<Class<?>, Class<?>> untyped;

    /** How values of a type are written: as a record, which is the value itself or what stands for it. */
    record Form(
            Class<?> type,
            String name,
            RecordForm record,
            Function<Object, @Nullable Object> toRecord,
            Function<Object, Object> fromRecord) {}

    /** A kind of which users make types of their own. */
    record Open(Function<Object, String> text, @Nullable Object standIn) {}

    private SettingsTypes(
            ImmutableMap<Class<?>, Form> forms,
            ImmutableMap<Class<?>, Open> open,
            ImmutableMap<Class<?>, Class<?>> untyped) {
        this.forms = forms;
        this.open = open;
        this.untyped = untyped;
        ImmutableMap.Builder<String, Form> names = ImmutableMap.builder();
        forms.values().forEach(form -> names.put(form.name(), form));
        this.byName = names.buildOrThrow();
    }

    /** Networks, layers, optimizers, schedules, losses, regularizers, architectures, and what they are made of. */
    public static SettingsTypes standard() {
        return STANDARD;
    }

    /**
     * With record types more, whose components are numbers, strings, enums, durations, shapes, types of the table, or immutable
     * lists of these.
     *
     * @throws IllegalArgumentException if a name is in the table already
     */
    @SafeVarargs
    public final SettingsTypes records(Class<? extends Record>... types) {
        SettingsTypes table = this;
        for (Class<? extends Record> type : types) {
            table = table.with(new Form(type, name(type), new RecordForm(type), value -> value, value -> value));
        }
        return table;
    }

    /** With a record type more, one of whose components came later than files with it did: those mean this value. */
    public SettingsTypes later(Class<? extends Record> type, String component, Object absent) {
        return later(type, ImmutableMap.of(component, absent));
    }

    /** With a record type more, some of whose components came later than files with it did: those mean these values. */
    public SettingsTypes later(Class<? extends Record> type, ImmutableMap<String, Object> absent) {
        RecordForm form = new RecordForm(type, absent);
        return with(new Form(type, name(type), form, value -> value, value -> value));
    }

    /**
     * With a type more that is no record: it is written as one that stands for it.
     *
     * @param toRecord gives the record; null for a value that cannot be written, which is then written as a value of a type
     *     that is not in the table
     */
    public <T, R extends Record> SettingsTypes as(
            Class<T> type, Class<R> record, Function<T, @Nullable R> toRecord, Function<R, T> fromRecord) {
        return as(type, record, ImmutableMap.of(), toRecord, fromRecord);
    }

    /** The same where components of the record came later than files with it did: those mean these values. */
    public <T, R extends Record> SettingsTypes as(
            Class<T> type,
            Class<R> record,
            ImmutableMap<String, Object> absent,
            Function<T, @Nullable R> toRecord,
            Function<R, T> fromRecord) {
        return with(new Form(
                type,
                name(type),
                new RecordForm(record, absent),
                value -> toRecord.apply(type.cast(value)),
                value -> fromRecord.apply(record.cast(value))));
    }

    /**
     * With a kind more of which there are types that this table cannot know. Their values are written as text, and read as the
     * stand-in.
     *
     * @param text what is written of such a value
     * @param standIn what is read; if null, nothing is, and such values may be only in lists
     */
    public <T> SettingsTypes open(Class<T> kind, Function<T, String> text, @Nullable T standIn) {
        Open added = new Open(value -> text.apply(kind.cast(value)), standIn);
        return new SettingsTypes(
                forms,
                ImmutableMap.<Class<?>, Open>builder()
                        .putAll(open)
                        .put(kind, added)
                        .buildOrThrow(),
                untyped);
    }

    /**
     * With a kind that had only one type when the first files with it were written, which therefore do not say the type.
     *
     * @param only the type that was the only one
     */
    public <T> SettingsTypes untyped(Class<T> kind, Class<? extends T> only) {
        return new SettingsTypes(
                forms,
                open,
                ImmutableMap.<Class<?>, Class<?>>builder()
                        .putAll(untyped)
                        .put(kind, only)
                        .buildOrThrow());
    }

    /** With the types that other modules on the class path add, see {@link SettingsExtension}. */
    public SettingsTypes extended() {
        SettingsTypes table = this;
        for (SettingsExtension extension :
                ServiceLoader.load(SettingsExtension.class, SettingsExtension.class.getClassLoader())) {
            table = extension.extend(table);
        }
        return table;
    }

    private SettingsTypes with(Form form) {
        checkArgument(
                !form.name().equals(OWN) && !byName.containsKey(form.name()), "the name %s is taken", form.name());
        return new SettingsTypes(
                ImmutableMap.<Class<?>, Form>builder()
                        .putAll(forms)
                        .put(form.type(), form)
                        .buildOrThrow(),
                open,
                untyped);
    }

    private static String name(Class<?> type) {
        String name = type.getName();
        return name.substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /** The types in the table. */
    public ImmutableSet<Class<?>> types() {
        return forms.keySet();
    }

    @Nullable
    Form form(Class<?> type) {
        return forms.get(type);
    }

    @Nullable
    Form form(String name) {
        return byName.get(name);
    }

    /** The type of a value of a kind that does not say its own, if there is such a type. */
    @Nullable
    Form untyped(Class<?> kind) {
        Class<?> only = untyped.get(kind);
        return only == null ? null : form(only);
    }

    /** The kind, if users may make types of their own of it. */
    @Nullable
    Open open(Class<?> kind) {
        return open.get(kind);
    }

    List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }
}
