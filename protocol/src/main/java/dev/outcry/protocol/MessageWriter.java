package dev.outcry.protocol;

import java.util.Locale;
import java.util.OptionalLong;

/// Writes what the server sends.
final class MessageWriter {
    private final JsonOut out;
    private final TradingWriter trading;
    private final RoomWriter rooms;

    MessageWriter(JsonOut out) {
        this.out = out;
        this.trading = new TradingWriter(out);
        this.rooms = new RoomWriter(out);
    }

    void write(ServerMessage message) {
        switch (message) {
            case Event event -> event(event);
            case Reply reply -> reply(reply);
            case ServerMessage.Unprompted unprompted -> unprompted(unprompted);
        }
    }

    private void unprompted(ServerMessage.Unprompted message) {
        switch (message) {
            case ServerMessage.Welcome welcome -> welcome(welcome);
            case ServerMessage.Goodbye goodbye ->
                    begin("goodbye").field("retryAfter", goodbye.retryAfterMillis()).endObject();
            case ServerMessage.Notice notice ->
                    begin("notice").field("text", notice.text()).endObject();
            case ServerMessage.Live live ->
                    begin("live")
                            .field("channel", live.channel().toString())
                            .field("seq", live.seq())
                            .endObject();
            case ServerMessage.Unsubscribed ended ->
                    begin("unsubscribed")
                            .field("channel", ended.channel().toString())
                            .field("code", ended.code().wire())
                            .endObject();
        }
    }

    private void welcome(ServerMessage.Welcome welcome) {
        begin("welcome")
                .field("session", welcome.session())
                .field("server", welcome.server())
                .field("at", welcome.at())
                .field("heartbeat", welcome.heartbeatMillis())
                .name("user");
        welcome.user().ifPresentOrElse(this::user, out::nullValue);
        out.name("limits").beginObject();
        welcome.limits().forEach(out::field);
        out.endObject().endObject();
    }

    private void reply(Reply reply) {
        switch (reply) {
            case Reply.Plain plain -> {
                fields(plain);
                out.endObject();
            }
            case ServerMessage.Subscribed subscribed -> subscribed(subscribed);
        }
    }

    private void fields(Reply.Plain reply) {
        switch (reply) {
            case Reply.Ok ok -> answer("ok", ok.id());
            case Reply.Placed placed ->
                    answer("ok", placed.id()).field("seq", placed.seq()).field("pos", placed.pos());
            case Reply.Noted noted -> {
                fields(noted.done());
                out.field("text", noted.text());
            }
            case Reply.Ordered ordered -> {
                answer("ok", ordered.id()).name("order");
                trading.order(ordered.order());
                out.array("fills", ordered.fills(), trading::fill).field("pos", ordered.pos());
            }
            case Reply.Canceled canceled ->
                    answer("ok", canceled.id())
                            .field("canceled", canceled.count())
                            .field("pos", canceled.pos());
            case Reply.Authenticated authenticated -> {
                answer("ok", authenticated.id()).name("user");
                user(authenticated.user());
                out.optional("expiresAt", authenticated.expiresAt());
            }
            case Reply.Pong pong -> pong(pong);
            case Reply.Error error -> {
                answer("error", error.id())
                        .field("code", error.code().wire())
                        .field("message", error.message())
                        .field("temporary", error.code().temporary());
                out.optional("retryAfter", error.retryAfterMillis());
                error.order()
                        .ifPresent(order -> {
                            out.name("order");
                            trading.order(order);
                        });
            }
        }
    }

    private void pong(Reply.Pong pong) {
        answer("pong", pong.id()).field("at", pong.at());
        pong.positions()
                .ifPresent(positions -> {
                    out.name("positions").beginObject();
                    positions.forEach((channel, position) -> {
                        out.name(channel.toString()).beginObject();
                        position(position);
                        out.endObject();
                    });
                    out.endObject();
                });
    }

    private void subscribed(ServerMessage.Subscribed subscribed) {
        answer("subscribed", subscribed.id()).field("channel", subscribed.channel().toString());
        position(subscribed.position());
        out.field("recovered", subscribed.recovered());
        subscribed
                .reason()
                .ifPresent(reason -> out.field("reason", reason.name().toLowerCase(Locale.ROOT)));
        subscribed
                .snapshot()
                .ifPresent(snapshot -> {
                    out.name("snapshot");
                    snapshot(snapshot);
                });
        out.endObject();
    }

    private void snapshot(ServerMessage.Snapshot snapshot) {
        switch (snapshot) {
            case ServerMessage.Snapshot.One one -> event(one.event());
            case ServerMessage.Snapshot.Items items ->
                    out.beginObject().array("items", items.items(), this::event).endObject();
            case ServerMessage.Snapshot.OfRoom of -> rooms.snapshot(of);
            case ServerMessage.Snapshot.OfMe of ->
                    out.beginObject()
                            .array("orders", of.orders(), trading::order)
                            .array("balances", of.balances(), trading::balance)
                            .endObject();
            case ServerMessage.Snapshot.OfPresence of ->
                    out.beginObject()
                            .field("count", of.count())
                            .array("people", of.people(), rooms::person)
                            .endObject();
        }
    }

