package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Events;
import io.gan4j.testing.RecordedControl;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page is told of a run, and what it shows of it over HTTP. */
@Timeout(60)
class LivePageTest {
    private final LivePage page = LivePage.open();
    private final Visitor visitor = new Visitor(page.url());
    private final TrainingStarted start = Events.started(200);

    @AfterEach
    void close() {
        page.close();
    }

    private RecordedControl asked() {
        return (RecordedControl) start.run();
    }

    private static TrainingStarted of(Dataset data, Generator generator) {
        TrainingStarted plain = Events.started(200);
        return new TrainingStarted(plain.game(), data, plain.backend(), plain.device(), 200, 4, generator, plain.run());
    }

    private List<JsonObject> lines(int run, String kind) throws Exception {
        page.settle(60);
        return visitor.lines(run, kind);
    }

    /** The frames of the first run, which are this many at least. */
    private List<JsonObject> frames(int count) throws Exception {
        List<JsonObject> frames = lines(0, "frame");
        assertThat(frames).hasSizeGreaterThanOrEqualTo(count);
        return frames;
    }

    @Test
    void run_isDescribedBeforeItsFirstStep() throws Exception {
        page.started(start);
        JsonObject head = lines(0, "head").get(0);
        assertThat(head.get("title").getAsString()).isEqualTo("dots, 500 images");
        assertThat(head.get("shape").toString()).isEqualTo("[1,2,2]");
        assertThat(head.get("steps").getAsLong()).isEqualTo(200);
        assertThat(head.get("backend").getAsString()).isEqualTo("Abacus 1.0");
        assertThat(head.get("view").getAsString()).isEqualTo("images");
        assertThat(head.get("control").getAsBoolean()).isTrue();
        assertThat(head.getAsJsonArray("networks")).hasSize(2);
        assertThat(lines(0, "state").get(0).get("state").getAsString()).isEqualTo("running");
    }

    @Test
    void report_hasEveryValueOfTheRun() throws Exception {
        page.started(start);
        page.progressed(Events.progress(50, 200, Duration.ofMillis(1500)));
        JsonObject report = lines(0, "report").get(0);
        assertThat(report.get("step").getAsLong()).isEqualTo(50);
        assertThat(report.get("epoch").getAsDouble()).isEqualTo(1);
        assertThat(report.get("seconds").getAsDouble()).isEqualTo(1.5);
        assertThat(report.get("speed").getAsDouble()).isEqualTo(640.25);
        assertThat(report.getAsJsonObject("values").toString())
                .isEqualTo(
                        "{\"discriminator loss\":0.5,\"real score\":2.0,\"fake score\":-1.0E-4,\"generator loss\":1.25}");
    }

    @Test
    void valueThatIsNotFinite_isNull() throws Exception {
        page.started(start);
        page.progressed(Events.progress(50, 200, Duration.ZERO, Float.NaN));
        assertThat(lines(0, "report")
                        .get(0)
                        .getAsJsonObject("values")
                        .get("discriminator loss")
                        .isJsonNull())
                .isTrue();
    }

    @Test
    void measurement_hasItsIntervalAndTheBestStep() throws Exception {
        page.started(start);
        Protocol protocol = new Protocol(100, 200, "train", "none", "pixels", "hash", 7);
        Measurement measured = new Measurement("FID", 12.5, 12, 13, Better.LOWER, protocol, List.of());
        page.evaluated(new TrainingEvaluated(50, measured, 40, 11));
        JsonObject line = lines(0, "measurement").get(0);
        assertThat(line.get("metric").getAsString()).isEqualTo("FID");
        assertThat(line.get("value").getAsDouble()).isEqualTo(12.5);
        assertThat(line.get("low").getAsDouble()).isEqualTo(12);
        assertThat(line.get("better").getAsString()).isEqualTo("lower");
        assertThat(line.get("best_step").getAsLong()).isEqualTo(40);
    }

    @Test
    void return_toACheckpoint_isTold() throws Exception {
        page.started(start);
        page.wentBack(new TrainingWentBack(70, "generator", "<b>loss</b> is NaN", 60, 1, 3, 0.5));
        assertThat(lines(0, "back").get(0).toString())
                .isEqualTo(
                        "{\"kind\":\"back\",\"diverged_step\":70,\"back_to_step\":60,\"time\":1,\"times\":3,\"rate\":0.5,"
                                + "\"player\":\"generator\",\"cause\":\"<b>loss</b> is NaN\"}");
        page.settle(60);
        assertThat(visitor.text("lines/0/9/0")).as("markup is escaped").doesNotContain("<b>");
    }

