package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.file.StrictJsonText;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
                .startsWith("metric")
                .endsWith("seen by");
        assertThat(REPORT.table())
                .containsPattern("(?m)^classes found of 2 +2 +higher +0 : 70 +light meter$")
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
