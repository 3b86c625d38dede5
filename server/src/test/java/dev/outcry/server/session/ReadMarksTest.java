package dev.outcry.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomId;
import org.junit.jupiter.api.Test;

class ReadMarksTest {
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final RoomId CELLAR = new RoomId("cellar");

    private final ReadMarks marks = new ReadMarks();

    @Test
    void tellsTheFirstAtOnceAndTheFurthestOfTheOthersAfterASecond() {
        assertThat(marks.first(LOBBY, 1_000)).isTrue();
        assertThat(marks.first(LOBBY, 1_100)).isFalse();
        marks.keep(LOBBY, 7, 1_100);
        marks.keep(LOBBY, 9, 1_200);
        marks.keep(LOBBY, 8, 1_300);

        assertThat(marks.due(1_999)).isEmpty();
        assertThat(marks.due(2_000)).containsOnly(java.util.Map.entry(LOBBY, 9L));
        assertThat(marks.due(9_000)).isEmpty();
    }

    @Test
    void keepsRoomsApart() {
        assertThat(marks.first(LOBBY, 1_000)).isTrue();
        assertThat(marks.first(CELLAR, 1_000)).isTrue();
    }

    @Test
    void beginsAnewAfterAPause() {
        assertThat(marks.first(LOBBY, 1_000)).isTrue();

        assertThat(marks.due(2_000)).isEmpty();
        assertThat(marks.first(LOBBY, 2_000)).isTrue();
    }

    @Test
    void doesNotTellOneBeforeAnother() {
        assertThat(marks.first(LOBBY, 1_000)).isTrue();
        marks.keep(LOBBY, 7, 1_100);

        assertThat(marks.first(LOBBY, 5_000)).isFalse();
    }

    @Test
    void givesOutEverythingInTheEnd() {
        assertThat(marks.first(LOBBY, 1_000)).isTrue();
        marks.keep(LOBBY, 7, 1_100);

        assertThat(marks.due(Long.MAX_VALUE)).containsOnly(java.util.Map.entry(LOBBY, 7L));
    }
}
