package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.game.Schedule;

/** Checks that several losses and regularisers share. */
final class Checks {
    private Checks() {}

    static void aboveZero(float value, String what) {
        checkArgument(value > 0 && Float.isFinite(value), "%s must be a finite number above 0, was %s", what, value);
    }

    static void atLeastZero(float value, String what) {
        checkArgument(
                value >= 0 && Float.isFinite(value), "%s must be a finite number of at least 0, was %s", what, value);
    }

    /** Checks both ends of a schedule: as it only rises or only falls, all its values lie between them. */
    static void aboveZero(Schedule schedule, String what) {
        double first = schedule.at(0, 1);
        double last = schedule.at(1, 1);
        if (first == last) {
            aboveZero((float) first, what);
        }
        checkArgument(
                first >= 0 && last >= 0, "%s must not be below 0 at any time, goes from %s to %s", what, first, last);
    }

    static void interval(int interval) {
        checkArgument(interval >= 1, "interval must be at least 1, was %s", interval);
    }
}
