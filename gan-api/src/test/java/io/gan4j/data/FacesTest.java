package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class FacesTest {
    private static double difference(int[] one, int[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum / one.length;
    }

    @Test
    void faces_areTheSameOnEveryPlatform() {
        assertThat(Pictures.checksum(Faces.of(6).identity(3).seed(5).draw())).isEqualTo("e6c3781c");
        assertThat(Pictures.checksum(Faces.of(6).size(33).identity(14).draw())).isEqualTo("2e5f2a15");
    }

    @Test
    void anotherIdentity_hasTheSameStates() {
        Faces ofA = Faces.of(20).identity(3).seed(1);
        Faces ofB = ofA.identity(8);
        for (int i = 0; i < 20; i++) {
            assertThat(ofB.state(i)).isEqualTo(ofA.state(i));
        }
        Dataset a = ofA.draw();
        Dataset b = ofB.draw();
        for (int i = 0; i < 20; i++) {
            int[] one = Pictures.pixels(a, i);
            int[] other = Pictures.pixels(b, i);
            assertThat(other[0]).as("the backdrop of picture %s", i).isEqualTo(one[0]);
            assertThat(difference(one, other)).isGreaterThan(8);
        }
    }

    @Test
    void identities_lookDifferent() {
        int[][] persons = new int[16][];
        for (int identity = 0; identity < persons.length; identity++) {
            persons[identity] = Pictures.pixels(Faces.of(1).identity(identity).draw(), 0);
            for (int other = 0; other < identity; other++) {
                assertThat(difference(persons[identity], persons[other]))
                        .as("persons %s and %s", identity, other)
                        .isGreaterThan(4);
            }
        }
    }

    @Test
    void states_coverTheirRangesAndDifferBetweenSeeds() {
        Faces faces = Faces.of(400);
        double least = 1;
        double most = -1;
        int closed = 0;
        for (int i = 0; i < 400; i++) {
            Faces.State state = faces.state(i);
            for (double number : new double[] {
                state.yaw(),
                state.pitch(),
                state.roll(),
                state.gazeX(),
                state.gazeY(),
                state.smile(),
                state.brows(),
                state.light()
            }) {
                assertThat(number).isBetween(-1.0, 1.0);
                least = Math.min(least, number);
                most = Math.max(most, number);
            }
            assertThat(state.mouth()).isBetween(0.0, 1.0);
            assertThat(state.backdrop()).isBetween(0.0, 1.0);
            closed += state.mouth() == 0 ? 1 : 0;
        }
        assertThat(least).isLessThan(-0.99);
        assertThat(most).isGreaterThan(0.99);
        assertThat(closed).isBetween(100, 200); // 3 of 8
        assertThat(Faces.of(1).seed(1).state(0)).isNotEqualTo(Faces.of(1).state(0));
    }

    @Test
    void everyNumberOfAState_isSeen() {
        Faces.State still = new Faces.State(0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0.3);
        int[] before = painted(still);
        assertThat(painted(still)).isEqualTo(before);
        for (Faces.State moved : new Faces.State[] {
            new Faces.State(0.5, 0, 0, 0, 0, 0, 0.5, 0, 0, 0.3),
            new Faces.State(0, 0.5, 0, 0, 0, 0, 0.5, 0, 0, 0.3),
            new Faces.State(0, 0, 0.5, 0, 0, 0, 0.5, 0, 0, 0.3),
            new Faces.State(0, 0, 0, 0.5, 0, 0, 0.5, 0, 0, 0.3),
            new Faces.State(0, 0, 0, 0, 0.5, 0, 0.5, 0, 0, 0.3),
            new Faces.State(0, 0, 0, 0, 0, 0.5, 0.5, 0, 0, 0.3),
            new Faces.State(0, 0, 0, 0, 0, 0, 0.9, 0, 0, 0.3),
            new Faces.State(0, 0, 0, 0, 0, 0, 0.5, 0.5, 0, 0.3),
            new Faces.State(0, 0, 0, 0, 0, 0, 0.5, 0, 0.5, 0.3),
            new Faces.State(0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0.6)
        }) {
            int changed = 0;
            int[] after = painted(moved);
            for (int i = 0; i < after.length; i++) {
                changed += Math.abs(after[i] - before[i]) > 16 ? 1 : 0;
            }
            assertThat(changed).as("%s", moved).isGreaterThan(10);
        }
    }

    private static int[] painted(Faces.State state) {
        byte[] pixels = new byte[3 * 64 * 64];
        new FacePainting(FaceLook.of(1), state, 64).paint(pixels, 0);
        int[] values = new int[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] & 0xFF;
        }
        return values;
    }

    @Test
    void picture_dependsOnItsPlace_notOnTheCount() {
        assertThat(Pictures.pixels(Faces.of(9).draw(), 4))
                .isEqualTo(Pictures.pixels(Faces.of(5).draw(), 4));
        assertThat(Faces.of(2).size(32).draw().shape()).isEqualTo(Shape.of(3, 32, 32));
        assertThat(Datasets.faces(2, 3, 7).fingerprint())
                .isEqualTo(new Faces(2, 3, 64, 7).draw().fingerprint());
        assertThat(Datasets.faces(2, 3, 7).name()).isEqualTo("drawn faces of person 2, 3 images of 64 x 64, seed 7");
    }

    @Test
    void settingsOutOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faces.of(0))
                .withMessage("count must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faces.of(1).identity(-1))
                .withMessage("identity must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faces.of(1).size(15))
                .withMessage("size must be from 16 to 256 pixels, was 15");
        assertThatThrownBy(() -> Faces.of(3).state(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
