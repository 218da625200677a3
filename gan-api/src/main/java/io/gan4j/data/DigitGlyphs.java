package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.RandomStream;

/** The ways to write the ten digits: control points chosen by hand for this library, in the text form of {@link Glyph}. */
final class DigitGlyphs {
    private static final ImmutableList<ImmutableList<Glyph>> DIGITS =
            ImmutableList.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

    private DigitGlyphs() {}

    /** A way to write the digit, drawn by weight. */
    static Glyph draw(int digit, RandomStream random) {
        ImmutableList<Glyph> ways = DIGITS.get(digit);
        int ticket = random.nextInt(weight(ways));
        int place = 0;
        while (ticket >= ways.get(place).weight()) {
            ticket -= ways.get(place).weight();
            place++;
        }
        return ways.get(place);
    }

    private static int weight(ImmutableList<Glyph> ways) {
        int sum = 0;
        for (Glyph way : ways) {
            sum += way.weight();
        }
        return sum;
    }

    private static Glyph way(int weight, String text) {
        return Glyph.parse(weight, text);
    }

    private static ImmutableList<Glyph> zero() {
        return ImmutableList.of(
                way(4, "34 2, 14 14, 4 46, 10 80, 30 99, 51 84, 60 48, 51 14, 33 2, 26 5"),
                way(3, "48 12, 28 3, 9 24, 4 58, 16 92, 38 97, 56 72, 58 34, 44 8, 36 5"),
                way(3, "38 3, 13 16, 2 50, 15 86, 42 98, 68 82, 76 46, 63 13, 38 3, 30 5"),
                way(2, "18 16, 7 42, 8 74, 26 98, 48 84, 58 48, 50 14, 31 3, 17 14, 14 24"),
                way(1, "52 20, 42 4, 24 6, 8 34, 6 70, 22 97, 46 88, 58 54, 50 18, 34 10, 22 18"));
    }

    private static ImmutableList<Glyph> one() {
        return ImmutableList.of(
                way(8, "31 0, 31 33, 30 66, 30 100"),
                way(2, "34 0, 29 32, 28 66, 32 100"),
                way(2, "28 0, 33 30, 33 64, 27 100"),
                way(3, "18 18, 26 11, 34 0!, 33 34, 32 67, 32 100"),
                way(1, "16 22, 25 14, 34 0!, 33 34, 32 67, 32 100 / 12 100, 32 99, 52 99"));
    }

    private static ImmutableList<Glyph> two() {
        return ImmutableList.of(
                way(3, "6 24, 16 7, 36 1, 53 12, 54 33, 40 57, 22 79, 4 98!, 32 95, 64 97"),
                way(3, "8 22, 20 5, 40 2, 53 17, 48 43, 32 70, 14 93, 4 90, 10 79, 28 83, 46 96, 66 92"),
                way(2, "5 26, 15 7, 36 1, 53 14, 52 36, 36 62, 16 84, 8 95, 20 96, 42 93, 64 95"),
                way(2, "8 14, 28 3, 50 5, 55 22, 38 50, 20 74, 4 96!, 30 93, 62 98"),
                way(1, "10 10, 30 2, 50 10, 46 34, 28 64, 6 88, 2 78, 18 76, 38 90, 62 100"));
    }

    private static ImmutableList<Glyph> three() {
        return ImmutableList.of(
                way(3, "8 12, 24 1, 43 4, 49 20, 39 38, 20 46!, 42 50, 56 67, 50 88, 28 99, 6 90"),
                way(2, "8 5, 30 3, 52 3!, 38 23, 22 42!, 44 46, 57 65, 51 88, 29 99, 6 91"),
                way(2, "8 14, 26 1, 45 8, 46 28, 30 43, 18 47, 26 42, 44 51, 56 70, 46 92, 24 99, 4 88"),
                way(3, "10 8, 30 0, 48 10, 47 28, 27 45!, 48 52, 56 70, 45 92, 22 99, 3 92"),
                way(1, "6 12, 24 2, 44 8, 46 26, 28 44, 16 52, 14 44, 28 44, 50 58, 54 80, 34 98, 8 92"));
    }

