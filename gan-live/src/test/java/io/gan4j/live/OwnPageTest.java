package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnPageTest {
    private static final Map<String, OwnPage.Reply> FILES = Map.of(
            "", OwnPage.Reply.text("text/html", "<p>mine</p>"), "own.js", OwnPage.Reply.text("text/javascript", "1"));

    private final OwnPage page = OwnPage.open(0, FILES, (path, body) -> {
        if (body != null) {
            return OwnPage.Reply.json("\"" + path + " " + new String(body, StandardCharsets.UTF_8).length() + "\"");
        }
        return path.equals("here") ? OwnPage.Reply.json("1") : null;
    });
    private final Visitor visitor = new Visitor(page.url());

    @AfterEach
    void close() {
        page.close();
        page.close();
    }

    @Test
    void filesAndAnswers_areServed_andNothingElse() throws Exception {
        assertThat(visitor.text("")).isEqualTo("<p>mine</p>");
        assertThat(visitor.get("").headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(visitor.text("own.js")).isEqualTo("1");
        assertThat(visitor.text("here")).isEqualTo("1");
        assertThat(visitor.text("chart.js")).contains("export class Chart");
        for (String path : List.of("none", "page.js", "stories", "events", "..%2fown.js", "HERE")) {
            assertThat(visitor.rawGet(visitor.path() + path, visitor.host()))
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(visitor.rawGet("/own.js", visitor.host())).isEqualTo(404);
    }

    @Test
    void everyAnswer_carriesThePolicy() throws Exception {
        for (String path : List.of("", "here", "none")) {
            assertThat(visitor.get(path).headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValue(Answers.POLICY);
        }
    }

    @Test
    void strangers_areForbidden() throws Exception {
        assertThat(visitor.rawGet(visitor.path() + "here", "Host: evil.example:" + visitor.port()))
                .isEqualTo(403);
        assertThat(visitor.rawGet(visitor.path() + "here", visitor.host(), "Origin: https://evil.example"))
                .isEqualTo(403);
    }

    @Test
    void posts_areJsonOfBoundedLength() throws Exception {
        assertThat(visitor.post("application/json", "{}")).isEqualTo(200);
        assertThat(visitor.post("text/plain", "{}")).isEqualTo(415);
        assertThat(visitor.post("application/json", "x".repeat(1 << 16))).isEqualTo(200);
        assertThat(visitor.post("application/json", "x".repeat((1 << 16) + 1))).isEqualTo(413);
    }

    @Test
    void methods_otherThanThoseMeant_areRefused() throws Exception {
        for (String method : List.of("PUT", "DELETE", "OPTIONS", "TRACE", "HEAD")) {
            assertThat(visitor.rawAsk(method, visitor.path() + "here", visitor.host(), "Content-Length: 0"))
                    .as(method)
                    .isEqualTo(405);
        }
        assertThat(visitor.rawAsk("POST", visitor.path() + "own.js", visitor.host(), "Content-Length: 0"))
                .isEqualTo(405);
    }

    @Test
    void file_ofATakenName_isRefused() {
        Map<String, OwnPage.Reply> files = Map.of("chart.js", OwnPage.Reply.json("1"));
        assertThatThrownBy(() -> OwnPage.open(0, files, (path, body) -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chart.js");
    }
}
