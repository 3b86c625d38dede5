package dev.outcry.server.store;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import java.nio.charset.StandardCharsets;

/// Events as they lie in the file: the JSON that was first sent. Stateless.
final class Stored {
    private Stored() {}

    /// {@return an event, and whose it is, which isn't in its JSON}
    static Event.Sequenced event(Channel channel, byte[] json) {
        Event.Sequenced event = decode(json);
        return channel instanceof Channel.Me(String user)
                ? switch ((Event.OfMe) event) {
                    case Event.OrderChanged(_, long seq, long pos, var order) ->
                            new Event.OrderChanged(user, seq, pos, order);
                    case Event.Filled(_, long seq, long pos, var fill) ->
                            new Event.Filled(user, seq, pos, fill);
                    case Event.BalanceChanged(_, long seq, long pos, long at, var balance) ->
                            new Event.BalanceChanged(user, seq, pos, at, balance);
                    case Event.Mention(_, long seq, long pos, long at, var room, long m, var by) ->
                            new Event.Mention(user, seq, pos, at, room, m, by);
                    case Event.Read(_, long seq, long pos, long at, var room, long message) ->
                            new Event.Read(user, seq, pos, at, room, message);
                    case Event.Added(_, long seq, long pos, long at, var room, var by) ->
                            new Event.Added(user, seq, pos, at, room, by);
                }
                : event;
    }

    static Event.Message message(byte[] json) {
        return (Event.Message) decode(json);
    }

    static RoomEvent.Edited edited(byte[] json) {
        return (RoomEvent.Edited) decode(json);
    }

    static Event.Sequenced decode(byte[] json) {
        return (Event.Sequenced) Codec.decodeMessage(new String(json, StandardCharsets.UTF_8));
    }
}