    private void event(Event event) {
        switch (event) {
            case Event.OfRoom of -> rooms.event(of);
            case Event.PresenceChanged changed ->
                    on("presence.changed", changed)
                            .field("count", changed.count())
                            .array("joined", changed.joined(), rooms::person)
                            .array("left", changed.left(), out::value)
                            .endObject();
            case Event.Typing typing -> {
                on("typing", typing).name("from");
                rooms.person(typing.from());
                out.field("on", typing.on()).endObject();
            }
            case Event.Ticker ticker -> ticker(ticker);
            case Event.Trade trade ->
                    sequenced("trade", trade)
                            .field("trade", trade.trade())
                            .field("price", trade.price())
                            .field("qty", trade.qty())
                            .field("side", trade.side().toString())
                            .endObject();
            case Event.Book book ->
                    sequenced("book", book)
                            .array("bids", book.bids(), this::level)
                            .array("asks", book.asks(), this::level)
                            .field("checksum", book.checksum())
                            .endObject();
            case Event.BookDelta delta ->
                    sequenced("book.delta", delta)
                            .optional("prev", delta.prev())
                            .array("changes", delta.changes(), this::change)
                            .field("checksum", delta.checksum())
                            .endObject();
            case Event.Candle candle -> candle(candle);
            case Event.Halted halted ->
                    on(halted.halted() ? "halted" : "resumed", halted)
                            .field("symbol", halted.symbol().name())
                            .field("at", halted.at())
                            .endObject();
            case Event.OrderChanged changed -> {
                sequenced("order", changed);
                trading.orderFields(changed.order());
                out.endObject();
            }
            case Event.Filled filled -> {
                sequenced("fill", filled);
                trading.fillFields(filled.fill());
                out.endObject();
            }
            case Event.BalanceChanged changed -> {
                sequenced("balance", changed);
                trading.balanceFields(changed.balance());
                out.endObject();
            }
            case Event.Mention mention -> {
                sequenced("mention", mention)
                        .field("room", mention.room().name())
                        .field("message", mention.message())
                        .name("from");
                rooms.person(mention.from());
                out.endObject();
            }
            case Event.Added added -> {
                sequenced("added", added).field("room", added.room().name()).name("from");
                rooms.person(added.from());
                out.endObject();
            }
            case Event.Read read ->
                    sequenced("read", read)
                            .field("room", read.room().name())
                            .field("message", read.message())
                            .endObject();
        }
    }

    private void ticker(Event.Ticker ticker) {
        on("ticker", ticker)
                .field("symbol", ticker.symbol().name())
                .field("last", ticker.last())
                .field("bid", ticker.bid())
                .field("bidQty", ticker.bidQty())
                .field("ask", ticker.ask())
                .field("askQty", ticker.askQty())
                .field("open24h", ticker.open24h())
                .field("high24h", ticker.high24h())
                .field("low24h", ticker.low24h())
                .field("volume24h", ticker.volume24h())
                .field("change24h", ticker.change24h())
                .field("at", ticker.at())
                .endObject();
    }

    private void candle(Event.Candle candle) {
        on("candle", candle)
                .field("symbol", candle.symbol().name())
                .field("interval", candle.interval().toString())
                .field("start", candle.start())
                .field("open", candle.open())
                .field("high", candle.high())
                .field("low", candle.low())
                .field("close", candle.close())
                .field("volume", candle.volume())
                .field("trades", candle.trades())
                .field("closed", candle.closed())
                .endObject();
    }

    private void level(Event.Level level) {
        out.beginArray().value(level.price().toString()).value(level.qty().toString()).endArray();
    }

    private void change(Event.Change change) {
        out.beginArray()
                .value(change.side() == Side.BUY ? "bid" : "ask")
                .value(change.level().price().toString())
                .value(change.level().qty().toString())
                .endArray();
    }

    void market(MarketInfo market) {
        out.beginObject()
                .field("symbol", market.symbol().name())
                .field("base", market.base())
                .field("quote", market.quote())
                .field("tick", market.tick())
                .field("lot", market.lot())
                .field("minQty", market.minQty())
                .name("band");
        market.bandBps().ifPresentOrElse(band -> out.value(band.longValue()), out::nullValue);
        out.field("makerFee", market.makerFeeBps())
                .field("takerFee", market.takerFeeBps())
                .field("source", market.source().toString())
                .field("status", market.halted() ? "halted" : "open")
                .endObject();
    }

    void user(ServerMessage.User user) {
        out.beginObject()
                .field("id", user.id())
                .field("name", user.name())
                .field("role", user.role())
                .field("guest", user.guest())
                .endObject();
    }

    private void position(Position position) {
        out.field("epoch", position.epoch()).field("seq", position.seq());
    }

    private JsonOut sequenced(String type, Event.Sequenced event) {
        return on(type, event)
                .field("seq", event.seq())
                .field("pos", event.pos())
                .field("at", event.at());
    }

    private JsonOut on(String type, Event event) {
        return begin(type).field("channel", event.channel().toString());
    }

    private JsonOut answer(String type, OptionalLong id) {
        return begin(type).optional("id", id);
    }

    private JsonOut begin(String type) {
        return out.beginObject().field("type", type);
    }
}
