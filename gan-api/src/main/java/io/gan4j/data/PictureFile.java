package io.gan4j.data;

import io.gan4j.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads one picture from a file by the rules of {@link ImageFolder}, so that what is given to a network looks as what it
 * learned from: a photo is upright, a profile is passed over, and what is damaged is refused.
 *
 * <pre>{@code
 * BufferedImage picture = PictureFile.read(Path.of("photo.jpg"));
 * translator.translate(picture);
 * }</pre>
 */
public final class PictureFile {
    private static final long MOST_BYTES = 1 << 30;
    /** No more than an image folder may be allowed; Java's heap sets a lower limit. */
    private static final long MOST_PIXELS = 500_000_000;

    private static final int WITH_ALPHA = 4;
    private static final byte OPAQUE = (byte) 255;

    private PictureFile() {}

    /**
     * The picture of a PNG, JPEG or BMP file, or the first one of a GIF file, whatever its name is.
     *
     * @return 8 bits a channel: grey, RGB, or RGB and alpha where something is transparent
     * @throws MalformedDataException if the file is damaged, no such picture, or has more pixels than Java's heap has room for
     * @throws IOException if it cannot be read
     */
    public static BufferedImage read(Path file) throws IOException {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new MalformedDataException(name, "is a folder, not a picture");
        }
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new MalformedDataException(
                    name, "has " + size + " bytes, more than the " + MOST_BYTES + " of a picture");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (FileKind.of(bytes) == FileKind.JPEG) {
            return decoded(name, bytes, 0).toBufferedImage();
        }
        Pixels whole = decoded(name, bytes, WITH_ALPHA);
        return (isOpaque(whole) ? decoded(name, bytes, 0) : whole).toBufferedImage();
    }

    private static Pixels decoded(String name, byte[] bytes, int channels) throws MalformedDataException {
        return new ImageDecoder(MOST_PIXELS, channels).decode(name, bytes);
    }

    private static boolean isOpaque(Pixels picture) {
        for (byte alpha : picture.channel(WITH_ALPHA - 1).toBytes()) {
            if (alpha != OPAQUE) {
                return false;
            }
        }
        return true;
    }
}
