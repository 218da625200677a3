package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.image.Images;
import io.gan4j.run.HistoryFile;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Run folders as they are found: whole, being written, damaged, begun anew, gone. */
@Timeout(60)
class FolderPageTest {
    @TempDir
    Path temporary;

    /** A folder as a run writes it: three reports and two sheets. */
    static Path run(Path folder) throws IOException {
        try (HistoryFile history = HistoryFile.create(folder.resolve("history.jsonl"))) {
            for (int step = 50; step <= 150; step += 50) {
                history.progressed(Events.progress(step, 200, Duration.ofSeconds(step)));
            }
        }
        Files.writeString(folder.resolve("config.json"), """
                {"format": 1,
                 "settings": {"preset": "dcgan", "latent": 100, "loss": {"type": "NonSaturating"},
                   "strategy": {"length": {"type": "Length.Steps", "number": 200}}},
                 "data": {"name": "dots <b>", "samples": 500, "shape": [1, 2, 2], "classes": []}}
                """);
        sheet(folder, 0);
        sheet(folder, 100);
        return folder;
    }

    private static void sheet(Path folder, long step) throws IOException {
        Images.of(Shape.of(1, 2, 2), new float[4 * 64])
                .grid()
                .writePng(folder.resolve("samples-%010d.png".formatted(step)));
    }

    private static Story told(Path folder) {
        Story story = new Story(() -> {});
        new FolderStory(folder, story).refresh();
        return story;
    }

