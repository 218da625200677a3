package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.image.Images;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GeneratorTest {
    private static final ModelCard CARD = ModelCard.generator(4, Prior.NORMAL, Shape.of(1, 2, 2));

    private final FakeRunner runner = new FakeRunner(CARD, 0);
    private final Generator generator = Generator.of(CARD, runner);

    private static float mean(float[] values) {
        return (values[0] + values[1] + values[2] + values[3]) / 4;
    }

    @Test
    void images_ofASeed_areThoseOfItsLatents() {
        Images images = generator.generate(3, 5);
        assertThat(images.count()).isEqualTo(3);
        assertThat(images.shape()).isEqualTo(Shape.of(1, 2, 2));
        float mean = mean(Latents.draw(Prior.NORMAL, 4, 3, 5).get(2).toFloats());
        float[] third = generator.samples(Latents.draw(Prior.NORMAL, 4, 3, 5).get(2));
        assertThat(third).containsExactly(new float[] {mean, mean + 0.01f, mean + 0.02f, mean + 0.03f}, within(1e-6f));
    }

    @Test
    void latents_withAThreshold_areTruncated() {
        assertThat(generator.latents(3, 5, 0.7)).isEqualTo(Latents.truncated(4, 3, 5, 0.7));
    }

    @Test
    void latents_ofAUniformPrior_haveNoThreshold() {
        ModelCard uniform = ModelCard.generator(4, Prior.UNIFORM, Shape.of(1, 2, 2));
        Generator other = Generator.of(uniform, new FakeRunner(uniform, 0));
        assertThatThrownBy(() -> other.latents(3, 5, 0.7))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this generator's latents are uniform, in [-1, 1): only normal latents have tails to be cut"
                        + " off by a threshold; use latents(count, seed)");
    }

    @Test
    void sizes_areThoseOfTheCard() {
        assertThat(generator.latentSize()).isEqualTo(4);
        assertThat(generator.shape()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(generator.card()).isEqualTo(CARD);
    }

    /** Batches of 256, the last one smaller; read one at a time. */
    @Test
    void stream_isTheImagesOfTheSeed_inBatches() {
        List<Images> batches = generator.stream(600, 5).toList();
        assertThat(batches).extracting(Images::count).containsExactly(256, 256, 88);
        assertThat(Images.concat(batches).toFloats())
                .isEqualTo(generator.generate(600, 5).toFloats());
    }

    /** A number of which no array could hold the images, nor the latents. */
    @Test
    void stream_generatesWhatIsRead() {
        Images third = generator.stream(3_000_000_000L, 5).skip(2).findFirst().orElseThrow();
        assertThat(runner.counts.size()).isLessThanOrEqualTo(3);
        assertThat(third.toFloats())
                .isEqualTo(generator
                        .generate(generator.latents(768, 5).slice(512, 768))
                        .toFloats());
    }

    @Test
    void stream_ofNone_isRefused() {
        assertThatThrownBy(() -> generator.stream(0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be at least 1, was 0");
    }

    @Test
    void interpolation_goesAlongTheSphere() {
        Latents from = generator.latents(1, 1);
        Latents to = generator.latents(1, 2);
        assertThat(generator.interpolate(from, to, 5).toFloats())
                .containsExactly(generator.generate(Latents.slerp(from, to, 5)).toFloats());
    }

    /** 2^22 elements at once: a million images of 4. */
    @Test
    void largeCount_isRunInParts() {
        int count = (1 << 20) + 3;
        Latents latents = generator.latents(count, 0);
        float[] samples = generator.samples(latents);
        assertThat(runner.counts).containsExactly(1 << 20, 3);
        assertThat(samples).hasSize(4 * count);
        assertThat(samples[4 * (count - 1)]).isEqualTo(generator.samples(latents.get(count - 1))[0]);
    }

    @Test
    void latents_ofAnotherSize_areRefused() {
        assertThatThrownBy(() -> generator.generate(Latents.of(new float[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this generator takes latents of size 4, these have 3");
    }

    @Test
    void points_asImages_areRefused() {
        ModelCard points = ModelCard.generator(4, Prior.NORMAL, Shape.of(2));
        Generator ofPoints = Generator.of(points, new FakeRunner(points, 0));
        assertThatThrownBy(() -> ofPoints.generate(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this generator makes samples of shape (2), which are no images; use samples(latents)");
        assertThat(ofPoints.samples(ofPoints.latents(3, 0))).hasSize(6);
    }

    @Test
    void card_ofADiscriminator_isRefused() {
        assertThatThrownBy(() -> Generator.of(CARD.ofDiscriminator(CARD.output()), runner))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the card is not of a generator but of a discriminator");
        assertThatThrownBy(() -> Discriminator.of(CARD, runner))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the card is not of a discriminator but of a generator");
        assertThatThrownBy(() -> Discriminator.of(ModelCard.extractor(Shape.of(1, 4, 4), 2), runner))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the card is not of a discriminator but of an extractor");
    }

    @Test
    void use_afterClose_isRefused() {
        generator.close();
        assertThatThrownBy(() -> generator.generate(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this generator is closed");
    }

    @Test
    void close_calledTwice_closesTheRunnerOnce() {
        generator.close();
        generator.close();
        assertThat(runner.closed).hasValue(1);
    }

    @Test
    void close_waitsForCallsUnderWay() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        runner.whileRunning = () -> {
            inside.countDown();
            await(goOn);
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Images> call = threads.submit(() -> generator.generate(2, 0));
            await(inside);
            Future<?> closing = threads.submit(generator::close);
            assertThatThrownBy(() -> closing.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            goOn.countDown();
            assertThat(call.get().count()).isEqualTo(2);
            closing.get();
            assertThat(runner.closed).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void callsOf32Threads_giveWhatOneGives() throws Exception {
        float[] alone = generator.generate(8, 3).toFloats();
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<float[]>> calls = new ArrayList<>();
            for (int i = 0; i < 320; i++) {
                calls.add(threads.submit(() -> generator.generate(8, 3).toFloats()));
            }
            for (Future<float[]> call : calls) {
                assertThat(call.get()).containsExactly(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void close_fromWithinACall_isRefusedInsteadOfWaitingForItself() {
        runner.whileRunning = generator::close;
        assertThatThrownBy(() -> generator.generate(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this generator cannot be closed from within one of its own calls, which it would wait for for"
                                + " ever");
        assertThat(runner.closed).hasValue(0);
    }

    /** The runner throws if it is closed under a call, or called when closed. */
    @Test
    void close_amongCallsOf32Threads_refusesTheLaterOnes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 640; i++) {
                boolean closes = i == 320;
                calls.add(threads.submit(() -> closes ? closed() : generatesOrIsClosed()));
            }
            int refused = 0;
            for (Future<Boolean> call : calls) {
                refused += call.get() ? 0 : 1;
            }
            assertThat(refused).isPositive();
            assertThat(runner.closed).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean closed() {
        generator.close();
        return true;
    }

    private boolean generatesOrIsClosed() {
        try {
            generator.generate(1, 0);
            return true;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("this generator is closed");
            return false;
        }
    }

    @Test
    void scores_ofImages_areOneEach() {
        ModelCard card = CARD.ofDiscriminator(CARD.output());
        try (Discriminator discriminator = Discriminator.of(card, new FakeRunner(card, 0))) {
            assertThat(discriminator.score(new float[] {1, 2, 3, 6, 0, 0, 0, 1}))
                    .containsExactly(3, 0.25f);
            assertThat(discriminator.score(generator.generate(3, 0))).hasSize(3);
        }
    }

    @Test
    void scores_ofSamplesThatDoNotFit_areRefused() {
        ModelCard card = CARD.ofDiscriminator(CARD.output());
        Discriminator discriminator = Discriminator.of(card, new FakeRunner(card, 0));
        assertThatThrownBy(() -> discriminator.score(new float[6]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("samples of shape (1, 2, 2) hold 4 values each, the array has 6");
        Images other = Images.of(Shape.of(1, 1, 2), new float[2]);
        assertThatThrownBy(() -> discriminator.score(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this discriminator scores samples of shape (1, 2, 2), these have (1, 1, 2)");
        discriminator.close();
        assertThatThrownBy(() -> discriminator.score(new float[4]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this discriminator is closed");
    }
}