    private static ImmutableList<Glyph> four() {
        return ImmutableList.of(
                way(3, "12 2, 7 24, 2 46, 8 57, 34 55, 68 50 / 58 6, 55 36, 51 70, 48 100"),
                way(3, "12 0, 8 26, 2 54!, 34 53, 72 50 / 54 6, 52 38, 49 70, 46 100"),
                way(2, "48 0, 26 28, 0 64!, 36 64, 76 61 / 50 4, 50 34, 49 68, 47 100"),
                way(2, "6 4, 2 30, 10 49, 34 48, 54 36, 62 4!, 57 36, 53 70, 50 100"),
                way(2, "20 0, 11 22, 0 50, 8 56, 34 52, 66 48 / 64 4, 56 30, 48 62, 40 100"),
                way(1, "38 0, 18 22, 0 50, 6 59, 34 56, 68 52 / 52 14, 50 40, 47 70, 44 100"));
    }

    private static ImmutableList<Glyph> five() {
        return ImmutableList.of(
                way(3, "18 3, 15 22, 12 43!, 30 37, 49 46, 56 67, 47 89, 25 99, 4 91 / 18 3, 38 3, 60 1"),
                way(3, "58 2, 39 3, 20 5!, 16 24, 12 42!, 32 38, 52 50, 54 75, 37 96, 8 95"),
                way(2, "60 3, 40 4, 22 10, 16 28, 28 42, 48 56, 52 78, 34 97, 6 92"),
                way(2, "16 4, 16 24, 16 42!, 34 39, 52 52, 54 76, 38 96, 6 97 / 14 4, 38 4, 62 3"),
                way(1, "62 0, 44 6, 24 8!, 16 26, 14 42, 32 42, 50 54, 50 76, 32 94, 6 92"));
    }

    private static ImmutableList<Glyph> six() {
        return ImmutableList.of(
                way(3, "46 2, 27 20, 11 46, 5 74, 18 97, 42 96, 54 78, 46 59, 26 58, 8 76"),
                way(3, "36 0, 20 22, 9 48, 6 76, 18 98, 42 95, 53 76, 42 58, 22 64, 10 82"),
                way(2, "54 8, 40 1, 22 14, 9 42, 5 74, 20 98, 44 93, 54 72, 40 56, 18 63, 7 80"),
                way(2, "52 0, 30 26, 10 56, 6 84, 26 99, 50 88, 53 68, 36 60, 16 74, 10 86"),
                way(1, "24 0, 14 26, 7 54, 8 82, 26 99, 48 88, 50 68, 34 58, 16 68, 8 80"));
    }

    private static ImmutableList<Glyph> seven() {
        return ImmutableList.of(
                way(4, "4 9, 28 6, 56 4!, 44 35, 33 67, 25 100"),
                way(2, "6 22, 6 5!, 32 5, 58 3!, 44 34, 34 66, 28 100"),
                way(2, "4 9, 28 6, 56 4!, 44 35, 33 67, 25 100 / 14 53, 36 50, 56 49"),
                way(3, "3 14, 26 5, 50 4, 55 14, 45 42, 34 70, 27 100"),
                way(1, "2 16, 12 4, 32 9, 58 3!, 46 34, 36 66, 30 100"),
                way(1, "6 16, 8 5!, 32 6, 56 4, 54 20, 42 48, 30 74, 22 100 / 18 54, 38 52, 56 48"));
    }

    private static ImmutableList<Glyph> eight() {
        return ImmutableList.of(
                way(4, "48 12, 32 1, 14 9, 13 27, 30 44, 49 62, 53 84, 34 99, 13 92, 9 75, 24 54, 45 36, 53 18, 44 5"),
                way(2, "31 46, 13 32, 14 9, 33 1, 51 13, 48 33, 30 46, 11 62, 7 85, 28 99, 51 89, 54 66, 32 46"),
                way(2, "58 8, 38 2, 18 12, 20 32, 40 52, 50 76, 36 97, 14 94, 8 76, 24 56, 44 36, 60 14"),
                way(2, "50 20, 40 2, 20 4, 12 20, 26 40, 46 58, 52 80, 32 99, 10 88, 12 68, 34 46, 52 28, 50 12"));
    }

    private static ImmutableList<Glyph> nine() {
        return ImmutableList.of(
                way(3, "50 14, 32 2, 12 14, 7 36, 22 51, 42 40, 52 14!, 51 42, 48 72, 45 100"),
                way(3, "52 10, 34 1, 13 11, 6 34, 20 50, 42 42, 53 18, 54 44, 50 76, 34 98, 10 93"),
                way(2, "50 22, 42 4, 22 4, 8 24, 14 46, 36 46, 50 24, 48 48, 38 74, 28 100"),
                way(2, "46 34, 52 12, 34 1, 12 12, 9 36, 28 44, 48 30, 52 16, 52 44, 52 72, 50 100"),
                way(1, "52 8, 28 6, 10 28, 20 46, 42 36, 56 6!, 50 40, 42 70, 32 100"));
    }
}
