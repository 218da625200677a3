package io.gan4j.data;

import com.google.common.base.Throwables;
import io.gan4j.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, BMP and the first frame of GIF, whatever the file is named, with an eye on the header first: a PNG of
 * 74 bytes that claims 20,000 by 20,000 pixels would otherwise take gigabytes before it is found to be cut short.
 */
final class ImageDecoder {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");
    /** Four for the decoder and as many for what is made of it, doubled because files are read side by side. */
    private static final int BYTES_A_PIXEL = 16;

    private final long asked;
    private final long mostPixels;
    private final int channels;

    /** @param channels 1, 3 or 4, or 0 for 1 if the image is grey, else 3 */
    ImageDecoder(long mostPixels, int channels) {
        this.asked = mostPixels;
        this.mostPixels = Math.min(mostPixels, Runtime.getRuntime().maxMemory() / BYTES_A_PIXEL);
        this.channels = channels;
    }

    Pixels decode(String file, byte[] bytes) throws MalformedDataException {
        if (bytes.length == 0) {
            throw new MalformedDataException(file, "is an empty file");
        }
        // in memory, unlike ImageIO.createImageInputStream, which makes a file for every image
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(file, in);
            try {
                reader.setInput(in, true, true);
                return decode(file, reader);
            } finally {
                reader.dispose();
            }
        } catch (MalformedDataException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            // decoders make arrays as long as a damaged file says, 2 GB for a palette
            throw new MalformedDataException(
                    file, "asks for more memory than Java's heap of " + Heap.mebibytes() + " MiB has left", e);
        } catch (IOException | RuntimeException e) {
            // decoders throw index errors and worse at damaged data
            throw new MalformedDataException(file, problem(e), e);
        }
    }

    private static String problem(Exception failure) {
        if (Throwables.getCausalChain(failure).stream().anyMatch(EOFException.class::isInstance)) {
            return "is cut short";
        }
        String message = failure.getMessage();
        return "cannot be decoded: " + (message == null ? failure.getClass().getSimpleName() : message);
    }

    private String limit() {
        return mostPixels < asked ? " with Java's heap of " + Heap.mebibytes() + " MiB" : "";
    }

    private static ImageReader reader(String file, ImageInputStream in) throws MalformedDataException, IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
        }
        throw new MalformedDataException(file, "is no PNG, JPEG, GIF or BMP image");
    }

    private Pixels decode(String file, ImageReader reader) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width < 1 || height < 1 || width * height > mostPixels) {
            throw new MalformedDataException(
                    file, "claims " + width + " x " + height + " pixels, allowed are 1 to " + mostPixels + limit());
        }
        AtomicBoolean cutShort = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            // the JPEG decoder fills the rest with grey and only warns
            if (warning.contains("runcated") || warning.contains("Premature")) {
                cutShort.set(true);
            }
        });
        BufferedImage image = reader.read(0);
        if (cutShort.get()) {
            throw new MalformedDataException(file, "is cut short");
        }
        return Pixels.of(image, channels == 0 ? (Pixels.isGrey(image) ? 1 : 3) : channels);
    }
}
