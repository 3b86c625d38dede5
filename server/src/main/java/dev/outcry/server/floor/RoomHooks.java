package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A room's webhooks: who may have them, and how far they have come. What comes in by them is for
/// [Talk]. Stateless.
final class RoomHooks {
    private static final int MOST = 10;

    static final Result.Refused NONE =
            new Result.Refused(ErrorCode.HOOK_NOT_FOUND, "hook: there is no such webhook");

    private RoomHooks() {}

    static Result add(Room room, HookCommand.Add add, Markets markets, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.OWNER, room, add.by());
        if (refused != null) {
            return refused;
        }
        if (add.by().person().guest()) {
            return new Result.Refused(
                    ErrorCode.FORBIDDEN, "guests have no webhooks; POST /accounts first");
        }
        if (room.hooks.containsKey(add.hook())) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "hook: that id is taken");
        }
        if (room.hooks.size() >= MOST) {
            return Rights.forbidden("room: has 10 webhooks already; take one away");
        }
        RoomHook made =
                switch (add.way()) {
                    case HookCommand.Way.In in ->
                            new RoomHook.In(
                                    add.hook(),
                                    add.by().person(),
                                    context.at(),
                                    in.name(),
                                    in.token());
                    case HookCommand.Way.Out out -> {
                        Optional<Symbol> symbol = out.trades().map(RoomHook.Trades::symbol);
                        OptionalLong trades =
                                symbol.map(markets::trades).orElse(OptionalLong.of(0));
                        if (trades.isEmpty()) {
                            yield null;
                        }
                        yield new RoomHook.Out(
                                add.hook(),
                                add.by().person(),
                                context.at(),
                                out.url(),
                                out.key(),
                                out.kinds(),
                                out.trades(),
                                context.newEpoch(),
                                new RoomHook.Reached(0, room.info().seq(), trades.getAsLong()),
                                Optional.empty(),
                                List.of());
                    }
                };
        if (made == null) {
            return new Result.Refused(
                    ErrorCode.MARKET_NOT_FOUND, "trades: there is no such market with a book");
        }
        put(room, made, context);
        note(room, add.by(), Effect.Deed.HOOK, context);
        return new Result.Applied();
    }

    private static void note(
            Room room, RoomCommand.By by, Effect.Deed deed, Floor.Context context) {
        Moderation.note(room, by, deed, Optional.empty(), OptionalLong.empty(), context);
    }

    private static void put(Room room, RoomHook now, Floor.Context context) {
        room.hooks.put(now.hook(), now);
        context.effects().add(new Effect.HookChanged(room.id(), now));
    }

    static Result drop(Room room, HookCommand.Drop drop, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.OWNER, room, drop.by());
        if (refused != null) {
            return refused;
        }
        if (room.hooks.remove(drop.hook()) != null) {
            context.effects().add(new Effect.HookEnded(room.id(), drop.hook()));
            note(room, drop.by(), Effect.Deed.UNHOOK, context);
        }
        return new Result.Applied();
    }

    /// Takes note of what a webhook's next delivery holds, unless one is on its way.
    static Result send(Room room, HookCommand.Send send, Floor.Context context) {
        if (!(room.hooks.get(send.hook()) instanceof RoomHook.Out hook)) {
            return NONE;
        }
        boolean next = send.upTo().deliveries() == hook.reached().deliveries() + 1;
        if (next && hook.sending().isEmpty() && isFurther(send.upTo(), hook.reached())) {
            put(room, hook.sending(send.upTo()), context);
        }
        return new Result.Applied();
    }

    private static boolean isFurther(RoomHook.Reached one, RoomHook.Reached other) {
        return one.room() >= other.room() && one.trades() >= other.trades();
    }

    /// Takes note of how far a webhook has come. What it has said before changes nothing.
    static Result reach(Room room, HookCommand.Reach reach, Floor.Context context) {
        if (!(room.hooks.get(reach.hook()) instanceof RoomHook.Out hook)) {
            return NONE;
        }
        RoomHook.Reached before = hook.reached();
        RoomHook.Reached upTo = reach.upTo();
        if (hook.sending().equals(Optional.of(upTo))) {
            Optional<RoomHook.Dead> dead =
                    reach.failure()
                            .map(failure ->
                                    new RoomHook.Dead(
                                            before,
                                            upTo,
                                            context.at(),
                                            failure.attempts(),
                                            failure.reason()));
            put(room, hook.after(upTo, dead), context);
        } else if (hook.sending().isEmpty()
                && upTo.deliveries() == before.deliveries()
                && isFurther(upTo, before)
                && !upTo.equals(before)) {
            put(room, hook.after(upTo, Optional.empty()), context);
        } else if (reach.failure().isEmpty()) {
            RoomHook.Out left = hook.without(upTo.deliveries());
            if (left.dead().size() < hook.dead().size()) {
                put(room, left, context);
            }
        }
        return new Result.Applied();
    }

    /// {@return a hash of what hooks there are and how far they have come, mixed into another; the
    /// same where there are none}
    static long hash(Room room, long before) {
        long hash = before;
        for (RoomHook hook : room.hooks.values()) {
            hash = Hash.mix(hash, hook.hook());
            if (hook instanceof RoomHook.Out out) {
                hash = mix(mix(hash, out.reached()), out.sending().orElse(out.reached()));
                hash = Hash.mix(hash, out.dead().size());
            }
        }
        return hash;
    }

    private static long mix(long hash, RoomHook.Reached reached) {
        return Hash.mix(Hash.mix(hash, reached.deliveries()), reached.room(), reached.trades());
    }
}
