package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.Game;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What came of training a translator of images: one translator, or two where there is a way there and a way back. It holds
 * native memory: close it. Safe for use by many threads.
 */
public final class TrainedTranslator implements Trained {
    private final TrainedGame trained;
    private final ImmutableMap<String, ImageTranslator> translators;

    TrainedTranslator(TrainedGame trained) {
        this.trained = trained;
        this.translators = trained.live().translators();
    }

    /**
     * The names of the translators, the principal one first: {@code "translator"}, or {@code "a-to-b"} and {@code "b-to-a"}.
     */
    public ImmutableList<String> names() {
        return translators.keySet().asList();
    }

    /** The translator; of two the one from the first dataset to the second. It is closed with this. */
    public ImageTranslator translator() {
        return translator(names().get(0));
    }

    /**
     * The translator of a name. It is closed with this.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ImageTranslator translator(String name) {
        trained.card(name); // says which names there are
        return Objects.requireNonNull(translators.get(name), name);
    }

    /** Exports the {@link #translator()}, see {@link TrainedGame#export(String, Path)}. */
    public ModelCard export(Path file) throws IOException {
        return export(names().get(0), file);
    }

    /** Exports the translator of a name, see {@link TrainedGame#export(String, Path)}. */
    public ModelCard export(String name, Path file) throws IOException {
        return export(name, file, "");
    }

    /**
     * Exports the translator of a name with a licence.
     *
     * @param licence under which the model may be used: an SPDX identifier or a sentence; empty if it is not stated
     */
    public ModelCard export(String name, Path file, String licence) throws IOException {
        return trained.export(name, file, licence, List.of());
    }

    /** True if a discriminator took part only after pretraining, so that {@link #interpolated} can be asked for. */
    public boolean isPretrained() {
        return !trained.origin().pretrained().isEmpty();
    }

    /**
     * A translator between what was learned before the discriminator took part, by pretraining,
     * which is faithful, and this one, which is crisp: network interpolation (ESRGAN, Wang et al. 2018, section 3.4), {@code (1
     * - crispness) faithful + crispness crisp} for each weight. Both ends are those networks bit for bit.
     *
     * @param crispness 0 for the faithful one, 1 for this one
     * @return is closed by itself
     * @throws IllegalArgumentException if the number is not from 0 to 1
     * @throws IllegalStateException if there was no pretraining
     */
    public TrainedTranslator interpolated(double crispness) {
        return new TrainedTranslator(Interpolation.of(trained, crispness));
    }

    /** The game that was played. */
    public Game game() {
        return trained.game();
    }

    /** The step that the weights are of. */
    public long step() {
        return trained.step();
    }

    /** The reports of the run, in order. */
    public List<TrainingProgress> history() {
        return trained.history();
    }

    @Override
    public void close() {
        trained.close();
    }
}
