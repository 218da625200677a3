package io.gan4j.benchmarks;

import com.google.common.collect.ImmutableMap;
import io.gan4j.Gan;
import io.gan4j.data.Captions;
import io.gan4j.data.Dataset;
import io.gan4j.evaluation.AttributeAgreement;
import io.gan4j.evaluation.CaptionPool;
import io.gan4j.image.Images;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Estimate;
import io.gan4j.metric.Features;
import io.gan4j.metric.FrechetDistance;
import io.gan4j.metric.RetrievalPrecision;
import io.gan4j.rules.TextMatching;
import io.gan4j.run.TrainedGame;
import io.gan4j.tensor.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What judges images of captions: classifiers of attributes, where captions have them, and networks that match captions with
 * images. Both learn from real images with a seed of their own, so that they are not the networks that a generator learned
 * from.
 */
final class TextJudges implements AutoCloseable {
    /** Captions drawn from the dataset beside the right one. */
    static final int OTHERS = 99;
    /** Captions of which one word is another beside the right one. */
    static final int NEAR = 10;

    private static final long SEED = 77;
    private static final int MATCHING_BATCH = 64;
    private static final int AT_ONCE = 250;

    private final @Nullable AttributeAgreement attributes;
    private final TrainedGame matching;
    private final Vocabulary vocabulary;
    private final CaptionPool pool;

    private TextJudges(
            @Nullable AttributeAgreement attributes, TrainedGame matching, Vocabulary vocabulary, CaptionPool pool) {
        this.attributes = attributes;
        this.matching = matching;
        this.vocabulary = vocabulary;
        this.pool = pool;
    }

    /**
     * Trains the judges.
     *
     * @param captioned real images with all words that will be judged
     * @param areShapes whether the captions are those of the built-in shapes
     * @param epochs of the classifiers
     * @param steps of the networks that match
     * @param threads how many compute
     */
    static TextJudges train(Dataset captioned, boolean areShapes, int epochs, long steps, int threads) {
        AttributeAgreement attributes = areShapes
                ? AttributeAgreement.train(captioned, AttributeAgreement.OF_SHAPES, epochs, SEED, threads)
                : null;
        Dataset tokenized = Captions.tokenized(captioned);
        TrainedGame matching = Gan.game(TextMatching.standard())
                .batch(Math.min(MATCHING_BATCH, captioned.size()))
                .steps(steps)
                .seed(SEED)
                .threads(threads)
                .train(tokenized);
        CaptionPool pool =
                CaptionPool.of(captioned, areShapes ? AttributeAgreement.OF_SHAPES : ImmutableMap.of(), SEED);
        return new TextJudges(attributes, matching, tokenized.vocabulary().orElseThrow(), pool);
    }

    /** What classifiers read; null where captions have no attributes. */
    AttributeAgreement.@Nullable Result attributes(Images images, List<String> captions) {
        return attributes == null ? null : attributes.of(images, captions);
    }

    /** How often the own caption is nearer than 99 others, which are drawn from the dataset and have other words. */
    Estimate retrieval(Images images, List<String> captions) {
        return retrieval(images, captions, pool.drawn(captions, OTHERS));
    }

    /** How often the own caption of a shape is nearer than ten that differ from it in one attribute. */
    Estimate nearRetrieval(Images images, List<String> captions) {
        return retrieval(images, captions, pool.near(captions, NEAR));
    }

    private Estimate retrieval(Images images, List<String> captions, List<String> others) {
        return RetrievalPrecision.of(vectors(images), vectors(captions), vectors(others));
    }

    /** The Fréchet distance of generated to real images, between the vectors that the matching network makes of both. */
    double distance(Images real, Images generated) {
        return FrechetDistance.of(vectors(real), vectors(generated)).value();
    }

    private Features vectors(Images images) {
        List<Features> parts = new ArrayList<>();
        Runner runner = matching.runner(TextMatching.IMAGE_ENCODER);
        for (int from = 0; from < images.count(); from += AT_ONCE) {
            Images some = images.slice(from, Math.min(images.count(), from + AT_ONCE));
            parts.add(vectors(runner, some.toFloats(), some.count()));
        }
        return Features.concat(parts);
    }

    private Features vectors(List<String> captions) {
        List<Features> parts = new ArrayList<>();
        Runner runner = matching.runner(TextMatching.TEXT_ENCODER);
        int length = vocabulary.length();
        for (int from = 0; from < captions.size(); from += AT_ONCE) {
            List<String> some = captions.subList(from, Math.min(captions.size(), from + AT_ONCE));
            float[] ids = new float[some.size() * length];
            for (int i = 0; i < some.size(); i++) {
                System.arraycopy(vocabulary.ids(some.get(i)), 0, ids, i * length, length);
            }
            parts.add(vectors(runner, ids, some.size()));
        }
        return Features.concat(parts);
    }

    private static Features vectors(Runner runner, float[] given, int count) {
        float[] made = runner.run(given, count);
        return Features.of(made, made.length / count);
    }

    @Override
    public void close() {
        if (attributes != null) {
            attributes.close();
        }
        matching.close();
    }
}
