package io.gan4j.live;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in if it was meant for this page: it names this machine and port as its host, which the page of a stranger
 * cannot make a browser do for a name of its own; it does not come from another site; and its path begins with a secret that
 * only the address of the page holds, so that no other user of this machine gets in either.
 */
final class Gate {
    private static final int SECRET_BYTES = 32;

    private final String secret;
    private final Set<String> hosts;
    private final Set<String> origins;

    Gate(int port) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        this.secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        this.origins = Set.of("http://127.0.0.1:" + port, "http://localhost:" + port, "http://[::1]:" + port);
    }

    String secret() {
        return secret;
    }

    /** What became of a request: a path behind the secret, or the status that refuses it. */
    record Answer(int status, String path) {
        static final int OK = 200;

        boolean isIn() {
            return status == OK;
        }
    }

    Answer ask(URI address, Headers headers) {
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.get(0))) {
            return new Answer(403, "");
        }
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        if (isForeign(origin, site)) {
            return new Answer(403, "");
        }
        String path = address.getRawPath();
        if (path == null || address.getRawQuery() != null || !path.startsWith("/")) {
            return new Answer(404, "");
        }
        int end = path.indexOf('/', 1);
        if (end < 0 || !isSecret(path.substring(1, end))) {
            return new Answer(404, "");
        }
        return new Answer(Answer.OK, path.substring(end + 1));
    }

    private boolean isForeign(@Nullable String origin, @Nullable String site) {
        boolean otherOrigin = origin != null && !origins.contains(origin);
        boolean otherSite = site != null && !site.equals("same-origin") && !site.equals("none");
        return otherOrigin || otherSite;
    }

    /** Takes as long for a secret that is nearly right as for any other. */
    private boolean isSecret(String text) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
