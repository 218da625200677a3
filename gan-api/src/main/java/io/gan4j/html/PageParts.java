package io.gan4j.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts that several pages share, and how a page of one file is made of parts. */
public final class PageParts {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

    private PageParts() {}

    /** Returns the style that comes before the style of each page: colors for light and dark, headings, controls, tables. */
    public static String style() {
        return text(PageParts.class, "base.css");
    }

    /**
     * Returns the ES module {@code format.js}: numbers and times as text, functions that make elements, and a player of frames.
     */
    public static String formatScript() {
        return text(PageParts.class, "format.js");
    }

    /**
     * Returns a resource as text.
     *
     * @param owner a class of the package that holds the resource
     * @param name the name of the resource within that package
     * @throws IllegalStateException if there is none
     */
    public static String text(Class<?> owner, String name) {
        return new String(bytes(owner, name), StandardCharsets.UTF_8);
    }

    /** Returns the bytes of a resource, see {@link #text}. */
    public static byte[] bytes(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the package " + owner.getPackageName()
                        + " is incomplete: its resource " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the resource " + name + " of " + owner.getPackageName() + " cannot be read", e);
        }
    }

    /**
     * Joins ES modules into one script.
     *
     * @param modules the modules, each after those that it imports; they import nothing else, and no two of them declare the
     *     same name
     */
    public static String joined(Collection<String> modules) {
        return modules.stream()
                .map(text -> EXPORT.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll(""))
                .collect(Collectors.joining());
    }

    /** Returns the source expression by which a content security policy allows one text alone: {@code 'sha256-...'}. */
    public static String source(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(sha256(text.getBytes(StandardCharsets.UTF_8))) + "'";
    }

    /** Returns the SHA-256 of bytes. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
