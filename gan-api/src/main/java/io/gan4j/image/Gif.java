package io.gan4j.image;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.AtomicFile;
import io.gan4j.tensor.Memory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * An animated GIF that repeats for ever: one frame an image.
 *
 * <pre>{@code
 * Gif.of(frames).delay(Duration.ofMillis(50)).hold(Duration.ofSeconds(2)).write(Path.of("training.gif"));
 * }</pre>
 *
 * <p>A GIF has 256 colours a frame. Grey images and those of at most 256 colours are kept exactly, others are reduced to
 * the 256 colours that suit the frame best: frames of more colours have palettes of their own, so that an area which stays the
 * same may change a little from frame to frame. What is transparent shows white. Immutable and thread-safe.
 */
@CheckReturnValue
public final class Gif {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(655_350);

    /** What a frame takes for each pixel while it is written: its values, its indices and the written file. */
    private static final int BYTES_A_GREY = 8;
    /** The same with the colours to cut, sorted and halved. */
    private static final int BYTES_A_COLOUR = 28;

    private final Images frames;
    private final Duration delay;
    private final Duration hold;
    private final Provenance provenance;

    private Gif(Images frames, Duration delay, Duration hold, Provenance provenance) {
        this.frames = frames;
        this.delay = delay;
        this.hold = hold;
        this.provenance = provenance;
    }

    /** An animation whose frames are the images of a batch, in order. */
    public static Gif of(Images frames) {
        return new Gif(frames, Duration.ofMillis(100), Duration.ZERO, Provenance.TRAINED_ALGORITHMIC_MEDIA);
    }

    /**
     * An animation whose frames are the images of all batches, in order: usually one sheet each.
     *
     * @throws IllegalArgumentException if there is no frame, or shapes differ
     */
    public static Gif of(List<Images> frames) {
        return of(Images.concat(frames));
    }

    /**
     * Sets how long a frame stays, rounded to the hundredths of a second that GIF counts in. Default 100 ms, range 20 ms
     * (browsers slow down what is faster) to 655.35 s.
     *
     * @throws IllegalArgumentException if out of range
     */
    public Gif delay(Duration time) {
        return new Gif(frames, checked("delay", time), hold, provenance);
    }

    /**
     * Sets how long the last frame stays before the first comes again. Default: as long as the others; the same range.
     *
     * @throws IllegalArgumentException if out of range
     */
    public Gif hold(Duration time) {
        return new Gif(frames, delay, checked("hold", time), provenance);
    }

    /** Sets what the file says about its origin. Default {@link Provenance#TRAINED_ALGORITHMIC_MEDIA}. */
    public Gif provenance(Provenance mark) {
        return new Gif(frames, delay, hold, mark);
    }

    private static Duration checked(String setting, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(setting + " must be 20 ms to 655350 ms, was " + time.toMillis() + " ms");
        }
        return time;
    }

    /**
     * Writes the file. Missing folders are created; a file that is there is replaced in one step.
     *
     * @throws IllegalArgumentException if Java's heap cannot hold what writing a frame, or the file, takes
     * @throws IllegalStateException if an image holds NaN
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, toBytes());
    }

    /**
     * The file's bytes.
     *
     * @throws IllegalArgumentException if Java's heap cannot hold what writing a frame, or the file, takes
     * @throws IllegalStateException if an image holds NaN
     */
    public byte[] toBytes() {
        long pixels = (long) frames.shape().height() * frames.shape().width();
        boolean grey = frames.shape().channels() == 1;
        return Memory.take(
                Memory.product(pixels, grey ? BYTES_A_GREY : BYTES_A_COLOUR),
                "the GIF of " + frames,
                "write smaller or fewer frames",
                () -> {
                    try {
                        return marked(encode());
                    } catch (IOException e) {
                        throw new UncheckedIOException("cannot happen: writing GIF to memory failed", e);
                    }
                });
    }

    private byte[] encode() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.count(); i++) {
                BufferedImage image = Palette.index(opaque(frames.get(i).toPixels()));
                writer.writeToSequence(new IIOImage(image, null, metadata(writer, param, image, i)), param);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static Pixels opaque(Pixels image) {
        return image.shape().channels() == 4 ? image.channels(3) : image;
    }

    private IIOMetadata metadata(ImageWriter writer, ImageWriteParam param, BufferedImage image, int frame)
            throws IOException {
        boolean held = frame == frames.count() - 1 && !hold.isZero();
        long hundredths = Math.round((held ? hold : delay).toMillis() / 10.0);
        // the constructor, because createFromRenderedImage replaces the image's palette by a standard one
        ImageTypeSpecifier type = new ImageTypeSpecifier(image);
        IIOMetadata metadata = writer.getDefaultImageMetadata(type, param);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Long.toString(hundredths));
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        if (frame == 0) {
            root.appendChild(repeatForEver());
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }

    private static IIOMetadataNode repeatForEver() {
        IIOMetadataNode netscape = new IIOMetadataNode("ApplicationExtension");
        netscape.setAttribute("applicationID", "NETSCAPE");
        netscape.setAttribute("authenticationCode", "2.0");
        netscape.setUserObject(new byte[] {1, 0, 0});
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(netscape);
        return extensions;
    }

    /**
     * Adds the XMP packet before the last byte, the trailer, as the XMP specification, part 3, has it: an application
     * extension whose text is not cut into blocks, and after it 256 bytes that lead every reader of blocks to the end.
     */
    private byte[] marked(byte[] gif) {
        if (provenance == Provenance.NONE) {
            return gif;
        }
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(gif, 0, gif.length - 1);
        marked.writeBytes(new byte[] {0x21, (byte) 0xFF, 11});
        marked.writeBytes("XMP DataXMP".getBytes(StandardCharsets.US_ASCII));
        marked.writeBytes(provenance.xmp().getBytes(StandardCharsets.US_ASCII));
        marked.write(1);
        for (int i = 255; i >= 0; i--) {
            marked.write(i);
        }
        marked.write(0);
        marked.write(gif[gif.length - 1]);
        return marked.toByteArray();
    }
}
