package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.data.Datasets;
import io.gan4j.file.StrictJsonText;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class EvaluationReportTest {
    private static final EvaluationReport REPORT = Evaluation.of(Brightness.generator(0))
            .against(Brightness.data(100))
            .samples(70)
            .classifier(Brightness.reader(Brightness.SHAPE))
            .run();
    private static final Pattern IMAGE = Pattern.compile("src=\"data:image/png;base64,([^\"]*)\"");

    @TempDir
    private Path folder;

    @Test
    void table_hasALineForEachNumber() {
        assertThat(REPORT.table().lines().findFirst().orElseThrow())
                .isEqualTo("Good: by these numbers its samples are hardly told from the data.");
        assertThat(REPORT.table().lines().skip(1).findFirst().orElseThrow())
                .startsWith("metric")
                .endsWith("seen by");
        assertThat(REPORT.table())
                .containsPattern("(?m)^classes found of 2 +2 +2 \\(0 : 50\\) +higher +0 : 70 +light meter$")
                .contains("against <b>grey</b> & co, seed 0")
                .contains("not measured: classification accuracy score, ");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "0.01234567, 0.0123",
        "1.23456, 1.235",
        "123.456, 123.5",
        "0.00001, 1.000e-05",
        "NaN, NaN",
        "-0.5, -0.5000"
    })
    void number_isWrittenAsPeopleDo(double number, String text) {
        assertThat(TextTable.number(number)).isEqualTo(text);
    }

    @Test
    void json_readBack_holdsAllNumbers() {
        JsonObject json = JsonParser.parseReader(StrictJsonText.reader(REPORT.toJson(), 8))
                .getAsJsonObject();
        assertThat(json.get("dataset").getAsString()).isEqualTo("<b>grey</b> & co");
        assertThat(json.get("dataset_fingerprint").getAsString())
                .isEqualTo(Brightness.data(100).fingerprint());
        assertThat(json.getAsJsonArray("measurements")).hasSameSizeAs(REPORT.measurements());
        for (int i = 0; i < REPORT.measurements().size(); i++) {
            Measurement measurement = REPORT.measurements().get(i);
            JsonObject read = json.getAsJsonArray("measurements").get(i).getAsJsonObject();
            assertThat(read.get("metric").getAsString()).isEqualTo(measurement.metric());
            assertThat(read.get("value").getAsDouble()).isEqualTo(measurement.value());
        }
        assertThat(json.getAsJsonArray("skipped").size())
                .isEqualTo(REPORT.skipped().size());
    }

    /** A browser takes it as HTML; that it is well-formed shows that nothing is left unescaped or open. */
    @Test
    void html_isWellFormed() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        Document page = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(REPORT.toHtml().getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("Evaluation against <b>grey</b> & co");
        assertThat(page.getElementsByTagName("b").getLength()).isZero();
        assertThat(page.getElementsByTagName("svg").getLength()).isPositive();
        assertThat(page.getElementsByTagName("tr").getLength())
                .isEqualTo(1 + REPORT.measurements().size());
    }

    @Test
    void html_refersToNothingOutside() {
        String inside =
                REPORT.toHtml().replace("http://www.w3.org/1999/xhtml", "").replace("http://www.w3.org/2000/svg", "");
        assertThat(inside).doesNotContain("http:", "https:", "<script", "<link", "@import", "url(");
    }

    @Test
    void html_holdsPicturesThatCanBeRead() throws IOException {
        Matcher images = IMAGE.matcher(REPORT.toHtml());
        int[][] sizes = {{46, 46}, {46, 46}, {58, 10}, {58, 16}};
        for (int[] size : sizes) {
            assertThat(images.find()).isTrue();
            var image =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(images.group(1))));
            assertThat(new int[] {image.getWidth(), image.getHeight()}).isEqualTo(size);
        }
        assertThat(images.find()).isFalse();
    }

    /** From 0 at 260, a share of 1 is {@code (1040 - 260 - 60) / 1.25 = 576} wide. */
    @Test
    void shares_areBarsWithTheirIntervals() {
        Protocol protocol = new Protocol(1, 1, "", "", "", "", 0);
        String chart = SvgChart.shares(List.of(
                Measurement.of("cover<age", new Estimate(0.5, 0.25, 0.75), Better.HIGHER, protocol),
                Measurement.of("density", new Estimate(9, 8, 10), Better.HIGHER, protocol)));
        assertThat(chart)
                .contains("<rect x=\"260.0\" y=\"7.0\" width=\"288.0\" height=\"16.0\"", "cover&lt;age")
                .contains("M404.0 15.0H692.0");
        // density is beyond the scale, drawn to its edge with its number
        assertThat(chart)
                .contains("<rect x=\"260.0\" y=\"37.0\" width=\"720.0\" height=\"16.0\"", ">9</text>")
                .contains("M980.0 45.0H980.0");
        assertThat(SvgChart.shares(List.of())).isEmpty();
    }

    /** One half of 100 images against the other; what a number is of the data that it is compared with. */
    @Test
    void realData_isMeasuredInTheSameProtocol() {
        assertThat(REPORT.realScores())
                .extracting(Measurement::metric)
                .contains("precision", "recall", "coverage", "sliced Wasserstein distance", "classes found of 2")
                .doesNotContain("perceptual path length");
        assertThat(REPORT.realScores()).allSatisfy(real -> {
            assertThat(real.protocol().generated()).isEqualTo(50);
            assertThat(real.protocol().split()).isEqualTo("a half of <b>grey</b> & co");
        });
        EvaluationReport same = Evaluation.of(Brightness.generator(0))
                .against(Brightness.data(100))
                .samples(30)
                .metrics("precision")
                .run();
        assertThat(same.realScores()).hasSize(1);
        assertThat(same.realScores().get(0).protocol().generated()).isEqualTo(30);
        assertThat(same.realScores().get(0).value()).isBetween(0.7, 1.0);
        JsonObject json = JsonParser.parseString(same.toJson()).getAsJsonObject();
        assertThat(json.getAsJsonArray("real_data")).hasSize(1);
        assertThat(json.getAsJsonArray("verdict")).hasSameSizeAs(same.verdict());
    }

    /** One grey for all latents has real images near, and leaves out nearly all of them. */
    @Test
    void generatorOfOneImage_isNotPraised() {
        ModelCard card = ModelCard.generator(3, Prior.UNIFORM, Brightness.SHAPE);
        Generator grey = Generator.of(card, new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = new float[count * Brightness.SHAPE.size()];
                Arrays.fill(output, -0.6f);
                return output;
            }

            @Override
            public void close() {}
        });
        EvaluationReport report =
                Evaluation.of(grey).against(Brightness.data(400)).samples(200).run();
        assertThat(report.measurements())
                .filteredOn(measurement -> measurement.metric().equals("precision"))
                .allSatisfy(precision -> assertThat(precision.value()).isEqualTo(1));
        assertThat(report.verdict().get(0))
                .isEqualTo("Not usable: the generator has learnt little of the data, or has collapsed.");
        assertThat(report.verdict())
                .anySatisfy(
                        sentence -> assertThat(sentence).startsWith("It makes only a part of what the data holds: "))
                .anySatisfy(sentence ->
                        assertThat(sentence).startsWith("High precision and density do not speak for it here"));
    }

    /** The verdict, then pictures, then numbers, each with what it says. */
    @Test
    void page_beginsWithTheVerdictAndPictures() {
        String html = REPORT.toHtml();
        assertThat(html.indexOf("Good: by these numbers")).isPositive().isLessThan(html.indexOf("Real and generated"));
        assertThat(html.indexOf("Real and generated")).isLessThan(html.indexOf("<h2>Numbers</h2>"));
        assertThat(html)
                .contains(
                        "<small>The share of generated samples that have a real one near: quality, not variety.</small>")
                .contains("<th>real data</th>");
        for (Metric metric : Metric.all()) {
            assertThat(metric.meaning()).as(metric.name()).isNotEmpty();
        }
    }

    /** From 40 on 520 wide: of reals at 0 and 2 the scale goes from -0.5 to 2.5. */
    @Test
    void points_areDrawn() {
        ScatterPlot plot = new ScatterPlot(new float[] {0, 0, 2, 2}, new float[] {1, 1, 99, -99});
        assertThat(plot.svg())
                .contains("<circle cx=\"126.7\" cy=\"473.3\" r=\"2\"/>", "<circle cx=\"473.3\" cy=\"126.7\" r=\"2\"/>")
                .contains("<circle cx=\"300.0\" cy=\"300.0\" r=\"2\"/>", "<circle cx=\"560.0\" cy=\"560.0\" r=\"2\"/>")
                .contains(">-0.5000</text>", ">2.500</text>");
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(2));
        Generator normal = Generator.of(card, new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                return input.clone();
            }

            @Override
            public void close() {}
        });
        EvaluationReport report =
                Evaluation.of(normal).against(Datasets.ring(8)).samples(300).run();
        assertThat(report.toHtml()).contains("<circle ").contains("grey: real, blue: generated");
        assertThat(report.table()).contains("the samples themselves").doesNotContain("pixels");
    }

    /** All images are of one class: an inception score of 1 and one class found are no full bars. */
    @Test
    void chart_ofACollapsedGenerator_holdsSharesAlone() {
        EvaluationReport collapsed = Evaluation.of(Brightness.generator(3))
                .against(Brightness.data(100))
                .samples(70)
                .classifier(Brightness.reader(Brightness.SHAPE))
                .run();
        assertThat(collapsed.measurements())
                .filteredOn(measurement -> measurement.metric().equals("inception score"))
                .extracting(Measurement::value)
                .containsExactly(1.0);
        assertThat(collapsed.shares())
                .extracting(Measurement::metric)
                .containsExactly("precision", "recall", "density", "coverage");
    }

    @Test
    void escape_leavesNoMarkupAndNoControlCharacters() {
        assertThat(HtmlPage.escape("a<b>&\"'\u0000\u001b\n")).isEqualTo("a&lt;b&gt;&amp;&quot;&#39;\ufffd\ufffd\n");
    }

    /** As in a GIF, and where alpha is left out. */
    @Test
    void transparentParts_ofAPage_showWhite() {
        assertThat(REPORT.toHtml()).containsPattern("img \\{[^}]*background: #fff;");
    }

    @Test
    void files_areWritten() throws IOException {
        REPORT.writeHtml(folder.resolve("a/report.html"));
        REPORT.writeJson(folder.resolve("a/report.json"));
        assertThat(folder.resolve("a/report.html")).hasContent(REPORT.toHtml());
        assertThat(folder.resolve("a/report.json")).hasContent(REPORT.toJson());
    }
}
