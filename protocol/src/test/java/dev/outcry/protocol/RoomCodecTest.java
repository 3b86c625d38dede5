package dev.outcry.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is done in rooms, and what is told of it, in JSON and back.
class RoomCodecTest {
    private static final OptionalLong ID = OptionalLong.of(7);
    private static final RoomId DEN = new RoomId("den");
    private static final Optional<String> KEY = Optional.of("k");
    private static final Optional<String> NO_KEY = Optional.empty();
    private static final Person ADA = new Person("ada", "Ada", false);
    private static final Person GUS = new Person("gus-x7k2p", "Gus", true);
    private static final Symbol BTC = new Symbol("BTC-USD");

    /// What each event of the room begins with, behind its type.
    private static final String HEAD =
            "'channel':'room:den','seq':9,'pos':88,'at':5,'from':{'id':'ada','name':'Ada'}";

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(
                        new Command.Say(
                                ID,
                                DEN,
                                "look",
                                OptionalLong.empty(),
                                Optional.of(new CardRef.OfFill(12)),
                                KEY),
                        "{'type':'say','id':7,'room':'den','text':'look','card':{'fill':12},"
                                + "'key':'k'}"),
                Arguments.of(
                        new Command.Say(
                                ID,
                                DEN,
                                "look",
                                OptionalLong.of(3),
                                Optional.of(new CardRef.OfPosition(BTC)),
                                NO_KEY),
                        "{'type':'say','id':7,'room':'den','text':'look','replyTo':3,"
                                + "'card':{'position':'BTC-USD'}}"),
                Arguments.of(
                        new Command.Edit(ID, DEN, 3, "other", KEY),
                        "{'type':'edit','id':7,'room':'den','message':3,'text':'other','key':'k'}"),
                Arguments.of(
                        new Command.React(ID, DEN, 3, "👍🏽", KEY),
                        "{'type':'react','id':7,'room':'den','message':3,'emoji':'👍🏽','key':'k'}"),
                Arguments.of(
                        new Command.Unreact(ID, DEN, 3, "👍🏽", NO_KEY),
                        "{'type':'unreact','id':7,'room':'den','message':3,'emoji':'👍🏽'}"),
                Arguments.of(
                        new Command.Pin(ID, DEN, 3, KEY),
                        "{'type':'pin','id':7,'room':'den','message':3,'key':'k'}"),
                Arguments.of(
                        new Command.Unpin(ID, DEN, 3, NO_KEY),
                        "{'type':'unpin','id':7,'room':'den','message':3}"),
                Arguments.of(
                        new Command.Join(ID, DEN, Optional.of("secret"), KEY),
                        "{'type':'join','id':7,'room':'den','invite':'secret','key':'k'}"),
                Arguments.of(
                        new Command.Join(ID, DEN, Optional.empty(), NO_KEY),
                        "{'type':'join','id':7,'room':'den'}"),
                Arguments.of(
                        new Command.Leave(ID, DEN, KEY),
                        "{'type':'leave','id':7,'room':'den','key':'k'}"),
                Arguments.of(
                        new Command.Read(ID, DEN, 1046),
                        "{'type':'read','id':7,'room':'den','seq':1046}"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void writesAndReadsEachCommand(Command command, String json) {
        assertThat(new String(Codec.encode(command), StandardCharsets.UTF_8)).isEqualTo(json(json));
        assertThat(Codec.decodeCommand(json(json), Optional.empty())).isEqualTo(command);
    }

    static Stream<Arguments> events() {
        return Stream.concat(ofMessages(), ofPeople());
    }

    private static Stream<Arguments> ofMessages() {
        return Stream.of(
                Arguments.of(
                        message(
                                Optional.of(
                                        new Card.Fill(
                                                BTC,
                                                Side.SELL,
                                                Decimal.parse("61250.00"),
                                                Decimal.parse("0.5"),
                                                4))),
                        "{'type':'message',HEAD,'text':'look','card':{'kind':'fill',"
                                + "'symbol':'BTC-USD','side':'sell','price':'61250.00',"
                                + "'qty':'0.5','at':4}}"),
                Arguments.of(
                        message(
                                Optional.of(
                                        new Card.Position(
                                                BTC,
                                                Decimal.parse("2"),
                                                Decimal.parse("10.02"),
                                                Optional.of(Decimal.parse("12.00")),
                                                Optional.of(Decimal.parse("-3.96"))))),
                        "{'type':'message',HEAD,'text':'look','card':{'kind':'position',"
                                + "'symbol':'BTC-USD','qty':'2','average':'10.02',"
                                + "'last':'12.00','pnl':'-3.96'}}"),
                Arguments.of(
                        message(
                                Optional.of(
                                        new Card.Position(
                                                BTC,
                                                Decimal.parse("2"),
                                                Decimal.parse("0"),
                                                Optional.empty(),
                                                Optional.empty()))),
                        "{'type':'message',HEAD,'text':'look','card':{'kind':'position',"
                                + "'symbol':'BTC-USD','qty':'2','average':'0',"
                                + "'last':null,'pnl':null}}"),
                Arguments.of(
                        new RoomEvent.Edited(DEN, 9, 88, 5, ADA, 3, Optional.of("other")),
                        "{'type':'edited',HEAD,'message':3,'text':'other'}"),
                Arguments.of(
                        new RoomEvent.Edited(DEN, 9, 88, 5, ADA, 3, Optional.of("other"))
                                .withoutText(),
                        "{'type':'edited',HEAD,'message':3,'deleted':true}"),
                Arguments.of(
                        new RoomEvent.Reacted(DEN, 9, 88, 5, ADA, 3, "👍🏽"),
                        "{'type':'reacted',HEAD,'message':3,'emoji':'👍🏽'}"),
                Arguments.of(
                        new RoomEvent.Unreacted(DEN, 9, 88, 5, ADA, 3, "👍🏽"),
                        "{'type':'unreacted',HEAD,'message':3,'emoji':'👍🏽'}"),
                Arguments.of(
                        new RoomEvent.Pinned(DEN, 9, 88, 5, ADA, 3),
                        "{'type':'pinned',HEAD,'message':3}"),
                Arguments.of(
                        new RoomEvent.Unpinned(DEN, 9, 88, 5, ADA, 3),
                        "{'type':'unpinned',HEAD,'message':3}"),
                Arguments.of(
                        new Event.Mention("", 9, 88, 5, DEN, 3, GUS),
                        "{'type':'mention','channel':'me','seq':9,'pos':88,'at':5,'room':'den',"
                                + "'message':3,'from':{'id':'gus-x7k2p','name':'Gus',"
                                + "'guest':true}}"),
                Arguments.of(
                        new Event.Added("", 9, 88, 5, DEN, GUS),
                        "{'type':'added','channel':'me','seq':9,'pos':88,'at':5,'room':'den',"
                                + "'from':{'id':'gus-x7k2p','name':'Gus','guest':true}}"),
                Arguments.of(
                        new Event.Read("", 9, 88, 5, DEN, 3),
                        "{'type':'read','channel':'me','seq':9,'pos':88,'at':5,'room':'den',"
                                + "'message':3}"));
    }

    private static Stream<Arguments> ofPeople() {
        return Stream.of(
                Arguments.of(
                        new RoomEvent.Joined(DEN, 9, 88, 5, ADA, Optional.empty()),
                        "{'type':'joined',HEAD}"),
                Arguments.of(
                        new RoomEvent.Joined(DEN, 9, 88, 5, ADA, Optional.of("mo")),
                        "{'type':'joined',HEAD,'by':'mo'}"),
                Arguments.of(
                        new RoomEvent.Left(DEN, 9, 88, 5, ADA, Optional.empty()),
                        "{'type':'left',HEAD}"),
                Arguments.of(
                        new RoomEvent.Left(DEN, 9, 88, 5, ADA, Optional.of("mo")),
                        "{'type':'left',HEAD,'by':'mo'}"),
                Arguments.of(
                        new RoomEvent.TopicChanged(DEN, 9, 88, 5, ADA, ""),
                        "{'type':'topic',HEAD,'topic':''}"),
                Arguments.of(
                        new RoomEvent.SettingsChanged(
                                DEN,
                                9,
                                88,
                                5,
                                ADA,
                                "Den",
                                RoomInfo.Visibility.PRIVATE,
                                30,
                                true,
                                false),
                        "{'type':'settings',HEAD,'name':'Den','visibility':'private','slow':30,"
                                + "'readOnly':true,'archived':false}"),
                Arguments.of(
                        new RoomEvent.RoleChanged(DEN, 9, 88, 5, ADA, "bob", RoomRole.MODERATOR),
                        "{'type':'role',HEAD,'user':'bob','role':'moderator'}"),
                Arguments.of(
                        new RoomEvent.Muted(
                                DEN, 9, 88, 5, ADA, "bob", OptionalLong.of(RoomEvent.FOREVER)),
                        "{'type':'muted',HEAD,'user':'bob','until':9007199254740991}"),
                Arguments.of(
                        new RoomEvent.Muted(DEN, 9, 88, 5, ADA, "bob", OptionalLong.empty()),
                        "{'type':'muted',HEAD,'user':'bob'}"),
                Arguments.of(
                        new RoomEvent.Banned(DEN, 9, 88, 5, ADA, "bob"),
                        "{'type':'banned',HEAD,'user':'bob'}"),
                Arguments.of(
                        new RoomEvent.Unbanned(DEN, 9, 88, 5, ADA, "bob"),
                        "{'type':'unbanned',HEAD,'user':'bob'}"));
    }

    private static Event.Message message(Optional<Card> card) {
        return new Event.Message(
                DEN,
                9,
                88,
                5,
                ADA,
                Optional.of("look"),
                OptionalLong.empty(),
                List.of(),
                Map.of(),
                card,
                false);
    }

    @ParameterizedTest
    @MethodSource("events")
    void writesAndReadsEachEvent(Event event, String quoted) {
        String json = json(quoted.replace("HEAD", HEAD));

        assertThat(new String(Codec.encode(event), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(Codec.decodeMessage(json)).isEqualTo(event);
    }

    @Test
    void tellsOfARoomWhatIsSpecialAboutIt() {
        ServerMessage subscribed =
                new ServerMessage.Subscribed(
                        ID,
                        new Channel.Room(DEN),
                        new Position("k3v9", 9),
                        false,
                        Optional.empty(),
                        Optional.of(
                                new ServerMessage.Snapshot.OfRoom(
                                        new RoomInfo(
                                                DEN,
                                                "Den",
                                                "",
                                                RoomInfo.Visibility.PRIVATE,
                                                30,
                                                2,
                                                9,
                                                true,
                                                true),
                                        List.of(),
                                        List.of(message(Optional.empty())),
                                        Optional.of(
                                                new ServerMessage.Snapshot.You(
                                                        Optional.of(RoomRole.OWNER),
                                                        OptionalLong.of(77),
                                                        8)))));
        String json =
                json(
                        ("{'type':'subscribed','id':7,'channel':'room:den','epoch':'k3v9','seq':9,"
                                        + "'recovered':false,'snapshot':{'room':{'room':'den',"
                                        + "'name':'Den','topic':'','visibility':'private',"
                                        + "'slow':30,'members':2,'seq':9,'readOnly':true,"
                                        + "'archived':true},'events':[],'pins':[{'type':'message',"
                                        + "HEAD,'text':'look'}],'you':{'role':'owner',"
                                        + "'mutedUntil':77,'read':8}}}")
                                .replace("HEAD", HEAD));

        assertThat(new String(Codec.encode(subscribed), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(Codec.decodeMessage(json)).isEqualTo(subscribed);
    }

    @Test
    void tellsAMessageAsItIsNow() {
        Map<String, List<String>> reactions = new LinkedHashMap<>();
        reactions.put("👍", List.of("bob", "cy"));
        reactions.put("🎉", List.of("bob"));
        Event.Message edited = message(Optional.empty()).withText("other");

        assertThat(
                        new String(
                                Codec.encode(new MessageInfo(edited, true, reactions)),
                                StandardCharsets.UTF_8))
                .isEqualTo(
                        json(
                                ("{'type':'message',HEAD,'text':'other','edited':true,"
                                                + "'reactions':{'👍':['bob','cy'],'🎉':['bob']}}")
                                        .replace("HEAD", HEAD)));
        assertThat(
                        new String(
                                Codec.encode(new MessageInfo(edited, false, Map.of())),
                                StandardCharsets.UTF_8))
                .isEqualTo(json("{'type':'message',HEAD,'text':'other'}".replace("HEAD", HEAD)));
    }

    @Test
    void leavesNothingOfACardWhoseMessageIsGone() {
        Event.Message gone =
                message(Optional.of(new Card.Fill(BTC, Side.BUY, Decimal.ZERO, Decimal.ZERO, 4)))
                        .withoutText();

        assertThat(gone.card()).isEmpty();
        assertThat(gone.text()).isEmpty();
        assertThat(gone.deleted()).isTrue();
    }

    @Test
    void leavesOutACardOfALaterVersion() {
        String json =
                json(
                        "{'type':'message',HEAD,'text':'look','card':{'kind':'chart'}}"
                                .replace("HEAD", HEAD));

        assertThat(Codec.decodeMessage(json)).isEqualTo(message(Optional.empty()));
    }

    @Test
    void keepsTheInvitationOutOfWhatItPrints() {
        assertThat(new Command.Join(ID, DEN, Optional.of("sesame"), KEY).toString())
                .doesNotContain("sesame");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'edit','room':'den','text':'x'                          | message",
                "'type':'edit','room':'den','message':3                         | text",
                "'type':'edit','room':'den','message':-3,'text':'x'             | message",
                "'type':'react','room':'den','message':3                        | emoji",
                "'type':'react','room':'den','message':3,'emoji':''             | emoji",
                "'type':'react','room':'den','message':3,'emoji':7              | emoji",
                "'type':'pin','room':'den'                                      | message",
                "'type':'join'                                                  | room",
                "'type':'join','room':'den','invite':7                          | invite",
                "'type':'read','room':'den'                                     | seq",
                "'type':'read','room':'den','seq':'9'                           | seq",
                "'type':'say','room':'den','text':'x','card':7                  | card",
                "'type':'say','room':'den','text':'x','card':{}                 | card",
                "'type':'say','room':'den','text':'x','card':{'fill':'1'}       | fill",
                "'type':'say','room':'den','text':'x','card':{'fill':1,'position':'X'} | card",
                "'type':'leave','room':'den','key':''                           | key",
            })
    void saysWhatIsWrong(String fields, String field) {
        ProtocolException refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () -> Codec.decodeCommand(json("{" + fields + "}"), Optional.empty()));

        assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused).hasMessageStartingWith(field + ": ");
    }

    @Test
    void takesNoEndlessEmoji() {
        String react = "{\"type\":\"react\",\"room\":\"den\",\"message\":3,\"emoji\":\"%s\"}";

        assertThat(Codec.decodeCommand(react.formatted("x".repeat(64)), Optional.empty()))
                .isInstanceOf(Command.React.class);
        assertThat(
                        catchThrowableOfType(
                                ProtocolException.class,
                                () ->
                                        Codec.decodeCommand(
                                                react.formatted("x".repeat(65)), Optional.empty())))
                .hasMessage("emoji: must be 1 to 64 characters");
    }

    @Test
    void addsUpWhatARoomIs() {
        RoomInfo room = new RoomInfo(DEN, "Den", "", RoomInfo.Visibility.PUBLIC, 0, 1, 8);

        assertThat(room.after(new RoomEvent.Joined(DEN, 9, 88, 5, ADA, Optional.empty())))
                .isEqualTo(new RoomInfo(DEN, "Den", "", RoomInfo.Visibility.PUBLIC, 0, 2, 9));
        assertThat(room.after(new RoomEvent.Left(DEN, 9, 88, 5, ADA, Optional.empty())))
                .isEqualTo(new RoomInfo(DEN, "Den", "", RoomInfo.Visibility.PUBLIC, 0, 0, 9));
        assertThat(room.after(new RoomEvent.TopicChanged(DEN, 9, 88, 5, ADA, "Gold")))
                .isEqualTo(new RoomInfo(DEN, "Den", "Gold", RoomInfo.Visibility.PUBLIC, 0, 1, 9));
        assertThat(
                        room.after(
                                new RoomEvent.SettingsChanged(
                                        DEN,
                                        9,
                                        88,
                                        5,
                                        ADA,
                                        "Hall",
                                        RoomInfo.Visibility.PRIVATE,
                                        5,
                                        true,
                                        true)))
                .isEqualTo(
                        new RoomInfo(
                                DEN, "Hall", "", RoomInfo.Visibility.PRIVATE, 5, 1, 9, true, true));
        assertThat(room.after(message(Optional.empty())))
                .isEqualTo(new RoomInfo(DEN, "Den", "", RoomInfo.Visibility.PUBLIC, 0, 1, 9));
    }
}
