package io.gan4j.djl.torch;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.gan4j.data.Dataset;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.Precision;
import io.gan4j.file.Plural;
import io.gan4j.game.Expr;
import io.gan4j.game.ExprShapes;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.inference.Runner;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A game on libtorch: a step is one native call. All that outlives a step is owned by one manager. */
final class TorchGame implements CompiledGame {
    private final GameSetup setup;
    private final Device device;
    private final List<PhasePlan> plans;
    private final NDManager owner;
    private final TorchModule module;
    private final Map<String, PlayerState> players = new LinkedHashMap<>();
    private final List<TorchModule.Argument> state = new ArrayList<>();
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final List<Feed> feeds = new ArrayList<>();
    private final StateMemory memory;
    /** Whether all of the state is known to be finite. */
    private boolean finite;

    private boolean closed;

    /** The array that a buffer becomes. */
    private record Feed(Shape shape, DataType type) {}

    /**
     * Compiles a game.
     *
     * @param setup with a precision that is not automatic
     */
    TorchGame(GameSetup setup, Device device) {
        this.setup = setup;
        this.device = device;
        this.plans = Script.plans(setup.game());
        this.module = TorchModule.load(Script.of(setup.game(), plans, setup.encodings(), setup.precision()), device);
        this.owner = NDManager.newBaseManager(device, TorchBackend.ENGINE);
        try {
            this.memory = prepare();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Makes the feeds, and all that is kept, in the memory that it gives. */
    private StateMemory prepare() {
        List<NDArray> apart = new ArrayList<>();
        for (Player player : setup.game().players()) {
            Map<String, Tensor> initial =
                    Objects.requireNonNull(setup.parameters().get(player.name()), player.name());
            PlayerState own = new PlayerState(player, initial, owner);
            players.put(player.name(), own);
            apart.addAll(own.arrays().values());
        }
        List<NDArray> replays = new ArrayList<>();
        ExprShapes shapes = setup.game().shapes();
        for (PhasePlan plan : plans) {
            for (int play = 0; play < plan.phase().plays(); play++) {
                plan.draws().forEach(draw -> feeds.add(feed(draw)));
            }
            for (Expr.Replayed replayed : plan.replays()) {
                Shape kept = batched(shapes.of(replayed), replayed.replay().capacity());
                replays.add(owner.zeros(kept, DataType.FLOAT32));
            }
        }
        apart.addAll(replays);
        List<NDArray> kept = new ArrayList<>();
        setup.game().kept().forEach(number -> kept.add(owner.create(number.initial())));
        apart.addAll(kept);
        StateMemory all = new StateMemory(apart, module, owner);
        for (PlayerState own : players.values()) {
            own.move(all);
            state.addAll(own.arguments());
            arrays.putAll(own.arrays());
        }
        replays.replaceAll(all::move);
        for (int i = 0; i < replays.size(); i++) {
            arrays.put(CompiledGame.REPLAYS + i, replays.get(i));
        }
        if (!replays.isEmpty()) {
            state.add(TorchModule.Argument.list(Script.REPLAYS, replays));
        }
        if (!kept.isEmpty()) {
            kept.replaceAll(all::move);
            for (int i = 0; i < kept.size(); i++) {
                arrays.put(CompiledGame.KEPT + setup.game().kept().get(i).name(), kept.get(i));
            }
            state.add(TorchModule.Argument.list(Script.KEPT, kept));
        }
        state.add(all.argument());
        return all;
    }

    private Feed feed(PhasePlan.Draw draw) {
        boolean pixels = draw instanceof PhasePlan.InputDraw input
                && setup.encoding(input.input().name()) == Dataset.Encoding.PIXELS;
        Shape shape = batched(draw.shape(), draw.samples(setup.batch()));
        return new Feed(shape, pixels ? DataType.UINT8 : DataType.FLOAT32);
    }

    private static Shape batched(io.gan4j.tensor.Shape shape, int count) {
        return new Shape(count).addAll(PlayerState.shape(shape));
    }

    @Override
    public String device() {
        String numbers = setup.precision() == Precision.BFLOAT16 ? ", bfloat16" : "";
        if (device.isGpu()) {
            return "GPU " + device.getDeviceId() + numbers;
        }
        int threads = setup.threads() > 0 ? setup.threads() : JniUtils.getNumThreads();
        return "CPU, " + Plural.of(threads, "thread") + numbers;
    }

    @Override
    public float[] step(List<ByteBuffer> buffers) {
        boolean gradients = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        useThreads();
        try (NDManager scope = owner.newSubManager()) {
            List<NDArray> given = new ArrayList<>();
            for (int i = 0; i < buffers.size(); i++) {
                given.add(scope.create(
                        buffers.get(i), feeds.get(i).shape(), feeds.get(i).type()));
            }
            List<TorchModule.Argument> arguments = new ArrayList<>();
            arguments.add(TorchModule.Argument.list(Script.DRAWS, given));
            arguments.addAll(state);
            finite = false;
            float[] outcomes = module.call(Script.STEP, arguments, scope).toFloatArray();
            finite = Float.isFinite(outcomes[outcomes.length - 1]);
            return Arrays.copyOf(outcomes, outcomes.length - 1);
        } finally {
            JniUtils.setGradMode(gradients);
        }
    }

    @Override
    public @Nullable String nonFinite() {
        checkOpen();
        return finite ? null : CompiledGame.super.nonFinite();
    }

    /** OpenMP keeps the number of threads by the calling thread, so each thread that steps or evaluates sets it. */
    private void useThreads() {
        if (setup.threads() > 0 && JniUtils.getNumThreads() != setup.threads()) {
            JniUtils.setNumThreads(setup.threads());
        }
    }

    @Override
    public Map<String, Tensor> parameters(String player) {
        return state(player).parameters();
    }

    @Override
    public Map<String, Tensor> state() {
        checkOpen();
        Map<String, Tensor> copies = new LinkedHashMap<>();
        arrays.forEach((name, array) -> copies.put(name, tensor(array)));
        return copies;
    }

    private static Tensor tensor(NDArray array) {
        int[] extents = Arrays.stream(array.getShape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.of(io.gan4j.tensor.Shape.of(extents), array.toFloatArray());
    }

    @Override
    public void restore(Map<String, Tensor> saved) {
        checkOpen();
        checkArgument(
                saved.keySet().equals(arrays.keySet()),
                "a state of other tensors: this game has %s, given were %s",
                arrays.keySet(),
                saved.keySet());
        saved.forEach((name, tensor) -> checkArgument(
                PlayerState.shape(tensor.shape()).equals(array(name).getShape()),
                "%s has shape %s, the given one %s",
                name,
                array(name).getShape(),
                tensor.shape()));
        finite = false;
        saved.forEach((name, tensor) -> memory.put(array(name), tensor));
    }

    private NDArray array(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** How many native arrays live on behalf of this game. */
    int liveArrays() {
        return owner.getManagedArrays().size() + module.liveArrays();
    }

    private void checkOpen() {
        checkState(!closed, "this game is closed");
    }

    private PlayerState state(String player) {
        checkOpen();
        return Objects.requireNonNull(players.get(player), player);
    }

    @Override
    public void computeStatistics(String player, List<List<float[]>> batches) {
        Network network = setup.game().network(player);
        PlayerState own = state(player);
        List<Parameter> statistics = StandingStatistics.gathered(network);
        if (statistics.isEmpty() || batches.isEmpty()) {
            return;
        }
        useThreads();
        finite = false;
        Map<String, Tensor> means = StandingStatistics.of(network, own.parameters(), batches, device);
        List<Parameter> all = network.parameters(Parameter.Role.STATISTIC);
        List<NDArray> used = own.used(Parameter.Role.STATISTIC);
        for (int i = 0; i < all.size(); i++) {
            Tensor mean = means.get(all.get(i).name());
            if (mean != null) {
                memory.put(used.get(i), mean);
            }
        }
    }

    @Override
    public Runner evaluator(String player) {
        Network network = setup.game().network(player);
        PlayerState parameters = state(player);
        return new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                return List.of(evaluate(player, network, parameters, inputs, count));
            }

            @Override
            public void close() {
                // the parameters are the game's, which closes them
            }
        };
    }

    private float[] evaluate(String player, Network network, PlayerState parameters, List<float[]> inputs, int count) {
        checkArgument(
                inputs.size() == network.inputs().size(),
                "the %s takes %s, given were %s",
                player,
                Plural.of(network.inputs().size(), "input"),
                inputs.size());
        boolean gradients = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        useThreads();
        try (NDManager scope = owner.newSubManager()) {
            List<TorchModule.Argument> arguments = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                Network.Input input = network.inputs().get(i);
                int values = count * input.shape().size();
                ByteBuffer buffer =
                        ByteBuffer.allocateDirect(values * Float.BYTES).order(ByteOrder.nativeOrder());
                buffer.asFloatBuffer().put(inputs.get(i), 0, values);
                NDArray array = scope.create(buffer, batched(input.shape(), count), DataType.FLOAT32);
                arguments.add(TorchModule.Argument.tensor(NetworkScript.value(input.name()), array));
            }
            for (String list : NetworkScript.lists(network, Mode.EVALUATE)) {
                Parameter.Role role = list.equals("p") ? Parameter.Role.WEIGHT : Parameter.Role.STATISTIC;
                arguments.add(TorchModule.Argument.list(list, parameters.used(role)));
            }
            return module.call(Mode.EVALUATE.method(player), arguments, scope).toFloatArray();
        } finally {
            JniUtils.setGradMode(gradients);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            owner.close();
            module.close();
        }
    }
}
