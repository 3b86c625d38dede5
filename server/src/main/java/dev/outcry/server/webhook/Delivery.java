package dev.outcry.server.webhook;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.RoomHook;
import dev.outcry.server.hub.History;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What one post carries: events that a webhook wants, in log order, each as a client hears it.
///
/// @param upTo how far the webhook has come with it
/// @param events the events as JSON; empty where it has only looked further
/// @param looked how many events were looked at
record Delivery(RoomHook.Reached upTo, List<byte[]> events, int looked) {
    private static final int PAGE = 1_000;
    private static final int MOST_EVENTS = 100;
    private static final int MOST_BYTES = 256 << 10;

    /// Tells whether a webhook wants an event.
    ///
    /// @param hook which
    /// @param event of its room, or a trade
    static boolean wants(RoomHook.Out hook, Event event) {
        return switch (event) {
            case Event.Trade trade ->
                    hook.trades()
                            .filter(wanted -> wanted.symbol().equals(trade.symbol()))
                            .filter(wanted -> isAtLeast(trade, wanted))
                            .isPresent();
            case Event.Message _ -> hook.kinds().contains(RoomHook.Kind.MESSAGE);
            case RoomEvent.Edited _ -> hook.kinds().contains(RoomHook.Kind.EDITED);
            case Event.Deleted _ -> hook.kinds().contains(RoomHook.Kind.DELETED);
            case RoomEvent.Joined _ -> hook.kinds().contains(RoomHook.Kind.JOINED);
            case RoomEvent.Left _ -> hook.kinds().contains(RoomHook.Kind.LEFT);
            case Event _ -> false;
        };
    }

    private static boolean isAtLeast(Event.Trade trade, RoomHook.Trades wanted) {
        return trade.qty().toBigDecimal().compareTo(wanted.qty().toBigDecimal()) >= 0;
    }

    /// Reads what comes next. Blocks.
    ///
    /// @param hook whose
    /// @param room its room
    /// @param after how far it has come
    /// @param history where the events are
    /// @return what to post, if there is something
    static Delivery next(RoomHook.Out hook, RoomId room, RoomHook.Reached after, History history) {
        Page said = Page.read(history, new Channel.Room(room), after.room());
        Page traded =
                hook.trades()
                        .map(wanted ->
                                Page.read(
                                        history,
                                        new Channel.Trades(wanted.symbol()),
                                        after.trades()))
                        .orElse(Page.NONE);
        Builder next = new Builder(hook, after, MOST_EVENTS, MOST_BYTES);
        merged(said, traded).takeWhile(_ -> !next.full).forEach(next::add);
        return next.build(after.deliveries());
    }

    /// Reads again what a delivery holds. Blocks.
    ///
    /// @param hook whose
    /// @param room its room
    /// @param after where it begins, exclusive
    /// @param upTo where it ends, inclusive
    /// @param history where the events are
    /// @return the same delivery, with the texts that are still there
    static Delivery again(
            RoomHook.Out hook,
            RoomId room,
            RoomHook.Reached after,
            RoomHook.Reached upTo,
            History history) {
        Page said = Page.range(history, new Channel.Room(room), after.room(), upTo.room());
        Page traded =
                hook.trades()
                        .map(wanted ->
                                Page.range(
                                        history,
                                        new Channel.Trades(wanted.symbol()),
                                        after.trades(),
                                        upTo.trades()))
                        .orElse(Page.NONE);
        Builder again = new Builder(hook, after, Integer.MAX_VALUE, Integer.MAX_VALUE);
        merged(said, traded).forEach(again::add);
        return new Delivery(upTo, again.events, again.looked);
    }

    /// The events of two channels by their place in the log, as far as both are known.
    private static Stream<Event.Sequenced> merged(Page said, Page traded) {
        long known = Math.min(said.known(), traded.known());
        return Stream.concat(said.events().stream(), traded.events().stream())
                .filter(event -> event.pos() <= known)
                .sorted(Comparator.comparingLong(Event.Sequenced::pos));
    }

    /// Some events of a channel.
    ///
    /// @param events oldest first
    /// @param known up to which place in the log there are no others
    private record Page(List<Event.Sequenced> events, long known) {
        static final Page NONE = new Page(List.of(), Long.MAX_VALUE);

        /// The next ones.
        static Page read(History history, Channel channel, long after) {
            List<Event.Sequenced> read = history.read(channel, after, PAGE);
            long known = read.size() < PAGE ? Long.MAX_VALUE : read.getLast().pos();
            return new Page(read, known);
        }

        /// All up to one.
        static Page range(History history, Channel channel, long after, long upTo) {
            List<Event.Sequenced> all = new ArrayList<>();
            List<Event.Sequenced> read = history.read(channel, after, PAGE);
            while (!read.isEmpty() && read.getFirst().seq() <= upTo) {
                all.addAll(read);
                read = history.read(channel, read.getLast().seq(), PAGE);
            }
            return new Page(
                    all.stream().filter(event -> event.seq() <= upTo).toList(), Long.MAX_VALUE);
        }
    }

    /// Gathers events until there are enough.
    private static final class Builder {
        private final RoomHook.Out hook;
        private final int most;
        private final int mostBytes;
        private final List<byte[]> events = new ArrayList<>();
        private long room;
        private long trades;
        private int bytes;
        private int looked;
        private boolean full;

        Builder(RoomHook.Out hook, RoomHook.Reached after, int most, int mostBytes) {
            this.hook = hook;
            this.room = after.room();
            this.trades = after.trades();
            this.most = most;
            this.mostBytes = mostBytes;
        }

        void add(Event.Sequenced event) {
            if (wants(hook, event)) {
                byte[] json = Codec.encode(event);
                events.add(json);
                bytes += json.length;
                full = events.size() >= most || bytes >= mostBytes;
            }
            if (event instanceof Event.Trade) {
                trades = event.seq();
            } else {
                room = event.seq();
            }
            looked++;
        }

        Delivery build(long before) {
            long number = events.isEmpty() ? before : before + 1;
            return new Delivery(new RoomHook.Reached(number, room, trades), events, looked);
        }
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /// {@return the body of the post}
    ///
    /// @param hook whose
    /// @param room its room
    byte[] body(RoomHook.Out hook, RoomId room) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head =
                "{\"hook\":\"%s\",\"room\":\"%s\",\"epoch\":\"%s\",\"delivery\":%d,\"events\":["
                        .formatted(hook.hook(), room.name(), hook.epoch(), upTo.deliveries());
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(events.get(i));
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /// {@return what a receiver knows it by, however often it comes; without a full stop, for that
    /// parts what is signed}
    ///
    /// @param hook whose
    String id(RoomHook.Out hook) {
        return "%s-%s-%d".formatted(hook.hook(), hook.epoch().replace('.', '-'), upTo.deliveries());
    }
}
