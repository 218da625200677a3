package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingStarted;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Events;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of latents that the page chooses. */
@Timeout(60)
class SamplerTest {
    private static final String ASK =
            "{\"run\":\"0\",\"seed\":\"7\",\"count\":\"4\",\"class\":\"-1\",\"move\":[0,0],\"anew\":false}";

    private final LivePage page =
            LivePage.open(LiveOptions.defaults().readOnly().cost(1));
    private final Visitor visitor = new Visitor(page.url());

    @AfterEach
    void close() {
        page.close();
    }

    /** Images of 1 x 2 pixels: the first element of the latent, and a tenth of the second, plus 1/2 for class b. */
    private static Generator generator(List<String> classes) {
        ModelCard card = ModelCard.generator(2, Prior.UNIFORM, Shape.of(1, 1, 2));
        Runner runner = new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] output = new float[2 * count];
                for (int i = 0; i < count; i++) {
                    float shift = classes.isEmpty() ? 0 : inputs.get(1)[2 * i + 1] / 2;
                    output[2 * i] = inputs.get(0)[2 * i] + shift;
                    output[2 * i + 1] = inputs.get(0)[2 * i + 1] / 10 + shift;
                }
                return List.of(output);
            }

            @Override
            public void close() {}
        };
        return Generator.of(classes.isEmpty() ? card : card.conditional("y", classes), runner);
    }

    private void begin(Generator generator) {
        TrainingStarted plain = Events.started(200);
        page.started(new TrainingStarted(
                plain.game(), plain.data(), plain.backend(), plain.device(), 200, 4, generator, plain.run()));
        page.settle(60);
    }

    /** Waits while it is too early for another one. */
    private HttpResponse<byte[]> ask(String body) throws Exception {
        HttpResponse<byte[]> answer = visitor.post("sample", "application/json", body);
        while (answer.statusCode() == 429) {
            Thread.sleep(50);
            answer = visitor.post("sample", "application/json", body);
        }
        return answer;
    }

    private void assertShows(HttpResponse<byte[]> answer, float... values) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(answer.body()));
        for (int x = 0; x < values.length; x++) {
            long expected = Math.round(Math.min(255, Math.max(0, (values[x] + 1) * 127.5)));
            assertThat(shown.getRaster().getSample(x, 0, 0))
                    .as("pixel %s", x)
                    .isBetween((int) expected - 1, (int) expected + 1);
        }
    }

    @Test
    void head_saysWhatCanBeAskedFor() throws Exception {
        begin(generator(List.of("a<", "b")));
        JsonObject sampler = visitor.lines(0, "head").get(0).getAsJsonObject("sampler");
        assertThat(sampler.toString()).isEqualTo("{\"directions\":2,\"far\":1.5,\"classes\":[\"a<\",\"b\"]}");
    }

    @Test
    void latentsOfASeed_areShown_alsoOnAPageThatOnlyLooks() throws Exception {
        Generator generator = generator(List.of());
        begin(generator);
        float[] latent = generator.latents(4, 7).toFloats();
        assertShows(ask(ASK), latent[0], latent[1] / 10);
        // the direction of the larger change is that of the first element
        assertShows(ask(ASK.replace("[0,0]", "[0.25,1]")), latent[0] + 0.25f, (latent[1] + 1) / 10);
        assertShows(ask(ASK.replace("[0,0]", "[]").replace("false", "true")), latent[0], latent[1] / 10);
    }

    @Test
    void classes_areAskedForByPlace() throws Exception {
        Generator generator = generator(List.of("a", "b"));
        begin(generator);
        float[] latent = generator.latents(4, 7).toFloats();
        assertShows(ask(ASK.replace("-1", "0")), latent[0], latent[1] / 10);
        assertShows(ask(ASK.replace("-1", "1")), latent[0] + 0.5f, latent[1] / 10 + 0.5f);
        assertThat(ask(ASK.replace("-1", "2")).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{}",
                "{\"run\":\"0\",\"seed\":\"x\",\"count\":\"4\",\"class\":\"-1\",\"move\":[]}",
                "{\"run\":\"0\",\"seed\":\"99999999999999999999\",\"count\":\"4\",\"class\":\"-1\",\"move\":[]}",
                "{\"run\":\"0\",\"seed\":\"1\",\"count\":\"0\",\"class\":\"-1\",\"move\":[]}",
                "{\"run\":\"0\",\"seed\":\"1\",\"count\":\"65\",\"class\":\"-1\",\"move\":[]}",
                "{\"run\":\"0\",\"seed\":\"1\",\"count\":\"4\",\"class\":\"-2\",\"move\":[]}",
                "{\"run\":\"0\",\"seed\":\"1\",\"count\":\"4\",\"class\":\"0\",\"move\":[]}",
                "{\"run\":\"0\",\"seed\":\"1\",\"count\":\"4\",\"class\":\"-1\",\"move\":[\"NaN\"]}",
                "{\"run\":\"0\",\"seed\":\"1\",\"count\":\"4\",\"class\":\"-1\",\"move\":[1e9]}",
                "{\"run\":\"0\",\"seed\":\"1\",\"count\":\"4\",\"class\":\"-1\",\"move\":[1,2,3]}",
                "{\"run\":\"0\",\"seed\":\"1\",\"count\":\"4\",\"class\":\"-1\",\"move\":{}}",
                "{\"run\":\"-1\",\"seed\":\"1\",\"count\":\"4\",\"class\":\"-1\",\"move\":[]}"
            })
    void nonsense_isRefused(String body) throws Exception {
        begin(generator(List.of()));
        assertThat(ask(body).statusCode()).isEqualTo(400);
    }

    @Test
    void otherRequests_areRefused() throws Exception {
        begin(generator(List.of()));
        assertThat(visitor.get("sample").statusCode()).isEqualTo(405);
        assertThat(visitor.post("sample", "text/plain", ASK).statusCode()).isEqualTo(415);
        assertThat(visitor.post("sample", "application/json", "x".repeat(70_000))
                        .statusCode())
                .isEqualTo(413);
        assertThat(ask(ASK.replace("\"0\"", "\"1\"")).statusCode()).isEqualTo(409);
    }

    /** So often that a run would stand still: of 20 at once, which would take five seconds, some are told to come again. */
    @Test
    void requests_inQuickSuccession_areRefused() throws Exception {
        begin(generator(List.of()));
        ExecutorService people = Executors.newFixedThreadPool(20);
        try {
            List<Callable<Integer>> asked = Collections.nCopies(
                    20, () -> visitor.post("sample", "application/json", ASK).statusCode());
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : people.invokeAll(asked)) {
                answers.add(answer.get());
            }
            assertThat(answers).contains(429).containsOnly(200, 429);
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void run_thatIsOver_isNotAsked() throws Exception {
        begin(generator(List.of()));
        page.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
        page.settle(60);
        assertThat(ask(ASK).statusCode()).isEqualTo(409);
    }

    /** A generator of samples of one shape, which are the latents, each call of which takes some time. */
    private static Generator copying(int size, long millis) {
        return Generator.of(ModelCard.generator(size, Prior.NORMAL, Shape.of(size)), new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                return input.clone();
            }

            @Override
            public void close() {}
        });
    }

    @Test
    void points_areFloats_alongDirections() throws Exception {
        Generator points = copying(2, 0);
        begin(points);
        JsonObject sampler = visitor.lines(0, "head").get(0).getAsJsonObject("sampler");
        assertThat(sampler.toString()).isEqualTo("{\"directions\":2,\"far\":4.0,\"classes\":[]}");
        HttpResponse<byte[]> still = ask(ASK.replace("\"4\"", "\"1000\""));
        assertThat(still.statusCode()).isEqualTo(200);
        assertThat(still.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        float[] latents = points.latents(1000, 7).toFloats();
        assertThat(floats(still)).isEqualTo(latents);
        float[] moved = floats(ask(ASK.replace("\"4\"", "\"1000\"").replace("[0,0]", "[3,4]")));
        for (int i = 0; i < latents.length; i += 2) {
            assertThat(Math.hypot(moved[i] - latents[i], moved[i + 1] - latents[i + 1]))
                    .as("point %s is moved along two directions at right angles", i / 2)
                    .isCloseTo(5, within(1e-4));
        }
        assertThat(ask(ASK.replace("\"4\"", "\"1001\"")).statusCode()).isEqualTo(400);
    }

    private static float[] floats(HttpResponse<byte[]> answer) {
        FloatBuffer values =
                ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    @Test
    void samplesThatAreNeitherImagesNorPoints_areNotOffered() throws Exception {
        begin(copying(3, 0));
        assertThat(visitor.lines(0, "head").get(0).has("sampler")).isFalse();
        assertThat(ask(ASK).statusCode()).isEqualTo(409);
    }

    /** A picture that takes 100 ms may be followed by the next after 10 s if watching may cost 1 %. */
    @Test
    void pictures_keepToTheBudget_unlessTheRunIsPaused() throws Exception {
        try (LivePage frugal = LivePage.open()) {
            TrainingStarted plain = Events.started(200);
            frugal.started(new TrainingStarted(
                    plain.game(), plain.data(), plain.backend(), plain.device(), 200, 4, copying(2, 100), plain.run()));
            frugal.settle(60);
            Visitor other = new Visitor(frugal.url());
            // before the first step pictures hold nothing up, but PNG and the like put the next one off
            HttpResponse<byte[]> first = other.post("sample", "application/json", ASK);
            while (first.statusCode() == 429) {
                Thread.sleep(100);
                first = other.post("sample", "application/json", ASK);
            }
            assertThat(first.statusCode()).isEqualTo(200);
            Thread.sleep(300);
            HttpResponse<byte[]> second = other.post("sample", "application/json", ASK);
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            second.headers().firstValue("Retry-After").orElseThrow()))
                    .as("seconds until the next one; on a machine with other work the picture took longer")
                    .isGreaterThanOrEqualTo(5);
            assertThat(other.command(0, "pause")).isEqualTo(204);
            for (int i = 0; i < 3; i++) {
                assertThat(other.post("sample", "application/json", ASK).statusCode())
                        .isEqualTo(200);
                Thread.sleep(300);
            }
        }
    }
}
