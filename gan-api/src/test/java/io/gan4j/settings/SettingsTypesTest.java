package io.gan4j.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.reflect.ClassPath;
import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.DiscriminatorArchitecture;
import io.gan4j.architecture.TextArchitecture;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Schedule;
import io.gan4j.layer.Add;
import io.gan4j.layer.Augmentation;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Linear;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.LearnedFeatures;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Reconstruction;
import io.gan4j.loss.Regularizer;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table knows every type of the library that settings are made of, and gives each back as it was. */
class SettingsTypesTest {
    private static final List<Class<?>> KINDS = List.of(
            Layer.class,
            Init.class,
            Optimizer.class,
            Schedule.class,
            LossStrategy.class,
            Regularizer.class,
            Reconstruction.class,
            Architecture.class,
            TranslatorArchitecture.class,
            DiscriminatorArchitecture.class,
            TextArchitecture.class,
            LabelledLoss.class,
            Augmentation.class);

    /** A place for each kind, so that the type must be written. */
    private record Layers(ImmutableList<Layer> values) {}

    private record Inits(ImmutableList<Init> values) {}

    private record Optimizers(ImmutableList<Optimizer> values) {}

    private record Schedules(ImmutableList<Schedule> values) {}

    private record Losses(ImmutableList<LossStrategy> values) {}

    private record Regularizers(ImmutableList<Regularizer> values) {}

    private record Reconstructions(ImmutableList<Reconstruction> values) {}

    private record Architectures(ImmutableList<Architecture> values) {}

    private record Translators(ImmutableList<TranslatorArchitecture> values) {}

    private record Discriminators(ImmutableList<DiscriminatorArchitecture> values) {}

    private record TextArchitectures(ImmutableList<TextArchitecture> values) {}

    private record Augmentations(ImmutableList<Augmentation> values) {}

    private record Networks(Network network) {}

    private static final SettingsJson JSON = new SettingsJson(SettingsTypes.standard()
            .records(Layers.class, Inits.class, Optimizers.class, Schedules.class)
            .records(Losses.class, Regularizers.class, Architectures.class, Networks.class)
            .records(Translators.class, Discriminators.class, Reconstructions.class)
            .records(TextArchitectures.class, Augmentations.class));

    static List<Record> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void value_comesBackAsItWas(Record value) {
        SettingsJson.Read<? extends Record> read = JSON.read(JSON.write(value), value.getClass());
        assertThat(read.value()).isEqualTo(value);
        assertThat(read.own()).isEmpty();
    }

    static List<Record> places() {
        return List.of(
                new Layers(of(Layer.class)),
                new Inits(of(Init.class)),
                new Optimizers(of(Optimizer.class)),
                new Schedules(of(Schedule.class)),
                new Losses(of(LossStrategy.class)),
                new Regularizers(of(Regularizer.class)),
                new Reconstructions(of(Reconstruction.class)),
                new Architectures(of(Architecture.class)),
                new Translators(of(TranslatorArchitecture.class)),
                new Discriminators(of(DiscriminatorArchitecture.class)),
                new TextArchitectures(of(TextArchitecture.class)),
                new Augmentations(of(Augmentation.class)));
    }

    private static <T> ImmutableList<T> of(Class<T> kind) {
        return Samples.all().stream().filter(kind::isInstance).map(kind::cast).collect(ImmutableList.toImmutableList());
    }

    @ParameterizedTest
    @MethodSource("places")
    void valuesOfAKind_comeBackAsTheyWere(Record values) {
        SettingsJson.Read<? extends Record> read = JSON.read(JSON.write(values), values.getClass());
        assertThat(read.value()).isEqualTo(values);
    }

    /** Files of before there were groups, and layers without affine parameters, mean those that there were. */
    @Test
    void componentThatCameLater_isMeantWhereItIsMissing_andWrittenWhereItIsUsed() {
        List<Layer> layers = List.of(
                Conv2d.of(2, 4, 3, 1, 1),
                ConvTranspose2d.doubling(2, 4),
                BatchNorm.of(3),
                InstanceNorm2d.of(3),
                Conv2d.of(2, 4, 3, 1, 1).groups(2),
                BatchNorm.of(3).withoutAffine());
        String written = JSON.write(new Layers(ImmutableList.copyOf(layers)));
        assertThat(written.split("groups", -1)).hasSize(2);
        assertThat(written.split("affine", -1)).hasSize(2);
        assertThat(JSON.read(written, Layers.class).value().values()).isEqualTo(layers);
    }

