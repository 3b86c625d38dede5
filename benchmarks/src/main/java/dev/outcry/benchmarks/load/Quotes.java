package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Prices of quoted markets, set over HTTP at planned times. The nth price of a market is n
/// hundredths, so that who reads it knows when it was due.
final class Quotes {
    /// What the symbols begin with; a number follows.
    static final String PREFIX = "Q";

    private final List<Requests> requests = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<Long> dues = new ArrayList<>();
    private final long[] newest;

    /// Lists the markets and connects once for each.
    Quotes(Site site, Loop loop, int markets) throws Exception {
        String token = site.admin();
        this.newest = new long[markets];
        for (int i = 0; i < markets; i++) {
            String symbol = PREFIX + i + "-USD";
            site.list(token, symbol, "quoted");
            paths.add("/api/v1/markets/" + symbol + "/quote");
            requests.add(new Requests(loop, token));
        }
    }

    int markets() {
        return newest.length;
    }

    /// {@return the number of the newest price of each market}
    long[] newest() {
        return newest;
    }

    /// {@return what sets so many prices a second, of each market in turn}
    Pace pace(int perSecond) {
        return new Pace(perSecond, this::put);
    }

    private void put(long due, long number) throws IOException {
        int market = (int) (number % markets());
        dues.add(due);
        newest[market]++;
        requests.get(market)
                .put(
                        paths.get(market),
                        "{\"last\":\"%d.%02d\"}"
                                .formatted(newest[market] / 100, newest[market] % 100));
    }

    /// {@return when the nth price of a market was to be set}
    long due(int market, long number) {
        return dues.get((int) ((number - 1) * markets() + market));
    }

    /// {@return how many the server hasn't answered}
    long unanswered() {
        return requests.stream().mapToLong(Requests::waiting).sum();
    }
}
