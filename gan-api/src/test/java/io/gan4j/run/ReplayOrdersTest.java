package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.PhasePlan;
import io.gan4j.game.Replay;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayOrdersTest {
    private static ReplayOrders orders(Replay replay, int samples, long play) {
        return ReplayOrders.of(replay, samples, play, RandomStream.of(3, play));
    }

    private static List<Integer> places(int[] order) {
        return Arrays.stream(order).filter(place -> place >= 0).boxed().toList();
    }

    @Test
    void half_atFirst_showsPresentFakesAlone() {
        ReplayOrders first = orders(Replay.half(20), 8, 0);
        assertThat(places(first.take())).isEmpty();
        assertThat(places(first.put())).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    /** Four a play, so that 10 places are full after the third. */
    @Test
    void half_whileItFills_putsFakesIntoFreePlaces() {
        assertThat(places(orders(Replay.half(10), 8, 1).put())).containsExactlyInAnyOrder(4, 5, 6, 7);
        List<Integer> third = places(orders(Replay.half(10), 8, 2).put());
        assertThat(third).hasSize(4).contains(8, 9).doesNotHaveDuplicates();
        assertThat(third).allMatch(place -> place >= 0 && place < 10);
    }

    @ParameterizedTest
    @CsvSource({"8, 20, 4", "8, 4, 4", "8, 3, 3", "8, 1, 1", "7, 20, 3", "2, 5, 1", "1, 5, 0"})
    void half_onceItIsFull_showsHalfOfABatchFromTheBuffer(int samples, int capacity, int shown) {
        for (int play = 30; play < 60; play++) {
            ReplayOrders orders = orders(Replay.half(capacity), samples, play);
            List<Integer> taken = places(orders.take());
            assertThat(taken).hasSize(shown).doesNotHaveDuplicates().allMatch(place -> place < capacity);
            // the first of the batch are present fakes
            assertThat(Arrays.copyOf(orders.take(), samples - shown)).containsOnly(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 20, 4", "8, 3, 3", "7, 20, 3", "1, 5, 1", "1, 1, 1"})
    void half_onceItIsFull_replacesRandomEntriesByRandomFakes(int samples, int capacity, int kept) {
        Set<Integer> replaced = new HashSet<>();
        Set<Integer> sources = new HashSet<>();
        for (int play = 30; play < 130; play++) {
            int[] put = orders(Replay.half(capacity), samples, play).put();
            assertThat(places(put)).hasSize(kept).doesNotHaveDuplicates().allMatch(place -> place < capacity);
            for (int i = 0; i < samples; i++) {
                if (put[i] >= 0) {
                    replaced.add(put[i]);
                    sources.add(i);
                }
            }
        }
        assertThat(replaced).hasSize(capacity);
        assertThat(sources).hasSize(samples);
    }

    @Test
    void pool_whileItFills_showsPresentFakesThatItKeeps() {
        ReplayOrders first = orders(Replay.pool(10), 4, 0);
        assertThat(first.take()).containsOnly(-1);
        assertThat(first.put()).containsExactly(0, 1, 2, 3);
        assertThat(orders(Replay.pool(10), 4, 1).put()).containsExactly(4, 5, 6, 7);
        ReplayOrders third = orders(Replay.pool(10), 4, 2);
        assertThat(Arrays.copyOf(third.put(), 2)).containsExactly(8, 9);
        assertThat(Arrays.copyOf(third.take(), 2)).containsExactly(-1, -1);
    }

    @ParameterizedTest
    @CsvSource({"4, 50", "4, 4", "4, 2", "4, 1", "1, 3", "1, 1"})
    void pool_onceItIsFull_showsWhatItReplaces(int samples, int capacity) {
        for (int play = 60; play < 160; play++) {
            ReplayOrders orders = orders(Replay.pool(capacity), samples, play);
            assertThat(orders.take()).containsExactly(orders.put());
            assertThat(places(orders.take())).doesNotHaveDuplicates().allMatch(place -> place < capacity);
        }
    }

    @Test
    void pool_onceItIsFull_swapsHalfOfTheFakesWithPlacesOfEverywhere() {
        int plays = 2000;
        int[] swaps = new int[4];
        int[] uses = new int[10];
        for (int play = 10; play < 10 + plays; play++) {
            int[] put = orders(Replay.pool(10), 4, play).put();
            for (int i = 0; i < 4; i++) {
                if (put[i] >= 0) {
                    swaps[i]++;
                    uses[put[i]]++;
                }
            }
        }
        // five standard deviations of a coin
        for (int swapped : swaps) {
            assertThat(swapped / (double) plays).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(plays)));
        }
        for (int used : uses) {
            assertThat(used / (double) plays).isCloseTo(0.2, within(5 * Math.sqrt(0.2 * 0.8 / plays)));
        }
    }

    /** A pool smaller than a batch: what is not swapped is shown itself and not kept. */
    @Test
    void pool_ofOne_swapsAtMostOnceAPlay() {
        assertThat(orders(Replay.pool(1), 4, 0).put()).containsExactly(0, -1, -1, -1);
        long swapped = IntStream.range(1, 201)
                .map(play -> places(orders(Replay.pool(1), 4, play).put()).size())
                .peek(count -> assertThat(count).isLessThanOrEqualTo(1))
                .sum();
        // all but one play in sixteen
        assertThat(swapped / 200.0).isCloseTo(15 / 16.0, within(0.09));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 50})
    void orders_ofAPlay_areOfItsStreamAlone(int play) {
        for (Replay replay : new Replay[] {Replay.half(6), Replay.pool(6)}) {
            ReplayOrders first = orders(replay, 4, play);
            ReplayOrders again = orders(replay, 4, play);
            assertThat(again.of(PhasePlan.ReplayOrder.TAKE)).containsExactly(first.take());
            assertThat(again.of(PhasePlan.ReplayOrder.PUT)).containsExactly(first.put());
        }
    }
}
