package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.TrainingData;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.event.TranslationPreview;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Browser;
import io.gan4j.testing.Events;
import io.gan4j.testing.Looks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each state of the live page, and of the page over run folders, for everybody; skipped without a {@link Browser}. */
@Timeout(400)
class PageLooksTest {
    private static final Shape IMAGE = Shape.of(1, 8, 8);

    @TempDir
    private static Path folder;

    private static @Nullable Browser browser;

    private final LivePage page = LivePage.open(LiveOptions.defaults().cost(1));

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(folder);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void close() {
        page.close();
    }

    private static Browser browser() {
        Browser present = browser;
        if (present == null) {
            throw new IllegalStateException("the browser was not started");
        }
        return present;
    }

    /** Something of the latents and the condition at each place of a sample. */
    private static Generator generator(ModelCard card) {
        int size = card.sample().size();
        return Generator.of(card, new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] output = new float[count * size];
                for (int i = 0; i < output.length; i++) {
                    float shift = inputs.size() > 1 ? inputs.get(1)[i / size * 2] : 0;
                    output[i] = (float) Math.tanh(inputs.get(0)[i / size * 2 + i % 2] + shift * (i % 8 - 4) / 4);
                }
                return List.of(output);
            }

            @Override
            public void close() {}
        });
    }

    private static Dataset images() {
        byte[][] pixels = new byte[100][IMAGE.size()];
        for (int i = 0; i < pixels.length * IMAGE.size(); i++) {
            pixels[i / IMAGE.size()][i % IMAGE.size()] = (byte) (i * 7);
        }
        return Datasets.named(Datasets.pixels(IMAGE, pixels), "stripes");
    }

    private void begin(Dataset data, @Nullable Generator generator, @Nullable TranslationPreview preview) {
        TrainingStarted plain = Events.started(200);
        page.started(new TrainingStarted(
                plain.game(),
                data,
                plain.backend(),
                plain.device(),
                200,
                4,
                generator,
                preview,
                plain.stages(),
                plain.run()));
        for (int step = 20; step <= 100; step += 20) {
            page.progressed(Events.progress(step, 200, Duration.ofSeconds(step), 1f / step));
        }
        page.settle(60);
    }

    private void open(String ready) throws Exception {
        browser().open(page.url());
        browser().await(ready);
    }

    @Test
    void images_ofClasses_withEventsAndMeasurements() throws Exception {
        begin(
                images(),
                generator(ModelCard.generator(2, Prior.NORMAL, IMAGE).conditional("y", List.of("left", "right"))),
                null);
        Protocol protocol = new Protocol(100, 200, "train", "none", "pixels", "hash", 7);
        for (int step = 20; step <= 80; step += 20) {
            Measurement measured =
                    new Measurement("FID", 200 - step, 190 - step, 210 - step, Better.LOWER, protocol, List.of());
            page.evaluated(new TrainingEvaluated(step, measured, step, 3));
        }
        page.wentBack(new TrainingWentBack(100, "generator", "its loss is not finite", 80, 1, 3, 0.5));
        page.settle(60);
        open("document.querySelector('.explorer') && document.querySelectorAll('.chart').length >= 4");
        browser().evaluate("document.querySelector('.explorer').open = true");
        browser().await("document.querySelector('.explorer img').naturalWidth > 0");
        Looks.check(browser(), "live-images");
        browser()
                .evaluate(
                        "[...document.querySelectorAll('#controls button')].find(one => one.textContent === 'Pause').click()");
        browser().await("document.querySelector('.runs').textContent.includes('paused')");
        browser()
                .evaluate(
                        "document.querySelectorAll('details').forEach(one => { one.open = true; });\n"
                                + "[...document.querySelectorAll('#controls button')].find(one => one.textContent === 'Stop\u2026').click()");
        Looks.check(browser(), "live-stop");
        page.close();
        browser().await("!document.getElementById('connection').hidden");
        browser().evaluate("document.getElementById('confirm').close()");
        Looks.check(browser(), "live-ended");
    }

    @Test
    void points_withLatentsThatAreTried() throws Exception {
        begin(Datasets.ring(8), generator(ModelCard.generator(2, Prior.NORMAL, Shape.of(2))), null);
        open("document.querySelector('.explorer')");
        browser().evaluate("document.querySelector('.explorer').open = true");
        browser()
                .await("document.querySelector('.explorer .sheet p').textContent === '1,000 points of seed 1, as the"
                        + " generator is now.'");
        Looks.check(browser(), "live-points");
    }

    @Test
    void translations() throws Exception {
        ImageTranslator copy = ImageTranslator.of(
                ModelCard.translator("x", IMAGE, IMAGE, Range.MINUS_ONE_TO_ONE), new Runner.Single() {
                    @Override
                    public float[] run(float[] input, int count) {
                        return input.clone();
                    }

                    @Override
                    public void close() {}
                });
        begin(
                images(),
                null,
                TranslationPreview.of(
                                ImmutableMap.of("translator", copy),
                                TrainingData.of(Datasets.pairs(images(), images())))
                        .orElseThrow());
        open("document.querySelector('.close-up canvas') && document.querySelector('.close-up canvas').width === 8");
        Looks.check(browser(), "live-translations");
    }

    @Test
    void nothingYet_andARunThatIsOver() throws Exception {
        open("document.getElementById('waiting') && !document.getElementById('waiting').hidden");
        Looks.check(browser(), "live-empty");
        begin(images(), generator(ModelCard.generator(2, Prior.NORMAL, IMAGE)), null);
        page.ended(Events.ended(100, TrainingEnded.Outcome.STOPPED));
        browser()
                .await(
                        "document.querySelector('.runs') && document.querySelector('.runs').textContent.includes('stopped')");
        Looks.check(browser(), "live-stopped");
    }

    @Test
    void runFolders_sideBySide_andAReplay() throws Exception {
        Path one = FolderPageTest.run(folder.resolve("one"));
        Path two = FolderPageTest.run(folder.resolve("two"));
        try (FolderPage watched = FolderPage.open(List.of(one, two))) {
            browser().open(watched.url());
            browser().await("document.querySelectorAll('.sheet img').length >= 2");
            Looks.check(browser(), "watch");
        }
        Path file = folder.resolve("run.html");
        Replay.of(one).write(file);
        browser().open(file.toUri().toString());
        browser().await("document.querySelectorAll('.sheet img').length >= 1");
        Looks.check(browser(), "replay");
    }

    /** What finds nothing must be able to find something. */
    @Test
    void pageWithFaults_isNotForEverybody() throws Exception {
        browser().open("data:text/html,<title>x</title><p style='color:%23ccc'>pale<img src='x'>");
        browser().await("document.querySelector('img')");
        assertThatThrownBy(() -> Looks.check(browser(), "faults"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("image-alt img", "color-contrast p", "html-has-lang html");
    }
}
