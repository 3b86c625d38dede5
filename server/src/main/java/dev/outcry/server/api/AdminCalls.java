package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Ids;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Role;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Holding;
import dev.outcry.server.floor.PeopleCommand;
import dev.outcry.server.session.Keys;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What only the administrator may do.
final class AdminCalls {
    private final Reads reads;
    private final Writes writes;

    AdminCalls(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
    }

    void register(Call.Registry calls) {
        calls.add("POST", "/admin/markets", this::list);
        calls.add("PATCH", "/admin/markets/{symbol}", this::change);
        calls.add("POST", "/admin/deposits", this::deposit);
        calls.add("GET", "/admin/balances", this::balances);
        calls.add("PUT", "/admin/users/{user}", this::setRole);
    }

    private Answer list(Request request) {
        request.requireAdmin();
        Fields fields = request.fields();
        String name = fields.string("symbol");
        if (!Ids.isSymbol(name)) {
            throw Fields.bad(
                    "symbol: must be one or two parts of 1 to 16 of A-Z and 0-9, like BTC-USD");
        }
        Symbol symbol = new Symbol(name);
        Decimal lot = fields.amount("lot");
        OptionalLong band = fields.optionalBasisPoints("band", 1);
        MarketInfo market =
                new MarketInfo(
                        symbol,
                        code(fields, "base"),
                        code(fields, "quote"),
                        fields.amount("tick"),
                        lot,
                        fields.has("minQty") ? fields.amount("minQty") : lot,
                        band.isPresent() ? Optional.of((int) band.getAsLong()) : Optional.empty(),
                        (int) fields.optionalBasisPoints("makerFee", 0).orElse(0),
                        (int) fields.optionalBasisPoints("takerFee", 0).orElse(0),
                        source(fields),
                        false);
        return writes.submit(
                once(request, new FloorCommand.ListMarket(market)),
                _ -> Answer.created(Json.of(Codec.encode(reads.market(symbol)))));
    }

    private Answer change(Request request) {
        request.requireAdmin();
        Fields fields = request.fields();
        Symbol symbol = reads.market(request.symbol()).symbol();
        for (String fixed : List.of("base", "quote", "tick", "lot", "minQty", "source")) {
            if (fields.has(fixed)) {
                throw Fields.bad(fixed + ": stays as it was listed");
            }
        }
        FloorCommand.ChangeMarket command =
                new FloorCommand.ChangeMarket(
                        symbol,
                        fields.optionalString("status").map(AdminCalls::halted),
                        basisPoints(fields, "band"),
                        basisPoints(fields, "makerFee"),
                        basisPoints(fields, "takerFee"));
        return writes.submit(
                once(request, command),
                _ -> Answer.ok(Json.of(Codec.encode(reads.market(symbol)))));
    }

    private static boolean halted(String status) {
        return switch (status) {
            case "halted" -> true;
            case "open" -> false;
            default -> throw Fields.bad("status: must be open or halted");
        };
    }

    private static Optional<Integer> basisPoints(Fields fields, String name) {
        OptionalLong bps = fields.optionalBasisPoints(name, 0);
        return bps.isPresent() ? Optional.of((int) bps.getAsLong()) : Optional.empty();
    }

    private static FloorCommand once(Request request, FloorCommand command) {
        return Keys.once(request.user().id(), request.key(), command);
    }

    private Answer deposit(Request request) {
        request.requireAdmin();
        Fields fields = request.fields();
        String user = fields.string("user");
        if (!Ids.isSlug(user)) {
            throw Fields.bad("user: must be the id of a user");
        }
        FloorCommand command =
                new FloorCommand.Deposit(user, code(fields, "asset"), fields.amount("amount"));
        return writes.submit(
                once(request, command),
                decided -> Answer.created(Json.of(Json.object().add("pos", decided.pos()))));
    }

    private Answer setRole(Request request) {
        request.requireAdmin();
        String user = request.parameter("user");
        Role role =
                Role.of(request.fields().string("role"))
                        .orElseThrow(() -> Fields.bad("role: must be member, publisher or admin"));
        if (user.equals(request.user().id())) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "user: nobody changes their own role");
        }
        return writes.submit(
                once(request, new PeopleCommand.SetRole(user, role)),
                _ ->
                        Answer.ok(
                                Json.of(
                                        reads.floor(floor -> floor.person(user))
                                                .map(UserJson::of)
                                                .orElseThrow(() ->
                                                        new ProtocolException(
                                                                ErrorCode.USER_NOT_FOUND,
                                                                "user: has left")))));
    }

    /// All at one place in the log, so that they can be summed.
    private Answer balances(Request request) {
        request.requireAdmin();
        Optional<String> user = request.query("user");
        JsonArrayBuilder items = Json.array();
        for (Holding holding : reads.floor(Floor::holdings)) {
            if (user.isEmpty() || user.get().equals(holding.account())) {
                items.add(
                        Json.object()
                                .add("user", holding.account())
                                .add("asset", holding.balance().asset())
                                .add("available", holding.balance().available().toString())
                                .add("reserved", holding.balance().reserved().toString()));
            }
        }
        return Answer.ok(Json.of(Json.object().add("items", items)));
    }

    private static String code(Fields fields, String name) {
        String code = fields.string(name);
        if (!Ids.isCode(code)) {
            throw Fields.bad(name + ": must be 1 to 16 of A-Z and 0-9");
        }
        return code;
    }

    private static MarketInfo.Source source(Fields fields) {
        String source = fields.optionalString("source").orElse("users");
        return Stream.of(MarketInfo.Source.values())
                .filter(each -> each.toString().equals(source))
                .findFirst()
                .orElseThrow(() ->
                        Fields.bad("source: must be users, simulated, replay, external or quoted"));
    }
}
