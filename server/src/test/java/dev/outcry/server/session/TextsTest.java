package dev.outcry.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.RoomCommand;
import dev.outcry.server.hub.Lookups;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final Person ADA = new Person("ada-1x2y3", "Ada", true);
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Lookups NOTHING =
            new Lookups() {
                @Override
                public boolean filtered(RoomId room, String text) {
                    return false;
                }

                @Override
                public Set<String> present(RoomId room) {
                    return Set.of();
                }

                @Override
                public Optional<FloorCommand.Said> said(RoomId room, long message) {
                    return Optional.empty();
                }

                @Override
                public Optional<FillInfo> fill(String user, long trade) {
                    return Optional.empty();
                }
            };

    @ParameterizedTest(name = "[{0}] mentions {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "@ada|ada",
                "hi @ada!|ada",
                "@ada @bob @ada|ada bob",
                "@Ada-1x2y3,|ada-1x2y3",
                "(@ada_b)|ada_b",
                "bob@ada.example|''",
                "@@ada|ada",
                "@ ada|''",
                "@-ada|''",
                "@адa|''",
                "@adaé|''",
                "🙂@ada|ada",
                "@a1 @a2 @a3 @a4 @a5 @a6 @a7 @a8 @a9 @b1 @b2|a1 a2 a3 a4 a5 a6 a7 a8 a9 b1",
            })
    void findsWhoIsNamed(String text, String mentions) {
        assertThat(String.join(" ", Texts.parse(text).mentions())).isEqualTo(mentions);
    }

    @ParameterizedTest(name = "[{0}] names {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "$BTC-USD looks heavy|[BTC-USD]",
                "$SPY, $SPY and $BTC-USD.|[SPY, BTC-USD]",
                "$BTC- or so|[BTC]",
                "US$BTC|[]",
                "$btc-usd|[]",
                "$BTCoin|[]",
                "$A-B-C|[]",
                "$ABCDEFGHIJKLMNOPQ|[]",
                "$|[]",
            })
    void findsWhichMarketsAreNamed(String text, String symbols) {
        assertThat(Texts.parse(text).symbols().toString()).isEqualTo(symbols);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \r\n", "\u00a0\u3000"})
    void refusesNothing(String text) {
        refuses(text, ErrorCode.MESSAGE_EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000b",
                "a\u0007b",
                "a\rb",
                "a\u007fb",
                "a\u0085b",
                "a\u202eb",
                "a\u2069b",
                "a\ud800b",
                "\udc00"
            })
    void refusesWhatCannotBeShownSafely(String text) {
        refuses(text, ErrorCode.BAD_REQUEST);
    }

    @Test
    void countsCodePointsAfterTrimming() {
        assertThat(Texts.parse("  " + "🙂".repeat(4_000) + "\n").text()).hasSize(8_000);
        assertThat(Texts.parse("x".repeat(4_000)).text()).hasSize(4_000);
        refuses("🙂".repeat(4_001), ErrorCode.MESSAGE_TOO_LONG);
        refuses("x".repeat(4_001), ErrorCode.MESSAGE_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb\tc",
                "<script>alert(1)</script>",
                "שלום",
                "👩‍👩‍👧",
                "e\u0301",
                "\"\\",
                "\u200bx"
            })
    void keepsEverythingElseAsItIs(String text) {
        assertThat(Texts.parse(text).text()).isEqualTo(text);
    }

    @Test
    void tellsTheSameWordsFromOthersByTheirKey() {
        long hash = body("hello", OptionalLong.empty());

        assertThat(body(" hello\n", OptionalLong.empty())).isEqualTo(hash);
        assertThat(body("hallo", OptionalLong.empty())).isNotEqualTo(hash);
        assertThat(body("hello", OptionalLong.of(3))).isNotEqualTo(hash);
    }

    @Test
    void takesOnePlainLine() {
        assertThat(Texts.line("topic", " a topic ", 0, 10)).isEqualTo("a topic");
        assertThat(Texts.line("topic", "", 0, 10)).isEmpty();
        assertThatThrownBy(() -> Texts.line("topic", "two\nlines", 0, 10))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("topic: ");
        assertThatThrownBy(() -> Texts.line("name", " ", 1, 10))
                .hasMessageContaining("1 to 10 characters");
    }

    private static long body(String text, OptionalLong replyTo) {
        Command.Say say =
                new Command.Say(OptionalLong.empty(), LOBBY, text, replyTo, Optional.of("k"));
        FloorCommand command = new Talk(NOTHING).of(new RoomCommand.By(ADA, false), say);
        return ((FloorCommand.Once) command).key().body();
    }

    private static void refuses(String text, ErrorCode code) {
        assertThatThrownBy(() -> Texts.parse(text))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
