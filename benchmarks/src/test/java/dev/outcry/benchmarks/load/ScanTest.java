package dev.outcry.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScanTest {
    private final Scan.Mark mark = new Scan.Mark("\"seq\":");

    @Test
    void findsAMarkThatMoves() {
        for (long seq : new long[] {1, 22, 333}) {
            for (String before : new String[] {"{", "{\"channel\":\"room:a\",", "{"}) {
                byte[] bytes = Scan.ascii("??" + before + "\"seq\":" + seq + ",\"pos\":9}");

                int at = mark.after(bytes, 2, bytes.length);

                assertThat(Scan.number(bytes, at, bytes.length)).isEqualTo(seq);
            }
        }
    }

    @Test
    void looksForAMarkOnlyWithinTheMessage() {
        byte[] bytes = Scan.ascii("{\"seq\":1}{\"x\":1}{\"seq\":2}");

        assertThat(mark.after(bytes, 9, 16)).isEqualTo(-1);
        assertThat(mark.after(bytes, 9, 9)).isEqualTo(-1);
        assertThat(mark.after(bytes, 0, 6)).isEqualTo(-1);
        assertThat(mark.after(bytes, 0, 7)).isEqualTo(7);
    }

    @Test
    void readsPricesInHundredths() {
        byte[] bytes = Scan.ascii("\"12.07\"");

        assertThat(Scan.number(bytes, 1, bytes.length)).isEqualTo(1_207);
    }

    @Test
    void findsThePlannedTimeInItsText() {
        long due = System.nanoTime();
        byte[] text = Scan.ascii(Text.of(due, Text.LENGTH));

        assertThat(text).hasSize(Text.LENGTH);
        assertThat(Text.due(text, 1, text.length)).isEqualTo(due);
    }
}
