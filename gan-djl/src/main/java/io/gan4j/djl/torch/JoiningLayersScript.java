package io.gan4j.djl.torch;

import io.gan4j.layer.Add;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.Multiply;
import io.gan4j.tensor.Shape;
import java.util.List;

/** Writes the layers that join several inputs. */
abstract class JoiningLayersScript extends ImageLayersScript {
    /** The variables of all of the layer's inputs. */
    abstract List<String> inputs();

    /** The shape of the layer's output. */
    abstract Shape outputShape();

    @Override
    public Line concat(Concat layer) {
        return needed("torch.cat([" + String.join(", ", inputs()) + "], 1)");
    }

    @Override
    public Line add(Add layer) {
        String sum = input();
        for (String other : inputs().subList(1, inputs().size())) {
            sum = "torch.add(" + sum + ", " + other + ")";
        }
        return needed(sum);
    }

    @Override
    public Line multiply(Multiply layer) {
        return expendable("torch.mul(" + String.join(", ", inputs()) + ")");
    }

    @Override
    public Line modulate(Modulate layer) {
        String scaled = "torch.mul(" + input() + ", " + ofChannels(input(1)) + ")";
        return expendable("torch.add(" + scaled + ", " + ofChannels(input(2)) + ")");
    }

    /** Numbers for the channels of each sample, laid out so that they are spread over the pixels. */
    private String ofChannels(String numbers) {
        Shape shape = outputShape();
        return shape.isImage()
                ? "torch.reshape(" + numbers + ", " + ExprScript.batched(Shape.of(shape.channels(), 1, 1)) + ")"
                : numbers;
    }
}
