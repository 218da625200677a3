package io.gan4j.web;

import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.gan4j.error.ModelFileException;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.LatentDirections;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.TestVector;
import io.gan4j.measurement.Measurement;
import io.gan4j.onnx.StyledHalves;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model that was checked, and what a page is told of it.
 *
 * @param card what the model says of itself
 * @param files one file, or the two halves of a style-based generator
 * @param mean the mean style; empty if there are no styles
 * @param directions of a generator, one after the other; empty for others
 */
record EmbeddedModel(ModelCard card, ImmutableList<byte[]> files, float[] mean, float[] directions) {
    /** Directions that a page has sliders for. */
    static final int DIRECTIONS = 8;

    /** A browser holds the page as text, the model's bytes, and what the runtime makes of them. */
    static final int MOST_BYTES = 256 << 20;

    /** Characters of a text from the file that are shown. */
    private static final int LONGEST_TEXT = 400;

    private static final byte[] CHUNK = "iTXt".getBytes(StandardCharsets.US_ASCII);
    /** A chunk's length before its name and its sum behind its data. */
    private static final int AROUND_CHUNK = 8;

    /** Checks a file, as whoever loads it does. */
    static EmbeddedModel of(byte[] file, LoadOptions options) {
        checkSize(file.length);
        ModelCard card = ModelFormat.find().describe(file, options);
        return switch (card.kind()) {
            case GENERATOR -> generator(file, options);
            case TRANSLATOR -> translator(file, options);
            case DISCRIMINATOR, CLASSIFIER, EXTRACTOR, TEXT_ENCODER ->
                throw new ModelFileException("the model is a "
                        + card.kind().name().toLowerCase(Locale.ROOT)
                        + ": a page shows what generators and translators make");
        };
    }

    /** @throws ModelFileException if a browser could not hold it */
    static void checkSize(long bytes) {
        if (bytes > MOST_BYTES) {
            throw new ModelFileException("the model has " + (bytes >> 20) + " MiB, a page holds at most "
                    + (MOST_BYTES >> 20) + " MiB: train a smaller one, or use it in Java");
        }
    }

    private static EmbeddedModel generator(byte[] file, LoadOptions options) {
        try (Generator generator = Generator.load(file, options)) {
            if (generator
                    .card()
                    .sentence()
                    .filter(sentence -> sentence.examples().isEmpty())
                    .isPresent()) {
                throw new ModelFileException(
                        "the model takes sentence vectors of an encoder outside of it, and holds no"
                                + " example of one: a page has nothing to ask it for");
            }
            LatentDirections found = LatentDirections.of(generator, DIRECTIONS);
            float[] directions = new float[found.count() * generator.latentSize()];
            for (int i = 0; i < found.count(); i++) {
                System.arraycopy(found.get(i), 0, directions, i * generator.latentSize(), generator.latentSize());
            }
            Optional<StyledHalves> halves = StyledHalves.of(file, options);
            ImmutableList<byte[]> files = halves.map(parts -> ImmutableList.of(parts.mapping(), parts.synthesis()))
                    .orElse(ImmutableList.of(file));
            return new EmbeddedModel(
                    generator.card(), files, halves.map(StyledHalves::mean).orElse(new float[0]), directions);
        }
    }

    private static EmbeddedModel translator(byte[] file, LoadOptions options) {
        try (ImageTranslator translator = ImageTranslator.load(file, options)) {
            boolean film = translator.history() > 1;
            Shape picture = film ? translator.output() : translator.input();
            if (translator.card().inputs().size() > 1 || !isPicture(picture)) {
                throw new ModelFileException("the model translates "
                        + (film ? "frames" : "samples") + " of shape " + picture
                        + (translator.card().inputs().size() > 1 ? " and takes something beside them" : "")
                        + ": a page gives a translator pictures of 1, 3 or 4 channels, and nothing else");
            }
            return new EmbeddedModel(translator.card(), ImmutableList.of(file), new float[0], new float[0]);
        }
    }

    private static boolean isPicture(Shape shape) {
        return shape.isImage() && shape.channels() != 2 && shape.channels() <= 4;
    }

    /** What the page is told, as JSON in which no sign ends a script. */
    String facts(String title) {
        JsonObject facts = new JsonObject();
        facts.addProperty("kind", card.kind().name().toLowerCase(Locale.ROOT));
        facts.addProperty("title", visible(title.isEmpty() ? defaultTitle() : title));
        facts.addProperty("subtitle", subtitle());
        facts.add("inputs", array(card.inputs().stream().map(Port::shape).toList()));
        facts.add("output", extents(card.output()));
        facts.addProperty("outputSize", card.output().size());
        facts.addProperty("latent", card.latentSize());
        facts.addProperty("prior", card.prior().name().toLowerCase(Locale.ROOT));
        JsonArray classes = new JsonArray();
        card.classes().forEach(name -> classes.add(visible(name)));
        facts.add("classes", classes);
        card.inputs().stream().skip(1).findFirst().ifPresent(port -> asks(facts, port.meaning()));
        facts.addProperty("frames", frames());
        facts.addProperty("styled", files.size() > 1);
        facts.addProperty("mean", base64(mean));
        facts.addProperty("directions", base64(directions));
        facts.addProperty("directionCount", card.latentSize() == 0 ? 0 : directions.length / card.latentSize());
        JsonArray digests = new JsonArray();
        files.forEach(file -> digests.add(WebFiles.hex(file)));
        facts.add("digests", digests);
        facts.addProperty("tolerance", 1e-4);
        facts.add("vectors", vectors());
        facts.addProperty("mark", WebFiles.base64(mark()));
        facts.add("card", rows());
        return new Gson().toJson(facts);
    }

