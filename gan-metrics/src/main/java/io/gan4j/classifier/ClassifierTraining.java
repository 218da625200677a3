package io.gan4j.classifier;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.Gan;
import io.gan4j.data.Dataset;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Schedule;
import io.gan4j.inference.ModelCard;
import io.gan4j.layer.Concat;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.rules.GameRules;
import io.gan4j.rules.Model;
import io.gan4j.run.TrainedGame;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.List;

/** How a {@link Classifier} is trained: a game of one player, which minimises the cross-entropy of its scores. */
final class ClassifierTraining implements GameRules {
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

    private static final String SCORES = "scores";

    private final long seed;

    private ClassifierTraining(long seed) {
        this.seed = seed;
    }

    /** The classifier after a number of passes over the data. */
    static TrainedGame train(Dataset data, int epochs, long seed, int threads) {
        ShiftedImages shifted = new ShiftedImages(data, epochs, reach(data.shape()), seed);
        return Gan.game(new ClassifierTraining(seed))
                .batch(BATCH)
                .epochs(1)
                .seed(seed)
                .threads(threads)
                .train(shifted);
    }

    @Override
    public Game game(TrainingData data) {
        Dataset images = data.principal();
        int classes = images.classes().size();
        Network network = reading(images.shape(), classes);
        Player player = Player.of(NAME, network, Adam.of(RATE))
                .rate(Schedule.cosine(1, 0))
                .weights(network.initialise(RandomStream.seed(seed, INITIAL_STREAM)));
        Expr.Apply read = new Expr.Apply(NAME, ImmutableList.of(Expr.input("images")), ImmutableList.of());
        Expr scores = new Expr.Features(read, SCORES);
        Expr right = scores.times(Expr.input("labels")).sampleSum();
        Phase phase = new Phase(NAME, 1, scores.sampleLogSumExp().minus(right).mean(), ImmutableMap.of());
        return Game.of(
                List.of(player),
                List.of(
                        new Game.Input("images", images.shape(), new Game.Real()),
                        new Game.Input("labels", Shape.of(classes), new Game.Label())),
                List.of(phase));
    }

    @Override
    public ImmutableList<Model> models(TrainingData data) {
        Dataset images = data.principal();
        return ImmutableList.of(Model.of(NAME, ModelCard.classifier(images.shape(), FEATURES, images.classes())));
    }

    private static int reach(Shape image) {
        return Math.min(image.height(), image.width()) / SIDES_PER_SHIFT;
    }

    /** Images in; features, and after them a score for each class, out. */
    static Network reading(Shape image, int classes) {
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
                .name(SCORES)
                .join(new Concat(), "features", SCORES)
                .build();
    }

    private static void halved(NetworkBuilder network, int channels) {
        network.conv2d(channels, 4, 2, 1).batchNorm().relu();
    }
}
