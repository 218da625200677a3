package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.GanCls;
import io.gan4j.architecture.ImageDiscriminator;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Modern;
import io.gan4j.architecture.MultiScaleTranslator;
import io.gan4j.architecture.NetworkPractices;
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
import io.gan4j.architecture.Upsampling;
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
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Bias;
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
import io.gan4j.loss.Labels;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.MaskPenalty;
import io.gan4j.loss.MatchingAware;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.RandomFeatures;
import io.gan4j.loss.RelativisticAverage;
import io.gan4j.loss.RelativisticPaired;
import io.gan4j.loss.TotalVariation;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import io.gan4j.tensor.Shape;
import java.util.List;

/** A value of each record in the table, with numbers that are nobody's defaults. */
final class Samples {
    private Samples() {}

    static List<Record> all() {
        return List.of(
                new Adam(1.5e-4f, 0.1f, 0.97f, 1.1e-7f),
                new RmsProp(3e-5f, 0.91f, 1.2e-6f),
                new Sgd(0.3f, 0.7f),
                new Frozen(),
                new Conditioning.None(),
                new Conditioning.Projection(),
                new Conditioning.Concatenated(),
                new Conditioning.Auxiliary(0.3),
                new Conditioning.Discovered(7, 3, 0.4, 0.2),
                new Schedule.Constant(0.1f),
                new Schedule.Ramp(Schedule.Curve.COSINE, 0.9f, 0.1f, 0.25f, 0.75f),
                new Schedule.Averaging(0.9999f),
                new Schedule.Progress(),
                new Labels(0.7f, 1.1f, 0.05f, 0.3f, 0.02f),
                new Replay(Replay.Kind.POOL, 33),
                new GradientClipping(GradientClipping.Kind.VALUE, 0.7f),
                new NonSaturating(),
                new Minimax(),
                new Hinge(),
                new LeastSquares(-0.9f, 1.1f, 0.2f),
                new Wasserstein(),
                new RelativisticAverage(),
                new RelativisticPaired(),
                new GradientPenalty(9.5f, GradientPenalty.Side.ABOVE, 3),
                new Dragan(8.5f, 0.6f, 2),
                new MatchingAware(1.5f, 4, 3),
                new R1(Schedule.linear(2, 1), 5),
                new R2(Schedule.constant(3), 6),
                new FeatureMatching(0.4f),
                new WeightClipping(0.02f),
                new HistoricalAveraging(0.3f),
                new PathLength(1.5f, 0.02f, 7),
                new L1(90),
                new GradientDifference(0.8f),
                new CycleConsistency(9),
                new IdentityMapping(4),
                new TotalVariation(0.2f),
                new MaskPenalty(0.3f, 0.4f),
                new RandomFeatures(-5),
                new FeatureLoss(new RandomFeatures(6), FeatureLoss.Distance.ABSOLUTE, 0.7f),
                new Dcgan(11, 12, Dcgan.Critic.NO_NORM),
                new Mlp(13, 14),
                new Modern(15, 16),
                new UNet(17, 3, Normalization.BATCH, 0.4f, Upsampling.NEAREST, UNet.Output.RESIDUAL),
                UNet.of(18),
                new DeepFusion(19, 20),
                new GanCls(21, 22),
                new TextEncoder(23, 24, 25),
                new ResidualTranslator(21, 4, Normalization.NONE, Upsampling.NEAREST),
                ResidualTranslator.of(22),
                new MultiScaleTranslator(23, 5),
                new SuperResolver(4, 23, 7, SuperResolver.Trunk.DENSE, SuperResolver.Output.PLAIN),
                new SwapAutoencoder(24),
                new ImageDiscriminator(25),
                new PatchDiscriminator(19, 2, Normalization.NONE),
                PatchDiscriminator.of(20),
                new StyleGan2(17, 18, 19, 3, 0.8f),
                new StyleGan(17, 18, 19, 3, 0.8f, 0.4f, 1.5f),
                new Residual(20, 21, Residual.Attention.HALF_SIZE),
                NetworkPractices.none()
                        .normalization(Normalization.PIXEL)
                        .spectralNorm()
                        .dropout(0.35)
                        .minibatchDiscrimination(7, 3)
                        .minibatchStdDev(5)
                        .augment(DiffAugment.of(DiffAugment.Kind.COLOR)),
                new NetworkPractices.Kernels(8, 2),
                new Init.Constant(0.25f),
                new Init.Normal(0.5f, 0.03f),
                new Init.Uniform(0.07f),
                new Linear(5, 6, new Init.Normal(0, 0.1f)),
                new Linear(4, 7, Init.DCGAN, new Init.Constant(0.6f)),
                new Conv2d(2, 4, 3, 5, 2, 1, Bias.NONE, new Init.Uniform(0.1f), 2),
                new ConvTranspose2d(3, 6, 3, 5, 2, 1, 1, 0, Bias.ZERO, Init.DCGAN, 3),
                new BatchNorm(4, 1e-4f, 0.2f, new Init.Normal(1, 0.02f), Affine.NONE),
                new InstanceNorm2d(3, 1e-6f, Affine.NONE),
                new LayerNorm(Shape.of(2, 3, 4), 1e-3f),
                new PixelNorm(1e-7f),
                new VirtualBatchNorm(6, 17, 1e-4f),
                new SpectralNorm(new Linear(5, 6, Init.DCGAN)),
                new MinibatchDiscrimination(9, 8, 7, Init.DCGAN),
                new MinibatchStdDev(3),
                new Relu(),
                new LeakyRelu(0.3f),
                new Tanh(),
                new Sigmoid(),
                new Dropout(0.45f),
                new Reshape(Shape.of(2, 9)),
                new Concat(),
                new Add(),
                new Multiply(),
                new Modulate(),
                new Embedding(11, 5, Init.DCGAN),
                new SampleSum(),
                new GlobalSum(),
                new Init.Repeated(new Init.Uniform(0.3f), 9),
                new PRelu(6, 0.15f),
                new Scale(-0.3f),
                new Channels(2, 5),
                new ReflectionPad2d(4),
                new UpsampleNearest2d(3),
                new PixelShuffle(3),
                new AvgPool2d(3),
                new MaxPool2d(5, 3),
                new Equalized(new Linear(5, 6, Init.DCGAN), 0.02f, 1.3f, 0.7f),
                new ModulatedConv2d(
                        3, 4, 3, ModulatedConv2d.Size.DOUBLED, ModulatedConv2d.Demodulation.OFF, 1.7f, Bias.NONE),
                new Fir2d(Fir2d.Use.DOWNSAMPLING),
                new Noise(5, 3, 1.6f, 4),
                new LearnedConstant(Shape.of(2, 5), Init.DCGAN),
                new TokenEmbedding(11, 5, 3, Init.DCGAN),
                new Conv1d(3, 4, 5, 2, 1, Bias.NONE, Init.DCGAN),
                new WordPool(5),
                new StyleMixing(0.6f),
                new Attention(Shape.of(5, 6, 7), Shape.of(8, 3, 4)),
                new LearnedScale(0.3f),
                new Fade(),
                new AdaptiveAugment(Ada.all(), 2),
                new Ada(
                        ImmutableList.of(Ada.Kind.HUE, Ada.Kind.ZOOM),
                        new Ada.Followed(0.55f, 30_000),
                        Ada.Border.BACKGROUND,
                        -0.6f),
                new Ada.Followed(0.7f, 12_345),
                new Ada.Fixed(0.35f),
                new DiffAugment(
                        ImmutableList.of(DiffAugment.Kind.CUTOUT, DiffAugment.Kind.COLOR),
                        -0.7f,
                        DiffAugment.Fill.SET));
    }
}
