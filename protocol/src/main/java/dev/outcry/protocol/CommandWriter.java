package dev.outcry.protocol;

import java.util.Optional;

/// Writes what a client sends.
final class CommandWriter {
    private CommandWriter() {}

    static byte[] write(Command command) {
        JsonOut out = new JsonOut();
        switch (command) {
            case Command.Ping ping -> {
                begin(out, "ping", command);
                if (ping.positions()) {
                    out.field("positions", true);
                }
            }
            case Command.Authenticate authenticate ->
                    begin(out, "authenticate", command).field("token", authenticate.token());
            case Command.Subscribe subscribe -> subscribe(out, subscribe);
            case Command.Unsubscribe unsubscribe ->
                    begin(out, "unsubscribe", command)
                            .field("channel", unsubscribe.channel().toString());
            case Command.Say say -> {
                begin(out, "say", command)
                        .field("room", say.room().name())
                        .field("text", say.text())
                        .optional("replyTo", say.replyTo());
                say.card().ifPresent(card -> card(out, card));
                key(out, say.key());
            }
            case Command.Edit edit -> {
                about(out, "edit", command, edit.room(), edit.message()).field("text", edit.text());
                key(out, edit.key());
            }
            case Command.Delete delete ->
                    key(
                            about(out, "delete", command, delete.room(), delete.message()),
                            delete.key());
            case Command.React react -> {
                about(out, "react", command, react.room(), react.message())
                        .field("emoji", react.emoji());
                key(out, react.key());
            }
            case Command.Unreact react -> {
                about(out, "unreact", command, react.room(), react.message())
                        .field("emoji", react.emoji());
                key(out, react.key());
            }
            case Command.Pin pin ->
                    key(about(out, "pin", command, pin.room(), pin.message()), pin.key());
            case Command.Unpin pin ->
                    key(about(out, "unpin", command, pin.room(), pin.message()), pin.key());
            case Command.Join join -> {
                begin(out, "join", command).field("room", join.room().name());
                join.invite().ifPresent(invite -> out.field("invite", invite));
                key(out, join.key());
            }
            case Command.Leave leave ->
                    key(
                            begin(out, "leave", command).field("room", leave.room().name()),
                            leave.key());
            case Command.Read read ->
                    begin(out, "read", command)
                            .field("room", read.room().name())
                            .field("seq", read.seq());
            case Command.Order order -> {
                begin(out, "order", command);
                spec(out, order.order());
                if (order.validate()) {
                    out.field("validate", true);
                }
                key(out, order.key());
            }
            case Command.Amend amend -> {
                ref(begin(out, "amend", command), amend.order());
                amend.qty().ifPresent(qty -> out.field("qty", qty));
                amend.price().ifPresent(price -> out.field("price", price));
                key(out, amend.key());
            }
            case Command.Cancel cancel -> {
                ref(begin(out, "cancel", command), cancel.order());
                key(out, cancel.key());
            }
            case Command.CancelAll cancel -> {
                begin(out, "cancelAll", command);
                cancel.symbol().ifPresent(symbol -> out.field("symbol", symbol.name()));
                cancel.side().ifPresent(side -> out.field("side", side.toString()));
                key(out, cancel.key());
            }
            case Command.CancelOnDisconnect cancel ->
                    begin(out, "cancelOnDisconnect", command)
                            .field("on", cancel.on())
                            .field("grace", cancel.graceMillis());
            case Command.CancelAllAfter cancel ->
                    begin(out, "cancelAllAfter", command).field("ms", cancel.millis());
            case Command.Typing typing ->
                    begin(out, "typing", command)
                            .field("room", typing.room().name())
                            .field("on", typing.on());
        }
        return out.endObject().toBytes();
    }

    private static void subscribe(JsonOut out, Command.Subscribe subscribe) {
        Command.Following first = subscribe.followings().getFirst();
        begin(out, "subscribe", subscribe);
        if (subscribe.many()) {
            out.array(
                    "channels",
                    subscribe.followings(),
                    following -> out.value(following.channel().toString()));
        } else {
            out.field("channel", first.channel().toString());
        }
        first.since()
                .ifPresent(since ->
                        out.name("since")
                                .beginObject()
                                .field("epoch", since.epoch())
                                .field("seq", since.seq())
                                .endObject());
        first.history().ifPresent(history -> out.field("history", history));
        first.intervalMillis().ifPresent(interval -> out.field("interval", interval));
        first.depth().ifPresent(depth -> out.field("depth", depth));
    }

    private static void spec(JsonOut out, OrderSpec spec) {
        out.field("symbol", spec.symbol().name())
                .field("side", spec.side().toString())
                .field("kind", spec.kind().toString())
                .field("tif", spec.tif().toString())
                .field("stp", spec.selfTrade().toString());
        spec.qty().ifPresent(qty -> out.field("qty", qty));
        spec.price().ifPresent(price -> out.field("price", price));
        spec.stop().ifPresent(stop -> out.field("stop", stop));
        spec.quoteQty().ifPresent(qty -> out.field("quoteQty", qty));
        out.optional("expiresAt", spec.expiresAt());
        if (spec.postOnly()) {
            out.field("postOnly", true);
        }
        spec.display().ifPresent(display -> out.field("display", display));
        spec.client().ifPresent(client -> out.field("client", client));
    }

    private static void ref(JsonOut out, OrderRef ref) {
        switch (ref) {
            case OrderRef.ById(long order) -> out.field("order", order);
            case OrderRef.ByClient(String client) -> out.field("client", client);
        }
    }

    private static void card(JsonOut out, CardRef card) {
        out.name("card").beginObject();
        switch (card) {
            case CardRef.OfFill(long trade) -> out.field("fill", trade);
            case CardRef.OfPosition(Symbol symbol) -> out.field("position", symbol.name());
        }
        out.endObject();
    }

    private static void key(JsonOut out, Optional<String> key) {
        key.ifPresent(value -> out.field("key", value));
    }

    private static JsonOut about(
            JsonOut out, String type, Command command, RoomId room, long message) {
        return begin(out, type, command).field("room", room.name()).field("message", message);
    }

    private static JsonOut begin(JsonOut out, String type, Command command) {
        return out.beginObject().field("type", type).optional("id", command.id());
    }
}
