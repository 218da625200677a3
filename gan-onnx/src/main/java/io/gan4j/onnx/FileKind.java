package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recognises files that people take for models, by their first bytes, to say what they are. */
final class FileKind {
    private static final String EXPORT = "; gan4j loads only what gan4j exports, an .onnx file";

    private record Kind(String start, String what) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("PK\3\4", "a zip archive, as PyTorch's .pt and .pth, TorchScript and Keras files are" + EXPORT),
            new Kind("PK\5\6", "an empty zip archive" + EXPORT),
            new Kind("\u0080\2", "a Python pickle, as old PyTorch files are: reading one runs code" + EXPORT),
            new Kind("\u0080\3", "a Python pickle: reading one runs code" + EXPORT),
            new Kind("\u0080\4", "a Python pickle: reading one runs code" + EXPORT),
            new Kind("\u0080\5", "a Python pickle: reading one runs code" + EXPORT),
            new Kind("\u0089PNG", "a PNG image" + EXPORT),
            new Kind("\u0089HDF", "an HDF5 file, as Keras writes" + EXPORT),
            new Kind("\u00ff\u00d8\u00ff", "a JPEG image" + EXPORT),
            new Kind("GIF8", "a GIF image" + EXPORT),
            new Kind("\u001f\u008b", "compressed by gzip: unpack it first"),
            new Kind("version https://git-lfs", "a Git LFS pointer: fetch the file itself with 'git lfs pull'"),
            new Kind("<", "text, such as a web page: was the download refused?"),
            new Kind("{", "text, such as JSON" + EXPORT));
    /** Safetensors begin with the length of their header in 8 bytes, then the header, which is JSON. */
    private static final int SAFETENSORS_HEADER = 8;

    private FileKind() {}

    /** Refuses a file that is clearly something else. */
    static void check(byte[] file) {
        if (file.length == 0) {
            throw new ModelFileException("it is empty");
        }
        String start = new String(file, 0, Math.min(file.length, 32), StandardCharsets.ISO_8859_1);
        for (Kind kind : KINDS) {
            if (start.startsWith(kind.start())) {
                throw new ModelFileException("it is no ONNX file but " + kind.what());
            }
        }
        if (start.length() > SAFETENSORS_HEADER && start.startsWith("{\"", SAFETENSORS_HEADER)) {
            throw new ModelFileException("it is no ONNX file but weights in the safetensors format" + EXPORT);
        }
    }
}
