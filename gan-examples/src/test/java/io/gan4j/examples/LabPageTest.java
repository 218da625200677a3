package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class LabPageTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String TINY =
            "{\"data\":{\"kind\":\"ring\",\"number\":4},\"preset\":\"vanilla\",\"settings\":{"
                    + "\"batch\":\"8\",\"latent\":\"2\",\"generatorFeatures\":\"4\",\"discriminatorFeatures\":\"4\",\"steps\":\"20\"}}";

    private final LabPage page = LabPage.open(0);

    @AfterEach
    void close() {
        page.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(page.url() + path)).build(), BodyHandlers.ofString());
    }

    private JsonObject read(String path) throws Exception {
        return JsonParser.parseString(get(path).body()).getAsJsonObject();
    }

    private HttpResponse<String> send(String path, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(page.url() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonObject post(String path, String body) throws Exception {
        return JsonParser.parseString(send(path, body).body()).getAsJsonObject();
    }

    /** The state as soon as it is the one that is waited for. */
    private JsonObject await(String state, long step) throws Exception {
        JsonObject now = read("state/0");
        while (!now.get("state").getAsString().equals(state)
                || step
                        > (now.getAsJsonObject("frame").has("step")
                                ? now.getAsJsonObject("frame").get("step").getAsLong()
                                : -1)) {
            now = read("state/" + now.get("version").getAsLong());
        }
        return now;
    }

    private static int bytes(JsonObject of, String name) {
        return Base64.getDecoder().decode(of.get(name).getAsString()).length;
    }

    @Test
    void files_areServed_andNothingElse() throws Exception {
        for (String file : new String[] {
            "", "lab.js", "plane.js", "drawing.js", "step.js", "journal.js", "lab.css", "chart.js", "format.js"
        }) {
            HttpResponse<String> answer = get(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("http:", "https:", "innerHTML", "eval(", "document.write");
        }
        for (String path : new String[] {"lab.html", "state/", "state/-1", "begin", "LabPage.class", "..%2flab.js"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(send("catalogue", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void catalogue_namesSettingsWithTheirRules() throws Exception {
        JsonObject catalogue = read("catalogue");
        assertThat(catalogue.getAsJsonArray("distributions")).hasSize(7);
        assertThat(catalogue.getAsJsonArray("presets").toString()).contains("\"vanilla\"", "\"modern\"");
        assertThat(catalogue.getAsJsonArray("settings").toString())
                .contains(
                        "{\"name\":\"batch\",\"sentence\":\"Sets the number of samples in a batch.\",\"rule\":\"a whole"
                                + " number of at least 1\",\"values\":{\"modern\":\"256\",\"vanilla\":\"256\"}}")
                .doesNotContain("\"name\":\"checkpoints\"", "\"name\":\"device\"");
    }

    @Test
    void run_isBegunAndPlayedStepByStep_toItsEnd() throws Exception {
        assertThat(read("state/9").get("state").getAsString()).isEqualTo("empty");
        assertThat(post("begin", TINY).toString()).isEqualTo("{}");
        JsonObject begun = await("paused", 0);
        JsonObject fixed = begun.getAsJsonObject("fixed");
        JsonObject frame = begun.getAsJsonObject("frame");
        assertThat(fixed.getAsJsonArray("centres")).hasSize(8);
        assertThat(bytes(fixed, "real")).isEqualTo(8_000);
        assertThat(bytes(frame, "fake")).isEqualTo(8_000);
        assertThat(bytes(frame, "field")).isEqualTo(64 * 64 * 4);
        assertThat(bytes(frame, "slopes")).isEqualTo(150 * 8);
        assertThat(frame.has("before")).isFalse();
        assertThat(post("command", "{\"command\":\"step\",\"number\":3}").toString())
                .isEqualTo("{}");
        JsonObject stepped = await("paused", 3);
        assertThat(stepped.getAsJsonObject("frame").get("step").getAsInt()).isEqualTo(3);
        assertThat(stepped.getAsJsonObject("frame").getAsJsonObject("values").keySet())
                .contains("discriminator loss", "generator loss", "real score", "fake score");
        assertThat(bytes(stepped.getAsJsonObject("frame"), "before")).isEqualTo(8_000);
        assertThat(stepped.getAsJsonObject("frame").get("before"))
                .isNotEqualTo(stepped.getAsJsonObject("frame").get("fake"));
        assertThat(post("command", "{\"command\":\"play\"}").toString()).isEqualTo("{}");
        assertThat(await("finished", 20).getAsJsonObject("frame").get("step").getAsInt())
                .isEqualTo(20);
        assertThat(post("command", "{\"command\":\"play\"}").get("error").getAsString())
                .isEqualTo("no run can go on: it is finished");
        JsonObject history = read("history");
        assertThat(history.getAsJsonObject("columns").getAsJsonArray("step").toString())
                .isEqualTo("[3,13,20]");
        assertThat(read("choice").getAsJsonObject("settings").get("batch").getAsString())
                .isEqualTo("8");
    }

    /** The same seed is the same film, however it is looked at. */
    @Test
    void reset_givesTheSamePointsAgain() throws Exception {
        post("begin", TINY);
        await("paused", 0);
        post("command", "{\"command\":\"every\",\"number\":1}");
        post("command", "{\"command\":\"step\",\"number\":5}");
        String first = await("paused", 5).getAsJsonObject("frame").get("fake").getAsString();
        int experiment = read("state/0").get("experiment").getAsInt();
        post("command", "{\"command\":\"reset\"}");
        JsonObject again = await("paused", 0);
        while (again.get("experiment").getAsInt() == experiment
                || !again.getAsJsonObject("frame").has("step")) {
            again = read("state/" + again.get("version").getAsLong());
        }
        post("command", "{\"command\":\"every\",\"number\":10}");
        post("command", "{\"command\":\"step\",\"number\":5}");
        assertThat(await("paused", 5).getAsJsonObject("frame").get("fake").getAsString())
                .isEqualTo(first);
    }

    @Test
    void settingsThatDoNotGoTogether_areToldInTheBuildersWords() throws Exception {
        post("begin", TINY.replace("\"batch\":\"8\"", "\"batch\":\"8\",\"minibatchStdDev\":\"3\""));
        String message = await("failed", -1).get("message").getAsString();
        assertThat(message).contains("8").contains("3");
        assertThat(post("begin", TINY).toString()).isEqualTo("{}");
        await("paused", 0);
    }

    @Test
    void check_refusesByName_andTellsTexts() throws Exception {
        JsonObject wrong = post("check", TINY.replace("\"batch\":\"8\"", "\"batch\":\"-8\""));
        assertThat(wrong.getAsJsonObject("refusals").get("batch").getAsString())
                .isEqualTo("batch must be at least 1, was -8");
        assertThat(wrong.get("error").getAsString()).isEqualTo("batch must be at least 1, was -8");
        JsonObject right = post("check", TINY);
        assertThat(right.getAsJsonObject("refusals").size()).isZero();
        assertThat(right.get("java").getAsString()).startsWith("Dataset data = Points.ring(4).draw();\n");
        assertThat(right.get("command").getAsString()).startsWith("gan-examples train --data 'ring(4)'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command | no json | what was sent is no JSON",
                "command | [] | what was sent is no JSON object",
                "command | {} | there is no command ''",
                "command | {\"command\":\"exit\"} | there is no command 'exit'",
                "command | {\"command\":\"play\"} | no run can go on: it is empty",
                "command | {\"command\":\"reset\"} | nothing was begun yet",
                "command | {\"command\":\"step\",\"number\":0} | steps must be from 1 to 10000, was 0",
                "command | {\"command\":\"every\",\"number\":1e9} | steps must be from 1 to 10000, was 1000000000",
                "command | {\"command\":\"every\",\"number\":\"many\"} | number must be a whole number, was \"many\"",
                "begin | {} | there is no preset ''",
                "change | {} | there is no preset ''",
                "change | {\"preset\":\"vanilla\",\"data\":{\"kind\":\"line\"}} | there is no run to change: begin one",
                "replay | {} | this is no journal of the lab: its format must be 1, was 0",
                "replay | {\"format\":1,\"begun\":{\"preset\":\"dcgan\"}} | the preset dcgan learns images, not points",
                "begin | {\"preset\":\"dcgan\"} | the preset dcgan learns images, not points",
                "begin | {\"preset\":\"vanilla\",\"data\":{\"kind\":\"cube\"}} | there is no distribution 'cube'",
                "begin | {\"preset\":\"vanilla\",\"data\":{\"kind\":\"drawn\",\"points\":[\"a\"]}} | a drawing needs 20",
                "begin | {\"preset\":\"vanilla\",\"data\":{\"kind\":\"drawn\",\"points\":[[]]}} | a drawing needs 20",
                "begin | {\"preset\":\"vanilla\",\"data\":{\"kind\":\"ring\"},\"settings\":{\"bacht\":\"1\"}} | there is no"
                        + " setting 'bacht'; the nearest is 'batch'",
                "begin | {\"preset\":\"vanilla\",\"data\":{\"kind\":\"ring\"},\"settings\":{\"<b>\":\"1\"}} | there is no"
                        + " setting '<b>'"
            })
    void nonsense_isToldAsWhatItIs(String path, String body, String message) throws Exception {
        HttpResponse<String> answer = send(path, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        // signs that markup knows are not sent as they are
        assertThat(answer.body()).doesNotContain("<b>");
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("error")
                        .getAsString())
                .startsWith(message);
        assertThat(read("state/9").get("state").getAsString()).isEqualTo("empty");
    }

    @Test
    void hugeTexts_areRefused() throws Exception {
        String huge = TINY.replace("\"8\"", "\"" + "8".repeat(2_000) + "\"");
        assertThat(post("begin", huge).get("error").getAsString())
                .isEqualTo("a text of 2000 characters is none of a setting");
        assertThat(send("begin", "x".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void close_endsARunThatPlays() throws Exception {
        post("begin", TINY.replace("\"steps\":\"20\"", "\"steps\":\"1000000\""));
        await("paused", 0);
        post("command", "{\"command\":\"play\"}");
        await("playing", 10);
        page.close();
        page.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("gan4j-lab"));
    }
}
