package io.gan4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing that is read of what a camera writes about a picture (Exif 2.32, 4.6): how it was held. */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY = 12;
    private static final int TYPE_BYTE = 1;
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;

    private Exif() {}

    /** The orientation, 1 to 8, that data in TIFF's form states; 0 if it states none, or is damaged. */
    static int orientation(byte[] file, int from, int to) {
        if (to - from < 8) {
            return 0;
        }
        ByteBuffer tiff = ByteBuffer.wrap(file, from, to - from).slice();
        short order = tiff.getShort(0);
        if (order != 0x4949 && order != 0x4D4D) {
            return 0;
        }
        tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long entries = Integer.toUnsignedLong(tiff.getInt(4)) + 2;
        if (tiff.getShort(2) != 42 || entries > tiff.capacity()) {
            return 0;
        }
        int count = Short.toUnsignedInt(tiff.getShort((int) entries - 2));
        for (int i = 0; i < count && entries + (i + 1L) * ENTRY <= tiff.capacity(); i++) {
            int entry = (int) entries + i * ENTRY;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
                return value(tiff, entry);
            }
        }
        return 0;
    }

    private static int value(ByteBuffer tiff, int entry) {
        long value = switch (tiff.getShort(entry + 2)) {
            case TYPE_BYTE -> tiff.get(entry + 8);
            case TYPE_SHORT -> tiff.getShort(entry + 8);
            case TYPE_LONG -> tiff.getInt(entry + 8);
            default -> 0;
        };
        return value >= 1 && value <= 8 && tiff.getInt(entry + 4) >= 1 ? (int) value : 0;
    }
}
