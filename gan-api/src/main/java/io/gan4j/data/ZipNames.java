package io.gan4j.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of a zip's entries as text. Those that say that they are in UTF-8 are read so. The others are in the character
 * set that the caller chose, else in UTF-8 if all of them are text in it (macOS writes such), else in CP437, which is what
 * the format says (APPNOTE, appendix D).
 *
 * @param names in the order of the entries
 * @param guessed a name that was read as CP437, if there is one
 */
record ZipNames(List<String> names, Optional<String> guessed) {
    /** What Windows writes in front of long paths. */
    private static final Pattern WINDOWS_PREFIX = Pattern.compile("^[/\\\\]{2}[?.][/\\\\]");

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    static ZipNames of(List<ZipRecord> entries, @Nullable Charset chosen) {
        boolean allUtf8 = entries.stream()
                .allMatch(entry -> entry.unicodeName().isPresent()
                        || entry.name(StandardCharsets.UTF_8).isPresent());
        boolean guess = chosen == null && !allUtf8;
        Charset charset = chosen == null ? guess ? cp437() : StandardCharsets.UTF_8 : chosen;
        List<String> names = new ArrayList<>();
        @Nullable String guessed = null;
        for (ZipRecord entry : entries) {
            Optional<String> unicode = entry.unicodeName();
            // a name that is no text in the chosen character set is kept apart from others by CP437, which knows all
            // bytes
            String name = unicode.orElseGet(() ->
                    entry.name(charset).orElseGet(() -> entry.name(cp437()).orElse("")));
            names.add(name);
            if (guess && unicode.isEmpty() && guessed == null && !isAscii(name)) {
                guessed = name;
            }
        }
        return new ZipNames(List.copyOf(names), Optional.ofNullable(guessed));
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    /** Java may lack it where it was cut down to its base module. */
    private static Charset cp437() {
        return Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
    }

    /**
     * An entry's path within the zip: its names between slashes of either kind, without what leads out of it or to where
     * it already is, such as {@code /}, {@code C:/}, {@code ./} and {@code ../}.
     */
    static String path(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : WINDOWS_PREFIX.matcher(name).replaceFirst("").split("[/\\\\]", -1)) {
            boolean leading = parts.isEmpty();
            if (part.equals("..")) {
                if (!leading) {
                    parts.remove(parts.size() - 1);
                }
            } else if (!part.isEmpty()
                    && !part.equals(".")
                    && !(leading && DRIVE.matcher(part).matches())) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
