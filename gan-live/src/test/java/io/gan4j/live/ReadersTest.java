package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.event.TrainingStarted;
import io.gan4j.testing.Events;
import io.gan4j.testing.RecordedControl;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those who read a page: too many at once, some that stall, some that go away. */
@Timeout(60)
class ReadersTest {
    private final LivePage page = LivePage.open();
    private final Visitor visitor = new Visitor(page.url());
    private final TrainingStarted start = Events.started(200);

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void ninthStream_isToldThatThereAreTooMany() throws Exception {
        List<Visitor.Events> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Visitor.Events events = visitor.events();
            assertThat(events.next()).isEqualTo("news []");
            open.add(events);
        }
        assertThat(visitor.get("events").statusCode()).isEqualTo(503);
        assertThat(visitor.get("").statusCode()).isEqualTo(200);
        for (Visitor.Events events : open) {
            events.close();
        }
    }

    /** Pages that were closed in the midst of everything make room for others, and the run does not notice. */
    @Test
    void readersThatGoAway_makeRoomForOthers() throws Exception {
        page.started(start);
        for (int round = 1; round <= 3; round++) {
            List<Visitor.Events> open = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                open.add(nextStream());
            }
            for (Visitor.Events events : open) {
                events.close();
            }
            Socket half = new Socket("127.0.0.1", visitor.port());
            half.getOutputStream().write(("GET " + visitor.path()).getBytes(StandardCharsets.ISO_8859_1));
            half.close();
            page.progressed(Events.progress(round * 50L, 200, Duration.ofSeconds(round)));
        }
        page.settle(60);
        assertThat(visitor.lines(0, "report")).hasSize(3);
        assertThat(((RecordedControl) start.run()).asked)
                .as("what the run was asked for")
                .isEmpty();
    }

    /** A stream, as soon as the server has noticed that others are gone. */
    private Visitor.Events nextStream() throws Exception {
        while (true) {
            Visitor.Events events = visitor.events();
            if (events.response.statusCode() == 200) {
                return events;
            }
            events.close();
            Thread.sleep(100);
        }
    }

    /** Readers that take nothing hold up their own thread: the run and other readers go on. */
    @Test
    void stalledReaders_slowNobody() throws Exception {
        page.started(start);
        for (int i = 0; i < 4_000; i++) {
            page.progressed(Events.progress(i % 199, 200, Duration.ZERO));
        }
        List<Socket> stalled = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket("127.0.0.1", visitor.port());
            socket.setReceiveBufferSize(1024);
            socket.getOutputStream()
                    .write(("GET " + visitor.path() + "replay HTTP/1.1\r\n" + visitor.host() + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            stalled.add(socket);
        }
        // a run that waited for them would be here until the time limit
        for (int i = 0; i < 100; i++) {
            page.progressed(Events.progress(100, 200, Duration.ZERO));
        }
        page.settle(60);
        long next = Long.parseLong(visitor.text("stories").replaceAll("\\[\\[0,(\\d+)]]", "$1"));
        assertThat(next).isGreaterThan(4_100);
        for (Socket socket : stalled) {
            socket.close();
        }
    }
}
