package dev.outcry.server.session;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Ids;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.protocol.TimeInForce;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What somebody types who begins with `/`: a command instead of a message.
///
/// Two slashes say a text that begins with one. A command that can't be read is refused with how it
/// is written; nothing of it is ever said.
sealed interface Slash {
    /// How all of them are written.
    String HELP =
            """
            /buy 0.1 BTC-USD @ 61000 - buy at a limit; without @ at the market
            /sell 0.1 BTC-USD @ 61000 - sell
            /price BTC-USD - the last trade, best bid and ask
            /topic text - set the room's topic
            /mute user 10m - let nobody hear them for a time (s, m, h, d; none: for ever; off: end it)
            /help - this
            //text - say a text that begins with /\
            """;

    /// Places an order.
    ///
    /// @param order at a limit, or at the market
    record Trade(OrderSpec order) implements Slash {}

    /// Asks for prices.
    ///
    /// @param symbol of which market
    record Price(Symbol symbol) implements Slash {}

    /// Sets the topic.
    ///
    /// @param text one line
    record Topic(String text) implements Slash {}

    /// Mutes somebody, or no longer.
    ///
    /// @param user an id
    /// @param time how long; empty for ever, nothing to end it
    record Mute(String user, Optional<Duration> time) implements Slash {}

    /// Asks what there is.
    record Help() implements Slash {}

    /// {@return whether a text is a command}
    ///
    /// @param text as it came
    static boolean is(String text) {
        String stripped = text.strip();
        return stripped.startsWith("/") && !stripped.startsWith("//");
    }

    /// {@return what is to be said of a text that is no command}
    ///
    /// @param text as it came
    static String said(String text) {
        String stripped = text.strip();
        return stripped.startsWith("//") ? stripped.substring(1) : text;
    }

    /// Reads a command.
    ///
    /// @param text for which [#is] holds
    /// @return what is asked
    /// @throws ProtocolException `bad_request`, saying how the command is written; or the code that
    ///   the amount would be refused with in any order
    static Slash parse(String text) {
        String stripped = text.strip();
        int end = 1;
        while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
            end++;
        }
        String rest = stripped.substring(end).strip();
        String name = stripped.substring(1, end).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "buy" -> trade(Side.BUY, rest);
            case "sell" -> trade(Side.SELL, rest);
            case "price" -> new Price(symbol(rest, "/price BTC-USD"));
            case "topic" -> new Topic(Texts.line("topic", required(rest, "/topic text"), 1, 250));
            case "mute" -> mute(rest);
            case "help" -> new Help();
            default -> throw bad("there is no command of that name; /help tells which there are");
        };
    }

    private static String required(String rest, String usage) {
        if (rest.isEmpty()) {
            throw bad("write " + usage);
        }
        return rest;
    }

    private static Slash trade(Side side, String rest) {
        String usage = "/" + side + " 0.1 BTC-USD @ 61000";
        Matcher written = Words.TRADE.matcher(rest);
        if (!written.matches()) {
            throw bad("write " + usage + ", or without @ for the market's price");
        }
        Optional<Decimal> price =
                Optional.ofNullable(written.group("price"))
                        .map(digits -> amount("price", digits, ErrorCode.ORDER_BAD_PRICE));
        return new Trade(
                new OrderSpec(
                        symbol(written.group("symbol"), usage),
                        side,
                        price.isPresent() ? OrderKind.LIMIT : OrderKind.MARKET,
                        Optional.of(
                                amount("qty", written.group("qty"), ErrorCode.ORDER_BAD_QUANTITY)),
                        price,
                        Optional.empty(),
                        Optional.empty(),
                        TimeInForce.GTC,
                        OptionalLong.empty(),
                        false,
                        Optional.empty(),
                        SelfTrade.CANCEL_NEWEST,
                        Optional.empty()));
    }

    private static Decimal amount(String name, String digits, ErrorCode code) {
        try {
            Decimal amount = Decimal.parse(digits);
            if (amount.unscaled() > 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            throw new ProtocolException(code, name + ": must be plain digits, such as 1.25");
        }
        throw new ProtocolException(code, name + ": must be above 0");
    }

    private static Symbol symbol(String text, String usage) {
        String upper = text.toUpperCase(Locale.ROOT);
        String symbol = upper.startsWith("$") ? upper.substring(1) : upper;
        if (!Ids.isSymbol(symbol)) {
            throw bad("write " + usage);
        }
        return new Symbol(symbol);
    }

    private static Slash mute(String rest) {
        String usage = "/mute user 10m";
        List<String> words =
                Stream.of(rest.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
        if (words.isEmpty() || words.size() > 2) {
            throw bad("write " + usage);
        }
        String user = words.getFirst().toLowerCase(Locale.ROOT);
        String id = user.startsWith("@") ? user.substring(1) : user;
        if (!Ids.isSlug(id)) {
            throw bad("write " + usage + ", with the user's id");
        }
        return new Mute(
                id, words.size() == 1 ? Optional.empty() : Optional.of(time(words.get(1), usage)));
    }

    private static Duration time(String word, String usage) {
        if (word.equals("off")) {
            return Duration.ZERO;
        }
        Matcher written = Words.TIME.matcher(word);
        if (!written.matches()) {
            throw bad("write " + usage + ", with s, m, h or d for seconds to days");
        }
        long count = Long.parseLong(written.group(1));
        return switch (written.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static ProtocolException bad(String message) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, "text: " + message);
    }

    /// How parts of commands are written.
    final class Words {
        private static final Pattern TRADE =
                Pattern.compile(
                        "(?<qty>\\S{1,40})\\s+(?<symbol>[^\\s@]{1,40})"
                                + "(\\s*@\\s*(?<price>\\S{1,40}))?");
        private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");

        private Words() {}
    }
}
