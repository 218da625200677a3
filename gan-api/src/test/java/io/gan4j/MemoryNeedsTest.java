package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.data.Datasets;
import io.gan4j.game.Replay;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryNeedsTest {
    private static final long MIB = 1 << 20;
    private static final Shape IMAGE = Shape.of(1, 28, 28);

    private static List<String> problems(
            long heap, long machine, GanBuilder gan, TrainingStrategy strategy, boolean checkpoints) {
        Network generator = gan.generatorFor(IMAGE);
        Network discriminator = gan.discriminatorFor(IMAGE);
        List<String> problems = new ArrayList<>();
        new MemoryNeeds(heap * MIB, machine * MIB, 2)
                .checkNetworks(generator, discriminator, strategy, checkpoints, problems);
        return problems;
    }

    private static GanBuilder features(int number) {
        return Gan.dcgan().generatorFeatures(number).discriminatorFeatures(number);
    }

    @Test
    void order_ofMoreSamplesThanTheHeapHolds_isRefused() {
        List<String> problems = new ArrayList<>();
        new MemoryNeeds(MIB, MIB, 2).checkOrder(Datasets.named(Datasets.digits(10), "ten"), problems);
        assertThat(problems).isEmpty();
        new MemoryNeeds(40, MIB, 2).checkOrder(Datasets.named(Datasets.digits(10), "ten"), problems);
        assertThat(problems)
                .containsExactly(
                        "the order of the 10 samples of a pass (ten) takes 1 MiB of Java's heap, which has 1 MiB:"
                                + " take at most 9 of them by Datasets.take, or start Java with a larger heap by -Xmx");
    }

    @Test
    void usualNetworks_fitUsualMachines() {
        assertThat(problems(512, 2048, Gan.dcgan(), TrainingStrategy.standard(), true))
                .isEmpty();
    }

    @Test
    void networks_largerThanTheHeap_areNamedWithNeedAndHeap() {
        assertThat(problems(4096, 1 << 20, features(5000), TrainingStrategy.standard(), false))
                .singleElement()
                .asString()
                .matches(
                        "networks of [\\d,]+ \\(generator\\) and [\\d,]+ \\(discriminator\\) weights take 19,962 MiB of Java's"
                                + " heap, which has 4,096 MiB: set smaller generatorFeatures.*-Xmx");
    }

    @Test
    void checkpoints_holdCopiesOfTheOptimizersState() {
        GanBuilder gan = features(1000);
        assertThat(problems(1000, 1 << 20, gan, TrainingStrategy.standard(), false))
                .isEmpty();
        assertThat(problems(1000, 1 << 20, gan, TrainingStrategy.standard(), true))
                .hasSize(1);
    }

    @Test
    void networks_largerThanTheMachine_areNamed() {
        assertThat(problems(4096, 512, features(1000), TrainingStrategy.standard(), false))
                .singleElement()
                .asString()
                .contains("with gradients and the optimizers' state, this machine has 512 MiB: set smaller");
    }

    @Test
    void batch_thatTheMachineCannotHold_isNamedWithOneThatItCan() {
        List<String> problems =
                problems(4096, 512, features(16), TrainingStrategy.standard().batch(20_000), false);
        assertThat(problems)
                .singleElement()
                .asString()
                .matches("a batch of 20,000 takes [\\d,]+ MiB for what the layers give, this machine has 512 MiB: set"
                        + " batch\\(\\d+\\) or less");
        int fits = Integer.parseInt(problems.get(0).replaceAll(".*batch\\((\\d+)\\).*", "$1"));
        assertThat(fits).isBetween(1_000, 19_999);
        assertThat(problems(4096, 512, features(16), TrainingStrategy.standard().batch(fits), false))
                .isEmpty();
    }

    private static List<String> buffers(long heap, long machine, TrainingStrategy strategy) {
        List<String> problems = new ArrayList<>();
        new MemoryNeeds(heap * MIB, machine * MIB, 2).checkBuffers(100, 784, 784, strategy, problems);
        return problems;
    }

    /** A million fakes of 784 floats are 2,991 MiB; of three steps that are fed ahead, each batch is 64 (784 + 400) bytes. */
    @Test
    void buffersBeyondMemory_areNamedWithWhatFits() {
        TrainingStrategy plain = TrainingStrategy.standard();
        assertThat(buffers(256, 1024, plain.replay(Replay.half(1_000_000))))
                .containsExactly(
                        "the 1,000,000 samples of a replay buffer take 2,991 MiB, there are 1,024 MiB: set replay(...)"
                                + " of 342392 or less");
        assertThat(buffers(256, 1024, plain.replay(Replay.half(342_392)))).isEmpty();
        assertThat(buffers(256, 1024, plain.accumulation(2_000)))
                .containsExactly(
                        "accumulation(2,000) and discriminatorSteps(1) of batches of 64 take 434 MiB, there are 256"
                                + " MiB: set accumulation(1180) or less, or fewer discriminatorSteps(...)");
        assertThat(buffers(256, 1024, plain.accumulation(1_180))).isEmpty();
        assertThat(buffers(256, 1024, plain.discriminatorSteps(2_000)))
                .containsExactly(
                        "accumulation(1) and discriminatorSteps(2,000) of batches of 64 take 434 MiB, there are 256 MiB:"
                                + " set discriminatorSteps(1180) or less, or a smaller batch(...)");
        assertThat(buffers(256, 1024, plain.batch(128_000)))
                .containsExactly(
                        "accumulation(1) and discriminatorSteps(1) of batches of 128,000 take 434 MiB, there are 256 MiB:"
                                + " set batch(75573) or less");
        assertThat(buffers(256, 1024, plain.batch(75_573))).isEmpty();
        assertThat(buffers(256, 1024, plain.standingStatistics(Integer.MAX_VALUE)))
                .singleElement()
                .asString()
                .startsWith(
                        "standing statistics of 2,147,483,647 batches of 64 latents take 52,428,800 MiB, there are 231"
                                + " MiB: set standingStatistics(9437) or less");
        assertThat(buffers(256, 1024, plain.standingStatistics(9_437))).isEmpty();
    }

    @Test
    void threads_upToAFewTimesTheProcessors_areAllowed() {
        List<String> problems = new ArrayList<>();
        new MemoryNeeds(1, 1, 2).checkThreads(16, problems);
        new MemoryNeeds(1, 1, 32).checkThreads(128, problems);
        assertThat(problems).isEmpty();
        new MemoryNeeds(1, 1, 2).checkThreads(17, problems);
        assertThat(problems)
                .containsExactly(
                        "threads 17 are more than 16, which is enough for the 2 processors here: set threads(16) or"
                                + " less, or threads(0) for the physical cores");
    }

    @Test
    void start_withThousandsOfThreads_isRefusedBeforeAnEngineIsAsked() {
        assertThatThrownBy(() -> Gan.dcgan().threads(100_000).start(Datasets.digits(64)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("threads 100,000 are more than ");
    }
}
