package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Samples;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.Precision;
import io.gan4j.event.TrainingListener;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.rules.GameRules;
import io.gan4j.rules.Model;
import io.gan4j.run.GameRun;
import io.gan4j.run.TrainedGame;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GameBuilderTest {
    private static final GameBuilder BASE = Gan.game(new Means());
    private static final TrainingData DATA = TrainingData.of(new Samples(12));

    /** For every setting a value that is not the default. A new setting belongs here. */
    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("batch", 9),
            Map.entry("epochs", 2),
            Map.entry("steps", 3L),
            Map.entry("seed", 11L),
            Map.entry("reportEvery", 12L),
            Map.entry("device", Device.GPU),
            Map.entry("threads", 2),
            Map.entry("precision", Precision.BFLOAT16),
            Map.entry("listener", new TrainingListener() {}),
            Map.entry("checkpoints", Checkpoints.in(Path.of("run"))),
            Map.entry("onDivergence", Divergence.goBack(2)),
            Map.entry("backend", new FakeBackend()));

    /** One player, whose output is to be small. */
    private record Means(ImmutableList<String> complaints) implements GameRules {
        Means(String... complaints) {
            this(ImmutableList.copyOf(complaints));
        }

        @Override
        public ImmutableList<String> problems(TrainingData data) {
            return complaints;
        }

        @Override
        public Game game(TrainingData data) {
            if (!complaints.isEmpty()) {
                throw new AssertionError("a game was made of data that is not fit for it");
            }
            Network network = Network.from("x", data.principal().shape())
                    .flatten()
                    .linear(1)
                    .build();
            return Game.of(
                    List.of(Player.of("judge", network, Sgd.of(1))),
                    List.of(new Game.Input("x", data.principal().shape(), new Game.Real())),
                    List.of(Phase.of(
                            "judge",
                            List.of("judge"),
                            Expr.apply("judge", Expr.input("x")).square().mean())));
        }

        @Override
        public ImmutableList<Model> models(TrainingData data) {
            return ImmutableList.of(
                    Model.of("judge", ModelCard.extractor(data.principal().shape(), 1)));
        }

        @Override
        public ImmutableMap<String, String> configuration() {
            return ImmutableMap.of("rules", "means");
        }
    }

    static Stream<Method> settings() {
        return Stream.of(RunBuilder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == RunBuilder.class);
    }

    private static Map<String, Object> drafted(GameBuilder builder) throws ReflectiveOperationException {
        Field field = GameBuilder.class.getDeclaredField("draft");
        field.setAccessible(true);
        RunDraft draft = (RunDraft) field.get(builder);
        Map<String, Object> values = new HashMap<>();
        for (Field one : RunDraft.class.getDeclaredFields()) {
            if (!Modifier.isStatic(one.getModifiers())) {
                one.setAccessible(true);
                values.put(one.getName(), one.get(draft));
            }
        }
        // what the single settings come to, since functions have no equality
        values.remove("changes");
        values.put("strategy", draft.strategy());
        return values;
    }

    private static GameBuilder set(GameBuilder builder, Method setting) throws ReflectiveOperationException {
        assertThat(SETTINGS).as("values to test settings with").containsKey(setting.getName());
        return (GameBuilder) setting.invoke(builder, SETTINGS.get(setting.getName()));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_returnsANewValueAndLeavesTheBaseAlone(Method setting) throws ReflectiveOperationException {
        Map<String, Object> before = drafted(BASE);
        GameBuilder changed = set(BASE, setting);
        assertThat(changed).isNotSameAs(BASE);
        assertThat(drafted(BASE)).isEqualTo(before);
        Map<String, Object> after = drafted(changed);
        assertThat(before.keySet().stream().filter(name -> !Objects.equals(before.get(name), after.get(name))))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_beforeOrAfterAnother_isTheSame(Method setting) throws ReflectiveOperationException {
        for (Method other : settings().toList()) {
            boolean sameThing = other.equals(setting)
                    || List.of("steps", "epochs").containsAll(List.of(other.getName(), setting.getName()));
            if (!sameThing) {
                assertThat(drafted(set(set(BASE, setting), other)))
                        .as("%s and %s", setting.getName(), other.getName())
                        .isEqualTo(drafted(set(set(BASE, other), setting)));
            }
        }
    }

    @Test
    void game_isCompiledAsItWasSet() {
        FakeBackend backend = new FakeBackend();
        GameBuilder game = BASE.backend(backend)
                .batch(4)
                .steps(2)
                .device(Device.GPU)
                .threads(3)
                .seed(9);
        try (TrainedGame trained = game.train(DATA)) {
            GameSetup setup = backend.compiled.get(0);
            assertThat(setup.batch()).isEqualTo(4);
            assertThat(setup.device()).isEqualTo(Device.GPU);
            assertThat(setup.threads()).isEqualTo(3);
            assertThat(setup.game()).isEqualTo(new Means().game(DATA));
            assertThat(backend.fed).hasSize(2);
            assertThat(trained.models()).containsExactly("judge");
            assertThat(trained.step()).isEqualTo(2);
            ModelCard.Origin origin = trained.card("judge").origin();
            assertThat(origin.dataset()).isEqualTo("counted pixels");
            assertThat(origin.libraryVersion()).isEqualTo(Version.VERSION);
            assertThat(origin.configuration()).containsEntry("rules", "means");
        }
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void epochs_areCountedByWhatAStepUses() {
        FakeBackend backend = new FakeBackend();
        try (GameRun<TrainedGame> run = BASE.backend(backend).batch(4).epochs(5).start(DATA)) {
            assertThat(run.steps()).isEqualTo(15);
        }
    }

    @Test
    void problemsOfTheRun_areListedAllInOneMessage() {
        FakeBackend backend = new FakeBackend();
        assertThatThrownBy(() -> BASE.backend(backend)
                        .batch(16)
                        .onDivergence(Divergence.goBack(1))
                        .train(DATA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this game cannot be played: a batch of 16 is more than the 12 samples of the data (counted"
                        + " pixels): set batch(12) or less; after a divergence there would be no checkpoint to go back to:"
                        + " set checkpoints(Checkpoints.in(folder)) or onDivergence(Divergence.fail())");
        assertThat(backend.compiled).isEmpty();
    }

    @Test
    void problemsOfTheRules_areListedBeforeAGameIsMade() {
        FakeBackend backend = new FakeBackend();
        GameBuilder game = Gan.game(new Means("it has too few colors", "it is too quiet: turn it up"));
        assertThatThrownBy(() -> game.backend(backend).batch(4).train(DATA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this game cannot be played: it has too few colors; it is too quiet: turn it up");
        assertThat(backend.compiled).isEmpty();
    }

    @Test
    void setting_outOfRange_namesRuleAndValue() {
        assertThatThrownBy(() -> BASE.batch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch must be at least 1, was 0");
        assertThatThrownBy(() -> BASE.threads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 0, was -1");
        assertThatThrownBy(() -> BASE.reportEvery(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reportEvery must be at least 1, was 0");
    }
}
