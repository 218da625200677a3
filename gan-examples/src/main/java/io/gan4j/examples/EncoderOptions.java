package io.gan4j.examples;

import io.gan4j.TextToImageBuilder;
import io.gan4j.inference.Conditions;
import io.gan4j.onnx.OnnxSentences;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that reads texts by an encoder that its user brings, as a mixin. */
final class EncoderOptions {
    private static final String TOKENIZER = "tokenizer.json";

    @Option(
            names = "--encoder",
            paramLabel = "MODEL.onnx",
            description =
                    "An encoder of sentences of BERT's kind, such as all-MiniLM-L6-v2, that reads the texts. Default: that of the"
                            + " model, which learned from its captions.")
    private @Nullable Path model;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE.json",
            description = "The tokenizer of --encoder. Default: " + TOKENIZER + " beside it.")
    private @Nullable Path tokenizer;

    /** True if an encoder or a tokenizer is named. */
    boolean isGiven() {
        return model != null || tokenizer != null;
    }

    /**
     * Loads the encoder, if one is named.
     *
     * @throws IllegalArgumentException if there is a tokenizer without an encoder
     * @throws IOException if a file cannot be read
     */
    Opened open() throws IOException {
        if (model == null) {
            if (tokenizer != null) {
                throw new IllegalArgumentException("--tokenizer needs --encoder, whose tokenizer it is");
            }
            return new Opened(null);
        }
        return new Opened(OnnxSentences.load(model, tokenizer == null ? model.resolveSibling(TOKENIZER) : tokenizer));
    }

    /**
     * The encoder in use.
     *
     * @param encoder null if the model reads texts itself
     */
    record Opened(@Nullable OnnxSentences encoder) implements AutoCloseable {
        /** The settings with this encoder. */
        TextToImageBuilder on(TextToImageBuilder settings) {
            return encoder == null ? settings : settings.encoder(encoder);
        }

        /** Asks for images of a text. */
        Conditions asked(String text) {
            return encoder == null ? Conditions.text(text) : Conditions.read(encoder, text);
        }

        @Override
        public void close() {
            if (encoder != null) {
                encoder.close();
            }
        }
    }
}
