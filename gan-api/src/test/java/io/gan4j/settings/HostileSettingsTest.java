package io.gan4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.gan4j.game.Expr;
import io.gan4j.game.Optimizer;
import io.gan4j.layer.Layer;
import io.gan4j.loss.Critic;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.Penalty;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.Scores;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that nobody wrote are refused with the place of what is wrong; no class is loaded for them. */
class HostileSettingsTest {
    /** Something of everything. */
    record All(
            Optimizer optimizer,
            LossStrategy loss,
            ImmutableList<Regularizer> regularizers,
            Layer layer,
            Network network,
            Prior prior,
            Shape shape,
            Duration time,
            long steps,
            int threads,
            String name,
            @Nullable Integer features) {}

    private static final SettingsJson JSON =
            new SettingsJson(SettingsTypes.standard().records(All.class));

    private static final String GOOD = "{'optimizer':{'type':'Sgd','learningRate':0.1,'momentum':0},"
            + "'loss':{'type':'Hinge'},'regularizers':[{'type':'WeightClipping','limit':0.1}],'layer':{'type':'Relu'},"
            + "'network':{'inputs':[{'name':'x','shape':[2]}],'layers':[{'name':'tanh_1','layer':{'type':'Tanh'},"
            + "'from':['x']}]},'prior':'NORMAL','shape':[1,2],'time':'PT1M','steps':5,'threads':1,'name':'n'}";

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    private static JsonObject good() {
        return JsonParser.parseString(json(GOOD)).getAsJsonObject();
    }

