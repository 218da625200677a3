package io.gan4j.watch;

/**
 * Makes one alarm of what is seen again and again: it rings once when something was seen a number of times in a row, and again
 * only after it was not seen for a longer time.
 */
final class Alarm {
    private final int times;
    private final int timesUntilOver;
    private boolean raised;
    private int against;

    /**
     * An alarm that has not rung.
     *
     * @param times how often in a row something must be seen
     * @param timesUntilOver how often in a row it must not be seen until it may ring again
     */
    Alarm(int times, int timesUntilOver) {
        this.times = times;
        this.timesUntilOver = timesUntilOver;
    }

    /** Takes note of a look; true if the alarm rings now. */
    boolean rings(boolean seen) {
        against = seen == raised ? 0 : against + 1;
        if (against < (raised ? timesUntilOver : times)) {
            return false;
        }
        against = 0;
        raised = seen;
        return seen;
    }
}
