package io.gan4j.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * ONNX Runtime Web as this module carries it: the script and the WebAssembly of the npm package {@code onnxruntime-web},
 * unchanged, under the MIT licence. Its single-threaded use needs nothing of a server, so that it runs in a file.
 */
public final class WebRuntime {
    /** The version of ONNX Runtime Web. */
    public static final String VERSION = "1.30.0";

    /** SHA-256 of the WebAssembly as the npm package holds it. */
    static final String BINARY_DIGEST = "3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2";

    /** SHA-256 of the script as the npm package holds it. */
    static final String SCRIPT_DIGEST = "11e64bd8ffe11bd1a2a2f0d6275fdfbbba7262f0b76b99b53d228a8a22ef3d90";

    private static final String BINARY = "ort-wasm-simd-threaded.wasm.gz";
    private static final String SCRIPT = "ort.wasm.bundle.min.mjs.gz";

    private WebRuntime() {}

    /** Returns the WebAssembly, {@code ort-wasm-simd-threaded.wasm}. */
    public static byte[] binary() {
        return unpacked(packedBinary());
    }

    /** Returns the ES module that runs it, {@code ort.wasm.bundle.min.mjs}. */
    public static byte[] script() {
        return unpacked(packedScript());
    }

    /** Returns the text of the licence. */
    public static String licence() {
        return WebFiles.text("/META-INF/onnxruntime-web/LICENSE.txt");
    }

    static byte[] packedBinary() {
        return WebFiles.bytes(BINARY);
    }

    static byte[] packedScript() {
        return WebFiles.bytes(SCRIPT);
    }

    private static byte[] unpacked(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("gan-web's ONNX Runtime Web is damaged", e);
        }
    }
}
