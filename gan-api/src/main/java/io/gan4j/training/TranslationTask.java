package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.data.Clips;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Kernel;

/** What a translator of images is to learn, and how what it learns from is made of the data that are given. Immutable. */
public sealed interface TranslationTask {
    /** What is learned from, made of what is given: the data themselves, if nothing is to be made of them. */
    default Dataset learned(Dataset given) {
        return given;
    }

    /** From pairs of images: to make the second of the first (pix2pix). */
    record Paired() implements TranslationTask {}

    /** Between two sets of images that are no pairs: both ways (CycleGAN). */
    record Unpaired() implements TranslationTask {}

    /** Between two faces: to show each with the pose and the expression of the other. */
    record Faces() implements TranslationTask {
        @Override
        public Dataset learned(Dataset faces) {
            return Datasets.warped(faces);
        }
    }

    /**
     * To make images larger: the small ones are made of those that are given.
     *
     * @param scale by what height and width grow: 2 or 4
     * @param kernel by which the small images are made
     */
    record Larger(int scale, Kernel kernel) implements TranslationTask {
        /**
         * Checks the scale.
         *
         * @throws IllegalArgumentException if it is neither 2 nor 4
         */
        public Larger {
            checkArgument(scale == 2 || scale == 4, "scale must be 2 or 4, was %s", scale);
        }

        @Override
        public Dataset learned(Dataset photos) {
            return Datasets.lowResolution(photos, scale, kernel);
        }
    }

    /**
     * To continue a film.
     *
     * @param history the number of frames that the next one is made of, at least 2
     * @param rollout how many frames are made one after the other in training, each of the frames made before it; 1 for the
     *     next alone
     * @param rolloutWeight the weight of what compares each frame after the first with the truth
     */
    @CheckReturnValue
    record NextFrame(int history, int rollout, float rolloutWeight) implements TranslationTask {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public NextFrame {
            checkArgument(history >= 2, "history must be at least 2 frames, was %s", history);
            checkArgument(rollout >= 1, "rollout must be at least 1 frame, was %s", rollout);
            checkArgument(
                    rolloutWeight > 0 && Float.isFinite(rolloutWeight),
                    "rolloutWeight must be a finite number above 0, was %s",
                    rolloutWeight);
        }

        /** The task of making the next frame alone. */
        public static NextFrame of(int history) {
            return new NextFrame(history, 1, 1);
        }

        /** The same task with another number of frames made in training. */
        public NextFrame rollout(int frames) {
            return new NextFrame(history, frames, rolloutWeight);
        }

        /** The same task with another weight of the frames after the first. */
        public NextFrame rolloutWeight(double weight) {
            return new NextFrame(history, rollout, (float) weight);
        }

        @Override
        public Dataset learned(Dataset films) {
            return films instanceof Clips clips
                    ? clips.history(history).rollout(Math.max(rollout, clips.rollout()))
                    : films;
        }
    }
}
