package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.testing.Events;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    Path temporary;

    private static JsonArray data(String html) {
        String begin = "<script type=\"application/json\" id=\"replay\">";
        int at = html.indexOf(begin) + begin.length();
        return JsonParser.parseString(html.substring(at, html.indexOf("</script>", at)))
                .getAsJsonArray();
    }

    @Test
    void replayOfAFolder_holdsItsLinesAndPictures() throws Exception {
        Path folder = FolderPageTest.run(temporary.resolve("one"));
        Path file = temporary.resolve("out/run.html");
        Replay.of(folder).write(file);
        JsonObject story = data(Files.readString(file)).get(0).getAsJsonObject();
        assertThat(story.getAsJsonArray("lines").toString())
                .contains("\"step\":150")
                .contains("dots <b>");
        byte[] sheet = Files.readAllBytes(folder.resolve("samples-0000000100.png"));
        assertThat(Base64.getDecoder()
                        .decode(story.getAsJsonObject("frames").get("1").getAsString()))
                .isEqualTo(sheet);
        assertThat(story.get("real").getAsString()).isEmpty();
    }

    @Test
    void replayOfALivePage_holdsTheDataToo() throws Exception {
        try (LivePage page = LivePage.open()) {
            page.started(Events.started(200));
            page.progressed(Events.progress(50, 200, Duration.ZERO));
            Visitor visitor = new Visitor(page.url());
            JsonObject story = data(page.replay().html()).get(0).getAsJsonObject();
            // the first is always taken, that of the report if the time for pictures allows it
            assertThat(story.getAsJsonObject("frames").size()).isBetween(1, 2);
            assertThat(story.get("real").getAsString()).isNotEmpty();
            assertThat(data(visitor.text("replay"))).hasSize(1);
            assertThat(visitor.get("replay").headers().firstValue("Content-Disposition"))
                    .hasValue("attachment; filename=\"run.html\"");
        }
    }

    /** The policy allows the one script and the one style of the file, by what they are, and nothing to be sent. */
    @Test
    void policy_allowsTheFilesOwnScriptAlone() throws Exception {
        String html = Replay.of(FolderPageTest.run(temporary.resolve("one"))).html();
        String script = html.substring(
                html.indexOf("<script type=\"module\">") + "<script type=\"module\">".length(),
                html.lastIndexOf("</script>"));
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        assertThat(html)
                .contains(
                        "content=\"default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style)
                                + "'; img-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'\"");
        assertThat(html).doesNotContain("src=\"page.js\"", "page.css", "icon.svg", "import {");
        assertThat(html.split("<script", -1)).as("the data and the script").hasSize(3);
        assertThat(html.split("</script", -1)).hasSize(3);
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    @Test
    void hostileText_doesNotEndTheData() throws Exception {
        Path folder = FolderPageTest.run(temporary.resolve("<script>"));
        Files.writeString(folder.resolve("config.json"), "{\"data\":{\"name\":\"</script><script>alert(1)//<!--\"}}");
        String html = Replay.of(folder).html();
        assertThat(html.split("<script", -1)).hasSize(3);
        assertThat(html).doesNotContain("alert(1)//<!--");
        assertThat(data(html).toString()).contains("alert(1)");
    }

    /** The scripts become one: no name may be there twice, and each stands behind what it imports. */
    @Test
    void scripts_shareNoName() {
        Pattern declared = Pattern.compile("(?m)^(?:export )?(?:async )?(?:const|let|function|class) (\\w+)");
        Set<String> names = new HashSet<>();
        for (String script : PageFiles.SCRIPTS) {
            String text = PageFiles.text(script);
            List<String> here = declared.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(here).as(script).isNotEmpty().noneMatch(names::contains);
            for (MatchResult imported : Pattern.compile("(?m)^import \\{(.*)} from '\\./(.*)';$")
                    .matcher(text)
                    .results()
                    .toList()) {
                assertThat(names).as(script).contains(imported.group(1).split(", "));
            }
            names.addAll(here);
        }
        assertThat(Replay.script()).doesNotContain("\nimport ", "\nexport ");
    }
}
