package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    private static final long MILLI = 1_000_000;

    private long now = -5_000 * MILLI;
    private final Budget budget = new Budget(0.01, () -> now);

    @Test
    void firstWork_mayBeginAtOnce() {
        assertThat(budget.allows()).isTrue();
    }

    /** A hundred times as long at 1 %, and a quarter of a second at least. */
    @ParameterizedTest
    @CsvSource({"10, 1000", "40, 4000", "1, 250", "0, 250"})
    void work_isFollowedByAPause(long took, long pause) {
        budget.held(took * MILLI);
        now += pause * MILLI - 1;
        assertThat(budget.allows()).isFalse();
        now++;
        assertThat(budget.allows()).isTrue();
    }

    @Test
    void workBeside_makesThePauseLonger() {
        budget.held(10 * MILLI);
        budget.beside(5 * MILLI);
        now += 1499 * MILLI;
        assertThat(budget.allows()).isFalse();
        now += MILLI;
        assertThat(budget.allows()).isTrue();
    }

    @Test
    void twoPiecesOfWork_addUp() {
        budget.held(10 * MILLI);
        budget.held(10 * MILLI);
        now += 1999 * MILLI;
        assertThat(budget.allows()).isFalse();
        now += MILLI;
        assertThat(budget.allows()).isTrue();
    }

    @Test
    void share_isOfAllTheTimeSinceTheBeginning() {
        assertThat(budget.share()).isZero();
        budget.held(10 * MILLI);
        now += 2000 * MILLI;
        budget.beside(500 * MILLI);
        assertThat(budget.share()).as("other threads do not hold the run up").isCloseTo(0.005, within(1e-9));
    }

    @Test
    void rest_isTheTimeUntilWorkMayBegin() {
        assertThat(budget.rest()).isZero();
        budget.held(30 * MILLI);
        assertThat(budget.rest()).isEqualTo(3_000 * MILLI);
        now += 2_999 * MILLI;
        assertThat(budget.rest()).isEqualTo(MILLI);
        assertThat(budget.allows()).isFalse();
        now += 2 * MILLI;
        assertThat(budget.rest()).isZero();
        assertThat(budget.allows()).isTrue();
    }

    /** However often it is asked, work of 7 ms takes no more than 1 % of a minute. */
    @Test
    void workWheneverItIsAllowed_staysWithinTheShare() {
        long worked = 0;
        for (long end = now + 60_000 * MILLI; now < end; now += 3 * MILLI) {
            if (budget.allows()) {
                now += 7 * MILLI;
                worked += 7;
                budget.held(7 * MILLI);
            }
        }
        assertThat(worked).isBetween(500L, 600L + 7);
    }
}
