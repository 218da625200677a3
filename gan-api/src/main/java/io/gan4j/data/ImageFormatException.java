package io.gan4j.data;

import java.io.IOException;

/** Says what is wrong with a picture, in words that follow the name of its file: "is damaged: ...". */
final class ImageFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    ImageFormatException(String problem) {
        super(problem);
    }
}
