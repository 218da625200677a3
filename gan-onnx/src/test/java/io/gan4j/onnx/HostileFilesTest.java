package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.Generator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that want other files, that hide something, or that are no ONNX files: each is refused in Java. */
class HostileFilesTest {
    private static final String LOAD = "; load the file that gan4j exported";

    @TestFactory
    Stream<DynamicTest> otherFiles_wantedFromOutside_areRefused() {
        String message = "it wants files outside itself, which gan4j never writes or reads";
        return Stream.of("../secret.bin", "/etc/passwd", "secret.bin", "link.bin", "../../etc/passwd", "C:\\secret.bin")
                .map(path -> Attack.weight(
                        "external data " + path,
                        message,
                        tensor -> tensor.clearRawData()
                                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                                .addExternalData(StringStringEntryProto.newBuilder()
                                        .setKey("location")
                                        .setValue(path))));
    }

    @Test
    void otherFiles_thatAreThere_areNotRead(@TempDir Path folder) throws Exception {
        Path canary = Files.write(folder.resolve("canary.bin"), new byte[288]);
        Path link = Files.createSymbolicLink(folder.resolve("link.bin"), canary);
        for (String location : new String[] {canary.toString(), link.toString(), "canary.bin", "pom.xml"}) {
            ModelProto.Builder model = Attack.valid();
            model.getGraphBuilder()
                    .getInitializerBuilder(1)
                    .clearRawData()
                    .addExternalData(StringStringEntryProto.newBuilder()
                            .setKey("location")
                            .setValue(location));
            Path file = Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
            assertThatThrownBy(() -> Generator.load(file))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage(file + ": it wants files outside itself, which gan4j never writes or reads");
        }
    }

    @TestFactory
    Stream<DynamicTest> fields_thatNobodyKnows_areRefused() {
        UnknownFieldSet field = UnknownFieldSet.newBuilder()
                .addField(1000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        return Stream.of(
                Attack.attack(
                        "in the model",
                        "it is no ONNX file, or one of a newer ONNX: ONNX has no field 1000",
                        model -> model.setUnknownFields(field)),
                Attack.graph(
                        "in the graph",
                        "its graph holds what gan4j does not know (field 1000), which gan4j never writes" + LOAD,
                        graph -> graph.setUnknownFields(field)),
                Attack.node(
                        1,
                        "in an operator",
                        "one of its operators holds what gan4j does not know (field 1000), which gan4j never writes"
                                + LOAD,
                        node -> node.setUnknownFields(field)),
                Attack.node(
                        1,
                        "in an attribute",
                        "an attribute of one of its operators holds what gan4j does not know (field 1000), which gan4j never writes"
                                + LOAD,
                        node -> node.getAttributeBuilder(0).setUnknownFields(field)),
                Attack.weight(
                        "in a tensor",
                        "one of its tensors holds what gan4j does not know (field 1000), which gan4j never writes"
                                + LOAD,
                        tensor -> tensor.setUnknownFields(field)),
                Attack.graph(
                        "in an input",
                        "one of its inputs or outputs holds what gan4j does not know (field 1000), which gan4j never writes"
                                + LOAD,
                        graph -> graph.getInputBuilder(0).setUnknownFields(field)),
                Attack.attack(
                        "domain of the model",
                        "it holds a domain of the model, which gan4j never writes" + LOAD,
                        model -> model.setDomain("x")));
    }

    @Test
    void secondGraph_thatWouldBeMerged_isRefused() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Attack.valid().build().writeTo(file);
        ModelProto.newBuilder().setGraph(Attack.valid().getGraph()).build().writeTo(file);
        Attack.refused(file.toByteArray(), "field 7 of its ModelProto is there twice");
    }

    @Test
    void millionsOfTinyFields_areRefused() {
        ModelProto.Builder model = Attack.valid();
        NodeProto.Builder node = model.getGraphBuilder().getNodeBuilder(2);
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName("many");
        for (int i = 0; i < 300_000; i++) {
            attribute.addInts(1);
        }
        node.addAttribute(attribute);
        Attack.refused(model.build().toByteArray(), "it has more than 262144 fields, no network has so many");
    }

    /** Ten thousand graphs inside each other: the first of them is refused, none is entered. */
    @Test
    void deepRecursion_isRefused() {
        ByteString inner = ByteString.EMPTY;
        for (int i = 0; i < 10_000; i++) {
            ByteString graph = field(1, field(5, field(6, inner)));
            inner = graph;
        }
        ModelProto.Builder model = Attack.valid();
        UnknownFieldSet node = UnknownFieldSet.newBuilder()
                .addField(
                        1,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(field(5, field(6, inner)))
                                .build())
                .build();
        model.getGraphBuilder().setUnknownFields(node);
        Attack.refused(model.build().toByteArray(), "an operator of it holds a graph, which gan4j never writes");
    }

    private static ByteString field(int number, ByteString content) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(content)
                                .build())
                .build()
                .toByteString();
    }

    @TestFactory
    Stream<DynamicTest> filesOfOtherKinds_areNamed() throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(zip)) {
            archive.putNextEntry(new ZipEntry("archive/data.pkl"));
        }
        String end = "; gan4j loads only what gan4j exports, an .onnx file";
        return Stream.of(
                other("empty", "it is empty", new byte[0]),
                other(
                        "zip",
                        "it is no ONNX file but a zip archive, as PyTorch's .pt and .pth, TorchScript and Keras files"
                                + " are" + end,
                        zip.toByteArray()),
                other(
                        "pickle",
                        "it is no ONNX file but a Python pickle, as old PyTorch files are: reading one runs code" + end,
                        bytes("\u0080\2ctorch._utils\n_rebuild")),
                other(
                        "pickle 4",
                        "it is no ONNX file but a Python pickle: reading one runs code" + end,
                        bytes("\u0080\4\u0095abc")),
                other("PNG", "it is no ONNX file but a PNG image" + end, bytes("\u0089PNG\r\n\u001a\n")),
                other("HDF5", "it is no ONNX file but an HDF5 file, as Keras writes" + end, bytes("\u0089HDF\r\n")),
                other("gzip", "it is no ONNX file but compressed by gzip: unpack it first", bytes("\u001f\u008b\b")),
                other(
                        "LFS",
                        "it is no ONNX file but a Git LFS pointer: fetch the file itself with 'git lfs pull'",
                        bytes("version https://git-lfs.github.com/spec/v1")),
                other(
                        "page",
                        "it is no ONNX file but text, such as a web page: was the download refused?",
                        bytes("<!DOCTYPE html>")),
                other(
                        "safetensors",
                        "it is no ONNX file but weights in the safetensors format" + end,
                        bytes("@\0\0\0\0\0\0\0{\"a\":{}}")),
                other(
                        "ORT",
                        "it is no ONNX file, or is damaged: field 3 is of another type",
                        bytes("\u0018\0\0\0ORTM")),
                other("text", "it is no ONNX file, or one of a newer ONNX: ONNX has no field 9", bytes("Hello, world")),
                other("zeros", "it is no ONNX file, or is damaged: a field has no number", new byte[100]));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static DynamicTest other(String name, String message, byte[] file) {
        return DynamicTest.dynamicTest(name, () -> Attack.refused(file, message));
    }

    @Test
    void fileAboveTheLimit_isRefusedUnread(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("small.onnx"), Models.small());
        assertThat(Files.size(file)).isGreaterThan(1000);
        assertThatThrownBy(() -> Generator.load(file, Attack.OPTIONS.maxFileBytes(1000)))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + " is larger than 1000 bytes, the limit; LoadOptions.maxFileBytes raises it");
    }
}