    @Test
    void stage_isTold() throws Exception {
        page.started(start);
        page.stageBegan(new TrainingStage("8 to 16 px", 2, 3, 51, 75));
        assertThat(lines(0, "stage").get(0).toString())
                .isEqualTo(
                        "{\"kind\":\"stage\",\"first_step\":51,\"last_step\":75,\"stage\":\"8 to 16 px\",\"number\":2,"
                                + "\"count\":3}");
    }

    @Test
    void frame_isTheSheetOfTheSameLatents_asPng() throws Exception {
        page.started(start);
        JsonObject frame = frames(1).get(0);
        assertThat(frame.get("step").getAsLong()).isZero();
        byte[] png = visitor.get("frame/0/" + frame.get("id").getAsLong()).body();
        assertThat(png).hasSize(frame.get("bytes").getAsInt());
        // 64 images of 2 x 2, 8 a row, 2 pixels between them
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(8 * 2 + 7 * 2);
    }

    @Test
    void real_isASheetOfTheData_withoutTheMarkOfSyntheticMedia() throws Exception {
        page.started(start);
        frames(1);
        byte[] png = visitor.get("real/0").body();
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(30);
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).doesNotContain("trainedAlgorithmicMedia");
        byte[] generated = visitor.get("frame/0/0").body();
        assertThat(new String(generated, StandardCharsets.ISO_8859_1)).contains("trainedAlgorithmicMedia");
    }

    @Test
    void lastStep_hasAFrame_whateverTheBudget() throws Exception {
        page.started(start);
        for (int step = 1; step <= 200; step++) {
            page.progressed(Events.progress(step, 200, Duration.ZERO));
        }
        page.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
        List<JsonObject> frames = frames(2);
        assertThat(frames.get(frames.size() - 1).get("step").getAsLong()).isEqualTo(200);
        // all within far less than a second: the budget lets through the first and the last
        assertThat(frames).hasSizeLessThan(10);
        assertThat(lines(0, "state").get(0).get("state").getAsString()).isEqualTo("finished");
    }

    @Test
    void stoppedRun_hasAFrameOfItsLastStep() throws Exception {
        page.started(start);
        page.ended(Events.ended(17, TrainingEnded.Outcome.STOPPED));
        assertThat(frames(2).get(1).get("step").getAsLong()).isEqualTo(17);
    }

    @Test
    void points_areFloatsLittleEndFirst() throws Exception {
        Generator generator = Generator.of(ModelCard.generator(2, Prior.NORMAL, Shape.of(2)), new Echo(2, 2));
        float[][] data = {{1, 2}, {3, 4}};
        page.started(of(Datasets.points(data), generator));
        long id = frames(1).get(0).get("id").getAsLong();
        byte[] bytes = visitor.get("frame/0/" + id).body();
        float[] expected = generator.samples(generator.latents(1000, 0));
        float[] points = new float[2000];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(points);
        assertThat(points).isEqualTo(expected);
        ByteBuffer real = ByteBuffer.wrap(visitor.get("real/0").body()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(real.getFloat(0), real.getFloat(8))).containsExactlyInAnyOrder(1f, 3f);
    }

    @Test
    void conditionalGenerator_hasARowForEachClass() throws Exception {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(1, 1, 1))
                .conditional("y", List.of("cat", "dog<script>", "fish"));
        Dataset data = Datasets.labelled(
                Datasets.pixels(Shape.of(1, 1, 1), new byte[30][1]),
                List.of("cat", "dog<script>", "fish"),
                new int[30]);
        page.started(of(data, Generator.of(card, new ClassRunner())));
        byte[] png =
                visitor.get("frame/0/" + frames(1).get(0).get("id").getAsLong()).body();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        // 16 columns of one pixel, the most of a class, 3 rows, 2 pixels between
        assertThat(image.getWidth()).isEqualTo(16 + 15 * 2);
        assertThat(image.getHeight()).isEqualTo(3 + 2 * 2);
        // class k is of brightness k - 1: black, grey, white
        assertThat(List.of(
                        image.getRaster().getSample(0, 0, 0), image.getRaster().getSample(0, 6, 0)))
                .containsExactly(0, 255);
        assertThat(lines(0, "head").get(0).get("classes").toString()).isEqualTo("[\"cat\",\"dog<script>\",\"fish\"]");
        page.settle(60);
        assertThat(visitor.text("lines/0/9/0")).doesNotContain("<script>");
    }

    @Test
    void samplesOfAnotherShape_haveNoView() throws Exception {
        Generator generator = Generator.of(ModelCard.generator(2, Prior.NORMAL, Shape.of(7)), new Echo(2, 7));
        page.started(of(Datasets.points(new float[10][7]), generator));
        page.progressed(Events.progress(50, 200, Duration.ZERO));
        assertThat(lines(0, "head").get(0).get("view").getAsString()).isEqualTo("none");
        assertThat(lines(0, "report")).hasSize(1);
        assertThat(lines(0, "frame")).isEmpty();
        assertThat(visitor.get("real/0").statusCode()).isEqualTo(204);
    }

    @Test
    void runWithoutAGenerator_hasItsChartsAlone() throws Exception {
        page.started(of(start.data(), null));
        page.progressed(Events.progress(50, 200, Duration.ZERO));
        page.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
        assertThat(lines(0, "head").get(0).get("view").getAsString()).isEqualTo("none");
        assertThat(lines(0, "report")).hasSize(1);
        assertThat(lines(0, "frame")).isEmpty();
        assertThat(lines(0, "state").get(0).get("state").getAsString()).isEqualTo("finished");
    }

    /** Hostile in every way that a name can be. */
    @Test
    void names_fromOutside_areShortAndVisible() throws Exception {
        String name = "\u202e<img src=x onerror=alert(1)>\u001b[31m\n" + "x".repeat(10_000);
        page.started(of(Datasets.named(start.data(), name), start.generator()));
        String title = lines(0, "head").get(0).get("title").getAsString();
        assertThat(title)
                .startsWith("\\u202e<img src=x onerror=alert(1)>\\u001b[31m")
                .hasSizeLessThan(500);
        page.settle(60);
        assertThat(visitor.text("lines/0/9/0")).doesNotContain("<img", "\u202e", "\u001b");
    }

    @Test
    void commands_reachTheRun() throws Exception {
        page.started(start);
        assertThat(visitor.command(0, "pause")).isEqualTo(204);
        assertThat(lines(0, "state").get(0).get("state").getAsString()).isEqualTo("paused");
        assertThat(visitor.command(0, "report")).isEqualTo(204);
        assertThat(lines(0, "state").get(0).get("state").getAsString()).isEqualTo("running");
        page.progressed(Events.progress(50, 200, Duration.ZERO));
        assertThat(lines(0, "state").get(0).get("state").getAsString()).isEqualTo("paused");
        assertThat(visitor.command(0, "resume")).isEqualTo(204);
        assertThat(visitor.command(0, "stop")).isEqualTo(204);
        assertThat(asked().asked).containsExactly("pause", "resume", "pause", "resume", "stop");
        page.ended(Events.ended(50, TrainingEnded.Outcome.STOPPED));
        assertThat(visitor.command(0, "pause")).isEqualTo(409);
        assertThat(visitor.command(1, "pause")).isEqualTo(409);
    }

    @Test
    void readOnlyPage_changesNothing() throws Exception {
        try (LivePage readOnly = LivePage.open(LiveOptions.defaults().readOnly())) {
            readOnly.started(start);
            Visitor reader = new Visitor(readOnly.url());
            assertThat(reader.command(0, "stop")).isEqualTo(409);
            assertThat(reader.lines(0, "head").get(0).get("control").getAsBoolean())
                    .isFalse();
            assertThat(asked().asked).isEmpty();
        }
    }

    @Test
    void close_ofAPausedRun_letsItGoOn() throws Exception {
        page.started(start);
        visitor.command(0, "pause");
        page.close();
        assertThat(asked().asked).containsExactly("pause", "resume");
        page.close();
        assertThat(asked().asked).hasSize(2);
    }

    @Test
    void eventsAfterClose_areIgnored() {
        page.started(start);
        page.close();
        assertThatCode(() -> {
                    page.progressed(Events.progress(50, 200, Duration.ZERO));
                    page.started(start);
                    page.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
                })
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> visitor.text("stories")).isInstanceOf(ConnectException.class);
        assertThat(asked().asked).as("what the run was asked for").isEmpty();
    }

    @Test
    void stream_tellsAtOnce_atNews_andAtTheEnd() throws Exception {
        try (Visitor.Events events = visitor.events()) {
            assertThat(events.response.headers().firstValue("Content-Type"))
                    .hasValue("text/event-stream; charset=utf-8");
            assertThat(events.next()).isEqualTo("news []");
            page.started(start);
            assertThat(events.next()).startsWith("news [[0,");
            Thread closing = new Thread(page::close);
            closing.start();
            String event = events.next();
            while (event != null && event.startsWith("news")) {
                event = events.next();
            }
            assertThat(event).startsWith("end [[0,");
            closing.join();
        }
    }

    @Test
    void secondRun_isShownBesideTheFirst() throws Exception {
        page.started(start);
        page.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
        page.started(Events.started(300));
        page.progressed(Events.progress(50, 300, Duration.ZERO));
        assertThat(lines(0, "report")).isEmpty();
        assertThat(lines(1, "report")).hasSize(1);
        assertThat(lines(1, "head").get(0).get("steps").getAsLong()).isEqualTo(300);
        assertThat(visitor.text("stories")).matches("\\[\\[0,\\d+],\\[0,\\d+]]");
    }

    @Test
    void portInUse_isNamed() {
        int port = visitor.port();
        LiveOptions same = LiveOptions.defaults().port(port);
        assertThatThrownBy(() -> LivePage.open(same))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("port " + port + " of 127.0.0.1 cannot be had: ")
                .hasMessageEndingWith("; give another one, or none for one that is free");
    }

    @Test
    void twoPages_areServedSideBySide() throws Exception {
        try (LivePage other = LivePage.open()) {
            page.started(start);
            assertThat(new Visitor(other.url()).text("stories")).isEqualTo("[]");
            assertThat(visitor.text("stories")).startsWith("[[0,");
        }
    }

    @Test
    void failingGenerator_isLoggedOnce_andTheRunGoesOn() throws Exception {
        Generator broken = Generator.of(ModelCard.generator(2, Prior.NORMAL, Shape.of(2)), new Echo(2, 2) {
            @Override
            public float[] run(float[] input, int count) {
                throw new IllegalStateException("no evaluator today");
            }
        });
        TrainingListener listener = page;
        listener.started(of(Datasets.points(new float[10][2]), broken));
        listener.progressed(Events.progress(200, 200, Duration.ZERO));
        listener.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
        assertThat(visitor.get("").statusCode()).isEqualTo(200);
    }

    @Test
    void samplesThatAreNotFinite_haveNoPicture_andAreTold() throws Exception {
        Generator broken = Generator.of(ModelCard.generator(1, Prior.NORMAL, Shape.of(1, 1, 1)), new Echo(1, 1) {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = new float[count];
                Arrays.fill(output, Float.NaN);
                return output;
            }
        });
        page.started(of(Datasets.pixels(Shape.of(1, 1, 1), new byte[10][1]), broken));
        assertThat(lines(0, "problem").get(0).get("text").getAsString())
                .startsWith("a picture could not be made: image 0 holds NaN, which has no colour");
        assertThat(lines(0, "frame")).isEmpty();
    }

    /** Gives the beginning of its input, or zeros behind it. */
    static class Echo implements Runner.Single {
        private final int in;
        private final int out;

        Echo(int in, int out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public float[] run(float[] input, int count) {
            float[] output = new float[count * out];
            for (int i = 0; i < count; i++) {
                System.arraycopy(input, i * in, output, i * out, Math.min(in, out));
            }
            return output;
        }

        @Override
        public void close() {}
    }

    /** Gives each sample the brightness of its class. */
    private static final class ClassRunner implements Runner {
        @Override
        public List<float[]> run(List<float[]> inputs, int count) {
            float[] weights = inputs.get(1);
            float[] output = new float[count];
            for (int i = 0; i < count; i++) {
                output[i] = -weights[3 * i] + weights[3 * i + 2];
            }
            return List.of(output);
        }

        @Override
        public void close() {}
    }

    /** A generator that is asked after its run is over throws, and the page must say that the run is over all the same. */
    @Test
    void end_isTold_thoughTheGeneratorIsGone() throws Exception {
        boolean[] gone = {false};
        Shape shape = Shape.of(1, 2, 2);
        Runner runner = new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                if (gone[0]) {
                    throw new IllegalStateException("this run is over");
                }
                return new float[count * shape.size()];
            }

            @Override
            public void close() {}
        };
        byte[][] images = new byte[20][];
        for (int i = 0; i < images.length; i++) {
            images[i] = new byte[] {0, -1, -1, 0};
        }
        Generator generator = Generator.of(ModelCard.generator(2, Prior.NORMAL, shape), runner);
        page.started(of(Datasets.pixels(shape, images), generator));
        page.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
        gone[0] = true;
        assertThat(lines(0, "state"))
                .extracting(line -> line.get("state").getAsString())
                .contains("finished");
        assertThat(lines(0, "advice"))
                .extracting(line -> line.get("seen").getAsString())
                .anyMatch(seen -> seen.startsWith("the generated images are nearly blank"));
    }
}
