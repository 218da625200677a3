package io.gan4j.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of checkpoint files. */
final class Hashing {
    private Hashing() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one has not", e);
        }
    }
}
