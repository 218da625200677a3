package io.gan4j.djl.torch;

import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv1d;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.TokenEmbedding;
import io.gan4j.layer.WordPool;

/** Writes the layers that look learned vectors up, and the others that networks which read texts are made of. */
abstract class TextLayersScript extends JoiningLayersScript {
    /** The layer's weight, as what is around the layer makes it. */
    abstract String kernel();

    /** The layer's bias, or none. */
    abstract String bias(Bias bias);

    @Override
    public Line embedding(Embedding layer) {
        return expendable("torch.mm(" + input() + ", " + kernel() + ")");
    }

    @Override
    public Line tokenEmbedding(TokenEmbedding layer) {
        return needed("self.embedded(" + input() + ", " + weight("weight") + ", " + weight("position") + ")");
    }

    @Override
    public Line conv1d(Conv1d layer) {
        return expendable("torch.conv1d(" + input() + ", " + kernel() + ", " + bias(layer.bias()) + ", ["
                + layer.stride() + "], [" + layer.padding() + "])");
    }

    @Override
    public Line wordPool(WordPool layer) {
        return needed("self.word_pool(" + input() + ", " + input(1) + ", " + WordPool.ABSENT + ")");
    }
}
