package io.gan4j.examples;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Makes paths of what people write, and says what is wrong with what cannot be one, or is not what they mean. */
final class PathArgument implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        return of(text);
    }

    /** @throws TypeConversionException if the text is no path, or one that only a shell or a browser understands */
    static Path of(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("a path must not be empty: write . for the current folder");
        }
        if (text.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
            throw new TypeConversionException("'" + text + "' is an address, not a path: write the path alone, such as "
                    + text.replaceFirst("^[^/]*/+", "/") + ", of a file on this computer");
        }
        Path path = parsed(text);
        if ((text.equals("~") || text.startsWith("~/")) && !Files.exists(path.getName(0))) {
            throw new TypeConversionException("'" + text
                    + "' begins with ~, which a shell turns into the home folder outside quotes alone: write "
                    + System.getProperty("user.home") + text.substring(1));
        }
        return path;
    }

    private static Path parsed(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            String reason = String.valueOf(e.getReason());
            throw new TypeConversionException(
                    reason.contains("unmappable")
                            ? "the name '" + text + "' cannot be written in " + System.getProperty("sun.jnu.encoding")
                                    + ", the encoding of this system: start Java in a locale that can, such as"
                                    + " LC_ALL=C.UTF-8"
                            : "'" + text + "' is no path: " + reason);
        }
    }
}
