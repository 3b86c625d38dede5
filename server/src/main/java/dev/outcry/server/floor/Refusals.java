package dev.outcry.server.floor;

import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.Outcome;
import dev.outcry.protocol.ErrorCode;

/// What to say of an order that the exchange refuses.
final class Refusals {
    private Refusals() {}

    static Result.Refused of(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> throw new IllegalStateException("accepted isn't refused");
            case INSUFFICIENT_FUNDS ->
                    new Result.Refused(
                            ErrorCode.ORDER_INSUFFICIENT_FUNDS, "the account holds less than that");
            case WOULD_CROSS ->
                    new Result.Refused(
                            ErrorCode.ORDER_WOULD_CROSS, "postOnly: it would trade at once");
            case UNFILLABLE ->
                    new Result.Refused(
                            ErrorCode.ORDER_UNFILLABLE, "tif: the book can't fill it wholly");
            case BAD_PRICE -> new Result.Refused(ErrorCode.ORDER_BAD_PRICE, "price: out of range");
            case BAD_QUANTITY ->
                    new Result.Refused(
                            ErrorCode.ORDER_BAD_QUANTITY, "qty: outside the market's limits");
            case PRICE_BAND ->
                    new Result.Refused(
                            ErrorCode.ORDER_PRICE_BAND, "price: outside the market's band");
            case HALTED -> new Result.Refused(ErrorCode.MARKET_HALTED, "trading is halted");
            case TOO_MANY_OPEN ->
                    new Result.Refused(
                            ErrorCode.ORDER_LIMIT,
                            "at most " + Exchange.MAX_OPEN + " open orders in a market");
            case BAD_EXPIRY ->
                    new Result.Refused(ErrorCode.BAD_REQUEST, "expiresAt: missing or past");
            case CONTRADICTION ->
                    new Result.Refused(ErrorCode.BAD_REQUEST, "the fields contradict each other");
            case UNKNOWN_ORDER ->
                    new Result.Refused(ErrorCode.ORDER_NOT_FOUND, "order: none open of that id");
        };
    }
}
