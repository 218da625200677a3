package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.Layer;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives a network another normalisation, see {@link Normalization}. */
final class Normalizing {
    private final Normalization normalization;
    private final int reference;
    private final Anatomy anatomy;
    /** The layers with weights whose outputs are to be normalised where an activation follows. */
    private final List<Network.Node> hidden;
    /** The names of the activations that get a normalisation before them. */
    private final Set<String> activations = new HashSet<>();
    /** The names of the normalisations that stay, being already what is wanted. */
    private final Set<String> standing = new HashSet<>();
    /** The names of the layers with weights that are normalised in the end. */
    private final Set<String> normalised = new HashSet<>();
    /** The names of the layers with weights that lose a normalisation. */
    private final Set<String> losing = new HashSet<>();

    private Normalizing(Network network, Normalization normalization, int reference, int unnormalised) {
        this.normalization = normalization;
        this.reference = reference;
        this.anatomy = new Anatomy(network);
        List<Network.Node> weighted = anatomy.weighted();
        int last = Math.max(weighted.size() - 1, 0);
        this.hidden = weighted.subList(Math.min(unnormalised, last), last);
        if (normalization != Normalization.NONE) {
            network.nodes().stream()
                    .filter(node -> Anatomy.isFor(Traits.Purpose.ACTIVATION, node))
                    .forEach(this::plan);
        }
        network.nodes().stream()
                .filter(node -> Anatomy.isFor(Traits.Purpose.NORMALIZATION, node) && !standing.contains(node.name()))
                .map(anatomy::wayToWeights)
                .filter(way -> !way.isEmpty())
                .forEach(way -> losing.add(way.get(way.size() - 1).name()));
    }

    /**
     * The network with this normalisation and no other, between hidden layers with weights and their activations, whether or
     * not dropout or a reshaping lies between. A normalisation of this kind in such a place stays as it is. A layer that
     * loses the normalisation that stood in for its bias gets a bias.
     *
     * @param reference samples of the reference batch of {@link Normalization#VIRTUAL}
     * @param unnormalised how many of the first layers with weights are left without
     */
    static Network apply(Network network, Normalization normalization, int reference, int unnormalised) {
        Normalizing normalizing = new Normalizing(network, normalization, reference, unnormalised);
        return Rewriting.replace(network, normalizing::chain);
    }

    private void plan(Network.Node activation) {
        List<Network.Node> way = anatomy.wayToWeights(activation);
        if (way.isEmpty() || !hidden.contains(way.get(way.size() - 1))) {
            return;
        }
        normalised.add(way.get(way.size() - 1).name());
        way.stream()
                .filter(node -> normalization.isOf(node.layer(), reference))
                .findFirst()
                .ifPresentOrElse(node -> standing.add(node.name()), () -> activations.add(activation.name()));
    }

    private List<Layer> chain(Network.Node node) {
        Layer layer = node.layer();
        return switch (layer.traits().purpose()) {
            case NORMALIZATION -> standing.contains(node.name()) ? List.of(layer) : List.of();
            case ACTIVATION -> activations.contains(node.name()) ? List.of(before(node), layer) : List.of(layer);
            case WEIGHTS -> List.of(needsBias(node) ? layer.withBias() : layer);
            default -> List.of(layer);
        };
    }

    private Layer before(Network.Node activation) {
        Shape shape = activation.shape();
        checkArgument(
                normalization != Normalization.INSTANCE || (shape.isImage() && shape.height() * shape.width() > 1),
                "instance normalisation needs images of more than one pixel, %s takes %s; use Normalization.LAYER",
                activation.name(),
                shape);
        return normalization.layer(shape, reference);
    }

    /** True if the layer may have left its bias to a normalisation that goes, and none with a bias of its own comes. */
    private boolean needsBias(Network.Node node) {
        return losing.contains(node.name()) && !(normalization.hasBias() && normalised.contains(node.name()));
    }
}
