package io.gan4j.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The files and folders that systems leave beside images, by name: thumbnails, view settings, wastebaskets. */
final class Leftovers {
    private static final Set<String> NAMES = Set.of(
            // macOS, in zips and on network shares
            "__macosx",
            "icon\r",
            "network trash folder",
            "temporary items",
            // Windows
            "thumbs.db",
            "ehthumbs.db",
            "ehthumbs_vista.db",
            "desktop.ini",
            "$recycle.bin",
            "system volume information",
            // network storage by Synology and QNAP
            "@eadir",
            "@recycle",
            "@recently-snapshot",
            "#recycle",
            "#snapshot",
            // Linux
            "lost+found",
            // Picasa
            "picasa.ini",
            "thumbs.db:encryptable");

    /** Where a file was downloaded from, as Windows keeps it beside a file on other file systems. */
    private static final Pattern ZONE = Pattern.compile(".*[:\\uF03A]Zone\\.Identifier");

    private Leftovers() {}

    /** Whether a name is one of theirs, or hidden: it begins with a dot. */
    static boolean isOne(String name) {
        return name.startsWith(".")
                || NAMES.contains(name.toLowerCase(Locale.ROOT))
                || ZONE.matcher(name).matches();
    }
}
