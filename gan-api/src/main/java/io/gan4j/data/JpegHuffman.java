package io.gan4j.data;

import java.io.EOFException;
import java.util.Arrays;

/** A table of Huffman codes as a JPEG stores it: how many codes of each length there are, and their symbols in order. */
final class JpegHuffman {
    /** A table without a code: what stands where a file has put none. */
    static final JpegHuffman EMPTY = new JpegHuffman();

    private static final int LONGEST = 16;
    /** Codes of up to this length, nearly all that occur, are looked up in one go. */
    private static final int SHORT = 9;

    /** By the next {@link #SHORT} bits: the code's length times 256, plus its symbol; 0 if the code is longer. */
    private final int[] lookup = new int[1 << SHORT];

    private final int[] firstCode = new int[LONGEST + 1];
    private final int[] firstPlace = new int[LONGEST + 1];
    private final int[] counts = new int[LONGEST + 1];
    private final byte[] symbols;

    private JpegHuffman() {
        symbols = new byte[0];
    }

    /** The table whose 16 counts and symbols begin at a place of the file. */
    JpegHuffman(byte[] file, int from, int to) throws ImageFormatException {
        int total = 0;
        for (int length = 1; length <= LONGEST; length++) {
            counts[length] = from + length <= to ? file[from + length - 1] & 0xFF : 0;
            total += counts[length];
        }
        if (total > 256 || from + LONGEST + total > to) {
            throw new ImageFormatException("is damaged: a table of Huffman codes has an impossible length");
        }
        symbols = Arrays.copyOfRange(file, from + LONGEST, from + LONGEST + total);
        assign();
    }

    private void assign() throws ImageFormatException {
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            firstCode[length] = code;
            firstPlace[length] = place;
            if (code + counts[length] > 1 << length) {
                throw new ImageFormatException("is damaged: a table has more Huffman codes than there are");
            }
            for (int i = 0; i < counts[length]; i++, code++, place++) {
                if (length <= SHORT) {
                    int rest = SHORT - length;
                    Arrays.fill(lookup, code << rest, code + 1 << rest, length << 8 | symbols[place] & 0xFF);
                }
            }
            code <<= 1;
        }
    }

    /** How many bytes the table takes in the file. */
    int bytes() {
        return LONGEST + symbols.length;
    }

    /** Reads a symbol. */
    int next(JpegBits bits) throws ImageFormatException, EOFException {
        int ahead = bits.peek(LONGEST);
        int found = lookup[ahead >> LONGEST - SHORT];
        if (found != 0) {
            bits.skip(found >> 8);
            return found & 0xFF;
        }
        for (int length = SHORT + 1; length <= LONGEST; length++) {
            int place = (ahead >> LONGEST - length) - firstCode[length];
            if (place >= 0 && place < counts[length]) {
                bits.skip(length);
                return symbols[firstPlace[length] + place] & 0xFF;
            }
        }
        // behind the end there are zeros, which need not be a code: then this says that it is the end
        bits.skip(LONGEST);
        throw new ImageFormatException("is damaged: its pixels hold a code that no table has");
    }
}
