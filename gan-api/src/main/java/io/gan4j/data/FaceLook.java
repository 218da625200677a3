package io.gan4j.data;

import io.gan4j.tensor.RandomStream;

/**
 * What a drawn person looks like at any moment; see {@link Faces}. Lengths are in halves of the face's height.
 *
 * @param width half the width of the face
 * @param jaw how much narrower it gets towards the chin
 * @param eyeDistance from the middle of the face to that of an eye
 * @param eyeWidth half the width of an eye
 * @param browThickness half the height of a brow
 * @param noseWidth half the width of the nose
 * @param noseLength from the height of the eyes to the nose's end
 * @param mouthWidth half the width of the mouth
 * @param lips how full they are
 */
record FaceLook(
        int skin,
        int hair,
        int eyes,
        int shirt,
        Hair style,
        Extra extra,
        double width,
        double jaw,
        double eyeDistance,
        double eyeWidth,
        double browThickness,
        double noseWidth,
        double noseLength,
        double mouthWidth,
        double lips) {
    private static final long STREAM = 0x1DE7;

    private static final int[] SKINS = {0xF7D7C4, 0xEFC3A4, 0xE0AC86, 0xC68B62, 0x9C6644, 0x6F4530};
    private static final int[] HAIRS = {0x1F1A17, 0x4A2F20, 0x7A4A25, 0xB5793B, 0xE3C16F, 0xB4412A, 0x9EA3A8, 0x5B3A29};
    private static final int[] EYES = {0x3B2A1E, 0x6B4A2A, 0x3F7A4E, 0x3B6FB0, 0x6F7F88};
    private static final int[] SHIRTS = {0xB83B3B, 0x2F6DB5, 0x3C8D5A, 0xE2A93B, 0x6E4A9E, 0x2B3440, 0xE7E3DA, 0x1F9AA8
    };

    /** How hair lies. */
    enum Hair {
        BALD,
        SHORT,
        PARTED,
        FRINGE,
        LONG,
        CURLY
    }

    /** What else is seen in a face. */
    enum Extra {
        NOTHING,
        GLASSES,
        BEARD,
        MOUSTACHE
    }

    static FaceLook of(int identity) {
        RandomStream random = RandomStream.of(identity, STREAM);
        return new FaceLook(
                one(SKINS, random),
                one(HAIRS, random),
                one(EYES, random),
                one(SHIRTS, random),
                Hair.values()[random.nextInt(Hair.values().length)],
                Extra.values()[random.nextInt(Extra.values().length)],
                between(0.70, 0.86, random),
                between(0.10, 0.38, random),
                between(0.30, 0.38, random),
                between(0.155, 0.21, random),
                between(0.030, 0.065, random),
                between(0.09, 0.15, random),
                between(0.30, 0.42, random),
                between(0.27, 0.38, random),
                between(0.05, 0.095, random));
    }

    private static int one(int[] colors, RandomStream random) {
        return colors[random.nextInt(colors.length)];
    }

    private static double between(double least, double most, RandomStream random) {
        return least + (most - least) * random.nextDouble();
    }
}
