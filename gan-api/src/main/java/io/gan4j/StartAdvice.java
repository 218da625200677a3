package io.gan4j;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.error.BackendException;
import io.gan4j.file.Plural;
import io.gan4j.inference.ModelFormat;
import io.gan4j.layer.Augmentation;
import io.gan4j.measurement.Scale;
import io.gan4j.network.Network;
import io.gan4j.rules.NetworkEnds;
import io.gan4j.tensor.Memory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is worth knowing before a run, though nothing keeps it from being played. */
final class StartAdvice {
    /** Fewer images than these are learnt by heart by a discriminator without augmentation (Karras et al. 2020, figure 1). */
    private static final int FEW_IMAGES = 2_000;

    private static final int MEASURED = 1_000;
    /** The most values that are measured; fewer samples are, where each is large. */
    private static final int MOST_VALUES = 1 << 22;

    private StartAdvice() {}

    /** Made when there is something to log, so that a class path without SLF4J is told of by the engine, in words. */
    private static final class Log {
        static final Logger OF_BUILDER = LoggerFactory.getLogger(GanBuilder.class);

        private Log() {}
    }

    /** Logs each sentence as a warning. */
    static void log(List<String> advice) {
        advice.forEach(line -> Log.OF_BUILDER.warn(line));
    }

    /**
     * All of it, a sentence each; nothing if there is nothing.
     *
     * @param own the generator, if its user set it: a recipe's is as it should be
     * @param augmentation what is done to all images that the discriminator sees; null if nothing is
     */
    static ImmutableList<String> of(Dataset data, Optional<Network> own, @Nullable Augmentation augmentation) {
        ImmutableList.Builder<String> all = ImmutableList.builder();
        int size = data.size();
        if (data.shape().isImage() && size < FEW_IMAGES && augmentation == null) {
            all.add(String.format(
                    Locale.ROOT,
                    "%s few: a discriminator learns them by heart within some thousand steps, and then the"
                            + " generator collapses; set augment(Ada.all()) or augment(DiffAugment.all()), gather some"
                            + " thousand, double these by Datasets.mirrored(data) where"
                            + " left and right are alike, and keep the best state by keepBest(...)",
                    Plural.grouped(size, "image") + (size == 1 ? " is" : " are")));
        }
        if (!data.shape().isImage() && size > 0) {
            int measured = Math.min(size, Memory.samplesAtOnce(MEASURED, MOST_VALUES, data.shape()));
            int[] first = IntStream.range(0, measured).toArray();
            Scale scale = Scale.of(Datasets.values(data, first), data.shape().size());
            if (scale.isFar()) {
                all.add(scale.advice());
            }
        }
        if (own.isPresent() && NetworkEnds.isUnbounded(own.get(), data.shape())) {
            all.add(
                    "the generator does not end in tanh(), so that its images may have values beyond -1 to 1, which pictures"
                            + " cut off: the exported file says that its values are unbounded");
        }
        if (!hasFormat()) {
            all.add(
                    "no model format is on the class path, so that what is trained cannot be exported in this program: add"
                            + " the dependency io.gan4j:gan-onnx");
        }
        return all.build();
    }

    private static boolean hasFormat() {
        try {
            return !ModelFormat.find().name().isEmpty();
        } catch (BackendException e) {
            return false;
        }
    }
}
