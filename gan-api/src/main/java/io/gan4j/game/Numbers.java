package io.gan4j.game;

import java.math.BigDecimal;

/** Numbers as people write them. */
final class Numbers {
    private Numbers() {}

    /** All digits that a float has and no exponent: {@code 0.0002}, {@code 10}. */
    static String text(float value) {
        return new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString();
    }
}
