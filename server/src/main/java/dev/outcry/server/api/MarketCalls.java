package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.session.Keys;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/// What markets tell everybody.
final class MarketCalls {
    private static final int USUAL_TRADES = 100;
    private static final int MAX_LIMIT = 300;
    private static final int MAX_DEPTH = 1_000;
    private static final Set<Integer> DEPTHS = Set.of(10, 50, MAX_DEPTH);

    private final Backend backend;
    private final Reads reads;
    private final Writes writes;
    private final Clock clock;

    MarketCalls(Backend backend, Reads reads, Writes writes, Clock clock) {
        this.backend = backend;
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
    }

    void register(Call.Registry calls) {
        calls.add(
                "GET",
                "/markets",
                _ -> Answer.ok(Json.items(reads.ask(view -> view.markets()), Codec::encode)));
        calls.add(
                "GET",
                "/markets/{symbol}",
                request -> Answer.ok(Json.of(Codec.encode(reads.market(request.symbol())))));
        calls.add("GET", "/markets/{symbol}/ticker", this::ticker);
        calls.add("GET", "/markets/{symbol}/book", this::book);
        calls.add("GET", "/markets/{symbol}/trades", this::trades);
        calls.add("GET", "/markets/{symbol}/candles", this::candles);
        calls.add("PUT", "/markets/{symbol}/quote", this::quote);
    }

    private Answer ticker(Request request) {
        Symbol symbol = request.symbol();
        Event.Ticker ticker = reads.known(view -> view.ticker(symbol));
        return Answer.ok(Json.of(Codec.encode(ticker)));
    }

    private Answer book(Request request) {
        Symbol symbol = traded(request);
        long depth = request.number("depth").orElse(MAX_DEPTH);
        if (depth > MAX_DEPTH || !DEPTHS.contains((int) depth)) {
            throw Fields.bad("depth: must be 10, 50 or 1000");
        }
        Event.Book book = reads.known(view -> view.book(symbol, (int) depth));
        return Answer.ok(Json.of(Codec.encode(book)));
    }

    private Answer trades(Request request) {
        Symbol symbol = traded(request);
        List<Event.Trade> trades =
                backend.trades(
                        symbol, request.number("before"), request.limit(USUAL_TRADES, MAX_LIMIT));
        return Answer.ok(Json.items(trades, Codec::encode));
    }

    /// A market in which people trade.
    private Symbol traded(Request request) {
        MarketInfo market = reads.market(request.symbol());
        if (market.source() == MarketInfo.Source.QUOTED) {
            throw new ProtocolException(
                    ErrorCode.MARKET_QUOTED, "symbol: a backend sets this market's price");
        }
        return market.symbol();
    }

    private Answer quote(Request request) {
        request.requirePublisher();
        Fields fields = request.fields();
        FloorCommand.Quote quote =
                new FloorCommand.Quote(
                        request.symbol(),
                        fields.optionalPrice("bid"),
                        fields.optionalPrice("ask"),
                        fields.price("last"));
        return writes.submit(
                Keys.once(request.user().id(), request.key(), quote),
                decided -> Answer.ok(Json.of(Json.object().add("pos", decided.pos()))));
    }

    private Answer candles(Request request) {
        Symbol symbol = reads.market(request.symbol()).symbol();
        Interval interval =
                Interval.parse(request.query("interval").orElse("1m"))
                        .orElseThrow(() ->
                                Fields.bad("interval: must be 1s, 1m, 5m, 15m, 1h, 4h or 1d"));
        long to = request.number("to").orElse(clock.millis() + 1);
        int limit = request.limit(MAX_LIMIT, MAX_LIMIT);
        // Of a range that holds more, the newest are told.
        long newest =
                Math.max(
                        0, interval.startOf(Math.max(0, to - 1)) - (limit - 1) * interval.millis());
        long from = Math.max(request.number("from").orElse(0), newest);
        return Answer.ok(
                Json.items(
                        backend.candles(symbol, interval, from, to, clock.millis()),
                        Codec::encode));
    }
}
