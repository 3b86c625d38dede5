package dev.outcry.server.feed;

/// Which recorded stock trades a tape plays: those that count for the day's prices.
///
/// Left out is what was reported late, out of turn or out of hours, or priced by something else
/// than the market at that moment: extended hours (2000, 4000), derivatively priced (200), average
/// price (100000), sold last (800), prior reference (2000000), contingent (40000), official open
/// and close (4000000, 1000000), and settlement out of the ordinary (2, 4, 8).
final class SaleCondition {
    private static final long REGULAR = 0x1;
    private static final long INTERMARKET_SWEEP = 0x20;
    private static final long OPENING = 0x40;
    private static final long CLOSING = 0x80;
    private static final long TRADE_THROUGH_EXEMPT = 0x2000_0000;
    private static final long PLAYED =
            REGULAR | INTERMARKET_SWEEP | OPENING | CLOSING | TRADE_THROUGH_EXEMPT;

    private SaleCondition() {}

    /// @param flags hexadecimal, as recorded
    static boolean isRegular(String flags) {
        return (Long.parseLong(flags, 16) & ~PLAYED) == 0;
    }
}
