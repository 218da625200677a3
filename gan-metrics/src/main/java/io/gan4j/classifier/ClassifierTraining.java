package io.gan4j.classifier;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Schedule;
import io.gan4j.layer.Concat;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.run.PlainTraining;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** How a {@link Classifier} is trained: a game of one player, which minimises the cross-entropy of its scores. */
final class ClassifierTraining {
    static final String NAME = "classifier";
    static final int BATCH = 128;
    static final int FEATURES = 128;
    /** The smallest height and width of an image: two convolutions halve it. */
    static final int SMALLEST_IMAGE = 4;

    private static final int WIDTH = 16;
    private static final double RATE = 2e-3;
    private static final float DROPOUT = 0.4f;
    private static final int SMALLEST = 7;
    /** Two pixels of MNIST's 28. */
    private static final int SIDES_PER_SHIFT = 14;

    private static final long INITIAL_STREAM = 20;

    private ClassifierTraining() {}

    /** The network's parameters after so many passes over the data. */
    static Map<String, Tensor> train(Dataset data, int epochs, long seed, int threads) {
        int classes = data.classes().size();
        Network network = network(data.shape(), classes).build();
        Player player = Player.of(NAME, network, Adam.of(RATE)).rate(Schedule.cosine(1, 0));
        Expr scores = Expr.apply(NAME, Expr.input("images"));
        Expr right = scores.times(Expr.input("labels")).sampleSum();
        Phase phase = new Phase(NAME, 1, scores.sampleLogSumExp().minus(right).mean(), ImmutableMap.of());
        Game game = Game.of(
                List.of(player),
                List.of(
                        new Game.Input("images", data.shape(), new Game.Real()),
                        new Game.Input("labels", Shape.of(classes), new Game.Label())),
                List.of(phase));
        long initial = RandomStream.seed(seed, INITIAL_STREAM);
        ShiftedImages shifted = new ShiftedImages(data, epochs, reach(data.shape()), seed);
        return PlainTraining.train(game, shifted, BATCH, network.initialise(initial), seed, threads);
    }

    private static int reach(Shape image) {
        return Math.min(image.height(), image.width()) / SIDES_PER_SHIFT;
    }

    /** The network as it is trained: images in, a score for each class out. */
    private static NetworkBuilder network(Shape image, int classes) {
        NetworkBuilder network = Network.from("x", image);
        halved(network, WIDTH);
        network.conv2d(2 * WIDTH, 3, 1, 1).batchNorm().relu();
        do {
            halved(network, 4 * WIDTH);
        } while (Math.min(network.shape().height(), network.shape().width()) > SMALLEST);
        return network.flatten()
                .linear(FEATURES)
                .batchNorm()
                .relu()
                .name("features")
                .dropout(DROPOUT)
                .linear(classes)
                .name("scores");
    }

    private static void halved(NetworkBuilder network, int channels) {
        network.conv2d(channels, 4, 2, 1).batchNorm().relu();
    }

    /** The same network as it is used: the features come out too, before the scores. */
    static Network reading(Shape image, int classes) {
        return network(image, classes).join(new Concat(), "features", "scores").build();
    }
}
