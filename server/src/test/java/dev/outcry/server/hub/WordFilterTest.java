package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordFilterTest {
    private final WordFilter filter = new WordFilter(List.of("Spam", "buy now", "straße", "щука"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spam",
                "so SPAM!",
                "(Spam)",
                "sp\u200bam",
                "ｓｐａｍ",
                "please BUY NOW, all",
                "STRASSE",
                "ЩУКА",
                "spamming? no, spam"
            })
    void findsAWordInWhateverForm(String text) {
        assertThat(filter.finds(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ham", "spammer", "xspam", "spam1", "buy it now", "antispam"})
    void findsNothingElse(String text) {
        assertThat(filter.finds(text)).isFalse();
    }

    @Test
    void takesAWordOfSignsForWhatItIs() {
        WordFilter signs = new WordFilter(List.of("$$$", "\u200b"));

        assertThat(signs.finds("more$$$money")).isTrue();
        assertThat(signs.finds("more $$ money")).isFalse();
    }
}
