package dev.outcry.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a peer sends is a command or a [ProtocolException], soon, and nothing else.
@Timeout(30)
class BadInputTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "'text':'\\ud800'",
                "'text':'a\\uDFFFb'",
                "'text':'\\ud83d \\ude00'",
                "'text':'\\ude00\\ud83d'",
                "'text':{'x':['\\udbff']}",
                "'text':'a','unknown':['\\ud800']",
                "'text':'a','\\ud800':1",
            })
    void holdsNoHalfCharacter(String fields) {
        String json = ("{'type':'say','id':9,'room':'lobby'," + fields + "}").replace('\'', '"');

        ProtocolException refused =
                catchThrowableOfType(
                        ProtocolException.class, () -> Codec.decodeCommand(json, Optional.empty()));

        assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused.id()).isEqualTo(OptionalLong.of(9));
        assertThat(refused).hasMessageContaining("half a character");
        assertThatThrownBy(() -> Codec.decodeObject(json)).isInstanceOf(ProtocolException.class);
    }

    /// On a virtual thread, whose stack is the smallest that reads commands.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"[ ]", "{'a': }", "[{'a': }]"})
    void mayNestAsDeepAsTheParserLetsIt(String level) throws Exception {
        String[] sides = level.replace('\'', '"').split(" ", -1);
        int levels = 980 / sides[1].length();
        String json =
                "{\"type\":\"ping\",\"id\":9,\"x\":%s\"\"%s}"
                        .formatted(sides[0].repeat(levels), sides[1].repeat(levels));
        CompletableFuture<Command> decoded = new CompletableFuture<>();

        Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, e) -> decoded.completeExceptionally(e))
                .start(() -> decoded.complete(Codec.decodeCommand(json, Optional.empty())));

        assertThat(decoded.get(10, TimeUnit.SECONDS).id()).isEqualTo(OptionalLong.of(9));
    }

    @Test
    void mayHoldEscapedWholeCharacters() {
        Command command =
                Codec.decodeCommand(
                        "{\"type\":\"say\",\"room\":\"lobby\",\"text\":\"\\ud83d\\ude00\"}",
                        Optional.empty());

        assertThat(((Command.Say) command).text()).isEqualTo("\ud83d\ude00");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "null",
                "true",
                "7",
                "\"ping\"",
                "[]",
                "[{\"type\":\"ping\"}]",
                "{",
                "}",
                "{}}",
                "{\"type\":\"ping\"",
                "{\"type\":\"ping\"}x",
                "{\"type\":\"ping\"}\u2003",
                "{\"type\":\"ping\",\"x\":\"äöü€👍\"}]",
                "{\"type\":\"ping\"} {\"type\":\"ping\"}",
                "{\"type\":\"ping\"},",
                "{\"type\":\"ping\",}",
                "{'type':'ping'}",
                "{type:\"ping\"}",
                "{\"type\":\"ping\" \"id\":1}",
                "{\"type\":\"ping\",\"id\":01}",
                "{\"type\":\"ping\",\"id\":+1}",
                "{\"type\":\"ping\",\"id\":.5}",
                "{\"type\":\"ping\",\"id\":1.}",
                "{\"type\":\"ping\",\"id\":0x1}",
                "{\"type\":\"ping\",\"id\":NaN}",
                "{\"type\":\"ping\",\"id\":Infinity}",
                "{\"type\":\"ping\",\"id\":1e}",
                "{\"type\":\"pi\nng\"}",
                "{\"type\":\"pi\\xng\"}",
                "{\"type\":\"pi\\u12g4ng\"}",
                "{\"type\":\"ping\"}\0",
                "\0{\"type\":\"ping\"}",
                "{\"type\":\"pi\0ng\"}",
                "\ufeff{\"type\":\"ping\"}",
                "{\"type\":\"ping\"}/*x*/",
                "// x\n{\"type\":\"ping\"}",
            })
    void refusesWhatIsNotOneObject(String json) {
        ProtocolException refusal = refusal(json);

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.id()).isEmpty();
        assertThat(refusal).hasMessageContaining("send one object per message");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{`id`:3}                                      | type",
                "{`id`:3,`type`:null}                          | type",
                "{`id`:3,`type`:7}                             | type",
                "{`id`:3,`type`:[`ping`]}                      | type",
                "{`id`:3,`type`:`ping`,`positions`:1}          | positions",
                "{`id`:3,`type`:`ping`,`positions`:`true`}     | positions",
                "{`id`:3,`type`:`authenticate`}                | token",
                "{`id`:3,`type`:`authenticate`,`token`:{}}     | token",
                "{`id`:3,`type`:`subscribe`}                   | channel",
                "{`id`:3,`type`:`subscribe`,`channel`:7}       | channel",
                "{`id`:3,`type`:`subscribe`,`channel`:`ticker:*`,`channels`:[`ticker:*`]} | channel",
                "{`id`:3,`type`:`subscribe`,`channels`:[]}     | channels",
                "{`id`:3,`type`:`subscribe`,`channels`:{}}     | channels",
                "{`id`:3,`type`:`subscribe`,`channels`:[7]}    | channels",
                "{`id`:3,`type`:`subscribe`,`channels`:[`ticker:*`],`since`:{`epoch`:`e`,`seq`:1}} | since",
                "{`id`:3,`type`:`subscribe`,`channel`:`room:a`,`since`:5}                   | since",
                "{`id`:3,`type`:`subscribe`,`channel`:`room:a`,`since`:{`seq`:5}}           | epoch",
                "{`id`:3,`type`:`subscribe`,`channel`:`room:a`,`since`:{`epoch`:`e`}}       | seq",
                "{`id`:3,`type`:`subscribe`,`channel`:`room:a`,`since`:{`epoch`:`e`,`seq`:-1}}    | seq",
                "{`id`:3,`type`:`subscribe`,`channel`:`room:a`,`since`:{`epoch`:`e`,`seq`:`5`}}   | seq",
                "{`id`:3,`type`:`subscribe`,`channel`:`room:a`,`history`:301}   | history",
                "{`id`:3,`type`:`subscribe`,`channel`:`room:a`,`history`:-1}    | history",
                "{`id`:3,`type`:`subscribe`,`channel`:`room:a`,`history`:`50`}  | history",
                "{`id`:3,`type`:`subscribe`,`channel`:`book:X`,`depth`:11}      | depth",
                "{`id`:3,`type`:`subscribe`,`channel`:`ticker:*`,`interval`:1.5} | interval",
                "{`id`:3,`type`:`subscribe`,`channel`:`ticker:*`,`interval`:1e300} | interval",
                "{`id`:3,`type`:`unsubscribe`}                 | channel",
                "{`id`:3,`type`:`say`,`text`:`x`}              | room",
                "{`id`:3,`type`:`say`,`room`:`a`}              | text",
                "{`id`:3,`type`:`say`,`room`:`a`,`text`:5}     | text",
                "{`id`:3,`type`:`say`,`room`:7,`text`:`x`}     | room",
                "{`id`:3,`type`:`say`,`room`:`a`,`text`:`x`,`replyTo`:`1`}  | replyTo",
                "{`id`:3,`type`:`say`,`room`:`a`,`text`:`x`,`replyTo`:0.5}  | replyTo",
                "{`id`:3,`type`:`say`,`room`:`a`,`text`:`x`,`key`:``}       | key",
                "{`id`:3,`type`:`say`,`room`:`a`,`text`:`x`,`key`:`ä`}      | key",
                "{`id`:3,`type`:`say`,`room`:`a`,`text`:`x`,`key`:`a\\nb`}  | key",
                "{`id`:3,`type`:`say`,`room`:`a`,`text`:`x`,`key`:5}        | key",
                "{`id`:3,`type`:`typing`,`room`:`a`}           | on",
                "{`id`:3,`type`:`typing`,`room`:`a`,`on`:0}    | on",
            })
    void namesTheFieldAndKeepsTheId(String ticked, String field) {
        ProtocolException refusal = refusal(ticked.replace('`', '"'));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.id()).hasValue(3);
        assertThat(refusal.getMessage()).contains(field + ":");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"3\"",
                "3.5",
                "-1",
                "9007199254740992",
                "18446744073709551616",
                "1e16",
                "1e308",
                "1e400",
                "1e999999999",
                "1e-999999999",
                "1e99999999999999999999",
                "0.1e-5",
                "true",
                "{}",
                "[3]",
            })
    void refusesAnIdThatIsNoIntegerBelowTwoToThe53(String id) {
        ProtocolException refusal = refusal("{\"type\":\"ping\",\"id\":" + id + "}");

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.id()).isEmpty();
    }

    @Test
    void refusesANumberOfManyDigitsQuickly() {
        ProtocolException refusal =
                refusal("{\"type\":\"ping\",\"id\":" + "9".repeat(65_000) + "}");

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"a\":", "[", "[{\"a\":"})
    void refusesDeepNesting(String level) {
        for (int depth : new int[] {10_000, 60_000 / level.length()}) {
            ProtocolException refusal = refusal("{\"type\":\"ping\",\"x\":" + level.repeat(depth));

            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        }
    }

    @Test
    void refusesDeepNestingThatIsClosed() {
        ProtocolException refusal =
                refusal(
                        "{\"type\":\"ping\",\"x\":"
                                + "[".repeat(10_000)
                                + "]".repeat(10_000)
                                + "}");

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {" \t\r\n%s \t\r\n", "%s\n"})
    void allowsSpaceAround(String pattern) {
        String json = pattern.formatted("{\"type\":\"ping\",\"x\":\"äöü€👍\"}");

        assertThat(Codec.decodeCommand(json, Optional.empty()))
                .isEqualTo(new Command.Ping(OptionalLong.empty(), false));
    }

    @Test
    void tellsACommandItDoesNotKnow() {
        ProtocolException refusal = refusal("{\"type\":\"dance\",\"id\":3}");

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
        assertThat(refusal.id()).hasValue(3);
    }

    @Test
    void doesNotEchoWhatItWasSent() {
        assertThat(refusal("{\"type\":\"<script>\"}").getMessage()).doesNotContain("script");
        assertThat(refusal("<script>").getMessage()).doesNotContain("script");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "subscribe, channel, room:, CHANNEL_UNKNOWN",
        "subscribe, channel, floor:lobby, CHANNEL_UNKNOWN",
        "unsubscribe, channel, ticker:btc, CHANNEL_UNKNOWN",
        "say, room, Not A Room, ROOM_NOT_FOUND",
        "say, room, -lobby, ROOM_NOT_FOUND",
    })
    void tellsWhatCanNotExist(String type, String field, String value, ErrorCode code) {
        ProtocolException refusal =
                refusal(
                        "{\"type\":\"%s\",\"id\":3,\"%s\":\"%s\",\"text\":\"x\"}"
                                .formatted(type, field, value));

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.id()).hasValue(3);
    }

    @Test
    void takesTheLastOfTwoFieldsOfOneName() {
        Command command =
                Codec.decodeCommand(
                        "{\"type\":\"dance\",\"type\":\"ping\",\"id\":1,\"id\":2}",
                        Optional.empty());

        assertThat(command).isEqualTo(new Command.Ping(OptionalLong.of(2), false));
    }

    @Test
    void neverWritesHalfACharacter() {
        Command command =
                new Command.Say(
                        OptionalLong.empty(),
                        new RoomId("a"),
                        "\ud83d x \udc4d",
                        OptionalLong.empty(),
                        Optional.empty());

        String written = new String(Codec.encode(command), StandardCharsets.UTF_8);

        assertThat(written).contains("\"text\":\"\ufffd x \ufffd\"");
    }

    @Test
    void readsAMessageOfTheWholeLimit() {
        String text = "x".repeat(65_536 - 100);

        Command command =
                Codec.decodeCommand(
                        "{\"type\":\"say\",\"room\":\"a\",\"text\":\"" + text + "\"}",
                        Optional.empty());

        assertThat(((Command.Say) command).text()).isEqualTo(text);
    }

    /// Damages good commands at random: nothing but a command or a refusal may come of it.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void survivesDamage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] good =
                CommandCodecTest.commands()
                        .map(arguments -> (String) arguments.get()[1])
                        .toArray(String[]::new);
        String noise = "{}[]\",:\\0123456789eE+-.truefalsn \0\ud800\u00e4";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder json = new StringBuilder(good[random.nextInt(good.length)]);
            for (int cuts = random.nextInt(1, 4); cuts > 0; cuts--) {
                int at = random.nextInt(json.length());
                switch (random.nextInt(3)) {
                    case 0 -> json.deleteCharAt(at);
                    case 1 -> json.insert(at, noise.charAt(random.nextInt(noise.length())));
                    default -> json.setCharAt(at, noise.charAt(random.nextInt(noise.length())));
                }
            }
            String damaged = json.toString();
            try {
                assertThat(Codec.decodeCommand(damaged, Optional.empty())).isNotNull();
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            try {
                assertThat(Codec.decodeMessage(damaged)).isNotNull();
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"type\":\"welcome\"}",
                "{\"type\":\"live\",\"channel\":\"room:a\"}",
                "{\"type\":\"subscribed\",\"channel\":\"room:a\",\"epoch\":\"e\",\"seq\":1,"
                        + "\"snapshot\":{\"room\":7}}",
                "{\"type\":\"message\",\"channel\":\"ticker:*\",\"seq\":1,\"pos\":1,\"at\":1,"
                        + "\"from\":{\"id\":\"a\",\"name\":\"A\"}}",
                "{\"type\":\"book\",\"channel\":\"book:X\",\"seq\":1,\"pos\":1,\"at\":1,"
                        + "\"bids\":[[\"1\"]],\"asks\":[],\"checksum\":0}",
                "{\"type\":\"book\",\"channel\":\"book:X\",\"seq\":1,\"pos\":1,\"at\":1,"
                        + "\"bids\":[[1,2]],\"asks\":[],\"checksum\":0}",
                "{\"type\":\"trade\",\"channel\":\"trades:X\",\"seq\":1,\"pos\":1,\"at\":1,"
                        + "\"trade\":1,\"price\":1.5,\"qty\":\"1\",\"side\":\"buy\"}",
                "{\"type\":\"trade\",\"channel\":\"trades:X\",\"seq\":1,\"pos\":1,\"at\":1,"
                        + "\"trade\":1,\"price\":\"1e5\",\"qty\":\"1\",\"side\":\"buy\"}",
                "{\"type\":\"trade\",\"channel\":\"trades:X\",\"seq\":1,\"pos\":1,\"at\":1,"
                        + "\"trade\":1,\"price\":\"1\",\"qty\":\"1\",\"side\":\"both\"}",
            })
    void refusesAServersMessageThatCanNotBe(String json) {
        assertThatThrownBy(() -> Codec.decodeMessage(json))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    private static ProtocolException refusal(String json) {
        return catchThrowableOfType(
                ProtocolException.class, () -> Codec.decodeCommand(json, Optional.empty()));
    }
}
