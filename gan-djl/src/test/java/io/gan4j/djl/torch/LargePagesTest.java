package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import com.sun.jna.Platform;
import io.gan4j.data.Dataset;
import io.gan4j.engine.Device;
import io.gan4j.engine.GameSetup;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose first game has activations above 32 MiB asks Linux for large pages, another one does not. */
class LargePagesTest {
    private static final Path THIS_PROCESS = Path.of("/proc/self/stat");

    /** Plays a few steps of a game in a process of its own; prints the page faults of one step. */
    static final class FaultsOfAStep {
        private static final int WARM_UP = 2;
        private static final int STEPS = 3;

        private FaultsOfAStep() {}

        public static void main(String[] args) throws Exception {
            int extent = Integer.parseInt(args[0]);
            Network network = Network.from("x", Shape.of(1))
                    .linear(extent)
                    .tanh()
                    .linear(1)
                    .build();
            Expr score = Expr.apply("p", Expr.input("x"));
            Game game =
                    HandPlayed.onePlayer(Player.of("p", network, Sgd.of(0.1)), Map.of("x", Shape.of(1)), score.mean());
            int batch = 64;
            try (HandPlayed played = HandPlayed.of(game, batch)) {
                float[] x = HandPlayed.normal(batch, 1);
                long before = 0;
                for (int step = 0; step < WARM_UP + STEPS; step++) {
                    before = step == WARM_UP ? faults() : before;
                    played.step(Map.of("x", x));
                }
                System.out.println("faults " + (faults() - before) / STEPS);
            }
        }

        private static long faults() throws Exception {
            String line = Files.readString(THIS_PROCESS);
            return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ")[7]);
        }
    }

    @TempDir
    Path folder;

    private static GameSetup setup(int extent, int batch) {
        Network network =
                Network.from("x", Shape.of(1)).linear(extent).linear(1).build();
        Game game = HandPlayed.onePlayer(
                Player.of("p", network, Sgd.of(0.1)),
                Map.of("x", Shape.of(1)),
                Expr.apply("p", Expr.input("x")).mean());
        return GameSetup.of(game, batch, Dataset.Encoding.FLOATS, Device.CPU, 1, ImmutableMap.of());
    }

    @Test
    void largestBlock_isThatOfTheWidestLayer() {
        assertThat(TorchBackend.largestBlock(setup(1000, 7))).isEqualTo(28_000);
        assertThat(TorchBackend.largestBlock(setup(1 << 20, 1 << 12))).isEqualTo(1L << 34);
        assertThat(LargePages.areWorthIt(32 << 20)).isFalse();
        assertThat(LargePages.areWorthIt((32 << 20) + 4)).isTrue();
    }

    /** Four blocks of 40 MiB, 10,240 pages each. */
    @Test
    void game_withLargeActivations_isPagedInByLargePages() throws Exception {
        assumeTrue(Platform.isLinux() && System.getenv(LargePages.VARIABLE) == null, "large pages are Linux's");
        Path enabled = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        assumeTrue(
                Files.exists(enabled) && !Files.readString(enabled).contains("[never]"),
                "large pages are switched off");
        String out = ChildJvm.of(FaultsOfAStep.class).startingFast().output(folder, "163840");
        long faults = Long.parseLong(out.substring(out.indexOf("faults ") + 7).trim());
        assertThat(faults).isLessThan(10_240);
    }
}
