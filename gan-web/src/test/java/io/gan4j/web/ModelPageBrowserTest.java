package io.gan4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.gan4j.image.Gif;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.LatentDirections;
import io.gan4j.inference.Latents;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import io.gan4j.testing.Browser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages in a real browser, opened from the disk. Skipped without one, see {@link Browser}. */
@Timeout(180)
class ModelPageBrowserTest {
    private static final String READY = "document.body.dataset.ready === 'yes'";

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        browser = Browser.start(folder);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private void open(String html) throws Exception {
        Path file = Files.writeString(folder.resolve("page.html"), html);
        browser.open(file.toUri().toString());
        browser.await("document.getElementById('proof') && (" + READY + " || document.querySelector('#proof.bad'))");
    }

    private void openModel(byte[] model) throws Exception {
        open(ModelPage.of(model, Models.OPTIONS).html());
    }

    private void set(String control, String value) throws Exception {
        String turn = browser.evaluate("document.body.dataset.turn").getAsString();
        browser.evaluate("{const it = " + control + "; it.value = '" + value
                + "'; it.dispatchEvent(new Event('input')); it.dispatchEvent(new Event('change')); 0}");
        browser.await("document.body.dataset.turn !== '" + turn + "'");
    }

    /** A canvas as it is, compared with what Java makes; colors may be rounded the other way. */
    private void assertShows(String canvas, Images expected) throws Exception {
        String url = browser.evaluate(canvas + ".toDataURL()").getAsString();
        BufferedImage shown =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1))));
        BufferedImage java = expected.toBufferedImage();
        assertThat(List.of(shown.getWidth(), shown.getHeight())).isEqualTo(List.of(java.getWidth(), java.getHeight()));
        for (int y = 0; y < java.getHeight(); y++) {
            for (int x = 0; x < java.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    int difference = (shown.getRGB(x, y) >> shift & 0xFF) - (rgb(java, x, y) >> shift & 0xFF);
                    assertThat(Math.abs(difference)).as("pixel %s, %s", x, y).isLessThanOrEqualTo(1);
                }
            }
        }
    }

    /** Java translates a grey of 8 bits between color spaces; the value itself is meant. */
    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRaster().getNumBands() == 1
                ? image.getRaster().getSample(x, y, 0) * 0x010101
                : image.getRGB(x, y);
    }

    @Test
    void images_ofASeed_areJavas() throws Exception {
        byte[] model = Models.images();
        openModel(model);
        assertThat(browser.text("#proof"))
                .startsWith("\u2713 Same as the trainer: the largest difference over 1 test vector is ");
        try (Generator generator = Generator.load(model, Models.OPTIONS)) {
            assertShows(
                    "document.querySelector('#view canvas')",
                    generator.generate(16, 42).grid());
            assertThat(browser.text("#view code")).isEqualTo("generator.generate(16, 42)");
            set("document.querySelector('input[type=text]')", "-7000000000");
            assertShows(
                    "document.querySelector('#view canvas')",
                    generator.generate(16, -7000000000L).grid());
            assertThat(browser.text("#view code")).isEqualTo("generator.generate(16, -7000000000L)");
            set("document.querySelectorAll('fieldset input')[1]", "-2.5");
            LatentDirections directions = LatentDirections.of(generator, 2);
            assertShows(
                    "document.querySelector('#view canvas')",
                    generator
                            .generate(directions.moved(generator.latents(16, -7000000000L), 0, -2.5))
                            .grid());
        }
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(address -> address.matches("(file|blob):.*"));
    }

    @Test
    void classes_areAskedForInRowsAndByName() throws Exception {
        byte[] model = Models.conditional(List.of("a", "<b>", "c"));
        openModel(model);
        try (Generator generator = Generator.load(model, Models.OPTIONS)) {
            assertShows(
                    "document.querySelector('#view canvas')",
                    generator.generateEveryClass(16, 42).grid(16));
            set("document.querySelectorAll('select')[0]", "1");
            assertShows(
                    "document.querySelector('#view canvas')",
                    generator.generate(16, 42, Conditions.of("<b>")).grid());
            set("document.querySelectorAll('select')[0]", "drawn");
            assertShows(
                    "document.querySelector('#view canvas')",
                    generator.generate(16, 42).grid());
        }
        assertThat(browser.evaluate("document.querySelectorAll('b').length").getAsInt())
                .isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void psi_truncatesStyles() throws Exception {
        byte[] model = Models.styled();
        openModel(model);
        try (StyledGenerator generator = StyledGenerator.load(model, Models.OPTIONS)) {
            assertShows(
                    "document.querySelector('#view canvas')",
                    generator.generate(16, 42, 1).grid());
            set("document.querySelector('label.slider input')", "0.5");
            assertShows(
                    "document.querySelector('#view canvas')",
                    generator.generate(16, 42, 0.5).grid());
            assertThat(browser.text("#view code")).isEqualTo("styled.generate(16, 42, 0.5)");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void points_areShown() throws Exception {
        openModel(Models.points());
        assertThat(browser.text("#view p")).startsWith("500 generated points of seed 42, mean (");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void picture_isTranslatedAsInJava() throws Exception {
        byte[] model = Models.translator();
        openModel(model);
        Images given = Images.of(Shape.of(1, 8, 8), grey());
        String png = Base64.getEncoder().encodeToString(given.toPng());
        browser.evaluate("{const bytes = Uint8Array.from(atob('" + png + "'), c => c.charCodeAt(0));\n"
                + "const data = new DataTransfer(); data.items.add(new File([bytes], 'x.png', {type: 'image/png'}));\n"
                + "document.dispatchEvent(new DragEvent('drop', {dataTransfer: data})); 0}");
        browser.await("!document.querySelector('.parts').hidden");
        try (ImageTranslator translator = ImageTranslator.load(model, Models.OPTIONS)) {
            assertShows("document.querySelectorAll('#view canvas')[1]", translator.translate(given));
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void texts_areAskedFor_inRows() throws Exception {
        Vocabulary vocabulary = Vocabulary.of(List.of("a red circle", "The blue ring, on red", "caf\u00E9"));
        byte[] model = Models.ofTexts(vocabulary);
        openModel(model);
        assertThat(browser.text("#proof")).startsWith("\u2713 Same as the trainer: ");
        assertThat(browser.text("#subtitle"))
                .isEqualTo("images of (1, 4, 4) from latents of 3 numbers and texts of 8 words");
        String canvas = "document.querySelector('#view canvas')";
        try (Generator generator = Generator.load(model, Models.OPTIONS)) {
            Latents latents = generator.latents(4, 42);
            List<Images> rows = vocabulary.examples().stream()
                    .map(text -> generator.generate(latents, Conditions.text(text)))
                    .toList();
            assertShows(canvas, Images.concat(rows).grid(4));
            assertThat(browser.text(".classes.texts")).isEqualTo("a red circleThe blue ring, on redcaf\u00E9");
            set("document.querySelector('textarea')", " RED, \"cafe\\u0301\" ");
            assertShows(
                    canvas,
                    generator
                            .generate(latents, Conditions.text("red caf\u00E9"))
                            .grid());
            assertThat(browser.text("#view code"))
                    .isEqualTo("generator.generate(4, 42, Conditions.text(\"RED, \\\"cafe\u0301\\\"\"))");
            set("document.querySelector('textarea')", "");
            assertShows(canvas, generator.generate(4, 42).grid());
            assertThat(browser.text("#view code")).isEqualTo("generator.generate(4, 42)");
            // a word that is not known is told beside the nearest one, and changes nothing that is shown
            set("document.querySelector('textarea')", "<b>rod</b>");
            assertThat(browser.text("#view [role=status]"))
                    .isEqualTo(
                            "This cannot be generated: the word \u201cb\u201d is not known; the nearest known word is"
                                    + " \u201ca\u201d");
            assertThat(browser.evaluate("document.querySelectorAll('b').length").getAsInt())
                    .isZero();
            assertShows(canvas, generator.generate(4, 42).grid());
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void sentences_areThoseThatTheFileHolds() throws Exception {
        Port.Sentence.Example[] examples = {
            new Port.Sentence.Example("one <i>", Tensor.of(Shape.of(2), new float[] {0.25f, -1})),
            new Port.Sentence.Example("two", Tensor.of(Shape.of(2), new float[] {2, 0.5f}))
        };
        byte[] model = Models.ofSentences(examples);
        openModel(model);
        assertThat(browser.text("#proof")).startsWith("\u2713 Same as the trainer: ");
        String canvas = "document.querySelector('#view canvas')";
        try (Generator generator = Generator.load(model, Models.OPTIONS)) {
            assertThat(browser.text(".classes.texts")).isEqualTo("one <i>two");
            set("document.querySelectorAll('select')[0]", "drawn");
            assertShows(canvas, generator.generate(4, 42).grid());
            assertThat(browser.text("#view code")).isEqualTo("generator.generate(4, 42)");
            set("document.querySelectorAll('select')[0]", "0");
            Images first =
                    generator.generate(generator.latents(4, 42), generator.conditions(1, seedOfFirst(generator)));
            assertShows(canvas, first.grid());
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** A seed that draws the first sentence. */
    private static long seedOfFirst(Generator generator) {
        long seed = 0;
        while (!generator.conditions(1, seed).describe(ImmutableList.of()).equals(List.of("one <i>"))) {
            seed++;
        }
        return seed;
    }

    @Test
    void film_goesOnAsInJava() throws Exception {
        byte[] model = Models.film();
        openModel(model);
        assertThat(browser.text("#proof")).startsWith("\u2713 Same as the trainer: ");
        assertThat(browser.text("#subtitle"))
                .isEqualTo("images of (1, 8, 8) from films, of which 3 frames are looked at");
        float[] values = new float[4 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37 % 256) / 127.5f - 1;
        }
        Images frames = Images.of(Shape.of(1, 8, 8), values);
        drop(frames.slice(1, 3));
        browser.await("document.querySelector('.drop p').textContent.startsWith('A film')");
        assertThat(browser.text(".drop p")).isEqualTo("A film goes on from 3 frames, these are 2.");
        drop(frames);
        browser.await("document.body.dataset.turn === '1'");
        try (ImageTranslator translator = ImageTranslator.load(model, Models.OPTIONS)) {
            assertShows(
                    "document.querySelectorAll('#view canvas')[1]",
                    translator.film(frames, 16).grid());
            browser.evaluate("{const count = document.querySelector('input[type=number]'); count.value = 5;"
                    + " count.dispatchEvent(new Event('change')); 0}");
            browser.await("document.body.dataset.turn === '2'");
            assertShows(
                    "document.querySelectorAll('#view canvas')[1]",
                    translator.film(frames, 5).grid());
        }
        assertThat(browser.text("#view .parts p")).isEqualTo("Frame 4 of 8, made");
        browser.evaluate("{const place = document.querySelector('input[type=range]'); place.value = 0;"
                + " place.dispatchEvent(new Event('input')); 0}");
        assertThat(browser.text("#view .parts p")).isEqualTo("Frame 1 of 8, given");
        assertShows("document.querySelectorAll('#view canvas')[2]", frames.slice(1, 2));
        browser.evaluate("document.querySelector('.drop button').click()");
        browser.await("document.body.dataset.turn === '3'");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(address -> address.matches("(file|blob):.*"));
    }

    /** Drops pictures on the page, the later ones first: their names say in which order they are. */
    private void drop(Images pictures) throws Exception {
        StringBuilder script = new StringBuilder("{const data = new DataTransfer();\n");
        for (int i = pictures.count() - 1; i >= 0; i--) {
            String png =
                    Base64.getEncoder().encodeToString(pictures.slice(i, i + 1).toPng());
            script.append("data.items.add(new File([Uint8Array.from(atob('")
                    .append(png)
                    .append("'), c => c.charCodeAt(0))], '")
                    .append(i + 8)
                    .append(".png', {type: 'image/png'}));\n");
        }
        browser.evaluate(script + "document.dispatchEvent(new DragEvent('drop', {dataTransfer: data})); 0}");
    }

    /** A file that moves holds its frames. */
    @Test
    void film_isReadFromAFileThatMoves() throws Exception {
        openModel(Models.film());
        float[] values = new float[5 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 64 / 2f - 1;
        }
        byte[] gif = Gif.of(Images.of(Shape.of(1, 8, 8), values)).toBytes();
        browser.evaluate("{const data = new DataTransfer(); data.items.add(new File([Uint8Array.from(atob('"
                + Base64.getEncoder().encodeToString(gif)
                + "'), c => c.charCodeAt(0))], 'x.gif', {type: 'image/gif'}));\n"
                + "document.dispatchEvent(new DragEvent('drop', {dataTransfer: data})); 0}");
        browser.await("document.body.dataset.turn === '1'");
        assertShows(
                "document.querySelectorAll('#view canvas')[0]",
                Images.of(Shape.of(1, 8, 8), values).slice(2, 5).grid());
        assertThat(browser.complaints()).isEmpty();
    }

    private static float[] grey() {
        float[] values = new float[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (4 * i) / 127.5f - 1;
        }
        return values;
    }

    @Test
    void damagedModel_generatesNothing() throws Exception {
        String html = ModelPage.of(Models.images(), Models.OPTIONS).html();
        int at = html.indexOf("id=\"model-0\">") + 13;
        int end = html.indexOf("</script>", at);
        byte[] model = Base64.getDecoder().decode(html.substring(at, end));
        String digest = WebFiles.hex(model);
        // the sign and the exponent of a weight
        model[weight(model)] ^= 0x41;
        String damaged = html.substring(0, at) + WebFiles.base64(model) + html.substring(end);
        open(damaged);
        assertThat(browser.text("#proof"))
                .isEqualTo(
                        "\u2717 The model does not run here: the model in this file is damaged: its SHA-256 is another");
        open(damaged.replace(digest, WebFiles.hex(model)));
        assertThat(browser.text("#proof"))
                .startsWith(
                        "\u2717 This browser does not compute what the model was exported to: its outputs differ by ")
                .endsWith(", at most 0.0001 is allowed. Nothing is generated.");
        assertThat(browser.evaluate("document.getElementById('controls').hidden")
                        .getAsBoolean())
                .isTrue();
    }

    /** The last byte of the first float of the largest tensor: 5 x 144 weights are 2,880 bytes, which no other part takes. */
    private static int weight(byte[] model) {
        for (int i = 0; i < model.length - 3; i++) {
            // field 9, raw data, of 2,880 bytes
            if (model[i] == 0x4A && model[i + 1] == (byte) 0xC0 && model[i + 2] == 0x16) {
                return i + 3 + 3;
            }
        }
        throw new AssertionError("no such tensor");
    }
}
