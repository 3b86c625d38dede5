package dev.outcry.protocol;

/// Writes rooms, and what happens in them.
///
/// @param out where to
record RoomWriter(JsonOut out) {
    void event(Event.OfRoom event) {
        switch (event) {
            case Event.Message message -> {
                messageFields(message);
                out.endObject();
            }
            case Event.Deleted deleted -> about("deleted", event, deleted.message()).endObject();
            case RoomEvent.Edited edited -> {
                about("edited", event, edited.message());
                edited.text()
                        .ifPresentOrElse(
                                text -> out.field("text", text), () -> out.field("deleted", true));
                out.endObject();
            }
            case RoomEvent.Reacted reacted ->
                    about("reacted", event, reacted.message())
                            .field("emoji", reacted.emoji())
                            .endObject();
            case RoomEvent.Unreacted unreacted ->
                    about("unreacted", event, unreacted.message())
                            .field("emoji", unreacted.emoji())
                            .endObject();
            case RoomEvent.Pinned pinned -> about("pinned", event, pinned.message()).endObject();
            case RoomEvent.Unpinned unpinned ->
                    about("unpinned", event, unpinned.message()).endObject();
            case RoomEvent.Joined joined -> {
                begin("joined", event);
                joined.by().ifPresent(by -> out.field("by", by));
                out.endObject();
            }
            case RoomEvent.Left left -> {
                begin("left", event);
                left.by().ifPresent(by -> out.field("by", by));
                out.endObject();
            }
            case RoomEvent.TopicChanged changed ->
                    begin("topic", event).field("topic", changed.topic()).endObject();
            case RoomEvent.SettingsChanged changed ->
                    begin("settings", event)
                            .field("name", changed.name())
                            .field("visibility", changed.visibility().toString())
                            .field("slow", changed.slowSeconds())
                            .field("readOnly", changed.readOnly())
                            .field("archived", changed.archived())
                            .endObject();
            case RoomEvent.RoleChanged changed ->
                    begin("role", event)
                            .field("user", changed.user())
                            .field("role", changed.role().toString())
                            .endObject();
            case RoomEvent.Muted muted ->
                    begin("muted", event)
                            .field("user", muted.user())
                            .optional("until", muted.until())
                            .endObject();
            case RoomEvent.Banned banned ->
                    begin("banned", event).field("user", banned.user()).endObject();
            case RoomEvent.Unbanned unbanned ->
                    begin("unbanned", event).field("user", unbanned.user()).endObject();
        }
    }

    /// Writes a message as HTTP tells it.
    void message(MessageInfo info) {
        messageFields(info.message());
        if (info.edited()) {
            out.field("edited", true);
        }
        if (!info.reactions().isEmpty()) {
            out.name("reactions").beginObject();
            info.reactions().forEach((emoji, users) -> out.array(emoji, users, out::value));
            out.endObject();
        }
        out.endObject();
    }

    private void messageFields(Event.Message message) {
        begin("message", message);
        message.text().ifPresent(text -> out.field("text", text));
        out.optional("replyTo", message.replyTo());
        if (!message.mentions().isEmpty()) {
            out.array("mentions", message.mentions(), out::value);
        }
        if (!message.prices().isEmpty()) {
            out.name("prices").beginObject();
            message.prices().forEach((symbol, price) -> out.field(symbol.name(), price));
            out.endObject();
        }
        message.card().ifPresent(this::card);
        if (message.deleted()) {
            out.field("deleted", true);
        }
    }

    private void card(Card card) {
        out.name("card").beginObject();
        switch (card) {
            case Card.Fill fill ->
                    out.field("kind", "fill")
                            .field("symbol", fill.symbol().name())
                            .field("side", fill.side().toString())
                            .field("price", fill.price())
                            .field("qty", fill.qty())
                            .field("at", fill.at());
            case Card.Position position ->
                    out.field("kind", "position")
                            .field("symbol", position.symbol().name())
                            .field("qty", position.qty())
                            .field("average", position.average())
                            .field("last", position.last())
                            .field("pnl", position.pnl());
        }
        out.endObject();
    }

    void room(RoomInfo room) {
        out.beginObject()
                .field("room", room.room().name())
                .field("name", room.name())
                .field("topic", room.topic())
                .field("visibility", room.visibility().toString())
                .field("slow", room.slowSeconds())
                .field("members", room.members())
                .field("seq", room.seq());
        if (room.readOnly()) {
            out.field("readOnly", true);
        }
        if (room.archived()) {
            out.field("archived", true);
        }
        out.endObject();
    }

    void snapshot(ServerMessage.Snapshot.OfRoom of) {
        out.beginObject().name("room");
        room(of.room());
        out.array("events", of.events(), this::told).array("pins", of.pins(), this::told);
        of.you().ifPresent(this::you);
        out.endObject();
    }

    private void told(Event event) {
        if (!(event instanceof Event.OfRoom known)) {
            throw new IllegalArgumentException("not an event of a room: " + event.channel());
        }
        event(known);
    }

    private void you(ServerMessage.Snapshot.You you) {
        out.name("you").beginObject();
        you.role().ifPresent(role -> out.field("role", role.toString()));
        out.optional("mutedUntil", you.mutedUntil()).field("read", you.read()).endObject();
    }

    void person(Person person) {
        out.beginObject().field("id", person.id()).field("name", person.name());
        if (person.guest()) {
            out.field("guest", true);
        }
        out.endObject();
    }

    private JsonOut about(String type, Event.OfRoom event, long message) {
        return begin(type, event).field("message", message);
    }

    private JsonOut begin(String type, Event.OfRoom event) {
        out.beginObject()
                .field("type", type)
                .field("channel", event.channel().toString())
                .field("seq", event.seq())
                .field("pos", event.pos())
                .field("at", event.at())
                .name("from");
        person(event.from());
        return out;
    }
}
