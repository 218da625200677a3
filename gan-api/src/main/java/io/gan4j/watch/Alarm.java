package io.gan4j.watch;

/**
 * Makes one alarm of what is seen again and again: it rings once when something was seen so many times in a row, and is quiet
 * until it was not seen as many times in a row.
 */
final class Alarm {
    private final int times;
    private boolean raised;
    private int against;

    Alarm(int times) {
        this.times = times;
    }

    /** Takes note of a look; true if the alarm rings now. */
    boolean rings(boolean seen) {
        against = seen == raised ? 0 : against + 1;
        if (against < times) {
            return false;
        }
        against = 0;
        raised = seen;
        return seen;
    }
}
