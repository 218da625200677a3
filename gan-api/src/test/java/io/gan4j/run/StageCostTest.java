package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Game;
import io.gan4j.loss.Wasserstein;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import org.junit.jupiter.api.Test;

class StageCostTest {
    private static Game game(int side) {
        Shape image = Shape.of(1, side, side);
        Network generator = Network.from("z", Shape.of(2))
                .linear(image.size())
                .reshape(image)
                .conv2d(1, 3, 1, 1)
                .build();
        Network discriminator = Network.from("x", image).flatten().linear(1).build();
        return TwoPlayerGame.of(generator, discriminator, Prior.NORMAL, new Wasserstein(), TrainingStrategy.standard());
    }

    /** Worked out by hand, for images of 4 x 4. */
    @Test
    void cost_isTheMultiplicationsOfAllLayers_andAShareForEach() {
        // linear: 2 x 16 weights, 16 biases, 16 numbers; reshape: 16 numbers
        // convolution: 10 weights at 16 pixels, 16 numbers
        double generator = 2 * 16 + 16 + 16 + 16 + 10 * 16 + 16;
        // flatten: 16 numbers; linear: 17 weights, 1 number
        double discriminator = 16 + 17 + 1;
        assertThat(StageCost.of(game(4), 32)).isCloseTo(5 * 2e5 + 32 * (generator + discriminator), within(0.5));
    }

    @Test
    void largerImages_costMore() {
        assertThat(StageCost.of(game(32), 64)).isGreaterThan(StageCost.of(game(16), 64));
    }
}