    private static List<JsonObject> lines(Story story, String kind) {
        return story.all().lines().stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("kind").getAsString().equals(kind))
                .toList();
    }

    @Test
    void folder_isServedAsItIs() throws Exception {
        try (FolderPage page = FolderPage.open(List.of(run(temporary.resolve("one"))))) {
            Visitor visitor = new Visitor(page.url());
            JsonObject head = visitor.lines(0, "head").get(0);
            assertThat(head.get("title").getAsString()).isEqualTo("dots <b>");
            assertThat(head.get("run").getAsString()).isEqualTo("one");
            assertThat(head.get("steps").getAsLong()).isEqualTo(200);
            assertThat(head.getAsJsonObject("settings").get("latent").getAsString())
                    .isEqualTo("100");
            List<JsonObject> reports = visitor.lines(0, "report");
            assertThat(reports).hasSize(3);
            assertThat(reports.get(2).toString())
                    .isEqualTo("{\"kind\":\"report\",\"step\":150,\"epoch\":3.0,\"seconds\":150.0,\"speed\":640.25,"
                            + "\"values\":{\"discriminator loss\":0.5,\"real score\":2.0,\"fake score\":-1.0E-4,"
                            + "\"generator loss\":1.25}}");
            List<JsonObject> frames = visitor.lines(0, "frame");
            assertThat(frames)
                    .extracting(frame -> frame.get("step").getAsLong())
                    .containsExactly(0L, 100L);
            byte[] png = visitor.get("frame/0/" + frames.get(1).get("id").getAsLong())
                    .body();
            assertThat(png).isEqualTo(Files.readAllBytes(temporary.resolve("one/samples-0000000100.png")));
            assertThat(visitor.command(0, "stop")).isEqualTo(409);
        }
    }

    @Test
    void folders_areShownSideBySide_alsoByTheirParents() throws Exception {
        run(temporary.resolve("digits/run"));
        run(temporary.resolve("two"));
        try (FolderPage page = FolderPage.open(List.of(temporary.resolve("digits"), temporary.resolve("two")))) {
            Visitor visitor = new Visitor(page.url());
            assertThat(visitor.lines(0, "report")).hasSize(3);
            assertThat(visitor.lines(0, "head").get(0).get("run").getAsString())
                    .isEqualTo(Path.of("digits", "run").toString());
            assertThat(visitor.lines(1, "head").get(0).get("run").getAsString()).isEqualTo("two");
        }
    }

    @Test
    void stage_isToldAsItIsWritten() {
        String line = "{\"first_step\":51,\"last_step\":75,\"stage\":\"8 to 16 px\",\"number\":2,\"count\":3}";
        HistoryLine read = HistoryLine.read(line);
        assertThat(read).isNotNull();
        assertThat(read.isReport()).isFalse();
        assertThat(read.json()).isEqualTo("{\"kind\":\"stage\"," + line.substring(1));
    }

    /** Only lines that are ended count; the rest of one comes when it is written. */
    @Test
    void folderBeingWritten_isFollowedWhileSomebodyWatches() throws Exception {
        Path folder = run(temporary.resolve("growing"));
        Path history = folder.resolve("history.jsonl");
        try (FolderPage page = FolderPage.open(List.of(folder))) {
            Visitor visitor = new Visitor(page.url());
            try (Visitor.Events events = visitor.events()) {
                events.next();
                Files.writeString(history, "{\"step\":200,\"ep", StandardOpenOption.APPEND);
                sheet(folder, 200);
                events.next();
                assertThat(visitor.lines(0, "frame")).hasSize(3);
                assertThat(visitor.lines(0, "report")).hasSize(3);
                Files.writeString(history, "och\":4.0,\"seconds\":200}\n", StandardOpenOption.APPEND);
                events.next();
                assertThat(visitor.lines(0, "report")).hasSize(4);
                assertThat(visitor.lines(0, "problem")).isEmpty();
            }
        }
    }

    @Test
    void damagedLines_areLeftOutAndCounted() throws Exception {
        Path folder = run(temporary.resolve("damaged"));
        byte[] garbage = {(byte) 0xFF, 0, 1, '\n'};
        Files.write(folder.resolve("history.jsonl"), garbage, StandardOpenOption.APPEND);
        Files.writeString(
                folder.resolve("history.jsonl"),
                "[]\n{\"step\":\"x\",\"epoch\":1}\n" + "[".repeat(100_000) + "\n{\"step\":200,\"epoch\":4}\n",
                StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("samples-0000000150.png"), "no picture");
        Story story = told(folder);
        assertThat(lines(story, "report")).hasSize(4);
        assertThat(lines(story, "problem").get(0).get("text").getAsString())
                .isEqualTo("4 lines of history.jsonl cannot be read and are left out");
        JsonObject broken = lines(story, "frame").get(2);
        assertThat(story.frame(broken.get("id").getAsLong())).isNull();
    }

    @Test
    void configurationThatIsNone_isSaid_andTheHistoryShown() throws Exception {
        Path folder = run(temporary.resolve("odd"));
        Files.writeString(folder.resolve("config.json"), "{\"settings\": [");
        Story story = told(folder);
        assertThat(lines(story, "head").get(0).get("unreadable").getAsString()).isEqualTo("config.json cannot be read");
        assertThat(lines(story, "report")).hasSize(3);
    }

    /** A run that is resumed takes back what it wrote after its checkpoint. */
    @Test
    void historyThatGotShorter_isToldAnew() throws Exception {
        Path folder = run(temporary.resolve("resumed"));
        Story story = new Story(() -> {});
        FolderStory reader = new FolderStory(folder, story);
        reader.refresh();
        List<String> before = Files.readAllLines(folder.resolve("history.jsonl"));
        Files.writeString(folder.resolve("history.jsonl"), before.get(0) + "\n");
        reader.refresh();
        assertThat(story.position()).startsWith("[1,");
        assertThat(lines(story, "report")).hasSize(1);
        assertThat(lines(story, "frame")).hasSize(2);
        assertThat(lines(story, "head")).hasSize(1);
    }

    @Test
    void folderThatIsGone_staysAsItWas_andIsSaid() throws Exception {
        Path folder = run(temporary.resolve("gone"));
        Story story = new Story(() -> {});
        FolderStory reader = new FolderStory(folder, story);
        reader.refresh();
        Files.move(folder, temporary.resolve("moved"));
        reader.refresh();
        assertThat(lines(story, "problem").get(0).get("text").getAsString()).startsWith("the folder cannot be read: ");
        Files.move(temporary.resolve("moved"), folder);
        reader.refresh();
        assertThat(lines(story, "report")).hasSize(3);
        assertThat(lines(story, "problem").get(0).get("text").getAsString()).isEmpty();
    }

    @Test
    void links_areNotFollowed() throws Exception {
        Path folder = run(temporary.resolve("linked"));
        Path secret = Files.writeString(temporary.resolve("secret"), "{\"step\":999,\"epoch\":1}\n");
        Files.delete(folder.resolve("history.jsonl"));
        Files.createSymbolicLink(folder.resolve("history.jsonl"), secret);
        Files.delete(folder.resolve("samples-0000000100.png"));
        Files.createSymbolicLink(folder.resolve("samples-0000000100.png"), secret);
        Story story = told(folder);
        assertThat(lines(story, "report")).isEmpty();
        assertThat(lines(story, "frame")).hasSize(1);
    }

    @Test
    void names_thatAreHostile_areText() throws Exception {
        Path folder = run(temporary.resolve("<i>run<script>"));
        Files.writeString(
                folder.resolve("history.jsonl"),
                "{\"step\":1,\"epoch\":1,\"<img onerror=x> loss\":1,\"kind\":\"state\",\"a\":{\"b\":1}}\n"
                        + "{\"step\":1,\"metric\":\"</script><script>\",\"value\":{\"x\":1},\"kind\":\"head\"}\n",
                StandardOpenOption.APPEND);
        String text = String.join("\n", told(folder).all().lines());
        assertThat(text.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        assertThat(text).doesNotContain("<").contains("\\u003c/script\\u003e");
        assertThat(lines(told(folder), "measurement").get(0).get("value").getAsString())
                .isEmpty();
    }

    @Test
    void everyLineOfTheHistory_reachesThePage() throws Exception {
        Path folder = run(temporary.resolve("all"));
        JsonArray steps = new JsonArray();
        lines(told(folder), "report").forEach(report -> steps.add(report.get("step")));
        assertThat(steps.toString()).isEqualTo("[50,100,150]");
        assertThat(Files.readAllLines(folder.resolve("history.jsonl"))).hasSize(steps.size());
    }

    @Test
    void folderThatIsNoRun_isRefused() throws Exception {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertThatThrownBy(() -> FolderPage.open(List.of(empty)))
                .isInstanceOf(IOException.class)
                .hasMessage(empty + " is no run folder: it holds neither history.jsonl nor config.json; give the folder"
                        + " that checkpoints were kept in");
        Path missing = temporary.resolve("missing");
        assertThatThrownBy(() -> FolderPage.open(List.of(missing))).hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> FolderPage.open(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("folders must be 1 to 32, were 0");
    }
}