    private String defaultTitle() {
        String data = card.origin().dataset();
        String kind = card.kind() == ModelCard.Kind.GENERATOR ? "Generator" : "Translator";
        return data.isEmpty() ? kind : kind + " of " + data;
    }

    private String subtitle() {
        String shape = card.output().isImage() ? "images" : "samples";
        String from = card.kind() == ModelCard.Kind.GENERATOR
                ? "latents of " + Plural.of(card.latentSize(), "number")
                : frames() > 1
                        ? "films, of which " + frames() + " frames are looked at"
                        : "pictures of " + card.input();
        String classes =
                card.classes().isEmpty() ? "" : ", " + Plural.of(card.classes().size(), "class");
        String words = card.vocabulary()
                .map(known -> " and texts of " + Plural.of(known.words().size(), "word"))
                .orElse("");
        String sentences = card.sentence().isPresent() ? " and sentence vectors" : "";
        return shape + " of " + card.output() + " from " + from + classes + words + sentences;
    }

    private int frames() {
        return card.inputs().get(0).meaning() instanceof Port.Samples samples ? samples.frames() : 1;
    }

    /** What the network takes beside its first input. */
    private static void asks(JsonObject facts, Port.Meaning meaning) {
        if (meaning instanceof Port.Text text) {
            Vocabulary vocabulary = text.vocabulary();
            JsonObject known = new JsonObject();
            JsonArray words = new JsonArray();
            vocabulary.words().forEach(words::add);
            known.add("words", words);
            known.addProperty("length", vocabulary.length());
            JsonArray examples = new JsonArray();
            vocabulary.examples().forEach(example -> examples.add(shown(example)));
            known.add("examples", examples);
            facts.addProperty("asks", "texts");
            facts.add("vocabulary", known);
        } else if (meaning instanceof Port.Sentence sentence) {
            JsonArray sentences = new JsonArray();
            for (Port.Sentence.Example example : sentence.examples()) {
                JsonObject one = new JsonObject();
                one.addProperty("text", visible(example.text()));
                one.addProperty("vector", base64(example.vector().values()));
                sentences.add(one);
            }
            facts.addProperty("asks", "sentences");
            facts.add("sentences", sentences);
        } else {
            facts.addProperty("asks", "classes");
        }
    }

    /** An example in which nothing is hidden: as it is, or else as its words, which have the same numbers. */
    private static String shown(String example) {
        return VisibleText.line(example).equals(example) ? example : String.join(" ", Vocabulary.split(example));
    }

    private static JsonArray array(List<Shape> shapes) {
        JsonArray all = new JsonArray();
        shapes.forEach(shape -> all.add(extents(shape)));
        return all;
    }

    private static JsonArray extents(Shape shape) {
        JsonArray extents = new JsonArray();
        for (int axis = 0; axis < shape.rank(); axis++) {
            extents.add(shape.extent(axis));
        }
        return extents;
    }

    private JsonArray vectors() {
        JsonArray vectors = new JsonArray();
        for (TestVector vector : card.testVectors()) {
            JsonObject one = new JsonObject();
            // as text: JavaScript's numbers do not hold every seed
            one.addProperty("seed", Long.toString(vector.seed()));
            one.addProperty("values", base64(vector.values()));
            vectors.add(one);
        }
        return vectors;
    }

    private JsonArray rows() {
        JsonArray rows = new JsonArray();
        ModelCard.Origin origin = card.origin();
        row(rows, "trained on", origin.dataset());
        row(rows, "step", origin.step() == 0 ? "" : String.format(Locale.ROOT, "%,d", origin.step()));
        row(rows, "gan4j", origin.libraryVersion());
        row(rows, "licence", origin.licence());
        for (Measurement measurement : origin.measurements()) {
            row(rows, measurement.metric(), measurement.estimate().toString());
        }
        origin.configuration().forEach((name, value) -> {
            if (!name.equals(Generator.COLUMNS)) {
                row(rows, name, value);
            }
        });
        return rows;
    }

    private static void row(JsonArray rows, String name, String value) {
        if (!value.isEmpty()) {
            JsonArray row = new JsonArray();
            row.add(visible(name));
            row.add(visible(value));
            rows.add(row);
        }
    }

    /** A text from the file, short enough to show, in which nothing is hidden. */
    private static String visible(String text) {
        return VisibleText.line(VisibleText.shortened(text, LONGEST_TEXT));
    }

    /** The chunk by which a PNG of this library says that a model made it, as a picture of one pixel has it. */
    static byte[] mark() {
        byte[] png = Images.of(Shape.of(1, 1, 1), new float[1]).toPng();
        ByteBuffer bytes = ByteBuffer.wrap(png);
        int place = AROUND_CHUNK;
        while (!Arrays.equals(png, place + 4, place + 8, CHUNK, 0, CHUNK.length)) {
            place += bytes.getInt(place) + AROUND_CHUNK + Integer.BYTES;
        }
        return Arrays.copyOfRange(png, place, place + bytes.getInt(place) + AROUND_CHUNK + Integer.BYTES);
    }

    private static String base64(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return WebFiles.base64(bytes.array());
    }
}
