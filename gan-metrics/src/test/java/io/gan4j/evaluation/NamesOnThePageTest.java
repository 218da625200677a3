package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Datasets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

/** Names from outside, in the table, on the page and in its charts. */
class NamesOnThePageTest {
    private static final String NASTY = "a\u001b[31m\u0007\u009b\u2028\u202epets\r\nb";
    private static final Pattern TEXT = Pattern.compile("<text x=\"([\\d.]+)\" y=\"([\\d.]+)\" text-anchor=\"(\\w+)\""
            + "[^>]*>(?:<title>[^<]*</title>)?([^<]*)</text>");
    /** A letter is about as wide as this at the chart's size, and a little less. */
    private static final double LETTER = 7;

    private static EvaluationReport report(String name) {
        return Evaluation.of(Brightness.generator(0))
                .against(Datasets.named(Brightness.data(100), name))
                .samples(20)
                .metrics("sliced-wasserstein")
                .run();
    }

    @Test
    void table_hasNoCharacterThatATerminalObeys() {
        String table = report(NASTY).table();
        assertThat(table).contains("against a\\u001b[31m\\u0007\\u009b\\u2028\\u202epets\\u000d\\u000ab, seed 0");
        assertThat(table.replace(System.lineSeparator(), "")).doesNotContainPattern("[\\p{Cntrl}\u009b\u2028\u202e]");
    }

    @Test
    void page_isolatesNames_andTurnsNoWords() throws Exception {
        String html = report(NASTY).toHtml();
        assertThat(html)
                .contains(
                        "<h1>Evaluation against <bdi>a\ufffd[31m\ufffd\ufffd\ufffd\ufffdpets\r\nb</bdi></h1>",
                        "unicode-bidi: isolate")
                .doesNotContain("\u202e", "\u001b", "\u009b", "\u2028");
        Document page = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getElementsByTagName("bdi").getLength()).isPositive();
    }

    @Test
    void page_shortensALongName_andKeepsItAsTitle() {
        String name = "n".repeat(200);
        assertThat(report(name).toHtml()).contains("<bdi title=\"" + name + "\">" + "n".repeat(79) + "\u2026</bdi>");
    }

    private static String chart(List<String> names) {
        List<Long> counts =
                IntStream.range(0, names.size()).mapToObj(i -> i + 1L).toList();
        return ClassChart.of(new Gallery.Histogram(
                ImmutableList.copyOf(names), ImmutableList.copyOf(counts), ImmutableList.copyOf(counts)));
    }

    private record Word(double from, double to, double y) {
        static Word of(Matcher text) {
            double x = Double.parseDouble(text.group(1));
            double width = LETTER * text.group(4).length();
            double from = switch (text.group(3)) {
                case "middle" -> x - width / 2;
                case "end" -> x - width;
                default -> x;
            };
            return new Word(from, from + width, Double.parseDouble(text.group(2)));
        }

        boolean runsInto(Word other) {
            return Math.abs(y - other.y) < 13 && from < other.to && other.from < to;
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "10, 1", "10, 12", "10, 200", "20, 30", "37, 6", "37, 200", "120, 20", "200, 3"})
    void classes_namesAndNumbers_neverRunIntoEachOther(int classes, int letters) {
        List<String> names = IntStream.range(0, classes)
                .mapToObj(
                        i -> String.format(Locale.ROOT, "%" + letters + "s", i).replace(' ', 'm'))
                .toList();
        String chart = chart(names);
        List<Word> words = new ArrayList<>();
        TEXT.matcher(chart).results().forEach(found -> {
            Matcher text = TEXT.matcher(found.group());
            assertThat(text.matches()).isTrue();
            words.add(Word.of(text));
        });
        assertThat(words).hasSize(2 * classes).allSatisfy(word -> {
            assertThat(word.from()).isNotNegative();
            assertThat(word.to()).isLessThanOrEqualTo(1040);
        });
        for (int i = 0; i < words.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(words.get(i).runsInto(words.get(j)))
                        .as("%s, %s", words.get(i), words.get(j))
                        .isFalse();
            }
        }
    }

    @Test
    void classes_longName_isKeptAsTitle_andMarkupIsNone() {
        String name = "x".repeat(200) + "<b>";
        assertThat(chart(List.of("cat", name)))
                .contains("<title>" + "x".repeat(200) + "&lt;b&gt;</title>" + "x".repeat(20))
                .contains(">cat</text>")
                .doesNotContain("<b>", ">" + "x".repeat(100) + "<");
    }

    @Test
    void classes_manyThousand_areTitlesAlone() {
        List<String> names =
                IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
        assertThat(chart(names))
                .contains("<title>class 999: 0.2 % real, 0.2 % generated</title>")
                .doesNotContain("<text");
    }
}
