package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoryTest {
    private final AtomicInteger changes = new AtomicInteger();
    private final Story story = new Story(changes::incrementAndGet);

    @Test
    void lines_areReadOnFromWhereOneWas() {
        story.add("a");
        story.add("b");
        Story.Lines first = story.after(0, 0, 10);
        assertThat(first).isEqualTo(new Story.Lines(0, 2, List.of("a", "b")));
        story.add("c");
        assertThat(story.after(0, first.next(), 10)).isEqualTo(new Story.Lines(0, 3, List.of("c")));
        assertThat(story.after(0, 3, 10).lines()).isEmpty();
        assertThat(changes).hasValue(3);
    }

    @Test
    void parts_joinWithoutGapOrDouble() {
        for (int i = 0; i < 25; i++) {
            story.add(Integer.toString(i));
            if (i % 3 == 0) {
                story.put("slot", "s" + i);
            }
        }
        List<String> all = new ArrayList<>();
        long from = 0;
        do {
            Story.Lines part = story.after(0, from, 4);
            all.addAll(part.lines());
            from = part.next();
        } while (all.size() < 26);
        assertThat(all).isEqualTo(story.all().lines()).doesNotHaveDuplicates();
    }

    @Test
    void lineOfASlot_takesThePlaceOfTheOneBefore_andIsNew() {
        story.put("state", "running");
        story.add("a");
        long next = story.after(0, 0, 10).next();
        story.put("state", "paused");
        assertThat(story.all().lines()).containsExactly("a", "paused");
        assertThat(story.after(0, next, 10).lines()).containsExactly("paused");
        story.remove("state");
        story.remove("nothing");
        assertThat(story.all().lines()).containsExactly("a");
    }

    @Test
    void restart_makesReadersBeginAgain() {
        story.add("a");
        story.restart();
        story.add("b");
        assertThat(story.after(0, 1, 10)).isEqualTo(new Story.Lines(1, 1, List.of("b")));
        assertThat(story.position()).isEqualTo("[1,1]");
    }

    @Test
    void veryManyReports_areThinned_butNothingElse() {
        story.put("head", "head");
        for (int i = 0; i < 50_000; i++) {
            story.addReport(Integer.toString(i));
            if (i % 10_000 == 0) {
                story.add("advice " + i);
            }
        }
        List<String> lines = story.all().lines();
        assertThat(lines.size()).isBetween(Story.MOST_REPORTS / 2, Story.MOST_REPORTS + 6);
        assertThat(lines).contains("head", "0", "49999", "advice 0", "advice 40000");
        List<Integer> reports = lines.stream()
                .filter(line -> line.matches("\\d+"))
                .map(Integer::valueOf)
                .toList();
        assertThat(reports).isSorted();
        assertThat(story.after(0, 50_000, 1).next()).isGreaterThan(50_000);
    }
}
