package io.gan4j.web;

import io.gan4j.html.PageParts;
import java.util.Base64;
import java.util.HexFormat;

/** The resources of this module, and how a page names and checks what it holds. */
final class WebFiles {
    private WebFiles() {}

    static byte[] bytes(String name) {
        return PageParts.bytes(WebFiles.class, name);
    }

    static String text(String name) {
        return PageParts.text(WebFiles.class, name);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** SHA-256 as hexadecimal digits. */
    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(PageParts.sha256(bytes));
    }
}
