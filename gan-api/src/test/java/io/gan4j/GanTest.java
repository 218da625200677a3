package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Linear;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Presets have their papers' settings. */
class GanTest {
    private static final String DCGANS_ADAM = "Adam[learningRate=2.0E-4, beta1=0.5, beta2=0.999, epsilon=1.0E-8]";

    private static void hasSettings(GanBuilder preset, Map<String, String> expected) {
        assertThat(preset.configuration()).containsAllEntriesOf(expected);
    }

    @Test
    void configuration_ofAPreset_holdsAllSettingsByName() {
        assertThat(Gan.dcgan().configuration())
                .isEqualTo(Map.ofEntries(
                        Map.entry("preset", "dcgan"),
                        Map.entry(
                                "architecture",
                                "Dcgan[generatorFeatures=64, discriminatorFeatures=64, critic=BATCH_NORM]"),
                        Map.entry("generator", "the architecture's"),
                        Map.entry("discriminator", "the architecture's"),
                        Map.entry("generatorPractices", "[]"),
                        Map.entry("discriminatorPractices", "[]"),
                        Map.entry("latent", "100"),
                        Map.entry("prior", "NORMAL"),
                        Map.entry("loss", "NonSaturating[]"),
                        Map.entry("regularizers", "[]"),
                        Map.entry("generatorOptimizer", DCGANS_ADAM),
                        Map.entry("discriminatorOptimizer", DCGANS_ADAM),
                        Map.entry("generatorRate", "Constant[value=1.0]"),
                        Map.entry("discriminatorRate", "Constant[value=1.0]"),
                        Map.entry("discriminatorSteps", "1"),
                        Map.entry("generatorSteps", "1"),
                        Map.entry("batch", "64"),
                        Map.entry("accumulation", "1"),
                        Map.entry("length", "Epochs[number=10]"),
                        Map.entry("labels", "Labels[realLow=1.0, realHigh=1.0, fakeLow=0.0, fakeHigh=0.0, flips=0.0]"),
                        Map.entry("scoring", "SEPARATE"),
                        Map.entry("instanceNoise", "Constant[value=0.0]"),
                        Map.entry("replay", "none"),
                        Map.entry("packing", "1"),
                        Map.entry("unrolledSteps", "0"),
                        Map.entry("ema", "none"),
                        Map.entry("standingStatistics", "0"),
                        Map.entry("gradientClipping", "none"),
                        Map.entry("referenceBatch", "0"),
                        Map.entry("seed", "0")));
    }

    @Test
    void vanilla_isFullyConnected() {
        hasSettings(
                Gan.vanilla(),
                Map.of(
                        "preset", "vanilla",
                        "architecture", "Mlp[generatorFeatures=256, discriminatorFeatures=256]",
                        "loss", "NonSaturating[]",
                        "generatorOptimizer", DCGANS_ADAM,
                        "discriminatorOptimizer", DCGANS_ADAM));
    }

    @Test
    void wgan_hasItsPapersSettings() {
        String rmsProp = "RmsProp[learningRate=5.0E-5, decay=0.99, epsilon=1.0E-8]";
        hasSettings(
                Gan.wgan(),
                Map.of(
                        "preset", "wgan",
                        "architecture", "Dcgan[generatorFeatures=64, discriminatorFeatures=64, critic=BATCH_NORM]",
                        "loss", "Wasserstein[]",
                        "regularizers", "[WeightClipping[limit=0.01]]",
                        "generatorOptimizer", rmsProp,
                        "discriminatorOptimizer", rmsProp,
                        "discriminatorSteps", "5",
                        "batch", "64"));
    }

