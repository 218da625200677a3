package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.inference.Generator;
import io.gan4j.training.Checkpoints;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LabJournalTest {
    private static final LabData RING = new LabData(LabData.Kind.RING, 4, List.of());
    private static final LabData LINE = new LabData(LabData.Kind.LINE, 0, List.of());

    @TempDir
    Path folder;

    private static LabChoice choice(LabData data, Map<String, String> more) {
        return new LabChoice(
                data,
                Presets.named("vanilla"),
                ImmutableMap.<String, String>builder()
                        .put("batch", "8")
                        .put("latent", "2")
                        .put("generatorFeatures", "4")
                        .put("discriminatorFeatures", "4")
                        .putAll(more)
                        .buildOrThrow());
    }

    private static LabJournal journal() {
        return LabJournal.of(choice(RING, Map.of("steps", "20")))
                .and(3, choice(RING, Map.of("steps", "20", "generatorLearningRate", "0.01")))
                .and(5, choice(LINE, Map.of("steps", "30", "generatorLearningRate", "0.01")));
    }

    /** Waits for a step at which the lab rests. */
    private static JsonObject at(Lab lab, long step, int changes) throws InterruptedException {
        JsonObject now = JsonParser.parseString(lab.state(0, 0)).getAsJsonObject();
        while (!now.get("state").getAsString().equals("paused")
                || now.get("changes").getAsInt() != changes
                || now.getAsJsonObject("frame").get("step").getAsLong() != step) {
            assertThat(now.get("state").getAsString())
                    .as(now.get("message").toString())
                    .isNotEqualTo("failed");
            now = JsonParser.parseString(lab.state(now.get("version").getAsLong(), 1_000))
                    .getAsJsonObject();
        }
        return now;
    }

    private static String points(JsonObject state) {
        return state.getAsJsonObject("frame").get("fake").getAsString();
    }

    @Test
    void changesByHand_areKept_andReplayBitForBit() throws Exception {
        LabJournal journal = journal();
        String byHand;
        JsonObject saved;
        try (Lab lab = new Lab()) {
            lab.begin(journal.begun());
            at(lab, 0, 0);
            lab.command("step", 3);
            at(lab, 3, 0);
            lab.change(journal.changes().get(0).choice());
            at(lab, 3, 1);
            lab.command("step", 2);
            at(lab, 5, 1);
            lab.change(journal.changes().get(1).choice());
            at(lab, 5, 2);
            lab.command("step", 4);
            byHand = points(at(lab, 9, 2));
            saved = lab.journal();
        }
        assertThat(LabJournal.read(saved)).isEqualTo(journal);
        assertThat(saved.get("until").getAsInt()).isEqualTo(9);
        try (Lab lab = new Lab()) {
            // whatever the steps between two pictures are
            lab.command("every", 2);
            lab.replay(LabJournal.read(saved), 9);
            assertThat(points(at(lab, 9, 2))).isEqualTo(byHand);
            assertThat(lab.journal()).isEqualTo(saved);
            // without its changes it is another course
            lab.replay(LabJournal.of(journal.begun()), 9);
            assertThat(points(at(lab, 9, 0))).isNotEqualTo(byHand);
        }
    }

    /** Steps under way do not swallow those that are asked for meanwhile. */
    @Test
    void newerCommand_endsStepsUnderWay() throws Exception {
        try (Lab lab = new Lab()) {
            lab.begin(choice(RING, Map.of("steps", "20000")));
            at(lab, 0, 0);
            lab.command("every", Lab.MOST_STEPS);
            lab.command("step", Lab.MOST_STEPS);
            lab.command("step", 3);
            while (lab.step() < 3) {
                Thread.sleep(5);
            }
            assertThat(lab.step()).isLessThan(Lab.MOST_STEPS);
        }
    }

    @Test
    void replay_untilTheLastChange_makesIt() throws Exception {
        try (Lab lab = new Lab()) {
            lab.replay(journal(), 5);
            JsonObject fixed = at(lab, 5, 2).getAsJsonObject("fixed");
            assertThat(fixed.getAsJsonArray("centres"))
                    .as("a line has no modes")
                    .isEmpty();
        }
    }

    /** What is copied does what was done: the same weights as in the lab. */
    @Test
    void java_doesWhatWasDone() throws Exception {
        Path model = folder.resolve("points.onnx");
        CopiedProgram.run(
                folder,
                journal()
                        .java(9)
                        .replace("Path.of(\"points.onnx\")", "Path.of(\"" + model + "\")")
                        .replace("Path.of(\"lab\")", "Path.of(\"" + folder.resolve("lab") + "\")"));
        try (Lab lab = new Lab();
                Generator generator = Generator.load(model)) {
            lab.replay(journal(), 9);
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(points(at(lab, 9, 2))))
                    .order(ByteOrder.LITTLE_ENDIAN);
            float[] expected = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(expected);
            assertThat(generator.samples(generator.latents(1_000, 0)))
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(expected);
        }
    }

    @Test
    void change_thatTheRunRefuses_leavesTheRunAsItWas() throws Exception {
        LabChoice begun = choice(RING, Map.of("steps", "20"));
        try (Lab lab = new Lab()) {
            lab.begin(begun);
            at(lab, 0, 0);
            lab.command("step", 3);
            at(lab, 3, 0);
            assertThatThrownBy(() -> lab.change(begun)).hasMessage("nothing is changed");
            assertThatThrownBy(() -> lab.change(choice(RING, Map.of("loss", "hinge"))))
                    .hasMessage(
                            "loss cannot change within a run: begin anew with it. The optimizers' rates, the steps and the"
                                    + " data can");
            // another kind of optimizer keeps another state
            lab.change(choice(RING, Map.of("steps", "20", "generatorOptimizer", "sgd(0.1)")));
            String message = "";
            while (message.isEmpty()) {
                message = JsonParser.parseString(lab.state(0, 100))
                        .getAsJsonObject()
                        .get("message")
                        .getAsString();
            }
            assertThat(message).isNotBlank();
            at(lab, 3, 0);
            lab.command("step", 2);
            String played = points(at(lab, 5, 0));
            lab.replay(LabJournal.of(begun), 5);
            assertThat(points(at(lab, 5, 0))).isEqualTo(played);
        }
    }

    @Test
    void replay_thatEndsBeforeItsChanges_isRefused() {
        try (Lab lab = new Lab()) {
            assertThatThrownBy(() -> lab.replay(journal(), 4))
                    .hasMessage("a replay must go on until step 5 at least, was 4");
            assertThatThrownBy(() -> lab.change(journal().begun())).hasMessage("there is no run to change: begin one");
        }
    }

    @Test
    void kinds_areThoseThatCheckpointsAllow() {
        LabChoice begun = journal().begun();
        assertThat(LabJournal.kinds(begun, begun)).isEmpty();
        assertThat(LabJournal.kinds(begun, journal().newest()))
                .containsExactlyInAnyOrder(
                        Checkpoints.Change.LENGTH, Checkpoints.Change.LEARNING_RATE, Checkpoints.Change.DATA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | this is no journal of the lab: its format must be 1, was 0",
                "{\"format\":2} | this is no journal of the lab: its format must be 1, was 2",
                "{\"format\":1} | there is no preset ''",
                "{\"format\":1,\"begun\":B,\"changes\":[7]} | a change of a journal is no JSON object: 7",
                "{\"format\":1,\"begun\":B,\"changes\":[B]} | a change of a journal is made after step 0, which comes"
                        + " before step 1",
                "{\"format\":1,\"begun\":B,\"changes\":[{\"step\":4,B}]} | nothing is changed after step 4",
            })
    void nonsense_isToldAsWhatItIs(String json, String message) {
        String begun = choice(RING, Map.of()).json().toString();
        String text = json.replace("{\"step\":4,B}", "{\"step\":4," + begun.substring(1))
                .replace("B", begun);
        JsonObject object = JsonParser.parseString(text).getAsJsonObject();
        assertThatThrownBy(() -> LabJournal.read(object)).hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonSaturating",
                "minimax",
                "hinge",
                "leastSquares",
                "wasserstein",
                "relativisticAverage",
                "relativisticPaired"
            })
    void formulas_areKnownOfEveryLoss(String loss) {
        JsonObject formulas = LabFormulas.of(choice(RING, Map.of("loss", loss)).builder());
        assertThat(formulas.get("discriminator").getAsString())
                .startsWith("L_D = ")
                .contains("s(x)", "s(G(z))");
        assertThat(formulas.get("generator").getAsString()).startsWith("L_G = ").contains("s(G(z))");
        assertThat(LabChoice.TABLE.named("loss").rule()).contains(loss);
    }

    @Test
    void formulas_tellTheirNumbersAndPenalties() {
        JsonObject formulas = LabFormulas.of(choice(RING, Map.of("loss", "leastSquares", "regularizers", "r1(0.5)"))
                .builder());
        assertThat(formulas.get("discriminator").getAsString())
                .startsWith("L_D = mean (s(x) − b)² / 2 + mean (s(G(z)) − a)² / 2")
                .contains("leastSquares", "r1(");
    }
}
