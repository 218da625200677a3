package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilmTest {
    @Test
    void pictures_areKeptByNumber() {
        Film film = new Film(100);
        assertThat(film.add(new byte[] {1}).id()).isZero();
        assertThat(film.add(new byte[] {2}).id()).isEqualTo(1);
        assertThat(film.get(1)).containsExactly(2);
        assertThat(film.get(2)).isNull();
    }

    @Test
    void tooManyBytes_everySecondGoes_andBothEndsStay() {
        Film film = new Film(50);
        for (int i = 0; i < 5; i++) {
            assertThat(film.add(new byte[10]).dropped()).isEmpty();
        }
        assertThat(film.add(new byte[10]).dropped()).containsExactly(1L, 3L);
        assertThat(film.get(0)).isNotNull();
        assertThat(film.get(1)).isNull();
        assertThat(film.get(5)).isNotNull();
        assertThat(film.size()).isEqualTo(4);
    }

    @Test
    void largePictures_stayWithinTheLimit_asFarAsTwoDo() {
        Film film = new Film(50);
        for (int i = 0; i < 20; i++) {
            film.add(new byte[30]);
        }
        assertThat(film.size()).isEqualTo(2);
        assertThat(List.of(film.get(0) != null, film.get(19) != null)).containsExactly(true, true);
    }

    @Test
    void thousandSmallPictures_areAllKept() {
        Film film = new Film(64_000);
        for (int i = 0; i < 1000; i++) {
            film.add(new byte[64]);
        }
        assertThat(film.size()).isEqualTo(1000);
    }
}
