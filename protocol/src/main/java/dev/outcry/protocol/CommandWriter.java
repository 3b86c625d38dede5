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

    private static JsonOut begin(JsonOut out, String type, Command command) {
        return out.beginObject().field("type", type).optional("id", command.id());
    }
}
