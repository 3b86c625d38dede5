package dev.outcry.protocol;

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
                say.key().ifPresent(key -> out.field("key", key));
            }
            case Command.Delete delete -> {
                begin(out, "delete", command)
                        .field("room", delete.room().name())
                        .field("message", delete.message());
                delete.key().ifPresent(key -> out.field("key", key));
            }
            case Command.Order order -> {
                begin(out, "order", command);
                spec(out, order.order());
                if (order.validate()) {
                    out.field("validate", true);
                }
                order.key().ifPresent(key -> out.field("key", key));
            }
            case Command.Amend amend -> {
                ref(begin(out, "amend", command), amend.order());
                amend.qty().ifPresent(qty -> out.field("qty", qty));
                amend.price().ifPresent(price -> out.field("price", price));
                amend.key().ifPresent(key -> out.field("key", key));
            }
            case Command.Cancel cancel -> {
                ref(begin(out, "cancel", command), cancel.order());
                cancel.key().ifPresent(key -> out.field("key", key));
            }
            case Command.CancelAll cancel -> {
                begin(out, "cancelAll", command);
                cancel.symbol().ifPresent(symbol -> out.field("symbol", symbol.name()));
                cancel.side().ifPresent(side -> out.field("side", side.toString()));
                cancel.key().ifPresent(key -> out.field("key", key));
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

    private static JsonOut begin(JsonOut out, String type, Command command) {
        return out.beginObject().field("type", type).optional("id", command.id());
    }
}
