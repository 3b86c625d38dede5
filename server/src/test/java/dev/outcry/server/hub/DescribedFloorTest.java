package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.ServerMessage.Snapshot;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.PeopleCommand;
import dev.outcry.server.floor.RandomCommands;
import dev.outcry.server.floor.Result;
import dev.outcry.server.floor.RoomCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lanes that were told what a floor is know the same as those that were told how it became that.
@Timeout(60)
class DescribedFloorTest {
    private static final Person ADA = new Person("ada", "Ada", false);

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub told = new Hub(1, log, clock);
    private final Hub described = new Hub(1, log, clock);

    @AfterEach
    void close() {
        told.close();
        described.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void knowsTheSame(long seed) {
        Floor floor = new Floor();
        RandomCommands commands = new RandomCommands(seed);
        long at = 0;
        int last = 1_500;
        for (int pos = 1; pos <= last; pos++) {
            FloorCommand command = commands.next();
            at = commands.at();
            List<Effect> effects = new ArrayList<>();
            Result result = floor.apply(pos, at, command, effects::add);
            commands.learn(command, result);
            told.publish(List.of(new Applied(pos, at, new Origin.None(), result, effects)));
        }

        List<Effect> now = new ArrayList<>();
        Floor.restore(floor.write()).describe(now::add);
        described.publish(
                List.of(new Applied(last, at, new Origin.None(), new Result.Applied(), now)));

        assertThat(ask(described)).isEqualTo(ask(told));
        assertThat(snapshots(described)).isEqualTo(snapshots(told)).hasSizeGreaterThan(10);
    }

    @Test
    void knowsNothingMoreOfAGuestThatHasBecomeAnAccount() {
        RoomId lobby = RandomCommands.ROOMS.getFirst();
        Person gus = new Person("gus-a1b2c", "Gus", true);
        RoomCommand.By by = new RoomCommand.By(gus, false);
        List<FloorCommand> commands =
                List.of(
                        new FloorCommand.Genesis("e"),
                        new RoomCommand.OpenRoom(by, lobby, "", "", RoomInfo.Visibility.PUBLIC),
                        new RoomCommand.Join(
                                new RoomCommand.By(ADA, false), lobby, Optional.empty()),
                        new RoomCommand.Read(by, lobby, 1),
                        new PeopleCommand.Register(
                                "gus", "Gus", List.of("gus"), "h", Optional.of(gus.id())));
        Floor floor = new Floor();
        for (int pos = 1; pos <= commands.size(); pos++) {
            List<Effect> effects = new ArrayList<>();
            Result result = floor.apply(pos, 0, commands.get(pos - 1), effects::add);
            assertThat(result).isInstanceOf(Result.Done.class);
            told.publish(List.of(new Applied(pos, 0, new Origin.None(), result, effects)));
        }

        List<Long> reads =
                told.ask(
                                view -> {
                                    RoomView room =
                                            view.look(lobby, Optional.empty()).orElseThrow();
                                    return List.of(room.read("gus"), room.read(gus.id()));
                                })
                        .join();

        assertThat(reads).containsExactly(1L, 0L);
    }

    private static List<Object> ask(Hub hub) {
        return hub.ask(view ->
                        List.<Object>of(
                                view.rooms(), view.markets(), view.pos(), pins(view), places(view)))
                .join();
    }

    private static List<Optional<List<Long>>> pins(View view) {
        return RandomCommands.ROOMS.stream()
                .map(room -> view.look(room, Optional.empty()).map(RoomView::pins))
                .toList();
    }

    /// What everybody is in each room, and how far they have read there.
    private static List<String> places(View view) {
        List<String> all = new ArrayList<>();
        for (RoomId id : RandomCommands.ROOMS) {
            RandomCommands.PEOPLE.stream()
                    .flatMap(person -> view.look(id, Optional.of(person.id())).stream())
                    .forEach(room -> {
                        all.add(id + ": " + room.members());
                        RandomCommands.PEOPLE.forEach(
                                each -> all.add(each.id() + " " + room.read(each.id())));
                    });
        }
        return all;
    }

    /// What everybody gets who subscribes now, but for the events and pinned messages, which come
    /// from the store.
    private static List<ServerMessage> snapshots(Hub hub) {
        List<ServerMessage> all = new ArrayList<>();
        for (Person person : RandomCommands.PEOPLE) {
            all.addAll(snapshot(new Peer(hub, person.id()), new Channel.Me(person.id())));
        }
        Peer peer = new Peer(hub);
        Stream.concat(
                        Stream.of(new Channel.Tickers()),
                        Stream.concat(
                                RandomCommands.ROOMS.stream().flatMap(DescribedFloorTest::of),
                                RandomCommands.MARKETS.stream().flatMap(DescribedFloorTest::of)))
                .forEach(channel -> all.addAll(snapshot(peer, channel)));
        return all;
    }

    private static Stream<Channel> of(RoomId room) {
        return Stream.of(new Channel.Room(room), new Channel.Presence(room));
    }

    private static Stream<Channel> of(Symbol symbol) {
        return Stream.of(
                new Channel.Ticker(symbol), new Channel.Trades(symbol), new Channel.Book(symbol));
    }

    private static List<ServerMessage> snapshot(Peer peer, Channel channel) {
        peer.follow(
                new Command.Following(
                        channel,
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()));
        return peer.take().stream().map(DescribedFloorTest::withoutEvents).toList();
    }

    private static ServerMessage withoutEvents(ServerMessage message) {
        return message instanceof ServerMessage.Subscribed subscribed
                ? new ServerMessage.Subscribed(
                        OptionalLong.empty(),
                        subscribed.channel(),
                        subscribed.position(),
                        subscribed.recovered(),
                        subscribed.reason(),
                        subscribed.snapshot().map(snapshot -> withoutEvents(snapshot)))
                : message;
    }

    private static Snapshot withoutEvents(Snapshot snapshot) {
        return switch (snapshot) {
            case Snapshot.OfRoom room -> new Snapshot.OfRoom(room.room(), List.of(), List.of());
            case Snapshot.Items items
                    when items.items().stream().allMatch(Event.Trade.class::isInstance) ->
                    new Snapshot.Items(List.of());
            default -> snapshot;
        };
    }
}
