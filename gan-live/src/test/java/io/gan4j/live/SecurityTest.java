package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and what an answer lets a browser do. */
@Timeout(60)
class SecurityTest {
    private final LivePage page = LivePage.open();
    private final Visitor visitor = new Visitor(page.url());

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void url_isOfThisMachine_andHoldsASecretOf256Bits() {
        assertThat(page.url()).matches("http://127\\.0\\.0\\.1:\\d+/[A-Za-z0-9_-]{43}/");
        try (LivePage other = LivePage.open()) {
            assertThat(new Visitor(other.url()).path()).isNotEqualTo(visitor.path());
        }
    }

    @Test
    void server_listensAtTheLoopbackAddressAlone() throws Exception {
        // taken at 127.0.0.1 alone, the port is free at another address of the loopback network
        try (ServerSocket other = new ServerSocket(visitor.port(), 1, InetAddress.getByName("127.0.0.2"))) {
            assertThat(other.isBound()).isTrue();
        }
    }

    @Test
    void everyAnswer_carriesTheHeaders() throws Exception {
        for (String path : List.of("", "page.js", "stories", "no-such-file", "frame/0/0")) {
            HttpResponse<byte[]> response = visitor.get(path);
            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValue(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self';"
                                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for"
                                    + " 'script'");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Cross-Origin-Resource-Policy"))
                    .hasValue("same-origin");
            assertThat(response.headers().firstValue("Cross-Origin-Opener-Policy"))
                    .hasValue("same-origin");
            assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    static Stream<String> ownHosts() {
        return Stream.of("127.0.0.1:", "localhost:", "[::1]:");
    }

    @ParameterizedTest
    @MethodSource("ownHosts")
    void host_ofThisMachine_isLetIn(String host) throws Exception {
        assertThat(visitor.rawGet(visitor.path(), "Host: " + host + visitor.port()))
                .isEqualTo(200);
    }

    /** A name of a stranger that leads to this machine: DNS rebinding. */
    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:PORT", "localhost"})
    void host_ofAStranger_isForbidden(String host) throws Exception {
        String line = "Host: " + host.replace("PORT", Integer.toString(visitor.port()));
        assertThat(visitor.rawGet(visitor.path(), line)).isEqualTo(403);
    }

    @Test
    void host_missingOrTwice_isForbidden() throws Exception {
        assertThat(visitor.rawGet(visitor.path(), "Accept: */*")).isEqualTo(403);
        assertThat(visitor.rawGet(visitor.path(), visitor.host(), "Host: evil.example"))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: https://evil.example, 403",
        "Origin: null, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: same-origin, 200",
        "Sec-Fetch-Site: none, 200"
    })
    void request_ofAnotherSite_isForbidden(String header, int status) throws Exception {
        assertThat(visitor.rawGet(visitor.path(), visitor.host(), header)).isEqualTo(status);
    }

    @Test
    void origin_ofThePageItself_isLetIn() throws Exception {
        assertThat(visitor.rawGet(visitor.path(), visitor.host(), "Origin: http://127.0.0.1:" + visitor.port()))
                .isEqualTo(200);
    }

    @Test
    void path_withoutTheSecret_isNotFound() throws Exception {
        String secret = visitor.path();
        char first = secret.charAt(1) == 'A' ? 'B' : 'A';
        for (String path : List.of(
                "/",
                "/page.js",
                "/stories",
                "/" + first + secret.substring(2),
                secret.substring(0, 43) + "/",
                secret.substring(0, secret.length() - 1),
                secret.toLowerCase(Locale.ROOT) + "x/",
                secret + "?x=1",
                "/./" + secret.substring(1))) {
            assertThat(visitor.rawGet(path, visitor.host())).as(path).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../",
                "..%2f",
                "%2e%2e/",
                "..%5c",
                "page.js/../page.js",
                "./page.js",
                "page.html",
                "/etc/passwd",
                "%2fetc%2fpasswd",
                "page.js%00",
                "frame/0/../0",
                "frame/-1/0",
                "frame/0/99999999999999999999",
                "lines/0/0/",
                "LivePage.class",
                "PAGE.JS",
                "frame/9999/1",
                "real/7"
            })
    void path_thatIsNotInTheTable_isNotFound(String path) throws Exception {
        assertThat(visitor.rawGet(visitor.path() + path, visitor.host())).isEqualTo(404);
    }

    @Test
    void methods_otherThanThoseMeant_areRefused() throws Exception {
        for (String method : List.of("PUT", "DELETE", "OPTIONS", "TRACE", "HEAD", "POST")) {
            assertThat(visitor.rawAsk(method, visitor.path(), visitor.host(), "Content-Length: 0"))
                    .as(method)
                    .isEqualTo(405);
        }
        assertThat(visitor.rawGet(visitor.path() + "command", visitor.host())).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | {\"run\":0,\"command\":\"stop\"} | 415",
                "application/x-www-form-urlencoded | run=0 | 415",
                "application/json | no json | 400",
                "application/json | [] | 400",
                "application/json | {} | 400",
                "application/json | {\"run\":0} | 400",
                "application/json | {\"run\":[0],\"command\":\"stop\"} | 400",
                "application/json | {\"run\":-1,\"command\":\"stop\"} | 400",
                "application/json | {\"run\":0,\"command\":\"exit\"} | 400",
                "application/json | {\"run\":1e3,\"command\":\"stop\"} | 400",
                "application/json | {\"run\":0,\"command\":\"stop\"} | 409"
            })
    void command_thatIsNone_isRefused(String type, String body, int status) throws Exception {
        assertThat(visitor.post(type, body)).isEqualTo(status);
    }

    @Test
    void command_thatIsTooLong_isRefused() throws Exception {
        assertThat(visitor.post("application/json", "[".repeat((1 << 16) + 1))).isEqualTo(413);
        assertThat(visitor.post("application/json", "[".repeat(1 << 16))).isEqualTo(400);
    }

    @Test
    void nonsense_isAnsweredOrCutOff_andTheServerGoesOn() throws Exception {
        for (String nonsense : List.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "GET / HTTP/9.9\r\n" + visitor.host() + "\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "GET " + visitor.path() + " HTTP/1.1\r\nX: " + "x".repeat(500_000) + "\r\n\r\n")) {
            String answer = raw(nonsense);
            assertThat(answer)
                    .as(nonsense.substring(0, Math.min(40, nonsense.length())))
                    .doesNotContain(" 200 ");
        }
        assertThat(visitor.get("").statusCode()).isEqualTo(200);
    }

    /** A server that ends a connection while it is being written to looks like a reset to the writer. */
    private String raw(String request) {
        try {
            return visitor.raw(request);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void page_namesNothingOutsideItself() throws Exception {
        Set<String> files = Set.of(
                "",
                "page.css",
                "format.js",
                "model.js",
                "source.js",
                "chart.js",
                "samples.js",
                "explore.js",
                "page.js");
        long bytes = 0;
        for (String file : files) {
            String text = visitor.text(file);
            bytes += text.length();
            assertThat(text).as(file).doesNotContain("http:", "https:", "innerHTML", "eval(", "document.write");
        }
        assertThat(bytes).as("the weight of the page").isLessThan(150_000);
    }
}
