package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.data.Dataset;
import io.gan4j.engine.GameSetup;
import io.gan4j.game.Adam;
import io.gan4j.game.Game;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Sgd;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The source that is written, word for word: the files beside this class say what libtorch is given. */
class ScriptTest {
    @Test
    void network_inEachMode_isWrittenAsTheFileSays() throws IOException {
        Network network = Network.from("x", Shape.of(1, 4, 4))
                .conv2d(2, 3, 2, 1)
                .batchNorm()
                .leakyRelu(0.2f)
                .dropout(0.5f)
                .flatten()
                .linear(1)
                .build();
        String source = Stream.of(Mode.LEARN, Mode.FROZEN, Mode.EVALUATE)
                .map(mode -> NetworkScript.method("critic", network, mode))
                .collect(Collectors.joining());
        assertThat(source).isEqualTo(golden("network.py"));
    }

    @Test
    void wganGp_onPixels_isWrittenAsTheFileSays() throws IOException {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .optimizer(Adam.of(1e-4).betas(0, 0.9))
                .discriminatorSteps(2)
                .regularizers(GradientPenalty.standard());
        assertThat(phases(strategy, Dataset.Encoding.PIXELS)).isEqualTo(golden("wgan_gp.py"));
    }

    @Test
    void wgan_onFloats_isWrittenAsTheFileSays() throws IOException {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .discriminatorOptimizer(RmsProp.of(5e-5))
                .generatorOptimizer(Sgd.of(0.1).momentum(0.9))
                .regularizers(WeightClipping.standard());
        assertThat(phases(strategy, Dataset.Encoding.FLOATS)).isEqualTo(golden("wgan.py"));
    }

    /** The penalties take the gradients of the scores that the loss has, of both batches at once. */
    @Test
    void r1AndR2_areWrittenAsTheFileSays() throws IOException {
        TrainingStrategy strategy = TrainingStrategy.standard().regularizers(R1.of(2), R2.of(2));
        assertThat(phases(strategy, Dataset.Encoding.FLOATS)).isEqualTo(golden("r1_and_r2.py"));
    }

    private static String phases(TrainingStrategy strategy, Dataset.Encoding real) {
        Network generator = Network.from("z", Shape.of(3)).linear(2).build();
        Network discriminator = Network.from("x", Shape.of(2)).linear(1).build();
        Game game = TwoPlayerGame.of(generator, discriminator, Prior.NORMAL, new Wasserstein(), strategy);
        String source = Script.of(game, Script.plans(game), GameSetup.encodings(game, real));
        return source.substring(source.indexOf("  def phase_0"));
    }

    private static String golden(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ScriptTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