    @Test
    void wganGp_hasItsPapersSettings_butForTheRate() {
        String adam = "Adam[learningRate=5.0E-4, beta1=0.0, beta2=0.9, epsilon=1.0E-8]";
        hasSettings(
                Gan.wganGp(),
                Map.of(
                        "preset", "wgan-gp",
                        "architecture", "Dcgan[generatorFeatures=64, discriminatorFeatures=64, critic=NO_NORM]",
                        "loss", "Wasserstein[]",
                        "regularizers", "[GradientPenalty[weight=10.0, side=BOTH, interval=1]]",
                        "generatorOptimizer", adam,
                        "discriminatorOptimizer", adam,
                        "discriminatorSteps", "5",
                        "batch", "64"));
    }

    @Test
    void wganGp_hasNoBatchNormInItsCritic() {
        Network critic = Gan.wganGp().discriminatorFor(Shape.of(1, 28, 28));
        assertThat(critic.nodes().stream().map(Network.Node::layer)).doesNotHaveAnyElementsOfTypes(BatchNorm.class);
    }

    @Test
    void lsgan_hasLeastSquaresOnTheNetworksOfDcgan() {
        hasSettings(
                Gan.lsgan(),
                Map.of(
                        "preset", "lsgan",
                        "architecture", "Dcgan[generatorFeatures=64, discriminatorFeatures=64, critic=BATCH_NORM]",
                        "loss", "LeastSquares[fakeTarget=0.0, realTarget=1.0, generatorTarget=1.0]",
                        "regularizers", "[]",
                        "generatorOptimizer", DCGANS_ADAM,
                        "discriminatorOptimizer", DCGANS_ADAM,
                        "discriminatorSteps", "1"));
    }

    @Test
    void sngan_hasItsPapersSettings() {
        hasSettings(
                Gan.sngan(),
                Map.of(
                        "preset", "sngan",
                        "architecture", "Dcgan[generatorFeatures=64, discriminatorFeatures=64, critic=NO_NORM]",
                        "loss", "Hinge[]",
                        "discriminatorPractices", "[spectral normalisation of the weights (Miyato et al. 2018)]",
                        "generatorPractices", "[]",
                        "generatorOptimizer", DCGANS_ADAM,
                        "discriminatorOptimizer", DCGANS_ADAM,
                        "discriminatorSteps", "1"));
    }

    @Test
    void sngan_normalisesEveryWeightOfItsDiscriminatorAndNoFeature() {
        Network discriminator = Gan.sngan().discriminatorFor(Shape.of(1, 28, 28));
        assertThat(discriminator.nodes().stream().map(Network.Node::layer))
                .hasAtLeastOneElementOfType(SpectralNorm.class)
                .doesNotHaveAnyElementsOfTypes(BatchNorm.class, Conv2d.class, Linear.class);
        Network generator = Gan.sngan().generatorFor(Shape.of(1, 28, 28));
        assertThat(generator.nodes().stream().map(Network.Node::layer))
                .hasAtLeastOneElementOfType(BatchNorm.class)
                .doesNotHaveAnyElementsOfTypes(SpectralNorm.class);
    }

    @Test
    void dragan_hasItsPapersSettings() {
        String adam = "Adam[learningRate=1.0E-4, beta1=0.5, beta2=0.9, epsilon=1.0E-8]";
        hasSettings(
                Gan.dragan(),
                Map.of(
                        "preset", "dragan",
                        "architecture", "Dcgan[generatorFeatures=64, discriminatorFeatures=64, critic=NO_NORM]",
                        "loss", "NonSaturating[]",
                        "regularizers", "[Dragan[weight=10.0, spread=0.5, interval=1]]",
                        "generatorOptimizer", adam,
                        "discriminatorOptimizer", adam,
                        "discriminatorSteps", "1"));
    }

    @Test
    void infoGan_hasItsPapersRates_andFewLatents() {
        hasSettings(
                Gan.infoGan(),
                Map.of(
                        "preset", "infogan",
                        "latent", "10",
                        "prior", "UNIFORM",
                        "ema", "Averaging[decay=0.999]",
                        "loss", "NonSaturating[]",
                        "conditional",
                                "10 categories and 2 numbers of the latent that are found without labels, of weight 1.0"
                                        + " (Chen et al. 2016)",
                        "generatorOptimizer", "Adam[learningRate=0.001, beta1=0.5, beta2=0.999, epsilon=1.0E-8]",
                        "discriminatorOptimizer", "Adam[learningRate=2.0E-4, beta1=0.5, beta2=0.999, epsilon=1.0E-8]"));
    }