    @Test
    void goodSettings_areRead() {
        SettingsJson.Read<All> read = JSON.read(json(GOOD), All.class);
        assertThat(read.value().steps()).isEqualTo(5);
        assertThat(read.value().features()).isNull();
        assertThat(JsonParser.parseString(JSON.write(read.value()))).isEqualTo(good());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            optimizer | {'type':'Sgd','learningRate':-1,'momentum':0} | optimizer: the learning rate
            optimizer | {'type':'Sgd','learningRate':1e999,'momentum':0} | optimizer.learningRate must be a finite number
            optimizer | {'type':'Sgd','learningRate':'1','momentum':0} | optimizer.learningRate must be a number
            optimizer | {'type':'Sgd','learningRate':1} | optimizer.momentum is missing
            optimizer | {'type':'Sgd','learningRate':1,'momentum':null} | optimizer.momentum is missing
            optimizer | {'type':'Sgd','learningRate':1,'momentum':0,'more':0} | optimizer has no place for "more"
            optimizer | {'learningRate':1,'momentum':0} | optimizer must say its type
            optimizer | {'type':7} | optimizer.type must be a string, was 7
            optimizer | {'type':'Hinge'} | optimizer.type must be one for a place of type Optimizer, was "Hinge"
            optimizer | {'type':'java.lang.Runtime'} | optimizer.type is not in the table of settings: "java.lang.Runtime"
            optimizer | {'type':'io.gan4j.game.Sgd','learningRate':1,'momentum':0} | optimizer.type is not in the table
            optimizer | {'type':'own','text':'x'} | optimizer.type is not in the table
            optimizer | 'Sgd' | optimizer must be an object, was "Sgd"
            optimizer | [] | optimizer must be an object, was an array
            loss | {'type':'own','text':7} | loss.text must be a string, was 7
            loss | {'type':'LeastSquares','fakeTarget':true,'realTarget':1,'generatorTarget':1} | loss.fakeTarget must be a number, was true
            regularizers | {} | regularizers must be an array, was an object
            regularizers | [{'type':'WeightClipping','limit':0}] | regularizers[0]: limit
            regularizers | [null] | regularizers[0] must be an object, was null
            layer | {'type':'Linear','inFeatures':0,'outFeatures':1,'weights':{'type':'Init.Uniform','bound':1}} | layer: inFeatures must be at least 1, was 0
            layer | {'type':'SpectralNorm','layer':{'type':'Relu'}} | layer: spectral normalisation is for
            network | {'inputs':[],'layers':[]} | network: a network needs an input
            network | {'inputs':[{'name':'x','shape':[2]}],'layers':[]} | network: a network needs at least one layer
            network | {'inputs':[{'name':'X Y','shape':[2]}],'layers':[]} | network: a name must be a lower-case identifier
            prior | 'GAUSS' | prior must be one of [NORMAL, UNIFORM], was "GAUSS"
            prior | 0 | prior must be a string, was 0
            shape | [0] | shape: an extent of a shape must be at least 1, was 0
            shape | [65536,65536] | shape: a shape holds at most
            shape | [1.5] | shape[0] must be a whole number of 64 bits, was 1.5
            shape | 3 | shape must be an array, was 3
            time | 'soon' | time must be a time such as PT1M, was "soon"
            steps | 9223372036854775808 | steps must be a whole number of 64 bits
            steps | 1e3 | steps must be a whole number of 64 bits
            threads | 2147483648 | threads must be a whole number of 32 bits
            threads | 111111111111111111111111111111111111111111111111111111111111111111 | threads must be a number of at most 64 characters
            name | {} | name must be a string, was an object
            features | 'x' | features must be a number, was "x"
            """)
    void wrongValue_isRefusedWithItsPlace(String member, String value, String message) {
        JsonObject settings = good();
        settings.add(member, JsonParser.parseString(json(value)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JSON.read(settings.toString(), All.class))
                .withMessageStartingWith(message);
    }

    @Test
    void textThatIsNoJsonObject_isRefused() {
        for (String text : List.of("", "{", "[]", "null", "{'a':1,}", "{}{}", "{a:1}", "{'a':NaN}")) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> JSON.read(json(text), All.class))
                    .withMessageStartingWith("settings must be a JSON object");
        }
    }

    @Test
    void deepNesting_isRefused() {
        String layers = "{'type':'SpectralNorm','layer':".repeat(100_000) + "{'type':'Relu'}" + "}".repeat(100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JSON.read(json("{'layer':" + layers + "}"), All.class))
                .withMessage("settings must be a JSON object: the JSON nests deeper than 32, at character 971");
    }

    @Test
    void hugeArrays_areRefused() {
        JsonObject settings = good();
        JsonArray many = new JsonArray();
        for (int i = 0; i < 10_001; i++) {
            many.add(1);
        }
        settings.add("shape", many);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JSON.read(settings.toString(), All.class))
                .withMessage("shape must have at most 10000 elements, has 10001");
    }

    @Test
    void hugeNetworks_areRefused() {
        JsonObject settings = good();
        JsonArray layers = settings.getAsJsonObject("network").getAsJsonArray("layers");
        for (int i = 2; i <= 2_000; i++) {
            JsonObject layer = layers.get(0).getAsJsonObject().deepCopy();
            layer.addProperty("name", "tanh_" + i);
            layers.add(layer);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JSON.read(settings.toString(), All.class))
                .withMessage("network: a network may have at most 2000 inputs and layers, has 2001");
    }

    @Test
    void networkOfTooManyConnections_isRefused() {
        JsonObject settings = good();
        JsonArray from = settings.getAsJsonObject("network")
                .getAsJsonArray("layers")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("from");
        for (int i = 1; i < 10_000; i++) {
            from.add("x");
        }
        JsonArray layers = settings.getAsJsonObject("network").getAsJsonArray("layers");
        layers.add(layers.get(0).deepCopy());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JSON.read(settings.toString(), All.class))
                .withMessage("network: the layers of a network may take at most 10000 others, take 20000");
    }

    @Test
    void nameThatComesTwice_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JSON.read(json(GOOD.replace("'steps':5", "'steps':5,'steps':6")), All.class))
                .withMessageContaining("steps");
    }

    private static boolean initialised;

    /** Says so when it is initialised, which looking it up by name would do. */
    static final class Trap {
        static {
            initialised = true;
        }

        private Trap() {}
    }

    @Test
    void classOfTheClassPath_thatAFileNames_isNotLoaded() {
        String name = HostileSettingsTest.class.getName() + "$Trap";
        for (String type : List.of(name, name.replace('$', '.'), "HostileSettingsTest.Trap")) {
            JsonObject settings = good();
            settings.getAsJsonObject("loss").addProperty("type", type);
            assertThatThrownBy(() -> JSON.read(settings.toString(), All.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("loss.type is not in the table of settings: \"" + type.substring(0, 20));
        }
        assertThat(initialised).isFalse();
    }

    /** Each value somewhere in good settings is replaced by something else: nothing but the typed error comes of it. */
    @Test
    void anyPlace_withAnythingInIt_isReadOrRefused() {
        Random random = new Random(17);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            JsonObject settings = good();
            List<Runnable> places = new ArrayList<>();
            collect(settings, places, random);
            places.get(random.nextInt(places.size())).run();
            try {
                JSON.read(settings.toString(), All.class);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null pointer");
                refused++;
            }
        }
        assertThat(refused).isBetween(15_000, 20_000);
        System.out.println("P8: 20000 mutated settings, " + refused + " refused, none otherwise; seed 17");
    }

    private static void collect(JsonElement in, List<Runnable> places, Random random) {
        if (in instanceof JsonObject object) {
            for (Map.Entry<String, JsonElement> member : List.copyOf(object.entrySet())) {
                places.add(() -> object.add(member.getKey(), anything(random)));
                places.add(() -> object.remove(member.getKey()));
                places.add(() -> object.add(member.getKey() + "x", anything(random)));
                collect(member.getValue(), places, random);
            }
        } else if (in instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                places.add(() -> array.set(at, anything(random)));
                places.add(() -> array.add(array.get(at)));
                collect(array.get(i), places, random);
            }
        }
    }

    private static JsonElement anything(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextLong());
            case 2 -> new JsonPrimitive(random.nextDouble() * 1e40);
            case 3 -> new JsonPrimitive(random.nextBoolean());
            case 4 -> new JsonPrimitive("");
            case 5 -> new JsonArray();
            case 6 -> new JsonObject();
            case 7 -> JsonParser.parseString("[[[1]]]");
            default -> JsonParser.parseString("{\"type\":\"Adam\"}");
        };
    }

    /** A loss that no table knows. */
    private record MyLoss(int power) implements LossStrategy {
        @Override
        public Expr discriminator(Scores scores) {
            return scores.fake().mean();
        }

        @Override
        public Expr generator(Scores scores) {
            return scores.fake().mean();
        }

        @Override
        public String describe() {
            return "mine";
        }
    }

    private record MyPenalty() implements Penalty {
        @Override
        public Expr penalty(Critic critic, Expr.Variable real, Expr.Variable fake) {
            return real.mean();
        }

        @Override
        public String describe() {
            return "mine";
        }
    }

    @Test
    void ownTypes_areWrittenAsText_andReadAsWhatStandsForThem() {
        All known = JSON.read(json(GOOD), All.class).value();
        All own = new All(
                known.optimizer(),
                new MyLoss(3),
                ImmutableList.of(new MyPenalty(), known.regularizers().get(0)),
                known.layer(),
                known.network(),
                known.prior(),
                known.shape(),
                known.time(),
                known.steps(),
                known.threads(),
                known.name(),
                4);
        String text = JSON.write(own);
        assertThat(text).contains("\"loss\":{\"type\":\"own\",\"text\":\"MyLoss[power=3]\"}");
        SettingsJson.Read<All> read = JSON.read(text, All.class);
        assertThat(read.own()).containsExactly("loss (MyLoss[power=3])", "regularizers[0] (MyPenalty[])");
        assertThat(read.value().loss()).isEqualTo(new NonSaturating());
        assertThat(read.value().regularizers()).isEqualTo(known.regularizers());
        assertThat(read.value().features()).isEqualTo(4);
    }

    @Test
    void readableText_isTheSameSettings_inShortLines() {
        String text = SettingsJson.readable(json(GOOD));
        assertThat(text.lines()).hasSizeGreaterThan(10).allMatch(line -> line.length() <= 110);
        assertThat(text).contains("\n  \"optimizer\": {\"type\": \"Sgd\", \"learningRate\": 0.1, \"momentum\": 0},\n");
        assertThat(JsonParser.parseString(text)).isEqualTo(good());
    }
}
