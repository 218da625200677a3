package io.gan4j.data;

import com.google.common.base.Throwables;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, BMP and the first picture of GIF, whatever the file is named, by the rules of {@link ImageFolder}. The
 * header comes first: a PNG of 74 bytes that claims 20,000 by 20,000 pixels would otherwise take gigabytes before it is found
 * to be cut short.
 */
final class ImageDecoder {
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
        try {
            return switch (FileKind.of(bytes)) {
                case PNG -> png(file, bytes);
                case JPEG -> jpeg(file, bytes);
                case GIF -> gif(file, bytes);
                case BMP -> bmp(file, bytes);
                case OTHER -> throw new ImageFormatException(FileKind.complaint(bytes));
            };
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

    /**
     * Decodes the pictures of a film, if it is an animated GIF, else the one picture of a file.
     *
     * @throws MalformedDataException if it is damaged or no image, or its pictures are more than is allowed for one image
     */
    List<Pixels> decodeAll(String file, byte[] bytes) throws MalformedDataException {
        Pixels first = decode(file, bytes);
        if (FileKind.of(bytes) != FileKind.GIF) {
            return List.of(first);
        }
        try {
            GifFilm film = GifFilm.open(bytes);
            int length = film.length();
            if (length * film.area() > mostPixels) {
                throw new MalformedDataException(
                        file,
                        "its " + length + " pictures of " + film.area() + " pixels are more than " + mostPixels
                                + " pixels, which are allowed" + limit());
            }
            return film.pictures(channels);
        } catch (MalformedDataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedDataException(file, problem(e), e);
        }
    }

    private static String problem(Exception failure) {
        if (Throwables.getCausalChain(failure).stream().anyMatch(EOFException.class::isInstance)) {
            return "is cut short";
        }
        String message = failure.getMessage();
        if (failure instanceof ImageFormatException && message != null) {
            return message;
        }
        return "cannot be decoded: " + (message == null ? failure.getClass().getSimpleName() : message);
    }

    private Pixels png(String file, byte[] bytes) throws IOException {
        return Orientation.of(PngChunks.orientation(bytes)).upright(pixels(file, "png", bytes));
    }

    private Pixels bmp(String file, byte[] bytes) throws IOException {
        BmpFile.check(bytes);
        return pixels(file, "bmp", bytes);
    }

    private Pixels gif(String file, byte[] bytes) throws IOException {
        GifFile gif = GifFile.open(bytes);
        checkExtent(file, gif.width(), gif.height());
        return gif.picture(channels);
    }

    private Pixels jpeg(String file, byte[] bytes) throws IOException {
        JpegFile jpeg = JpegFile.open(bytes);
        checkExtent(file, jpeg.width(), jpeg.height());
        byte[] picture = jpeg.picture();
        Raster raster = read("jpeg", picture, reader -> reader.readRaster(0, null));
        int planes = jpeg.components();
        Shape shape = Shape.of(planes, raster.getHeight(), raster.getWidth());
        Pixels stored = Pixels.of(shape, JpegColours.planes(raster, planes == 3 && !jpeg.isRgb()));
        return jpeg.orientation().upright(channels == 0 ? stored : stored.channels(channels));
    }

    private Pixels pixels(String file, String format, byte[] bytes) throws IOException {
        BufferedImage image = read(format, bytes, reader -> {
            checkExtent(file, reader.getWidth(0), reader.getHeight(0));
            return withoutProfile(reader.read(0));
        });
        return Pixels.of(image, channels == 0 ? (Pixels.isGrey(image) ? 1 : 3) : channels);
    }

    private void checkExtent(String file, long width, long height) throws MalformedDataException {
        if (width < 1 || height < 1 || width * height > mostPixels) {
            throw new MalformedDataException(
                    file, "claims " + width + " x " + height + " pixels, allowed are 1 to " + mostPixels + limit());
        }
    }

    private String limit() {
        return mostPixels < asked ? " with Java's heap of " + Heap.mebibytes() + " MiB" : "";
    }

    /** What is done with a reader. */
    private interface Use<T> {
        T of(ImageReader reader) throws IOException;
    }

    private static <T> T read(String format, byte[] bytes, Use<T> use) throws IOException {
        // in memory, unlike ImageIO.createImageInputStream, which makes a file for every image
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(format);
            try {
                reader.setInput(in, true, true);
                return use.of(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Java's own reader: what others on the class path make of the same file may differ. */
    private static ImageReader reader(String format) {
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IllegalStateException("this Java has no reader for " + format);
    }

    /** The same samples, called sRGB whatever a profile in the file says. */
    private static BufferedImage withoutProfile(BufferedImage image) {
        ColorModel model = image.getColorModel();
        ColorSpace space = model.getColorSpace();
        if (space.getType() != ColorSpace.TYPE_RGB || space.isCS_sRGB()) {
            return image;
        }
        ColorSpace plain = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        if (model instanceof DirectColorModel packed) {
            model = new DirectColorModel(
                    plain,
                    packed.getPixelSize(),
                    packed.getRedMask(),
                    packed.getGreenMask(),
                    packed.getBlueMask(),
                    packed.getAlphaMask(),
                    packed.isAlphaPremultiplied(),
                    packed.getTransferType());
        } else {
            model = new ComponentColorModel(
                    plain,
                    model.hasAlpha(),
                    model.isAlphaPremultiplied(),
                    model.getTransparency(),
                    model.getTransferType());
        }
        return new BufferedImage(model, image.getRaster(), model.isAlphaPremultiplied(), null);
    }
}
