package io.gan4j.game;

import com.google.common.collect.ImmutableMap;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.List;

/** Small games to test with. */
final class Games {
    static final Expr REAL = Expr.input("real");
    static final Expr LATENT = Expr.input("z");
    static final Game.Input REALS = new Game.Input("real", Shape.of(1, 2, 2), new Game.Real());
    static final Game.Input LATENTS = new Game.Input("z", Shape.of(3), new Game.Latent(Prior.NORMAL));

    private Games() {}

    static Player generator() {
        Network network = Network.from("z", Shape.of(3))
                .linear(4)
                .reshape(Shape.of(1, 2, 2))
                .build();
        return Player.of("generator", network, Sgd.of(0.1));
    }

    static Player discriminator() {
        Network network =
                Network.from("x", Shape.of(1, 2, 2)).flatten().linear(1).build();
        return Player.of("discriminator", network, Sgd.of(0.1));
    }

    static Player droppingDiscriminator() {
        Network network = Network.from("x", Shape.of(1, 2, 2))
                .dropout(0.25f)
                .flatten()
                .linear(6)
                .dropout(0.5f)
                .linear(1)
                .build();
        return Player.of("discriminator", network, Sgd.of(0.1));
    }

    static Expr fake() {
        return Expr.apply("generator", LATENT);
    }

    static Expr score(Expr sample) {
        return Expr.apply("discriminator", sample);
    }

    static Phase phase(String learner, Expr loss) {
        return new Phase(learner, 1, loss, ImmutableMap.of());
    }

    static Game game(Player discriminator, Phase... phases) {
        return Game.of(List.of(generator(), discriminator), List.of(REALS, LATENTS), List.of(phases));
    }
}