    @Test
    void modern_hasItsPapersSettings() {
        String adam = "Adam[learningRate=5.0E-4, beta1=0.0, beta2=0.99, epsilon=1.0E-8]";
        String cosine = "Ramp[curve=COSINE, from=1.0, to=0.0, begin=0.0, end=1.0]";
        hasSettings(
                Gan.modern(),
                Map.of(
                        "preset", "modern",
                        "architecture", "Modern[generatorFeatures=64, discriminatorFeatures=64]",
                        "loss", "RelativisticPaired[]",
                        "regularizers",
                                "[R1[gamma=Constant[value=1.0], interval=1], R2[gamma=Constant[value=1.0], interval=1]]",
                        "generatorOptimizer", adam,
                        "discriminatorOptimizer", adam,
                        "generatorRate", cosine,
                        "discriminatorRate", cosine,
                        "ema", "Averaging[decay=0.999]"));
    }

    @Test
    void styleGan2_hasTheSettingsOfItsPapersForSmallImages() {
        hasSettings(
                Gan.styleGan2(),
                Map.of(
                        "preset", "stylegan2",
                        "architecture",
                                "StyleGan2[generatorFeatures=32, discriminatorFeatures=32, style=128, mappingLayers=4,"
                                        + " mixing=0.0]",
                        "latent", "128",
                        "batch", "32",
                        "loss", "NonSaturating[]",
                        "regularizers", "[R1[gamma=Constant[value=10.0], interval=16]]",
                        "generatorOptimizer", "Adam[learningRate=0.002, beta1=0.0, beta2=0.99, epsilon=1.0E-8]",
                        "discriminatorOptimizer", "Adam[learningRate=0.002, beta1=0.0, beta2=0.99, epsilon=1.0E-8]",
                        "ema", "Averaging[decay=0.998]"));
    }

    @Test
    void styleGan_hasTheSettingsOfItsPaperForSmallImages() {
        hasSettings(
                Gan.styleGan(),
                Map.of(
                        "preset", "stylegan",
                        "architecture",
                                "StyleGan[generatorFeatures=32, discriminatorFeatures=32, style=128, mappingLayers=4,"
                                        + " mixing=0.0, fading=0.5, lastSize=1.0]",
                        "latent", "128",
                        "batch", "32",
                        "loss", "NonSaturating[]",
                        "regularizers", "[R1[gamma=Constant[value=10.0], interval=1]]",
                        "generatorOptimizer", "Adam[learningRate=0.001, beta1=0.0, beta2=0.99, epsilon=1.0E-8]",
                        "discriminatorOptimizer", "Adam[learningRate=0.001, beta1=0.0, beta2=0.99, epsilon=1.0E-8]",
                        "ema", "Averaging[decay=0.998]"));
    }

    @Test
    void sagan_hasItsPapersSettings() {
        hasSettings(
                Gan.sagan(),
                Map.of(
                        "preset", "sagan",
                        "architecture", "Residual[generatorFeatures=64, discriminatorFeatures=64, attention=HALF_SIZE]",
                        "latent", "128",
                        "batch", "64",
                        "loss", "Hinge[]",
                        "generatorOptimizer", "Adam[learningRate=1.0E-4, beta1=0.0, beta2=0.9, epsilon=1.0E-8]",
                        "discriminatorOptimizer", "Adam[learningRate=4.0E-4, beta1=0.0, beta2=0.9, epsilon=1.0E-8]"));
        assertThat(Gan.sagan().practices())
                .contains(
                        "generator: spectral normalisation of the weights (Miyato et al. 2018)",
                        "discriminator: spectral normalisation of the weights (Miyato et al. 2018)");
    }
}
