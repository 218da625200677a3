package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Player;
import io.gan4j.inference.ModelCard;
import io.gan4j.rules.Model;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Network interpolation (ESRGAN, Wang et al. 2018, section 3.4): the weights between two networks of the same layers. */
final class Interpolation {
    private static final String NAME = "interpolation";

    private Interpolation() {}

    /**
     * The networks between what was kept when pretraining ended and what came of the run.
     *
     * @param share 0 for the first, 1 for the second
     */
    static TrainedGame of(TrainedGame trained, double share) {
        checkArgument(share >= 0 && share <= 1, "crispness must be from 0 to 1, was %s", share);
        ImmutableMap<String, ImmutableMap<String, Tensor>> pretrained =
                trained.origin().pretrained();
        List<Model> models = new ArrayList<>();
        Map<String, Player> players = new LinkedHashMap<>();
        for (String name : trained.models()) {
            Model model = trained.live().model(name);
            models.add(model.card(described(model.card(), share)));
            for (String player : model.players()) {
                ImmutableMap<String, Tensor> before = pretrained.get(player);
                checkState(
                        before != null,
                        "nothing was pretrained, so there is nothing to interpolate with: set pretraining(0.5) and"
                                + " adversarial(...) before training");
                Map<String, Tensor> between = between(before, trained.parameters(player), share);
                players.put(player, Player.frozen(player, trained.game().network(player), between));
            }
        }
        TrainedGame.Origin origin = new TrainedGame.Origin(
                trained.origin().backend(), trained.origin().threads(), ImmutableMap.of());
        return TrainedGame.of(List.copyOf(players.values()), models, trained.history(), origin);
    }

    private static ModelCard described(ModelCard card, double share) {
        Map<String, String> configuration = new LinkedHashMap<>(card.origin().configuration());
        configuration.put(NAME, Double.toString(share));
        return card.provenance(
                        card.origin().libraryVersion(),
                        card.origin().dataset(),
                        card.origin().datasetFingerprint(),
                        configuration)
                .step(card.origin().step());
    }

    private static Map<String, Tensor> between(Map<String, Tensor> before, Map<String, Tensor> after, double share) {
        Map<String, Tensor> between = new LinkedHashMap<>();
        after.forEach((name, tensor) -> {
            float[] from = Objects.requireNonNull(before.get(name), name).values();
            float[] to = tensor.values();
            float[] values = new float[to.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((1 - share) * from[i] + share * to[i]);
            }
            between.put(name, Tensor.of(tensor.shape(), values));
        });
        return between;
    }
}
