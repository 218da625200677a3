package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.TrainingData;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TranslationPreview;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Browser;
import io.gan4j.testing.Events;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a page shows of a run of translators. */
@Timeout(180)
class TranslationViewTest {
    private static final Shape IMAGE = Shape.of(1, 2, 3);

    private final LivePage page = LivePage.open(LiveOptions.defaults().cost(1));

    @AfterEach
    void close() {
        page.close();
    }

    /** Makes the negative of an image. */
    private static ImageTranslator negative() {
        Runner runner = new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = new float[input.length];
                for (int i = 0; i < output.length; i++) {
                    output[i] = -input[i];
                }
                return output;
            }

            @Override
            public void close() {}
        };
        return ImageTranslator.of(ModelCard.translator("x", IMAGE, IMAGE, Range.MINUS_ONE_TO_ONE), runner);
    }

    private static Dataset grey(int brightness) {
        byte[][] images = new byte[3][6];
        for (byte[] image : images) {
            Arrays.fill(image, (byte) brightness);
        }
        return Datasets.pixels(IMAGE, images);
    }

    private TranslationPreview preview(TrainingData data, String... names) {
        ImmutableMap.Builder<String, ImageTranslator> translators = ImmutableMap.builder();
        for (String name : names) {
            translators.put(name, negative());
        }
        return TranslationPreview.of(translators.buildOrThrow(), data).orElseThrow();
    }

    private Visitor begin(TranslationPreview preview) {
        TrainingStarted plain = Events.started(200);
        page.started(new TrainingStarted(
                plain.game(),
                plain.data(),
                plain.backend(),
                plain.device(),
                200,
                4,
                null,
                preview,
                plain.stages(),
                plain.run()));
        page.settle(60);
        return new Visitor(page.url());
    }

    private static TrainingData pairs() {
        return TrainingData.of(Datasets.pairs(grey(55), grey(155)));
    }

    @Test
    void sheet_hasARowForEachSample_andSaysWhatIsWhere() throws Exception {
        Visitor visitor = begin(preview(pairs(), "translator"));
        JsonObject head = visitor.lines(0, "head").get(0);
        assertThat(head.get("view").getAsString()).isEqualTo("translations");
        assertThat(head.get("samples").getAsInt()).isEqualTo(3);
        assertThat(head.get("shape").toString()).isEqualTo("[1,2,3]");
        assertThat(head.get("columns").toString()).isEqualTo("[\"given\",\"made\",\"true\"]");
        BufferedImage sheet =
                ImageIO.read(new ByteArrayInputStream(visitor.get("frame/0/0").body()));
        assertThat(sheet.getWidth()).isEqualTo(3 * 3 + 2 * 2);
        assertThat(sheet.getHeight()).isEqualTo(3 * 2 + 2 * 2);
        assertThat(sheet.getRaster().getSample(0, 0, 0)).isEqualTo(55);
        assertThat(sheet.getRaster().getSample(5, 4, 0)).isEqualTo(200);
        assertThat(sheet.getRaster().getSample(10, 8, 0)).isEqualTo(155);
        assertThat(visitor.get("real/0").statusCode()).isEqualTo(204);
    }

    @Test
    void headings_ofTwoTranslators_nameThem() {
        TrainingData unpaired = TrainingData.of("a", grey(1), "b", grey(2));
        assertThat(preview(unpaired, "a-to-b", "b-to-a").headings())
                .containsExactly("given, a-to-b", "made, a-to-b", "given, b-to-a", "made, b-to-a");
    }

    @Test
    void everyReport_mayHaveAPicture() throws Exception {
        Visitor visitor = begin(preview(pairs(), "translator"));
        page.progressed(Events.progress(100, 200, Duration.ofSeconds(1)));
        page.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
        page.settle(60);
        assertThat(visitor.lines(0, "frame")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(visitor.lines(0, "problem")).isEmpty();
    }

    @Test
    void browser_showsRows_withADivider(@TempDir Path folder) throws Exception {
        begin(preview(pairs(), "translator"));
        try (Browser browser = Browser.start(folder)) {
            Path file =
                    Files.writeString(folder.resolve("run.html"), page.replay().html());
            browser.open(file.toUri().toString());
            browser.await(
                    "document.querySelector('.close-up p + canvas') && document.querySelector('.close-up canvas').width === 3");
            assertThat(browser.text(".sheet figcaption")).isEqualTo("In each row from the left: given, made, true");
            String pixel =
                    "document.querySelector('.close-up canvas').getContext('2d').getImageData(%d, 1, 1, 1).data[0]";
            assertThat(browser.evaluate(String.format(Locale.ROOT, pixel, 0)).getAsInt())
                    .isEqualTo(55);
            assertThat(browser.evaluate(String.format(Locale.ROOT, pixel, 2)).getAsInt())
                    .isEqualTo(200);
            browser.evaluate(
                    "{const divider = document.querySelector('.close-up input[type=range]'); divider.value = 100;"
                            + " divider.dispatchEvent(new Event('input')); 0}");
            assertThat(browser.evaluate(String.format(Locale.ROOT, pixel, 2)).getAsInt())
                    .isEqualTo(55);
            assertThat(browser.text(".close-up > p:last-child"))
                    .isEqualTo("Row 1, step 0: left of the divider given, right of it made");
            // of this test's own looking at pixels
            assertThat(browser.complaints()).allMatch(text -> text.contains("willReadFrequently"));
        }
    }

    @Test
    void browser_asksForLatents(@TempDir Path folder) throws Exception {
        page.started(Events.started(200));
        page.settle(60);
        try (Browser browser = Browser.start(folder)) {
            browser.open(page.url());
            browser.await("document.querySelector('.explorer')");
            assertThat(browser.evaluate("document.querySelectorAll('.explorer input[type=range]').length")
                            .getAsInt())
                    .isEqualTo(2);
            browser.evaluate("document.querySelector('.explorer').open = true");
            browser.await("document.querySelector('.explorer img').naturalWidth === 4 * 2 + 3 * 2");
            assertThat(browser.text(".explorer .sheet p")).isEqualTo("16 images of seed 1, as the generator is now.");
            browser.evaluate("{const seed = document.querySelector('.explorer input'); seed.value = 'x';"
                    + " seed.dispatchEvent(new Event('input')); 0}");
            browser.await(
                    "document.querySelector('.explorer .sheet p').textContent.startsWith('A seed is a whole number')");
            page.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
            browser.await("!document.querySelector('.explorer')");
            // the browser tells of the one request that was refused
            assertThat(browser.complaints()).hasSize(1).allMatch(text -> text.contains("400 (Bad Request)"));
        }
    }
}
