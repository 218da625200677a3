package io.gan4j.onnx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Attacks that want a file read that is none of theirs, or code run: each in a folder of its own, with what it is after beside it.
 * What loads one is told by the name of the file: {@code generator.onnx}, {@code discriminator.onnx}, {@code bytes.onnx} for
 * a generator that is loaded from memory, {@code extractor.onnx} for a network of another tool, and {@code model} for a folder.
 */
final class Traps {
    /** A file with as many bytes as the first weight asks for. */
    static final String CANARY = "canary.bin";

    private final Path root;
    private final List<Path> models = new ArrayList<>();

    private Traps(Path root) {
        this.root = root;
    }

    /** A class that says that it was run. */
    static final class Evil {
        static final String RAN = "gan4j.evil";

        static {
            System.setProperty(RAN, "true");
        }

        private Evil() {}
    }

    /** Writes all attacks into a folder; gives what is to be loaded, in an order. */
    static List<Path> write(Path root) throws IOException {
        Traps traps = new Traps(root);
        traps.otherFiles();
        traps.placesOfOtherFiles();
        traps.code();
        traps.otherKinds();
        traps.folders();
        traps.extractors();
        return traps.models;
    }

    /** A model that may be loaded, among things that must not be touched. */
    static Path harmless(Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("harmless"));
        things(folder);
        return Files.write(
                folder.resolve("generator.onnx"), Attack.valid().build().toByteArray());
    }

    private void otherFiles() throws IOException {
        Path canary = Files.write(root.resolve(CANARY), new byte[288]);
        List<String> locations = List.of(
                "../canary.bin",
                "canary.bin",
                canary.toAbsolutePath().toString(),
                "link.bin",
                "hard.bin",
                "linked/canary.bin",
                "/etc/passwd",
                "../../../../../../../../etc/passwd",
                "pom.xml",
                "./canary.bin",
                "lib/../canary.bin",
                "file:///etc/passwd",
                "C:\\Windows\\win.ini",
                "\\\\server\\share\\canary.bin",
                "/proc/self/environ",
                "/dev/zero",
                "http://127.0.0.1:9/canary.bin",
                "canary.bin\0.txt",
                "");
        for (String location : locations) {
            external("generator.onnx", "external " + location, location);
        }
        for (String location : List.of("pom.xml", canary.toAbsolutePath().toString(), "/etc/passwd")) {
            external("bytes.onnx", "from memory " + location, location);
        }
        external("discriminator.onnx", "discriminator", CANARY);
    }

    private void external(String file, String name, String location) throws IOException {
        weight(file, name, tensor -> elsewhere(tensor, location));
    }

    private static TensorProto.Builder elsewhere(TensorProto.Builder tensor, String location) {
        return tensor.clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location));
    }

    private static TensorProto.Builder elsewhere() {
        return elsewhere(TensorProto.newBuilder().setDataType(1).addDims(72), CANARY);
    }

    private static StringStringEntryProto.Builder entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
    }

    private static AttributeProto.Builder attribute(String name) {
        return AttributeProto.newBuilder().setName(name);
    }

    /** The same wish, in all places of the format where it can be made. */
    private void placesOfOtherFiles() throws IOException {
        weight(
                "generator.onnx",
                "offset and length",
                tensor -> elsewhere(tensor, CANARY)
                        .addExternalData(entry("offset", "0"))
                        .addExternalData(entry("length", "288")));
        weight(
                "generator.onnx",
                "negative offset",
                tensor -> elsewhere(tensor, CANARY).addExternalData(entry("offset", "-4096")));
        weight(
                "generator.onnx",
                "checksum",
                tensor -> elsewhere(tensor, CANARY)
                        .addExternalData(entry("checksum", "da39a3ee5e6b4b0d3255bfef95601890afd80709")));
        weight(
                "generator.onnx",
                "two locations",
                tensor -> elsewhere(tensor, "none.bin").addExternalData(entry("location", CANARY)));
        weight(
                "generator.onnx",
                "not said to be elsewhere",
                tensor -> elsewhere(tensor, CANARY).setDataLocation(TensorProto.DataLocation.DEFAULT));
        weight("generator.onnx", "bytes there too", tensor -> tensor.addExternalData(entry("location", CANARY)));
        weight(
                "generator.onnx",
                "no location",
                tensor -> tensor.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL));
        graph("shape elsewhere", graph -> elsewhere(graph.getInitializerBuilder(0), CANARY));
        graph(
                "last tensor elsewhere",
                graph -> elsewhere(graph.getInitializerBuilder(graph.getInitializerCount() - 1), CANARY));
        graph(
                "constant elsewhere",
                graph -> graph.addNode(
                        node("Constant").addAttribute(attribute("value").setT(elsewhere()))));
        graph(
                "list of constants elsewhere",
                graph ->
                        graph.getNodeBuilder(2).addAttribute(attribute("values").addTensors(elsewhere())));
        graph(
                "sparse tensor elsewhere",
                graph -> graph.addSparseInitializer(
                        SparseTensorProto.newBuilder().setValues(elsewhere())));
        graph(
                "sparse constant elsewhere",
                graph -> graph.getNodeBuilder(2)
                        .addAttribute(attribute("sparse_value")
                                .setSparseTensor(SparseTensorProto.newBuilder().setValues(elsewhere()))));
        graph(
                "elsewhere in a branch",
                graph -> graph.getNodeBuilder(2)
                        .setOpType("If")
                        .addAttribute(attribute("then_branch")
                                .setG(GraphProto.newBuilder().addInitializer(elsewhere()))));
        model(
                "elsewhere in a function",
                model -> model.addFunctions(FunctionProto.newBuilder()
                        .addNode(
                                node("Constant").addAttribute(attribute("value").setT(elsewhere())))));
        model(
                "elsewhere in the training",
                model -> model.addTrainingInfo(TrainingInfoProto.newBuilder()
                        .setInitialization(GraphProto.newBuilder().addInitializer(elsewhere()))));
        model(
                "graph twice, the second elsewhere",
                model -> model.getGraphBuilder().addInitializer(elsewhere().setName("more")));
    }

    private void code() throws IOException {
        GraphProto branch = GraphProto.newBuilder().setName("branch").build();
        graph(
                "If",
                graph -> graph.getNodeBuilder(2)
                        .setOpType("If")
                        .addAttribute(attribute("then_branch").setG(branch)));
        graph(
                "Loop",
                graph -> graph.getNodeBuilder(2)
                        .setOpType("Loop")
                        .addAttribute(attribute("body").setG(branch)));
        graph(
                "Scan",
                graph -> graph.getNodeBuilder(2)
                        .setOpType("Scan")
                        .addAttribute(attribute("body").addGraphs(branch)));
        graph(
                "SequenceMap",
                graph -> graph.getNodeBuilder(2)
                        .setOpType("SequenceMap")
                        .addAttribute(attribute("body").setG(branch)));
        graph(
                "Python operator",
                graph -> graph.getNodeBuilder(2).setOpType("PyOp").setDomain("ai.onnx.contrib"));
        graph("Python operator of no domain", graph -> graph.getNodeBuilder(2).setOpType("PyOp"));
        graph(
                "operator that loads a context",
                graph -> graph.getNodeBuilder(2)
                        .setOpType("EPContext")
                        .setDomain("com.microsoft")
                        .addAttribute(attribute("ep_cache_context")
                                .setS(com.google.protobuf.ByteString.copyFromUtf8(CANARY))));
        graph(
                "operator of a vendor",
                graph -> graph.getNodeBuilder(2).setOpType("Gelu").setDomain("com.microsoft"));
        graph("custom domain", graph -> graph.getNodeBuilder(2).setDomain("evil"));
        graph("overload", graph -> graph.getNodeBuilder(2).setOverload("evil"));
        graph(
                "attribute of a function",
                graph -> graph.getNodeBuilder(2).addAttribute(attribute("a").setRefAttrName("b")));
        model(
                "operator set of others",
                model -> model.addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain("ai.onnx.contrib")
                        .setVersion(1)));
        model(
                "function over an operator",
                model -> model.addFunctions(
                        FunctionProto.newBuilder().setName("Relu").addNode(node("Tanh"))));
        model(
                "training",
                model -> model.addTrainingInfo(TrainingInfoProto.newBuilder().setAlgorithm(branch)));
        model(
                "settings of a session",
                model -> model.addMetadataProps(entry("ort_config", "{\"session_options\":{\"enable_profiling\":1}}")));
    }

    private static NodeProto.Builder node(String type) {
        return NodeProto.newBuilder().setOpType(type).setName("more").addOutput("more");
    }

    private void weight(String file, String name, Consumer<TensorProto.Builder> change) throws IOException {
        ModelProto.Builder model = Attack.valid();
        change.accept(model.getGraphBuilder().getInitializerBuilder(1));
        add(file, name, model.build().toByteArray());
    }

    private void graph(String name, Consumer<GraphProto.Builder> change) throws IOException {
        model(name, model -> change.accept(model.getGraphBuilder()));
    }

    private void model(String name, Consumer<ModelProto.Builder> change) throws IOException {
        ModelProto.Builder model = Attack.valid();
        change.accept(model);
        add("generator.onnx", name, model.build().toByteArray());
    }

    private void extractors() throws IOException {
        Map<String, Consumer<ModelProto.Builder>> attacks = new LinkedHashMap<>();
        attacks.put(
                "weights elsewhere",
                model -> elsewhere(
                        model.getGraphBuilder().getInitializerBuilder(0).clearFloatData(), CANARY));
        attacks.put(
                "constant elsewhere",
                model -> model.getGraphBuilder()
                        .addNode(
                                node("Constant").addAttribute(attribute("value").setT(elsewhere()))));
        attacks.put(
                "Python",
                model -> model.getGraphBuilder()
                        .getNodeBuilder(1)
                        .setOpType("PyOp")
                        .setDomain("ai.onnx.contrib"));
        attacks.put(
                "context",
                model -> model.getGraphBuilder()
                        .getNodeBuilder(1)
                        .setOpType("EPContext")
                        .setDomain("com.microsoft"));
        attacks.put(
                "branch",
                model -> model.getGraphBuilder()
                        .getNodeBuilder(1)
                        .addAttribute(attribute("then_branch").setG(GraphProto.getDefaultInstance())));
        attacks.put("settings of a session", model -> model.addMetadataProps(entry("ort_config", "{}")));
        attacks.put(
                "function",
                model -> model.addFunctions(FunctionProto.newBuilder().setName("Relu")));
        for (Map.Entry<String, Consumer<ModelProto.Builder>> attack : attacks.entrySet()) {
            ModelProto.Builder model = ForeignModel.of(-1, 3, 3, 3);
            attack.getValue().accept(model);
            add("extractor.onnx", "extractor " + attack.getKey(), model.build().toByteArray());
        }
    }

    /** Files that run code where others load them, under a name that says that they are ONNX. */
    private void otherKinds() throws IOException {
        String pickle = "cposix\nsystem\n(S'touch evil'\ntR.";
        add("generator.onnx", "pickle 0", pickle.getBytes(ISO_8859_1));
        add("generator.onnx", "pickle 2", ("\u0080\2" + pickle).getBytes(ISO_8859_1));
        add("generator.onnx", "pickle 4", ("\u0080\4\u0095" + pickle).getBytes(ISO_8859_1));
        add("generator.onnx", "PyTorch", zip("archive/data.pkl", pickle.getBytes(ISO_8859_1)));
        add("generator.onnx", "TorchScript", zip("archive/code/__torch__.py", "def f(): pass".getBytes(ISO_8859_1)));
        add("generator.onnx", "jar", zip(Evil.class.getName().replace('.', '/') + ".class", evil()));
        add(
                "generator.onnx",
                "DJL archive",
                zip("serving.properties", "option.customOpLibrary=/x.so".getBytes(ISO_8859_1)));
        add("generator.onnx", "class", evil());
        add("generator.onnx", "serialized object", serialized());
        add("generator.onnx", "ELF library", "\u007fELF\2\1\1\0".getBytes(ISO_8859_1));
        add("generator.onnx", "script", "#!/bin/sh\ntouch evil\n".getBytes(ISO_8859_1));
        add("generator.onnx", "ORT format", "\u0018\0\0\0ORTM\0\0\0\0".getBytes(ISO_8859_1));
        add("generator.onnx", "HDF5", "\u0089HDF\r\n\u001a\n".getBytes(ISO_8859_1));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(new byte[1 << 24]);
        }
        add("generator.onnx", "gzip bomb", gzip.toByteArray());
    }

    /** DJL loads such folders, and runs what is in them. */
    private void folders() throws IOException {
        for (String name : List.of("classes", "lib", "serving.properties", "all")) {
            Path model = Files.createDirectories(folder("folder with " + name).resolve("model"));
            Files.write(model.resolve("model.onnx"), Attack.valid().build().toByteArray());
            things(model);
            models.add(model);
        }
    }

    private static byte[] evil() throws IOException {
        String name = Evil.class.getName().replace('.', '/') + ".class";
        try (InputStream in = Evil.class.getClassLoader().getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static byte[] serialized() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new LinkedHashMap<>(Map.of("evil", "yes")));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private void add(String file, String name, byte[] content) throws IOException {
        Path folder = folder(name);
        things(folder);
        models.add(Files.write(folder.resolve(file), content));
    }

    private Path folder(String name) throws IOException {
        String plain = name.replaceAll("[^A-Za-z0-9]+", "-");
        return Files.createDirectory(root.resolve(models.size() + "-" + plain));
    }

    /** What attacks are after, and what other loaders take for theirs. */
    private static void things(Path folder) throws IOException {
        Path canary = Files.write(folder.resolve(CANARY), new byte[288]);
        Files.createSymbolicLink(folder.resolve("link.bin"), canary);
        Files.createLink(folder.resolve("hard.bin"), canary);
        Files.createSymbolicLink(folder.resolve("linked"), folder);
        Files.writeString(
                folder.resolve("serving.properties"),
                "engine=OnnxRuntime\noption.customOpLibrary=" + folder.resolve("evil.so") + "\n");
        Files.writeString(folder.resolve("evil.so"), "\u007fELF");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path place = classes.resolve(Evil.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(place.getParent());
        Files.write(place, evil());
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.write(lib.resolve("evil.jar"), zip(Evil.class.getName().replace('.', '/') + ".class", evil()));
    }
}
