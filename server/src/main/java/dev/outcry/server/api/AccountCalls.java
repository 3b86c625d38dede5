package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.AccountInfo;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.Standing;
import dev.outcry.server.session.Orders;
import jakarta.json.JsonArrayBuilder;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One's money, and how everybody does with theirs.
final class AccountCalls {
    private static final int USUAL_RANKS = 100;
    private static final int MAX_RANKS = 300;

    /// The best first; the older account before the younger where they did the same.
    private static final Comparator<Standing> BEST =
            Comparator.comparing(AccountCalls::growth).reversed();

    private final Backend backend;
    private final Reads reads;
    private final Writes writes;

    AccountCalls(Backend backend, Reads reads, Writes writes) {
        this.backend = backend;
        this.reads = reads;
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("GET", "/balances", this::balances);
        calls.add("GET", "/fills", this::fills);
        calls.add("GET", "/portfolio", request -> Answer.ok(portfolio(request)));
        calls.add("POST", "/portfolio/reset", this::reset);
        calls.add("GET", "/leaderboard", this::leaderboard);
    }

    private AccountInfo account(Request request) {
        String user = request.user().id();
        return reads.floor(floor -> floor.account(user));
    }

    private Answer balances(Request request) {
        return Answer.ok(
                Json.items(
                        account(request).holdings().stream()
                                .map(AccountInfo.Holding::balance)
                                .toList(),
                        Codec::encode));
    }

    private Answer fills(Request request) {
        String user = request.user().id();
        Optional<Symbol> symbol = reads.symbol(request);
        Request.Page page = request.page();
        List<FillInfo> fills =
                backend.fills(user, symbol, page.before(), page.after(), page.limit());
        return Answer.ok(Json.items(fills, Codec::encode));
    }

    private Json portfolio(Request request) {
        return Json.of(PortfolioJson.of(request.user().id(), account(request)));
    }

    private Answer reset(Request request) {
        return writes.submit(
                Orders.reset(request.person(), request.key()), _ -> Answer.ok(portfolio(request)));
    }

    private Answer leaderboard(Request request) {
        int limit = request.limit(USUAL_RANKS, MAX_RANKS);
        Optional<Set<String>> among =
                request.query("room")
                        .map(room -> backend.present(reads.room(new RoomId(room), request).room()));
        List<Standing> best =
                reads.floor(Floor::standings).stream()
                        .filter(standing ->
                                among.map(ids -> ids.contains(standing.person().id())).orElse(true))
                        .sorted(BEST)
                        .limit(limit)
                        .toList();
        JsonArrayBuilder items = Json.array();
        for (int i = 0; i < best.size(); i++) {
            items.add(PortfolioJson.rank(i + 1, best.get(i)));
        }
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private static BigDecimal growth(Standing standing) {
        return PortfolioJson.growth(standing.equity(), standing.deposited());
    }
}
