package io.gan4j.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Writes JPEG files in tests, and takes them apart. */
final class Jpegs {
    static final int SCAN = 0xDA;
    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    private Jpegs() {}

    /** How a file is coded: sampling is how often brightness is sampled for each sample of colour, across and down. */
    record Coding(boolean progressive, int restart, int across, int down) {
        static final Coding PLAIN = new Coding(false, 0, 1, 1);

        /** Every way of coding that is read. */
        static List<Coding> all() {
            List<Coding> all = new ArrayList<>();
            for (boolean progressive : new boolean[] {false, true}) {
                for (int restart : new int[] {0, 1, 3}) {
                    for (int[] sampling : new int[][] {{1, 1}, {2, 1}, {1, 2}, {2, 2}}) {
                        all.add(new Coding(progressive, restart, sampling[0], sampling[1]));
                    }
                }
            }
            return all;
        }
    }

    /** The file of an image, in the best quality. */
    static byte[] encode(BufferedImage image, Coding coding) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(1);
            if (coding.progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
            IIOMetadataNode part =
                    (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
            part.setAttribute("HsamplingFactor", Integer.toString(coding.across));
            part.setAttribute("VsamplingFactor", Integer.toString(coding.down));
            if (coding.restart > 0) {
                IIOMetadataNode interval = new IIOMetadataNode("dri");
                interval.setAttribute("interval", Integer.toString(coding.restart));
                root.getElementsByTagName("markerSequence").item(0).appendChild(interval);
            }
            metadata.setFromTree(FORMAT, root);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), param);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The parts of a file: the start marker, each segment up to the first scan's, and all the rest. */
    static List<byte[]> parts(byte[] file) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(Arrays.copyOf(file, 2));
        int at = 2;
        int marker = 0;
        while (marker != SCAN) {
            marker = file[at + 1] & 0xFF;
            int next = at + 2 + ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF);
            parts.add(Arrays.copyOfRange(file, at, next));
            at = next;
        }
        parts.add(Arrays.copyOfRange(file, at, file.length));
        return parts;
    }

    static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        return join(List.of(parts));
    }

    /** A segment with its marker and length. */
    static byte[] segment(int marker, byte[] content) {
        int length = content.length + 2;
        return join(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, content);
    }

    /** The file without the segments of a marker. */
    static byte[] without(int marker, byte[] file) {
        List<byte[]> parts = parts(file);
        parts.removeIf(part -> part.length > 2 && part[0] == (byte) 0xFF && (part[1] & 0xFF) == marker);
        return join(parts);
    }

    /** The file with a segment behind some of its parts; the first part is the start marker. */
    static byte[] with(int after, byte[] segment, byte[] file) {
        List<byte[]> parts = parts(file);
        parts.add(after, segment);
        return join(parts);
    }

    /** The first place of a segment's marker. */
    static int find(int marker, byte[] file) {
        int at = 0;
        for (byte[] part : parts(file)) {
            if (part[0] == (byte) 0xFF && (part[1] & 0xFF) == marker) {
                return at;
            }
            at += part.length;
        }
        throw new AssertionError("there is no marker " + marker);
    }
}
