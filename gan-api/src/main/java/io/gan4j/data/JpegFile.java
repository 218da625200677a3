package io.gan4j.data;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG file taken apart into its segments (ITU-T T.81, annex B): what its markers say of size, colour and orientation,
 * whether its scans hold every pixel, and the picture alone, without what programs have put around it. Java's own reader
 * lets profiles and markers decide about colours, in other ways than other programs, and fills up what is missing.
 */
final class JpegFile {
    /** The first two bytes of a picture without anything else, and a JFIF segment of version 1.02. */
    private static final byte[] HEAD = {
        (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0
    };

    private static final int TABLES = 4;

    private final byte[] file;
    private final ByteArrayOutputStream picture = new ByteArrayOutputStream();
    private final JpegHuffman[] dc = new JpegHuffman[TABLES];
    private final JpegHuffman[] ac = new JpegHuffman[TABLES];
    private int at = 2;

    private int restart;
    private @Nullable JpegFrame frame;
    private boolean jfif;
    private int adobeTransform = -1;
    private int orientation;

    private JpegFile(byte[] file) {
        this.file = file;
        Arrays.fill(dc, JpegHuffman.EMPTY);
        Arrays.fill(ac, JpegHuffman.EMPTY);
        picture.writeBytes(HEAD);
    }

    /**
     * Reads a file up to its size, before memory is taken for its pixels.
     *
     * @throws EOFException if it ends before
     * @throws ImageFormatException if it is damaged, or of a kind that is not read
     */
    static JpegFile open(byte[] file) throws IOException {
        JpegFile jpeg = new JpegFile(file);
        while (jpeg.frame == null) {
            int marker = jpeg.nextMarker();
            if (marker == 0xDA || marker == 0xD9) {
                throw new ImageFormatException("is damaged: it has no frame header");
            }
            jpeg.segment(marker);
        }
        return jpeg;
    }

    private JpegFrame frame() throws ImageFormatException {
        if (frame == null) {
            throw new ImageFormatException("is damaged: it has no frame header");
        }
        return frame;
    }

    int width() throws ImageFormatException {
        return frame().width;
    }

    int height() throws ImageFormatException {
        return frame().height;
    }

    /**
     * Reads the rest and returns the picture alone: the same coded pixels between a plain header and an end marker.
     *
     * @throws EOFException if a pixel is missing
     * @throws ImageFormatException if it is damaged, or of a kind that is not read
     */
    byte[] picture() throws IOException {
        JpegFrame open = frame();
        open.allocate();
        // a sequential picture is whole when each component has had its scan; later scans refine a progressive one
        while (open.progressive || !open.isComplete()) {
            int marker = nextMarker();
            if (marker == 0xD9) {
                break;
            }
            segment(marker);
        }
        if (!open.isComplete()) {
            throw new EOFException("scans are missing");
        }
        picture.write(0xFF);
        picture.write(0xD9);
        return picture.toByteArray();
    }

    /**
     * True if the three components are red, green and blue rather than brightness and two differences: by the rules that
     * libjpeg set, JFIF before Adobe's marker before the components' names.
     */
    boolean isRgb() throws ImageFormatException {
        if (jfif || frame().components.size() < 3) {
            return false;
        }
        if (adobeTransform >= 0) {
            return adobeTransform == 0;
        }
        return frame().components.stream().map(part -> (char) part.id).toList().equals(List.of('R', 'G', 'B'));
    }

    /** The number of components: 1 for grey, 3 for colour. */
    int components() throws ImageFormatException {
        return frame().components.size();
    }

    /** How the picture must be turned to stand upright. */
    Orientation orientation() {
        return Orientation.of(orientation);
    }

    /** Moves behind the next marker and returns it; what lies before it belongs to nothing. */
    private int nextMarker() throws EOFException {
        while (at + 1 < file.length) {
            int marker = file[at + 1] & 0xFF;
            if (file[at] == (byte) 0xFF && marker != 0 && marker != 0xFF) {
                at += 2;
                return marker;
            }
            at++;
        }
        throw new EOFException("no marker follows");
    }

    private void segment(int marker) throws IOException {
        if (marker == 0x01 || marker >= 0xD0 && marker <= 0xD8) {
            return;
        }
        int start = at - 2;
        int length = at + 1 < file.length ? (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF : file.length;
        int from = at + 2;
        int to = at + length;
        if (to > file.length) {
            throw new EOFException("a segment is cut short");
        }
        if (length < 2) {
            throw new ImageFormatException("is damaged: a segment has no length");
        }
        at = to;
        if (marker >= 0xE0 && marker <= 0xEF || marker == 0xFE) {
            application(marker, from, to);
            return;
        }
        if (marker == 0xDA) {
            at = scan(from, to);
        } else {
            table(marker, from, to);
        }
        picture.write(file, start, at - start);
    }

    private void table(int marker, int from, int to) throws IOException {
        if (marker == 0xC4) {
            for (int place = from; place < to; ) {
                int which = file[place] & 0xFF;
                if ((which & 0xF) >= TABLES || which >> 4 > 1) {
                    throw new ImageFormatException("is damaged: there is no table of Huffman codes " + which);
                }
                JpegHuffman table = new JpegHuffman(file, place + 1, to);
                (which >> 4 == 0 ? dc : ac)[which & 0xF] = table;
                place += 1 + table.bytes();
            }
        } else if (marker == 0xDD) {
            if (to - from < 2) {
                throw new ImageFormatException("is damaged: its restart interval is cut short");
            }
            restart = (file[from] & 0xFF) << 8 | file[from + 1] & 0xFF;
        } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC8 && marker != 0xCC) {
            if (frame != null) {
                throw new ImageFormatException("is damaged: it has two frame headers");
            }
            frame = JpegFrame.read(marker, file, from, to);
        }
    }

    private void application(int marker, int from, int to) {
        if (marker == 0xE0 && begins(from, to, "JFIF\0")) {
            jfif = true;
        } else if (marker == 0xE1 && begins(from, to, "Exif\0") && orientation == 0) {
            orientation = Exif.orientation(file, from + 6, to);
        } else if (marker == 0xEE && begins(from, to, "Adobe") && to - from >= 12) {
            adobeTransform = file[from + 11] & 0xFF;
        }
    }

    private boolean begins(int from, int to, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
        return to - from >= wanted.length && Arrays.equals(file, from, from + wanted.length, wanted, 0, wanted.length);
    }

    private int scan(int from, int to) throws IOException {
        JpegFrame open = frame();
        int count = from < to ? file[from] & 0xFF : 0;
        if (count < 1 || count > open.components.size() || to - from < 4 + 2 * count) {
            throw new ImageFormatException("is damaged: a scan has an impossible header");
        }
        List<JpegFrame.Component> parts = new ArrayList<>();
        List<JpegHuffman> constants = new ArrayList<>();
        List<JpegHuffman> others = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = file[from + 1 + 2 * i] & 0xFF;
            int tables = file[from + 2 + 2 * i] & 0xFF;
            JpegFrame.Component part = open.components.stream()
                    .filter(component -> component.id == id && !parts.contains(component))
                    .findFirst()
                    .orElseThrow(() -> new ImageFormatException("is damaged: a scan names no component"));
            parts.add(part);
            constants.add(dc[tables >> 4 & 3]);
            others.add(ac[tables & 3]);
        }
        int place = from + 1 + 2 * count;
        JpegScan.Band band = new JpegScan.Band(
                file[place] & 0xFF, file[place + 1] & 0xFF, file[place + 2] >> 4 & 0xF, file[place + 2] & 0xF);
        return new JpegScan(open, parts, constants, others, band).walk(file, to, restart);
    }
}