    /** Files of before there was another augmentation do not say which it is. */
    @Test
    void augmentation_thatDoesNotSayItsType_isDifferentiable() {
        Augmentations values = new Augmentations(ImmutableList.of(DiffAugment.all()));
        String written = JSON.write(values);
        String untyped = written.replace("\"type\":\"DiffAugment\",", "");
        assertThat(untyped).doesNotContain("type").isNotEqualTo(written);
        assertThat(JSON.read(untyped, Augmentations.class).value()).isEqualTo(values);
    }

    /** The samples above are all of the table, but for what stands for networks. */
    @Test
    void samples_areOfEveryTypeInTheTable() {
        Set<Class<?>> left = new HashSet<>(SettingsTypes.standard().types());
        Samples.all().forEach(sample -> left.remove(sample.getClass()));
        assertThat(left)
                .containsExactlyInAnyOrder(
                        Network.class,
                        LearnedFeatures.class,
                        NetworkGraph.InputNode.class,
                        NetworkGraph.LayerNode.class);
    }

    /** A layer, loss, optimizer, ... that is new in the library has to be in the table, or runs with it cannot go on by file. */
    @ParameterizedTest
    @MethodSource("everyPackage")
    void recordOfAKind_isInTheTable(String name) throws IOException {
        ClassPath path = ClassPath.from(Layer.class.getClassLoader());
        List<Class<?>> types = path.getTopLevelClasses(name).stream()
                .map(ClassPath.ClassInfo::load)
                .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses())))
                .filter(type -> !type.getProtectionDomain()
                        .getCodeSource()
                        .equals(SettingsTypesTest.class.getProtectionDomain().getCodeSource()))
                .filter(type -> !type.isInterface() && KINDS.stream().anyMatch(kind -> kind.isAssignableFrom(type)))
                .<Class<?>>map(type -> type)
                .toList();
        assertThat(types).as("types of %s", name).isNotEmpty();
        assertThat(SettingsTypes.standard().types()).containsAll(types);
    }

    static List<String> everyPackage() {
        return List.of("io.gan4j.layer", "io.gan4j.game", "io.gan4j.loss", "io.gan4j.architecture");
    }

    @Test
    void sealedKinds_areInTheTable() {
        for (Class<?> kind : List.of(Layer.class, Init.class, Optimizer.class, Schedule.class)) {
            assertThat(SettingsTypes.standard().types()).contains(kind.getPermittedSubclasses());
        }
    }

    @Test
    void network_withBranchesAndNamesOfItsOwn_comesBackAsItWas() {
        Network network = Network.from("z", Shape.of(4))
                .linear(4)
                .name("trunk")
                .linear(4)
                .spectralNorm()
                .name("linear_7")
                .joinAs("sum", new Add(), "trunk", "linear_7")
                .input("label", Shape.of(4))
                .linear(4)
                .join(new Add(), "sum", "linear_3")
                .build();
        assertThat(JSON.read(JSON.write(new Networks(network)), Networks.class).value())
                .isEqualTo(new Networks(network));
    }

    /** A spectral norm around linear_1 is no spectral_norm_1, so the builder would call the next layer linear_1 as well. */
    @Test
    void network_whoseNamesTheBuilderWouldGiveAgain_comesBackAsItWas() {
        Network network = Network.from("z", Shape.of(4))
                .linear(4)
                .spectralNorm()
                .linear(4)
                .virtualBatchNorm(8)
                .build();
        assertThat(network.nodes().get(0).layer()).isInstanceOf(SpectralNorm.class);
        assertThat(network.nodes().get(1).layer()).isInstanceOf(Linear.class);
        assertThat(network.nodes().get(2).layer()).isInstanceOf(VirtualBatchNorm.class);
        assertThat(JSON.read(JSON.write(new Networks(network)), Networks.class).value())
                .isEqualTo(new Networks(network));
    }
}
