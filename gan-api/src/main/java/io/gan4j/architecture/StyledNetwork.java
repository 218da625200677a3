package io.gan4j.architecture;

import io.gan4j.layer.Channels;
import io.gan4j.layer.StyleMixing;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.network.StyleLayer;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The two halves of a style-based generator of {@link StyleGan2} or {@link StyleGan}, whose parameters keep their names: what
 * makes the style of a latent, and what makes an image of styles.
 *
 * @param mapping takes what the generator takes and gives the style
 * @param synthesis takes the styles of all layers, one behind the other from the coarsest on, and gives the image
 * @param layers the number of layers that have a style of their own: two for each size, see {@link StyleLayer#place}
 * @param size the length of a style
 */
public record StyledNetwork(Network mapping, Network synthesis, int layers, int size) {
    /** The input of the synthesis. */
    public static final String STYLES = "styles";

    /** Takes a generator apart; empty if it is not style-based. */
    public static Optional<StyledNetwork> of(Network generator) {
        List<StyleLayer> styled = generator.nodes().stream()
                .map(node -> StyleLayer.of(node.name()))
                .flatMap(Optional::stream)
                .toList();
        boolean isStyled = !styled.isEmpty()
                && generator.nodes().stream().anyMatch(node -> node.name().equals(StyleGan2.STYLE));
        return isStyled ? Optional.of(halves(generator, StyleLayer.sides(styled))) : Optional.empty();
    }

    private static StyledNetwork halves(Network generator, List<Integer> sides) {
        int size = generator.shape(StyleGan2.STYLE).size();
        int layers = 2 * sides.size();
        Set<String> mapped = ancestors(generator);
        return new StyledNetwork(
                mapping(generator, mapped), synthesis(generator, mapped, sides, layers, size), layers, size);
    }

    private static Set<String> ancestors(Network generator) {
        Set<String> needed = new HashSet<>(Set.of(StyleGan2.STYLE));
        List<Network.Node> nodes = generator.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (needed.contains(nodes.get(i).name())) {
                needed.addAll(nodes.get(i).inputs());
            }
        }
        return needed;
    }

    private static Network mapping(Network generator, Set<String> mapped) {
        Network.Input first = generator.inputs().get(0);
        NetworkBuilder network = Network.from(first.name(), first.shape());
        generator.inputs().stream().skip(1).forEach(input -> network.input(input.name(), input.shape()));
        generator.nodes().stream()
                .filter(node -> mapped.contains(node.name()))
                .forEach(node ->
                        network.joinAs(node.name(), node.layer(), node.inputs().toArray(String[]::new)));
        return network.build();
    }

    private static Network synthesis(Network generator, Set<String> mapped, List<Integer> sides, int layers, int size) {
        NetworkBuilder network = Network.from(STYLES, Shape.of(layers * size));
        for (int layer = 0; layer < layers; layer++) {
            network.joinAs(style(layer), new Channels(layer * size, (layer + 1) * size), STYLES);
        }
        Map<String, String> names = new HashMap<>();
        for (Network.Node node : generator.nodes()) {
            if (mapped.contains(node.name())) {
                names.put(node.name(), style(0));
            } else if (node.layer() instanceof StyleMixing) {
                // outside of training the first style goes on
                names.put(node.name(), style(0));
            } else {
                String own = style(layer(node.name(), sides));
                List<String> sources = new ArrayList<>();
                for (String source : node.inputs()) {
                    boolean isStyle = names.getOrDefault(source, source).equals(style(0));
                    sources.add(isStyle ? own : source);
                }
                network.joinAs(node.name(), node.layer(), sources.toArray(String[]::new));
            }
        }
        return network.build();
    }

    private static String style(int layer) {
        return "style_" + layer;
    }

    /** The layer whose style a node takes. */
    private static int layer(String node, List<Integer> sides) {
        return StyleLayer.of(node).map(styled -> styled.place(sides)).orElse(0);
    }
}
