package dev.outcry.protocol;

/// What can be subscribed to. The wire name is `toString()`.
public sealed interface Channel {
    /// {@return whether it counts its events, and can replay them}
    boolean sequenced();

    /// {@return whether a slow reader gets the latest instead of all}
    default boolean conflatable() {
        return !sequenced() || this instanceof Book;
    }

    /// What happens in a room.
    ///
    /// @param room which
    record Room(RoomId room) implements Channel {
        @Override
        public boolean sequenced() {
            return true;
        }

        @Override
        public String toString() {
            return "room:" + room;
        }
    }

    /// Who is in a room.
    ///
    /// @param room which
    record Presence(RoomId room) implements Channel {
        @Override
        public boolean sequenced() {
            return false;
        }

        @Override
        public String toString() {
            return "presence:" + room;
        }
    }

    /// The best prices and the day of one market.
    ///
    /// @param symbol which
    record Ticker(Symbol symbol) implements Channel {
        @Override
        public boolean sequenced() {
            return false;
        }

        @Override
        public String toString() {
            return "ticker:" + symbol;
        }
    }

    /// The tickers of all markets.
    record Tickers() implements Channel {
        @Override
        public boolean sequenced() {
            return false;
        }

        @Override
        public String toString() {
            return "ticker:*";
        }
    }

    /// Every trade of a market.
    ///
    /// @param symbol which
    record Trades(Symbol symbol) implements Channel {
        @Override
        public boolean sequenced() {
            return true;
        }

        @Override
        public String toString() {
            return "trades:" + symbol;
        }
    }

    /// The price levels of a market.
    ///
    /// @param symbol which
    record Book(Symbol symbol) implements Channel {
        @Override
        public boolean sequenced() {
            return true;
        }

        @Override
        public String toString() {
            return "book:" + symbol;
        }
    }

    /// Candles of a market.
    ///
    /// @param symbol which
    /// @param interval how long each is
    record Candles(Symbol symbol, Interval interval) implements Channel {
        @Override
        public boolean sequenced() {
            return false;
        }

        @Override
        public String toString() {
            return "candles:" + symbol + ":" + interval;
        }
    }

    /// One user's orders, fills and balances. On the wire it is `me`, whoever that is.
    ///
    /// @param user whose; empty until the server has filled it in
    record Me(String user) implements Channel {
        @Override
        public boolean sequenced() {
            return true;
        }

        @Override
        public String toString() {
            return "me";
        }
    }

    /// Reads a wire name.
    ///
    /// @param name such as `room:lobby`
    /// @return the channel, which need not exist
    /// @throws ProtocolException `channel.unknown` if no channel can have that name
    static Channel parse(String name) {
        int colon = name.indexOf(':');
        String rest = colon < 0 ? "" : name.substring(colon + 1);
        try {
            return switch (colon < 0 ? name : name.substring(0, colon)) {
                case "room" -> new Room(new RoomId(rest));
                case "presence" -> new Presence(new RoomId(rest));
                case "ticker" -> rest.equals("*") ? new Tickers() : new Ticker(new Symbol(rest));
                case "trades" -> new Trades(new Symbol(rest));
                case "book" -> new Book(new Symbol(rest));
                case "candles" -> candles(rest);
                case "me" -> me(name);
                default -> throw unknown();
            };
        } catch (ProtocolException e) {
            throw unknown();
        }
    }

    private static Channel me(String name) {
        if (!name.equals("me")) {
            throw unknown();
        }
        return new Me("");
    }

    private static Channel candles(String rest) {
        int colon = rest.indexOf(':');
        if (colon < 0) {
            throw unknown();
        }
        return new Candles(
                new Symbol(rest.substring(0, colon)),
                Interval.parse(rest.substring(colon + 1)).orElseThrow(Channel::unknown));
    }

    private static ProtocolException unknown() {
        return new ProtocolException(
                ErrorCode.CHANNEL_UNKNOWN,
                "channel: no such channel; there are room:ID, presence:ID, ticker:SYMBOL, ticker:*,"
                        + " trades:SYMBOL, book:SYMBOL, candles:SYMBOL:INTERVAL and me");
    }
}
